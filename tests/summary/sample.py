"""The week of the model (all numbers invented), as records."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.summary import (
    Answers,
    Apart,
    Count,
    Cut,
    Decision,
    Decisions,
    HelixCount,
    Outcome,
    Partners,
    People,
    PeopleCut,
    Promises,
    Requests,
    RuleCount,
    Said,
    Sealed,
    Summary,
)
from bot.core.summary_offers import NONE, Closing, Filled, Offers
from tests.clock.world import CITY
from tests.summary.history import BEGINS, ENDS, MONDAY

NAMED = {each.name: each.code for each in CITY.districts}
DECISIONS = (
    Decision(
        rule="legal_missed", reference="D-2026-000318", short="D-318", kind="permit", district=NAMED["Bukit Kecil"],
        days=20, event_on=date(2026, 12, 5), legal_on=date(2026, 11, 17),
    ),
    Decision(
        rule="no_partner", reference="D-2026-000244", short="D-244", kind="equipment", district=NAMED["Plaju"], days=31
    ),
    Decision(
        rule="partner_silent", reference="", short="", kind="", district="", days=10, requests=4, helix="business",
        partner="Gedung Contoh",
    ),
)  # fmt: skip


def cut(id: str, new: int = 0, closed: int = 0) -> Cut:
    """A row of a cut."""
    return Cut(id=id, new=new, closed=closed, new_last=0, new_mean=0.0)


def sample(**changes: Any) -> Summary:
    """The model's page, with changes."""
    kinds = {"permit": 9, "equipment": 8, "promotion": 7}
    requests = Requests(
        new=41, new_answered=38, new_last=35, new_mean=33.0, closed=29, closed_last=30, closed_mean=28.0, withdrawn=0,
        open=63, late=6, late_last=9, reopened=2,
        outcomes=tuple(Outcome(id=id, count=n) for id, n in (("helped", 20), ("advised", 9))),
        by_kind=tuple(cut(kind.id, kinds.get(kind.id, 0)) for kind in CITY.support_kinds if not kind.sealed),
        by_sub_sector=tuple(cut(each.id) for each in CITY.sub_sectors),
        by_district=tuple(cut(each.code) for each in CITY.districts),
    )  # fmt: skip
    page = Summary(
        week="2026-W47", first_day=date(2026, 11, 16), last_day=date(2026, 11, 22), week_before="2026-W46",
        start_at=BEGINS, until_at=ENDS, made_at=MONDAY, partial=False, requests=requests,
        answers=Answers(count=38, median_minutes=290, ninth_minutes=840, in_time=36, limit_minutes=960),
        promises=Promises(due=25, kept=22), said=Said(yes=18, elsewhere=4, silent=7, ratings=16, rating_sum=69),
        elsewhere=(), sealed=Sealed(new=0, open=0, late=0),
        decisions=Decisions(total=3, rows=DECISIONS, by_rule=(RuleCount(rule="legal_missed", count=1),)),
        partners=partners(), people=people(),
        offers=offers(),
        weeks=tuple(Count(week=f"2026-W{number}", new=33, closed=28) for number in range(39, 48)),
    )  # fmt: skip
    return replace(page, **changes)


def offers() -> Offers:
    """What was offered."""
    return replace(
        NONE, published=4, open=9, applicants=57, chosen=19, first=11, apart=6,
        fullest=Filled(title={"id": "Panggung Rakyat"}, taken=12, quota=12, first=7),
        soon=(Closing(title={"id": "Panggilan Karya Sriwijaya"}, on=date(2026, 11, 26), applicants=9, quota=12),),
    )  # fmt: skip


def partners() -> Partners:
    """Whom it was passed on to."""
    sides = {"government": 6, "academic": 2, "business": 2, "community": 4, "media": 0}
    return Partners(
        sent=14, accepted=9, waiting=3, unable=2, done=4,
        by_helix=tuple(HelixCount(id=helix.id, sent=sides[helix.id]) for helix in CITY.pentahelix), slowest=(),
        apart=tuple(Apart(id=each.id, new=2, routed=1) for each in CITY.sub_sectors if each.needs_partners),
    )  # fmt: skip


def people() -> People:
    """Who is registered."""
    new = {"kuliner": 8, "kriya": 5, "musik": 4, "fotografi": 3, "aplikasi": 3}
    few = {"arsitektur": 0, "televisi-dan-radio": 1}
    districts = {"Gandus": 2, "Sematang Borang": 3}
    return People(
        total=412, new=23,
        by_sub_sector=tuple(
            PeopleCut(id=each.id, total=few.get(each.id, 27), new=new.get(each.id, 0)) for each in CITY.sub_sectors
        ),
        by_district=tuple(
            PeopleCut(id=each.code, total=districts.get(each.name, 25), new=1) for each in CITY.districts
        ),
    )  # fmt: skip
