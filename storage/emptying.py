"""What is left of a request once nothing may be known of its requester: the row and its events, without a word."""

import json

from storage.ports import Tx
from storage.threads import drop_media

NOBODY = 0


async def of_person(tx: Tx, person_id: int, now: int) -> list[str]:
    """Empties a person's requests; the names of files to remove if nobody else uses them."""
    return await _all(tx, now, person_id=person_id, contact_id=NOBODY)


async def of_contact(tx: Tx, contact_id: int, now: int) -> list[str]:
    """Empties the requests of a chat that speaks for nobody, and takes its work as an officer from it."""
    await tx.run("emptying.release_contact", contact_id=contact_id)
    names = await _all(tx, now, person_id=NOBODY, contact_id=contact_id)
    await tx.run("emptying.drop_contact_bubbles", contact_id=contact_id)
    return names


async def over(tx: Tx, before: int, *, sealed: bool, most: int) -> tuple[int, list[str]]:
    """Empties requests closed until `before`: how many, and the names of files to remove."""
    rows = await tx.all("emptying.over", sealed=int(sealed), before=before, most=most)
    return len(rows), [name for row in rows for name in await _one(tx, row["id"], before)]


async def _all(tx: Tx, now: int, **whose: int) -> list[str]:
    return [name for row in await tx.all("emptying.of_person", **whose) for name in await _one(tx, row["id"], now)]


async def _one(tx: Tx, request_id: int, now: int) -> list[str]:
    rows = await tx.all("emptying.media", request_id=request_id)
    names = await drop_media(tx, [media for row in rows for media in json.loads(row["media"])])
    await tx.run("emptying.drop_talks", request_id=request_id, talk=f'%"flow":"queue","key":"{request_id}"%')
    for what in ("drop_bubbles_bodies", "drop_bubbles", "drop_messages", "empty_referrals"):
        await tx.run(f"emptying.{what}", request_id=request_id)
    await tx.run("erasing.blank_audit", subject="support_requests", subject_id=request_id)
    await tx.run("emptying.empty", request_id=request_id, now=now)
    return names
