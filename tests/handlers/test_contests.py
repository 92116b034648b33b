"""Competitions in talk: who has not entered, results with scores, objections in time and sealed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from bot.core.applications import Application
from bot.core.opportunities import Opportunity
from storage import applications, contests, opportunities
from storage.ports import Tx
from tests.handlers.office import contact_id, officer
from tests.handlers.talk import CITY, DAY, Talk
from tests.offers import published

RESULTS = "1. Kampung Rekaan, Plaju: 92,5\n2. Kampung Contoh: 88"


@pytest.fixture
async def contest(talk: Talk) -> Opportunity:
    """A competition of two days, three days to object, one entry a district."""
    return await published(
        talk.store, talk.now, talk.now + 2 * DAY, title={"id": "Lomba Rekaan"}, per_district=1, objection_days=3,
        last_day=date(2025, 11, 25),
    )  # fmt: skip


@pytest.fixture
async def member(talk: Talk) -> AsyncIterator[Talk]:
    """A committee member in a chat of its own."""
    made = await officer(talk, "7", "committee")
    yield made
    await made.close()


async def enter(talk: Talk, one: Opportunity, district: str, state: str = "submitted") -> None:
    """Somebody of a district has handed in, or only begun."""
    made = Application(
        id=0, opportunity_id=one.id, person_id=None, contact_id=await contact_id(talk), state=state, district=district  # type: ignore[arg-type]
    )  # fmt: skip
    await talk.store.transact(lambda tx: applications.add(tx, made, talk.now))


async def over(talk: Talk, member: Talk, one: Opportunity) -> None:
    """The competition has closed, and its results are published."""
    member.now = talk.now + 3 * DAY
    await member.taps_id(f"do:results:{one.id}")
    await member.taps("Isi hasil")
    member.sees("Tulis hasil Lomba Rekaan")
    await member.says(RESULTS)
    member.sees("dengan 2 peserta sekarang?")
    await member.taps("Umumkan")
    member.sees("Hasil sudah diumumkan")
    talk.now = member.now


async def test_staff_see_which_districts_have_not_entered(talk: Talk, member: Talk, contest: Opportunity) -> None:
    await talk.says("halo")
    first, second, *others = CITY.districts
    await enter(talk, contest, first.code)
    await enter(talk, contest, second.code, "draft")
    await member.taps_id(f"do:results:{contest.id}")
    member.sees("Belum ada dari: ")
    text = member.bubble.text
    assert first.name not in text
    assert [each.name for each in (second, *others) if each.name not in text] == []
    assert "Isi hasil" not in [choice.label for choice in member.bubble.choices]
    for each in (second, *others):
        await enter(talk, contest, each.code)
    await member.says(f"hasil lomba {contest.code}")
    member.sees("Semua kecamatan sudah ada pesertanya")


async def test_by_its_code_in_words(talk: Talk, member: Talk, contest: Opportunity) -> None:
    await member.says("hasil lomba")
    member.sees("Yang mana? Tulis kodenya")
    await member.says(f"hasil lomba {contest.code.lower()}")
    member.sees("Lomba Rekaan", "Belum ada dari")
    await member.says("hasil lomba zzzzz")
    member.sees("tidak ditemukan")
    await talk.says(f"sanggah {contest.code}")
    talk.sees("Belum ada hasil")


async def test_nobody_else_sees_it_or_fills_it_in(talk: Talk, member: Talk, contest: Opportunity) -> None:
    await talk.says("halo")
    for command in ("results", "results_fill"):
        await talk.taps_id(f"do:{command}:{contest.id}")
        assert "Lomba Rekaan" not in talk.bubble.text
    await member.taps_id(f"do:results:{contest.id}")
    member.sees("Lomba Rekaan")


async def test_results_are_published_after_the_end_and_everybody_reads_them(
    talk: Talk, member: Talk, contest: Opportunity
) -> None:
    await member.taps_id(f"do:results_fill:{contest.id}")
    await member.says("?\n" + "x" * 200)
    member.sees("Daftarnya belum terbaca")
    await member.says(RESULTS)
    await member.taps("Umumkan")
    member.sees("Pendaftarannya masih dibuka")
    await over(talk, member, contest)
    one = await talk.store.read(lambda tx: opportunities.by_id(tx, contest.id))
    assert one is not None
    await talk.says(f"peluang {one.code}")
    talk.sees("*Hasil:*", *(f"- {line}" for line in RESULTS.splitlines()), "*Masa sanggah sampai:* Minggu, 30 November")
    talk.sees("*Peserta per kecamatan, paling banyak:* 1")
    assert "Ajukan sanggahan" in talk.labels


async def test_results_of_an_opportunity_changed_meanwhile_are_not_written_over(
    talk: Talk, member: Talk, contest: Opportunity
) -> None:
    member.now += 3 * DAY
    await member.taps_id(f"do:results_fill:{contest.id}")
    await member.says(RESULTS)

    async def change(tx: Tx) -> bool:
        return await opportunities.save(tx, replace(contest, reason="rekaan"), talk.now)

    assert await talk.store.transact(change)
    await member.taps("Umumkan")
    member.sees("baru saja diubah petugas lain")


async def test_an_objection_is_a_sealed_request_tied_to_it(talk: Talk, member: Talk, contest: Opportunity) -> None:
    await talk.says("halo")
    await talk.taps_id(f"do:objection:{contest.id}")
    talk.sees("Belum ada hasil")
    await over(talk, member, contest)
    await talk.taps_id(f"do:objection:{contest.id}")
    talk.sees("Apa yang Kakak sanggah dari hasil Lomba Rekaan?")
    await talk.says("nilai kampung kami keliru dijumlah")
    talk.sees("Sanggahan Kakak masuk dengan nomor D-1")
    [row] = await talk.store.read(lambda tx: contests.objections(tx, contest.id, 9))
    [request] = await talk.requests()
    assert (request.n, request.sealed, request.kind) == (row["n"], True, "voice")
    assert request.story == f"{contest.code}: nilai kampung kami keliru dijumlah"
    await member.taps_id(f"do:results:{contest.id}")
    member.sees("nomor D-2025-000001")
    assert "keliru" not in member.bubble.text


async def test_objections_end_with_the_last_of_the_days(talk: Talk, member: Talk, contest: Opportunity) -> None:
    await talk.says("halo")
    await over(talk, member, contest)
    midnight = 1_764_522_000_000  # Monday, 1 December 2025, 00.00 in Palembang
    talk.now = midnight - 60_000
    await talk.taps_id(f"do:objection:{contest.id}")
    talk.sees("Apa yang Kakak sanggah")
    talk.now = midnight
    await talk.says("nilai keliru")
    talk.sees("Masa sanggah sudah lewat (3 hari")
    assert await talk.store.read(lambda tx: contests.objections(tx, contest.id, 9)) == []
