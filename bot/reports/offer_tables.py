"""The summary's tables of opportunities and stages. No number is computed here."""

from collections.abc import Sequence

from bot.core.opportunities import in_language
from bot.core.summary import Summary
from bot.core.summary_offers import PlaceCut
from bot.reports.terms import Terms, Value

OFFERS = ("part", "name", "published", "applicants", "chosen", "first", "places", "closes_on")
PLACES = ("part", "name", "applicants", "chosen", "first")
Rows = list[tuple[Value, ...]]


def offers(summary: Summary, terms: Terms) -> Rows:
    """Under OFFERS: the totals, each kind, the fullest, what closes soon."""
    o, part = summary.offers, terms.say
    totals, kinds, full, soon = (part(f"report.part.{name}") for name in ("offers", "offer_kinds", "fullest", "soon"))
    rows: Rows = [
        (totals, part("report.measure.week"), o.published, o.applicants, o.chosen, o.first, None, None),
        (totals, part("report.measure.week_before"), o.published_last, o.applicants_last, o.chosen_last) + (None,) * 3,
        (totals, part("report.measure.offers_open"), o.open, *(None,) * 5),
        (totals, part("report.measure.offers_apart"), None, None, o.apart, *(None,) * 3),
    ]
    rows += [(kinds, terms.offer_kind(k.id), k.published, k.applicants, k.chosen, *(None,) * 3) for k in o.by_kind]
    if o.fullest is not None:
        title = in_language(o.fullest.title, terms.language)
        rows.append((full, title, None, None, o.fullest.taken, o.fullest.first, o.fullest.quota, None))
    rows += [
        (soon, in_language(each.title, terms.language), None, each.applicants, None, None, each.quota, each.on)
        for each in o.soon
    ]
    return rows


def places(summary: Summary, terms: Terms) -> Rows:
    """Under PLACES: each sub-sector, each district."""
    o = summary.offers

    def rows(name: str, cuts: Sequence[PlaceCut], said: Sequence[str]) -> Rows:
        part = terms.say(f"report.part.{name}")
        return [
            (part, each, cut.applicants, cut.chosen, cut.first) for each, cut in zip(said, cuts, strict=True)
        ]  # fmt: skip

    found = rows("by_sub_sector", o.by_sub_sector, [terms.sub_sector(cut.id) for cut in o.by_sub_sector])
    return found + rows("by_district", o.by_district, [terms.district(cut.id) for cut in o.by_district])
