"""Requests in the store: numbers without holes, nothing saved over another's change, words that go when they must."""

import asyncio
import json
from dataclasses import replace

import pytest

from bot.core.requests import SupportRequest, read_reference, reference
from bot.errors import Refused
from bot.filing import Files
from bot.retention import Retention
from storage import emptying, promises, requests, threads
from storage.ports import Store, Tx
from storage.requests import Filing
from storage.threads import Words
from tests.clock.world import HOUSE, Time, count, rows
from tests.storage.people import NOW, registered
from tests.storage.stores import twin

FILING = Filing(
    year=2026, person_id=None, contact_id=0, filing_key="", kind="equipment", name="Cek", story="pinjam tenda",
    answers={"item": "tenda"}, open_questions=("when",), filed_at=NOW, answer_due_at=NOW + 1,
)  # fmt: skip
MONTHS_25 = 25 * 31 * 86_400_000


async def filed(store: Store, number: int = 1, **more: object) -> SupportRequest:
    """A request of the n-th fictional person."""
    known, person_id = await registered(store, number)
    filing = replace(FILING, contact_id=known.contact.id, person_id=person_id, **more)  # type: ignore[arg-type]
    return await store.transact(lambda tx: requests.add(tx, filing))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("D-2026-000123", (123, 2026)), ("D-123", (123, None)), ("123", (123, None)), ("d123", (123, None)),
        ("d 2026/123", (123, 2026)), (" D-000123 ", (123, None)), ("D-0", None), ("", None), ("D", None),
        ("1234567890", None), ("D-12x", None), ("halo", None),
    ],
)  # fmt: skip
def test_references_are_read_as_people_type_them(typed: str, read: tuple[int, int | None] | None) -> None:
    assert read_reference(typed) == read


def test_a_reference_is_read_back() -> None:
    assert read_reference(reference(2026, 123)) == (123, 2026)


async def test_two_processes_leave_no_hole_and_give_none_twice(store: Store) -> None:
    known, person_id = await registered(store)
    filing = replace(FILING, contact_id=known.contact.id, person_id=person_id)

    async def one(tx: Tx, n: int) -> int:
        made = await requests.add(tx, filing)
        if n % 5 == 0:
            raise Refused("request.empty")
        return made.n

    async with twin(store) as other:
        ends = await asyncio.gather(
            *((store, other)[n % 2].transact(lambda tx, n=n: one(tx, n)) for n in range(50)),  # type: ignore[misc]
            return_exceptions=True,
        )
    assert sorted(end for end in ends if isinstance(end, int)) == list(range(1, 41))
    assert sum(isinstance(end, Refused) for end in ends) == 10


async def test_what_is_read_is_what_was_saved(store: Store) -> None:
    request = await filed(store)
    assert (dict(request.answers), request.open_questions, request.version) == ({"item": "tenda"}, ("when",), 1)
    changed = replace(request, kind="space", title="tenda", answers={"item": "kursi"}, open_questions=(), rating=3)
    assert await store.transact(lambda tx: requests.save(tx, changed))
    assert await store.read(lambda tx: requests.by_id(tx, request.id)) == replace(changed, version=2)


async def test_a_stale_version_saves_nothing(store: Store) -> None:
    request = await filed(store)
    assert await store.transact(lambda tx: requests.save(tx, replace(request, title="dulu")))
    assert not await store.transact(lambda tx: requests.save(tx, replace(request, title="lalu")))
    found = await store.read(lambda tx: requests.by_id(tx, request.id))
    assert found is not None
    assert found.title == "dulu"


async def test_a_key_is_used_once(store: Store) -> None:
    request = await filed(store, filing_key="tap")
    assert request.contact_id is not None
    contact_id = request.contact_id
    again = await store.read(lambda tx: requests.by_key(tx, contact_id, "tap"))
    assert again is not None
    assert again.id == request.id
    assert await store.read(lambda tx: requests.by_key(tx, contact_id, "")) is None


@pytest.mark.parametrize(("answered", "kept"), [(NOW + 5, 1), (NOW + 10, 1), (NOW + 11, 0)])
async def test_a_promise_is_kept_until_its_last_moment(store: Store, answered: int, kept: int) -> None:
    request = await filed(store)
    await store.transact(lambda tx: promises.make(tx, request.id, NOW + 7, NOW))
    await store.transact(lambda tx: promises.make(tx, request.id, NOW + 10, NOW + 1))
    await store.transact(lambda tx: promises.settle(tx, request.id, answered))
    assert [row["kept"] for row in await rows(store, "SELECT kept FROM request_promises")] == [kept]


async def test_a_promise_nobody_kept_is_broken_once(store: Store) -> None:
    request = await filed(store)
    await store.transact(lambda tx: promises.make(tx, request.id, NOW + 10, NOW))
    for at, broken in ((NOW + 10, 0), (NOW + 11, 1), (NOW + 12, 0)):
        assert await store.transact(lambda tx, at=at: promises.give_up(tx, at)) == broken  # type: ignore[misc]


class TestEmptying:
    async def test_a_strangers_words_go_with_its_chat(self, store: Store) -> None:
        request = await filed(store)
        await rows(store, "UPDATE support_requests SET person_id = NULL RETURNING id")
        await store.transact(lambda tx: threads.add(tx, request.id, Words("public", "requester", None, "x"), NOW))
        contact_id = request.contact_id or 0
        await store.transact(lambda tx: emptying.of_contact(tx, contact_id, NOW))
        left = await store.read(lambda tx: requests.by_id(tx, request.id))
        assert left is not None
        assert (left.story, left.contact_id, left.outcome, left.kind) == ("", None, "erased", "equipment")
        assert await count(store, "request_messages") == 0

    async def test_another_persons_stays(self, store: Store) -> None:
        mine, other = await filed(store, 1), await filed(store, 2)
        await store.transact(lambda tx: emptying.of_person(tx, mine.person_id or 0, NOW))
        assert await store.read(lambda tx: requests.by_id(tx, other.id)) == other

    @pytest.mark.parametrize(("sealed", "counted"), [(False, "requests"), (True, "complaints")])
    async def test_what_is_closed_long_enough(self, store: Store, tmp_path: object, sealed: bool, counted: str) -> None:
        old, young = await filed(store, 1, sealed=sealed), await filed(store, 2, sealed=sealed)
        for request, at in ((old, NOW - MONTHS_25), (young, NOW - 86_400_000)):
            await rows(store, f"UPDATE support_requests SET closed_at = {at} WHERE id = {request.id} RETURNING id")  # noqa: S608
        retention = Retention(store, HOUSE, Files(store, tmp_path), Time())  # type: ignore[arg-type]
        assert json.loads(await retention.nightly())[counted] == 1
        left = await rows(store, "SELECT story, emptied FROM support_requests ORDER BY id")
        assert [(row["story"], row["emptied"]) for row in left] == [("", 1), ("pinjam tenda", 0)]
