"""PETUGAS of an admin: the list, ending, handing over, another end; for everybody else it asks for a person."""

from datetime import date

from bot.actions import leave
from storage import audit, requests
from tests.handlers.staff_desk import act, colleague, held_by, hold, holders, own_id, roles_of, told
from tests.handlers.talk import Talk


async def assignee(talk: Talk, request_id: int) -> int | None:
    found = await talk.store.read(lambda tx: requests.by_id(tx, request_id))
    assert found is not None
    return found.assignee_id


async def test_the_list_says_who_does_what(talk: Talk) -> None:
    await hold(talk, "admin")
    ani = await colleague(talk, "Ani Rekaan", "desk", "committee")
    budi = await colleague(talk, "Budi Rekaan", "desk")
    await held_by(talk, ani, 2)
    await act(talk, budi, leave.take, date(2025, 11, 30))
    await talk.says("petugas")
    talk.sees(
        "Petugas sekarang:", "Ratna: admin · 0 terbuka",
        "Ani Rekaan: petugas meja layanan, anggota komite · 2 terbuka",
        "Budi Rekaan: petugas meja layanan · 0 terbuka · cuti s.d. 30 November 2025",
    )  # fmt: skip
    talk.may_tap("Ratna", "Ani Rekaan", "Budi Rekaan", "Undang petugas", "Tulis ke petugas")


async def test_ending_a_role_frees_its_work_and_is_told_kindly(talk: Talk) -> None:
    await hold(talk, "admin")
    ani = await colleague(talk, "Ani Rekaan", "desk")
    first, second = await held_by(talk, ani, 2)
    await talk.says("petugas")
    await talk.says("ani")
    talk.sees("Ani Rekaan, 2 permohonan terbuka").may_tap("Akhiri peran", "Serahkan pekerjaan", "Ubah batas waktu")
    await talk.taps("Akhiri peran")
    talk.sees("Akhiri peran Ani Rekaan sebagai petugas meja layanan?")
    await talk.taps("Ya, akhiri")
    talk.sees("sudah berakhir. 2 permohonan kembali ke antrean.").may_tap("Daftar petugas")
    assert await roles_of(talk, ani) == set()
    assert [await assignee(talk, each.id) for each in (first, second)] == [None, None]
    assert (await told(talk, ani))[-1].endswith("Terima kasih sudah membantu para pelaku ekraf, Kak.")
    acts = await talk.store.read(lambda tx: audit.of_subject(tx, "staff", 2))
    assert [row["action"] for row in acts] == ["staff.end"]
    assert '"until": null' in acts[0]["before"]


async def test_of_several_roles_one_is_ended(talk: Talk) -> None:
    await hold(talk, "admin")
    ani = await colleague(talk, "Ani Rekaan", "desk", "viewer")
    (request,) = await held_by(talk, ani)
    await talk.says("petugas")
    await talk.says("Ani Rekaan")
    await talk.says("akhiri peran")
    talk.sees("Peran Ani Rekaan yang mana").may_tap("petugas meja layanan", "pengamat")
    await talk.says("pengamat")
    await talk.says("ya")
    talk.sees("sebagai pengamat sudah berakhir. 0 permohonan")
    assert await roles_of(talk, ani) == {"desk"}
    assert await assignee(talk, request.id) == ani


async def test_thought_better_of(talk: Talk) -> None:
    await hold(talk, "admin")
    ani = await colleague(talk, "Ani Rekaan", "desk")
    await talk.says("petugas")
    await talk.says("Ani Rekaan")
    await talk.says("akhiri peran")
    await talk.says("tidak jadi")
    talk.sees("Tidak ada yang diubah")
    assert await roles_of(talk, ani) == {"desk"}


async def test_handing_over_to_who_is_at_work(talk: Talk) -> None:
    await hold(talk, "admin")
    ani, budi, cici, dedi = [
        await colleague(talk, f"{name} Rekaan", role)
        for name, role in (("Ani", "desk"), ("Budi", "desk"), ("Cici", "desk"), ("Dedi", "viewer"))
    ]
    (request,) = await held_by(talk, ani)
    await act(talk, cici, leave.take, date(2025, 11, 30))
    await talk.says("petugas")
    await talk.says("Ani Rekaan")
    await talk.says("serahkan pekerjaan")
    talk.sees("Ke siapa 1 permohonan Ani Rekaan").may_tap("Budi Rekaan", "Kembali ke antrean")
    await talk.says("budi")
    talk.sees("Serahkan 1 permohonan Ani Rekaan: Budi Rekaan?")
    await talk.says("ya")
    talk.sees("1 permohonan sudah diserahkan: Budi Rekaan")
    assert await assignee(talk, request.id) == budi
    assert dedi not in (budi, ani)


async def test_back_to_the_queue(talk: Talk) -> None:
    await hold(talk, "admin")
    ani = await colleague(talk, "Ani Rekaan", "desk")
    (request,) = await held_by(talk, ani)
    await talk.says("petugas")
    await talk.says("Ani Rekaan")
    await talk.says("serahkan")
    await talk.says("kembali ke antrean")
    await talk.says("ya, serahkan")
    talk.sees("1 permohonan sudah diserahkan: kembali ke antrean")
    assert await assignee(talk, request.id) is None


async def test_another_end(talk: Talk) -> None:
    await hold(talk, "admin")
    ani = await colleague(talk, "Ani Rekaan", "desk")
    await talk.says("petugas")
    await talk.says("Ani Rekaan")
    await talk.says("ubah batas waktu")
    talk.sees("Sampai kapan Ani Rekaan menjadi petugas meja layanan")
    await talk.says("31 desember")
    talk.sees("Ani Rekaan menjadi petugas meja layanan sampai 31 Desember 2025.")
    await talk.taps("Daftar petugas")
    talk.sees("Ani Rekaan: petugas meja layanan (s.d. 31 Desember 2025)")
    assert [row["until"] is None for row in await holders(talk) if row["contact_id"] == ani] == [False]


async def test_the_last_admin_stays_and_one_of_two_may_go(talk: Talk) -> None:
    await hold(talk, "admin")
    own = await own_id(talk)
    for last in (True, False):
        if not last:
            await colleague(talk, "Ani Rekaan", "admin")
        await talk.says("petugas")
        await talk.says("Ratna")
        await talk.says("akhiri peran")
        await talk.says("ya")
        talk.sees("Kakak admin terakhir" if last else "sebagai admin sudah berakhir")
        assert ("admin" in await roles_of(talk, own)) is last


async def test_ended_meanwhile(talk: Talk) -> None:
    await hold(talk, "admin")
    ani = await colleague(talk, "Ani Rekaan", "desk")
    await talk.says("petugas")
    await talk.says("Ani Rekaan")
    await talk.says("akhiri peran")
    (row,) = [row for row in await holders(talk) if row["contact_id"] == ani]
    await act(talk, await own_id(talk), leave.end_role, row)
    await talk.says("ya")
    talk.sees("Peran itu baru saja berakhir")


class TestOneMeaningARole:
    async def test_of_anybody_else_it_asks_for_a_person(self, talk: Talk) -> None:
        for roles in ((), ("desk", "committee", "viewer")):
            await hold(talk, *roles)
            await talk.says("petugas")
            talk.sees("tulis pertanyaannya").misses("Petugas sekarang")
            await talk.says("batal")

    async def test_an_admin_writes_to_a_person_by_the_button(self, talk: Talk) -> None:
        await hold(talk, "admin")
        for word in ("petugas", "admin", "daftar petugas"):
            await talk.says(word)
            talk.sees("Petugas sekarang")
        await talk.taps("Tulis ke petugas")
        talk.sees("tulis pertanyaannya")
        await talk.says("printer rusak")
        talk.sees("Sudah kami teruskan ke petugas, nomor D-1")

    async def test_in_the_middle_of_another_talk_too(self, talk: Talk) -> None:
        await hold(talk, "admin")
        await talk.says("bahasa")
        await talk.says("petugas")
        talk.sees("Petugas sekarang")
