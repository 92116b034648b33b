"""Fictional weeks: the one of the model, a quiet one, an empty one, and one in which no two numbers are the same."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count

from bot.core.summary import (
    Answers,
    Apart,
    Body,
    Count,
    Cut,
    Decision,
    Decisions,
    Elsewhere,
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
)  # fmt: skip
from bot.core.summary_offers import Closing, Filled, KindCut, Offers, PlaceCut
from bot.core.vocabulary import City
from bot.core.weeks import Week

RULES = ("legal_missed", "sealed_late", "reopened", "no_partner", "partner_silent")
OUTCOMES = ("helped", "advised", "elsewhere", "duplicate", "declined")
Number = Callable[[], int]


def filled(city: City, number: Number) -> Summary:
    """Every part of the page for a city; each number is the next `number()`, means have a half."""
    week = Week(2026, 47)
    n = number
    return Summary(
        week=str(week), first_day=week.first_day, last_day=week.last_day, week_before=str(week.plus(-1)),
        start_at=1_794_762_000_000, until_at=1_795_366_800_000, made_at=1_795_395_600_000, partial=False,
        requests=_requests(city, n),
        answers=Answers(count=n(), median_minutes=n(), ninth_minutes=n(), in_time=n(), limit_minutes=n()),
        promises=Promises(due=n(), kept=n()),
        said=Said(yes=n(), elsewhere=n(), silent=n(), ratings=n(), rating_sum=n()),
        elsewhere=tuple(Elsewhere(id=kind.id, count=n()) for kind in city.support_kinds[:1]),
        sealed=Sealed(new=n(), open=n(), late=n()), decisions=_decisions(city, n), partners=_partners(city, n),
        people=_people(city, n),
        weeks=tuple(Count(week=str(week.plus(at)), new=n(), closed=n()) for at in range(-8, 1)),
        offers=_offers(city, n),
    )  # fmt: skip


def _requests(city: City, n: Number) -> Requests:
    def cuts(ids: list[str]) -> tuple[Cut, ...]:
        return tuple(Cut(id=id, new=n(), closed=n(), new_last=n(), new_mean=n() / 2) for id in ids)

    return Requests(
        new=n(), new_answered=n(), new_last=n(), new_mean=n() / 2, closed=n(), closed_last=n(), closed_mean=n() / 2,
        withdrawn=n(), open=n(), late=n(), late_last=n(), reopened=n(),
        outcomes=tuple(Outcome(id=id, count=n()) for id in OUTCOMES),
        by_kind=cuts([*(each.id for each in city.support_kinds), "unsorted"]),
        by_sub_sector=cuts([*(each.id for each in city.sub_sectors), ""]),
        by_district=cuts([*(each.code for each in city.districts), ""]),
    )  # fmt: skip


def _decisions(city: City, n: Number) -> Decisions:
    kind, district, partner = city.support_kinds[0], city.districts[0], city.support.partners[0]
    rows = (
        Decision(
            rule="legal_missed", reference="D-2026-000318", short="D-318", kind=kind.id, district=district.code,
            days=n(), event_on=date(2026, 12, 5), legal_on=date(2026, 11, 17),
        ),
        Decision(rule="sealed_late", reference="D-2026-000300", short="D-300", kind="", district="", days=n()),
        Decision(rule="reopened", reference="D-2026-000301", short="D-301", kind="unsorted", district="", days=n()),
        Decision(rule="no_partner", reference="D-2026-000244", short="D-244", kind=kind.id, district="", days=n()),
        Decision(
            rule="partner_silent", reference="", short="", kind="", district="", days=n(), requests=n(),
            helix=partner.helix, partner=partner.name,
        ),
    )  # fmt: skip
    by_rule = tuple(RuleCount(rule=rule, count=n()) for rule in RULES)  # type: ignore[arg-type]
    return Decisions(total=len(rows), rows=rows, by_rule=by_rule)


def _partners(city: City, n: Number) -> Partners:
    helixes = [each.id for each in city.pentahelix]
    return Partners(
        sent=n(), accepted=n(), waiting=n(), unable=n(), done=n(),
        by_helix=tuple(HelixCount(id=id, sent=n()) for id in helixes),
        slowest=(
            Body(name=city.support.partners[0].name, helix=helixes[0], silent=n(), days=n()),
            Body(name="", helix=helixes[-1], silent=n(), days=n()),
        ),
        apart=tuple(Apart(id=each.id, new=n(), routed=n()) for each in city.sub_sectors if each.needs_partners),
    )  # fmt: skip


def _people(city: City, n: Number) -> People:
    def cuts(ids: list[str]) -> tuple[PeopleCut, ...]:
        return tuple(PeopleCut(id=id, total=n(), new=n()) for id in ids)

    return People(
        total=n(), new=n(), by_sub_sector=cuts([*(each.id for each in city.sub_sectors), ""]),
        by_district=cuts([*(each.code for each in city.districts), ""]),
    )  # fmt: skip


def _offers(city: City, n: Number) -> Offers:
    def cuts(ids: list[str]) -> tuple[PlaceCut, ...]:
        return tuple(PlaceCut(id=id, applicants=n(), chosen=n(), first=n()) for id in ids)

    return Offers(
        published=n(), published_last=n(), open=n(), applicants=n(), applicants_last=n(), chosen=n(), chosen_last=n(),
        first=n(), apart=n(),
        by_kind=tuple(
            KindCut(id=kind.id, published=n(), applicants=n(), chosen=n()) for kind in city.opportunities.kinds
        ),
        by_sub_sector=cuts([*(each.id for each in city.sub_sectors), ""]),
        by_district=cuts([*(each.code for each in city.districts), ""]),
        fullest=Filled(title={"id": "Panggung Rakyat Contoh"}, taken=n(), quota=n(), first=n()),
        soon=(Closing(title={"id": "Panggilan Karya Contoh"}, on=date(2026, 11, 26), applicants=n(), quota=n()),),
    )  # fmt: skip


def counted(city: City, first: int = 1_001) -> Summary:
    """No two numbers are the same."""
    numbers = count(first)
    return filled(city, lambda: next(numbers))


def empty(city: City) -> Summary:
    """Nothing at all: no answer, no decision."""
    nothing = filled(city, lambda: 0)
    return replace(
        nothing, decisions=replace(nothing.decisions, total=0, rows=()), elsewhere=(),
        answers=replace(nothing.answers, median_minutes=None, ninth_minutes=None),
        partners=replace(nothing.partners, slowest=()), offers=replace(nothing.offers, fullest=None, soon=()),
    )  # fmt: skip


def usual(city: City) -> Summary:
    """About the week of the model."""
    numbers = _small()
    made = filled(city, lambda: next(numbers))
    requests = replace(
        made.requests, new=41, new_answered=38, new_last=35, new_mean=33.1, closed=29, closed_last=31, closed_mean=27.5,
        open=63, late=6, late_last=9, withdrawn=2, reopened=2,
    )  # fmt: skip
    by_week = (28, 36, 31, 40, 29, 34, 32, 35, 41)
    weeks = tuple(replace(week, new=new, closed=new - 5) for week, new in zip(made.weeks, by_week, strict=True))
    people = replace(made.people, total=412, new=23)
    offers = replace(made.offers, published=4, open=9, applicants=57, chosen=19, first=11, apart=6)
    return replace(made, requests=requests, weeks=weeks, people=people, offers=offers)


def _small() -> Iterator[int]:
    return (n * 7 % 13 for n in count(1))
