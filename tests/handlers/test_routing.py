"""Passing a request on: whom to ask for, what goes to the partner, and what it answered, in the committee's chat."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.actions import partnering, routing, sealing
from bot.actions.changing import Seen
from bot.channels.marks import read
from bot.core.requests import SupportRequest
from storage.partners import Partner
from storage.referrals import Referral
from tests.handlers.office import STORY, act, contact_id, filed, kept, news, officer, stocked, told
from tests.handlers.talk import DAY, Talk

SANGGAR = Partner(0, "community", "Sanggar Contoh", ("equipment",), ("kriya",))


@dataclass
class Desk:
    """A requester with one request, a committee member, a desk officer."""

    asker: Talk
    member: Talk
    desk: Talk
    request: SupportRequest
    came: list[str] = field(default_factory=list)

    async def opens(self, who: Talk) -> Talk:
        """[Lainnya], [Mitra]."""
        await who.taps_id(f"do:act:{self.request.id}")
        return await who.taps("Mitra")

    async def now(self) -> SupportRequest:
        return await kept(self.asker, self.request.id)

    async def seen(self) -> Seen:
        return Seen(self.request.id, (await self.now()).version)

    async def referral(self) -> Referral:
        return (await act(self.member, routing.of_request, self.request.id))[-1]

    async def consents(self, answer: str = "yes") -> None:
        """What the requester taps under the question; the committee has read what came of it."""
        await act(self.asker, routing.consent, (await self.referral()).id, answer, (await told(self.asker))[-1])
        self.came = await news(self.member)

    async def asked_for(self, label: str = "CSR perusahaan") -> None:
        """The committee asks for the consent to a body."""
        await self.opens(self.member)
        await self.member.taps(label)
        await self.member.taps("Kirim")

    async def sent(self) -> None:
        """It has gone to the partner."""
        await self.asked_for("Sanggar Contoh")
        await self.consents()
        await self.opens(self.member)
        await self.member.taps("Teruskan")
        await self.member.taps("Sudah dikirim")


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[Desk]:
    await talk.registered()
    desk = await officer(talk, "2001", "desk", name="Petugas Meja")
    member = await officer(talk, "2002", "committee", name="Anggota Komite")
    await act(member, partnering.add, SANGGAR)
    yield Desk(talk, member, desk, await filed(talk))
    await desk.close()
    await member.close()


async def test_the_bodies_that_fit_are_shown_with_what_they_do(office: Desk) -> None:
    await stocked(office.asker)
    await office.opens(office.member)
    office.member.sees(
        "D-1 bisa diteruskan ke siapa?", "1. Dinas Koperasi", "(Pemerintah): ", "Sanggar Contoh (Komunitas)"
    )
    assert office.member.labels[-1] == "Mitra lain"
    await office.member.taps("Mitra lain")
    office.member.sees("Mitra dari pihak mana?")
    await office.member.says("media")
    office.member.sees("Media. Yang mana?")
    await office.member.says("sumatera ekspres")
    office.member.sees("Ini yang ditanyakan ke pemohon (Yuk Ratna)", "Sumatera Ekspres")


async def test_the_requester_is_asked_and_the_officer_hears_of_it(office: Desk) -> None:
    await office.opens(office.member)
    office.member.may_tap("Sanggar Contoh", "Mitra lain")
    await office.member.says("1")
    office.member.sees('"Permohonan D-1 bisa dibantu Sanggar Contoh. Boleh kami berikan nama', "Kirim?")
    assert not (await told(office.asker))[-1].startswith("Permohonan D-1")
    await office.member.taps("Kirim")
    office.member.sees("Pemohon D-1 sudah ditanya")
    assert (await told(office.asker))[-1].startswith("Permohonan D-1 bisa dibantu Sanggar Contoh.")
    assert (await office.now()).assignee_id == await contact_id(office.member)
    await office.opens(office.member)
    office.member.sees("Sanggar Contoh: menunggu izin pemohon (24 Nov").may_tap("Minta izin ke mitra", "Tidak jadi")
    await office.consents()
    assert office.came == ["D-1: pemohon setuju untuk diteruskan ke Sanggar Contoh."]
    await office.member.taps("Buka")
    office.member.sees("Sanggar Contoh: pemohon setuju")
    await office.member.taps("Mitra")
    office.member.sees("Sanggar Contoh: pemohon setuju, siap diteruskan")
    office.member.may_tap("Teruskan", "Minta izin ke mitra", "Tidak jadi")


async def test_a_refusal_is_seen_and_nothing_can_be_forwarded(office: Desk) -> None:
    await office.asked_for("Sanggar Contoh")
    await office.consents("no")
    await office.opens(office.member)
    office.member.sees("Sanggar Contoh: pemohon menolak").may_tap("Minta izin ke mitra", "Tidak jadi")
    await office.member.taps("Minta izin ke mitra")
    await office.member.taps("Sanggar Contoh")
    await office.member.taps("Kirim")
    assert (await office.referral()).state == "asked"


async def test_nobody_is_told_of_it_outside_working_hours(office: Desk) -> None:
    await office.asked_for("Sanggar Contoh")
    heard = len(await told(office.member))
    office.asker.now += 14 * DAY // 24
    await office.consents()
    assert len(await told(office.member)) == heard
    assert (await office.now()).wake_at == 0


async def test_the_bubble_holds_the_text_alone(office: Desk) -> None:
    await office.asked_for("Sanggar Contoh")
    await office.consents()
    await office.opens(office.member)
    await office.member.taps("Teruskan")
    assert office.member.text == (
        "Yth. Sanggar Contoh\n\nDengan izin pemohon, kami teruskan permohonan D-2025-000001 dari Yuk Ratna:\n\n"
        f"{STORY}\n\nMohon kabar: diterima, belum bisa (dengan alasan), atau sudah selesai.\n"
        "Komite Ekonomi Kreatif Kota Palembang"
    )
    office.member.may_tap("Sudah dikirim", "Surat (PDF)", "Nanti saja")
    person = await office.asker.person()
    office.member.misses(person.number, office.asker.chat.id, "Tuan Kentang")


async def test_partners_are_written_to_in_indonesian(office: Desk) -> None:
    await office.member.says("english")
    await office.member.taps("English")
    await office.member.taps_id("do:act:1")
    for label in ("Partners", "Sanggar Contoh", "Send"):
        await office.member.taps(label)
    office.member.sees("The requester of D-1 was asked")
    await office.consents()
    assert office.came == ["D-1: the requester agrees to its being passed on to Sanggar Contoh."]
    await office.member.taps("Open")
    await office.member.taps("Partners")
    await office.member.taps("Pass it on")
    office.member.sees("Yth. Sanggar Contoh", "Mohon kabar").may_tap("Sent", "Letter (PDF)", "Later")


async def test_what_people_write_means_no_marks(office: Desk) -> None:
    starred = await filed(office.asker, "equipment", "mau pinjam *alat*_tenun_ \\ segera")
    case = Desk(office.asker, office.member, office.desk, starred)
    await case.asked_for("Sanggar Contoh")
    await case.consents()
    await case.opens(case.member)
    await case.member.taps("Teruskan")
    assert read(case.member.text).text.count("mau pinjam *alat*_tenun_ \\ segera") == 1
    assert not read(case.member.text).bold


async def test_the_letter_is_named_to_be_drawn_when_it_goes(office: Desk) -> None:
    await office.asked_for("Sanggar Contoh")
    await office.consents()
    await office.opens(office.member)
    await office.member.taps("Teruskan")
    await office.member.taps("Surat (PDF)")
    (letter,) = office.member.bubble.media
    assert (letter.source, letter.mime) == (f"letter:{(await office.referral()).id}", "application/pdf")
    assert letter.name == "surat-pengantar-D-2025-000001.pdf"
    office.member.sees("Surat pengantar", "Sudah dikirim ke Sanggar Contoh?").may_tap("Sudah dikirim", "Nanti saja")
    await office.member.taps("Nanti saja")
    assert (await office.referral()).state == "agreed"
    await office.opens(office.member)
    await office.member.taps("Teruskan")
    await office.member.taps("Surat (PDF)")
    await office.member.taps("Sudah dikirim")
    office.member.sees("Tercatat: D-1 sudah dikirim ke Sanggar Contoh")
    assert (await office.referral()).state == "sent"


async def test_all_the_way_to_done(office: Desk) -> None:
    await office.sent()
    assert (await office.now()).state == "routed"
    assert "sudah kami kirim ke Sanggar Contoh" in (await told(office.asker))[-1]
    await office.opens(office.member)
    office.member.sees("Sanggar Contoh: sudah dikirim").may_tap(
        "Diterima mitra", "Belum bisa", "Selesai dibantu", "Sudah ditanya lagi", "Minta izin ke mitra", "Tidak jadi"
    )
    await office.member.taps("Diterima mitra")
    office.member.sees("Sanggar Contoh akan memberi kabar kapan?")
    await office.member.says("5 desember")
    office.member.sees("Sanggar Contoh menerima D-1, kabar berikutnya Jumat, 5 Desember.", "Pemohon langsung dikabari")
    await office.member.taps("Benar, catat")
    office.member.sees("Tercatat: Sanggar Contoh menerima D-1")
    assert "Sanggar Contoh sudah menerima permohonan D-1" in (await told(office.asker))[-1]
    assert (await office.now()).state == "partner_accepted"
    await office.opens(office.desk)
    office.desk.may_tap("Belum bisa", "Selesai dibantu", "Sudah ditanya lagi", "Tidak jadi")
    await office.desk.taps("Sudah ditanya lagi")
    office.desk.sees("Tercatat: Sanggar Contoh sudah ditanya lagi tentang D-1")
    await office.opens(office.desk)
    await office.desk.taps("Selesai dibantu")
    office.desk.sees("Tercatat: Sanggar Contoh sudah membantu D-1. Tutup dengan jawaban, ya.")
    assert ((await office.now()).state, (await office.referral()).state) == ("in_progress", "done")


async def test_all_the_way_to_unable(office: Desk) -> None:
    await office.sent()
    await office.opens(office.desk)
    await office.desk.taps("Belum bisa")
    office.desk.sees("Apa alasan Sanggar Contoh? Pemohon membacanya")
    await office.desk.says("alatnya sedang dipakai")
    await office.desk.says("Balai Contoh")
    office.desk.sees('Alasan: "alatnya sedang dipakai"', "Alamat lebih tepat: Balai Contoh").may_tap(
        "Benar, catat", "Jangan"
    )
    await office.desk.taps("Benar, catat")
    office.desk.sees("belum bisa membantu D-1", "sekarang giliran kita")
    assert (await told(office.asker))[-1] == (
        "Sanggar Contoh belum bisa membantu permohonan D-1: alatnya sedang dipakai\n\n"
        "Sekarang giliran kami mencari jalan lain. Ada tambahan? Balas pesan ini."
    )
    referral, request = await office.referral(), await office.now()
    assert (referral.state, referral.better_address, request.state) == ("unable", "Balai Contoh", "under_review")
    await office.opens(office.member)
    office.member.sees("Sanggar Contoh: belum bisa", "alatnya sedang dipakai")


async def test_a_last_look_may_be_the_last(office: Desk) -> None:
    await office.sent()
    heard = len(await told(office.asker))
    for taps in (("Diterima mitra", "Tanpa tanggal", "Jangan"), ("Belum bisa",)):
        await office.opens(office.member)
        for label in taps:
            await office.member.taps(label)
    await office.member.says("alat habis")
    await office.member.taps("Tidak ada")
    await office.member.taps("Jangan")
    office.member.sees("tidak ada yang berubah")
    assert (await office.referral()).state == "sent"
    assert len(await told(office.asker)) == heard


async def test_a_day_that_is_over(office: Desk) -> None:
    await office.sent()
    await office.opens(office.member)
    await office.member.taps("Diterima mitra")
    await office.member.says("20 november 2025")
    office.member.sees("Pilih hari ini atau sesudahnya")
    await office.member.says("entah")
    office.member.sees("belum terbaca")
    await office.member.taps("3 hari kerja")
    office.member.sees("kabar berikutnya Kamis, 27 November")


@pytest.mark.parametrize(
    "taps",
    [("Diterima mitra", "Tanpa tanggal", "Benar, catat"), ("Selesai dibantu",), ("Sudah ditanya lagi",)],
)
async def test_whoever_was_first_is_told(office: Desk, taps: tuple[str, ...]) -> None:
    await office.sent()
    await office.opens(office.desk)
    await act(office.member, routing.accepted, await office.seen(), (await office.referral()).id, None)
    before = await office.now()
    for label in taps:
        await office.desk.taps(label)
    office.desk.sees("Anggota Komite lebih dulu: D-1 sudah diterima mitra", "Sanggar Contoh: diterima mitra")
    assert await office.now() == before
    await office.desk.taps("Selesai dibantu")
    assert (await office.referral()).state == "done"


async def test_two_send_it_and_one_is_told(office: Desk) -> None:
    await office.asked_for("Sanggar Contoh")
    await office.consents()
    await office.opens(office.member)
    await office.member.taps("Teruskan")
    second = await officer(office.asker, "2003", "committee", name="Anggota Kedua")
    await act(second, routing.sent, await office.seen(), (await office.referral()).id)
    heard = len(await told(office.asker))
    await office.member.taps("Sudah dikirim")
    office.member.sees("Anggota Kedua lebih dulu: D-1 sudah dikirim ke mitra")
    assert len(await told(office.asker)) == heard
    await second.close()


async def test_a_desk_officer_neither_asks_nor_forwards(office: Desk) -> None:
    await office.desk.taps_id("do:act:1")
    assert "Mitra" not in office.desk.labels
    await office.sent()
    await office.desk.later(seconds=20)
    await office.opens(office.desk)
    assert {"Teruskan", "Minta izin ke mitra"}.isdisjoint(office.desk.labels)
    assert "Diterima mitra" in office.desk.labels


async def test_several_bodies_are_told_apart(office: Desk) -> None:
    await office.sent()
    await act(office.member, partnering.add, Partner(0, "business", "Toko Contoh", ("equipment",)))
    await office.opens(office.member)
    await office.member.taps("Minta izin ke mitra")
    office.member.may_tap("Toko Contoh", "Mitra lain")
    await office.member.taps("Toko Contoh")
    await office.member.taps("Kirim")
    await office.consents()
    assert office.came == ["D-1: pemohon setuju untuk diteruskan ke Toko Contoh."]
    await office.opens(office.member)
    assert office.member.labels[:2] == ["Diterima mitra: Sanggar Contoh", "Belum bisa: Sanggar Contoh"]
    await office.member.taps("Teruskan: Toko Contoh")
    office.member.sees("Yth. Toko Contoh")


async def test_a_sub_sector_without_partners_is_shown(office: Desk) -> None:
    film = await filed(office.desk, "equipment", "pinjam kamera untuk film pendek", sub_sector="film-animasi-video")
    await office.member.taps_id(f"do:act:{film.id}")
    await office.member.taps("Mitra")
    office.member.sees("(belum ada mitra yang cocok)", "Belum ada mitra untuk Film")
    await act(office.member, partnering.add, Partner(0, "community", "Komunitas Rekaan", (), ("film-animasi-video",)))
    await office.member.taps_id(f"do:act:{film.id}")
    await office.member.taps("Mitra")
    office.member.sees("1. Komunitas Rekaan (Komunitas): semua").misses("Belum ada mitra untuk")


class TestComplaints:
    @pytest.mark.parametrize(
        ("anonymous", "asks"), [(True, "tanpa nama dan kontak Kakak"), (False, "Boleh isi pengaduan, nama dan kontak")]
    )
    async def test_they_have_a_consent_of_their_own(self, office: Desk, anonymous: bool, asks: str) -> None:
        admin = await officer(office.asker, "2009", "admin")
        request = await filed(office.asker, "voice", "honor panitia belum dibayar", anonymous=anonymous)
        await act(admin, sealing.name, await contact_id(office.member), request.id)
        await admin.close()
        await act(office.member, partnering.add, Partner(0, "government", "Ombudsman Rekaan", ("voice",)))
        case = Desk(office.asker, office.member, office.desk, request)
        await case.opens(case.member)
        await case.member.taps("Ombudsman Rekaan")
        case.member.sees("Pengaduan D-2 bisa ditindaklanjuti Ombudsman Rekaan", asks)
        await case.member.taps("Kirim")
        assert asks in (await told(case.asker))[-1]
        await case.consents()
        await case.opens(case.member)
        await case.member.taps("Teruskan")
        case.member.sees("Yth. Ombudsman Rekaan", "honor panitia belum dibayar")
        assert ("Yuk Ratna" in case.member.text) is not anonymous
        await case.desk.taps_id(f"do:act:{request.id}")
        case.desk.sees("pengaduan tertutup").misses("Ombudsman", "honor")
