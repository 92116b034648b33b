"""What an export reads, a page at a time in the order of ids: people, whose requests are, what was said, counts."""

from dataclasses import dataclass

from storage.ports import Row, Tx


@dataclass(frozen=True, slots=True)
class Span:
    """Rows whose ids lie after `after`, up to `last`."""

    after: int
    last: int


async def people(tx: Tx, after: int, most: int) -> list[Row]:
    """`id, number, kind, name, group_name, story, district, ward, place, since` of those who are registered."""
    return await tx.all("exports.people", after=after, most=most)


async def sub_sectors(tx: Tx, span: Span) -> list[Row]:
    """`person_id, sub_sector` of people, each person's in its order."""
    return await tx.all("exports.sub_sectors", after=span.after, last=span.last)


async def askers(tx: Tx, span: Span) -> dict[int, tuple[str, str]]:
    """The number of whoever asked and the name of the officer, "" for none, by request; of no sealed one."""
    rows = await tx.all("exports.askers", after=span.after, last=span.last)
    return {row["id"]: (row["number"], row["officer"]) for row in rows}


async def messages(tx: Tx, span: Span) -> list[Row]:
    """`year, n, thread, author, officer, text, media, struck_at, at` of requests; of no sealed or hidden one."""
    return await tx.all("exports.messages", after=span.after, last=span.last)


async def filed(tx: Tx, since: int, until: int) -> list[Row]:
    """`kind, sub_sector, district, sealed, n` of what was filed then (UTC ms); sealed ones without the places."""
    return await tx.all("exports.filed", since=since, until=until)


async def closed(tx: Tx, since: int, until: int) -> list[Row]:
    """`outcome, n` of what was closed then."""
    return await tx.all("exports.closed", since=since, until=until)
