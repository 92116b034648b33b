"""Requests for the people of random talks: filed, and left where something is asked of them."""

import random
from dataclasses import replace

from bot.actions import answering, closing, notifying, permitting, requesting
from bot.actions.changing import Seen
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.core.message import Chat, Choice
from bot.core.requests import SupportRequest
from storage import contacts, partners, people, referrals, requests
from storage.partners import Partner
from storage.ports import Tx
from storage.sql import Query, learn
from tests.handlers.talk import house

CALLED = "told"
"""What the platform calls the last bubble that told of a closing, so that people can reply to it."""
WORDS = (
    "permohonan saya", "D-1", "d 2", "D-999999", "tambah keterangan", "batalkan permohonan", "buka lagi", "belum",
    "sudah beres", "belum, alatnya rusak", "izin mitra", "cerita hasil", "lihat permohonan",
)  # fmt: skip


NAMED = Query(
    "UPDATE outbox SET platform_id = :platform_id WHERE contact_id = :contact_id"
    " AND n = (SELECT max(n) FROM outbox WHERE contact_id = :contact_id)"
)


async def filed(tx: Tx, chat: Chat, chance: random.Random, now: int) -> tuple[Choice, ...]:
    """One more request of a chat, somewhere in its life; the buttons that were shown of it."""
    learn("sqlite", {"test.called": NAMED})
    contact = (await contacts.meet(tx, chat, "id", "", now)).contact
    person = await people.by_id(tx, contact.person_id) if contact.person_id is not None else None
    own = Actor(tx, house(), now, contact, f"contact:{contact.id}", person)
    staff = replace(permitting.cli(tx, house(), now), name="cli")
    asked = Asked(key=f"{now}", kind="equipment", story="cerita rekaan", open_questions=("tool",))
    request = await requesting.file(own, asked)
    match chance.choice(("open", "more", "closed", "consent", "result")):
        case "more":
            await answering.ask_more(staff, Seen(request.id, request.version), "Merek apa?")
        case "closed":
            await closing.close(staff, Seen(request.id, request.version), "helped", "Siap.")
            await tx.run("test.called", platform_id=CALLED, contact_id=contact.id)
            return notifying.choices(house().speeches["id"], "confirm", request.id)
        case "consent":
            return await _consent(tx, request, now)
        case "result":
            await requests.save(tx, replace(request, result_asked_at=now))
            return (Choice(f"do:request_result:{request.id}", "Cerita hasilnya"),)
    return (Choice(f"do:request:{request.id}", "Lihat permohonan"),)


async def _consent(tx: Tx, request: SupportRequest, now: int) -> tuple[Choice, ...]:
    body = await partners.add(tx, Partner(0, "community", f"Sanggar Rekaan {request.id}"))
    assert body is not None
    referral = await referrals.ask(tx, request.id, body, now)
    assert referral is not None
    return notifying.choices(house().speeches["id"], "consent", referral.id)
