"""[Lainnya]: what an officer may do with a request beside answering and closing it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.actions import answering, assigning, closing, leave, sealing, sorting
from bot.actions.changing import Seen
from bot.actions.permitting import Actor
from bot.core.requests import SupportRequest
from storage import threads
from tests.handlers.office import act, contact_id, filed, kept, officer, told
from tests.handlers.talk import Talk


@dataclass
class Desk:
    """A requester with one request, a desk officer, a committee member."""

    asker: Talk
    desk: Talk
    member: Talk
    request: SupportRequest

    async def opens(self, who: Talk) -> Talk:
        """[Lainnya] on the card."""
        return await who.taps_id(f"do:act:{self.request.id}")

    async def now(self) -> SupportRequest:
        return await kept(self.asker, self.request.id)


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[Desk]:
    await talk.registered()
    desk = await officer(talk, "2001", "desk", name="Petugas Meja")
    member = await officer(talk, "2002", "committee", name="Anggota Komite")
    yield Desk(talk, desk, member, await filed(talk))
    await desk.close()
    await member.close()


async def _leave(actor: Actor, days: int) -> int:
    return await leave.take(actor, actor.house.calendar.day(actor.now) + timedelta(days=days))


async def test_only_what_applies_is_offered(office: Desk) -> None:
    await office.opens(office.desk)
    office.desk.sees("*D-1*: Alat & bahan, Yuk Ratna", "Diterima", "Petugas: belum ada", "Mau diapakan?")
    office.desk.may_tap(
        "Catatan internal", "Ambil", "Ganti jenis", "Ganti status", "Janjikan tanggal", "Coret data pribadi",
        "Riwayat", "Tidak jadi",
    )  # fmt: skip
    await office.opens(office.member)
    assert {"Tugaskan", "Mitra"} <= set(office.member.labels)
    assert "Kecualikan anggota" not in office.member.labels


async def test_nobody_else_gets_in(office: Desk) -> None:
    await office.opens(office.asker)
    office.asker.misses("Mau diapakan?", "Petugas:")
    for role in ("viewer", "admin"):
        other = await officer(office.asker, f"30{len(role)}", role)
        await office.opens(other)
        other.misses("Mau diapakan?", "D-1")
        await other.close()
    await office.opens(office.desk)
    office.desk.sees("Mau diapakan?")


@pytest.mark.parametrize("argument", ["", "999", "x", "9" * 40, "1.2", "-1"])
async def test_a_request_that_is_none(office: Desk, argument: str) -> None:
    await office.desk.taps_id(f"do:act:{argument}")
    assert office.desk.text.startswith(("Permohonan itu tidak ditemukan", "Buka dulu permohonannya"))
    await office.desk.says("tindakan")
    office.desk.sees("ketik ANTREAN")


async def test_a_note_stays_among_staff(office: Desk) -> None:
    before = await office.now()
    await office.opens(office.desk)
    await office.desk.taps("Catatan internal")
    office.desk.sees("Hanya petugas yang membacanya")
    await office.desk.says("sudah ditelepon, minta foto mesin")
    office.desk.sees("Catatan untuk D-1 tersimpan")
    said = await office.asker.store.read(lambda tx: threads.of_request(tx, office.request.id, internal=True))
    assert [(each.thread, each.text) for each in said][1:] == [("internal", "sudah ditelepon, minta foto mesin")]
    assert (await office.now()).version == before.version
    await office.opens(office.desk)
    await office.desk.taps("Catatan internal")
    await office.desk.says("x" * 3001)
    office.desk.sees("paling banyak 3000 huruf", "Apa catatannya?")


async def test_taking_and_giving_back(office: Desk) -> None:
    await office.opens(office.desk)
    await office.desk.taps("Ambil")
    office.desk.sees("D-1 sekarang dipegang Kakak")
    await office.opens(office.desk)
    office.desk.sees("Petugas: Kakak sendiri", "Ditinjau")
    assert "Ambil" not in office.desk.labels
    assert (await office.now()).assignee_id == await contact_id(office.desk)
    await office.desk.says("lepas")
    office.desk.sees("kembali ke antrean bersama")
    assert (await office.now()).assignee_id is None


async def test_what_another_has_is_the_committees_to_move(office: Desk) -> None:
    other = await officer(office.asker, "2003", "desk", name="Petugas Lain")
    await act(other, assigning.claim, Seen(1, 1))
    await office.opens(office.desk)
    office.desk.sees("Petugas: Petugas Lain")
    assert {"Ambil", "Lepas"}.isdisjoint(office.desk.labels)
    await office.opens(office.member)
    assert {"Ambil", "Lepas"} <= set(office.member.labels)
    await office.member.taps("Ambil")
    assert (await office.now()).assignee_id == await contact_id(office.member)
    await other.close()


async def test_whoever_was_first_is_told_and_nothing_is_overwritten(office: Desk) -> None:
    await office.opens(office.desk)
    await act(office.member, answering.answer, Seen(1, 1), "Alatnya ada di rumah kreatif.")
    await office.desk.taps("Ambil")
    office.desk.sees("Anggota Komite lebih dulu: D-1 sudah dijawab", "Alatnya ada di rumah kreatif.", "Mau diapakan?")
    assert (await office.now()).assignee_id == await contact_id(office.member)
    await office.desk.taps("Ganti status")
    await office.desk.taps("Ditinjau")
    office.desk.sees("Status D-1 sekarang: Ditinjau")


@pytest.mark.parametrize(
    ("taps", "did"),
    [
        (("Lepas",), "sudah diambil"),
        (("Ganti jenis", "Izin & perlindungan", "Izin acara"), "sudah diambil"),
        (("Ganti status", "Diproses"), "sudah diambil"),
        (("Janjikan tanggal", "Besok", "Kirim"), "sudah diambil"),
        (("Tugaskan", "Petugas Meja"), "sudah diambil"),
    ],
)
async def test_every_act_meets_whoever_was_first(office: Desk, taps: tuple[str, ...], did: str) -> None:
    await act(office.member, assigning.claim, Seen(1, 1))
    await office.opens(office.member)
    second = await officer(office.asker, "2003", "committee", name="Anggota Kedua")
    await act(second, assigning.claim, Seen(1, 2))
    before = await office.now()
    for label in taps:
        await office.member.taps(label)
    office.member.sees(f"Anggota Kedua lebih dulu: D-1 {did}", "Tidak ada yang ditimpa", "Mau diapakan?")
    assert await office.now() == before
    await office.opens(office.member)
    for label in taps:
        await office.member.taps(label)
    assert (await office.now()).version == before.version + 1
    await second.close()


async def test_the_committee_gives_it_to_an_officer(office: Desk) -> None:
    away = await officer(office.asker, "2003", "desk", name="Petugas Cuti")
    await act(away, _leave, 5)
    await office.opens(office.member)
    await office.member.taps("Tugaskan")
    office.member.sees("Diserahkan ke siapa?").may_tap("Anggota Komite", "Petugas Meja")
    await office.member.says("petugas meja")
    office.member.sees("D-1 sekarang dipegang Petugas Meja")
    assert (await office.now()).assignee_id == await contact_id(office.desk)
    await away.close()


async def test_an_officer_who_goes_on_leave_meanwhile(office: Desk) -> None:
    await office.opens(office.member)
    await office.member.taps("Tugaskan")
    old = office.member.choice("Petugas Meja").id
    await act(office.desk, _leave, 5)
    await office.member.taps_id(old)
    assert (await office.now()).assignee_id is None
    assert "Petugas Meja" not in office.member.labels
    await office.member.taps("Anggota Komite")
    office.member.sees("D-1 sekarang dipegang Anggota Komite")


async def test_another_kind(office: Desk) -> None:
    await office.opens(office.desk)
    await office.desk.taps("Ganti jenis")
    office.desk.may_tap("Izin & perlindungan", "Modal & kemampuan", "Panggung & promosi", "Aspirasi", "Belum jelas")
    await office.desk.says("izin acara")
    office.desk.sees("D-1 sekarang: Izin acara")
    changed = await office.now()
    assert changed.kind == "permit"
    assert changed.open_questions


async def test_a_complaint_is_sealed_after_a_word_of_warning(office: Desk) -> None:
    await office.opens(office.desk)
    await office.desk.taps("Ganti jenis")
    await office.desk.taps("Aspirasi")
    await office.desk.taps("Aspirasi & aduan")
    office.desk.sees("membuat D-1 tertutup", "tidak bisa dibuka lagi").may_tap("Ya, tutup", "Jangan")
    await office.desk.taps("Jangan")
    office.desk.sees("tidak ada yang berubah")
    assert not (await office.now()).sealed
    await office.opens(office.desk)
    await office.desk.says("ganti jenis")
    await office.desk.says("aspirasi & aduan")
    await office.desk.taps("Ya, tutup")
    office.desk.sees("D-1 sekarang tertutup").misses("Mau diapakan?", "mesin jahit")
    assert (await office.now()).sealed
    await office.opens(office.desk)
    office.desk.sees("pengaduan tertutup").misses("Mau diapakan?", "Yuk Ratna")


@pytest.mark.parametrize(
    ("typed", "why"),
    [("entah", "belum terbaca"), ("24 november 2025", "sesudah hari ini"), ("29/11", "Sabtu, 29 November bukan hari"),
     ("24/11/2027", "paling lama setahun")],
)  # fmt: skip
async def test_a_date_is_promised_after_a_last_look(office: Desk, typed: str, why: str) -> None:
    await office.opens(office.desk)
    await office.desk.taps("Janjikan tanggal")
    office.desk.sees("paling lambat kapan?")
    await office.desk.says(typed)
    office.desk.sees(why)
    await office.desk.says("5 desember")
    office.desk.sees("Pemohon (Yuk Ratna) akan dikabari", "Jumat, 5 Desember. Kirim?").may_tap("Kirim", "Jangan")
    await office.desk.taps("Kirim")
    office.desk.sees("Pemohon sudah dikabari: D-1 paling lambat Jumat, 5 Desember")
    assert (await office.now()).state == "in_progress"
    assert "Kabar berikutnya paling lambat Jumat, 5 Desember." in (await told(office.asker))[-1]


@pytest.mark.parametrize(
    ("label", "day"),
    [("Besok", "Selasa, 25 November"), ("Lusa", "Rabu, 26 November"), ("3 hari kerja", "Kamis, 27 November"),
     ("5 hari kerja", "Senin, 1 Desember"), ("10 hari kerja", "Senin, 8 Desember")],
)  # fmt: skip
async def test_days_to_choose(office: Desk, label: str, day: str) -> None:
    await office.opens(office.desk)
    await office.desk.taps("Janjikan tanggal")
    await office.desk.taps(label)
    office.desk.sees(f"paling lambat {day}. Kirim?")
    await office.desk.taps("Jangan")
    assert (await office.now()).promised_at is None


async def test_personal_data_is_struck_for_good(office: Desk) -> None:
    await office.opens(office.desk)
    await office.desk.taps("Coret data pribadi")
    office.desk.sees("Pesan yang mana")
    assert office.desk.labels == ["Pemohon: mesin jahit rusak, mau pinjam …"]
    await office.desk.says("1")
    await office.desk.says("mau pinjam mesin jahit")
    office.desk.sees('Pesan itu jadi: "mau pinjam mesin jahit"', "hilang untuk selamanya")
    await office.desk.taps("Coret")
    office.desk.sees("Data pribadi di D-1 sudah dicoret")
    assert (await office.now()).story == "mau pinjam mesin jahit"
    await office.opens(office.desk)
    assert "Coret data pribadi" not in office.desk.labels


async def test_words_may_be_struck_without_others(office: Desk) -> None:
    await office.opens(office.desk)
    await office.desk.taps("Coret data pribadi")
    await office.desk.says("1")
    await office.desk.taps("Kosongkan")
    office.desk.sees("Pesan itu jadi: (kosong)")
    await office.desk.taps("Jangan")
    assert (await office.now()).story == office.request.story
    await office.opens(office.desk)
    await office.desk.taps("Coret data pribadi")
    await office.desk.says("1")
    await office.desk.taps("Kosongkan")
    await office.desk.taps("Coret")
    assert (await office.now()).story == ""


async def test_two_strike_the_same_words_and_one_is_told(office: Desk) -> None:
    for who in (office.desk, office.member):
        await office.opens(who)
        await who.taps("Coret data pribadi")
        await who.says("1")
    await office.member.says("mau pinjam alat")
    await office.member.taps("Coret")
    await office.desk.taps("Kosongkan")
    await office.desk.taps("Coret")
    office.desk.sees("Petugas lain lebih dulu: D-1 sudah dibersihkan dari data pribadi", "Mau diapakan?")
    assert (await office.now()).story == "mau pinjam alat"


async def test_a_closed_one_can_still_be_noted_and_struck(office: Desk) -> None:
    await act(office.desk, closing.close, Seen(1, 1), "helped", "Sudah dipinjamkan.")
    await office.opens(office.desk)
    office.desk.sees("Selesai").may_tap("Catatan internal", "Coret data pribadi", "Riwayat", "Tidak jadi")
    await office.desk.taps("Tidak jadi")
    office.desk.sees("tidak ada yang berubah")


async def test_one_that_is_closed_meanwhile(office: Desk) -> None:
    await office.opens(office.desk)
    await office.desk.taps("Ganti status")
    await act(office.member, closing.close, Seen(1, 1), "helped", "Sudah dipinjamkan.")
    await office.desk.taps("Diproses")
    office.desk.sees("Anggota Komite lebih dulu: D-1 sudah ditutup dengan jawaban", "Sudah dipinjamkan.")
    assert (await office.now()).state == "done"


async def test_its_whole_life_in_words(office: Desk) -> None:
    await act(office.desk, assigning.claim, Seen(1, 1))
    await act(office.desk, sorting.change_kind, Seen(1, 2), "permit")
    await act(office.desk, answering.note, 1, "RAHASIA di antara petugas")
    await act(office.member, assigning.assign, Seen(1, 3), await contact_id(office.member))
    await office.opens(office.desk)
    await office.desk.taps("Riwayat")
    office.desk.sees(
        "Riwayat (5 dari 5)", "masuk, Pemohon", "sudah diambil, Petugas Meja (Diterima → Ditinjau)",
        "sudah diganti jenisnya, Petugas Meja (Alat & bahan → Izin acara)",
        "diberi catatan internal, Petugas Meja", "sudah diserahkan ke petugas, Anggota Komite (Anggota Komite)",
    ).misses("RAHASIA", "mesin jahit")  # fmt: skip


class TestComplaints:
    @pytest.fixture
    async def sealed(self, office: Desk) -> Desk:
        """A complaint, and the member named for it."""
        admin = await officer(office.asker, "2009", "admin", name="Admin Rekaan")
        request = await filed(office.asker, "voice", "honor panitia belum dibayar", anonymous=True)
        await act(admin, sealing.name, await contact_id(office.member), request.id)
        await admin.close()
        return Desk(office.asker, office.desk, office.member, request)

    async def test_only_who_is_named_gets_in(self, sealed: Desk) -> None:
        for who in (sealed.desk, await officer(sealed.asker, "2004", "committee", name="Anggota Lain")):
            await sealed.opens(who)
            who.sees("pengaduan tertutup", "umur 0 hari").misses("honor", "Yuk Ratna", "Mau diapakan?")
        await who.close()
        await sealed.opens(sealed.member)
        sealed.member.sees("*D-2*: Aspirasi & aduan, pemohon tanpa nama").misses("Yuk Ratna")
        assert "Kecualikan anggota" in sealed.member.labels

    async def test_a_member_whom_it_names_is_kept_out(self, sealed: Desk) -> None:
        other = await officer(sealed.asker, "2004", "committee", name="Pak Sukarame")
        await sealed.opens(sealed.member)
        await sealed.member.taps("Kecualikan anggota")
        sealed.member.may_tap("Anggota Komite", "Pak Sukarame")
        await sealed.member.taps("Pak Sukarame")
        sealed.member.sees("Pak Sukarame tidak bisa lagi melihat", "D-2")
        await sealed.member.taps("Ya, kecualikan")
        sealed.member.sees("Tercatat: anggota itu tidak bisa melihat D-2 lagi")
        admin = await officer(sealed.asker, "2010", "admin")
        await act(admin, sealing.name, await contact_id(other), sealed.request.id)
        await sealed.opens(other)
        other.sees("pengaduan tertutup").misses("Mau diapakan?")
        for talk in (other, admin):
            await talk.close()

    async def test_it_is_given_only_to_who_is_named(self, sealed: Desk) -> None:
        await sealed.opens(sealed.member)
        await sealed.member.taps("Tugaskan")
        assert sealed.member.labels == ["Anggota Komite"]

    async def test_who_loses_sight_of_it_is_let_out(self, sealed: Desk) -> None:
        await sealed.opens(sealed.member)
        await sealed.member.taps("Catatan internal")
        admin = await officer(sealed.asker, "2010", "admin")
        await act(admin, sealing.unname, await contact_id(sealed.member), sealed.request.id)
        await sealed.member.says("catatan")
        sealed.member.misses("tersimpan", "honor")
        said = await sealed.asker.store.read(lambda tx: threads.of_request(tx, sealed.request.id, internal=True))
        assert len(said) == 1
        await admin.close()
