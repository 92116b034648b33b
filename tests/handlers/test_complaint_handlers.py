"""PENGADUAN of an admin: who of the committee is named for sealed complaints, and what that means."""

from bot.actions import leave
from storage import complaints
from tests.handlers.staff_desk import act, colleague, hold, holders, own_id
from tests.handlers.talk import Talk


async def named(talk: Talk) -> list[int]:
    return [row["contact_id"] for row in await talk.store.read(lambda tx: complaints.standing(tx, talk.now))]


async def test_naming_says_what_it_means(talk: Talk) -> None:
    await hold(talk, "admin")
    ani = await colleague(talk, "Ani Rekaan", "committee")
    await colleague(talk, "Budi Rekaan", "desk")
    await talk.says("pengaduan")
    talk.sees("hanya dibaca dan dijawab anggota komite yang ditunjuk", "belum ada yang ditunjuk")
    talk.may_tap("Ani Rekaan")
    await talk.taps("Ani Rekaan")
    talk.sees("Ani Rekaan akan membaca semua pengaduan tertutup").may_tap("Ya, tunjuk", "Tidak jadi")
    assert await named(talk) == []
    await talk.taps("Ya, tunjuk")
    talk.sees("Ani Rekaan sekarang menangani pengaduan tertutup").may_tap("Pengaduan")
    assert await named(talk) == [ani]


async def test_and_the_reverse(talk: Talk) -> None:
    await hold(talk, "admin")
    await colleague(talk, "Ani Rekaan", "committee")
    for answer in ("ya, tunjuk", "ya, lepas"):
        await talk.says("pengaduan")
        await talk.says("ani rekaan")
        await talk.says(answer)
    talk.sees("Ani Rekaan tidak lagi menangani pengaduan tertutup")
    assert await named(talk) == []


async def test_thought_better_of(talk: Talk) -> None:
    await hold(talk, "admin")
    await colleague(talk, "Ani Rekaan", "committee")
    await talk.says("pengaduan")
    await talk.says("ani rekaan")
    await talk.says("tidak jadi")
    talk.sees("Tidak ada yang diubah")
    assert await named(talk) == []


async def test_without_a_committee(talk: Talk) -> None:
    await hold(talk, "admin")
    await talk.says("pengaduan")
    talk.sees("Belum ada anggota komite").may_tap("Undang petugas")


async def test_who_leaves_the_committee_is_not_named_any_more(talk: Talk) -> None:
    await hold(talk, "admin")
    ani = await colleague(talk, "Ani Rekaan", "committee")
    await talk.says("pengaduan")
    await talk.says("ani rekaan")
    await talk.says("ya")
    assert await named(talk) == [ani]
    (row,) = [row for row in await holders(talk) if row["contact_id"] == ani]
    await act(talk, await own_id(talk), leave.end_role, row)
    await colleague(talk, "Ani Rekaan", "committee")
    assert await named(talk) == []
