"""Applications in the store, on both databases: one a person, nothing saved over another's change, lists in order."""

from dataclasses import replace

import pytest

from bot.core.applications import Application
from bot.core.message import Attachment
from storage import applications
from storage.ports import Store
from tests.clock.world import Posted, rows, send
from tests.offers import published
from tests.storage.people import NOW, registered

DAY = 86_400_000


async def added(store: Store, opportunity_id: int, number: int = 1, **more: object) -> Application:
    """The application of the n-th fictional person."""
    known, person_id = await registered(store, number)
    begun = Application(
        id=0, opportunity_id=opportunity_id, person_id=person_id, contact_id=known.contact.id, state="draft"
    )
    made = await store.transact(lambda tx: applications.add(tx, replace(begun, **more), NOW))  # type: ignore[arg-type]
    assert made is not None
    return made


async def test_what_is_read_is_what_was_saved(store: Store) -> None:
    one = await published(store, NOW, NOW + DAY)
    made = await added(store, one.id, answers={"why": "suka"}, works=("7", "https://contoh.example"), first_time=True)
    assert (made.answers, made.works, made.first_time, made.version) == (
        {"why": "suka"}, ("7", "https://contoh.example"), True, 1,
    )  # fmt: skip
    changed = replace(made, state="waiting", rank=3, submitted_at=NOW + 1, answers={}, works=())
    assert await store.transact(lambda tx: applications.save(tx, changed, NOW + 2))
    found = await store.read(lambda tx: applications.of(tx, one.id, made.person_id or 0))
    assert found == replace(changed, version=2, changed_at=NOW + 2)


async def test_a_person_has_one_and_a_stale_version_saves_nothing(store: Store) -> None:
    one = await published(store, NOW, NOW + DAY)
    made = await added(store, one.id)
    assert await store.transact(lambda tx: applications.add(tx, made, NOW)) is None
    assert await store.transact(lambda tx: applications.save(tx, replace(made, words="dulu"), NOW))
    assert not await store.transact(lambda tx: applications.save(tx, replace(made, words="lalu"), NOW))
    found = await store.read(lambda tx: applications.by_id(tx, made.id))
    assert found is not None
    assert found.words == "dulu"


async def test_lists_and_counts(store: Store) -> None:
    one = await published(store, NOW, NOW + DAY)
    late = await added(store, one.id, 1, state="waiting", rank=2, submitted_at=NOW)
    early = await added(store, one.id, 2, state="waiting", rank=1, submitted_at=NOW + 5, district="16.71.01")
    seated = await added(store, one.id, 3, state="confirmed", submitted_at=NOW, district="16.71.01")
    await added(store, one.id, 4, district="16.71.01")
    waiting = await store.read(lambda tx: applications.in_states(tx, one.id, ("waiting", "confirmed"), 9))
    assert [each.id for each in waiting] == [seated.id, early.id, late.id]
    assert await store.read(lambda tx: applications.counts(tx, one.id)) == {"confirmed": 1, "draft": 1, "waiting": 2}
    assert await store.read(lambda tx: applications.last_rank(tx, one.id)) == 2
    assert await store.read(lambda tx: applications.last_rank(tx, one.id + 1)) == 0
    assert await store.read(lambda tx: applications.of_district(tx, one.id, "16.71.01")) == 2
    assert await store.read(lambda tx: applications.of_person(tx, late.person_id or 0, 9)) == [late]


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ("", 1), ("state = 'submitted'", 0), ("reminded = 1", 0), ("reminded = 2", 0),
    ],
)  # fmt: skip
async def test_drafts_are_taken_once(store: Store, change: str, taken: int) -> None:
    one = await published(store, NOW, NOW + DAY)
    await added(store, one.id)
    if change:
        await rows(store, f"UPDATE applications SET {change} RETURNING id")  # noqa: S608
    for expected in (taken, 0):
        found = await store.transact(lambda tx: applications.take_drafts(tx, 1, NOW + DAY, NOW, 5))
        assert len(found) == expected


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ("people SET erase_at = 5", 0), ("opportunities SET state = 'cancelled'", 0),
        ("opportunities SET closes_at = 1", 0), ("opportunities SET closes_at = NULL", 0),
        ("opportunities SET code = 'CNTH8'", 1),
    ],
)  # fmt: skip
async def test_drafts_of_what_is_over_or_of_the_leaving_are_left(store: Store, change: str, taken: int) -> None:
    one = await published(store, NOW, NOW + DAY)
    await added(store, one.id)
    await rows(store, f"UPDATE {change} RETURNING id")
    found = await store.transact(lambda tx: applications.take_drafts(tx, 1, NOW + DAY, NOW, 5))
    assert len(found) == taken


async def test_the_file_of_a_message(store: Store) -> None:
    known, _ = await registered(store)
    file = await send(store, Posted(known.contact.id, "ev'1", NOW, "photo", Attachment("ref")))
    assert await store.read(lambda tx: applications.file_of(tx, known.contact.id, "ev'1")) == file
    assert await store.read(lambda tx: applications.file_of(tx, known.contact.id + 1, "ev'1")) is None
