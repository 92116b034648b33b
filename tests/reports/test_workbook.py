"""The workbook, read back: each number of the page and no other, of its type, and text that is only text."""

import io
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bot.core.summary import Body, Decision, Summary
from bot.core.weeks import Week
from tests.reports import weeks
from tests.reports.made import CITY, WEEKS, file_of, made, sheets, terms

SHEETS = {
    "id": [
        "Ringkasan", "Keputusan", "Jenis", "Subsektor", "Wilayah", "Jawaban", "Peluang", "Pelamar", "Mitra", "Pelaku",
        "Minggu",
    ],
    "en": [
        "Summary", "Decisions", "Kinds", "Sub-sectors", "Districts", "Answers", "Opportunities", "Applicants",
        "Partners", "Practitioners", "Weeks",
    ],
}  # fmt: skip
MOMENTS = ("start_at", "until_at", "made_at", "partial")


def numbers(part: Any) -> list[int | float]:
    """Every number in the dataclass, but moments."""
    if isinstance(part, dict):
        return [n for name, each in part.items() if name not in MOMENTS for n in numbers(each)]
    if isinstance(part, list | tuple):
        return [n for each in part for n in numbers(each)]
    return [part] if isinstance(part, int | float) else []


def cells(content: bytes) -> list[int | float]:
    """Every number on the sheets."""
    return numbers(list(sheets(content).values()))


@pytest.mark.parametrize("name", ["counted", "huge"])
@pytest.mark.parametrize("language", SHEETS)
def test_it_holds_every_number_of_the_page_and_no_other(name: str, language: str) -> None:
    summary = WEEKS[name]
    wanted = numbers(asdict(summary))
    assert len(set(wanted)) > 300
    assert summary.said.rating is not None
    wanted.append(summary.said.rating)
    assert {round(n, 6) for n in cells(made(name, "xlsx", language))} == {round(n, 6) for n in wanted}


@pytest.mark.parametrize("language", SHEETS)
def test_a_sheet_for_each_part_with_a_head_that_stays(language: str) -> None:
    book = load_workbook(io.BytesIO(made("counted", "xlsx", language)))
    assert book.sheetnames == SHEETS[language]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        heads = [cell.value for cell in sheet[1]]
        assert len(set(heads)) == len(heads) > 1
        assert all(isinstance(head, str) and not head.startswith("report.") for head in heads)


def test_rows_are_named_as_the_city_names_them() -> None:
    found = sheets(made("counted", "xlsx"))
    requests = WEEKS["counted"].requests
    for sheet, cuts, named in (
        ("Jenis", requests.by_kind, terms().kind),
        ("Subsektor", requests.by_sub_sector, terms().sub_sector),
        ("Wilayah", requests.by_district, terms().district),
    ):
        rows = [[named(cut.id), cut.new, cut.closed, cut.new_last, cut.new_mean] for cut in cuts]
        assert found[sheet][1:] == rows
    assert [row[0] for row in found["Wilayah"]][-2:] == [CITY.districts[-1].name, "Tidak disebut"]
    assert [row[0] for row in found["Jenis"]][-1] == "Pertanyaan"


def test_decisions_have_dates_and_sealed_ones_a_reference_alone() -> None:
    (_, missed, sealed, *_, silent) = sheets(made("counted", "xlsx"))["Keputusan"]
    assert missed[0] == "D-2026-000318"
    assert missed[6:8] == [datetime(2026, 12, 5), datetime(2026, 11, 17)]  # noqa: DTZ001
    assert sealed[:4] == ["D-2026-000300", "pengaduan tertutup lewat waktu", None, None]
    assert sealed[6:] == [None] * 4
    assert silent[-2:] == [CITY.pentahelix[0].name["id"], CITY.support.partners[0].name]


def test_opportunities_by_kind_then_what_is_full_and_what_closes_soon() -> None:
    offers, rows = WEEKS["counted"].offers, sheets(made("counted", "xlsx"))["Peluang"]
    assert rows[1][:6] == [
        "Peluang & panggung", "Minggu ini", offers.published, offers.applicants, offers.chosen, offers.first
    ]  # fmt: skip
    assert [row[1] for row in rows[5:-2]] == [kind.name["id"] for kind in CITY.opportunities.kinds]
    full, soon = offers.fullest, offers.soon[0]
    assert full is not None
    assert rows[-2] == ["Paling terisi", "Panggung Rakyat Contoh", None, None, full.taken, full.first, full.quota, None]
    assert rows[-1][1:] == [
        "Panggilan Karya Contoh", None, soon.applicants, None, None, soon.quota, datetime(2026, 11, 26)  # noqa: DTZ001
    ]  # fmt: skip


def test_days_are_days() -> None:
    book = load_workbook(io.BytesIO(made("counted", "xlsx")))
    last = book["Minggu"][10]
    week = Week(2026, 47)
    assert [cell.value for cell in last][:1] == ["2026-W47"]
    assert [cell.value.date() for cell in last[1:3]] == [week.first_day, week.last_day]
    assert {cell.number_format for cell in last[1:3]} == {"d mmm yyyy"}
    assert book["Jenis"]["E2"].number_format == "#,##0.0"


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@SUM(A1)", "{=A1}", "http://example.org", "=cmd|' /C calc'!A0"])
def test_a_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    summary = named(weeks.counted(CITY), text)
    content = file_of(summary, "xlsx")
    book = load_workbook(io.BytesIO(content))
    met = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(met) == 2
    assert all(cell.hyperlink is None for cell in met)
    assert {cell.data_type for cell in met} == {"s"}
    with ZipFile(io.BytesIO(content)) as parts:
        pages = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(pages) == len(SHEETS["id"])
        assert not any("<f>" in page or "<hyperlink" in page for page in pages)


def named(summary: Summary, name: str) -> Summary:
    """With a partner of that name, twice."""
    body = Body(name=name, helix="media", silent=1, days=2)
    decision = Decision(rule="partner_silent", reference="", short="", kind="", district="", days=2, partner=name)
    return replace(
        summary, partners=replace(summary.partners, slowest=(body,)),
        decisions=replace(summary.decisions, total=1, rows=(decision,)),
    )  # fmt: skip


def test_it_says_whose_it_is_and_nothing_of_the_machine() -> None:
    content = made("usual", "xlsx")
    properties = load_workbook(io.BytesIO(content)).properties
    committee = CITY.identity.committee_full
    assert (properties.creator, properties.lastModifiedBy) == (committee, committee)
    assert properties.title == "Kekraf Palembang, minggu 47"
    assert properties.subject == "16–22 November 2026"
    assert properties.description == "Dibuat 23 November 2026, 08.00 WIB. Tanpa nama, boleh diteruskan."
    assert file_of(WEEKS["usual"], "xlsx") == content


def test_an_empty_week_is_whole() -> None:
    found = sheets(made("empty", "xlsx"))
    assert [len(rows) for rows in found.values()] == [17, 1, 14, 19, 20, 19, 17, 38, 14, 39, 10]
    assert set(cells(made("empty", "xlsx"))) == {0}
