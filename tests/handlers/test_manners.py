"""The manners every conversation has: stale and double taps, numbers, back, cancel, interruptions, thanks."""

import pytest

from tests.handlers.talk import Talk


async def at_story(talk: Talk) -> Talk:
    await talk.says("halo")
    return await talk.taps("Setuju, saya 18+")


async def at_name(talk: Talk) -> Talk:
    await at_story(talk)
    return await talk.says("bikin kue di plaju")


async def at_review(talk: Talk) -> Talk:
    await at_name(talk)
    return await talk.says("Ani")


async def test_a_double_tap_counts_once(talk: Talk) -> None:
    await at_review(talk)
    await talk.taps("Benar, simpan")
    talk.sees("Nomor ekraf")
    await talk.taps("Benar, simpan")
    talk.silent()
    assert talk.taken is not None
    assert talk.taken.toast == "Sudah kami catat."
    await talk.taps("Ya, kabari")
    talk.sees("Siap, Ani")


async def test_the_same_button_again_after_words_is_meant(talk: Talk) -> None:
    await talk.registered()
    await talk.taps("Profil saya")
    await talk.says("menu")
    await talk.taps("Profil saya")
    talk.sees("Profil Yuk Ratna")


async def test_an_old_keyboard_is_answered_with_the_present_question(talk: Talk) -> None:
    await talk.says("halo")
    old = talk.choice("Tidak / belum 18").id
    await talk.taps("Setuju, saya 18+")
    await talk.says("bikin kue di plaju")
    await talk.taps_id(old)
    talk.sees("Tombol itu dari pertanyaan sebelumnya", "Nama panggilan").may_tap("Pakai: Ratna")
    assert talk.taken is not None
    assert talk.taken.toast == "Tombol lama."
    await talk.says("Ani")
    talk.sees("Ini yang kami catat, Ani")


@pytest.mark.parametrize(
    "forged",
    ["", ":", "::::", "do:", "do:nothing", "do:resume", "do:resume:x", "register:consent:yes:0", "x" * 5000, "~done",
     "register:name:~known:", "profile:review:yes:zz", "do:menu\x00", "🙏", "register:consent"],
)  # fmt: skip
async def test_forged_ids_are_harmless(talk: Talk, forged: str) -> None:
    await talk.taps_id(forged)
    talk.sees("Tombol itu").may_tap("Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas")
    await at_name(talk)
    await talk.taps_id(forged)
    talk.sees("Nama panggilan")
    await talk.says("Ani")
    talk.sees("Ini yang kami catat, Ani")


async def test_a_tap_of_a_talk_that_ended(talk: Talk) -> None:
    await talk.registered()
    await talk.later(days=1)
    await talk.taps("Benar, simpan")
    talk.sees("Tombol itu dari pertanyaan sebelumnya", "Mau apa sekarang").may_tap(
        "Peluang & panggung", "Minta dukungan", "Profil saya"
    )


async def test_back_to_the_beginning(talk: Talk) -> None:
    await at_review(talk)
    for seen in ("Nama panggilan", "membuat apa", "sudah 18 tahun", "pertanyaan yang pertama"):
        await talk.says("kembali")
        talk.sees(seen)
    await talk.says("setuju")
    await talk.says("nyanyi di sako")
    await talk.says("Ani")
    talk.sees("Bidang: Musik", "Tempat: Sako")


async def test_back_from_an_edit_is_the_review(talk: Talk) -> None:
    await at_review(talk)
    for word in ("kembali", "batal"):
        await talk.taps("Ada yang salah")
        await talk.taps("Nama")
        talk.sees("Nama panggilan")
        await talk.says(word)
        talk.sees("Ini yang kami catat, Ani", "Sudah benar")
    await talk.taps("Ada yang salah")
    await talk.says("kembali")
    talk.sees("Sudah benar")


async def test_cancel_leaves_the_talk(talk: Talk) -> None:
    await at_review(talk)
    await talk.says("BATAL")
    talk.sees("kami batalkan", "tidak ada yang tersimpan").may_tap(
        "Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas"
    )
    await talk.says("batal")
    talk.sees("Mau apa sekarang")
    assert await talk.person() is None


async def test_skipping_what_cannot_be_skipped(talk: Talk) -> None:
    await at_name(talk)
    await talk.says("lewati")
    talk.sees("belum bisa dilewati", "Nama panggilan")


@pytest.mark.parametrize("thanks", ["makasih", "🙏", "terima kasih kak", "👍", "ok", "🙏🏽🙏🏽", "mokasih", "ya"])
async def test_thanks_need_no_answer(talk: Talk, thanks: str) -> None:
    await talk.registered()
    await talk.says(thanks)
    talk.silent()
    await at_edit(talk)
    await talk.says("makasih")
    talk.silent()
    await talk.says("nama")
    talk.sees("Nama panggilan")


async def at_edit(talk: Talk) -> None:
    await talk.says("ubah profil")
    talk.sees("Yang mana")


@pytest.mark.parametrize("answer", ["ok", "siap", "👍", "oke kak", "gas", "iyo", "aok", "pacak", "y", "1", "sikok"])
async def test_ok_may_be_an_answer(talk: Talk, answer: str) -> None:
    await talk.says("halo")
    await talk.says(answer)
    talk.sees("membuat apa")


@pytest.mark.parametrize("answer", ["dak", "idak", "dak galak", "gak", "nggak", "2", "duo", "tidak", "👎"])
async def test_no_in_baso_palembang(talk: Talk, answer: str) -> None:
    await talk.says("halo")
    await talk.says(answer)
    talk.sees("tidak kami simpan")


async def test_menu_in_a_talk_has_a_way_back(talk: Talk) -> None:
    await at_name(talk)
    await talk.says("MENU")
    talk.sees("Mau apa sekarang").may_tap(
        "Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas", "Lanjutkan yang tadi"
    )
    await talk.says("5")
    talk.sees("Nama panggilan")
    await talk.says("menu")
    await talk.says("Ani")  # or simply on with it
    talk.sees("Ini yang kami catat, Ani")


async def test_help_in_a_talk_asks_the_question_again(talk: Talk) -> None:
    await at_name(talk)
    await talk.says("bantuan")
    talk.sees("PETUGAS", "BATAL", "Nama panggilan").may_tap("Pakai: Ratna")


async def test_a_person_in_the_middle_and_back(talk: Talk) -> None:
    await at_name(talk)
    await talk.says("petugas")
    talk.sees("Silakan tulis pertanyaannya")
    await talk.says("boleh pakai nama panggung?")
    talk.sees("Sudah kami teruskan ke petugas", "Pendaftaran Kakak tinggal dua langkah")
    await talk.says("ya")
    talk.sees("Nama panggilan")


async def test_a_person_in_the_middle_cancelled(talk: Talk) -> None:
    await at_name(talk)
    await talk.says("petugas")
    await talk.says("batal")
    talk.sees("kami batalkan")
    await talk.says("menu")
    talk.sees("Mau apa sekarang")


async def test_another_talk_offers_the_first_afterwards(talk: Talk) -> None:
    await talk.registered()
    await talk.says("ubah profil")
    await talk.says("nama")
    await talk.says("bahasa")
    talk.sees("bahasa apa")
    await talk.says("petugas")
    await talk.says("halo petugas, kapan rapatnya?")
    talk.sees("Sudah kami teruskan")
    await talk.says("lanjut")
    talk.sees("bahasa apa")
    await talk.says("indonesia")
    talk.sees("bahasa Indonesia", "Nama panggilan")


async def test_the_stack_has_a_bottom(talk: Talk) -> None:
    await talk.registered()
    for word in ("ubah profil", "bahasa", "petugas", "hapus", "bukan saya", "ubah profil", "bahasa", "petugas"):
        await talk.says(word)
        assert len((await talk.session()).stack) <= 5
    await talk.says("batal")
    await talk.says("menu")
    talk.sees("Mau apa sekarang")


async def test_start_in_a_talk_is_a_greeting(talk: Talk) -> None:
    await talk.starts()
    talk.sees("sudah 18 tahun")
    await talk.starts()
    talk.sees("sudah 18 tahun")
    await talk.says("ya")
    await talk.says("bikin kue di plaju")
    await talk.starts("nonsense")
    talk.sees("Pendaftaran Kakak tinggal dua langkah")
    await talk.starts("r_abc")  # a referral found late still counts
    talk.sees("Lanjut sekarang?")
    await talk.says("Ani")
    await talk.says("benar")
    assert (await talk.person()).invited_by == "abc"


async def test_daftar_in_the_middle_goes_on(talk: Talk) -> None:
    await at_name(talk)
    await talk.says("daftar")
    talk.sees("Nama panggilan")


async def test_an_edited_message_edits_its_answer(talk: Talk) -> None:
    await at_story(talk)
    await talk.says("bikin kue di plaju", message="77")
    await talk.edits("77", "bikin kue di sako")
    talk.sees("Sudah kami perbaiki", "Nama panggilan")
    await talk.says("Ani", message="78")
    await talk.edits("77", "nyanyi di sako")  # only the last answered one
    talk.silent()
    await talk.edits("78", "😀")
    talk.sees("perlu ada hurufnya", "Sudah benar")
    await talk.edits("78", "Yuk Ani")
    talk.sees("Ini yang kami catat, Yuk Ani", "Tempat: Sako")
    await talk.taps("Benar, simpan")
    await talk.edits("78", "Bu Ani")
    talk.silent()
    assert (await talk.person()).name == "Yuk Ani"


async def test_things_where_words_are_asked(talk: Talk) -> None:
    await at_name(talk)
    await talk.sends("photo")
    talk.sees("belum bisa dipakai di langkah ini", "Nama panggilan")
    assert talk.taken is not None
    assert not talk.taken.wants_media
    await talk.sends("photo", caption="Yuk Ani")
    talk.sees("belum bisa dipakai", "Ini yang kami catat, Yuk Ani")


async def test_files_that_are_refused_at_once(talk: Talk) -> None:
    await talk.says("petugas")
    await talk.sends("file", size=30_000_000)
    talk.sees("lebih dari 20 MB", "Silakan tulis pertanyaannya")
    await talk.sends("file", mime="application/x-msdownload")
    talk.sees("tidak kami terima", "Silakan tulis pertanyaannya")
    await talk.sends("photo", caption="ini fotonya")
    talk.sees("Kiriman Kakak sudah masuk", "Sudah kami teruskan ke petugas")
    assert await talk.asked() == [("unsorted", "ini fotonya")]
    assert await talk.for_staff() == []


async def test_things_out_of_the_blue(talk: Talk) -> None:
    await talk.registered()
    await talk.sends("phone")
    talk.sees("tidak kami simpan").may_tap("Peluang & panggung", "Minta dukungan", "Profil saya")


async def test_near_words_and_numbers_on_a_menu(talk: Talk) -> None:
    await talk.registered()
    await talk.says("3")
    talk.sees("Profil Yuk Ratna").may_tap(
        "Permohonan saya", "Lamaran saya", "Ubah profil", "Kabar (atur)", "Data saya", "Bahasa"
    )
    await talk.says("empat")
    talk.sees("Kabar peluang sudah aktif")
    talk.may_tap("Setiap ada yang baru", "Sebulan sekali", "Hentikan kabar", "Menu")
    await talk.says("hentikn kabar")
    talk.sees("kami hentikan")
    assert not (await talk.person()).alerts
    await talk.says("profilku apa ya")
    talk.sees("Mau dibantu petugas?")
