"""The end of a person's data: told first (UU 27/2022 art. 45), then destroyed, written down in the audit."""

from bot.actions import permitting, placing, telling
from bot.actions.desk import House
from bot.core import keeping
from bot.core.message import Say
from storage import audit, erasing, people, schedule
from storage.audit import Act
from storage.erasing import TOLD, Seal
from storage.ports import Tx

ACTOR = "clock"
WAIT_MS = 3_600_000  # for the last message to leave


async def announce(tx: Tx, house: House, person_id: int, now: int) -> bool:
    """Tells a person whose time has come that all is destroyed; whether that may be done now.

    It may when nobody can be told, when the message has left, or when an hour is over.
    """
    person = await people.by_id(tx, person_id)
    if person is None or person.erase_at is None or person.erase_at > now:
        return False
    if await schedule.take(tx, f"{TOLD}:{person_id}", person.erase_at, now):
        return await telling.tell_person(tx, house, person_id, (Say("erase.destroyed"),), now) is None
    told_at = await erasing.told_at(tx, person_id, person.erase_at)
    return told_at is None or now - told_at >= WAIT_MS or not await erasing.on_its_way(tx, person_id)


async def destroy(tx: Tx, house: House, person_id: int, now: int) -> list[str]:
    """Destroys a person; the names of files to remove if nobody else uses them. Nothing if it was undone meanwhile."""
    person = await people.by_id(tx, person_id)
    if person is None or person.erase_at is None or person.erase_at > now:
        return []
    await audit.add(tx, Act(ACTOR, "erase.destroy", "people", person_id), now)
    await placing.give_up(permitting.clock(tx, house, now), person_id)
    return await erasing.destroy(tx, person_id, seal(house, now))


async def end_by_age(tx: Tx, person_id: int, now: int) -> None:
    """Closes a person who was not seen for as long as anything may be kept; it is destroyed next."""
    await people.close(tx, person_id, now)
    await audit.add(tx, Act(ACTOR, "erase.age", "people", person_id), now)


def seal(house: House, now: int) -> Seal:
    """What a destroying needs to leave proofs behind."""
    city = house.city
    return Seal(house.secret, now, keeping.until(city.retention["consent_proof"], now, city.identity.timezone))
