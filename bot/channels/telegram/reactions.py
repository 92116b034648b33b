"""What a refusal of the Bot API means: the whole table on one screen, words compared in lower case."""

from collections.abc import Mapping
from typing import Any

from bot.channels.channel import Reaction
from bot.errors import Rejected

DONE, ANEW, PLAIN, AGAIN = Reaction("done"), Reaction("anew"), Reaction("plain"), Reaction("again")
BLOCKED, CLOSED, STOP, FAILED = Reaction("blocked"), Reaction("closed"), Reaction("stop"), Reaction("failed")

BY_WORDS: tuple[tuple[int, str, Reaction], ...] = (
    (403, "bot was blocked by the user", BLOCKED),
    (403, "can't initiate conversation", BLOCKED),  # never started: until she writes
    (403, "", CLOSED),  # deactivated, kicked, not a member, no longer welcome
    (400, "chat not found", CLOSED),
    (400, "user_is_blocked", BLOCKED),
    (400, "input_user_deactivated", CLOSED),
    (400, "peer_id_invalid", CLOSED),
    (400, "not enough rights", CLOSED),
    (400, "chat_write_forbidden", CLOSED),
    (400, "message is not modified", DONE),
    (400, "message to delete not found", DONE),
    (400, "query is too old", DONE),
    (400, "message to edit not found", ANEW),
    (400, "message can't be edited", ANEW),
    (400, "message_id_invalid", ANEW),
    (400, "there is no text in the message to edit", ANEW),
    (400, "can't parse entities", PLAIN),
    (400, "can't parse messageentity", PLAIN),
    (400, "entity begin", PLAIN),  # "entity begins in a middle of", "entity beginning at UTF-16 offset"
    (400, "entity_", PLAIN),
)
BY_STATUS: Mapping[int, Reaction] = {401: STOP, 404: STOP, 409: AGAIN, 413: FAILED, 400: FAILED}


class Refusal(Rejected):
    """A refusal by the Bot API, and the chat it was about ("" for none)."""

    chat = ""


def refusal(status: int, body: Any, chat: str = "") -> Refusal:
    """The refusal that an answer of the Bot API is, whatever its body."""
    told = body if isinstance(body, dict) else {}
    more = told.get("parameters")
    more = more if isinstance(more, dict) else {}
    after, moved = more.get("retry_after"), more.get("migrate_to_chat_id")
    made = Refusal(
        status,
        str(told.get("description") or "no reason given"),
        float(after) if isinstance(after, int | float) else None,
        str(moved) if moved else "",
    )
    made.chat = chat
    return made


def react(error: Rejected) -> Reaction:
    """What to do about it. A 429 of a group or channel silences that alone: they have negative ids or @names."""
    if error.migrated:
        return Reaction("moved", chat=error.migrated)
    if error.status == 429:
        here = isinstance(error, Refusal) and error.chat.startswith(("-", "@"))
        return Reaction("wait", seconds=error.retry_after or 1.0, here=here)
    reason = error.reason.lower()
    for status, words, reaction in BY_WORDS:
        if error.status == status and words in reason:
            return reaction
    return BY_STATUS.get(error.status, AGAIN if error.status >= 500 or error.status < 400 else FAILED)
