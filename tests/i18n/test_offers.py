"""An opportunity in words: what is said, in which order, and what goes where there is no room."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.channels import marks
from bot.city import load
from bot.core.audience import Audience
from bot.core.opportunities import Opportunity, Phase, Requirement
from bot.core.opportunity_kinds import FieldType, OpportunityField
from bot.i18n import speeches
from bot.i18n.offers import MOST, card, line, standing
from tests.actions.world import moment
from tests.offers import STAGE

TYPES: dict[FieldType, tuple[str, str]] = {
    "money": ("honorarium_idr", "honor"), "flag": ("sound", "tata suara"), "number": ("slots", "slot"),
    "date": ("on", "hari"), "list": ("songs", "lagu"),
}  # fmt: skip
FIELDS = tuple(OpportunityField(key=key, name={"id": n, "en": n}, type=type_) for type_, (key, n) in TYPES.items())
PACK = load()
STAGES = tuple(replace(kind, fields=FIELDS) if kind.id == "stage" else kind for kind in PACK.opportunities.kinds)
CITY = replace(PACK, opportunities=replace(PACK.opportunities, kinds=STAGES))
SPEECHES = speeches(CITY)
NOW = moment("2026-11-24 09:00")
CLOSES = moment("2026-12-19 00:00")
WAS = dict.fromkeys(("created_by", "submitted_by", "approved_by", "fee_approved_by", "reason", "results"), "")


def one(state: str = "published", closes_at: int | None = CLOSES, reason: str = "", **offer: Any) -> Opportunity:
    """A fictional stage slot."""
    fixed: dict[str, Any] = {**WAS, "reason": reason, "state": state}
    return Opportunity(
        id=1, code="CNTH7", version=1, offer=replace(STAGE, **offer), poster_id=None, closes_at=closes_at,
        proposed_by=None, created_at=NOW, changed_at=NOW, published_at=NOW, ended_at=None, results_at=None, **fixed,
    )  # fmt: skip


def said(of: Opportunity, language: str = "id", now: int = NOW, most: int = MOST) -> str:
    """Its card, without marks."""
    return marks.read(card(SPEECHES[language], CITY, of, now, most)).text


def test_the_card_says_everything_needed_to_decide() -> None:
    text = said(one(
        district="16.71.02", ends_on=date(2027, 1, 10), benefits=("honor tampil", "dokumentasi"),
        fields={"honorarium_idr": 2_500_000}, audience=Audience(("musik",), (), ("group",), levels=("new",)),
        phases=(Phase(name="paparan", on=date(2026, 12, 21)), Phase(name="final")), criteria=("keunikan",),
        results_on=date(2026, 12, 30),
    ))  # fmt: skip
    for part in (
        "CONTOH", "🎭 Slot Panggung Contoh", "Panggung tampil · Kekraf Contoh", "Dibuka slot untuk musisi",
        "Daftar: sampai Jumat, 18 Desember 2026, 23.59 WIB", "Waktu: Sabtu, 9 Januari 2027 s.d. Minggu, 10 Januari",
        "Tempat: Gedung Contoh, ", "Biaya: gratis", "Kuota: 2", "Syarat: 2 lagu karya sendiri", "- honor tampil",
        "Rp2,5 juta", "- paparan: Senin, 21 Desember 2026", "- final",
        "Untuk: Musik; kelompok atau sanggar; yang belum pernah terpilih", "Yang dinilai: keunikan",
        "Hasil diumumkan: Rabu, 30 Desember 2026",
        "panitia memilih",
        "lewat obrolan dengan bot",
        "Meja layanan Kekraf",
    ):  # fmt: skip
        assert part in text, part


def test_it_speaks_english() -> None:
    text = said(one(fee_idr=75_000), "en")
    assert "Sample Stage Slot" in text
    assert "Apply: until Friday, 18 December 2026, 23:59 WIB" in text
    assert "Fee: Rp75,000" in text


@pytest.mark.parametrize(
    ("fee", "told"), [(0, "Biaya: gratis"), (75_000, "Biaya: Rp75.000"), (1_250_000, "Biaya: Rp1.250.000")]
)
def test_a_fee_is_said_plainly(fee: int, told: str) -> None:
    assert told in said(one(fee_idr=fee))


def test_own_fields_are_said_by_what_they_are() -> None:
    fields = {"honorarium_idr": 2_500_000, "sound": True, "slots": 1200, "on": "2027-01-09", "songs": ["a", "b"]}
    text = said(one(fields=fields | {"gone": "nothing"}))
    for part in (
        "Honor: Rp2,5 juta",
        "Tata suara: ya",
        "Slot: 1.200",
        "Hari: Sabtu, 9 Januari 2027",
        "Lagu:\n- a\n- b",
    ):
        assert part in text, part
    assert "nothing" not in text
    assert "Honor: tidak ada" in said(one(fields={"honorarium_idr": 0}))


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-12-01 09:00", "Desember 2026, 23.59 WIB\n"), ("2026-12-15 09:00", "(3 hari lagi)"),
        ("2026-12-18 23:58", "(hari terakhir)"),
    ],
)  # fmt: skip
def test_the_last_days_are_counted(now: str, told: str) -> None:
    assert told in said(one(), now=moment(now))


@pytest.mark.parametrize(
    ("of", "told"),
    [
        (one("cancelled", reason="gedung dipakai."), "Yang ini dibatalkan, Kak. Alasannya: gedung dipakai."),
        (one("cancelled"), "Yang ini dibatalkan, Kak."),
        (one("closed", closes_at=NOW - 1), "Hari terakhirnya Selasa, 24 November 2026."),
        (replace(one("closed"), ended_at=NOW), "Pendaftarannya sudah ditutup, Kak."),
        (one("archived", closes_at=NOW - 1), "Hari terakhirnya"),
        (one("published", closes_at=NOW), "Hari terakhirnya"),
    ],
)
def test_bad_news_comes_first_and_without_a_sign(of: Opportunity, told: str) -> None:
    text = said(of)
    assert told in text.splitlines()[0]
    assert "🎭" not in text
    assert "⏳" not in text
    assert standing(SPEECHES["id"], CITY, one(), NOW) == ""


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_a_draft_is_shown_as_it_will_be(state: str) -> None:
    assert said(one(state)) == said(one())
    assert "Daftar: sampai Jumat, 18 Desember 2026" in said(one(state, closes_at=None))


def test_what_matters_least_goes_where_there_is_no_room() -> None:
    long = one(
        summary={"id": "panjang " * 60},
        benefits=("sesuatu " * 12,) * 3,
        requirements=(Requirement(text="syarat " * 9),),
    )
    whole, short = said(long), said(long, most=900)
    assert len(whole) > 900 >= len(short)
    assert "masih ada keterangan lain" in short
    assert "masih ada keterangan lain" not in whole
    for part in ("Biaya: gratis", "Daftar: sampai", "syarat syarat"):
        assert part in short
    assert "sesuatu" not in short


def test_marks_in_words_of_staff_mean_nothing() -> None:
    text = card(SPEECHES["id"], CITY, one(title={"id": "Pentas *besar*"}), NOW)
    assert "Pentas *besar*" in marks.read(text).text


def test_a_line_says_what_and_until_when() -> None:
    assert marks.read(line(SPEECHES["id"], CITY, one(sample=False), NOW)).text == (
        "Slot Panggung Contoh · sampai Jumat, 18 Desember 2026"
    )
    assert "CONTOH · Slot" in line(SPEECHES["id"], CITY, one(), NOW)
    assert line(SPEECHES["id"], CITY, one(closes_at=None, last_day=None), NOW).endswith("tanpa batas waktu")
    assert line(SPEECHES["en"], CITY, one("closed"), NOW).endswith("closed")


def test_what_the_city_no_longer_knows_is_left_out() -> None:
    text = said(one(kind="gone", district="99.99", audience=Audience(("gone",)), place="", starts_on=None))
    assert "Tempat" not in text
    assert "Untuk" not in text
    assert "Waktu" not in text


def test_how_to_apply_is_not_said_of_what_is_over() -> None:
    day = date(2026, 12, 30)
    for part in ("Cara daftar", "Cara memilih", "Hasil diumumkan"):
        assert part in said(one(results_on=day))
    for state in ("closed", "cancelled"):
        assert "Cara daftar" not in said(one(state, results_on=day))
        assert "Cara memilih" not in said(one(state, results_on=day))
    assert "Hasil diumumkan" in said(one("closed", results_on=day))
    assert "Hasil diumumkan" not in said(one("cancelled", results_on=day))
