"""Weekly summaries as they were made, and who asked for one."""

import json
from dataclasses import dataclass

from bot.core.jsonable import from_json, to_json
from bot.core.summary import Summary
from storage.jsontext import to_text
from storage.ports import Tx


@dataclass(frozen=True, slots=True)
class Order:
    """A chat that asked for a week ("2026-W47")."""

    id: int
    contact_id: int
    week: str


async def order(tx: Tx, contact_id: int, week: str, now: int) -> None:
    """Asks for a week; the same asked for twice, before it came, is one."""
    await tx.run("summaries.order", contact_id=contact_id, week=week, now=now)


async def orders(tx: Tx, most: int) -> list[Order]:
    """What was asked for and has not come, oldest first."""
    return [Order(row["id"], row["contact_id"], row["week"]) for row in await tx.all("summaries.orders", most=most)]


async def take(tx: Tx, order_id: int) -> bool:
    """True for the one that answers it."""
    return await tx.one("summaries.take", order_id=order_id) is not None


async def keep(tx: Tx, summary: Summary) -> None:
    """Keeps a page under its name, so that whatever is drawn of it says the same."""
    await tx.run("summaries.keep", name=summary.page, made_at=summary.made_at, body=to_text(to_json(summary)))


async def page(tx: Tx, name: str) -> Summary | None:
    """The page of a name (`Summary.page`); None if it is not kept (any more)."""
    row = await tx.one("summaries.page", name=name)
    return from_json(Summary, json.loads(row["body"])) if row is not None else None


async def forget(tx: Tx, before: int) -> int:
    """Pages made before a moment are gone; how many."""
    return await tx.run("summaries.forget", before=before)
