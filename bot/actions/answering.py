"""Speaking about a request: answers, questions back, notes among staff, a title, striking personal data."""

from bot.actions import changing, notifying, permitting
from bot.actions.changing import Seen
from bot.actions.notifying import Told
from bot.actions.permitting import Actor
from bot.core.requests import State, SupportRequest, veiled
from bot.errors import Refused
from storage import replies, threads
from storage.threads import Words

TITLE_MOST = 80


async def answer(actor: Actor, seen: Seen, text: str, reply_id: int | None = None) -> Told:
    """Answers the requester. `reply_id`: the saved reply it was made from. Raises Refused, also where it is stale."""
    words = _public(actor, text)
    request = await changing.staffed(actor, seen)
    state: State = "in_progress" if request.turn == "staff" else request.state
    after = await changing.keep(
        actor, request, "answer", words, state=state, assignee_id=request.assignee_id or actor.id,
        **await changing.answered(actor, request),
    )  # fmt: skip
    if reply_id is not None:
        await replies.used(actor.tx, reply_id)
    return await notifying.told(actor, request, after, notifying.said("request.answered", after, text=words.text))


async def ask_more(actor: Actor, seen: Seen, text: str) -> Told:
    """Asks the requester for something more: its turn now."""
    words = _public(actor, text)
    request = await changing.staffed(actor, seen)
    after = await changing.keep(
        actor, request, "ask", words, state="needs_info", assignee_id=request.assignee_id or actor.id,
        **await changing.answered(actor, request),
    )  # fmt: skip
    return await notifying.told(actor, request, after, notifying.said("request.needs_info", after, text=words.text))


async def note(actor: Actor, request_id: int, text: str) -> SupportRequest:
    """A note among staff. It changes nothing that another officer may be looking at."""
    request = await permitting.access(actor, request_id, "answer")
    words = Words("internal", "staff", actor.id, changing.spoken(text))
    await threads.add(actor.tx, request.id, words, actor.now)
    await changing.log(actor, request, "note", {}, {})
    return veiled(request)


async def title(actor: Actor, seen: Seen, text: str) -> SupportRequest:
    """The line under which a voice note is known, written by whoever heard it first."""
    line = " ".join(changing.spoken(text).split())
    if len(line) > TITLE_MOST:
        raise Refused("request.title_long", most=TITLE_MOST)
    request = await changing.staffed(actor, seen)
    return await changing.keep(actor, request, "title", title=line)


async def strike(actor: Actor, message_id: int, text: str = "") -> list[str]:
    """Takes personal data out of a message: other words (or none) stand there, its files go. Told to nobody.

    The names of files to remove if nobody else uses them. What was struck is kept nowhere, the audit included.
    """
    found = await threads.by_id(actor.tx, message_id)
    if found is None:
        permitting.check(actor, "answer")
        raise Refused("request.unknown")
    request_id, said = found
    request = await permitting.access(actor, request_id, "answer", lock=True)
    names = await threads.strike(actor.tx, said, text.strip(), actor.now)
    if said.text == request.story:
        await changing.keep(actor, request, "strike", story=text.strip(), title="")
    else:
        await changing.log(actor, request, "strike", {}, {"message": message_id})
    return names


async def shown(actor: Actor, n: int, request_id: int) -> None:
    """Bubble `n` of the actor's chat shows a request: a reply to it is an answer to that request."""
    if actor.contact is not None:
        await threads.link(actor.tx, actor.contact.id, n, request_id)


async def replied_to(actor: Actor, platform_id: str) -> int | None:
    """The request that a message of the actor's chat spoke of (`Heard.message` of a reply); None for any other."""
    if actor.contact is None or not platform_id:
        return None
    return await threads.of_bubble(actor.tx, actor.contact.id, platform_id)


async def seen_in(actor: Actor, platform_id: str) -> Seen | None:
    """The request that a message of the actor's chat spoke of, as it was then; None for any other message."""
    if actor.contact is None or not platform_id:
        return None
    found = await threads.seen_in(actor.tx, actor.contact.id, platform_id)
    return Seen(*found) if found is not None else None


def _public(actor: Actor, text: str) -> Words:
    return Words("public", "staff", actor.id, changing.spoken(text))
