"""Staff find their tools in the menu; nobody else hears that there are any."""

import pytest

from handlers import COMMANDS
from tests.handlers.desk import asks, both, hired
from tests.handlers.talk import Talk

WORDS = {"queue": "antrean", "find": "cari", "tools": "alat petugas"}


async def test_the_menu_counts_what_waits(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        for n in range(12):
            await asks(asker, f"cerita {n}")
        await officer.says("menu")
        officer.may_tap(
            "Antrean (12)", "Cari", "Alat petugas", "Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas"
        )
        await officer.says("antrean (12)")
        officer.sees("1 dari 12")


@pytest.mark.parametrize(
    ("role", "tools", "told"),
    [
        ("desk", ["Antrean (0)", "Cari", "Alat petugas"], ("ANTREAN", "BALASAN", "CUTI SAMPAI")),
        ("committee", ["Antrean (0)", "Cari", "Alat petugas"], ("ANTREAN", "MITRA", "RINGKASAN")),
        ("viewer", ["Alat petugas"], ("RINGKASAN",)),
        ("admin", ["Alat petugas"], ("UNDANG PETUGAS",)),
        ("enumerator", [], ()),
    ],
)
async def test_each_role_has_its_own(talk: Talk, role: str, tools: list[str], told: tuple[str, ...]) -> None:
    await talk.registered()
    before = talk.labels
    await hired(talk, role)
    await talk.says("menu")
    assert talk.labels == [*tools, *before]
    if tools:
        await talk.taps("Alat petugas")
        talk.sees(*told)


async def test_a_number_means_the_button_of_staff(talk: Talk) -> None:
    await hired(await talk.registered(), "desk")
    await talk.says("menu")
    await talk.says("2")
    talk.sees("Nomor berapa?")


@pytest.mark.parametrize("name", WORDS)
async def test_in_a_question_they_are_answers_of_anybody_else(talk: Talk, name: str) -> None:
    """A practitioner may be called "Antrean": to it the word means nothing."""
    assert COMMANDS[name].roles
    await talk.says("bikin kue di plaju")
    await talk.says("ya")
    await talk.sees("Nama panggilan").says(WORDS[name])
    talk.sees("Sudah benar", WORDS[name])


async def test_in_a_question_an_officer_is_heard(talk: Talk) -> None:
    await hired(talk, "desk")
    await talk.says("bikin kue di plaju")
    await talk.says("ya")
    await talk.sees("Nama panggilan").says("antrean")
    talk.sees("Antrean Kakak kosong", "Nama panggilan")
