"""Several officers at once: who is second is told, nothing is overwritten, nothing goes twice."""

import asyncio
from contextlib import AsyncExitStack

from bot.actions import answering, permitting, requesting, staffing
from bot.actions.changing import Seen
from bot.actions.desk import Desk
from bot.core.flow import Command, Says
from bot.core.message import Say
from bot.talking import Talks
from handlers import COMMANDS, FLOWS
from storage import staff
from tests.handlers.desk import act, asks, beside, both, hears, stands, thread
from tests.handlers.talk import CHANNELS, Talk, house


async def test_the_second_is_told_and_keeps_the_words(talk: Talk) -> None:
    async with both(talk) as (officer, asker), beside(talk, "3001", "desk", name="Cek Dua") as second:
        request = await asks(asker)
        for who in (officer, second):
            await who.says("antrean")
        await officer.says("Alatnya siap besok.")
        await second.says("Ambil di kantor hari Senin.")
        await second.taps("Kirim")
        await hears(asker)
        await officer.taps("Kirim")
        officer.sees("Cek Dua lebih dulu: D-1 sudah dijawab.", "Ambil di kantor hari Senin.", "Tidak ada yang ditimpa")
        officer.sees("Kalimat Kakak belum terkirim", '"Alatnya siap besok."', "Kirim juga ke *Yuk Ratna*")
        officer.may_tap("Kirim juga", "Ubah", "Buang")
        assert len(await thread(officer, request)) == 2
        await officer.taps("Kirim juga")
        officer.sees("D-1 terkirim ke Yuk Ratna")
        (await hears(asker)).sees("Alatnya siap besok.")
        assert [said.text for said in await thread(officer, request)][1:] == [
            "Ambil di kantor hari Senin.", "Alatnya siap besok."
        ]  # fmt: skip


async def test_the_second_may_throw_its_words_away(talk: Talk) -> None:
    async with both(talk) as (officer, asker), beside(talk, "3001", "desk") as second:
        request = await asks(asker)
        await officer.says("antrean")
        await officer.says("Alatnya siap besok.")
        await act(second, answering.answer, Seen(request.id, request.version), "Sudah.")
        await officer.taps("Kirim")
        await officer.sees("lebih dulu").taps("Buang")
        officer.sees("Antrean Kakak kosong").misses("terkirim")
        assert [said.text for said in await thread(officer, request)][1:] == ["Sudah."]


async def test_closing_after_somebody_was_first_keeps_the_outcome(talk: Talk) -> None:
    async with both(talk) as (officer, asker), beside(talk, "3001", "desk") as second:
        request = await asks(asker)
        await officer.says("antrean")
        await officer.says("Alatnya sudah diambil.")
        await officer.taps("Kirim & tutup")
        await act(second, answering.answer, Seen(request.id, request.version), "Sebentar.")
        await officer.taps("Terbantu")
        await officer.sees("lebih dulu", "Alatnya sudah diambil.").taps("Kirim juga")
        officer.sees("D-1 ditutup: Terbantu")
        assert (await stands(officer, request)).outcome == "helped"


async def test_what_was_withdrawn_meanwhile_gives_the_words_back(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker)
        await officer.says("antrean")
        await officer.says("Alatnya siap besok.")
        await act(asker, requesting.withdraw, request.id)
        await officer.taps("Kirim")
        officer.sees("Pemohon lebih dulu: D-1 dibatalkan pemohon", "tidak terkirim", "Alatnya siap besok.", "kosong")
        assert len(await thread(officer, request)) == 1


async def test_a_tap_twice_sends_once(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker)
        await officer.says("antrean")
        await officer.says("Alatnya siap besok.")
        send = officer.choice("Kirim").id
        await officer.taps_id(send)
        officer.sees("terkirim")
        await officer.taps_id(send)
        officer.silent()
        await officer.later(seconds=60)
        await officer.taps_id(send)
        officer.misses("terkirim")
        assert len(await thread(officer, request)) == 2


async def test_an_old_card_does_not_answer_the_present_one(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker, "pinjam tenda")
        second = await asks(asker, "izin pameran")
        await officer.says("antrean")
        old = officer.choice("Jawab").id
        await officer.taps("Lewati")
        await officer.taps_id(old)
        officer.sees("Tombol itu dari pertanyaan sebelumnya", "2 dari 2", "izin pameran")
        assert (await stands(officer, second)).version == second.version


async def test_twenty_officers_answer_each_its_own_requester(talk: Talk) -> None:
    async with AsyncExitStack() as stack:
        askers = [await stack.enter_async_context(beside(talk, f"4{n:03}", name=f"Cek {n}")) for n in range(20)]
        requests = []
        for n, asker in enumerate(askers):
            await asker.registered(f"Cek {n}")
            requests.append(await asks(asker, f"cerita nomor {n} tentang tenda"))
        talk.now = max(asker.now for asker in askers)
        officers = [await stack.enter_async_context(beside(talk, f"5{n:03}", "desk")) for n in range(20)]
        for n, officer in enumerate(officers):
            await officer.says(f"cari {requests[n].short}")
            officer.sees(f"cerita nomor {n} ")
            await officer.says(f"Jawaban untuk cerita {n}.")
            officer.sees(f"Kirim ke *Cek {n}*")
        await asyncio.gather(*(officer.taps("Kirim") for officer in officers))
        for n, (officer, asker) in enumerate(zip(officers, askers, strict=True)):
            officer.sees(f"{requests[n].short} terkirim ke Cek {n}.")
            came = await asker.came()
            assert len(came) == 1
            assert f"Jawaban untuk cerita {n}." in came[0].text
            assert len(await thread(talk, requests[n])) == 2


async def test_after_another_act_the_next_comes(talk: Talk) -> None:
    """What [Lainnya] begins comes back to the queue: to the next request, or to the same where it still waits."""

    async def elsewhere(desk: Desk, argument: str) -> Says:
        heard.append(argument)
        if len(heard) == 2:
            await answering.answer(await permitting.actor(desk), Seen(int(argument), 1), "Sudah.")
        return (Say("queue.note"),)

    heard: list[str] = []
    command = Command("act", elsewhere, frozenset({"desk"}))
    async with both(talk) as (officer, asker):
        officer.on(Talks(FLOWS, COMMANDS | {"act": command}, CHANNELS))
        first = await asks(asker, "pinjam tenda")
        await asks(asker, "izin pameran")
        await officer.says("antrean")
        await officer.taps("Lainnya")
        officer.sees("catatan petugas", "1 dari 2", "pinjam tenda")
        await officer.says("lainnya")
        officer.sees("catatan petugas", "izin pameran", "2 dari 2")
        assert heard == [str(first.id)] * 2


async def test_a_role_that_ends_takes_the_card_away(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker)
        await officer.says("antrean")
        await officer.says("Alatnya siap besok.")
        held = await officer.store.read(lambda tx: staff.holders(tx, officer.now))
        await officer.store.transact(lambda tx: staffing.end(permitting.cli(tx, house(), officer.now), held[0]))
        (await hears(officer)).sees("sudah selesai")
        await officer.taps("Kirim")
        officer.sees("sudah tidak dipakai lagi").misses("D-1", "Ratna").may_tap(
            "Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas"
        )
        assert len(await thread(officer, request)) == 1
