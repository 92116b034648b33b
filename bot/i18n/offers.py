"""An opportunity in words: the card that is read, and its line in a list. Pure; marks as in the catalogue."""

from collections.abc import Iterator, Sequence

from bot.core.opportunities import Opportunity
from bot.core.vocabulary import City
from bot.i18n.catalogue import escape
from bot.i18n.figures import day
from bot.i18n.offer_facts import Fact, facts, is_over, last_day, until
from bot.i18n.speech import Speech

MOST = 3500  # characters of a card
HIGHEST = 3  # rank of a fact
SIGNS = {"peluang": "📢", "panggung": "🎭"}


def card(speech: Speech, city: City, one: Opportunity, now: int, most: int = MOST) -> str:
    """Everything somebody needs to decide, in one message of `most` characters; `now` in UTC milliseconds."""
    known, text = facts(speech, city, one, now), ""
    for rank in range(HIGHEST, -1, -1):
        shown = [fact for fact in known if fact.rank <= rank]
        cut = (speech.text("opportunity.more"),) if len(shown) < len(known) else ()
        text = "\n\n".join((*_head(speech, city, one, now), *_listed(shown), *cut))
        if len(text) <= most:
            break
    return text


def line(speech: Speech, city: City, one: Opportunity, now: int) -> str:
    """Its line in a list: what, and until when."""
    title = f"{_mark(speech, one)}{one.title(speech.language)}"
    return speech.text("opportunity.line", {"title": title, "until": until(speech, city, one, now)})


def standing(speech: Speech, city: City, one: Opportunity, now: int) -> str:
    """Why one cannot apply any more, in a sentence; "" while one can, or will."""
    if not is_over(one, now):
        return ""
    if one.state == "cancelled":
        reason = one.reason.strip().rstrip(".")
        return speech.text("opportunity.cancelled.why" if reason else "opportunity.cancelled", {"reason": reason})
    last = last_day(city, one)
    if last is None or (one.ended_at is not None and (one.closes_at is None or one.ended_at < one.closes_at)):
        return speech.text("opportunity.closed")
    return speech.text("opportunity.closed.on", {"day": day(last, speech.language)})


def kind_name(speech: Speech, city: City, one: Opportunity) -> str:
    """What kind it is: "Panggung tampil"; "" for one the city no longer has."""
    kind = city.opportunities.kind(one.offer.kind)
    return kind.name[speech.language] if kind is not None else ""


def sign(city: City, one: Opportunity) -> str:
    """The sign of its family."""
    kind = city.opportunities.kind(one.offer.kind)
    return SIGNS[kind.family if kind is not None else "peluang"]


def _head(speech: Speech, city: City, one: Opportunity, now: int) -> Iterator[str]:
    """Bad news first, and no sign before it."""
    over = standing(speech, city, one, now)
    if over:
        yield over
    title = f"*{escape(one.title(speech.language))}*"
    about = " · ".join(escape(part) for part in (kind_name(speech, city, one), one.offer.organizer) if part)
    marked = speech.text("opportunity.fictional") if one.offer.sample else ""
    yield "\n".join(filter(None, (marked, title if over else f"{sign(city, one)} {title}", about)))
    if summary := one.summary(speech.language):
        yield escape(summary)


def _listed(shown: Sequence[Fact]) -> Iterator[str]:
    lines: list[str] = []
    for fact in shown:
        name = f"{fact.sign} *{escape(fact.name)}:*".strip()
        if len(fact.values) == 1:
            lines.append(f"{name} {escape(fact.values[0])}")
        else:
            lines += [name, *(f"- {escape(value)}" for value in fact.values)]
    if lines:
        yield "\n".join(lines)


def _mark(speech: Speech, one: Opportunity) -> str:
    return f"{speech.plain('opportunity.sample')} · " if one.offer.sample else ""
