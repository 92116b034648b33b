"""PELUANG BARU: an opportunity from nothing to published, by two people in their chats."""

from collections.abc import AsyncIterator

import pytest

from bot.core.opportunities import Opportunity, State
from storage import opportunities
from tests.handlers.office import officer
from tests.handlers.talk import Talk


@pytest.fixture
async def desk(talk: Talk) -> AsyncIterator[Talk]:
    """An officer of the desk."""
    await talk.says("halo")
    opened = await officer(talk, "2001", "desk", name="Petugas Rekaan")
    yield opened
    await opened.close()


@pytest.fixture
async def member(talk: Talk, desk: Talk) -> AsyncIterator[Talk]:
    """A member of the committee."""
    opened = await officer(talk, "2002", "committee", name="Anggota Rekaan")
    yield opened
    await opened.close()


async def newest(talk: Talk) -> Opportunity:
    """The last one that was begun."""
    states: tuple[State, ...] = ("draft", "in_review", "published", "closed", "cancelled", "archived")
    found = await talk.store.read(lambda tx: opportunities.in_states(tx, states, 100))
    return max(found, key=lambda one: one.id)


async def test_from_nothing_to_published(desk: Talk, member: Talk) -> None:
    await desk.says("peluang baru")
    desk.sees("Tempel saja pengumumannya")
    await desk.says("Slot Panggung Sabtu Malam\nDibuka 20 slot untuk band dan solois kota.")
    desk.sees("Draf tersimpan", "Kapan tutup, dan kapan acaranya?")
    await desk.says("tutup 18 Desember, acara 9-10 Januari")
    desk.sees("Dicatat: tutup Kamis, 18 Desember 2025, acara mulai Jumat, 9 Januari.", "Di mana?")
    await desk.says("Pedestrian Bukit Kecil")
    await desk.says("Kekraf Contoh")
    desk.sees("Berapa tempat, dan berapa biayanya?")
    await desk.says("20 slot, gratis")
    await desk.says("2 lagu karya sendiri\ndurasi 25 menit")
    await desk.says("tata suara\nboleh jual rilisan")
    desk.sees("Honor: berapa rupiah?")
    await desk.says("300 ribu")
    desk.sees("Kapan dibayar?")
    await desk.says("7 hari setelah tampil")
    desk.sees("Untuk subsektor apa saja?")
    await desk.taps("Musik")
    await desk.taps("Selesai")
    await desk.taps("Dari penyelenggara")
    desk.sees("Ada posternya?")
    await desk.taps("Lewati")
    desk.sees("*Slot Panggung Sabtu Malam*", "Draf").misses("Masih kurang")
    await desk.taps("Ajukan")
    desk.sees("diajukan")
    [notice] = await member.came()
    assert notice.text.startswith("Perlu ditinjau: *Slot Panggung Sabtu Malam*")
    await member.taps("Lihat")
    member.sees("Slot Panggung Sabtu Malam", "Ditinjau")
    await member.taps("Setujui")
    member.sees("isinya benar?")
    await member.taps("Ya")
    one = await newest(member)
    member.sees(f"terbit dengan kode {one.code}")
    assert (one.state, one.offer.kind, one.offer.quota, one.offer.fee_idr) == ("published", "stage", 20, 0)
    assert (one.offer.audience.sub_sectors, one.offer.district) == (("musik",), "16.71.11")
    assert one.offer.fields == {"honorarium_idr": 300_000, "payment_terms": "7 hari setelah tampil"}
