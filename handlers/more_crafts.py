"""Other sub-sectors of whoever looks at Peluang & panggung for the first time: two at most, so that more fits."""

from collections.abc import Sequence

from bot.actions import registering
from bot.actions.desk import Desk
from bot.core.flow import Answers, Back, Choose, Command, Facts, Flow, Says, Start
from bot.core.message import Say
from bot.core.reading import Option
from handlers.shared.offer_list import MORE, listed
from handlers.shared.practitioner import answers_of, craft_label, fields, profile, sub_sectors

MOST = 3  # of a person, with what it registered with


def others(answers: Answers, facts: Facts) -> Sequence[Option]:
    """Those that are not known of the person."""
    known = _codes(facts)
    return [option for option in sub_sectors(answers, facts) if option.value not in known]


def grouped(answers: Answers, facts: Facts) -> Sequence[tuple[Option, tuple[str, ...]]]:
    """The groups in which there are any of these."""
    known = _codes(facts)
    left = [(group, tuple(code for code in codes if code not in known)) for group, codes in fields(answers, facts)]
    return [(group, codes) for group, codes in left if codes]


def _codes(facts: Facts) -> set[str]:
    return {facts.city.sub_sector(id).code for id in facts.person.sub_sectors} if facts.person is not None else set()


async def save(desk: Desk, answers: Answers, facts: Facts) -> Says | Back:
    """Adds them, and shows the list as it is now."""
    more = [str(code) for code in answers.get("crafts") or ()]
    if len(more) > (room := MOST - len(_codes(facts))):
        return Back("crafts", "too_many", {"most": room})
    if not more or desk.person is None:
        return await listed(desk, "", 0, first=False)
    known = answers_of(facts)
    codes = "+".join((str(known["sub_sector"]), *more))
    await registering.change(desk, profile({**known, "sub_sector": codes}, facts))
    said = Say("more_crafts.saved", {"crafts": craft_label(codes, facts)})
    return (said, *await listed(desk, "", 0, first=False))


FLOW = Flow(
    name=MORE,
    steps=(Choose(key="crafts", choices=others, groups=grouped, many=True, optional=True),),
    finish=save,
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """[Tambah bidang]: for whoever is registered."""
    if desk.person is None:
        return Start("register")
    if len(desk.person.sub_sectors) >= MOST:
        return (Say("more_crafts.full"),)
    return Start(FLOW.name)


COMMAND = Command(MORE, run, shy=True)
