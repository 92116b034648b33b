"""MITRA: the directory of the pentahelix, for the committee: listed by side, added to, changed, retired."""

from collections.abc import Sequence

from bot.actions import partnering, permitting
from bot.actions.desk import Desk
from bot.core.changing import changed
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Leave, Says, Start, Values
from bot.core.message import Say
from bot.core.reading import Option
from bot.errors import Refused
from handlers.shared.act_choices import SHORT, cut, options
from handlers.shared.act_steps import of
from handlers.shared.partner_lines import lacking_line
from handlers.shared.partner_steps import STEPS, answers_of, partner
from storage.partners import Partner

DIRECTORY, PARTNER = "directory", "partner"
ADD, RETIRED = "add", "retired"


def sides(answers: Answers, facts: Facts) -> Sequence[tuple[Option, tuple[str, ...]]]:
    """The sides of the pentahelix, and apart whoever is retired, each with the ids of its bodies."""
    found: dict[str, tuple[str, ...]] = facts.extra["sides"]
    names = {each.id: each.name[facts.language] for each in facts.city.pentahelix} | {RETIRED: facts.extra[RETIRED]}
    return [(Option(id, f"{names[id]} ({len(found[id])})"), found[id]) for id in names if id in found]


def overview(answers: Answers, facts: Facts) -> Values:
    """How many there are, and where any are lacking."""
    return {"count": len(options("partner", facts)), "lacking": facts.extra["lacking"]}


async def load(desk: Desk, facts: Facts) -> Facts:
    """Every body."""
    actor = await permitting.actor(desk)
    every = await partnering.every(actor)
    found: dict[str, tuple[str, ...]] = {}
    for each in every:
        side = each.helix if each.active else RETIRED
        found[side] = (*found.get(side, ()), str(each.id))
    named = [Option(str(each.id), each.name, "", (), cut(each.name, SHORT)) for each in every]
    return changed(facts, extra={
        "options": {"partner": named}, "sides": found, RETIRED: desk.speech.text("directory.retired"),
        "lacking": lacking_line(desk, await partnering.lacking(actor)),
    })  # fmt: skip


async def chosen(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """To the body that was chosen, or to a new one."""
    if answers["partner"] == ADD:
        return Start(PARTNER, key=ADD)
    return await _shown(desk, int(answers["partner"]))


async def _shown(desk: Desk, partner_id: int, says: Says = ()) -> Says | Start:
    found = await _of(desk, partner_id)
    if found is None:
        return (*says, Say("request.partner.unknown"))
    return Start(PARTNER, key=str(partner_id), given=answers_of(found), at="review", says=says)


async def _of(desk: Desk, partner_id: int) -> Partner | None:
    every = await partnering.every(await permitting.actor(desk))
    return next((each for each in every if each.id == partner_id), None)


async def left(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Only looked at."""
    return (Say("act.left"),)


async def save(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Adds or changes it; one that changed meanwhile is shown again first."""
    actor = await permitting.actor(desk)
    if facts.key == ADD:
        fresh = partner(answers, Partner(0, "", ""))
        await partnering.add(actor, fresh)
        return Start(DIRECTORY, says=(Say("directory.added", {"name": fresh.name}),))
    known = await _of(desk, int(facts.key))
    if known is None:
        return (Say("request.partner.unknown"),)
    try:
        after = await partnering.change(actor, partner(answers, known))
    except Refused as refused:
        if refused.key != "request.partner.stale":
            raise
        return await _shown(desk, known.id, (Say(refused.key),))
    return Start(
        DIRECTORY, says=(Say("directory.changed" if after.active else "directory.ended", {"name": after.name}),)
    )


async def allowed(desk: Desk, key: str) -> Flow | None:
    """The list, as long as the role lasts."""
    return FLOW if permitting.may(await permitting.actor(desk), "decide") else None


async def editable(desk: Desk, key: str) -> Flow | None:
    """The form, likewise."""
    known = key == ADD or key.isdecimal()
    return FORM if known and permitting.may(await permitting.actor(desk), "decide") else None


STEP = Choose(
    key="partner", choices=of("partner"), also=(ADD, "back"), groups=sides, on={"back": Leave()}, values=overview
)
FLOW = Flow(name=DIRECTORY, steps=(STEP,), finish=chosen, leave=left, load=load, build=allowed)
FORM = Flow(name=PARTNER, steps=STEPS, finish=save, build=editable)


async def run(desk: Desk, argument: str) -> Start:
    """MITRA."""
    return Start(DIRECTORY)


COMMAND = Command("partners", run, roles=frozenset({"committee"}))
