"""CARI: staff find a request by its number, or a person's; and what they answer by replying to a message of the bot."""

from bot.actions import answering, permitting, requesting, viewing
from bot.actions.changing import TEXT_MOST
from bot.actions.desk import Desk
from bot.core.flow import Answers, Ask, Command, Facts, Flow, Got, No, Says, Start
from bot.core.message import Say
from bot.core.session import Frame, Session
from bot.errors import Refused
from handlers.shared import finds, sitting
from handlers.shared.seeking import STAFF, sought

TYPED = frozenset({"act", "words"})  # questions that take words as they come


def number(text: str, facts: Facts) -> Got | No:
    """Anything that can be a number."""
    found = sought(text, facts.city.identity.number_prefix, bare=True)
    return Got(found) if found else No("unknown")


async def look(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Opens what was found."""
    return await finds.found(desk, str(answers["number"]), {})


FLOW = Flow(name="find", steps=(Ask(key="number", check=number),), finish=look)


async def run(desk: Desk, argument: str) -> Says | Start:
    """CARI asks for the number; a button names the request."""
    if not argument.isdecimal():
        return Start(FLOW.name)
    try:
        return finds.opened((await viewing.card(await permitting.actor(desk), int(argument))).request, {})
    except Refused as refused:
        return (Say(refused.key, refused.values),)


COMMAND = Command("find", run, STAFF, ends=frozenset({FLOW.name}))


async def asked(desk: Desk) -> Says | Start | None:
    """ "cari D-123", or a number alone, outside of any question. Somebody's own request is found before others'."""
    text = desk.heard.text
    wanted = sought(text, desk.house.city.identity.number_prefix, bare=False)
    if not wanted or STAFF.isdisjoint(await desk.roles()):
        return None
    if (
        wanted == " ".join(text.split())
        and await requesting.find_mine(await permitting.actor(desk), wanted) is not None
    ):
        return None
    return await finds.found(desk, wanted, {})


async def replied(desk: Desk, session: Session) -> Says | Start | None:
    """Words that answer a message about a request are an answer to it, whatever card is open; shown before they go."""
    heard = desk.heard
    if heard.kind != "text" or heard.masked or desk.closed or STAFF.isdisjoint(await desk.roles()):
        return None
    actor = await permitting.actor(desk)
    seen = await answering.seen_in(actor, heard.reply_to)
    if seen is None or _is_open(session.frame, seen.id):
        return None
    try:
        request = (await viewing.card(actor, seen.id)).request
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    if permitting.is_own(actor, request):
        return None
    if not request.open:
        return (Say("request.ended", {"reference": request.short}),)
    if len(heard.text) > TEXT_MOST:
        return (Say("request.text_long", {"most": TEXT_MOST}),)
    lower = session.running(sitting.FLOW, str(seen.id))
    kept = lower.answers if lower is not None else {}
    return finds.opened(request, kept, act="answer", words=heard.text.strip(), seen=seen.version)


def _is_open(frame: Frame | None, request_id: int) -> bool:
    """Whether the question that is open is about that request, and takes the words itself."""
    here = frame is not None and (frame.flow, frame.key) == (sitting.FLOW, str(request_id))
    return here and frame is not None and frame.asked in TYPED and not frame.variant


def replaces(frame: Frame, by: Says | Start) -> bool:
    """Whether a question gives way to what a reply begins: the same request's."""
    return isinstance(by, Start) and (frame.flow, frame.key) == (by.flow, by.key)
