"""What anybody proposes: a draft that nobody sees but staff, without numbers of people, five a day at most."""

import pytest

from bot.actions import proposing, publishing
from bot.errors import Refused
from storage import contacts
from tests.actions.offering import seen, stands
from tests.actions.world import Office

NEWS = "Lomba foto kota\nPaling lambat 20 Desember, gratis. Hubungi 0812 3456 7890"


async def test_a_stranger_proposes_and_staff_see_who_it_was(office: Office) -> None:
    officer, stranger, known = (
        await office.officer("desk"),
        await office.stranger(),
        await office.requester("Yuk Contoh"),
    )
    for who, name in ((stranger, ""), (known, "Yuk Contoh")):
        one = await office.act(who, proposing.propose, NEWS)
        assert (one.state, one.proposed_by, one.offer.kind) == ("draft", who.contact_id, "competition")
        assert one.offer.source == "usulan warga lewat telegram" and "0812" not in str(one.offer)
        assert await office.act(officer, proposing.sender, one) == name
        with pytest.raises(Refused, match="not_allowed"):
            await office.act(who, proposing.sender, one)
        with pytest.raises(Refused, match="not_allowed"):
            await office.act(who, publishing.access, one.id)
    assert [text.startswith("Usulan peluang masuk: *Lomba foto kota*") for text in await office.told(officer)] == [
        True
    ] * 2


async def test_nothing_is_no_proposal(office: Office) -> None:
    stranger = await office.stranger()
    with pytest.raises(Refused, match=r"propose\.empty"):
        await office.act(stranger, proposing.propose, " \n")
    assert (await office.act(stranger, proposing.propose, "x")).title("id") == "x"


async def test_five_a_day_from_one_chat(office: Office) -> None:
    one, other = await office.stranger(), await office.stranger()
    for n in range(5):
        await office.act(one, proposing.propose, f"pameran {n}")
    with pytest.raises(Refused, match=r"propose\.often"):
        await office.act(one, proposing.propose, "pameran lagi")
    await office.act(other, proposing.propose, "pameran lain")
    office.now += proposing.SPAN_MS + 1
    await office.act(one, proposing.propose, "pameran lagi")


async def test_its_sender_cannot_approve_it(office: Office) -> None:
    sender, member = await office.officer("committee"), await office.officer("committee")
    one = await office.act(sender, proposing.propose, NEWS)
    actors = [await office.act(who, publishing.is_author, one) for who in (sender, member)]
    assert actors == [True, False]


async def test_a_blocked_chat_loses_no_draft(office: Office) -> None:
    officer, stranger = await office.officer("desk"), await office.stranger()
    one = await office.act(stranger, proposing.propose, NEWS)
    await office.store.transact(lambda tx: contacts.set_reach(tx, stranger.contact_id, "blocked"))
    before = len(await office.told(stranger))
    await office.act(officer, publishing.drop, seen(one), "Sudah ada.")
    assert (await stands(office, one)).state == "archived"
    assert len(await office.told(stranger)) == before
