"""Who came to an opportunity by which link: each once, counted by the place where the link was put."""

from storage.ports import Row, Tx


async def contact_came(tx: Tx, opportunity_id: int, place: str, contact_id: int, what: str, now: int) -> None:
    """A chat read (`read`), or registered (`register`); what is known already stays, but for a place without a name."""
    values = {"opportunity_id": opportunity_id, "place": place, "contact_id": contact_id, "what": what}
    await tx.run("shares.contact_came", **values, now=now)


async def reader_came(tx: Tx, opportunity_id: int, place: str, reader: str, now: int) -> None:
    """Somebody read the page."""
    await tx.run("shares.reader_came", opportunity_id=opportunity_id, place=place, reader=reader, now=now)


async def reader(tx: Tx, opportunity_id: int, reader: str) -> str | None:
    """By which place a page's reader came; None if it did not."""
    row = await tx.one("shares.reader", opportunity_id=opportunity_id, reader=reader)
    return str(row["place"]) if row is not None else None


async def forget_readers(tx: Tx, before: int) -> None:
    """Readers of the page from before then are nobody from now on; they stay counted."""
    await tx.run("shares.forget_readers", before=before)


async def registered(tx: Tx, contact_id: int, since: int, now: int) -> None:
    """A chat registered: it came by what it read last since then, if anything."""
    await tx.run("shares.registered", contact_id=contact_id, since=since, now=now)


async def came_by(tx: Tx, contact_id: int, opportunity_id: int) -> str:
    """The place a chat came by, "" if by none."""
    row = await tx.one("shares.came_by", contact_id=contact_id, opportunity_id=opportunity_id)
    return str(row["place"]) if row is not None else ""


async def last_read(tx: Tx, contact_id: int, since: int) -> int | None:
    """The id of the opportunity that a chat first read last, since then."""
    row = await tx.one("shares.last_read", contact_id=contact_id, since=since)
    return int(row["opportunity_id"]) if row is not None else None


async def of_contact(tx: Tx, contact_id: int) -> list[Row]:
    """`code, what, place, at` of everything a chat read, oldest first."""
    return await tx.all("shares.of_contact", contact_id=contact_id)


async def counts(tx: Tx, opportunity_id: int) -> list[Row]:
    """`place, what, n`: read, register, and apply (those handed in)."""
    return await tx.all("shares.counts", opportunity_id=opportunity_id)
