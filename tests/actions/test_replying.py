"""Saved replies and the queue they are offered in."""

from dataclasses import replace
from datetime import date

import pytest

from bot.actions import answering, assigning, queueing, replying, sorting, viewing
from bot.actions.permitting import Actor
from bot.core.requests import SupportRequest
from bot.errors import Refused
from storage import replies
from storage.queue import START
from tests.actions.world import Office, Who, moment


async def saved(office: Office, member: Who, kind: str, title: str, text: str = "Ya.") -> int:
    return await office.act(member, replying.add, kind, title, text)


class TestSaved:
    async def test_the_likeliest_share_words_then_are_used(self, office: Office) -> None:
        member, asker = await office.officer("committee"), await office.requester()
        await saved(office, member, "equipment", "kamera", "kamera ada")
        often = await saved(office, member, "equipment", "umum")
        sewing = await saved(office, member, "equipment", "mesin jahit", "mesin jahit siap")
        await saved(office, member, "permit", "izin", "mesin jahit pinjam alat")
        request = await office.file(asker)
        await office.act(member, answering.answer, await office.seen(request), "Ya.", often)
        found = await office.act(member, replying.likeliest, request)
        assert [reply.id for reply in found] == [sewing, often]

    async def test_places_are_filled(self, office: Office) -> None:
        member = await office.officer("committee")
        reply_id = await saved(office, member, "", "kabar", "{nama}, {nomor} kami kabari {tanggal}.")
        request = await office.file(await office.requester())
        promised = await office.act(member, sorting.promise, await office.seen(request), date(2026, 11, 27))
        reply = await office.store.read(lambda tx: replies.by_id(tx, reply_id))
        assert reply is not None

        async def fill(actor: object) -> str:
            return replying.filled(actor, reply, promised.request, "Yuk Contoh")  # type: ignore[arg-type]

        assert await office.act(member, fill) == "Yuk Contoh, D-1 kami kabari Jumat, 27 November."

    async def test_who_gave_no_name_is_addressed_all_the_same(self, office: Office) -> None:
        request = await office.file(await office.stranger(), kind="unsorted")
        reply = replies.SavedReply(1, "", "kabar", "{nama}, {nomor} sudah dibaca.")

        async def fill(actor: Actor) -> list[str]:
            return [replying.filled(actor, reply, request, name) for name in ("", "Yuk Contoh")]

        told = await office.act(await office.officer("desk"), fill)
        assert told == ["Kak, D-1 sudah dibaca.", "Yuk Contoh, D-1 sudah dibaca."]

    @pytest.mark.parametrize("text", ["{nama!r}", "{0}", "{nama.x}", "{nama:>9}", "{", "{lain}", "", "x" * 1501])
    async def test_other_places_are_refused(self, office: Office, text: str) -> None:
        member = await office.officer("committee")
        with pytest.raises(Refused):
            await saved(office, member, "equipment", "judul", text)
        assert await saved(office, member, "equipment", "judul", "{nama}") > 0

    async def test_a_stale_change_is_refused(self, office: Office) -> None:
        member = await office.officer("committee")
        reply_id = await saved(office, member, "equipment", "judul")
        mine = (await office.act(member, replying.every, "equipment"))[0]
        await office.act(member, replying.change, replace(mine, title="baru"))
        with pytest.raises(Refused, match=r"reply\.stale"):
            await office.act(member, replying.change, replace(mine, title="lama"))
        gone = (await office.act(member, replying.every, "equipment"))[0]
        assert (gone.id, gone.title) == (reply_id, "baru")
        await office.act(member, replying.change, replace(gone, active=False))
        assert await office.act(member, replying.every, "equipment") == []

    @pytest.mark.parametrize("role", ["desk", "viewer", "admin"])
    async def test_the_committee_edits_them(self, office: Office, role: str) -> None:
        with pytest.raises(Refused, match="not_allowed"):
            await saved(office, await office.officer(role), "equipment", "judul")


class TestQueue:
    async def filed(self, office: Office, count: int) -> list[SupportRequest]:
        found = []
        for day in range(count):
            office.now = moment(f"2026-11-{16 + day} 09:00")
            found.append(await office.file(await office.requester()))
        return found

    async def test_it_goes_on_by_itself_earliest_first(self, office: Office) -> None:
        filed, officer = await self.filed(office, 4), await office.officer("desk")
        assert await office.act(officer, queueing.size) == 4
        for n, request in enumerate(filed):
            upcoming = await office.act(officer, queueing.next_for)
            assert upcoming is not None
            assert (upcoming.card.request.id, upcoming.passed, upcoming.left) == (request.id, 0, 4 - n)
            await office.act(officer, answering.answer, await office.seen(request), "Ya.")
        assert await office.act(officer, queueing.next_for) is None

    async def test_what_is_skipped_is_passed(self, office: Office) -> None:
        filed, officer = await self.filed(office, 3), await office.officer("desk")
        place, seen = START, []
        while (upcoming := await office.act(officer, queueing.next_for, place)) is not None:
            seen.append((upcoming.card.request.id, upcoming.passed, upcoming.left))
            place = upcoming.place
        assert seen == [(filed[0].id, 0, 3), (filed[1].id, 1, 2), (filed[2].id, 2, 1)]

    async def test_what_others_have_is_theirs(self, office: Office) -> None:
        filed = await self.filed(office, 2)
        officer, other = await office.officer("desk"), await office.officer("desk")
        await office.act(other, assigning.claim, await office.seen(filed[0]))
        upcoming = await office.act(officer, queueing.next_for)
        assert upcoming is not None
        assert upcoming.card.request.id == filed[1].id
        assert await office.act(other, queueing.size) == 2
        assert len(await office.act(officer, viewing.waiting)) == 2

    async def test_whose_turn_it_is_elsewhere(self, office: Office) -> None:
        filed = await self.filed(office, 4)
        officer, other = await office.officer("desk"), await office.officer("desk")
        await office.act(officer, answering.answer, await office.seen(filed[0]), "Ya.")
        await office.act(officer, answering.ask_more, await office.seen(filed[1]), "Kapan?")
        await office.act(other, assigning.claim, await office.seen(filed[2]))
        await office.file(await office.requester(), kind="voice")
        assert await office.act(officer, queueing.elsewhere) == {"staff": 2, "requester": 1, "partner": 0}
        assert [await office.act(officer, queueing.waits, each.id) for each in filed] == [False, False, False, True]
        assert await office.act(other, queueing.waits, filed[2].id)
        assert not await office.act(await office.officer("viewer"), queueing.waits, filed[3].id)

    async def test_what_was_promised_comes_back_on_its_day(self, office: Office) -> None:
        (request,), officer = await self.filed(office, 1), await office.officer("desk")
        await office.act(officer, sorting.promise, await office.seen(request), date(2026, 11, 19))
        assert await office.act(officer, queueing.size) == 0
        office.now = moment("2026-11-19 00:00")
        assert await office.act(officer, queueing.size) == 1

    async def test_whoever_waits_to_be_erased_is_in_no_queue(self, office: Office) -> None:
        (request,), officer = await self.filed(office, 1), await office.officer("desk")
        await office.sql("UPDATE support_requests SET hidden = 1 RETURNING id")
        assert await office.act(officer, queueing.size) == 0
        with pytest.raises(Refused, match="unknown"):
            await office.act(officer, viewing.card, request.id)


@pytest.mark.parametrize("text", ["{name}", "{nama", "{nama!r}", "{}", "{nama:>9}", "}"])
def test_what_cannot_be_filled_in_does_not_fit(text: str) -> None:
    assert not replying.fits(f"Halo {text}")
    assert replying.fits("Halo {nama}, {nomor}, {tanggal}, {{}}")
