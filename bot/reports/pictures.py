"""The summary's picture in words: figures, bars over nine weeks, a tile for each district. `picture` draws it."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from bot.core.summary import Summary
from bot.core.vocabulary import District
from bot.reports.drawing import Order
from bot.reports.terms import Terms

DARKEST = 4  # shades of a tile: none, and four more


def order(summary: Summary, terms: Terms) -> Order:
    """What is to be drawn."""
    identity = terms.city.identity
    return Order("picture", {
        "head": terms.say("report.title", committee=identity.committee, week=summary.number),
        "days": terms.days(summary.first_day, summary.last_day),
        "figures": figures(summary, terms), "bars": bars(summary, terms), "tiles": tiles(summary, terms),
        "foot": foot(summary, terms),
    })  # fmt: skip


def foot(summary: Summary, terms: Terms) -> str:
    """When it was made, and that it may be forwarded."""
    key = "report.foot.partial" if summary.partial else "report.foot"
    return terms.say(key, at=terms.moment(summary.made_at))


def figures(summary: Summary, terms: Terms) -> list[dict[str, Any]]:
    """The six numbers a reader looks for first: what, how many, and against what. `bad`: somebody waits too long."""
    return [*_requests(summary, terms), *_offers(summary, terms)]


def _requests(summary: Summary, terms: Terms) -> list[dict[str, Any]]:
    r = summary.requests
    against = terms.say("report.figure.new.note", last=terms.shown(r.new_last), mean=terms.shown(r.new_mean))
    closed = terms.say("report.figure.answered.note", closed=terms.shown(r.closed), open=terms.shown(r.open))
    late = terms.say("report.figure.late.note", last=terms.shown(r.late_last))
    sealed = terms.say("report.figure.decisions.note", sealed=terms.shown(summary.sealed.open))
    return [
        {"says": terms.say("report.figure.new"), "value": terms.shown(r.new), "note": against, "bad": False},
        {
            "says": terms.say("report.figure.answered"), "value": terms.shown(r.new_answered), "note": closed,
            "bad": False,
        },
        {"says": terms.say("report.figure.late"), "value": terms.shown(r.late), "note": late, "bad": r.late > 0},
        {
            "says": terms.say("report.figure.decisions"), "value": terms.shown(summary.decisions.total), "note": sealed,
            "bad": summary.decisions.total > 0,
        },
    ]  # fmt: skip


def _offers(summary: Summary, terms: Terms) -> list[dict[str, Any]]:
    """Who applied, and who was chosen: how many of them new, how many of the crafts that need partners."""
    o = summary.offers
    needy = [each.short[terms.language] for each in terms.city.sub_sectors if each.needs_partners]
    names = ", ".join(name.partition(",")[0] for name in needy)
    published = terms.say("report.figure.applicants.note", published=terms.shown(o.published), open=terms.shown(o.open))
    first = terms.say("report.figure.chosen.note", first=terms.shown(o.first), names=names, apart=terms.shown(o.apart))
    return [
        {
            "says": terms.say("report.figure.applicants"), "value": terms.shown(o.applicants), "note": published,
            "bad": False,
        },
        {"says": terms.say("report.figure.chosen"), "value": terms.shown(o.chosen), "note": first, "bad": False},
    ]  # fmt: skip


def bars(summary: Summary, terms: Terms) -> dict[str, Any]:
    """New requests week by week, oldest first; `is` of the last two says which they are."""
    r, weeks = summary.requests, summary.weeks
    named = {summary.week: terms.say("report.bars.this"), summary.week_before: terms.say("report.bars.last")}
    return {
        "title": terms.say("report.bars"), "mean": r.new_mean,
        "mean_is": terms.say("report.bars.mean", mean=terms.shown(r.new_mean)),
        "bars": [
            {
                "label": str(int(week.week.rpartition("W")[2])), "value": week.new, "said": terms.shown(week.new),
                "is": named.get(week.week, ""),
            }
            for week in weeks
        ],
    }  # fmt: skip


def tiles(summary: Summary, terms: Terms) -> dict[str, Any]:
    """New requests by district, where each lies; and those from nowhere on the map."""
    counts = {cut.id: cut.new for cut in summary.requests.by_district}
    steps = shades(max((counts.get(each.code, 0) for each in terms.city.districts), default=0))
    districts = terms.city.districts
    mapped = {district.code for district in districts}
    others = sum(count for code, count in counts.items() if code not in mapped)
    return {
        "title": terms.say("report.tiles"), "legend": _legend(steps, terms), "river": _river(districts),
        "others": terms.say("report.tiles.others", count=terms.shown(others)) if others else "",
        "tiles": [
            {
                "row": each.tile[0], "col": each.tile[1], "name": each.name, "value": counts.get(each.code, 0),
                "said": terms.shown(counts.get(each.code, 0)), "shade": shade(counts.get(each.code, 0), steps),
            }
            for each in districts
        ],
    }  # fmt: skip


def _river(districts: tuple[District, ...]) -> int | None:
    """The row under which a river parts the banks, if one row does."""
    north = [each.tile[0] for each in districts if each.bank == "ilir"]
    south = [each.tile[0] for each in districts if each.bank == "ulu"]
    return max(north) if north and south and max(north) < min(south) else None


def shades(most: int) -> tuple[int, ...]:
    """The largest number of each shade but the lightest, which is none: (3, 6, 9, 12) for 12, (1, 2) for 2."""
    count = min(most, DARKEST)
    return tuple(ceil(most * step / count) for step in range(1, count + 1))


def shade(value: int, steps: Sequence[int]) -> int:
    """0 for none, DARKEST for the most."""
    if value == 0:
        return 0
    return next(at for at, most in enumerate(steps) if value <= most) + 1 + DARKEST - len(steps)


def _legend(steps: Sequence[int], terms: Terms) -> list[tuple[int, str]]:
    """What each shade stands for: "1–3", "4–6"."""
    begins = [low + 1 for low in (0, *steps)]
    said = [
        terms.shown(most) if low == most else f"{terms.shown(low)}–{terms.shown(most)}"
        for low, most in zip(begins, steps, strict=False)
    ]
    return [(0, terms.shown(0)), *((shade(most, steps), text) for most, text in zip(steps, said, strict=True))]
