"""KURANGI, a step at a time; how often news come, chosen by a tap; and what begins anew with KABARI."""

import pytest

from bot.alerts import Alerts
from storage import alerts
from tests.clock.world import rows
from tests.handlers.talk import DAY, MORNING, Talk, house
from tests.offers import published

THURSDAY = MORNING + 3 * DAY + 8 * 3_600_000  # 16.00


async def rhythm(talk: Talk) -> str:
    person = await talk.person()
    return await talk.store.read(lambda tx: alerts.rhythm(tx, person.id))


@pytest.mark.parametrize("word", ["kurangi", "KURANGI KABAR", "jangan terlalu sering"])
async def test_less_a_step_at_a_time(talk: Talk, word: str) -> None:
    await talk.registered()
    await talk.says(word)
    talk.sees("satu rangkuman sebulan").may_tap("Setiap ada yang baru", "Seminggu sekali", "Hentikan kabar", "Menu")
    assert await rhythm(talk) == "monthly"
    await talk.says(word)
    talk.sees("sudah paling jarang", "Ketik BERHENTI")
    assert await rhythm(talk) == "monthly"
    assert (await talk.person()).alerts


async def test_every_one_at_once_then_less(talk: Talk) -> None:
    await talk.registered()
    await talk.says("kabari")
    talk.sees("sudah aktif", "satu rangkuman seminggu")
    await talk.taps("Setiap ada yang baru")
    talk.sees("langsung setiap ada yang baru", "paling banyak 3 seminggu")
    assert await rhythm(talk) == "each"
    await talk.says("kurangi")
    talk.sees("satu rangkuman seminggu").may_tap("Setiap ada yang baru", "Sebulan sekali", "Hentikan kabar", "Menu")
    await talk.taps("Hentikan kabar")
    talk.sees("kabar peluang kami hentikan")
    assert not (await talk.person()).alerts


async def test_what_was_chosen_is_written_down(talk: Talk) -> None:
    await talk.registered()
    await talk.taps_id("do:rhythm:monthly")
    await talk.taps_id("do:rhythm:monthly")
    await talk.taps_id("do:rhythm:daily")
    talk.sees("satu rangkuman sebulan")
    found = await rows(talk.store, "SELECT before, after FROM audit WHERE action = 'alerts.rhythm'")
    assert [(row["before"], row["after"]) for row in found] == [('{"rhythm": "weekly"}', '{"rhythm": "monthly"}')]


async def test_who_begins_again_has_one_a_week_as_the_words_say(talk: Talk) -> None:
    await talk.registered()
    await talk.says("kurangi")
    await talk.says("berhenti")
    await talk.says("kurangi")
    talk.sees("sedang tidak aktif", "Ketik KABARI")
    await talk.says("kabari")
    talk.sees("Satu rangkuman seminggu")
    await talk.says("ya")
    assert await rhythm(talk) == "weekly"


async def test_under_a_summary_every_button_answers(talk: Talk) -> None:
    await talk.registered()
    await published(talk.store, talk.now, None)
    talk.now = THURSDAY
    worker = Alerts(talk.store, house(), frozenset({"telegram:bot"}), lambda: talk.now)
    while await worker.step():
        pass
    (message,) = await talk.came()
    assert "Slot Panggung Contoh" in message.text
    assert [choice.label for choice in message.choices] == ["Slot Panggung Contoh", "Kurangi kabar", "Berhenti"]
    assert message.choices[0].id == "do:opportunity:1"
    await talk.says("2")  # a number means the button
    talk.sees("satu rangkuman sebulan")
    await talk.taps("Berhenti")
    talk.sees("kabar peluang kami hentikan")


async def test_a_stranger_is_told_who_gets_news(talk: Talk) -> None:
    await talk.says("kurangi")
    talk.sees("yang sudah terdaftar")


async def test_in_english(talk: Talk) -> None:
    await talk.registered()
    await talk.says("language")
    await talk.taps("English")
    await talk.says("less often")
    talk.sees("one summary a month")
