"""The numbers of the weekly summary: read in one snapshot in which nothing can be written, and no lock is held.

`bot.core.summary` says what each number is. The rows of people never leave the store: only counts do.
"""

from collections.abc import Mapping, Sequence

from bot.actions import deciding, summing_offers
from bot.actions.changing import ANSWER_DAYS
from bot.actions.desk import House
from bot.core import summary
from bot.core.calendar import Calendar
from bot.core.summary import Summary
from bot.core.support import UNSORTED
from bot.core.vocabulary import City
from bot.core.weeks import Week
from storage import summary as counts
from storage.ports import Row, Store, Tx
from storage.summary import By, Filed, Span

DAY_MINUTES = 24 * 60
HALF, NINTH = 0.5, 0.9
OUTCOMES = ("helped", "advised", "elsewhere", "duplicate", "declined")
STATES = {"sent": "waiting", "accepted": "accepted", "done": "accepted", "unable": "unable"}


def last_week(house: House, now: int) -> Week:
    """The last complete week at a moment."""
    return Week.of(house.calendar.day(now)).plus(-1)


def begins(house: House, week: Week) -> int:
    """The moment a week begins (UTC ms)."""
    return house.calendar.moment(week.first_day, 0)


async def summed(store: Store, house: House, week: Week, now: int) -> Summary:
    """The numbers of a week, as they stand now. Raises StoreDown."""
    return await store.read(lambda tx: summary_of(tx, house, week, now))


async def summary_of(tx: Tx, house: House, week: Week, now: int) -> Summary:
    """As `summed`, in a transaction of the caller's."""
    span, calendar = _span(house.calendar, week, now), house.calendar
    ends = calendar.moment(week.plus(1).first_day, 0)
    series = await _series(tx, calendar, week, span.until)
    rows = await counts.closed(tx, span)
    requests = await _requests(tx, house.city, span, series, rows)
    return Summary(
        week=str(week), first_day=week.first_day, last_day=week.last_day, week_before=str(week.plus(-1)),
        start_at=span.start, until_at=span.until, made_at=now, partial=span.until < ends,
        requests=requests,
        answers=await _answers(tx, calendar, span),
        promises=await _promises(tx, span),
        said=_said(rows),
        elsewhere=tuple(
            summary.Elsewhere(id=id, count=n) for id, n in sorted((await counts.elsewhere(tx, span)).items())
        ),
        sealed=await _sealed(tx, house, span),
        decisions=await deciding.decisions(tx, house, span, now),
        partners=await _partners(tx, house, span, now, requests),
        people=await _people(tx, house.city, span),
        weeks=tuple(series),
        offers=await summing_offers.offers(tx, house, span),
    )  # fmt: skip


def _span(calendar: Calendar, week: Week, now: int) -> Span:
    begins = [calendar.moment(week.plus(ahead).first_day, 0) for ahead in (-summary.BEFORE, -1, 0, 1)]
    return Span(begins[0], begins[1], begins[2], max(begins[2], min(begins[3], now)))


async def _series(tx: Tx, calendar: Calendar, week: Week, until: int) -> list[summary.Count]:
    series = []
    for ahead in range(-summary.BEFORE, 1):
        each = week.plus(ahead)
        since, ends = (calendar.moment(day.first_day, 0) for day in (each, each.plus(1)))
        new, closed, _ = await counts.counted(tx, since, min(ends, until))
        series.append(summary.Count(week=str(each), new=new, closed=closed))
    return series


async def _requests(
    tx: Tx, city: City, span: Span, series: Sequence[summary.Count], rows: Sequence[Row]
) -> summary.Requests:
    """`series` ends with the week itself; `rows` are those of `counts.closed`."""
    *before, this = series
    kinds = [kind.id for kind in city.support_kinds if not kind.sealed] + [UNSORTED]
    by_outcome = _sums(rows, "outcome")
    return summary.Requests(
        new=this.new, new_answered=(await counts.answers(tx, span))["fresh"], new_last=before[-1].new,
        new_mean=_mean(sum(each.new for each in before)),
        closed=this.closed, closed_last=before[-1].closed, closed_mean=_mean(sum(each.closed for each in before)),
        withdrawn=(await counts.counted(tx, span.start, span.until))[2],
        open=(await counts.open_at(tx, span.until))[0],
        late=await counts.late_at(tx, span.until), late_last=await counts.late_at(tx, span.start),
        reopened=await counts.reopened(tx, span),
        outcomes=tuple(summary.Outcome(id=id, count=by_outcome.get(id, 0)) for id in OUTCOMES),
        by_kind=await _cuts(tx, span, "kind", kinds, _sums(rows, "kind")),
        by_sub_sector=await _cuts(
            tx, span, "sub_sector", [each.id for each in city.sub_sectors],
            await counts.closed_by(tx, span, "sub_sector"),
        ),
        by_district=await _cuts(
            tx, span, "district", [each.code for each in city.districts], await counts.closed_by(tx, span, "district")
        ),
    )  # fmt: skip


async def _cuts(tx: Tx, span: Span, by: By, named: Sequence[str], closed: Mapping[str, int]) -> tuple[summary.Cut, ...]:
    """A row for everything named, then for what else was met."""
    filed = await counts.filed(tx, span, by)
    return tuple(
        summary.Cut(
            id=id, new=each.fresh, closed=closed.get(id, 0), new_last=each.before, new_mean=_mean(each.earlier)
        )
        for id in summary.ordered(named, filed, closed)
        for each in (filed.get(id, Filed()),)
    )  # fmt: skip


def _mean(total: int) -> float:
    return total / summary.BEFORE


def _sums(rows: Sequence[Row], column: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row[column]] = sums.get(row[column], 0) + int(row["n"])
    return sums


async def _answers(tx: Tx, calendar: Calendar, span: Span) -> summary.Answers:
    found = await counts.answers(tx, span)
    n = int(found["n"])
    half, ninth = (
        [await counts.answer_minutes(tx, span, summary.rank(n, share)) for share in (HALF, NINTH)]
        if n
        else (None, None)
    )
    return summary.Answers(
        count=n, median_minutes=half, ninth_minutes=ninth, in_time=int(found["in_time"]),
        limit_minutes=ANSWER_DAYS * _usual_minutes(calendar),
    )  # fmt: skip


def _usual_minutes(calendar: Calendar) -> int:
    """Minutes of service of a usual working day: the middle one of the week's."""
    days = sorted(sum(closes - opens for opens, closes in day) for day in calendar.hours.days if day)
    return days[len(days) // 2] if days else 0


async def _promises(tx: Tx, span: Span) -> summary.Promises:
    found = await counts.promises(tx, span)
    return summary.Promises(due=int(found["n"]), kept=int(found["kept"]))


def _said(rows: Sequence[Row]) -> summary.Said:
    words = _sums(rows, "confirmed")
    return summary.Said(
        yes=words.get("yes", 0), elsewhere=words.get("elsewhere", 0), silent=words.get("silent", 0) + words.get("", 0),
        ratings=sum(int(row["ratings"]) for row in rows), rating_sum=sum(int(row["rating_sum"]) for row in rows),
    )  # fmt: skip


async def _sealed(tx: Tx, house: House, span: Span) -> summary.Sealed:
    new, late = await counts.sealed(tx, span, deciding.complaint_limit(house, span.until))
    return summary.Sealed(new=new, open=(await counts.open_at(tx, span.until))[1], late=late)


async def _partners(tx: Tx, house: House, span: Span, now: int, requests: summary.Requests) -> summary.Partners:
    rows, routed = await counts.sent(tx, span), await counts.sent_by_sub_sector(tx, span)
    by_helix, states = _sums(rows, "helix"), {"waiting": 0, "accepted": 0, "unable": 0}
    for row in rows:
        states[STATES[row["state"]]] += int(row["n"])
    new = {cut.id: cut.new for cut in requests.by_sub_sector}
    return summary.Partners(
        sent=sum(states.values()), **states, done=await counts.done(tx, span),
        by_helix=tuple(
            summary.HelixCount(id=id, sent=by_helix.get(id, 0))
            for id in summary.ordered([helix.id for helix in house.city.pentahelix], by_helix) if id
        ),
        slowest=await deciding.slowest(tx, span.until, now),
        apart=tuple(
            summary.Apart(id=each.id, new=new[each.id], routed=routed.get(each.id, 0))
            for each in house.city.sub_sectors if each.needs_partners
        ),
    )  # fmt: skip


async def _people(tx: Tx, city: City, span: Span) -> summary.People:
    sub_sectors, districts = [await counts.people(tx, span, by) for by in ("sub_sector", "district")]
    return summary.People(
        total=sum(total for total, _ in districts.values()), new=sum(new for _, new in districts.values()),
        by_sub_sector=_people_cuts([each.id for each in city.sub_sectors], sub_sectors),
        by_district=_people_cuts([each.code for each in city.districts], districts),
    )  # fmt: skip


def _people_cuts(named: Sequence[str], found: Mapping[str, tuple[int, int]]) -> tuple[summary.PeopleCut, ...]:
    return tuple(
        summary.PeopleCut(id=id, total=total, new=new)
        for id in summary.ordered(named, found)
        for total, new in (found.get(id, (0, 0)),)
    )
