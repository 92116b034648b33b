"""News of opportunities: rounds worked out in the database a slice of chats at a time, and who was told of what."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal

from bot.core.audience import Audience
from bot.core.opportunities import Opportunity
from storage.announcements import WEEK_MS, Reach
from storage.listing import listed
from storage.outbox import BULK
from storage.ports import Row, Tx

Kind = Literal["weekly", "each", "last"]
Rhythm = Literal["each", "weekly", "monthly"]
FOR: dict[Kind, tuple[Rhythm, ...]] = {
    "weekly": ("each", "weekly", "monthly"), "each": ("each",), "last": ("each", "weekly")
}  # fmt: skip
"""Whom a round is for, by how often they want news. Who wants every one finds in the summary what was left out."""
MONTH_MS = 27 * 86_400_000  # since the last summary of who wants one a month: the fourth week after is due again


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A round to begin. Times are UTC milliseconds: `due` when it was due, `at` for when it counts, `expires_at` when
    its words are worth nothing any more. `opportunity_id` is None for a summary."""

    kind: Kind
    due: int
    at: int
    expires_at: int
    opportunity_id: int | None = None
    state: Literal["running", "missed"] = "running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Begun):
    """A round under way; `cursor` is the last contact worked out."""

    id: int
    cursor: int


@dataclass(frozen=True, slots=True)
class Slice:
    """The contacts after one up to another, both ids."""

    after: int
    upto: int


@dataclass(frozen=True, slots=True)
class Post:
    """What one chat is to read: bubble `n`, and its words as the outbox keeps them."""

    to: Row
    body: str


async def rhythm(tx: Tx, person_id: int) -> Rhythm:
    """How often somebody wants news."""
    row = await tx.one("alerts.rhythm", person_id=person_id)
    found: Rhythm = row["rhythm"] if row is not None else "weekly"
    return found


async def set_rhythm(tx: Tx, person_id: int, wanted: Rhythm, now: int) -> None:
    """From now on so often."""
    await tx.run("alerts.set_rhythm", person_id=person_id, rhythm=wanted, now=now)


async def forget_rhythm(tx: Tx, person_id: int) -> None:
    """As often as everybody."""
    await tx.run("alerts.forget_rhythm", person_id=person_id)


async def running(tx: Tx) -> Round | None:
    """The round under way, if there is one."""
    row = await tx.one("alerts.running")
    return Round(**dict(row)) if row is not None else None


async def settled(tx: Tx, due: int) -> bool:
    """Whether the summary of that moment has begun, or was missed."""
    return await tx.one("alerts.weekly", due=due) is not None


async def any_before(tx: Tx, due: int) -> bool:
    """Whether there was a summary before that moment."""
    return await tx.one("alerts.any_before", due=due) is not None


async def next_each(tx: Tx, now: int) -> int | None:
    """An open opportunity that who wants every one was not told of yet; its id."""
    row = await tx.one("alerts.next_each", now=now)
    return int(row["id"]) if row is not None else None


async def next_last(tx: Tx, summary: int, now: int) -> int | None:
    """An open opportunity that closes before the next summary and was not told to everybody yet; its id."""
    row = await tx.one("alerts.next_last", summary=summary, now=now)
    return int(row["id"]) if row is not None else None


async def begin(tx: Tx, begun: Begun, offers: Iterable[Opportunity]) -> bool:
    """Begins a round about these; False where it has begun already."""
    row = await tx.one("alerts.begin", **{f.name: getattr(begun, f.name) for f in fields(begun)})
    if row is None:
        return False
    found = [{"round_id": row["id"], "opportunity_id": one.id, **_asked(one.offer.audience)} for one in offers]
    if found:
        await tx.many("alerts.offer", found)
    return True


async def turn(tx: Tx, round_id: int, state: Literal["done", "missed"]) -> None:
    """Ends a round."""
    await tx.run("alerts.turn", round_id=round_id, state=state)


async def upto(tx: Tx, one: Round, most: int) -> Slice | None:
    """The next `most` contacts of a round; None if there are no more."""
    row = await tx.one("announcements.upto", after=one.cursor, most=most)
    return Slice(one.cursor, row["id"]) if row is not None and row["id"] is not None else None


async def tell(tx: Tx, one: Round, part: Slice, reach: Reach, terms: "Terms") -> list[Row]:
    """Writes down whom of a slice a round is for, and of what; `contact_id, opportunity_id, n, channel, account,
    language`, in order of chats. Empty also where another process has done it."""
    where = {"round_id": one.id, "after": part.after, "upto": part.upto}
    if not await tx.run("alerts.move", **where):
        return []
    await tx.one("announcements.fill_alone")
    found = await tx.run(
        "alerts.tell", **where, accounts=listed(reach.accounts), rhythms=listed(FOR[one.kind]), now=terms.now,
        week_ago=one.at - WEEK_MS, month_ago=one.at - MONTH_MS, most_a_week=terms.most_a_week,
    )  # fmt: skip
    if not found:
        return []
    await tx.run("alerts.number", **where)
    await tx.run("alerts.unwanted", **where)
    await tx.run("alerts.note", **where, at=one.at)
    return await tx.all("alerts.told", **where)


@dataclass(frozen=True, slots=True)
class Terms:
    """Now (UTC ms), and how many a week anybody may get."""

    now: int
    most_a_week: int


async def queue(tx: Tx, one: Round, posts: Iterable[Post], reach: Reach, now: int) -> None:
    """Their rows in the outbox; where the commit delivers, they are there with it."""
    found = [_row(post, post.to["channel"] in reach.instant, one.expires_at, now) for post in posts]
    if found:
        await tx.many("alerts.queue", found)


async def hold(tx: Tx, opens: int) -> int:
    """Nothing that waits leaves before then, and it counts for then; how many rows that held."""
    held = await tx.run("alerts.hold", opens=opens, lane=BULK)
    if held:
        await tx.run("alerts.count_later", opens=opens, lane=BULK)
    return held


async def waiting(tx: Tx, reach: Reach, most: int) -> int:
    """How many messages wait to be sent, `most` an account at most."""
    found = 0
    for where in _accounts(reach):
        row = await tx.one("alerts.waiting", **where, lane=BULK, most=most)
        found += int(row["n"]) if row is not None else 0
    return found


async def over(tx: Tx, reach: Reach, at: int, most: int) -> list[Row]:
    """`outbox_id, round_id, kind, contact_id` of messages that wait and tell of what will not be open at `at`."""
    found: list[Row] = []
    for where in _accounts(reach):
        found += await tx.all("alerts.over", **where, lane=BULK, at=at, most=most)
    return found[:most]


async def untell(tx: Tx, row: Row, at: int) -> list[Row]:
    """A row of `over` tells no more of what is over; what is left of it, as `tell` says it."""
    where = {"round_id": row["round_id"], "contact_id": row["contact_id"]}
    await tx.run("alerts.untell", **where, at=at)
    return await tx.all(
        "alerts.told", round_id=row["round_id"], after=row["contact_id"] - 1, upto=row["contact_id"]
    )  # fmt: skip


async def unsend(tx: Tx, row: Row, now: int) -> None:
    """The message of a row of `over`, of which nothing is left, does not leave."""
    if await tx.run("outbox.close", outbox_id=row["outbox_id"], state="cancelled", reason="over", now=now):
        await tx.run("alerts.unsend", round_id=row["round_id"], contact_id=row["contact_id"])


async def rewrite(tx: Tx, row: Row, post: Post) -> None:
    """Other words for a row of `over`, if it still waits."""
    await tx.run("outbox.rewrite", outbox_id=row["outbox_id"], body=post.body)


async def count(tx: Tx, round_id: int) -> int:
    """How many chats a round told."""
    row = await tx.one("alerts.count", round_id=round_id)
    return int(row["n"]) if row is not None else 0


def _row(post: Post, delivered: bool, expires_at: int, now: int) -> dict[str, Any]:
    to = post.to
    return {
        "channel": to["channel"], "account": to["account"], "contact_id": to["contact_id"], "n": to["n"], "lane": BULK,
        "state": "sent" if delivered else "queued", "body": post.body, "at": now, "expires_at": expires_at,
        "done_at": now if delivered else None,
    }  # fmt: skip


def _accounts(reach: Reach) -> list[dict[str, str]]:
    parts = (each.partition(":") for each in sorted(reach.accounts))
    return [{"channel": channel, "account": account} for channel, _, account in parts if channel not in reach.instant]


def _asked(audience: Audience) -> dict[str, str]:
    return {"levels": "", **{f.name: listed(getattr(audience, f.name)) for f in fields(audience)}}
