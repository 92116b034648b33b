"""HARI TENANG: days without news, declared and taken back by the committee in chat."""

from datetime import date

import pytest

from storage import quiet_days
from tests.clock.world import rows
from tests.handlers.staff_desk import hold
from tests.handlers.talk import Talk


async def days(talk: Talk) -> dict[date, str]:
    return await talk.store.read(lambda tx: quiet_days.since(tx, date(2025, 11, 1)))


async def test_in_one_line_with_a_reason(talk: Talk) -> None:
    await hold(talk, "committee")
    await talk.says("hari tenang 5 desember")
    talk.sees("Apa alasannya")
    await talk.says("Hari duka (rekaan)")
    talk.sees("✅ Jumat, 5 Desember menjadi hari tenang", "berangkat sesudahnya")
    assert await days(talk) == {date(2025, 12, 5): "Hari duka (rekaan)"}
    (row,) = await rows(talk.store, "SELECT reason, after FROM audit WHERE action = 'quiet.declare'")
    assert (row["reason"], row["after"]) == ("Hari duka (rekaan)", '{"day": "2025-12-05"}')


async def test_asked_for_the_day_and_the_reason(talk: Talk) -> None:
    await hold(talk, "committee")
    await talk.says("hari tenang")
    talk.sees("Hari apa").may_tap("Hari ini")
    await talk.says("entahlah")
    talk.sees("belum terbaca")
    await talk.taps("Hari ini")
    talk.sees("Apa alasannya").may_tap("Tanpa alasan")
    await talk.taps("Tanpa alasan")
    talk.sees("Senin, 24 November menjadi hari tenang")
    assert await days(talk) == {date(2025, 11, 24): ""}


async def test_seen_and_taken_back(talk: Talk) -> None:
    await hold(talk, "committee")
    for typed in ("hari tenang 5 desember", "hari tenang 1 desember"):
        await talk.says(typed)
        await talk.says("rapat besar")
    await talk.says("daftar hari tenang")
    talk.sees("Senin, 1 Desember: rapat besar\nJumat, 5 Desember: rapat besar")
    talk.may_tap("Batalkan 1/12", "Batalkan 5/12", "Hari tenang baru")
    await talk.taps("Batalkan 5/12")
    talk.sees("Jumat, 5 Desember kembali menjadi hari biasa")
    await talk.later(seconds=20)
    await talk.taps("Batalkan 5/12")
    talk.sees("memang hari biasa")
    assert list(await days(talk)) == [date(2025, 12, 1)]


async def test_a_day_that_is_quiet_already_is_asked_again(talk: Talk) -> None:
    await hold(talk, "committee")
    await talk.says("hari tenang 5 desember")
    await talk.says("rapat")
    await talk.says("hari tenang 5 desember")
    await talk.says("rapat lagi")
    talk.sees("sudah menjadi hari tenang")
    assert await days(talk) == {date(2025, 12, 5): "rapat"}


@pytest.mark.parametrize("typed", ["hari tenang 31 desember 2030", "hari tenang 1 mei 2020"])
async def test_a_day_that_cannot_be(talk: Talk, typed: str) -> None:
    await hold(talk, "committee")
    await talk.says(typed)
    await talk.says("rapat")
    assert await days(talk) == {}
    await talk.says("batal")
    talk.sees("tidak jadi")
    await talk.says("daftar hari tenang")
    talk.sees("Belum ada hari tenang").may_tap("Hari tenang baru")


@pytest.mark.parametrize("role", ["desk", "viewer", "admin"])
async def test_for_the_committee_alone(talk: Talk, role: str) -> None:
    await hold(talk, role)
    for choice in ("do:quiet", "do:quiet_days", "do:quiet_off:2025-12-05"):
        await talk.taps_id(choice)
        talk.misses("hari tenang", "Hari apa", "hari biasa")
    await hold(talk, "committee")
    await talk.taps_id("do:quiet_off:mana")
    talk.sees("Belum ada hari tenang")
