"""A competition in words: how many a district may send, its results with scores, until when one may object. Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.core import contests
from bot.core.message import Say
from bot.core.opportunities import Opportunity
from bot.core.vocabulary import City
from bot.i18n.speech import Speech

SHOWN = 20  # entries of the results


def contest_lines(speech: Speech, city: City, one: Opportunity) -> list[str]:
    """Lines to be read under an opportunity, in neutral mark-up; none where it is no competition."""
    return [speech.text(say.key, say.values) for say in (*_rules(one), *results(speech.language, city, one))]


def results(language: str, city: City, one: Opportunity) -> Iterator[Say]:
    """The results with scores, and until when one may object; nothing before they are published."""
    placed = contests.of(one.results).placed
    if one.results_at is None or not placed:
        return
    yield Say("contest.results", {"placed": "\n".join(each.line for each in placed[:SHOWN])})
    if len(placed) > SHOWN:
        yield Say("contest.results.more", {"n": len(placed) - SHOWN})
    if days := one.offer.objection_days:
        published = datetime.fromtimestamp(one.results_at / 1000, UTC).astimezone(ZoneInfo(city.identity.timezone))
        last = format_date(published.date() + timedelta(days=days), "EEEE, d MMMM y", locale=language)
        yield Say("contest.object_until", {"day": str(last)})


def _rules(one: Opportunity) -> Iterator[Say]:
    offer = one.offer
    if offer.per_district:
        yield Say("contest.per_district", {"n": offer.per_district})
    if offer.objection_days and one.results_at is None:
        yield Say("contest.objection_days", {"n": offer.objection_days})
