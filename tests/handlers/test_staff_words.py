"""Words of the staff are words as any to everybody else; help lists those one may use."""

import pytest

from handlers import COMMANDS
from tests.handlers.staff_desk import guest, hold
from tests.handlers.talk import SPEECHES, Talk

OF_BUTTONS = {
    "announcement", "applicant", "choose", "offer", "outlet_end", "results_fill", "send_results",
}  # fmt: skip
"""What buttons do, after other words: it needs no line of its own."""
STAFF = sorted(name for name, command in COMMANDS.items() if command.roles)
ROLES = ("admin", "committee", "desk", "enumerator", "viewer")
WORD = {
    "announce": "umumkan", "announcement": "buka pengumuman", "announcements": "semua pengumuman",
    "back_to_work": "masuk lagi", "complaints": "pengaduan", "invite": "undang petugas", "leave": "cuti",
    "replies": "balasan", "staff_list": "daftar petugas",
}  # fmt: skip


def word(name: str) -> str:
    """What is typed for a command of the staff: "siaran" alone is also what broadcasters make."""
    return WORD.get(name) or next(typed for typed, meant in SPEECHES["id"].words._reserved.items() if meant == name)


def not_understood(talk: Talk) -> bool:
    """Whether the words were taken for those of anybody: sent on to a person, or for something one may ask for."""
    return "Mau dibantu petugas?" in talk.text or talk.text.startswith(("Ini soal ", "Halo Kak 👋 Ini bot"))


async def test_refused_as_unknown_words_are(talk: Talk) -> None:
    count = 0
    for name in STAFF:
        for role in [*ROLES, "nobody"]:
            if role in COMMANDS[name].roles:
                continue
            count += 1
            other = await hold(await guest(talk, count), role)
            await other.says(word(name))
            assert not_understood(other), (name, role, other.text)
            await other.close()


@pytest.mark.parametrize("role", ROLES)
async def test_help_lists_what_one_may_say(talk: Talk, role: str) -> None:
    await hold(talk, role)
    await talk.says("batal")
    await talk.says("bantuan")
    for name in set(STAFF) - OF_BUTTONS:
        line = SPEECHES["id"].text(f"help.{name}")
        (talk.sees if role in COMMANDS[name].roles else talk.misses)(line)


async def test_help_of_anybody_else_is_what_it_was(talk: Talk) -> None:
    await talk.says("bantuan")
    talk.sees("PETUGAS: bertanya kepada petugas").misses("Kata untuk petugas")


@pytest.mark.parametrize("where", ["outside", "in a talk"])
async def test_a_tap_on_what_there_is_not_is_harmless(talk: Talk, where: str) -> None:
    await hold(talk, "desk")
    await talk.says("bahasa" if where == "in a talk" else "batal")
    for choice in ("do:no_such_thing", "do:no_such_thing:1", "do:staff_list"):
        await talk.taps_id(choice)
        talk.sees("Tombol itu dari pertanyaan sebelumnya")


async def test_to_the_registered_too(talk: Talk) -> None:
    await talk.registered()
    for name in STAFF:
        await talk.says(word(name))
        assert not_understood(talk), (name, talk.text)
        await talk.says("batal")
