"""What an opportunity lacks, as the city pack and its kind require it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.city import load
from bot.core.offers import copied, extended, lacking, requirement
from bot.core.opportunities import Offer, Phase
from tests.offers import STAGE

CITY = load()
TODAY = date(2026, 11, 24)
PAID = {"honorarium_idr": 300_000, "payment_terms": "7 hari"}


def test_nothing_said_lacks_everything() -> None:
    assert lacking(CITY, Offer(), TODAY) == CITY.opportunities.required


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({"fields": PAID}, ()),
        ({"fields": {}}, ("own.honorarium_idr", "own.payment_terms")),
        ({"fields": {"honorarium_idr": 300_000}}, ("own.payment_terms",)),
        ({"fields": {"honorarium_idr": 0}}, ()),
        ({"kind": "open-call"}, ("own.ip_terms",)),
        ({"kind": "competition", "fields": {"ip_terms": "milik pembuat"}}, ("criteria",)),
        ({"kind": "competition", "fields": {"ip_terms": "milik pembuat"}, "criteria": ("keunikan",)}, ()),
        ({"kind": "residency"}, ("own.ip_terms",)),
        ({"kind": "gig"}, ("own.fee_idr_per_day", "own.payment_terms")),
        ({"kind": "training"}, ()),
        ({"fields": PAID, "fee_idr": None}, ("fee_idr",)),
        ({"fields": PAID, "last_day": TODAY}, ()),
        ({"fields": PAID, "last_day": date(2026, 11, 23)}, ("last_day",)),
        ({"fields": PAID, "apply_via": "link"}, ("link",)),
        ({"fields": PAID, "apply_via": "link", "link": "https://contoh.example"}, ()),
        ({"fields": PAID, "title": {"en": "Only English"}}, ("title",)),
        ({"fields": PAID, "requirements": ()}, ("requirements",)),
    ],
)
def test_what_its_kind_needs(change: dict[str, Any], lacks: tuple[str, ...]) -> None:
    assert lacking(CITY, replace(STAGE, **change), TODAY) == lacks


def test_a_copy_has_no_days_and_no_source() -> None:
    stays = {"theme": "sungai", "sales_commission_pct": 0}
    own = {**stays, "installation_at": "2026-12-20", "insurance": "sampai Maret 2027"}
    old = replace(
        STAGE, kind="exhibition", phases=(Phase(name="paparan", on=TODAY),), results_on=TODAY, fields=own
    )  # fmt: skip
    new = copied(old, CITY)
    assert new.fields == stays
    assert (new.last_day, new.starts_on, new.results_on, new.source, new.sample) == (None, None, None, "", False)
    assert new.phases == (Phase(name="paparan"),)
    assert (new.title, new.requirements) == (old.title, old.requirements)


@pytest.mark.parametrize(
    ("promised", "last_day", "then"),
    [
        (None, date(2026, 12, 20), None),
        (date(2026, 12, 22), date(2026, 12, 20), date(2026, 12, 22)),
        (date(2026, 12, 20), date(2026, 12, 25), date(2026, 12, 27)),
        (date(2026, 12, 18), date(2026, 12, 25), date(2026, 12, 25)),
    ],
)
def test_more_time_moves_a_promise_only_where_it_must(promised: date | None, last_day: date, then: date | None) -> None:
    new = extended(replace(STAGE, results_on=promised), last_day)
    assert (new.last_day, new.results_on) == (last_day, then)


@pytest.mark.parametrize(
    ("text", "key"), [("NIB", "nib"), ("punya nib aktif", "nib"), ("berdomisili di Palembang", "domicile"), ("18+", "")]
)
def test_what_a_profile_may_tell(text: str, key: str) -> None:
    assert (requirement(text).key, requirement(text).text) == (key, text)
