"""A competition's results in words, and until when one may object. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core import contests
from bot.core.message import Say
from bot.core.opportunities import Opportunity
from bot.core.vocabulary import City
from bot.i18n.figures import day

SHOWN = 20  # entries of the results


def results(language: str, city: City, one: Opportunity) -> Iterator[Say]:
    """The results with scores, and until when one may object; nothing before they are published."""
    placed = contests.of(one.results).placed
    if one.results_at is None or not placed:
        return
    yield Say("contest.results", {"placed": "\n".join(each.line for each in placed[:SHOWN])})
    if len(placed) > SHOWN:
        yield Say("contest.results.more", {"n": len(placed) - SHOWN})
    if (last := last_objection(city, one)) is not None:
        yield Say("contest.object_until", {"day": day(last, language)})


def last_objection(city: City, one: Opportunity) -> date | None:
    """The last day on which one may object to its results; None where one cannot, or not yet."""
    if one.results_at is None or not one.offer.objection_days:
        return None
    published = datetime.fromtimestamp(one.results_at / 1000, UTC).astimezone(ZoneInfo(city.identity.timezone))
    return published.date() + timedelta(days=one.offer.objection_days)
