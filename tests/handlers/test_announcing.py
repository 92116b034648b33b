"""SIARAN: words, whom for, the count, a test, a minute to undo, progress, a report."""

from dataclasses import replace

from tests.handlers.newsroom import SINGER, newsroom
from tests.handlers.talk import Talk


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
        talk.sees("📢 Ada lokakarya gratis").may_tap("Berhenti", "Kembali ke siaran")
        assert await desk.got(readers[0]) == []
        await talk.taps("Kirim sekarang")
        talk.sees("Siaran 1 mulai Senin, 24 November, 09.00 WIB").may_tap("Urungkan")
        await desk.passes()
        assert await desk.got(readers[0]) == []  # it is eight o'clock
        await talk.later(seconds=3600)
        await desk.passes()
        assert [len(await desk.got(reader)) for reader in readers] == [1, 1]
        talk.sees("✅ Siaran 1 selesai", "Terkirim: 2", "Dibaca: tidak ada datanya", "1 tidak minta kabar", "Dibuka: 0")
        talk.may_tap("Kirim ulang", "Ralat")


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
