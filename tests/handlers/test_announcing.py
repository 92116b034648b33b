"""SIARAN: words, whom for, the count, a test, a minute to undo, progress, a report."""

from dataclasses import replace

import pytest

from bot.actions import preparing
from bot.core.audience import EVERYBODY, Audience
from storage import announcements, erasing
from storage.announcements import Plan
from tests.clock.world import rows
from tests.handlers.desk import beside, contact_of
from tests.handlers.newsroom import SINGER, newsroom
from tests.handlers.talk import CITY, DAY, Talk
from tests.offers import published


async def test_from_the_words_to_the_report(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        readers = [await desk.reader() for _ in range(2)]
        await desk.reader(wants=False)
        await talk.says("siaran")
        talk.sees("Tulis isi siarannya")
        await talk.says("Ada lokakarya gratis (rekaan) *hari Sabtu*")
        talk.sees("Untuk siapa?").may_tap("Semua pelaku", "Pilih satu-satu")
        await talk.taps("Semua pelaku")
        talk.sees("Ada yang dikecualikan?")
        await talk.taps("Tidak ada")
        talk.sees("sedang dihitung")
        await desk.counted()
        talk.sees("Sampai ke 2", "Telegram 2", "1 tidak minta kabar", "Telegram dan web gratis")
        talk.may_tap("Uji ke saya", "Kirim sekarang", "Atur waktu", "Mendesak", "Ubah", "Buang")
        await talk.taps("Uji ke saya")
        talk.sees("📢 Ada lokakarya gratis").may_tap("Kurangi kabar", "Berhenti", "Kembali ke siaran")
        assert await desk.got(readers[0]) == []
        await talk.taps("Kirim sekarang")
        talk.sees("Siaran 1 mulai Senin, 24 November, 09.00 WIB").may_tap("Urungkan")
        await desk.passes()
        assert await desk.got(readers[0]) == []  # it is eight o'clock
        await talk.later(seconds=3600)
        await desk.passes()
        assert [len(await desk.got(reader)) for reader in readers] == [1, 1]
        talk.sees("✅ Siaran 1 selesai", "Terkirim: 2", "Dibaca: tidak ada datanya", "1 tidak minta kabar", "Dibuka: 0")
        assert talk.labels == ["Ralat"]  # it failed with nobody


async def test_thought_better_of_within_the_minute(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        reader = await desk.reader()
        await talk.later(seconds=7200)
        await talk.says("siaran Ada lokakarya hari Sabtu")
        await talk.taps("Semua pelaku")
        await talk.taps("Tidak ada")
        await desk.counted()
        await talk.taps("Kirim sekarang")
        talk.sees("mulai Senin, 24 November, 10.01 WIB")
        await talk.taps("Urungkan")
        talk.sees("(draf)", "Sampai ke 1")
        await talk.later(seconds=120)
        await desk.passes()
        assert await desk.got(reader) == []
        await talk.taps("Kirim sekarang")
        await talk.later(seconds=61)
        await desk.passes()
        assert len(await desk.got(reader)) == 1
        await talk.taps("Urungkan")
        talk.sees("sudah mulai, tidak bisa diurungkan")


async def test_whom_it_is_for_in_words(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        await desk.reader()
        await desk.reader(profile=replace(SINGER, kind="group", group_name="Sanggar Contoh"))
        await desk.reader(profile=replace(SINGER, sub_sectors=("kriya",)))
        await talk.says("siaran Ada lokakarya hari Sabtu")
        await talk.says("musik sama entahlah")
        talk.sees("Kami belum paham: sama entahlah")
        await talk.says("musik, kecuali kelompok")
        await desk.counted()
        talk.sees("Untuk: musik · kecuali kelompok", "Sampai ke 1")


async def test_whom_it_is_for_by_taps(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        await desk.reader()
        await desk.reader(profile=replace(SINGER, sub_sectors=("kriya",)))
        await talk.says("siaran Ada lokakarya hari Sabtu")
        await talk.taps("Pilih satu-satu")
        talk.sees("Bidang apa saja?")
        await talk.says("musik")
        await talk.says("kriya")
        await talk.taps("Selesai")
        talk.sees("Kecamatan mana saja?")
        await talk.says("lewati")
        talk.sees("Pelaku seperti apa?")
        await talk.taps("Perorangan")
        await talk.taps("Selesai")
        talk.sees("sudah pernah dapat tempat")
        await talk.taps("Belum pernah")
        await talk.taps("Selesai")
        talk.sees("Ada yang dikecualikan?")
        await talk.says("kriya")
        await desk.counted()
        talk.sees("Untuk: musik, kriya · perorangan · belum pernah dapat tempat · kecuali kriya", "Sampai ke 1")


async def drafted(talk: Talk, text: str = "Ada lokakarya hari Sabtu") -> None:
    """A draft for everybody, not counted yet; it is ten o'clock."""
    await talk.later(seconds=7200)
    await talk.says(f"siaran {text}")
    await talk.taps("Semua pelaku")
    await talk.taps("Tidak ada")


async def test_above_two_hundred_the_number_is_typed(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "TYPED_ABOVE", 1)
    async with newsroom(talk) as desk:
        readers = [await desk.reader() for _ in range(3)]
        await drafted(talk)
        await desk.counted()
        await talk.taps("Kirim sekarang")
        talk.sees("Ketik 3 untuk mengirim")
        await talk.says("4")
        talk.sees("Angkanya belum sama: 3")
        await talk.says("3")
        talk.sees("mulai Senin, 24 November, 10.01 WIB")
        await talk.later(seconds=60)
        await desk.passes()
        assert [len(await desk.got(each)) for each in readers] == [1, 1, 1]


async def test_at_a_time(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        reader = await desk.reader()
        await drafted(talk)
        await desk.counted()
        await talk.taps("Atur waktu")
        await talk.says("kapan saja")
        talk.sees("Kami belum paham waktunya")
        await talk.says("hari ini jam 7 pagi")
        talk.sees("Waktu itu sudah lewat")
        await talk.says("besok 13.30")
        talk.sees("mulai Selasa, 25 November, 13.30 WIB")
        await talk.later(days=1)
        await desk.passes()
        assert await desk.got(reader) == []
        await talk.later(seconds=4 * 3600)
        await desk.passes()
        assert len(await desk.got(reader)) == 1


async def test_urgent_goes_at_night_with_its_reason_twice_a_month(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        reader = await desk.reader()
        await talk.later(seconds=13 * 3600)
        for round in range(3):
            await drafted(talk, f"Banjir di Gandus ({round}, rekaan)")
            await desk.counted()
            await talk.taps("Mendesak")
            talk.sees("Paling banyak dua sebulan")
            await talk.says("air naik")
            if round < 2:
                talk.sees("WIB")
                await talk.later(seconds=61)
                await desk.passes()
        talk.sees("Sudah 2 siaran mendesak dalam 31 hari")
        assert len(await desk.got(reader)) == 2
        assert (await desk.one(1)).reason == "air naik"


async def test_the_desk_has_no_urgent_ones(talk: Talk) -> None:
    async with newsroom(talk, "desk") as desk:
        await desk.reader()
        await drafted(talk)
        await desk.counted()
        await talk.taps("Uji ke saya")
        await talk.taps("Kembali ke siaran")
        assert "Mendesak" not in talk.labels
        assert "Kirim sekarang" in talk.labels


async def test_an_opportunity_is_announced_as_its_card_and_taps_are_counted(talk: Talk) -> None:
    async with newsroom(talk) as desk, beside(talk, "91", name="Yuk") as reader:
        one = await published(talk.store, talk.now, talk.now + 20 * DAY, audience=Audience(sub_sectors=("musik",)))
        assert await desk.reader() > 0
        await talk.later(seconds=7200)
        await talk.says("siaran cnth7")
        talk.may_tap("Sesuai peluangnya", "Semua pelaku", "Pilih satu-satu")
        await talk.taps("Sesuai peluangnya")
        await talk.taps("Tidak ada")
        await desk.counted()
        talk.sees("Slot Panggung Contoh", "Untuk: musik", "Sampai ke 1")
        await talk.taps("Kirim sekarang")
        await talk.later(seconds=61)
        await desk.passes()
        (bubble,) = await reader.came()
        assert "*Slot Panggung Contoh*" in bubble.text
        assert [choice.id for choice in bubble.choices] == [
            f"do:apply:{one.id}!1", f"do:opportunity:{one.id}!1", "do:reduce", "do:stop"
        ]  # fmt: skip
        for _ in range(2):
            await reader.taps("Lihat")
            await reader.later(seconds=60)
        await talk.says("siaran 1")
        talk.sees("Dibuka: 1")


async def test_one_that_closed_is_not_announced(talk: Talk) -> None:
    async with newsroom(talk):
        one = await published(talk.store, talk.now, talk.now - DAY)
        await talk.taps_id(f"do:announce:{one.id}")
        talk.sees("Peluang itu tidak terbuka")
        two = await published(talk.store, talk.now, talk.now + DAY, "CNTH8")
        await talk.taps_id(f"do:announce:{two.id}")
        talk.sees("Untuk siapa?")


async def test_a_picture_goes_with_its_words(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        await desk.reader()
        await talk.says("siaran")
        await talk.sends("photo", mime="image/jpeg")
        talk.sees("Apa tulisan di bawah fotonya?")
        await talk.says("Lokakarya")
        await talk.says("semua")
        await talk.says("tidak ada")
        await desk.counted()
        await talk.taps("Ubah")
        await talk.taps("Isi siaran")
        await talk.says("x" * (preparing.POSTER_TEXT_MOST + 1))
        talk.sees("paling banyak 900 huruf")
        await talk.says("Lokakarya gratis")
        await desk.counted()
        await talk.taps("Uji ke saya")
        assert [media.source for media in talk.bubble.media] == ["shown:1"]
        assert [row["inbox_id"] for row in await rows(talk.store, "SELECT inbox_id FROM media")] == [None]
        staff = await contact_of(talk)
        await talk.store.transact(lambda tx: erasing.forget(tx, staff, talk.now))
        assert (await desk.one()).poster_id is None


async def test_a_draft_gets_other_words_and_another_audience(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        await desk.reader()
        await drafted(talk)
        await desk.counted()
        await talk.taps("Ubah")
        await talk.taps("Isi siaran")
        await talk.says("Lokakarya pindah hari Minggu")
        await desk.counted()
        talk.sees("Siaran 1", "pindah hari Minggu", "semua pelaku", "Sampai ke 1")
        await talk.taps("Ubah")
        await talk.taps("Penerima")
        await talk.says("kriya")
        await desk.counted()
        talk.sees("Tidak ada yang akan menerima siaran 1", "Untuk: kriya").may_tap("Ubah", "Buang")
        await talk.taps("Buang")
        talk.sees("Siaran 1 dihentikan")


async def test_a_correction_reaches_who_got_it(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        reader = await desk.reader()
        await drafted(talk)
        await desk.counted()
        await talk.taps("Kirim sekarang")
        await talk.later(seconds=61)
        await desk.passes()
        late = await desk.reader()
        await talk.taps("Ralat")
        await talk.says("Ralat: pukul 10.00")
        await desk.counted()
        talk.sees("Siaran 2* (draf)", "Untuk: penerima siaran 1 · semua pelaku", "Sampai ke 1")
        await talk.taps("Kirim sekarang")
        talk.sees("Siaran 2 mulai").may_tap("Urungkan")
        await talk.later(seconds=61)
        await desk.passes()
        assert [len(await desk.got(each)) for each in (reader, late)] == [2, 0]
        await talk.says("daftar siaran")
        talk.sees("2 · selesai · Ralat: pukul 10.00", "1 · selesai")


async def test_one_that_was_missed_is_made_a_draft_again(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        reader = await desk.reader()
        await drafted(talk)
        await desk.counted()
        await talk.taps("Kirim sekarang")
        await talk.later(seconds=3 * 3600)
        await desk.passes()
        talk.sees("Siaran 1 terlewat", "Ada lokakarya").may_tap("Jadikan draf")
        await talk.says("daftar siaran")
        talk.sees("1 · terlewat · Ada lokakarya")
        await talk.says("siaran 1")
        await talk.taps("Jadikan draf")
        await desk.counted()
        talk.sees("(draf)", "Sampai ke 1")
        await talk.taps("Kirim sekarang")
        await talk.later(seconds=61)
        await desk.passes()
        assert len(await desk.got(reader)) == 1


async def test_an_opportunity_that_closed_meanwhile_is_not_announced(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        reader = await desk.reader()
        one = await published(talk.store, talk.now, talk.now + 20 * DAY)
        await talk.later(seconds=7200)
        await talk.says("siaran cnth7")
        await talk.taps("Semua pelaku")
        await talk.taps("Tidak ada")
        await desk.counted()
        await talk.taps("Kirim sekarang")
        await rows(talk.store, f"UPDATE opportunities SET state = 'cancelled' WHERE id = {one.id} RETURNING id")  # noqa: S608
        await talk.later(seconds=61)
        await desk.passes()
        talk.sees("Siaran 1 tidak dikirim: peluangnya tidak terbuka lagi.")
        assert await desk.got(reader) == []
        await talk.says("siaran 1")
        assert not {"Kirim ulang", "Ralat"} & set(talk.labels)


async def told(talk: Talk, contact_id: int) -> None:
    """Somebody had an announcement by now."""
    plan = Plan(
        texts={"id": "kabar"}, audience=EVERYBODY, at=talk.now, expires_at=talk.now, created_by="cli", state="done"
    )
    made = await talk.store.transact(lambda tx: announcements.add(tx, plan, talk.now))
    await rows(
        talk.store,
        "INSERT INTO announcement_recipients (announcement_id, contact_id, reason, at) "  # noqa: S608
        f"VALUES ({made}, {contact_id}, '', {talk.now}) RETURNING contact_id",
    )


async def test_an_urgent_one_goes_past_the_cap_and_its_number_says_so(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "TYPED_ABOVE", 1)
    async with newsroom(talk) as desk:
        readers = [await desk.reader() for _ in range(2)]
        await talk.later(seconds=7200)
        for _ in range(CITY.alerts.most_a_week):
            await told(talk, readers[0])
        await talk.says("siaran Banjir di Gandus (rekaan)")
        await talk.taps("Semua pelaku")
        await talk.taps("Tidak ada")
        await desk.counted()
        talk.sees("Sampai ke 1", "1 sudah cukup kabar minggu ini")
        await talk.taps("Mendesak")
        await talk.says("air naik")
        talk.sees("Ketik 2 untuk mengirim")
        await talk.says("2")
        await talk.taps("Urungkan")
        await talk.taps("Kirim sekarang")
        await talk.later(seconds=61)
        await desk.passes()
        assert [len(await desk.got(each)) for each in readers] == [0, 1]


async def test_why_somebody_did_not_get_it(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        await desk.reader()
        await desk.reader(wants=False, profile=replace(SINGER, name="Cek Contoh"))
        await talk.says("kenapa PLG-900001 tidak dapat?")
        talk.sees("Belum ada siaran")
        await drafted(talk)
        await desk.counted()
        await talk.taps("Kirim sekarang")
        await talk.later(seconds=61)
        await desk.passes()
        await talk.says("kenapa cek contoh tidak dapat?")
        talk.sees("Cek Contoh (PLG-900002) tidak dapat siaran 1: tidak minta kabar.")
        await talk.says("kenapa plg-900001 tidak dapat siaran 1?")
        talk.sees("Yuk Contoh (PLG-900001) dapat siaran 1 pada Senin, 24 November, 10.0")
        await talk.says("kenapa contoh tidak dapat?")
        talk.sees("Ada beberapa yang bernama contoh")
        await talk.says("kenapa PLG-000000 tidak dapat?")
        talk.sees("Tidak ada pelaku terdaftar: PLG-000000")


async def test_nobody_else_hears_of_it(talk: Talk) -> None:
    async with newsroom(talk, "viewer"):
        await talk.says("siaran")
        assert "Tulis isi siarannya" not in talk.text
        await talk.taps_id("do:announcement:1.pause")
        assert "Siaran 1" not in talk.text


async def test_what_failed_is_said_in_words(talk: Talk) -> None:
    async with newsroom(talk) as desk:
        for _ in range(4):
            await desk.reader()
        await drafted(talk)
        await desk.counted()
        await talk.taps("Kirim sekarang")
        await talk.later(seconds=61)
        await desk.passes()
        ends = (
            ("failed", "403 Forbidden: bot was blocked by the user"), ("failed", "400 Bad Request: odd"),
            ("expired", ""), ("cancelled", "stopped"),
        )  # fmt: skip
        for number, (state, reason) in enumerate(ends, 1):
            await rows(
                talk.store,
                f"UPDATE outbox SET state = '{state}', reason = '{reason}' WHERE announcement_id = 1 AND contact_id = "  # noqa: S608
                f"(SELECT contact_id FROM announcement_recipients WHERE person_id = {number}) RETURNING id",
            )
        await talk.says("siaran 1")
        talk.sees(
            "Gagal: 2", "- bot diblokir: 1", "- 400 Bad Request: odd: 1", "Kedaluwarsa: 1", "- berhenti minta kabar: 1"
        )
        talk.misses("- -")
        for number, why in enumerate(("bot diblokir", "odd", "kedaluwarsa sebelum terkirim", "berhenti minta"), 1):
            await talk.says(f"kenapa PLG-90000{number} tidak dapat?")
            talk.sees(why)
