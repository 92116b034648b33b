"""USUL: words or a poster from anybody become a draft; its sender is thanked, and told what became of it."""

from dataclasses import replace

import pytest

from bot.actions import publishing
from bot.actions.changing import Seen
from bot.core.opportunities import Offer, Opportunity
from storage import opportunities
from tests.handlers.office import act, officer
from tests.handlers.talk import Talk
from tests.offers import STAGE

NEWS = "usul lomba mural di Plaju, paling lambat 20 Desember, gratis, hubungi 0812-3456-7890"


async def drafts(talk: Talk) -> list[Opportunity]:
    """What staff have to complete."""
    found: list[Opportunity] = await talk.store.read(lambda tx: opportunities.in_states(tx, ("draft",), 100))
    return found


async def test_words_become_a_draft_and_their_sender_is_thanked(anywhere: Talk) -> None:
    desk = await officer(anywhere, "2001", "desk")
    await anywhere.says(NEWS)
    anywhere.sees("Terima kasih", "petugas memeriksanya dulu")
    [one] = await drafts(anywhere)
    assert (one.state, one.offer.kind, one.offer.fee_idr) == ("draft", "competition", 0)
    assert one.offer.last_day is not None and one.offer.last_day.isoformat() == "2025-12-20"
    assert "0812" not in str(one.offer) and one.proposed_by is not None
    [notice] = await desk.came()
    assert notice.text.startswith("Usulan peluang masuk: *lomba mural di Plaju")
    await desk.taps("Lihat")
    desk.sees("Usulan dari Ratna", "Masih kurang:")
    await desk.close()


async def test_the_word_alone_asks(talk: Talk) -> None:
    await talk.says("usul")
    talk.sees("Tulis di sini, atau kirim posternya.")
    await talk.sends("photo")
    talk.sees("Terima kasih")
    [one] = await drafts(talk)
    assert one.poster_id is not None and one.offer.title == {}


async def test_a_poster_passed_on_is_proposed_by_one_tap(talk: Talk) -> None:
    await talk.registered()
    await talk.sends("photo", caption="Pameran foto kota, tutup 12 Desember", forwarded=True)
    talk.sees("Ini kabar peluang atau acara?").may_tap("Ya, usulkan", "Bukan, ke petugas")
    await talk.taps("Ya, usulkan")
    talk.sees("Terima kasih")
    [one] = await drafts(talk)
    assert one.poster_id is not None
    assert (one.offer.kind, one.title("id")) == ("exhibition", "Pameran foto kota, tutup 12 Desember")


async def test_a_file_that_is_no_picture_is_no_poster(talk: Talk) -> None:
    await talk.registered()
    await talk.sends("file", mime="application/pdf", caption="surat edaran", forwarded=True)
    talk.misses("kabar peluang")
    await talk.says("menu")
    await talk.says("usul")
    await talk.sends("file", mime="application/pdf")
    talk.sees("Tulis kabarnya, Kak, atau kirim posternya.")
    assert await drafts(talk) == []
    await talk.sends("file", mime="application/pdf", caption="Pameran foto kota")
    talk.sees("Terima kasih", "Berkasnya bukan gambar")
    [one] = await drafts(talk)
    assert (one.poster_id, one.title("id")) == (None, "Pameran foto kota")


async def test_or_goes_to_staff(talk: Talk) -> None:
    await talk.registered()
    await talk.sends("photo", caption="tolong lihat ini kak", forwarded=True)
    await talk.taps("Bukan, ke petugas")
    assert await drafts(talk) == []
    assert [story for _, story in await talk.asked()] == ["tolong lihat ini kak"]


async def test_an_own_picture_is_a_wish_as_before(talk: Talk) -> None:
    await talk.registered()
    await talk.sends("photo")
    talk.misses("kabar peluang")
    assert await drafts(talk) == []


async def test_five_a_day(talk: Talk) -> None:
    for n in range(5):
        await talk.says(f"usul pameran nomor {n} di Sako")
        talk.sees("Terima kasih")
    await talk.says("usul pameran satu lagi di Sako")
    talk.sees("Sudah 5 usulan hari ini")
    assert len(await drafts(talk)) == 5
    await talk.says("batal")
    await talk.later(days=1)
    await talk.says("usul pameran satu lagi di Sako")
    talk.sees("Terima kasih")


@pytest.mark.parametrize(
    ("taken", "words"), [(False, "belum dapat kami muat. Alasan: Acaranya sudah penuh."), (True, "sudah terbit")]
)
async def test_its_sender_hears_what_became_of_it(talk: Talk, taken: bool, words: str) -> None:
    await talk.says(NEWS)
    desk, member = await officer(talk, "2001", "desk"), await officer(talk, "2002", "committee")
    [one] = await drafts(talk)
    if taken:
        one = await act(desk, publishing.edit, seen(one), complete(one))
        one = await act(desk, publishing.submit, seen(one))
        await act(member, publishing.approve, seen(one))
    else:
        await act(desk, publishing.drop, seen(one), "Acaranya sudah penuh.")
    [told] = await talk.came()
    assert words in told.text
    await desk.close()
    await member.close()


def seen(one: Opportunity) -> Seen:
    return Seen(one.id, one.version)


def complete(one: Opportunity) -> Offer:
    return replace(STAGE, kind="exhibition", title=one.offer.title, last_day=one.offer.last_day, starts_on=None)


async def test_staff_go_straight_on_with_it(talk: Talk) -> None:
    await talk.says("halo")
    desk = await officer(talk, "2001", "desk")
    await desk.sends("photo", caption="usul pameran keramik di Sako", forwarded=True)
    desk.sees("Jadi draf", "pameran keramik di Sako", "Masih kurang")
    await desk.close()
