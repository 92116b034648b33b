"""Fictional opportunities and stages, in bulk: two years of them, a quarter of them open; each marked as a sample."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.core.audience import Audience
from bot.core.calendar import Calendar
from bot.core.offers import ELSEWHERE
from bot.core.opportunities import ALPHABET, CODE_LENGTH, Offer, Requirement, State
from bot.core.opportunity_kinds import OpportunityField, OpportunityKind
from bot.core.vocabulary import City, District, SubSector
from storage import opportunities
from storage.opportunities import Begun
from storage.ports import Store, Tx

STEP = 10  # a transaction: what others wait for
DAYS = 104 * 7
OPEN, WORKED_ON, CALLED_OFF = 0.25, 0.08, 0.05  # shares of all, of those of today, of those that are over
WRITE_DAYS, APPLY_DAYS, TOLD_DAYS, ARCHIVED_DAYS = 4, (10, 45), 12, 90
DAY_MINUTES = 24 * 60
WHO = "seed"
HELIXES = ("government", "academic", "business", "community", "media")
FICTIONAL = {"id": "(rekaan)", "en": "(fictional)"}
SUMMARY = {
    "id": "Rekaan, untuk mencoba: {kind} di {district}, untuk {craft}. Tidak ada yang sungguh mengadakannya.",
    "en": "Fictional, to try things with: {kind} in {district}, for {craft}. Nobody really offers it.",
}
REQUIREMENTS = ("2 karya sendiri (rekaan)", "bersedia hadir (rekaan)", "bawa alat sendiri (rekaan)")
BENEFITS = ("honor (rekaan)", "tata suara (rekaan)", "dokumentasi (rekaan)", "sertifikat (rekaan)")
VALUES: Mapping[str, Any] = {"number": 20, "money": 500_000, "list": ["contoh (rekaan)"], "flag": True}
TEXT = "contoh (rekaan)"


@dataclass(frozen=True, slots=True)
class Sowing:
    """What to make: how many, from which source of chance; `now` is UTC milliseconds."""

    count: int
    seed: int
    now: int


@dataclass(frozen=True, slots=True)
class Made:
    """One that is to be written. Times in UTC milliseconds; `reason` of one that was called off."""

    begun: Begun
    state: State
    created_at: int
    published_at: int | None
    ended_at: int | None
    reason: str


async def sow_offers(store: Store, city: City, calendar: Calendar, plan: Sowing) -> int:
    """Writes them in steps that let others write between; how many. The same seed makes the same ones, but for codes
    that are taken. Whoever asked for news is told of those that are open, as of any."""
    draw = random.Random(plan.seed)  # noqa: S311 - fictional data, the same for the same seed
    codes = random.Random(plan.seed)  # noqa: S311 - its own: how many are taken must not change what is made
    made = [_made(city, calendar, draw, plan.now) for _ in range(plan.count)]
    for at in range(0, len(made), STEP):
        await store.transact(lambda tx, at=at: _write(tx, made[at : at + STEP], codes))  # type: ignore[misc]
    return len(made)


async def _write(tx: Tx, batch: list[Made], codes: random.Random) -> None:
    for each in batch:
        one = None
        while one is None:
            begun = replace(each.begun, code="".join(codes.choices(ALPHABET, k=CODE_LENGTH)))
            one = await opportunities.add(tx, begun, each.created_at)
        if each.state == "draft":
            continue
        by = WHO if each.published_at is not None else ""
        written = replace(
            one, state=each.state, submitted_by=WHO, approved_by=by, fee_approved_by=by if one.offer.fee_idr else "",
            reason=each.reason, published_at=each.published_at, ended_at=each.ended_at,
        )  # fmt: skip
        await opportunities.save(tx, written, each.ended_at or each.published_at or each.created_at)


def _made(city: City, calendar: Calendar, draw: random.Random, now: int) -> Made:
    """One, as far as it has come by now."""
    today = calendar.day(now)
    opens, last = _days(draw, today)
    offer = _offer(city, draw, opens, last)
    closes_at = calendar.moment(last, DAY_MINUTES)
    begun = Begun(code="", offer=offer, created_by=WHO, closes_at=closes_at)
    created_at = min(now, calendar.moment(opens - timedelta(WRITE_DAYS), draw.randrange(DAY_MINUTES)))
    published_at = min(now, max(created_at, calendar.moment(opens, 9 * 60)))
    chance = draw.random()
    if closes_at > now:
        if chance < WORKED_ON:
            state: State = "draft" if chance < WORKED_ON / 2 else "in_review"
            return Made(begun, state, created_at, None, None, "")
        return Made(begun, "published", created_at, published_at, None, "")
    if chance < CALLED_OFF:
        ended_at = published_at + draw.randrange(1, closes_at - published_at)
        return Made(begun, "cancelled", created_at, published_at, ended_at, "hujan (rekaan)")
    state = "archived" if (today - last).days >= ARCHIVED_DAYS else "closed"
    return Made(begun, state, created_at, published_at, closes_at, "")


def _days(draw: random.Random, today: date) -> tuple[date, date]:
    """The first and the last day to apply: now in between, or earlier."""
    span = draw.randint(*APPLY_DAYS)
    if draw.random() < OPEN:
        last = today + timedelta(draw.randint(1, span))
    else:
        last = today - timedelta(draw.randint(1, DAYS - span - WRITE_DAYS))
    return last - timedelta(span), last


def _offer(city: City, draw: random.Random, opens: date, last: date) -> Offer:
    kind, district, craft = draw.choice(city.opportunities.kinds), draw.choice(city.districts), _craft(city, draw)
    starts = last + timedelta(draw.randint(15, 40))
    curated = draw.random() < 0.8
    return Offer(
        kind=kind.id,
        title={language: _title(kind, district, craft, language) for language in FICTIONAL},
        summary={language: _summary(kind, district, craft, language) for language in FICTIONAL},
        fields=dict(_own(kind, starts)), organizer="Panitia (rekaan)", helix=draw.choice(HELIXES), opens_on=opens,
        last_day=last, starts_on=starts, ends_on=starts + timedelta(draw.randint(0, 4)), place="Gedung (rekaan)",
        district=district.code, quota=draw.choice((5, 12, 20, 40)),
        fee_idr=0 if draw.random() < 0.9 else 50_000, benefits=tuple(draw.sample(BENEFITS, 2)),
        requirements=tuple(Requirement(text=text) for text in draw.sample(REQUIREMENTS, 2)),
        audience=_audience(draw, craft, district), contact_role="Meja layanan", source="rekaan",
        selection="curated" if curated else "first_come",
        results_on=last + timedelta(TOLD_DAYS) if curated else None, sample=True, criteria=_criteria(kind),
    )  # fmt: skip


def _criteria(kind: OpportunityKind) -> tuple[str, ...]:
    return (TEXT,) if any(ELSEWHERE.get(field.key) == "criteria" for field in kind.fields) else ()


def _craft(city: City, draw: random.Random) -> SubSector:
    return draw.choice(city.sub_sectors)


def _audience(draw: random.Random, craft: SubSector, district: District) -> Audience:
    crafts, districts, chance = (craft.id,) if draw.random() < 0.7 else (), (district.code,), draw.random()
    kinds = (draw.choice(("person", "group", "business")),) if chance < 0.3 else ()
    return Audience(crafts, districts if chance > 0.9 else (), kinds)


def _title(kind: OpportunityKind, district: District, craft: SubSector, language: str) -> str:
    return f"{kind.name[language]}: {craft.short[language]}, {district.name} {FICTIONAL[language]}"


def _summary(kind: OpportunityKind, district: District, craft: SubSector, language: str) -> str:
    names = {"kind": kind.name[language].lower(), "district": district.name, "craft": craft.name[language].lower()}
    return SUMMARY[language].format(**names)


def _own(kind: OpportunityKind, day: date) -> Iterator[tuple[str, Any]]:
    """What its kind demands."""
    for field in kind.fields:
        if field.required:
            yield field.key, _value(field, day)


def _value(field: OpportunityField, day: date) -> Any:
    return day.isoformat() if field.type == "date" else VALUES.get(field.type, TEXT)
