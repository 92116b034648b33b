"""RINGKASAN: who may ask, which week is meant, and that the turn itself counts nothing."""

import pytest

from storage import contacts, staff, summaries
from tests.handlers.talk import Talk

# The talks begin on Monday, 24 November 2025: week 48.


async def holding(talk: Talk, role: str) -> Talk:
    """A member of the staff who is at the menu."""
    await talk.registered(alerts=False)
    known = await talk.store.read(lambda tx: contacts.find(tx, talk.chat))
    assert known is not None
    await talk.store.transact(lambda tx: staff.add(tx, known.contact.id, role, None, "cli", talk.now))
    return talk


async def ordered(talk: Talk) -> list[str]:
    """The weeks that were asked for."""
    return [order.week for order in await talk.store.read(lambda tx: summaries.orders(tx, 9))]


@pytest.mark.parametrize("role", ["viewer", "committee", "admin"])
async def test_a_word_is_enough(talk: Talk, role: str) -> None:
    await holding(talk, role)
    await talk.says("ringkasan")
    talk.sees("Ringkasan minggu 47 sedang disusun").may_tap("Minggu 46")
    assert await ordered(talk) == ["2025-W47"]


async def test_it_is_the_same_on_every_channel(anywhere: Talk) -> None:
    await holding(anywhere, "committee")
    await anywhere.says("rekap")
    anywhere.sees("Ringkasan minggu 47")
    await anywhere.says("summary 45")
    anywhere.sees("Ringkasan minggu 45")
    assert await ordered(anywhere) == ["2025-W47", "2025-W45"]


@pytest.mark.parametrize(
    ("said", "week"),
    [
        ("ringkasan 46", "2025-W46"), ("RINGKASAN 2025-W45", "2025-W45"), ("ringkasan minggu 44", "2025-W44"),
        ("rekap minggu ke 7", "2025-W07"), ("ringkasan 48", "2025-W48"), ("ringkasan 49", "2024-W49"),
        ("ringkasan minggu lalu", "2025-W47"),
    ],
)  # fmt: skip
async def test_which_week_is_meant(talk: Talk, said: str, week: str) -> None:
    await holding(talk, "committee")
    await talk.says(said)
    assert await ordered(talk) == [week]


async def test_the_week_before_is_a_tap_away(talk: Talk) -> None:
    await holding(talk, "viewer")
    await talk.says("ringkasan")
    await talk.taps("Minggu 46")
    talk.sees("Ringkasan minggu 46").may_tap("Minggu 45")
    assert await ordered(talk) == ["2025-W47", "2025-W46"]


async def test_weeks_that_are_none_are_explained(talk: Talk) -> None:
    await holding(talk, "committee")
    await talk.says("ringkasan 60")
    talk.sees("Minggu itu tidak kami kenal").may_tap("Minggu 47")
    await talk.says("ringkasan 2025-W49")
    talk.sees("Minggu 49 belum mulai").may_tap("Minggu 47")
    assert await ordered(talk) == []
    await talk.taps("Minggu 47")
    assert await ordered(talk) == ["2025-W47"]


async def test_a_running_talk_goes_on(talk: Talk) -> None:
    await holding(talk, "committee")
    await talk.says("bahasa")
    question = talk.text
    await talk.says("ringkasan 46")
    talk.sees("Ringkasan minggu 46")
    assert await ordered(talk) == ["2025-W46"]
    await talk.taps_id("do:resume")
    talk.sees(question.rpartition("\n")[2])


@pytest.mark.parametrize("role", ["", "desk", "enumerator"])
@pytest.mark.parametrize("said", ["ringkasan", "ringkasan 46", "tap"])
async def test_others_are_not_understood(talk: Talk, role: str, said: str) -> None:
    if role:
        await holding(talk, role)
    else:
        await talk.registered(alerts=False)
    await (talk.taps_id("do:summary:2025-W46") if said == "tap" else talk.says(said))
    talk.misses("Ringkasan minggu", "belum mulai")
    assert await ordered(talk) == []


@pytest.mark.parametrize(
    "said", ["saya 46", "ringkasan empat puluh", "ringkasan 4646464646", "46", "ringkasan acara 46 orang"]
)
async def test_other_words_with_numbers_are_none_of_it(talk: Talk, said: str) -> None:
    await holding(talk, "committee")
    await talk.says(said)
    assert await ordered(talk) == []
