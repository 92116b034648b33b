"""Updates on their way to the bot: numbered, filtered, kept until confirmed; and the long poll."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Hashable, Iterable

from . import errors
from .errors import ApiError, Strictness
from .shapes import Json, words

KINDS = words(
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages message_reaction message_reaction_count inline_query "
    "chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll poll_answer "
    "my_chat_member chat_member chat_join_request chat_boost removed_chat_boost managed_bot guest_message"
)
BY_DEFAULT = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """The queue. `pending` maps update_id -> (order key, update JSON), oldest first."""

    def __init__(self) -> None:
        self.pending: dict[int, tuple[Hashable, Json]] = {}
        self.allowed: frozenset[str] = BY_DEFAULT
        self.on_push: Callable[[int], None] | None = None
        """Called with each new update_id; the webhook hangs itself in here."""
        self._ids = itertools.count(100_001)
        self._poll: asyncio.Future[None] | None = None
        self.polled = asyncio.Event()
        """Set while a long poll waits."""

    def allow(self, kinds: Iterable[object] | None) -> None:
        """Take over `allowed_updates`: None leaves it as it is, [] means the default.

        Raises Strictness for a kind that does not exist.
        """
        if kinds is None:
            return
        wanted = frozenset(map(str, kinds))
        if wanted - KINDS:
            raise Strictness(f"allowed_updates knows no {sorted(wanted - KINDS)}")
        self.allowed = wanted or BY_DEFAULT

    def push(self, kind: str, payload: Json, key: Hashable) -> int:
        """Queue an update unless its kind is not allowed (-> 0). Those of one `key` and kind keep their order."""
        if kind not in self.allowed:
            return 0
        return self.push_raw({kind: payload}, (kind, key))

    def push_raw(self, update: Json, key: Hashable) -> int:
        """Queue an update of any shape; it gets its update_id here."""
        update_id = next(self._ids)
        self.pending[update_id] = (key, {"update_id": update_id, **update})
        if self.on_push:
            self.on_push(update_id)
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
        return update_id

    def confirm(self, before: int) -> None:
        """Forget every update below `before`; a negative number keeps only that many of the newest."""
        if before < 0:
            before = (sorted(self.pending)[before:] or [0])[0]
        for update_id in list(itertools.takewhile(lambda number: number < before, self.pending)):
            del self.pending[update_id]

    def _first(self, limit: int) -> list[Json]:
        return [update for _, update in itertools.islice(self.pending.values(), limit)]

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """getUpdates: at once if there is something, else after at most `timeout` seconds.

        Raises 409 if another poll or a webhook takes over while this one waits.
        """
        self.confirm(offset)
        if self.pending or timeout <= 0:
            return self._first(limit)
        self.end_poll(errors.OTHER_POLLER)
        waiting = self._poll = asyncio.get_running_loop().create_future()
        self.polled.set()
        try:
            await asyncio.wait_for(waiting, timeout)
        except TimeoutError:
            return []
        finally:
            if self._poll is waiting:
                self._poll = None
                self.polled.clear()
        return self._first(limit)

    def end_poll(self, why: str | None) -> None:
        """End a poll that waits: with 409 and `why`, or with nothing new."""
        if self._poll and not self._poll.done():
            if why:
                self._poll.set_exception(ApiError(409, why))
            else:
                self._poll.set_result(None)
