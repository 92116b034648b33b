"""What the requester says to "is it settled?" and "what came of it?", by tap, by words, or as a reply."""

import re
from collections.abc import Sequence

from bot.actions import closing, notifying, owning, permitting
from bot.actions.desk import Desk
from bot.core.flow import Ask, Says, Start
from bot.core.message import Choice, Say
from bot.core.reading import Option
from bot.core.requests import SupportRequest
from bot.errors import Refused
from handlers.shared import own, spoken

STORY = Ask(key="words", check=spoken.words, says="request_result.words.ask", values=spoken.about)
FEW = 3  # words beside an answer that need no hearing: "sudah, makasih kak"
_PART = re.compile(r"[,.;:!\n]+\s*")


async def answered(desk: Desk, request_id: int, answer: str, text: str = "") -> Says | Start:
    """Takes an answer; the same one again is kindly told so. `text`: what was said with a "belum". Raises Refused."""
    actor = await permitting.actor(desk)
    before = (await owning.see(actor, request_id)).request
    match answer:
        case "yes":
            return await _yes(desk, await closing.confirm(actor, request_id, "yes"))
        case "elsewhere":
            after = await closing.confirm(actor, request_id, "elsewhere")
            return (Say("request_confirm.elsewhere", {"reference": after.short}),)
        case "no":
            return await _no(desk, before, await closing.confirm(actor, request_id, "no", text), text)
    raise Refused("request.unknown")


async def _yes(desk: Desk, request: SupportRequest) -> Says | Start:
    told = (Say("request_confirm.yes", {"reference": request.short}),)
    if request.rating is not None:
        return told
    return Start("request_rating", key=str(request.id), given={"reference": request.short}, says=told)


async def _no(desk: Desk, before: SupportRequest, after: SupportRequest, text: str) -> Says | Start:
    told = await own.changed(desk, "own_request.reopened", after)
    if before.open or text:
        return told
    return Start("request_missing", key=str(after.id), given={"reference": after.short}, says=told[:1])


async def settled(desk: Desk, found: Sequence[SupportRequest], answer: str, text: str = "") -> Says | Start:
    """An answer in words: to the one request that waits for it; where several do, which one is asked."""
    if len(found) == 1:
        return await answered(desk, found[0].id, answer, text)
    choices = tuple(
        Choice(f"do:request_confirm:{each.id}.{answer}", own.label(desk, each)) for each in found[: own.MOST]
    )
    return (Say("request_confirm.which", choices=choices, role="question"),)


def heard(desk: Desk, text: str, *, asked: bool) -> tuple[str, str] | None:
    """The answer that words give, and what else they say: "belum, alatnya rusak"; None for other words. No numbers.

    `asked`: they follow the question, so that "dak" is an answer too.
    """
    buttons = notifying.choices(desk.speech, "confirm", 0)
    plain = [Option(each.id, each.label) for each in buttons]
    known = [notifying.option(desk.speech, each.id, each.label) for each in buttons] if asked else plain
    head, rest = (*_PART.split(text.strip(), maxsplit=1), "")[:2]
    first, more = (*text.split(maxsplit=1), "", "")[:2]
    for words, others, options in ((text, "", known), (head, rest, known), (first, more, plain)):
        match = desk.speech.read(words, options, counted=0)
        answer = match.values[0].rpartition(".")[2] if match.kind in ("exact", "near") else ""
        if answer == "no" or (answer and len(others.split()) <= FEW):
            return answer, others
    return None


async def result(desk: Desk, request_id: int, text: str) -> Says:
    """Keeps what came of a request. Raises Refused."""
    request = await closing.result(await permitting.actor(desk), request_id, text)
    return (Say("request_result.kept", {"reference": request.short}),)
