"""Everything that is held of a contact and the person it speaks for: for DATA SAYA, and nobody else."""

from dataclasses import asdict, dataclass
from typing import Any

from bot.actions.desk import Desk
from bot.core.records import Contact, Person
from bot.core.requests import SupportRequest
from storage import consents, contacts, desk_messages, media, outbox, people, referrals, requests, shares, threads
from storage.consents import Consent
from storage.ports import Row, Tx
from storage.referrals import Referral
from storage.threads import Said


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, what was said in it (not what staff say among themselves), and which bodies were asked about."""

    request: SupportRequest
    said: list[Said]
    referrals: list[Referral]


@dataclass(frozen=True, slots=True)
class Held:
    """What is held, as records."""

    contact: Contact
    person: Person | None
    consents: list[Consent]
    files: list[Row]
    desk_messages: list[Row]
    requests: list[Asked]
    opportunities: list[Row]
    chat: list[outbox.Bubble]

    def to_json(self) -> dict[str, Any]:
        """As the file that its owner may take elsewhere (UU 27/2022 art. 13)."""
        return {
            "contact": asdict(self.contact),
            "person": asdict(self.person) if self.person is not None else None,
            "consents": [asdict(c) for c in self.consents],
            "files": [{k: row[k] for k in ("id", "kind", "name", "mime", "size", "state", "at")} for row in self.files],
            "messages_to_staff": [{k: row[k] for k in ("cause", "text", "at")} for row in self.desk_messages],
            "requests": [_written(asked) for asked in self.requests],
            "opportunities_read": [{k: row[k] for k in ("code", "what", "place", "at")} for row in self.opportunities],
            "chat": [asdict(bubble) for bubble in self.chat],
        }


async def held(desk: Desk) -> Held:
    """What is held of the contact of this turn."""
    found = await held_of(desk.tx, desk.contact.id)
    assert found is not None  # noqa: S101 - the contact writes
    return found


async def held_of(tx: Tx, contact_id: int) -> Held | None:
    """What is held of a contact, None if there is none of that id."""
    contact = await contacts.by_id(tx, contact_id)
    if contact is None:
        return None
    person = await people.by_id(tx, contact.person_id) if contact.person_id is not None else None
    return Held(
        contact,
        person,
        await consents.of_person(tx, person.id) if person is not None else [],
        await media.of_contact(tx, contact_id),
        await desk_messages.of_contact(tx, contact_id),
        await _requests(tx, contact),
        await shares.of_contact(tx, contact_id),
        await outbox.transcript(tx, contact_id, after=0, most=10_000),
    )


async def _requests(tx: Tx, contact: Contact) -> list[Asked]:
    """Its own requests."""
    return [
        Asked(
            each,
            await threads.of_request(tx, each.id, internal=False, most=10_000),
            await referrals.of_request(tx, each.id),
        )
        for each in await requests.own(tx, contact.id, contact.person_id, most=10_000)
    ]


def _written(asked: Asked) -> dict[str, Any]:
    request = asked.request
    names = (
        "kind", "state", "story", "title", "name", "filed_at", "closed_at", "outcome", "confirmed", "rating", "result"
    )  # fmt: skip
    kept = {name: getattr(request, name) for name in names}
    days = {name: str(getattr(request, name) or "") for name in ("wanted_on", "event_on")}
    thread = [{"author": each.author, "text": each.text, "at": each.at, "files": each.media} for each in asked.said]
    partners = [
        {name: getattr(each, name) for name in ("partner", "state", "asked_at", "consent", "consent_at", "sent_at")}
        for each in asked.referrals
    ]
    return {
        "reference": request.reference, **kept, **days, "answers": dict(request.answers), "thread": thread,
        "partners": partners,
    }  # fmt: skip
