"""Honest closing: one question, and what the requester says counts."""

from typing import Literal

import pytest

from bot.actions import answering, closing, reminding, requesting, viewing
from bot.core.requests import SupportRequest
from bot.errors import Refused
from tests.actions.world import Office, Who, moment
from tests.clock.world import DAY


async def closed(office: Office, outcome: Literal["helped", "declined"] = "helped") -> tuple[Who, SupportRequest]:
    """A requester and its closed request."""
    asker, officer = await office.requester(), await office.officer("desk")
    request = await office.file(asker)
    await office.act(officer, closing.close, await office.seen(request), outcome, "Alat siap diambil.")
    return asker, await office.request(request.id)


async def test_it_is_told_with_one_question(office: Office) -> None:
    asker, request = await closed(office)
    assert (request.state, request.outcome, request.open, request.confirmed) == ("done", "helped", False, "")
    assert await office.told(asker) == [
        "✅ Permohonan D-1 kami tutup dengan jawaban ini:\n\nAlat siap diambil.\n\nApakah D-1 sudah beres, Kak?"
    ]
    body = (await office.sql("SELECT body FROM outbox"))[0]["body"]
    for answer in ("yes", "no", "elsewhere"):
        assert f"do:request_confirm:{request.id}.{answer}" in body


async def test_bad_news_comes_first(office: Office) -> None:
    asker, request = await closed(office, "declined")
    assert request.state == "declined"
    assert (await office.told(asker))[0].startswith("Permohonan D-1 belum dapat dibantu.")


async def test_settled_and_rated(office: Office) -> None:
    asker, request = await closed(office)
    with pytest.raises(Refused, match="not_asked"):
        await office.act(asker, closing.rate, request.id, 5)
    await office.act(asker, closing.confirm, request.id, "yes")
    rated = await office.act(asker, closing.rate, request.id, 4)
    assert (rated.confirmed, rated.rating, rated.confirmed_at) == ("yes", 4, office.now)
    again = await office.act(asker, closing.confirm, request.id, "yes")
    assert (again.version, again.rating) == (rated.version, 4)


@pytest.mark.parametrize("rating", [0, 6, -1])
async def test_a_rating_is_one_to_five(office: Office, rating: int) -> None:
    asker, request = await closed(office)
    await office.act(asker, closing.confirm, request.id, "yes")
    with pytest.raises(Refused, match="rating_range"):
        await office.act(asker, closing.rate, request.id, rating)


async def test_not_settled_opens_it_again_once(office: Office) -> None:
    asker, request = await closed(office)
    back = await office.act(asker, closing.confirm, request.id, "no")
    assert (back.state, back.open, back.reopened, back.wake_at) == ("under_review", True, 1, 0)
    twice = await office.act(asker, closing.confirm, request.id, "no")
    assert (twice.reopened, twice.version) == (1, back.version)


async def test_settled_elsewhere_gets_no_rating(office: Office) -> None:
    asker, request = await closed(office)
    await office.act(asker, closing.confirm, request.id, "elsewhere")
    with pytest.raises(Refused, match="not_asked"):
        await office.act(asker, closing.rate, request.id, 5)


async def test_seven_days_of_silence(office: Office) -> None:
    asker, request = await closed(office)
    office.now += 7 * DAY - 1
    assert await office.clock(reminding.settle) == 0
    office.now += 1
    assert await office.clock(reminding.settle) == 1
    assert await office.clock(reminding.settle) == 0
    assert (await office.request(request.id)).confirmed == "silent"
    late = await office.act(asker, closing.confirm, request.id, "yes")
    assert late.confirmed == "yes"


async def test_an_open_one_asks_nothing(office: Office) -> None:
    asker = await office.requester()
    request = await office.file(asker)
    for answer in ("yes", "elsewhere"):
        with pytest.raises(Refused, match="not_asked"):
            await office.act(asker, closing.confirm, request.id, answer)
    gone = await office.act(asker, requesting.withdraw, request.id)
    with pytest.raises(Refused, match="not_asked"):
        await office.act(asker, closing.confirm, gone.id, "yes")


async def test_nobody_answers_for_the_requester(office: Office) -> None:
    _, request = await closed(office)
    other, officer = await office.requester("Pak Lain"), await office.officer("committee")
    for who in (other, officer):
        with pytest.raises(Refused, match="unknown"):
            await office.act(who, closing.confirm, request.id, "yes")


async def test_a_closed_one_is_not_answered(office: Office) -> None:
    _, request = await closed(office)
    officer = await office.officer("desk")
    with pytest.raises(Refused, match="ended"):
        await office.act(officer, answering.answer, await office.seen(request), "Dan lagi.")
    card = await office.act(officer, viewing.card, request.id)
    assert card.request.state == "done"


async def test_what_came_of_it_is_asked_once_and_one_a_month(office: Office) -> None:
    asker, first = await closed(office)
    officer = await office.officer("desk")
    second = await office.file(asker, story="lain sekali")
    await office.act(officer, closing.close, await office.seen(second), "helped", "Beres.")
    for request in (first, second):
        await office.act(asker, closing.confirm, request.id, "yes")
    office.now = moment("2026-12-28 09:00")
    assert await office.clock(reminding.ask_results, {"permit"}) == 0
    assert await office.clock(reminding.ask_results, {"equipment"}) == 1
    assert await office.clock(reminding.ask_results, {"equipment"}) == 0
    told = await office.act(asker, closing.result, first.id, "Pesanan selesai.")
    assert told.result == "Pesanan selesai."
    with pytest.raises(Refused, match="not_asked"):
        await office.act(asker, closing.result, second.id, "Belum ditanya.")


async def test_a_whole_life(office: Office) -> None:
    asker, officer = await office.requester(), await office.officer("desk", "committee")
    request = await office.file(asker)
    await office.act(officer, answering.ask_more, await office.seen(request), "Berapa?")
    await office.act(asker, requesting.add, request.id, "Dua puluh.")
    await office.act(officer, closing.close, await office.seen(request), "helped", "Silakan.")
    await office.act(asker, closing.confirm, request.id, "no")
    await office.act(officer, closing.close, await office.seen(request), "helped", "Sekarang beres.")
    await office.act(asker, closing.confirm, request.id, "yes")
    await office.act(asker, closing.rate, request.id, 5)
    acts = [event["what"] for event in await office.act(officer, viewing.history, request.id)]
    assert acts == ["file", "ask", "add", "close", "reopen", "close", "confirm", "rate"]
    mine = [said.text for said in await office.act(asker, requesting.talk, request.id)]
    theirs = [said.text for said in (await office.act(officer, viewing.card, request.id)).thread]
    assert mine == theirs
