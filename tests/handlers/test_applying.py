"""Applying in a talk: conditions first, only what is missing is asked, a draft is kept, a receipt without a promise."""

from datetime import date

import pytest

from bot.core.applications import Application
from bot.core.opportunities import Opportunity, Question, Requirement
from storage import applications
from tests.handlers.desk import beside, contact_of
from tests.handlers.talk import DAY, Talk
from tests.offers import published

CLOSES = 10 * DAY
SONGS = Requirement(text="2 lagu karya sendiri")


async def out(talk: Talk, **more: object) -> Opportunity:
    """An opportunity that closes in ten days."""
    return await published(talk.store, talk.now, talk.now + CLOSES, **more)  # type: ignore[arg-type]


async def kept(talk: Talk, one: Opportunity) -> Application:
    """What somebody has of it."""
    person = await talk.person()
    found = await talk.store.read(lambda tx: applications.of(tx, one.id, person.id))
    assert found is not None
    return found


async def test_the_whole_way(anywhere: Talk) -> None:
    await anywhere.registered()
    one = await out(anywhere, results_on=date(2025, 12, 20))
    await anywhere.taps_id(f"do:apply:{one.id}")
    anywhere.sees("Slot Panggung Contoh", "2 lagu karya sendiri", "Sudah ada semua").may_tap(
        "Ada semua", "Ada yang belum"
    )
    await anywhere.taps("Ada semua")
    anywhere.sees("contoh karya")
    await anywhere.sends("photo")
    await anywhere.says("https://contoh.example/lagu")
    await anywhere.taps("Selesai")
    anywhere.sees("Yuk Ratna", "1 📎, https://contoh.example/lagu", "Belum punya: tidak ada").may_tap(
        "Kirim", "Ubah dulu"
    )
    assert (await kept(anywhere, one)).state == "draft"
    await anywhere.taps("Kirim")
    anywhere.sees("sudah kami terima", "belum berarti terpilih", "Sabtu, 20 Desember").misses("✅")
    found = await kept(anywhere, one)
    assert (found.state, len(found.works), found.works[1]) == ("submitted", 2, "https://contoh.example/lagu")
    assert found.contact_id == await contact_of(anywhere)


async def test_a_stranger_registers_and_comes_straight_back(anywhere: Talk) -> None:
    await anywhere.says("menu")
    one = await out(anywhere)
    await anywhere.taps_id(f"do:apply:{one.id}")
    anywhere.sees("Untuk ikut Slot Panggung Contoh", "langsung lanjut", "sudah 18 tahun?")
    await anywhere.taps("Setuju, saya 18+")
    await anywhere.says("nenun songket tuan kentang")
    await anywhere.says("Yuk Ratna")
    await anywhere.taps("Benar, simpan")
    await anywhere.taps("Tidak usah")
    anywhere.sees("kami tidak mengirim kabar", "Syaratnya", "2 lagu karya sendiri").may_tap(
        "Ada semua", "Ada yang belum"
    )
    assert (await kept(anywhere, one)).state == "draft"


async def test_a_stranger_who_declines_may_think_again(talk: Talk) -> None:
    await talk.says("menu")
    one = await out(talk)
    await talk.taps_id(f"do:apply:{one.id}")
    await talk.taps("Tidak / belum 18")
    talk.sees("Data Kakak tidak kami simpan")
    await talk.taps("Lanjutkan yang tadi")
    talk.sees("perlu terdaftar dulu").may_tap("Daftar sekarang", "Nanti saja")
    await talk.taps("Nanti saja")
    talk.sees("ketik IKUT", "Mau apa")
    await talk.says(f"ikut {one.code.lower()}")
    talk.sees("sudah 18 tahun?")


async def test_what_is_not_there_yet_is_said_first(talk: Talk) -> None:
    await talk.registered()
    terms = (Requirement(text="NIB", key="nib"), Requirement(text="Tinggal di Palembang", key="domicile"), SONGS)
    one = await out(talk, requirements=terms)
    await talk.says("ikut CNTH7")
    talk.sees("• NIB", "• Tinggal di Palembang (Tuan Kentang, Jakabaring)", "• 2 lagu karya sendiri")
    await talk.taps("Ada yang belum")
    talk.sees("Yang mana yang belum ada").may_tap("NIB", "2 lagu karya sendiri", "Selesai")
    await talk.taps("NIB")
    await talk.taps("Selesai")
    await talk.taps("Lewati")
    talk.sees("Belum punya: NIB\n", "Karya: tidak ada")
    await talk.taps("Kirim")
    talk.sees("Hasilnya kami kabarkan, terpilih atau belum")
    assert (await kept(talk, one)).lacks == ("NIB",)


async def test_nobody_applies_before_it_opens(talk: Talk) -> None:
    await talk.registered()
    one = await out(talk, requirements=(), opens_on=date(2025, 11, 26))  # the day after tomorrow
    await talk.says("ikut CNTH7")
    talk.sees("baru dibuka Rabu, 26 November")
    await talk.taps_id(f"do:apply:{one.id}")
    talk.sees("baru dibuka Rabu, 26 November")
    await talk.later(days=2)
    await talk.taps_id(f"do:apply:{one.id}")
    talk.sees("contoh karya")


async def test_the_only_condition_is_not_asked_twice(talk: Talk) -> None:
    await talk.registered()
    one = await out(talk, requirements=(Requirement(text="NIB", key="nib"),))
    await talk.taps_id(f"do:apply:{one.id}")
    await talk.taps("Ada yang belum")
    talk.sees("contoh karya")
    await talk.taps("Lewati")
    talk.sees("Belum punya: NIB\n")


async def test_what_the_profile_tells_is_not_asked(talk: Talk) -> None:
    await talk.registered()
    one = await out(talk, requirements=(Requirement(text="Warga kota", key="domicile"),), selection="first_come")
    await talk.taps_id(f"do:apply:{one.id}")
    talk.sees("Ini yang akan dikirim", "Belum punya: tidak ada")
    await talk.taps("Kirim")
    talk.sees("✅ Kakak mendapat tempat di Slot Panggung Contoh")


QUESTIONS = (
    Question(key="why", ask="Mengapa ingin tampil?"),
    Question(key="crew", ask="Berapa orang yang tampil?", type="number"),
    Question(key="day", ask="Hari apa?", type="choice", choices=("Sabtu", "Minggu malam sesudah acara penutupan")),
    Question(key="demo", ask="Rekaman demo", type="file", optional=True),
    Question(key="site", ask="Tautan profil", type="link", optional=True),
)


async def answers_all(talk: Talk, one: Opportunity) -> None:
    """To the review."""
    await talk.taps_id(f"do:apply:{one.id}")
    talk.sees("Mengapa ingin tampil?")
    await talk.says("rindu panggung")
    await talk.says("empat")
    talk.sees("Hari apa?")
    await talk.says("minggu malam sesudah acara penutupan")
    talk.sees("Rekaman demo", "Kirim foto, berkas")
    await talk.sends("voice")
    await talk.taps("Selesai")
    talk.sees("Tautan profil")
    await talk.taps("Lewati")
    talk.sees("contoh karya")
    await talk.sends("photo")
    await talk.taps("Selesai")


async def test_own_questions_of_every_type(anywhere: Talk) -> None:
    await anywhere.registered()
    one = await out(anywhere, requirements=(), questions=QUESTIONS)
    await answers_all(anywhere, one)
    anywhere.sees("Mengapa ingin tampil?\nrindu panggung", "Berapa orang yang tampil?\n4", "Rekaman demo\n1 📎")
    anywhere.sees("Hari apa?\nMinggu malam sesudah", "Tautan profil\n-", "Karya: 1 📎")
    await anywhere.taps("Kirim")
    found = await kept(anywhere, one)
    assert {**found.answers, "demo": len(found.answers["demo"])} == {
        "why": "rindu panggung", "crew": 4, "day": "Minggu malam sesudah acara penutupan", "demo": 1, "~lacks": [],
    }  # fmt: skip
    assert len(found.works) == 1
    assert found.works != tuple(found.answers["demo"])


async def test_any_answer_can_be_changed_before_it_goes(talk: Talk) -> None:
    await talk.registered()
    one = await out(talk, requirements=(), questions=QUESTIONS)
    await answers_all(talk, one)
    await talk.taps("Ubah dulu")
    talk.sees("Yang mana yang diubah").may_tap(*(question.ask for question in QUESTIONS), "Karya")
    await talk.taps("Berapa orang yang tampil?")
    await talk.says("7")
    talk.sees("Berapa orang yang tampil?\n7", "Mengapa ingin tampil?\nrindu panggung")
    await talk.taps("Kirim")
    assert (await kept(talk, one)).answers["crew"] == 7


async def test_a_draft_outlives_its_talk(talk: Talk) -> None:
    await talk.registered()
    one = await out(talk, requirements=(SONGS,), questions=QUESTIONS)
    await talk.taps_id(f"do:apply:{one.id}")
    await talk.taps("Ada semua")
    await talk.says("rindu panggung")
    await talk.says("4")
    await talk.says("batal")
    talk.sees("bisa dilanjutkan sampai tenggat")
    await talk.later(days=3)
    await talk.says("lamaran saya")
    talk.sees("Lamaran Kakak: 1", "Slot Panggung Contoh (CNTH7)\nDraf, belum dikirim. Tenggat Kamis, 4 Desember")
    await talk.taps("Slot Panggung Contoh")
    talk.may_tap("Lanjutkan", "Tarik lamaran", "Lamaran saya")
    await talk.taps("Lanjutkan")
    talk.sees("Hari apa?")
    await talk.says("sabtu")
    await talk.taps("Lewati")
    await talk.taps("Lewati")
    await talk.taps("Lewati")
    talk.sees("rindu panggung", "Sabtu", "Belum punya: tidak ada")


async def test_changed_and_taken_back_until_the_deadline(talk: Talk) -> None:
    await talk.registered()
    one = await out(talk, requirements=(), questions=QUESTIONS)
    await answers_all(talk, one)
    await talk.taps("Kirim")
    sent = await kept(talk, one)
    await talk.says("lamaran saya")
    await talk.taps("Slot Panggung Contoh")
    talk.sees("Sudah diterima, belum diputuskan").may_tap("Ubah lamaran", "Tarik lamaran", "Lamaran saya")
    await talk.taps("Ubah lamaran")
    talk.sees("rindu panggung", "Minggu malam", "Rekaman demo\n1 📎", "Karya: 1 📎")
    await talk.taps("Ubah dulu")
    await talk.taps("Karya")
    await talk.says("https://contoh.example/baru")
    await talk.taps("Selesai")
    await talk.taps("Kirim")
    talk.sees("Perubahan untuk Slot Panggung Contoh sudah kami simpan")
    changed = await kept(talk, one)
    assert (changed.answers, changed.works) == (sent.answers, ("https://contoh.example/baru",))
    await talk.taps_id(f"do:application_withdraw:{sent.id}")
    talk.sees("Tarik lamaran untuk Slot Panggung Contoh?")
    await talk.taps("Tidak jadi")
    talk.sees("tetap")
    assert (await kept(talk, one)).state == "submitted"
    await talk.taps_id(f"do:application_withdraw:{sent.id}")
    await talk.taps("Ya, tarik")
    talk.sees("sudah ditarik")
    assert (await kept(talk, one)).state == "withdrawn"
    await talk.says("lamaran saya")
    talk.sees("Belum ada lamaran")


async def test_a_talk_under_way_does_not_bring_back_what_is_taken_back(talk: Talk) -> None:
    await talk.registered()
    one = await out(talk)
    await talk.taps_id(f"do:apply:{one.id}")
    draft = await kept(talk, one)
    assert draft.state == "draft"
    await talk.says("tarik lamaran")
    await talk.taps("Ya, tarik")
    talk.sees("sudah ditarik", "Mau apa")
    assert (await kept(talk, one)).state == "withdrawn"


async def test_what_was_sent_before_the_deadline_counts(talk: Talk) -> None:
    await talk.registered()
    one = await out(talk, requirements=())
    closes = one.closes_at or 0
    await talk.taps_id(f"do:apply:{one.id}")
    await talk.taps("Lewati")
    await talk.later(days=11)
    await talk.says("kirim", at=closes)
    talk.sees("sudah ditutup")
    assert (await kept(talk, one)).state == "draft"
    talk.now = closes - DAY
    await talk.taps_id(f"do:apply:{one.id}")
    await talk.taps("Lewati")
    talk.now = closes + 3_600_000
    await talk.says("kirim", at=closes - 1)
    talk.sees("sudah kami terima")
    assert (await kept(talk, one)).state == "submitted"


async def test_works_sent_once_are_offered_for_the_next(talk: Talk) -> None:
    await talk.registered()
    one, other = await out(talk, requirements=()), await out(talk, code="CNTH8", requirements=())
    await talk.taps_id(f"do:apply:{one.id}")
    await talk.sends("photo")
    await talk.taps("Selesai")
    await talk.taps("Kirim")
    await talk.taps_id(f"do:apply:{other.id}")
    talk.sees("Karya yang pernah Kakak kirim: 1 📎").may_tap("Pakai lagi", "Kirim yang lain")
    await talk.taps("Pakai lagi")
    talk.sees("Karya: 1 📎")
    await talk.taps("Kirim")
    assert (await kept(talk, other)).works == (await kept(talk, one)).works


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"apply_via": "link", "link": "https://contoh.example/d"},
            "lewat tautan penyelenggara: https://contoh.example/d",
        ),
        ({"apply_via": "desk"}, "langsung ke Meja layanan Kekraf"),
    ],
)
async def test_elsewhere_is_said_plainly(talk: Talk, fields: dict[str, object], said: str) -> None:
    await talk.registered()
    one = await out(talk, **fields)
    await talk.taps_id(f"do:apply:{one.id}")
    talk.sees(said, "tidak kami terima di sini")


async def test_what_is_over_or_unknown(talk: Talk) -> None:
    await talk.registered()
    one = await out(talk)
    await talk.later(days=11)
    await talk.taps_id(f"do:apply:{one.id}")
    talk.sees("Pendaftaran Slot Panggung Contoh sudah ditutup")
    for forged in (f"do:apply:{one.id + 1}", "do:apply:x", "do:application:77", "do:application_withdraw:77"):
        await talk.taps_id(forged)
        assert "Slot Panggung" not in talk.text
    await talk.says("ikut")
    talk.sees("Belum ada lamaran")


async def test_others_applications_are_nobodys(talk: Talk) -> None:
    await talk.registered()
    one = await out(talk)
    await talk.taps_id(f"do:apply:{one.id}")
    mine = await kept(talk, one)
    async with beside(talk, "3001") as other:
        await other.registered("Bang Lain")
        for command in ("application", "application_withdraw"):
            await other.taps_id(f"do:{command}:{mine.id}")
            other.sees("tidak ada, Kak")
    await talk.says("batal")
    await talk.taps_id(f"do:application:{mine.id}")
    talk.sees("Slot Panggung Contoh (CNTH7)", "Draf, belum dikirim")


async def test_many_are_paged(talk: Talk) -> None:
    await talk.registered()
    for n in range(8):
        one = await out(talk, code=f"CNTH{n + 2}", requirements=(), title={"id": f"Lomba {n}"})
        await talk.taps_id(f"do:apply:{one.id}")
        await talk.says("batal")
    await talk.says("profil")
    await talk.taps("Lamaran saya")
    talk.may_tap(*(f"Lomba {n}" for n in (7, 6, 5, 4, 3, 2)), "Lebih lama")
    await talk.taps("Lebih lama")
    assert talk.labels == ["Lomba 1", "Lomba 0", "Lebih baru"]
