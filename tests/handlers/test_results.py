"""Results of a competition: published after the deadline, read by anybody, objected to for some days."""

from datetime import date

from bot.core.applications import Application, State
from bot.core.audience import Audience
from bot.core.opportunities import Opportunity
from storage import applications
from tests.handlers.desk import at, beside, hired
from tests.handlers.talk import DAY, MORNING, Talk
from tests.offers import published

NORTH, SOUTH = "16.71.14", "16.71.17"  # Plaju, Jakabaring


async def competition(talk: Talk, days: float = 9) -> Opportunity:
    return await published(
        talk.store, MORNING, MORNING + int(days * DAY), code="CNTK7", kind="competition", objection_days=5,
        title={"id": "Lomba Contoh"}, last_day=date(2026, 12, 1), audience=Audience(districts=(NORTH, SOUTH)),
    )  # fmt: skip


async def entered(talk: Talk, one: Opportunity, district: str, state: State = "submitted") -> None:
    person = await talk.person()
    assert person is not None
    entry = Application(
        id=0, opportunity_id=one.id, person_id=person.id, contact_id=None, state=state, district=district
    )  # fmt: skip
    assert await talk.store.transact(lambda tx: applications.add(tx, entry, talk.now)) is not None


async def test_published_read_and_objected_to(talk: Talk) -> None:
    one = await competition(talk, 1)
    await hired(talk, "committee")
    await talk.says("umumkan hasil CNTK7")
    talk.sees("Hasil baru bisa diumumkan setelah pendaftaran ditutup.")
    await talk.later(days=2)
    await talk.says("umumkan hasil CNTK7")
    await talk.says("Kampung A: 80\nKampung B")
    talk.sees('Baris ini belum bisa dibaca: "Kampung B"')
    await talk.says("Kampung A: 80\nKampung B: 87,5")
    talk.sees("1. Kampung B (87,5)", "2. Kampung A (80)").may_tap("Umumkan", "Batal")
    await talk.taps("Umumkan")
    talk.sees("Hasil Lomba Contoh sudah diumumkan")
    async with beside(talk, "2001") as reader:
        await reader.says("CNTK7")
        reader.sees("*Hasil:*", "1. Kampung B (87,5)")
        await reader.taps_id(f"do:results:{one.id}")
        reader.sees("1. Kampung B (87,5)", "Keberatan diterima sampai").may_tap("Ajukan keberatan", "Lihat lagi")
        await reader.taps("Ajukan keberatan")
        reader.sees("Apa keberatan Kakak atas hasil *Lomba Contoh*?")
        await reader.says("jurinya masih saudara peserta")
        reader.sees("Keberatan atas hasil Lomba Contoh sudah masuk, nomor D-1")
        at(talk, reader)
    await talk.says("cari D-1")
    talk.misses("jurinya", "Lomba")
    row = await talk.store.read(lambda tx: tx.one("requests.by_id", request_id=1))
    assert row is not None
    assert (row["sealed"], row["kind"], row["opportunity_id"]) == (1, "voice", one.id)
    assert row["story"] == 'Keberatan atas hasil "Lomba Contoh" (CNTK7): jurinya masih saudara peserta'


async def test_too_late_to_object(talk: Talk) -> None:
    one = await competition(talk, 1)
    await hired(talk, "committee")
    await talk.later(days=2)
    await talk.says("umumkan hasil CNTK7")
    await talk.says("Kampung A: 80")
    await talk.taps("Umumkan")
    await talk.later(days=4)
    async with beside(talk, "2001") as reader:
        await reader.taps_id(f"do:object:{one.id}")
        reader.sees("Apa keberatan Kakak")
        await reader.says("batal")
        await reader.later(days=2)
        await reader.taps_id(f"do:results:{one.id}")
        reader.sees("1. Kampung A (80)", "Masa keberatan sudah lewat")
        await reader.taps_id(f"do:object:{one.id}")
        reader.sees("Masa keberatan untuk Lomba Contoh sudah lewat")


async def test_results_are_for_the_committee_to_publish(talk: Talk) -> None:
    one = await competition(talk, 1)
    await hired(talk, "desk")
    await talk.later(days=2)
    await talk.says("hasil CNTK7")
    talk.sees("Hasilnya belum diumumkan")
    await talk.taps_id(f"do:publish_results:{one.id}")
    talk.misses("satu baris satu peserta")
    await hired(talk, "committee")
    await talk.taps_id(f"do:publish_results:{one.id}")
    talk.sees("satu baris satu peserta")


async def test_districts_that_have_not_entered(talk: Talk) -> None:
    one = await competition(talk)
    await talk.registered()
    await entered(talk, one, NORTH)
    await talk.says("belum ikut CNTK7")
    talk.misses("belum ada pendaftar")
    await hired(talk, "desk")
    await talk.says("belum ikut CNTK7")
    talk.sees("Lomba Contoh: belum ada pendaftar dari 1 kecamatan", "Jakabaring").misses("Plaju")
    async with beside(talk, "2001") as other:
        await other.registered()
        await entered(other, one, SOUTH)
        at(talk, other)
    await talk.says("belum ikut CNTK7")
    talk.sees("semua kecamatan sudah mendaftar")
