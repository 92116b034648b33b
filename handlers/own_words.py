"""What a requester says outside any question: replies to what spoke of its request, numbers, words it was asked for."""

import re
from collections.abc import Sequence
from typing import Any

from bot.actions import notifying, owning, permitting, receiving, requesting
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.flow import Anew, Answers, Ask, Choose, Facts, Flow, Says, Start, Values
from bot.core.message import Say, Word
from bot.core.reading import NOTHING, Option
from bot.core.requests import SupportRequest
from bot.errors import Refused
from handlers.shared import own, request_card, settling, spoken

SHOWN_MOST = 200
OTHER = "other"
ADD, CONFIRM = "do:request_add:", "do:request_confirm:"
THANKS = ("thanks",)
_REFERENCE = re.compile(r"\s*d\s*[-.]?\s*\d", re.IGNORECASE)


async def replied(desk: Desk) -> Says | Start | None:
    """A reply to a message that spoke of one's own request belongs to that; None for any other, and for commands."""
    heard = desk.heard
    if desk.closed or heard.masked or not heard.reply_to or heard.kind not in ("text", *spoken.FILES):
        return None
    request_id = await owning.replied_to(desk)
    if request_id is None:
        return None
    actor = await permitting.actor(desk)
    try:
        request = await permitting.own(actor, request_id)
    except Refused:  # an officer's reply, or a bubble from before the person changed
        return None
    word = desk.speech.read(heard.text, ()) if heard.kind == "text" else NOTHING
    if word.kind == "word" and not (word.values == THANKS and owning.wants_words(request)):  # "ya" may be the answer
        return None
    return await _belongs(desk, actor, request)


async def _belongs(desk: Desk, actor: Actor, request: SupportRequest) -> Says | Start:
    """Takes words that are known to be about a request, as what was asked of it, or as more about it."""
    text = desk.heard.text.strip()
    if owning.wants_word(request) and text and (said := settling.heard(desk, text, asked=True)) is not None:
        return await settling.answered(desk, request.id, *said)
    if owning.wants_result(request, actor.now) and text and desk.heard.kind == "text":
        return await settling.result(desk, request.id, text)
    if request.open:
        return await _added(desk, request.id, text)
    return await _reopening(desk, request, text)


async def _added(desk: Desk, request_id: int, text: str) -> Says:
    if desk.heard.attachment is not None and desk.heard.attachment.refusal:
        return (Say(f"media.{desk.heard.attachment.refusal}"),)
    return await own.changed(desk, "own_request.added", await spoken.add(desk, request_id, text))


async def _reopening(desk: Desk, request: SupportRequest, text: str) -> Start:
    """A closed one is opened again only if that is meant."""
    given = {"reference": request.short, "words": text, "files": list(await receiving.file(desk))}
    return Start(REOPENING.name, key=str(request.id), given=given)


def quoted(answers: Answers, facts: Facts) -> Values:
    """The number, and the words cut for the screen alone."""
    text = str(answers.get("words") or "")
    shown = text if len(text) <= SHOWN_MOST else text[:SHOWN_MOST] + "…"
    return {**spoken.about(answers, facts), "words": shown or Word("request_card.file")}


async def reopened(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Open again with those words, or not."""
    if answers.get("sure") != "yes":
        return (Say("request_reopen.kept", spoken.about(answers, facts)),)
    actor = await permitting.actor(desk)
    text, files = str(answers.get("words") or ""), _files(answers)
    request = await requesting.reopen(actor, int(facts.key), "" if files else text)
    if files:
        request = await requesting.add(actor, request.id, text, files)
    return await own.changed(desk, "own_request.reopened", request)


def _files(answers: Answers) -> tuple[int, ...]:
    return tuple(answers.get("files") or ())


REOPENING = Flow(
    name="request_reopen",
    steps=(Choose(key="sure", choices=("yes", "no"), values=quoted),),
    finish=reopened,
    yields=True,
)


async def unasked(desk: Desk) -> Says | Start | None:
    """Words, thanks or a file while nothing else runs; None if they are for no request.

    For one that waits for words, or for that of which the last message of the chat spoke.
    """
    if desk.closed or desk.heard.kind not in ("text", *spoken.FILES):
        return None
    actor = await permitting.actor(desk)
    shown = [each.value for each in await notifying.offered(desk)]
    text = desk.heard.text.strip()
    adds = [own.argument(each.removeprefix(ADD))[0] for each in shown if each.startswith(ADD)]
    if desk.heard.kind == "text":
        if desk.speech.read(text, ()).kind == "word":  # "ya" may be the answer to what was just asked
            waiting = [each for each in await owning.unanswered(actor) if each.id in adds]
            return await _offering(desk, waiting, text) if waiting and _agrees(desk, text) else None
        if (result := await _numbered(desk, actor, text) or await _settling(desk, actor, text, shown)) is not None:
            return result
    waiting = await owning.unanswered(actor)
    if adds and desk.heard.kind != "text" and adds[0] not in [each.id for each in waiting]:
        return await _added(desk, adds[0], text)  # one picture more, after the one that was just added
    if not waiting and adds:
        waiting = [each for each in await owning.every(actor) if each.open and each.id in adds]
    return await _offering(desk, waiting, text) if waiting else None


def _agrees(desk: Desk, text: str) -> bool:
    return desk.speech.read(text, [desk.speech.option("request_words.yes", "yes")], counted=0).kind == "exact"


async def _settling(desk: Desk, actor: Actor, text: str, shown: Sequence[str]) -> Says | Start | None:
    """Whether it is settled, in words: of the request that was just asked about, else of those that wait for it."""
    asked = [each.removeprefix(CONFIRM) for each in shown if each.startswith(CONFIRM)]
    said = settling.heard(desk, text, asked=bool(asked))
    if said is None:
        return None
    if asked:
        return await settling.answered(desk, own.argument(asked[0])[0], *said)
    found = await owning.unconfirmed(actor)
    return await settling.settled(desk, found, *said) if found else None


async def _numbered(desk: Desk, actor: Actor, text: str) -> Says | None:
    """One's own request by its number. "D-12" that is not is told so; a bare number may mean anything."""
    request = await requesting.find_mine(actor, text)
    if request is not None:
        return await request_card.shown(desk, await owning.of(actor, request))
    return (Say("request.unknown"),) if _REFERENCE.match(text) and not actor.roles else None


async def _offering(desk: Desk, waiting: Sequence[SupportRequest], text: str) -> Start:
    """Whether the words are what was asked for is settled by one tap."""
    named = [each.short for each in waiting[: own.MOST]]
    yes = desk.speech.option("request_words.yes", "")
    buttons = [
        [str(each.id), yes.label.format(reference=each.short), list(yes.aliases) if len(named) == 1 else []]
        for each in waiting[: own.MOST]
    ]
    given: dict[str, Any] = {
        "words": text, "files": list(await receiving.file(desk)), "buttons": buttons, "reference": ", ".join(named),
    }  # fmt: skip
    return Start(WORDS.name, given=given)


def buttons(answers: Answers, facts: Facts) -> list[Option]:
    """The requests that wait for words."""
    return [Option(id, label, aliases=tuple(aliases)) for id, label, aliases in answers.get("buttons", ())]


async def settled(desk: Desk, answers: Answers, facts: Facts) -> Says | Start | Anew:
    """To the request that was tapped; else the words are heard as any others."""
    text, to = str(answers.get("words") or ""), str(answers.get("to"))
    if to == OTHER:
        return Anew(text) if text else (Say("engine.media_alone"),)
    actor = await permitting.actor(desk)
    try:
        request = await permitting.own(actor, int(to))
        if not request.open and owning.wants_result(request, actor.now):
            return await settling.result(desk, request.id, text)
        request = await requesting.add(actor, request.id, text, _files(answers))
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    return await own.changed(desk, "own_request.added", request)


WORDS = Flow(
    name="request_words",
    steps=(
        Ask(key="words", check=spoken.words),
        Choose(key="to", choices=buttons, also=(OTHER,), adds_to="words", values=quoted),
    ),
    finish=settled,
    yields=True,
)
