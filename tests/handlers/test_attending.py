"""HADIR: people checked in one after the other; what came of it, asked the day after."""

from datetime import date

from bot.actions import attending
from tests.applicants import applied, stands
from tests.handlers.counter import told
from tests.handlers.staff_desk import hold
from tests.handlers.talk import DAY, Talk, house
from tests.offers import published

ON = date(2025, 11, 24)  # the day of the talk


async def with_places(talk: Talk, n: int) -> list[int]:
    """So many have a place at what is on today; the talk is of the desk."""
    await hold(talk, "desk")
    one = await published(talk.store, talk.now - 9 * DAY, talk.now - DAY, starts_on=ON, quota=n)
    places = [
        await applied(talk.store, one, k, talk.now - DAY, state="confirmed", confirmed_at=talk.now - DAY)
        for k in range(1, n + 1)
    ]
    return [each.id for each in places]


async def test_one_after_the_other(talk: Talk) -> None:
    await with_places(talk, 3)
    await talk.says("hadir PLG-000001")
    talk.sees("✅ Pelamar Rekaan 1 hadir di *Slot Panggung Contoh*: 1 dari 3")
    await talk.says("hadir")
    talk.sees("Nomor siapa berikutnya?")
    await talk.says("000002")
    talk.sees("Pelamar Rekaan 2 hadir", "2 dari 3", "Nomor siapa berikutnya?")
    await talk.says("plg-000002")
    talk.sees("sudah tercatat hadir", "2 dari 3")
    await talk.says("yang baju merah")
    talk.sees("belum terbaca sebagai nomor")
    await talk.says("777777")
    talk.sees("Tidak ada yang bernomor PLG-777777", "Nomor siapa berikutnya?")
    await talk.says("batal")
    talk.sees("Pencatatan hadir ditutup")


async def test_two_places_on_one_day(talk: Talk) -> None:
    await with_places(talk, 1)
    other = await published(talk.store, 1, 2, "OTHER", starts_on=ON, title={"id": "Lapak Contoh"})
    second = await applied(talk.store, other, 1, talk.now, state="confirmed")
    await talk.says("hadir PLG-000001")
    talk.sees("hadir di acara yang mana?")
    await talk.taps("Lapak Contoh")
    talk.sees("hadir di *Lapak Contoh*: 1 dari 1", "Nomor siapa berikutnya?")
    assert (await stands(talk.store, second)).checked_in_at is not None


async def test_what_has_not_begun_is_asked_about_first(talk: Talk) -> None:
    await hold(talk, "desk")
    other = await published(talk.store, 1, 2, "OTHER", starts_on=date(2025, 12, 6), title={"id": "Lapak Contoh"})
    place = await applied(talk.store, other, 1, talk.now, state="confirmed")
    await talk.says("hadir PLG-000001")
    talk.sees("belum punya tempat hari ini", "Sabtu, 6 Desember")
    assert (await stands(talk.store, place)).checked_in_at is None
    await talk.taps("Lapak Contoh")
    talk.sees("hadir di *Lapak Contoh*")


async def test_others_check_nobody_in(talk: Talk) -> None:
    await with_places(talk, 2)
    guest = talk.other("5002")
    await guest.open()
    guest.now = talk.now
    await guest.says("hadir PLG-000001")
    guest.misses("Pelamar Rekaan 1 hadir")
    await guest.close()
    await talk.says("hadir PLG-000001")
    talk.sees("1 dari 2")


async def asked(talk: Talk) -> tuple[Talk, int]:
    """Somebody who came, asked the day after; the application."""
    [place] = await with_places(talk, 1)
    await talk.says("hadir PLG-000001")
    await talk.later(days=1.2)
    guest = talk.other("5001")
    guest.now = talk.now
    await guest.open()
    assert await guest.store.transact(lambda tx: attending.ask(tx, house(), guest.now)) == 1
    await told(guest)
    guest.sees("Apa hasilnya buat Kakak").may_tap("Cerita hasilnya")
    return guest, place


async def test_what_came_of_it(talk: Talk) -> None:
    guest, _ = await asked(talk)
    await guest.taps("Cerita hasilnya")
    guest.sees("Apa hasil dari *Slot Panggung Contoh*, Kak?")
    await guest.says("dapat dua undangan tampil")
    guest.sees("Sudah kami catat")
    found = await guest.store.read(lambda tx: tx.all("applications.of_person", person_id=1, most=1))
    assert [row["outcome"] for row in found] == ["dapat dua undangan tampil"]
    await guest.says("cerita hasil acara")
    guest.sees("tidak ada yang perlu dijawab untuk itu")
    await guest.close()


async def test_nothing_to_tell(talk: Talk) -> None:
    guest, place = await asked(talk)
    await guest.says("cerita hasil acara")
    await guest.taps("Lewati")
    guest.sees("tidak apa-apa")
    await guest.taps_id(f"do:outcome:{place + 99}")
    guest.sees("Tempat itu tidak ditemukan")
    await guest.close()
