"""First sentences as people write them, and how many the reader gets right."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pytest

from bot.city import load
from bot.core.sentence import Guess, read_place, read_sentence
from bot.i18n.words import Words

CITY = load()
WORDS = Words("id", {}, CITY.lexicon.spellings)
LINES = [
    json.loads(line)
    for line in Path(__file__).with_name("first_sentences.jsonl").read_text(encoding="utf-8").splitlines()
]


def read(text: str) -> Guess:
    return read_sentence(text, CITY, WORDS.near)


@dataclass(frozen=True)
class Score:
    """Shares of lines, 0 to 1: the right sub-sector first, a wrong one without asking, the right places."""

    lines: int
    right: float
    wrong: float
    placed: float


def craft_is_right(line: dict[str, object], guess: Guess) -> bool:
    """One name: first. A list: asked about (a null in it: or nothing found). Null: nothing found."""
    meant = line["sub_sector"]
    if not isinstance(meant, list):
        return guess.sub_sectors[:1] == (() if meant is None else (meant,))
    if not guess.sub_sectors:
        return None in meant
    return _asks(guess) and guess.sub_sectors[0] in meant


def craft_is_wrong(line: dict[str, object], guess: Guess) -> bool:
    """Decided, and not what was meant: the fault that nobody sees."""
    return bool(guess.sub_sectors) and not _asks(guess) and guess.sub_sectors[0] != line["sub_sector"]


def _asks(guess: Guess) -> bool:
    return len(guess.sub_sectors) > 1 or guess.ambiguous is not None


def place_is_right(line: dict[str, object], guess: Guess) -> bool:
    meant = line["place"]
    return set(guess.places) == (set(meant) if isinstance(meant, list) else {meant} - {None})


def score(lines: Iterable[dict[str, object]]) -> Score:
    guesses = [(line, read(str(line["text"]))) for line in lines]
    count = len(guesses)
    return Score(
        count,
        sum(craft_is_right(line, guess) for line, guess in guesses) / count,
        sum(craft_is_wrong(line, guess) for line, guess in guesses) / count,
        sum(place_is_right(line, guess) for line, guess in guesses) / count,
    )


@pytest.mark.parametrize("part", ["all", "tuned on", "held out"])
def test_reads_first_sentences(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = {"all": (True, False), "tuned on": (False,), "held out": (True,)}[part]
    found = score(line for line in LINES if line.get("held_out", False) in wanted)
    with capsys.disabled():
        print(  # noqa: T201 - the figures are what this test is for
            f"\nfirst sentences, {part}: {found.lines}; sub-sector right {found.right:.1%},"
            f" wrong without asking {found.wrong:.1%}; places right {found.placed:.1%}"
        )
    assert found.right >= 0.85
    assert found.wrong <= 0.03
    assert found.placed >= 0.95


def test_sentences_cover_the_city() -> None:
    assert len(LINES) >= 240
    assert sum(line.get("held_out", False) for line in LINES) >= 80
    for sub_sector in CITY.sub_sectors:
        assert sum(line["sub_sector"] == sub_sector.id for line in LINES) >= 8, sub_sector.id


@pytest.mark.parametrize(
    ("text", "sub_sectors", "ambiguous"),
    [
        ("songket", ("kriya", "fesyen"), "songket"),
        ("nenun songket", ("kriya",), None),
        ("jahit songket", ("fesyen",), None),
        ("songket, batik", ("kriya", "fesyen"), "songket"),
        ("songket sama foto", ("kriya", "fesyen", "fotografi"), None),
        ("jual songket dan mebel", ("kriya", "fesyen", "desain-produk", "desain-interior"), None),
        ("foto produk pempek", ("fotografi",), None),
        ("jual baju sama kue", ("fesyen", "kuliner"), None),
        ("nyanyi di kafe", ("musik",), None),
        ("di kafe", ("kuliner",), None),
        ("reels untuk kafe", ("film-animasi-video", "kuliner"), None),
        ("jualan di kafe", ("kuliner",), None),
        ("majalah musik", ("penerbitan", "musik"), None),
        ("programmer game dan web", ("aplikasi", "pengembang-permainan"), None),
        ("nenun tajung dan songket", ("kriya",), None),
        ("songketnyo", ("kriya", "fesyen"), "songket"),
        ("seniman ukir, di kafe", ("kriya",), None),
        ("dak pacak masak, pacak nari", ("seni-pertunjukan",), None),
        ("bukan, aku penari", ("seni-pertunjukan",), None),
        ("mau beli songket", ("kriya", "fesyen"), "songket"),
        ("butuh fotografer", ("fotografi", "film-animasi-video", "musik"), None),
        ("model", ("kuliner", "fesyen"), "model"),
        ("tekwan model", ("kuliner",), None),
        ("saya model untuk fashion show", ("fesyen",), None),
        ("kue gandus", ("kuliner",), None),
        ("tas anyaman", ("fesyen", "kriya"), None),
        ("kue motret", ("kuliner", "fotografi"), None),
        ("ai, lak dak tau", (), None),
        ("ngasih pelajaran", (), None),
    ],
)
def test_reads_what_is_made(text: str, sub_sectors: tuple[str, ...], ambiguous: str | None) -> None:
    guess = read(text)
    assert (guess.sub_sectors, guess.ambiguous) == (sub_sectors, ambiguous)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("nenun songket tuan kentang", ["Tuan Kentang, Jakabaring"]),
        ("bikin kue di plaju", ["Plaju"]),
        ("kue gandus", []),
        ("nenun di kelurahan gandus", ["Gandus"]),
        ("nenun, sentosa jaya", []),
        ("nenun di sentosa", ["Sentosa, Seberang Ulu II"]),
        ("penyanyi solo", []),
        ("penyanyi dari solo", ["Luar Palembang"]),
        ("tuan kentang, seberang ulu 1", ["Tuan Kentang, Jakabaring"]),
        ("13 ulu atau plaju", ["13 Ulu, Seberang Ulu II", "Plaju"]),
        ("kuliah di inderalaya, rumah di plaju", ["Plaju", "Luar Palembang"]),
        ("talang kelapa", ["Talang Kelapa, Alang-Alang Lebar", "Luar Palembang"]),
        ("talang kelapa, alang2 lebar", ["Talang Kelapa, Alang-Alang Lebar"]),
        ("kenten sako", ["Sako"]),
        ("kenten, banyuasin", ["Luar Palembang"]),
        ("sekip, prabumulih", ["Kemuning", "Ilir Timur I", "Luar Palembang"]),
        ("kenten pusri", ["Kalidoni"]),
        ("kenten atau pakjo", ["Sako", "Kalidoni", "Luar Palembang", "Ilir Barat I", "Alang-Alang Lebar"]),
        ("manggung pindah pindah", ["Tidak menetap"]),
        ("bakso keliling plaju", ["Plaju"]),
    ],
)
def test_reads_where(text: str, labels: list[str]) -> None:
    assert [CITY.place_label(code) for code in read(text).places] == labels


def test_names_the_area_asked_about() -> None:
    guess = read("bikin kue di kenten")
    assert guess.area == "kenten"
    assert guess.places == CITY.area("kenten").candidates


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("13 ulu", "13 Ulu, Seberang Ulu II"),
        ("13ulu", "13 Ulu, Seberang Ulu II"),
        ("tigo belas ulu", "13 Ulu, Seberang Ulu II"),
        ("PLAJU!!", "Plaju"),
        ("sayo di plaju ulu kak", "Plaju Ulu, Plaju"),
        ("SU 1", "Seberang Ulu I"),
        ("seberang ulu satu", "Seberang Ulu I"),
        ("IT I", "Ilir Timur I"),
        ("IT III", "Ilir Timur III"),
        ("26 ilir", "26 Ilir, Bukit Kecil"),
        ("26 ilir D.I", "26 Ilir I, Ilir Barat I"),
        ("9 ulu", "9-10 Ulu, Jakabaring"),
        ("sako", "Sako"),
        ("kel. sako", "Sako"),
        ("sentosa", "Sentosa, Seberang Ulu II"),
        ("kertapti", "Kertapati"),
        ("luar palembang", "Luar Palembang"),
        ("jakarta", "Luar Palembang"),
        ("dak netap", "Tidak menetap"),
        ("keliling bae", "Tidak menetap"),
    ],
)
def test_reads_an_answer_to_where(text: str, label: str) -> None:
    places, area = read_place(text, CITY, WORDS.near)
    assert [CITY.place_label(code) for code in places] == [label]
    assert area is None


def test_ward_word_after_kelurahan_is_the_ward() -> None:
    assert read_place("kelurahan sako", CITY)[0] == ("16.71.08.1002",)
    assert read_place("sako", CITY)[0] == ("16.71.08",)


def test_every_place_is_read_by_its_own_name() -> None:
    for district in CITY.districts:
        assert read_place(district.name, CITY) == ((district.code,), None)
        for ward in district.wards:
            places, _ = read_place(f"kelurahan {ward.name}", CITY)
            assert ward.code in places, ward.name
            assert places == (ward.code,) or CITY.area("talang-kelapa").candidates == places


def test_every_sub_sector_is_read_by_its_own_name() -> None:
    for sub_sector in CITY.sub_sectors:
        assert sub_sector.id in read(sub_sector.name["id"]).sub_sectors, sub_sector.id


def test_keeps_the_persons_own_words_on_one_line() -> None:
    assert read("  Nenun\n songket 🙏 ").words == "Nenun songket 🙏"


@pytest.mark.parametrize(
    "text",
    ["", " ", "🙏🙏", "\x00\x00", "؟ مرحبا بكم ؟", "a" * 5000, "\ud800", "12345", "!?!", "𝕟𝕖𝕟𝕦𝕟", "。、"],
)
def test_never_fails(text: str) -> None:
    assert read(text).places == ()
    assert read_place(text, CITY, WORDS.near) == ((), None)


def test_reads_no_further_than_anybody_writes() -> None:
    assert read("nenun " * 1000).sub_sectors == ("kriya",)
    assert read("halo kak " * 500 + "nenun").sub_sectors == ()


def test_reads_without_correcting() -> None:
    assert read_sentence("nenun songket di plaju", CITY).places == ("16.71.14",)
    assert read_sentence("nenum songkit di plajuu", CITY).sub_sectors == ()


def test_corrects_misspelt_words_but_not_everyday_ones() -> None:
    assert read("penulisz novel").sub_sectors == ("penerbitan",)
    assert read("saya tukang gabus").sub_sectors == ()
    assert read("xpenulis").sub_sectors == ()


def test_is_fast_enough_for_a_turn() -> None:
    def seconds() -> float:
        start = perf_counter()
        for line in LINES:
            read(str(line["text"]))
        return (perf_counter() - start) / len(LINES)

    assert min(seconds() for _ in range(3)) < 0.001
