"""Registering a practitioner, and changing what it says of itself."""

import secrets

from bot.actions import shares
from bot.actions.desk import Desk
from bot.core.records import Person, Profile
from bot.errors import Refused
from storage import audit, consents, contacts, people, requests
from storage.audit import Act
from storage.consents import Consent

DRAWS = 50


async def register(desk: Desk, profile: Profile, invited_by: str, consent_text: str) -> Person:
    """Writes a person down with a number of random digits, its consent, and the contact that speaks for it."""
    person_id = await _numbered(desk, profile, invited_by[:64])
    await people.link(desk.tx, desk.contact.id, person_id, desk.now)
    await requests.adopt(desk.tx, desk.contact.id, person_id)
    version, at = desk.house.city.identity.notice_version, desk.answered_at.get("consent", desk.now)
    consent = Consent("service", version, consent_text, desk.contact.channel, at)
    await consents.give(desk.tx, person_id, desk.contact.id, consent)
    await contacts.decline(desk.tx, desk.contact.id, None)
    await shares.registered(desk.tx, desk.contact.id, desk.now)
    await audit.add(desk.tx, Act(desk.actor, "register", "people", person_id), desk.now)
    return await _seen(desk, person_id)


async def change(desk: Desk, profile: Profile) -> Person:
    """Replaces what a person says of itself. Raises Refused if somebody else changed it meanwhile."""
    person = desk.person
    if person is None:
        raise Refused("profile.unknown")
    if not await people.change(desk.tx, person, profile, desk.now):
        raise Refused("profile.stale")
    fields = [name for name in profile.__slots__ if getattr(profile, name) != getattr(person, name)]
    act = Act(desk.actor, "change", "people", person.id, after={"fields": fields})
    await audit.add(desk.tx, act, desk.now)
    return await _seen(desk, person.id)


async def _numbered(desk: Desk, profile: Profile, invited_by: str) -> int:
    prefix = desk.house.city.identity.number_prefix
    for _ in range(DRAWS):
        number = f"{prefix}-{secrets.randbelow(1_000_000):06d}"
        if (person_id := await people.add(desk.tx, number, profile, invited_by, desk.now)) is not None:
            return person_id
    raise Refused("register.full")


async def _seen(desk: Desk, person_id: int) -> Person:
    person = await people.by_id(desk.tx, person_id)
    assert person is not None  # noqa: S101 - just written
    desk.person = person
    return person
