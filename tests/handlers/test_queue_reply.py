"""A reply to a message about a request is an answer to that request, whatever card is open."""

from bot.actions import answering, reminding
from bot.actions.changing import Seen
from tests.handlers.desk import act, asks, at, beside, both, hears, shown_as, stands, thread
from tests.handlers.talk import Talk, house


async def test_a_reply_to_an_earlier_card_answers_that_one(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker, "pinjam tenda")
        second = await asks(asker, "izin pameran", kind="permit")
        await officer.says("antrean")
        await shown_as(officer, "t1")
        await officer.taps("Lewati")
        await officer.sees("izin pameran").says("Tendanya siap Senin.", reply_to="t1")
        officer.sees('"Tendanya siap Senin."', "Kirim ke *Yuk Ratna* (Kriya (kerajinan), Alat & bahan)?")
        await officer.taps("Kirim")
        officer.sees("D-1 terkirim ke Yuk Ratna", "izin pameran")
        (await hears(asker)).sees("permohonan D-1", "Tendanya siap Senin.")
        assert len(await thread(officer, second)) == 1


async def test_a_draft_waits_below_a_reply(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker, "pinjam tenda")
        await asks(asker, "izin pameran", kind="permit")
        await officer.says("antrean")
        await shown_as(officer, "t1")
        await officer.taps("Lewati")
        await officer.says("Izinnya lewat kepolisian.")
        await officer.says("Tendanya siap Senin.", reply_to="t1")
        await officer.sees('"Tendanya siap Senin."').taps("Kirim")
        officer.sees("D-1 terkirim", '"Izinnya lewat kepolisian."', "Izin acara & keramaian)?")
        await officer.taps("Kirim")
        officer.sees("D-2 terkirim")


async def test_a_reply_to_the_open_card_is_typed_at_it(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("antrean")
        await shown_as(officer, "t1")
        await officer.says("Alatnya siap Senin.", reply_to="t1")
        await officer.sees('"Alatnya siap Senin."').taps("Kirim")
        officer.sees("D-1 terkirim", "kosong")


async def test_a_reply_to_an_urgent_notice(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        at(officer, asker)
        await officer.later(seconds=3600)
        asker.now = officer.now
        day = house().calendar.day(officer.now)
        request = await asks(asker, "pinjam tenda besok", wanted_on=day)
        await officer.store.transact(lambda tx: reminding.urgent(tx, house(), officer.now))
        (await hears(officer)).sees("D-1 (Alat & bahan)")
        await shown_as(officer, "u1")
        await officer.says("Tendanya bisa diambil siang ini.", reply_to="u1")
        await officer.sees("Kirim ke *Yuk Ratna*").taps("Kirim")
        officer.sees("D-1 terkirim", "Mau apa sekarang")
        assert len(await thread(officer, request)) == 2


async def test_what_was_done_since_that_message_is_told(talk: Talk) -> None:
    async with both(talk) as (officer, asker), beside(talk, "3001", "desk", name="Cek Dua") as second:
        request = await asks(asker)
        await officer.says("antrean")
        await shown_as(officer, "t1")
        await officer.says("batal")
        second.now = officer.now + 1000
        await act(second, answering.answer, Seen(request.id, request.version), "Sudah ada.")
        await officer.later(seconds=60)
        await officer.says("Alatnya siap Senin.", reply_to="t1")
        await officer.sees("Kirim ke *Yuk Ratna*").taps("Kirim")
        officer.sees("Cek Dua lebih dulu", "Sudah ada.").may_tap("Kirim juga", "Ubah", "Buang")


async def test_a_reply_to_anything_else_is_just_words(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await shown_as(officer, "m1")
        await officer.says("antrean", reply_to="m1")
        officer.sees("1 dari 1")
        await officer.says("batal")
        await officer.says("Alatnya siap Senin.", reply_to="nowhere")
        officer.misses("Kirim ke")


async def test_somebody_who_is_no_officer_answers_nothing_so(talk: Talk) -> None:
    """The requester's own message about the request is a matter of the requester's side."""
    async with both(talk) as (officer, asker):
        request = await asks(asker)
        await act(officer, answering.answer, Seen(request.id, request.version), "Sudah ada.")
        await hears(asker)
        await shown_as(asker, "a1")
        await asker.says("Terima kasih, saya ambil besok.", reply_to="a1")
        asker.misses("Kirim ke")
        assert [said.author for said in await thread(officer, request) if said.author == "staff"] == ["staff"]


async def test_staffs_own_request_is_not_answered_by_themselves(talk: Talk) -> None:
    async with both(talk) as (officer, _), beside(talk, "3001", "desk", name="Cek Dua") as second:
        await second.registered("Cek Dua")
        request = await asks(second)
        await act(officer, answering.answer, Seen(request.id, request.version), "Sudah ada.")
        await hears(second)
        await shown_as(second, "s1")
        await second.says("Terima kasih, saya ambil besok.", reply_to="s1")
        second.misses("Kirim ke")


async def test_a_closed_one_is_told(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker)
        await officer.says("antrean")
        await shown_as(officer, "t1")
        await officer.says("Alatnya sudah diambil.")
        await officer.taps("Kirim & tutup")
        await officer.taps("Terbantu")
        await officer.says("Satu lagi.", reply_to="t1")
        officer.sees("D-1 sudah ditutup")
        assert not (await stands(officer, request)).open
