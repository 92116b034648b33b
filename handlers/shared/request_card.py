"""One's own request as it is shown: at a glance, and all that was said about it, in pages the channel can carry."""

from collections.abc import Sequence

from bot.actions import owning, permitting, requesting
from bot.actions.desk import Desk
from bot.actions.owning import Own
from bot.core.flow import Says
from bot.core.message import Choice, Say, Word
from bot.core.requests import SupportRequest
from handlers.shared import own, standing
from handlers.shared.own import button
from storage.threads import Said

GLANCE = 160  # characters of a message at a glance
ON_CARD = 3  # messages at a glance
AROUND = 600  # characters of a page that are not what was said
LEAST = 300


async def shown(desk: Desk, found: Own, page: int | None = None) -> Says:
    """The request at a glance, or a page of its thread (0: the newest)."""
    said = await requesting.talk(await permitting.actor(desk), found.request.id)
    says = card(desk, found, said) if page is None else thread(desk, found, said, page)
    return await own.told(desk, found.request, says)


def card(desk: Desk, found: Own, said: Sequence[Said]) -> Says:
    """Whose turn it is, how it began, what was said last, what is still open, what can be done."""
    request = found.request
    begun = {"date": standing.spoken(desk, request.filed_at), "story": _story(request, said)}
    later = said[1:]
    last = [_message(desk, each, _cut(each.text)) for each in reversed(later[-ON_CARD:])]
    choices = list(own.ways(desk, found))
    if len(later) > ON_CARD or any(len(each.text) > GLANCE or "\n" in each.text for each in said):
        choices.append(button(desk, "request", f"{request.id}.0", "request_thread"))
    choices.append(Choice("do:my_requests", desk.speech.text("own_request.menu.my_requests")))
    open_ones = len(request.open_questions) if request.open and "complete" in desk.commands else 0
    left = (Say("request_card.open", {"n": open_ones}),) if open_ones else ()
    begins = Say("request_card.begun", begun)
    return (standing.line(desk, found), begins, *last, *left, _question(found, tuple(choices)))


def _question(found: Own, choices: tuple[Choice, ...]) -> Say:
    """What the requester is asked: the answer that is waited for, or simply what next."""
    request, referral = found.request, found.referral
    if owning.wants_word(request):
        return Say("request.confirm.ask", {"reference": request.short}, choices, role="question")
    if referral is not None and referral.state == "asked":
        values = {"reference": request.short, "partner": referral.partner}
        return Say("request.consent.ask", values, choices, role="question")
    return Say("request_card.ask", choices=choices, role="question")


def _story(request: SupportRequest, said: Sequence[Said]) -> str | Word:
    if request.story.strip():
        return _cut(request.story.strip().splitlines()[0])
    return _untold(said[0]) if said else Word("request_card.file")


def thread(desk: Desk, found: Own, said: Sequence[Said], page: int) -> Says:
    """What was said, newest first; a page holds what the channel carries, a long message goes on on the next."""
    pages = _pages(said[::-1], max(LEAST, desk.limits.text - AROUND))
    page = min(page, len(pages) - 1)
    request = found.request
    choices = [button(desk, "request", request.id)]
    if page + 1 < len(pages):
        choices.append(button(desk, "request", f"{request.id}.{page + 1}", "older"))
    if page:
        choices.append(button(desk, "request", f"{request.id}.{page - 1}", "newer"))
    messages = [_message(desk, each, text) for each, text in pages[page]]
    return (standing.line(desk, found), *messages, Say("request_card.ask", choices=tuple(choices), role="question"))


def _pages(said: Sequence[Said], room: int) -> list[list[tuple[Said, str]]]:
    pages: list[list[tuple[Said, str]]] = [[]]
    left = room
    for each in said:
        for at in range(0, max(1, len(each.text)), room):
            piece = each.text[at : at + room]
            if len(piece) + GLANCE > left and pages[-1]:
                pages.append([])
                left = room
            pages[-1].append((each, piece))
            left -= len(piece) + GLANCE
    return pages


def _message(desk: Desk, said: Said, text: str) -> Say:
    """Who, when, what, and that files came with it."""
    who = "request_card.requester" if said.author == "requester" else "request_card.staff"
    files = Word("request_card.with_files") if said.media and text else ""
    return Say(who, {"date": standing.spoken(desk, said.at), "text": text or _untold(said), "files": files})


def _untold(said: Said) -> Word:
    return Word("request_card.struck" if said.struck else "request_card.file")


def _cut(text: str) -> str:
    return text if len(text) <= GLANCE else text[: GLANCE - 1].rstrip() + "…"
