"""Ending what is held: closing at once, undoing within 72 hours, destroying, cutting an address off."""

from dataclasses import replace

from bot.actions.desk import Desk
from storage import audit, contacts, desk_messages, outbox, people, requests
from storage.audit import Act

PAUSE_MS = 72 * 3_600_000


async def close(desk: Desk) -> int | None:
    """Hides the person and stops everything; when it will be destroyed (UTC ms).

    Without a person there is only the chat: it goes within a day, and None comes back.
    """
    person = desk.person
    desk.fresh = True
    if person is None:
        await contacts.decline(desk.tx, desk.contact.id, desk.now)
        return None
    at = desk.now + PAUSE_MS
    await people.close(desk.tx, person.id, at)
    await requests.hide(desk.tx, person.id, hidden=True)
    for contact in await contacts.of_person(desk.tx, person.id):
        await outbox.cancel_contact(desk.tx, contact.id, "erased", desk.now)
    await audit.add(desk.tx, Act(desk.actor, "erase.close", "people", person.id), desk.now)
    desk.person = replace(person, status="closed", erase_at=at)
    return at


async def undo(desk: Desk) -> bool:
    """Takes an erasure back in time; False if none waits."""
    person = desk.person
    if person is None or person.erase_at is None:
        return False
    await people.reopen(desk.tx, person.id)
    await requests.hide(desk.tx, person.id, hidden=False)
    await audit.add(desk.tx, Act(desk.actor, "erase.undo", "people", person.id), desk.now)
    desk.person = replace(person, status="registered", erase_at=None)
    return True


async def cut_off(desk: Desk) -> bool:
    """The contact no longer speaks for its person; staff are told. False if it spoke for nobody."""
    person = desk.person
    if person is None:
        return False
    await people.unlink(desk.tx, desk.contact.id, person.id)
    await desk_messages.add(desk.tx, desk.contact, "not_me", "", desk.now)
    await audit.add(desk.tx, Act(desk.actor, "contact.cut_off", "people", person.id), desk.now)
    desk.person, desk.fresh = None, True
    return True
