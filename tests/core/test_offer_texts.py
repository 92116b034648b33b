"""What staff type of an opportunity: several fields in one message, days and amounts in words."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.city import load
from bot.core import offer_texts
from bot.core.offer_texts import Ground, Read, guessed, kind_of

CITY = load()
GROUND = Ground(CITY, date(2026, 11, 24))
READERS: dict[str, Read] = {
    "words": offer_texts.words, "summary": offer_texts.summary, "english": offer_texts.english,
    "days": offer_texts.days, "one_day": offer_texts.one_day("results_on"), "place": offer_texts.place,
    "seats": offer_texts.seats, "lines": offer_texts.lines("benefits"), "requirements": offer_texts.requirements,
    "questions": offer_texts.questions, "phases": offer_texts.phases, "line": offer_texts.line("organizer"),
    "number": offer_texts.number("per_district"), "link": offer_texts.link,
}  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "text", "patch"),
    [
        ("words", "Judul\nKeterangan", {"title": {"id": "Judul"}, "summary": {"id": "Keterangan"}}),
        ("words", "Judul saja", {"title": {"id": "Judul saja"}}),
        ("words", "x" * 81, "too_long"),
        ("words", "x\n" + "y" * 501, "too_long"),
        ("words", "  ", "empty"),
        ("summary", "Untuk siapa saja", {"summary": {"id": "Untuk siapa saja"}}),
        ("english", "A title\nA text", {"title": {"en": "A title"}, "summary": {"en": "A text"}}),
        ("days", "28 Mei", {"last_day": "2027-05-28"}),
        ("days", "tutup 18 desember", {"last_day": "2026-12-18"}),
        ("days", "paling lambat besok", {"last_day": "2026-11-25"}),
        (
            "days",
            "tutup 28 Mei, acara 16-18 Juli",
            {"last_day": "2027-05-28", "starts_on": "2027-07-16", "ends_on": "2027-07-18"},
        ),
        ("days", "16 sampai 18 Juli", {"starts_on": "2027-07-16", "ends_on": "2027-07-18"}),
        (
            "days",
            "buka 1 Desember\ntutup 18 Desember\nacara 30 Desember - 2 Januari\npengumuman 20 Desember",
            {
                "opens_on": "2026-12-01",
                "last_day": "2026-12-18",
                "starts_on": "2026-12-30",
                "ends_on": "2027-01-02",
                "results_on": "2026-12-20",
            },
        ),
        ("days", "kapan ya", "no_day"),
        ("days", "tutup 28 Mei, acara entah", "no_day"),
        ("days", "tutup 1 November 2026", "past"),
        ("one_day", "10 Juni", {"results_on": "2027-06-10"}),
        ("one_day", "entah", "no_day"),
        ("place", "Gedung, Bukit Kecil", {"place": "Gedung, Bukit Kecil", "district": "16.71.11", "online": False}),
        ("place", "daring lewat Zoom", {"place": "daring lewat Zoom", "district": "", "online": True}),
        ("place", "x" * 121, "too_long"),
        ("seats", "12 tempat, gratis", {"quota": 12, "fee_idr": 0}),
        ("seats", "20 orang dan biaya 50 ribu", {"quota": 20, "fee_idr": 50_000}),
        ("seats", "Rp75.000", {"fee_idr": 75_000}),
        ("seats", "1.500 orang, rp 2,5 juta", {"quota": 1500, "fee_idr": 2_500_000}),
        ("seats", "tanpa biaya", {"fee_idr": 0}),
        ("seats", "dua belas", {"quota": 12}),
        ("seats", "banyak", "no_number"),
        ("lines", "- piala\n2. uang; sertifikat", {"benefits": ["piala", "uang", "sertifikat"]}),
        ("lines", "\n".join("abcdefghijklm"), "too_long"),
        ("lines", "\n \n", "empty"),
        (
            "requirements",
            "Punya NIB\nberdomisili di Palembang\nkarya sendiri",
            {
                "requirements": [
                    {"text": "Punya NIB", "key": "nib"},
                    {"text": "berdomisili di Palembang", "key": "domicile"},
                    {"text": "karya sendiri", "key": ""},
                ]
            },
        ),
        ("questions", "1\n2\n3\n4\n5\n6", "too_long"),
        ("phases", "paparan: 5 Juli\nfinal", {
            "phases": [{"name": "paparan", "on": "2027-07-05"}, {"name": "final", "on": None}]
        }),
        ("line", "Kekraf  Contoh", {"organizer": "Kekraf Contoh"}),
        ("line", "", "empty"),
        ("number", "satu", {"per_district": 1}),
        ("number", "entah", "no_number"),
        ("link", "isi di https://contoh.example/form ya", {"apply_via": "link", "link": "https://contoh.example/form"}),
        ("link", "contoh", "no_link"),
    ],
)  # fmt: skip
def test_reads(reader: str, text: str, patch: Any) -> None:
    assert READERS[reader](text, GROUND) == patch


def test_questions_say_what_they_want() -> None:
    read = offer_texts.questions("Berapa lagu? (angka)\nGenre? (pop/rock)\nVideo (tautan) (boleh kosong)", GROUND)
    assert not isinstance(read, str)
    told = [(each["key"], each["ask"], each["type"], each["choices"], each["optional"]) for each in read["questions"]]
    assert told == [
        ("q1", "Berapa lagu?", "number", [], False), ("q2", "Genre?", "choice", ["pop", "rock"], False),
        ("q3", "Video", "link", [], True),
    ]  # fmt: skip


def test_a_whole_announcement_tells_most_of_it() -> None:
    text = (
        "🎭 *PANGGILAN KARYA FESTIVAL*\nFestival mencari 12 kelompok.\nTampil: 16 Juli 2027 s.d. 18 Juli 2027\n"
        "Kirim video paling lambat Jumat, 28 Mei 2027\nTanpa biaya pendaftaran"
    )
    found = guessed(text, GROUND)
    assert (found["kind"], found["title"]) == ("open-call", {"id": "PANGGILAN KARYA FESTIVAL"})
    assert (found["last_day"], found["starts_on"], found["ends_on"]) == ("2027-05-28", "2027-07-16", "2027-07-18")
    assert found["fee_idr"] == 0
    assert found["summary"]["id"].startswith("Festival mencari 12 kelompok.")


def test_named_lines_are_fields_and_no_more_text() -> None:
    found = guessed(
        "Lapak Festival Contoh\nDibuka untuk semua.\n📍 Pelataran Bukit Kecil\n✅ Punya NIB, bawa alat sendiri\n"
        "Fasilitas:\n- tenda\n- listrik\nPenyelenggara: Panitia Contoh\n⏳ Daftar sampai 18 Desember",
        GROUND,
    )
    assert (found["place"], found["organizer"], found["benefits"]) == (
        "Pelataran Bukit Kecil", "Panitia Contoh", ["tenda", "listrik"]
    )  # fmt: skip
    assert [(each["text"], each["key"]) for each in found["requirements"]] == [
        ("Punya NIB", "nib"), ("bawa alat sendiri", "")
    ]  # fmt: skip
    assert found["summary"] == {"id": "Dibuka untuk semua.\nDaftar sampai 18 Desember"}
    assert found["last_day"] == "2026-12-18"


@pytest.mark.parametrize("row", ["Tempat: 20 peserta", "Syarat:", "Syarat: " + "x" * 121, "Tersedia 0 slot"])
def test_what_a_name_does_not_fit_stays_in_the_text(row: str) -> None:
    assert guessed(f"Lomba Contoh\n{row}", GROUND) == {
        "kind": "competition", "title": {"id": "Lomba Contoh"}, "summary": {"id": row}
    }  # fmt: skip


def test_one_line_may_say_several_days() -> None:
    found = guessed("Panggung Contoh\nDaftar sampai 8 Desember, acara 14 Desember. Gratis.", GROUND)
    assert (found["last_day"][5:], found["starts_on"][5:], found["fee_idr"]) == ("12-08", "12-14", 0)


def test_places_named_beside_other_things_are_heard() -> None:
    found = guessed("Lomba Mural\nMenghias pasar.\nTutup 28 Desember, 12 tempat, gratis", GROUND)
    assert (found["quota"], found["fee_idr"], found["last_day"][5:]) == (12, 0, "12-28")


def test_a_long_first_line_is_cut_at_a_word() -> None:
    found = guessed("kata " * 40, GROUND)
    assert found["title"]["id"] == "kata " * 14 + "kata…"
    assert len(found["summary"]["id"]) == len("kata " * 40) - 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Lomba mural", "competition"), ("ADO LOKAK: dicari fotografer", "gig"), ("Pelatihan merek", "training"),
     ("Halo semua", ""), ("pameran dan lomba", "exhibition"), ("instan", "")],
)  # fmt: skip
def test_the_kind_of_a_text(text: str, kind: str) -> None:
    assert kind_of(text, CITY) == kind


@pytest.mark.parametrize("reader", READERS)
@given(text=st.text(max_size=200))
def test_no_text_is_too_odd(reader: str, text: str) -> None:
    assert isinstance(READERS[reader](text, GROUND), dict | str)


@given(text=st.text(max_size=300))
def test_no_announcement_is_too_odd(text: str) -> None:
    known = {"kind", "title", "summary", "last_day", "starts_on", "ends_on", "fee_idr", "quota", "place",
             "district", "online", "requirements", "benefits", "organizer"}  # fmt: skip
    assert set(guessed(text, GROUND)) <= known
