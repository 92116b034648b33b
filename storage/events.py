"""What was done to requests, without any words: for clocks, figures, and for telling who was first."""

from dataclasses import dataclass

from bot.core.requests import Author, State
from storage.ports import Row, Tx


@dataclass(frozen=True, slots=True)
class Event:
    """An act. `minutes`: working minutes since the filing; `message_id` its words; `version` the request's after it."""

    what: str
    author: Author
    staff_id: int | None
    before: State
    after: State
    version: int
    minutes: int = 0
    message_id: int | None = None


async def add(tx: Tx, request_id: int, event: Event, now: int) -> None:
    """Writes an act down."""
    await tx.run(
        "threads.event",
        request_id=request_id, at=now, what=event.what, author=event.author, staff_id=event.staff_id,
        state_before=event.before, state_after=event.after, version=event.version, message_id=event.message_id,
        minutes=event.minutes,
    )  # fmt: skip


async def of_request(tx: Tx, request_id: int) -> list[Row]:
    """`id, at, what, author, staff_id, state_before, state_after, version, minutes, officer`, oldest first."""
    return await tx.all("threads.events", request_id=request_id)


async def first_after(tx: Tx, request_id: int, version: int) -> Row | None:
    """`what, author, staff_id, state_after, at, officer, text` of the first act after a version."""
    return await tx.one("threads.first_after", request_id=request_id, version=version)
