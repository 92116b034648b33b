"""Every branch of registration (X1 to X14)."""

import pytest

from storage import consents
from tests.handlers.talk import Talk


async def agreed(talk: Talk) -> Talk:
    await talk.says("halo")
    return await talk.taps("Setuju, saya 18+")


async def at_review(talk: Talk) -> Talk:
    await agreed(talk)
    await talk.says("nenun songket tuan kentang")
    return await talk.says("Yuk Ratna")


@pytest.mark.parametrize("answer", ["Tidak / belum 18", "tidak", "dak", "belum 18", "2", "gak mau", "saya masih 16"])
async def test_no_leaves_nothing_but_doors(talk: Talk, answer: str) -> None:
    await talk.says("bikin kue di plaju")
    await talk.says(answer)
    if answer == "saya masih 16":  # not understood: never read as a yes
        talk.sees("sudah 18 tahun")
        return
    talk.sees("tidak kami simpan", "24 jam", "ketua sanggar").may_tap("Lihat peluang", "Tanya petugas", "Mulai lagi")
    assert await talk.person() is None
    assert (await talk.session()).stack == ()
    await talk.taps("Tanya petugas")
    await talk.says("boleh ikut lomba?")
    assert await talk.asked() == [("unsorted", "boleh ikut lomba?")]
    await talk.taps("Mulai lagi")
    talk.sees("sudah 18 tahun")


async def test_reading_all_first(talk: Talk) -> None:
    await talk.says("halo")
    await talk.taps("Baca lengkap")
    talk.sees("Pemberitahuan data, versi 1", "UU 27/2022").may_tap("Setuju, saya 18+", "Tidak / belum 18")
    await talk.says("kembali")
    talk.sees("Halo Kak").may_tap("Setuju, saya 18+", "Tidak / belum 18", "Baca lengkap")
    await talk.says("3")
    await talk.says("iyo")
    talk.sees("membuat apa")


async def test_list_instead_of_a_sentence(talk: Talk) -> None:
    await agreed(talk)
    await talk.taps("Pilih dari daftar")
    talk.sees("yang mana").may_tap("Budaya & kriya", "Media & musik", "Desain", "Digital", "Belum tahu")
    assert talk.bubble.list_title == "Pilih bidang"
    await talk.taps("Media & musik")
    await talk.taps("Kembali")
    talk.sees("Bidangnya yang mana")
    await talk.says("belum tahu")
    await talk.taps("Tidak menetap")
    await talk.taps("Pakai: Ratna")
    talk.sees("Karya: (belum diceritakan)", "Bidang: Belum tahu", "Sebagai: Perorangan")
    await talk.taps("Benar, simpan")
    person = await talk.person()
    assert (person.sub_sectors, person.place) == ((), "roaming")


async def test_a_word_of_two_crafts_is_asked(talk: Talk) -> None:
    await agreed(talk)
    await talk.says("songket")
    talk.sees("Songketnya Kakak tenun sendiri").may_tap("Menenun (Kriya)", "Busana (Fesyen)", "Dua-duanya")
    await talk.says("dua-duanya")
    talk.sees("kelurahan atau kecamatan")
    await talk.says("luar palembang")
    await talk.says("Ani")
    talk.sees("Bidang: Kriya (kerajinan), Fesyen", "Tempat: Luar")


async def test_two_crafts_in_a_sentence(talk: Talk) -> None:
    await agreed(talk)
    await talk.says("aku bikin kue samo nyanyi di plaju")
    talk.sees("yang mana").may_tap("Kuliner", "Musik", "Kembali")
    await talk.taps("Kembali")
    talk.sees("Bidangnya yang mana").may_tap("Budaya & kriya", "Media & musik", "Desain", "Digital", "Belum tahu")
    await talk.says("nyanyi")
    talk.sees("Nama panggilan")


async def test_an_area_of_several_districts(talk: Talk) -> None:
    await agreed(talk)
    await talk.says("nyanyi di kenten")
    talk.sees("Kenten", "Kakak di mana").may_tap("Sako", "Kalidoni", "Luar Palembang")
    await talk.says("sako")
    talk.sees("Nama panggilan")


async def test_an_unknown_place(talk: Talk) -> None:
    await agreed(talk)
    await talk.says("bikin kue")
    talk.sees("kelurahan atau kecamatan").may_tap("Luar Palembang", "Tidak menetap")
    await talk.says("entah dimana")
    talk.sees("belum kami kenal", "kelurahan atau kecamatan")
    await talk.says("1")
    talk.sees("Nama panggilan")


async def test_group(talk: Talk) -> None:
    await at_review(talk)
    await talk.taps("Kelompok/usaha")
    talk.sees("sebagai apa").may_tap("Kelompok/sanggar", "Usaha", "Perorangan")
    await talk.says("sanggar")
    talk.sees("Nama kelompoknya apa?", "penghubung")
    await talk.says("Sanggar Melati")
    talk.sees("Sebagai: Kelompok/sanggar (Sanggar Melati)", "Sudah benar")
    await talk.says("bener")
    person = await talk.person()
    assert (person.kind, person.group_name) == ("group", "Sanggar Melati")


async def test_business_and_back_to_oneself(talk: Talk) -> None:
    await at_review(talk)
    await talk.says("usaha")
    await talk.taps("Usaha")
    talk.sees("Nama usahanya apa?")
    await talk.says("Kue Ibu")
    await talk.taps("Kelompok/usaha")
    await talk.says("sendiri")
    talk.sees("Sebagai: Perorangan", "Sudah benar").misses("Kue Ibu")
    await talk.says("simpan")
    assert (await talk.person()).kind == "person"


async def test_wrong_guesses_are_changed(talk: Talk) -> None:
    await at_review(talk)
    await talk.taps("Ada yang salah")
    talk.sees("Yang mana").may_tap("Nama", "Karya", "Bidang", "Tempat", "Sebagai")
    told = {choice.label: choice.description for choice in talk.bubble.choices}
    assert told["Bidang"] == "Kriya (kerajinan)"
    assert told["Karya"] == "nenun songket tuan kentang"
    await talk.taps("Bidang")
    await talk.says("fesyen")
    talk.sees("Bidang: Fesyen", "Tempat: Tuan Kentang", "Sudah benar")
    await talk.says("salah")
    await talk.says("tempat")
    await talk.says("plaju")
    talk.sees("Tempat: Plaju")
    await talk.says("ada yang salah")
    await talk.says("2")
    await talk.says("nyanyi di kafe")
    talk.sees('Karya: "nyanyi di kafe"', "Bidang: Fesyen", "Tempat: Plaju")  # said by the person, not guessed again
    await talk.taps("Benar, simpan")
    assert (await talk.person()).sub_sectors == ("fesyen",)


async def test_a_guess_follows_a_new_sentence(talk: Talk) -> None:
    await at_review(talk)
    await talk.taps("Ada yang salah")
    await talk.taps("Karya")
    await talk.says("bikin kue di plaju")
    talk.sees('"bikin kue di plaju"', "Bidang: Kuliner", "Tempat: Plaju", "Sudah benar")


async def test_voice_instead_of_a_sentence(talk: Talk) -> None:
    await agreed(talk)
    await talk.sends("voice", mime="audio/ogg")
    talk.sees("Rekaman Kakak sudah masuk", "yang mana").may_tap(
        "Budaya & kriya", "Media & musik", "Desain", "Digital", "Belum tahu"
    )
    assert talk.taken is not None
    assert talk.taken.wants_media
    assert await talk.for_staff() == [("voice", "")]
    await talk.says("musik")
    await talk.says("plaju")
    await talk.says("Ani")
    talk.sees("Karya: (rekaman suara)")


async def test_an_identity_number(talk: Talk) -> None:
    await agreed(talk)
    await talk.says("nama saya ****************", masked=True)
    talk.sees("nomor KTP tidak perlu", "hapus pesan tadi", "membuat apa")


async def test_two_messages_not_understood(talk: Talk) -> None:
    await at_review(talk)
    await talk.says("hmm cakmano ye")
    talk.sees("belum paham", "Sudah benar")
    await talk.says("entahlah")
    talk.sees("Mau dibantu petugas?").may_tap("Ya, petugas", "Coba lagi", "Menu")
    talk.sees("Senin-Kamis 08.00-16.00")
    assert await talk.requests() == []
    await talk.says("ya")  # to a person, not "yes, save it"
    talk.sees("Sudah kami teruskan ke petugas, nomor D-1")
    assert await talk.asked() == [("unsorted", "entahlah")]
    assert await talk.person() is None
    await talk.says("lanjut")
    talk.sees("Sudah benar")


async def test_lost_and_trying_again(talk: Talk) -> None:
    await at_review(talk)
    await talk.says("hmm")
    await talk.says("hmmmm hmm")
    await talk.taps("Coba lagi")
    talk.sees("coba lagi", "Sudah benar")
    await talk.says("hm?")
    await talk.says("hm hm?")
    await talk.says("simpan")  # understood by what lies below
    talk.sees("Nomor ekraf")


async def test_next_day(talk: Talk) -> None:
    await agreed(talk)
    await talk.says("bikin kue di plaju")
    await talk.says("Yuk Ratna")
    await talk.later(days=1)
    await talk.says("Assalamualaikum")
    talk.sees("Waalaikumsalam, Yuk Ratna.", "Pendaftaran Kakak tinggal satu langkah. Lanjut sekarang?")
    talk.may_tap("Lanjut", "Ulang dari awal", "Nanti saja")
    await talk.taps("Lanjut")
    talk.sees("Sudah benar")


async def test_later_and_from_the_start(talk: Talk) -> None:
    await talk.starts("r_PLG-111111")
    await talk.says("setuju")
    await talk.says("bikin kue di plaju")
    await talk.says("halo")
    talk.sees("tinggal dua langkah")
    await talk.says("kagek bae")
    talk.sees("Tulis apa saja kalau mau lanjut")
    await talk.says("nah")  # the next word resumes, and is not taken for a name
    talk.sees("Nama panggilan")
    await talk.says("mulai")
    await talk.says("ulang dari awal")
    talk.sees("sudah 18 tahun")
    await talk.says("ya")
    await talk.says("bikin kue di plaju")
    await talk.says("Ani")
    await talk.says("benar")
    assert (await talk.person()).invited_by == "PLG-111111"


async def test_the_next_word_answers_the_question_itself(talk: Talk) -> None:
    await agreed(talk)
    await talk.says("bikin kue di plaju")
    await talk.says("p")
    talk.sees("Lanjut sekarang?")
    await talk.says("Yuk Ratna")
    talk.sees("Ini yang kami catat, Yuk Ratna")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a" * 5000, "terlalu panjang"),
        ("Ratna " * 11, "terlalu panjang"),
        ("😀😀", "perlu ada hurufnya"),
        ("12345", "perlu ada hurufnya"),
        ("\u202e\u200b", "perlu ada hurufnya"),
        ("...", "perlu ada hurufnya"),
    ],
)
async def test_names_that_cannot_be(talk: Talk, name: str, told: str) -> None:
    await agreed(talk)
    await talk.says("bikin kue di plaju")
    await talk.says(name)
    talk.sees(told, "Nama panggilan")
    await talk.says("Ani")
    talk.sees("Ini yang kami catat, Ani")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("<b>Ani</b>", "<b>Ani</b>"),
        ("*Ani* _Yuk_ `x` [a](http://x)", "*Ani* _Yuk_ `x` [a](http://x)"),
        ("Yuk\nAni\r\n Lestari", "Yuk Ani Lestari"),
        ("أمينة", "أمينة"),
        ("Ani \u202eevil\u202c", "Ani evil"),
        ("O'Brien {name} %s", "O'Brien {name} %s"),
        ("A" * 60, "A" * 60),
        ("Ani 😀", "Ani 😀"),
    ],
)
async def test_names_as_people_write_them(talk: Talk, name: str, kept: str) -> None:
    await agreed(talk)
    await talk.says("bikin kue di plaju")
    await talk.says(name)
    assert kept in talk.text.replace("\\", "")
    await talk.taps("Benar, simpan")
    assert (await talk.person()).name == kept


@pytest.mark.parametrize(
    ("story", "told"), [("kue " * 200, "ceritanya panjang"), ("🍰🍰", "dengan kata-kata"), ("123", "dengan kata-kata")]
)
async def test_stories_that_cannot_be(talk: Talk, story: str, told: str) -> None:
    await agreed(talk)
    await talk.says(story)
    talk.sees(told, "membuat apa")
    await talk.says("1")  # the one button's number
    talk.sees("yang mana")


async def test_a_long_message_is_told_to_be_cut(talk: Talk) -> None:
    await agreed(talk)
    await talk.says("petugas")
    await talk.says("a" * 2000, cut=True)
    talk.sees("hanya bagian depannya", "Sudah kami teruskan")


async def test_a_story_opens_the_door_and_is_not_asked_again(talk: Talk) -> None:
    await talk.says("halo kak, saya bikin kue di plaju")
    talk.sees("sudah 18 tahun")
    await talk.says("iyo")
    talk.sees("Nama panggilan")
    await talk.says("pakai")
    talk.sees('Karya: "saya bikin kue di plaju"', "Bidang: Kuliner", "Tempat: Plaju")


@pytest.mark.parametrize(
    "words",
    [
        "daftar", "saya mau daftar", "halo kak mau daftar", "Assalamualaikum kak, saya mau daftar", "nak daftar",
        "DAFTAR", "pagi min mau daftar dong", "register", "daftr",
    ],
)  # fmt: skip
async def test_asking_to_register(talk: Talk, words: str) -> None:
    await talk.says(words)
    talk.sees("sudah 18 tahun")
    assert ("Waalaikumsalam" in talk.text) == words.startswith("Assalam")


async def test_twice_registered_is_told(talk: Talk) -> None:
    await talk.registered()
    number = (await talk.person()).number
    await talk.says("daftar")
    talk.sees("sudah terdaftar", number).may_tap("Peluang & panggung", "Minta dukungan", "Profil saya")


async def test_consent_is_kept_as_it_was_read(talk: Talk) -> None:
    await talk.registered()
    person = await talk.person()
    kept = await talk.store.read(lambda tx: consents.of_person(tx, person.id))
    assert [(c.purpose, c.version, c.channel) for c in kept] == [("service", 1, "telegram"), ("alerts", 1, "telegram")]
    assert "sudah 18 tahun?" in kept[0].text
    assert kept[0].given_at < kept[1].given_at


async def consent_text(talk: Talk) -> str:
    """The service consent that is kept."""
    person = await talk.person()
    return (await talk.store.read(lambda tx: consents.of_person(tx, person.id)))[0].text


async def test_consent_is_kept_in_the_language_it_was_read_in(talk: Talk) -> None:
    await talk.says("halo")
    await talk.taps("Setuju, saya 18+")
    await talk.says("bahasa")
    await talk.taps("English")
    for words in ("bikin kue di plaju", "Ani", "right, save it"):
        await talk.says(words)
    text = await consent_text(talk)
    assert "Kakak setuju dan sudah 18 tahun?" in text
    assert "Do you agree" not in text


async def test_the_long_notice_is_kept_with_a_consent_to_it(talk: Talk) -> None:
    await talk.says("halo")
    await talk.taps("Baca lengkap")
    await talk.taps("Setuju, saya 18+")
    for words in ("bikin kue di plaju", "Ani", "benar, simpan"):
        await talk.says(words)
    text = await consent_text(talk)
    assert "Kakak setuju dan sudah 18 tahun?" in text
    assert "Pemberitahuan data, versi 1" in text
