"""What stands on a card: files, answers, what was said since, names that are not told; whatever the channel holds."""

from datetime import date

import pytest

from bot.actions import answering, changing, requesting
from bot.actions.changing import Seen
from bot.core.channel import Limits
from bot.core.message import Media
from bot.talking import Talks
from handlers import COMMANDS, FLOWS
from storage import complaints, emptying
from storage import replies as saved
from tests.handlers.desk import act, asks, beside, both, contact_of, hears, hired, sent_file, stands, with_replies
from tests.handlers.talk import CHANNELS, Talk


def sent(talk: Talk) -> list[Media]:
    """The files of the last bubble."""
    return list(talk.bubble.media)


async def test_answers_open_questions_and_days(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(
            asker, "mau pameran batik", kind="permit", answers={"event_date": "2025-12-12", "scale": "local"},
            open_questions=("place",), event_on=date(2025, 12, 12), legal_at=1_764_600_000_000,
        )  # fmt: skip
        await officer.says("antrean")
        officer.sees("- Tanggal berapa acaranya? Jumat, 12 Desember", "Acara: Jumat, 12 Desember")
        officer.sees("Batas memasukkan berkas: Senin, 1 Desember", "Belum dijawab: Di mana, nama tempat")


async def test_what_was_said_since(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker)
        await act(officer, answering.ask_more, Seen(request.id, 1), "Tanggal berapa?")
        await act(officer, answering.note, request.id, "Sudah pernah pinjam.")
        await act(asker, requesting.add, request.id, "Tanggal 12.")
        await officer.says("antrean")
        officer.sees("Ratna, 24/11 08.00: Tanggal berapa?", "(catatan petugas), 24/11 08.00: Sudah pernah pinjam.")
        officer.sees("Yuk Ratna, 24/11 08.00: Tanggal 12.", "Ditinjau")


async def test_a_late_one_says_so(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        for days, due in ((1, "besok 16.00"), (1, "hari ini 16.00"), (0.4, "terlambat 1 jam"), (2, "terlambat 2 hari")):
            await officer.later(days=days)
            await officer.says("antrean")
            officer.sees(due)


async def test_files_go_with_the_card_one_by_one(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        files = [await sent_file(asker), await sent_file(asker, "file", name="surat.pdf")]
        files.append(await sent_file(asker, "file", state="wanted", name="lain.pdf"))
        await asks(asker, media=files)
        await officer.says("antrean")
        officer.sees("Berkas: 1. foto.jpg, 2. surat.pdf, 3. lain.pdf (sedang diambil)")
        assert sent(officer) == [Media("photo", f"shown:{files[0]}", "image/jpeg", "foto.jpg")]
        await officer.taps("Berkas 2/2")
        assert sent(officer) == [Media("document", f"shown:{files[1]}", "application/pdf", "surat.pdf")]
        await officer.taps("Jawab")
        assert sent(officer) == []
        await officer.says("Sudah kami lihat.")
        await officer.taps("Kirim")
        (await hears(asker)).sees("Sudah kami lihat.")


async def test_a_voice_note_gets_its_title_from_the_first_officer(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker, "", media=[await sent_file(asker, "voice", name="")])
        await officer.says("antrean")
        await officer.sees("Rekaman suara tanpa judul", "Berkas: 1. voice").taps("Beri judul")
        await officer.sees("tulis judulnya dalam satu baris").says("x" * 81)
        await officer.sees("paling panjang 80 huruf").says("batal")
        await officer.sees("1 dari 1", "tanpa judul").taps("Beri judul")
        await officer.says("Pinjam mesin jahit,\nuntuk pesanan")
        officer.sees("Judul D-1 dicatat.", "1 dari 1", "Pinjam mesin jahit, untuk pesanan")
        assert "Beri judul" not in officer.labels
        await officer.says("Ada satu mesin.")
        await officer.taps("Kirim")
        officer.sees("D-1 terkirim")
        assert (await stands(officer, request)).title == "Pinjam mesin jahit, untuk pesanan"


async def test_a_title_is_not_overwritten(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker, "", media=[await sent_file(asker, "voice")])
        await officer.says("antrean")
        await officer.taps("Beri judul")
        await act(officer, answering.title, Seen(request.id, 1), "Judul pertama")
        await officer.says("Judul kedua")
        officer.sees("lebih dulu: D-1 sudah diberi judul", "Judul pertama").misses("Judul kedua")


@pytest.mark.parametrize("with_file", [True, False])
async def test_a_long_story_fits_and_can_be_read_whole(anywhere: Talk, with_file: bool) -> None:
    async with both(anywhere) as (officer, asker):
        story = " ".join(f"kata{n}" for n in range(480))
        await asks(asker, story, media=[await sent_file(asker)] if with_file else [])
        await officer.says("antrean")
        limits = CHANNELS[officer.chat.channel]
        text = ""
        for _ in range(12):
            most = limits.caption if officer.bubble.media else limits.text
            assert limits.length(officer.text) <= most
            officer.misses("Terlalu panjang untuk satu pesan")
            text += f"\n{officer.text}"
            if "Lihat semua" not in officer.labels:
                break
            await officer.taps("Lihat semua")
        assert "Lihat semua" not in officer.labels
        assert all(word in text.split() for word in story.split())
        await officer.says("Sudah kami baca.")
        await officer.taps("Kirim")
        officer.sees("terkirim")


async def test_signs_that_count_twice_fit_too(talk: Talk) -> None:
    narrow = Limits(text=4096, caption=1024, choices=10, label=64, utf16=True)
    async with both(talk) as (officer, asker):
        await asks(asker, "😀" * 3900)
        await officer.on(Talks(FLOWS, COMMANDS, {"telegram": narrow})).says("antrean")
        shown = 0
        while True:
            assert narrow.length(officer.text) <= narrow.text
            shown += officer.text.count("😀")
            if "Lihat semua" not in officer.labels:
                break
            await officer.taps("Lihat semua")
        assert shown > 3900
        await officer.says("😀" * 3000)
        officer.sees("paling panjang 3000 huruf")


async def test_a_saved_reply_is_shown_as_far_as_it_fits(anywhere: Talk) -> None:
    words = " ".join(f"kata{n}" for n in range(180))
    async with both(anywhere) as (officer, asker):
        await asks(asker)
        await officer.store.transact(lambda tx: saved.add(tx, "equipment", "Panjang", words))
        await officer.says("antrean")
        await officer.taps("Panjang")
        assert len(officer.text) <= CHANNELS[officer.chat.channel].text
        await officer.sees("kata0 kata1", "Kirim ke *Yuk Ratna*").taps("Kirim")
        (await hears(asker)).sees(words)


async def test_a_card_in_english(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("english")
        await officer.taps("English")
        await officer.says("queue")
        officer.sees("1 of 1", "Equipment and material", "Received, due Wednesday, 26 November 16.00")
        await officer.taps("Answer")
        await officer.says("Alatnya siap.")
        await officer.sees("Send to *Yuk Ratna*").taps("Send")
        officer.sees("D-1: sent to Yuk Ratna", "Your queue is empty")


async def test_words_go_only_as_long_as_they_can_be_shown(anywhere: Talk) -> None:
    async with both(anywhere) as (officer, asker):
        await asks(asker)
        most = min(changing.TEXT_MOST, CHANNELS[officer.chat.channel].text - 300)
        await officer.says("antrean")
        await officer.says("kata " * (most // 5 + 10))
        officer.sees(f"paling panjang {most} huruf", "1 dari 1")
        await officer.says("x" * most)
        officer.sees(f'"{"x" * most}"', "Kirim ke *Yuk Ratna*")
        assert CHANNELS[officer.chat.channel].length(officer.text) <= CHANNELS[officer.chat.channel].text


async def test_who_complains_without_a_name_stays_nameless(talk: Talk) -> None:
    replies = await with_replies(talk)
    async with both(talk, "committee") as (member, asker):
        contact_id = await contact_of(member)
        request = await asks(asker, "panitia minta uang", kind="voice", anonymous=True)
        await talk.store.transact(lambda tx: complaints.name(tx, contact_id, None, talk.now))
        await member.says("antrean")
        member.sees("*D-1* · Aspirasi & pengaduan\nTanpa nama\n", "panitia minta uang").misses("Ratna", "Kriya", "🗣")
        await member.taps(member.labels[0])
        member.sees('"Kak, ', "Kirim ke *pemohon D-1 (tanpa nama)* (Aspirasi & pengaduan)?").misses("Ratna", "Kriya")
        await member.taps("Kirim")
        member.sees("D-1 terkirim ke pemohon D-1 (tanpa nama)").misses("Ratna")
        assert (await hears(asker)).text.startswith("Jawaban kami untuk permohonan D-1:\n\nKak, ")
        assert (await stands(member, request)).first_answer_at is not None
        assert replies


async def test_somebody_unregistered_is_asked_by_number(talk: Talk) -> None:
    await hired(talk, "desk")
    async with beside(talk, "2001", name="") as asker:
        await asker.says("halo")
        await asks(asker, "boleh tanya soal pelatihan", kind="unsorted")
        await talk.says("antrean")
        talk.sees("*D-1* · pertanyaan\nBelum menyebut nama")
        await talk.says("Boleh, silakan.")
        await talk.sees("Kirim ke *pemohon D-1* (pertanyaan)?").taps("Kirim")
        (await hears(asker)).sees("Boleh, silakan.")


async def test_who_cannot_be_reached_is_said(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await asker.does("blocked")
        await officer.says("antrean")
        await officer.says("Alatnya siap.")
        await officer.taps("Kirim")
        officer.sees("D-1: Yuk Ratna sedang tidak bisa dihubungi", "Jawaban tersimpan")


async def test_a_file_that_is_gone_is_named(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker, media=[await sent_file(asker, state="refused")])
        await officer.says("antrean")
        officer.sees("Berkas: 1. foto.jpg (tidak tersimpan)")
        assert not officer.bubble.media


async def test_who_is_erased_stands_in_no_draft(talk: Talk) -> None:
    replies = await with_replies(talk)
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("antrean")
        await officer.taps(officer.labels[0])
        assert "Yuk Ratna" in str((await officer.session()).to_json())
        person_id = (await asker.person()).id
        await talk.store.transact(lambda tx: emptying.of_person(tx, person_id, talk.now))
        assert "Yuk Ratna" not in str((await officer.session()).to_json())
        await officer.taps("Kirim")
        officer.misses("Yuk Ratna", "terkirim")
        assert replies
