"""After closing: is it settled, how was it, what is still missing, what came of it."""

from bot.actions import closing, owning, permitting
from bot.actions.desk import Desk
from bot.actions.owning import Own
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Says, Start
from bot.core.message import Say
from bot.core.requests import SupportRequest
from bot.errors import Refused
from handlers.shared import own, settling, spoken

RATINGS = ("1", "2", "3", "4", "5")


async def confirm(desk: Desk, argument: str) -> Says | Start:
    """[Sudah beres] [Belum] [Beres di tempat lain], also late, also twice; the words alone mean the last one asked."""
    if argument:
        request_id, answer = own.argument(argument)
        return await settling.answered(desk, request_id, answer)
    found = await owning.unconfirmed(await permitting.actor(desk))
    return await settling.settled(desk, found, "yes") if found else (Say("own_request.none_asked"),)


async def rated(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """One to five, or nothing."""
    rating = answers.get("rating")
    if rating is None:
        return (Say("request_rating.none", spoken.about(answers, facts)),)
    try:
        await closing.rate(await permitting.actor(desk), int(facts.key), int(rating))
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    return (Say("request_rating.low" if int(rating) < len(RATINGS) - 1 else "request_rating.high"),)


RATING = Flow(
    name="request_rating",
    steps=(Choose(key="rating", choices=RATINGS, optional=True, values=spoken.about),),
    finish=rated,
    yields=True,
)


async def missed(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """What is still missing, as more words for the request that is open again."""
    text = answers.get("words")
    if text is None and not desk.files:
        return (Say("request_missing.none", spoken.about(answers, facts)),)
    try:
        request = await spoken.add(desk, int(facts.key), str(text or ""))
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    return await own.changed(desk, "own_request.added", request)


MISSING = Flow(
    name="request_missing",
    steps=(spoken.step("request_missing.words.ask", optional=True),),
    finish=missed,
    speaks=spoken.VOICE,
    gathers=True,
)


async def tell(desk: Desk, argument: str) -> Says | Start:
    """Cerita hasil: what came of a request that was asked about."""
    found = await own.meant(desk, "request_result", argument, _asked)
    if not isinstance(found, Own):
        return found
    return Start(RESULT.name, key=str(found.request.id), given={"reference": found.request.short})


def _asked(request: SupportRequest) -> bool:
    return request.result_asked_at is not None


async def told(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Kept in the requester's words."""
    try:
        return await settling.result(desk, int(facts.key), str(answers.get("words") or ""))
    except Refused as refused:
        return (Say(refused.key, refused.values),)


RESULT = Flow(name="request_result", steps=(settling.STORY,), finish=told, speaks=spoken.VOICE)

CONFIRM = Command("request_confirm", confirm)
TELL = Command("request_result", tell)
