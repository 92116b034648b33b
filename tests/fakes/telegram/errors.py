"""The real Bot API's refusals, word for word where its source or its answers give the words.

ApiError          an answer {"ok": false, ...} that the real one gives too
└── Strictness    the real one would let it pass or guess; here it is refused and listed in `faults`
"""

from __future__ import annotations

BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"
NEVER_STARTED = "Forbidden: bot can't initiate conversation with a user"
KICKED = "Forbidden: bot was kicked from the group chat"
NOT_A_MEMBER = "Forbidden: bot is not a member of the group chat"
NOT_IN_CHANNEL = "Forbidden: bot is not a member of the channel chat"
NO_RIGHTS = "need administrator rights in the channel chat"
CHAT_NOT_FOUND = "chat not found"
UPGRADED = "group chat was upgraded to a supergroup chat"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
POLL_ENDED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"


class ApiError(Exception):
    """A refusal: HTTP `status`, `description` as sent, and `parameters` (retry_after, migrate_to_chat_id)."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


class Strictness(ApiError):
    """Something the documentation does not allow, though the real one may overlook it."""

    def __init__(self, what: str) -> None:
        super().__init__(400, f"Bad Request: not by the documentation: {what}")
        self.what = what


def bad(text: str, **parameters: int) -> ApiError:
    """400 with `text` after "Bad Request: "."""
    return ApiError(400, f"Bad Request: {text}", **parameters)


def too_many(seconds: int) -> ApiError:
    """429 that asks for a pause of `seconds`."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
