"""An announcement's card: tried on oneself, sent, thought better of, paused, stopped, sent again, corrected."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.actions import announcing, explaining, outlets, permitting, preparing
from bot.actions.announcing import TEXT_MOST
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.actions.preparing import When
from bot.core.changing import changed
from bot.core.flow import Answers, Ask, Command, Facts, Flow, Got, No, Says, Start, Values
from bot.core.message import Choice, Say
from bot.core.moments import read_moment
from bot.errors import Refused
from handlers.shared import staffed
from handlers.shared.announced import ROLES, card

GO, CORRECT = "announce_go", "announce_correct"
REASON_MOST = 300


async def load(desk: Desk, facts: Facts) -> Facts:
    """The draft that is to go, and how."""
    id, _, how = facts.key.partition(".")
    one = await announcing.of(await permitting.actor(desk), int(id))
    zone = desk.house.calendar.zone
    here = datetime.fromtimestamp(desk.now / 1000, zone)
    return changed(facts, extra={"one": one, "how": how, "here": here})


def moment(text: str, facts: Facts) -> Got | No:
    """When it goes, UTC milliseconds."""
    here: datetime = facts.extra["here"]
    at = read_moment(text, here)
    if at is None:
        return No("unread")
    return Got(round(at.timestamp() * 1000)) if at > here else No("past")


def reason(text: str, facts: Facts) -> Got | No:
    """Why it cannot wait."""
    plain = " ".join(text.split())
    if len(plain) > REASON_MOST:
        return No("too_long", {"most": REASON_MOST})
    return Got(plain) if plain else No("empty")


def number(text: str, facts: Facts) -> Got | No:
    """The number of recipients, as it was shown."""
    digits = "".join(sign for sign in text if sign.isdecimal())
    reached = _reached(facts)
    return Got(reached) if digits == str(reached) else No("other", {"count": reached})


def _reached(facts: Facts) -> int:
    preview = facts.extra["one"].preview
    return preview.goes_to(urgent=facts.extra["how"] == "urgent") if preview is not None else 0


def counted(answers: Answers, facts: Facts) -> Values:
    """How many would get it."""
    return {"count": _reached(facts)}


async def go(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """It is to go; a minute is left to think better of it."""
    actor, id = await permitting.actor(desk), facts.extra["one"].id
    urgent = facts.extra["how"] == "urgent"
    when = When(
        at=int(answers.get("at") or 0), urgent=urgent, reason=str(answers.get("reason") or ""),
        typed=int(answers.get("number") or 0),
    )  # fmt: skip
    try:
        await preparing.schedule(actor, id, when)
    except Refused as refused:
        return (Say(refused.key, refused.values), *await card(desk, id))
    return await card(desk, id)


def how(name: str) -> Callable[[Answers, Facts], bool]:
    """Whether it is to go that way."""
    return lambda answers, facts: facts.extra["how"] == name


FLOW = staffed.only(
    ROLES,
    Flow(
        name=GO,
        steps=(
            Ask(key="at", check=moment, when=how("at")),
            Ask(key="reason", check=reason, when=how("urgent")),
            Ask(
                key="number", check=number, values=counted,
                when=lambda answers, facts: _reached(facts) > preparing.TYPED_ABOVE,
            ),
        ),
        finish=go,
        load=load,
    ),
)  # fmt: skip


def correction(text: str, facts: Facts) -> Got | No:
    """Other words."""
    if len(text.strip()) > TEXT_MOST:
        return No("too_long", {"most": TEXT_MOST})
    return Got(text.strip()) if text.strip() else No("empty")


async def correct(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """A draft for those who got it; its count comes by itself."""
    actor = await permitting.actor(desk)
    return await card(desk, await announcing.correct(actor, int(facts.key), str(answers["text"])))


CORRECTION = staffed.only(ROLES, Flow(name=CORRECT, steps=(Ask(key="text", check=correction),), finish=correct))


async def why(desk: Desk, argument: str) -> Says:
    """KENAPA PLG-123456 TIDAK DAPAT: what became of the newest announcement, or "siaran 12", for somebody."""
    if not argument:
        return (Say("announcement.why.which"),)
    return (await explaining.why(await permitting.actor(desk), argument, desk.language),)


DO: Mapping[str, Callable[[Actor, int], Awaitable[object]]] = {
    "undo": preparing.undo, "drop": preparing.drop, "pause": announcing.pause, "resume": announcing.resume,
    "stop": announcing.cancel, "again": announcing.again, "revive": preparing.revive,
}  # fmt: skip


async def open_(desk: Desk, argument: str) -> Says | Start:
    """Does what a button of the card says ("12.pause"), and shows how it stands then."""
    number, _, way = argument.partition(".")
    if not number.isdecimal() or len(number) > 15:
        return Start("announce")
    id, actor = int(number), await permitting.actor(desk)
    match way:
        case "now" | "at" | "urgent":
            await announcing.of(actor, id)
            return Start(GO, key=f"{id}.{way}")
        case "edit":
            one = await announcing.of(actor, id)
            return Start("announce", key=str(id), given={"offer": one.opportunity_id} if one.opportunity_id else {})
        case "correct":
            await announcing.of(actor, id)
            return Start(CORRECT, key=str(id))
        case "test":
            return await _tested(desk, actor, id)
    if way == "post":
        put = await outlets.post(actor, id)
        key, names = ("outlet.posted", put.fresh) if put.fresh else ("outlet.there", put.there)
        return (Say(key, {"names": ", ".join(names)}), *await card(desk, id))
    if way not in DO:
        return await card(desk, id)
    done = await DO[way](actor, id)
    return await card(desk, done if way == "again" and isinstance(done, int) else id)


async def _tested(desk: Desk, actor: Actor, announcement_id: int) -> Says:
    """As everybody will see it, and the way back to the card."""
    *before, last = await preparing.sample(actor, announcement_id, desk.language)
    back = Choice(f"do:announcement:{announcement_id}", desk.speech.text("announcement.menu.card"))
    return (*before, changed(last, choices=(*last.choices, back)))


COMMAND = Command("announcement", open_, ROLES)
WHY = Command("why", why, staffed.DESK, argued=True)
