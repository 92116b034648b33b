"""Sealed complaints leak nothing, whoever looks, whatever is asked, however it is named."""

import json
from collections.abc import Awaitable, Callable
from itertools import product
from typing import Any

import pytest

from bot.actions import (
    answering,
    assigning,
    closing,
    digesting,
    queueing,
    reminding,
    replying,
    requesting,
    routing,
    sealing,
    sorting,
    viewing,
)
from bot.actions.changing import Seen
from bot.actions.permitting import Actor
from bot.core.requests import SupportRequest
from bot.errors import Refused
from bot.i18n import speeches
from storage import audit, complaints
from tests.actions.world import Office, Who, moment
from tests.clock.world import CITY

WORDS = "honor RAHASIA belum dibayar panitia"
NAME = "Yuk Terlindung"
ROLES = (
    (), ("viewer",), ("desk",), ("committee",), ("admin",), ("enumerator",), ("desk", "admin"), ("committee", "admin"),
    ("viewer", "desk"),
)  # fmt: skip
SPEECH = speeches(CITY)["id"]

Look = Callable[[Actor, SupportRequest], Awaitable[Any]]


async def _by(actor: Actor, typed: str) -> Any:
    return await viewing.find(actor, typed)


LOOKS: dict[str, Look] = {
    "card": lambda a, r: viewing.card(a, r.id),
    "history": lambda a, r: viewing.history(a, r.id),
    "audited": lambda a, r: viewing.audited(a, r.id),
    "reference": lambda a, r: _by(a, r.reference),
    "short": lambda a, r: _by(a, r.short),
    "number": lambda a, r: _by(a, str(r.n)),
    "person": lambda a, r: viewing.of_person(a, "PLG-000001"),
    "waiting": lambda a, r: viewing.waiting(a),
    "sealed_waiting": lambda a, r: viewing.sealed_waiting(a),
    "exported": lambda a, r: viewing.exported(a, 0),
    "queue": lambda a, r: queueing.next_for(a),
    "size": lambda a, r: queueing.size(a),
    "answer": lambda a, r: answering.answer(a, _seen(r), "Ya."),
    "ask": lambda a, r: answering.ask_more(a, _seen(r), "Apa?"),
    "note": lambda a, r: answering.note(a, r.id, "catatan"),
    "title": lambda a, r: answering.title(a, _seen(r), "judul"),
    "strike": lambda a, r: answering.strike(a, 1, "-"),
    "claim": lambda a, r: assigning.claim(a, _seen(r)),
    "assign": lambda a, r: assigning.assign(a, _seen(r), a.id or 0),
    "officers": lambda a, r: assigning.officers(a, r.id),
    "members": lambda a, r: sealing.members(a, r.id),
    "release": lambda a, r: assigning.release(a, _seen(r)),
    "kind": lambda a, r: sorting.change_kind(a, _seen(r), "permit"),
    "state": lambda a, r: sorting.change_state(a, _seen(r), "in_progress"),
    "close": lambda a, r: closing.close(a, _seen(r), "helped", "Ya."),
    "consent": lambda a, r: routing.ask_consent(a, _seen(r), 1),
    "referrals": lambda a, r: routing.of_request(a, r.id),
    "exclude": lambda a, r: sealing.exclude(a, a.id or 0, r.id),
    "mine": lambda a, r: requesting.mine(a),
    "find_mine": lambda a, r: requesting.find_mine(a, r.short),
    "talk": lambda a, r: requesting.talk(a, r.id),
    "add": lambda a, r: requesting.add(a, r.id, "lagi"),
    "confirm": lambda a, r: closing.confirm(a, r.id, "yes"),
    "replies": lambda a, r: replying.every(a, "voice"),
}


def _seen(request: SupportRequest) -> Seen:
    return Seen(request.id, request.version)


async def complained(office: Office, *, anonymous: bool = False, story: str = WORDS) -> tuple[Who, SupportRequest]:
    """A requester and its sealed complaint."""
    asker = await office.requester(NAME)
    return asker, await office.file(asker, kind="voice", story=story, anonymous=anonymous)


def spoken(refused: Refused) -> str:
    return SPEECH.text(refused.key, refused.values)


def leaks(found: object) -> bool:
    return any(word in str(found) for word in ("RAHASIA", NAME, "16.71.01"))


class TestNothingLeaks:
    @pytest.mark.parametrize("anonymous", [False, True])
    async def test_to_whoever_is_not_named(self, office: Office, anonymous: bool) -> None:
        _, request = await complained(office, anonymous=anonymous)
        for roles, (name, look) in product(ROLES, LOOKS.items()):
            officer = await office.officer(*roles)
            try:
                found: object = await office.act(officer, look, request)
            except Refused as refused:
                found = spoken(refused)
            assert not leaks(found), (roles, name)
        after = await office.request(request.id)
        assert (after.version, after.state, after.assignee_id) == (request.version, "received", None)

    async def test_reference_age_and_state_are_all(self, office: Office) -> None:
        _, request = await complained(office)
        officer = await office.officer("desk")
        office.now += 3 * 86_400_000
        with pytest.raises(Refused) as caught:
            await office.act(officer, viewing.card, request.id)
        assert spoken(caught.value).startswith("🔒 D-2026-000001 pengaduan tertutup: Diterima, umur 3 hari.")
        assert await office.act(officer, viewing.find, "1") == viewing.Shut("D-2026-000001", 3, "received")

    async def test_viewers_and_admins_learn_not_even_that(self, office: Office) -> None:
        _, request = await complained(office)
        for role in ("viewer", "admin", "enumerator"):
            officer = await office.officer(role)
            for look in (viewing.sealed_waiting, viewing.waiting):
                with pytest.raises(Refused, match="not_allowed"):
                    await office.act(officer, look)
            with pytest.raises(Refused, match="not_allowed"):
                await office.act(officer, viewing.card, request.id)

    async def test_in_the_audit(self, office: Office) -> None:
        asker, request = await complained(office, anonymous=True)
        admin, member = await office.officer("admin"), await office.officer("committee")
        await office.act(admin, sealing.name, member.contact_id)
        await office.act(member, answering.answer, _seen(request), "Kami periksa.")
        await office.act(asker, requesting.add, request.id, "Lagi RAHASIA.")
        acts = await office.store.read(lambda tx: audit.of_subject(tx, "support_requests", request.id))
        assert not leaks([(act["before"], act["after"], act["reason"]) for act in acts])
        assert f"contact:{asker.contact_id}" not in {act["actor"] for act in acts}
        assert "requester" in {act["actor"] for act in acts}

    async def test_in_what_staff_are_told(self, office: Office) -> None:
        await complained(office)
        await office.file(await office.requester("Pak Lain"), story="pinjam tenda")
        staff = [await office.officer(role) for role in ("desk", "committee", "admin", "viewer")]
        for at in ("2026-11-24 13:00", "2026-11-30 09:00"):
            office.now = moment(at)
            for job in (digesting.digest, reminding.urgent, reminding.remind, reminding.escalate):
                await office.clock(job)
        told = {who.contact_id: " ".join(await office.told(who)) for who in staff}
        assert not leaks(told)
        assert "D-1" not in told[staff[0].contact_id]
        assert "Pengaduan tertutup D-1 lewat tenggat dan belum ada yang bisa menanganinya" in told[staff[2].contact_id]


class TestWhoIsNamed:
    async def test_sees_and_answers_it(self, office: Office) -> None:
        asker, request = await complained(office)
        admin, member = await office.officer("admin"), await office.officer("committee")
        await office.act(admin, sealing.name, member.contact_id, request.id)
        card = await office.act(member, viewing.card, request.id)
        assert (card.request.story, card.name) == (WORDS, NAME)
        upcoming = await office.act(member, queueing.next_for)
        assert upcoming is not None
        assert upcoming.card.request.id == request.id
        await office.act(member, answering.answer, await office.seen(request), "Kami periksa.")
        assert "Kami periksa." in (await office.told(asker))[0]

    async def test_for_one_is_not_named_for_others(self, office: Office) -> None:
        _, first = await complained(office)
        _, second = await complained(office)
        admin, member = await office.officer("admin"), await office.officer("committee")
        await office.act(admin, sealing.name, member.contact_id, first.id)
        assert (await office.act(member, viewing.card, first.id)).request.id == first.id
        with pytest.raises(Refused, match="sealed"):
            await office.act(member, viewing.card, second.id)
        assert await office.act(admin, sealing.unname, member.contact_id, first.id)
        with pytest.raises(Refused, match="sealed"):
            await office.act(member, viewing.card, first.id)

    async def test_learns_nothing_of_an_anonymous_person(self, office: Office) -> None:
        asker, request = await complained(office, anonymous=True)
        admin, member = await office.officer("admin"), await office.officer("committee")
        await office.act(admin, sealing.name, member.contact_id)
        upcoming = await office.act(member, queueing.next_for)
        answered = await office.act(member, answering.answer, await office.seen(request), "Kami periksa.")
        claimed = await office.act(member, assigning.claim, await office.seen(request))
        noted = await office.act(member, answering.note, request.id, "catatan")
        card = await office.act(member, viewing.card, request.id)
        found = await office.act(member, viewing.find, "D-1")
        for each in (upcoming, answered, claimed, card, found):
            assert NAME not in str(each)
        for each in (card.request, answered.request, claimed, noted, found):
            assert isinstance(each, SupportRequest)
            assert (each.person_id, each.contact_id, each.district) == (None, None, "")
        assert answered.told
        assert len(await office.told(asker)) == 1

    @pytest.mark.parametrize("roles", [("desk",), ("viewer",), ("admin",), ()])
    async def test_is_a_committee_member(self, office: Office, roles: tuple[str, ...]) -> None:
        admin, other = await office.officer("admin"), await office.officer(*roles)
        with pytest.raises(Refused, match="no_member"):
            await office.act(admin, sealing.name, other.contact_id)
        member = await office.officer("committee")
        await office.act(admin, sealing.name, member.contact_id)
        assert [row["contact_id"] for row in await office.act(admin, sealing.standing)] == [member.contact_id]

    async def test_names_nobody_itself(self, office: Office) -> None:
        member = await office.officer("committee", "desk")
        with pytest.raises(Refused, match="not_allowed"):
            await office.act(member, sealing.name, member.contact_id)

    async def test_sees_it_no_more_when_the_role_ends(self, office: Office) -> None:
        _, request = await complained(office)
        admin, member = await office.officer("admin"), await office.officer("committee")
        await office.act(admin, sealing.name, member.contact_id)
        await office.sql(f"UPDATE staff SET until = {office.now} WHERE role = 'committee' RETURNING id")  # noqa: S608
        with pytest.raises(Refused, match="not_allowed"):
            await office.act(member, viewing.card, request.id)


class TestWhomItNames:
    async def test_cannot_handle_it(self, office: Office) -> None:
        admin = await office.officer("admin")
        named, other = await office.officer("committee", name="Pak Sukarame"), await office.officer("committee")
        for member in (named, other):
            await office.act(admin, sealing.name, member.contact_id)
        _, request = await complained(office, story="Pak Sukarame menahan honor RAHASIA kami")
        with pytest.raises(Refused, match="sealed"):
            await office.act(named, viewing.card, request.id)
        assert await office.act(named, queueing.next_for) is None
        handlers = await office.store.read(lambda tx: complaints.handlers(tx, request.id, office.now))
        assert [row["contact_id"] for row in handlers] == [other.contact_id]
        assert (await office.act(other, viewing.card, request.id)).request.id == request.id

    async def test_loses_it_when_it_is_named_later(self, office: Office) -> None:
        admin, named = await office.officer("admin"), await office.officer("committee", name="Pak Sukarame")
        await office.act(admin, sealing.name, named.contact_id)
        asker, request = await complained(office)
        await office.act(named, assigning.claim, await office.seen(request))
        await office.act(asker, requesting.add, request.id, "Yang menahan Sukarame sendiri.")
        assert (await office.request(request.id)).assignee_id is None
        with pytest.raises(Refused, match="sealed"):
            await office.act(named, viewing.card, request.id)

    async def test_can_be_told_by_another_member(self, office: Office) -> None:
        admin, one, two = [await office.officer(role) for role in ("admin", "committee", "committee")]
        for member in (one, two):
            await office.act(admin, sealing.name, member.contact_id)
        _, request = await complained(office)
        await office.act(one, assigning.claim, await office.seen(request))
        await office.act(two, sealing.exclude, one.contact_id, request.id)
        assert (await office.request(request.id)).assignee_id is None
        with pytest.raises(Refused, match="sealed"):
            await office.act(one, viewing.card, request.id)
        acts = await office.store.read(lambda tx: audit.of_subject(tx, "support_requests", request.id))
        assert str(one.contact_id) not in "".join(json.dumps(act["after"]) for act in acts)


async def test_calling_it_something_else_does_not_open_it(office: Office) -> None:
    _, request = await complained(office)
    admin, member, desk = [await office.officer(role) for role in ("admin", "committee", "desk")]
    await office.act(admin, sealing.name, member.contact_id)
    changed = await office.act(member, sorting.change_kind, await office.seen(request), "permit")
    assert changed.sealed
    with pytest.raises(Refused, match="sealed"):
        await office.act(desk, viewing.card, request.id)


async def test_what_turns_out_a_complaint_is_sealed_from_then_on(office: Office) -> None:
    request = await office.file(await office.requester(), kind="unsorted", story=WORDS)
    desk, other = await office.officer("desk"), await office.officer("desk")
    await office.act(desk, sorting.change_kind, await office.seen(request), "voice")
    for officer in (desk, other):
        with pytest.raises(Refused, match="sealed"):
            await office.act(officer, viewing.card, request.id)
