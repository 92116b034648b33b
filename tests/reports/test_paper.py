"""The paper, read back: decisions first, one to three pages, each number as the page has it."""

import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from bot.city import load
from bot.i18n import Speech
from bot.reports.papers import DECIDED_MOST, ROWS_MOST
from bot.reports.terms import Terms
from tests.city.tiny import pack, write
from tests.reports import weeks
from tests.reports.made import CITY, WEEKS, file_of, made, terms
from tests.reports.papers import pages, title
from tests.reports.test_workbook import named, numbers

LONG = "Perkumpulan Rekaan Yang Namanya Sangat Panjang " * 9


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_number_is_on_it_as_it_is_read(language: str) -> None:
    summary, shown = WEEKS["counted"], terms(language).shown
    words = " ".join(pages(made("counted", "pdf", language)))
    found = set(re.findall(r"\d[\d.,]*\d|\d", words))
    wanted = {shown(n) for n in numbers(asdict(summary))}
    assert len(wanted) > 300
    assert wanted - found == set()
    large = {text for text in found if re.fullmatch(r"1[.,]\d{3}", text)}
    assert large <= wanted


def test_decisions_come_first_after_the_figures() -> None:
    first = pages(made("usual", "pdf"))[0]
    order = [*CITY.identity.letterhead.lines, "Ringkasan minggu 47", "16–22 November 2026", "Permohonan baru", "41"]
    order += ["Perlu keputusan 1. D-318, Legalitas & NIB, Sukarami: batas berkas lewat; acara 5 Des 2026;"]
    order += ["2. D-300: pengaduan tertutup lewat waktu;", "permohonan, paling lama", "Ringkasan Ukuran Jumlah"]
    at = 0
    for said in order:
        assert said in first[at:], said
        at = first.index(said, at)
    assert first.endswith("Dibuat 23 November 2026, 08.00 WIB. Tanpa nama, boleh diteruskan. 1")


def test_it_has_a_title_and_a_language_and_is_the_same_each_time() -> None:
    content = made("usual", "pdf", "en")
    assert title(content) == ("Summary of week 47, 16–22 November 2026", "en")
    assert file_of(WEEKS["usual"], "pdf", terms("en")) == content


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", WEEKS)
def test_one_to_three_pages(name: str, language: str) -> None:
    found = pages(made(name, "pdf", language))
    assert 1 <= len(found) <= 3
    assert all(page.endswith(str(number)) for number, page in enumerate(found, start=1))
    assert "report." not in " ".join(found)


def test_a_week_without_decisions_says_so() -> None:
    assert "Perlu keputusan Tidak ada yang perlu diputuskan. Ringkasan" in pages(made("empty", "pdf"))[0]


def test_a_running_week_says_until_when() -> None:
    partial = replace(WEEKS["empty"], partial=True)
    assert pages(file_of(partial, "pdf"))[0].endswith(
        "Angka sementara sampai 23 November 2026, 08.00 WIB. Tanpa nama, boleh diteruskan. 1"
    )


def test_many_long_decisions_are_cut_with_a_word() -> None:
    summary = weeks.counted(CITY)
    rows = named(summary, LONG).decisions.rows * 200
    many = replace(summary, decisions=replace(summary.decisions, total=201, rows=rows))
    found = pages(file_of(many, "pdf"))
    assert len(found) == 3
    assert f"{DECIDED_MOST}. Perkumpulan" in found[0]
    assert f"dan {201 - DECIDED_MOST} lagi, di XLSX lembar Keputusan" in found[0]


def test_long_names_and_signs_that_cannot_be_drawn_fit() -> None:
    found = pages(file_of(named(WEEKS["usual"], f"🎭 {LONG}"), "pdf"))
    assert len(found) == 3
    assert "□ Perkumpulan Rekaan" in " ".join(found)


def test_a_longer_table_than_a_column_goes_on_in_the_workbook() -> None:
    summary = weeks.counted(CITY)
    people = replace(summary.people, by_district=summary.people.by_district * 9)
    assert len(people.by_district) > ROWS_MOST
    found = pages(file_of(replace(summary, people=people), "pdf"))
    assert len(found) <= 3
    assert "selebihnya di XLSX" in " ".join(found)


def test_another_city_prints_its_own(tmp_path: Path) -> None:
    files = pack()
    files["identity"]["timezone"] = "Asia/Jakarta"
    city = load(write(files, tmp_path / "tiny"))
    words = " ".join(pages(file_of(weeks.counted(city), "pdf", Terms(Speech("en", city.lexicon), city))))
    assert words.startswith("Tiny Guild")
    assert "North" in words
    assert "Palembang" not in words
