"""From the files of a city pack to the records of `bot.core.vocabulary`: one function a record."""

from datetime import date
from typing import Literal, cast

from bot.city.node import Node
from bot.core.pack import SHORT
from bot.core.vocabulary import (
    AmbiguousTerm,
    Area,
    Choice,
    District,
    Elsewhere,
    Field,
    Holiday,
    Hours,
    Identity,
    Keeping,
    Letterhead,
    Lexicon,
    SubSector,
    SummaryRule,
    Ward,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_MINUTES = 24 * 60
SUMMARY_ROLES = frozenset({"viewer", "desk", "committee", "admin"})
HEAD_LINES, HEAD_WIDTH = 3, 60  # lines and characters that fit above a letter


def identity(node: Node) -> Identity:
    """identity.json"""
    texts = "city city_full province code timezone committee committee_full controller dpo contact number_prefix"
    return Identity(
        **{name: node.at(name).text() for name in texts.split()},
        notice_version=node.at("notice_version").number(),
        letterhead=letterhead(node.at("letterhead")),
        to_check=node.get("to_check", []).words(),
    )


def letterhead(node: Node) -> Letterhead:
    """identity.json: letterhead"""
    lines = tuple(line.text(HEAD_WIDTH) for line in node.items("lines"))
    if not 1 <= len(lines) <= HEAD_LINES:
        node.at("lines").fault(f"should be one to {HEAD_LINES} lines")
    long = {name: node.at(name).text(2 * HEAD_WIDTH) for name in ("address", "reply")}
    return Letterhead(lines, **long, **{name: node.at(name).text(HEAD_WIDTH) for name in ("role", "name")})


def field(node: Node) -> Field:
    """An entry of sub_sectors.json: fields"""
    return Field(
        id=node.at("id").text(),
        name=node.at("name").texts(SHORT),
        description=node.at("description").texts(),
        members=node.at("members").words(),
    )


def sub_sector(node: Node) -> SubSector:
    """An entry of sub_sectors.json: sub_sectors"""
    return SubSector(
        id=node.at("id").text(),
        code=node.at("code").text(),
        name=node.at("name").texts(),
        short=node.at("short").texts(SHORT),
        description=node.at("description").texts(),
        hint=node.at("hint").texts(),
        emoji=node.at("emoji").text(),
        field=node.at("field").text(),
        needs_partners=node.get("needs_partners", False).flag(),
        goods=node.get("goods", False).flag(),
        verbs=node.get("verbs", []).words(),
        keywords=node.get("keywords", []).words(),
        keywords_soft=node.get("keywords_soft", []).words(),
        keywords_weak=node.get("keywords_weak", []).words(),
    )


def term(node: Node) -> AmbiguousTerm:
    """An entry of terms.json: terms"""
    return AmbiguousTerm(
        id=node.at("id").text(),
        terms=node.at("terms").words(),
        candidates=node.at("candidates").words(),
        default=node.at("default").text() if node.at("default").value is not None else None,
        question=node.at("question").texts(),
        choices=tuple(
            Choice(title=choice.at("title").texts(SHORT), sub_sectors=choice.at("sub_sectors").words())
            for choice in node.items("choices")
        ),
    )


def ward(node: Node, district: str) -> Ward:
    """An entry of districts.json: districts[].wards"""
    name = node.at("name").text()
    return Ward(
        code=node.at("code").text(),
        name=name,
        official_name=node.get("official_name", name).text(),
        district=district,
        aliases=node.get("aliases", []).words(),
        needs_cue=node.get("needs_cue", False).flag(),
    )


def district(node: Node) -> District:
    """An entry of districts.json: districts"""
    name, code = node.at("name").text(), node.at("code").text()
    return District(
        id=node.at("id").text(),
        code=code,
        name=name,
        official_name=node.get("official_name", name).text(),
        short=node.at("short").text(),
        bank=cast(Literal["ilir", "ulu"], node.at("bank").one_of(("ilir", "ulu"))),
        tile=(node.at("tile").at("row").number(), node.at("tile").at("col").number()),
        wards=tuple(ward(each, code) for each in node.items("wards")),
        neighbours=node.get("neighbours", []).words(),
        formerly=node.get("formerly", []).words(),
        aliases=node.get("aliases", []).words(),
    )


def area(node: Node) -> Area:
    """An entry of areas.json: areas"""
    return Area(
        id=node.at("id").text(),
        name=node.at("name").text(),
        aliases=node.get("aliases", []).words(),
        candidates=node.at("candidates").words(),
    )


def elsewhere(node: Node) -> Elsewhere:
    """An entry of areas.json: elsewhere"""
    return Elsewhere(
        code=node.at("code").text(),
        name=node.at("name").texts(SHORT),
        words=node.at("words").words(),
        words_cued=node.get("words_cued", []).words(),
    )


def lexicon(node: Node) -> Lexicon:
    """lexicon.json"""
    sets = ("cues", "ward_cues", "asides", "joins", "negations", "wants", "plain")
    return Lexicon(
        spellings=node.at("spellings").mapping(),
        endings=node.get("endings", []).words(),
        **{name: frozenset(node.get(name, []).words()) for name in sets},
    )


def minutes(node: Node) -> int:
    """ "13.30" -> 810"""
    hour, dot, minute = node.text().partition(".")
    if not (dot and hour.isdigit() and minute.isdigit() and int(hour) <= 24 and int(minute) < 60):
        node.fault("should be a time like 08.00")
    return int(hour) * 60 + int(minute)


def hours(node: Node) -> Hours:
    """hours.json"""
    days = tuple(
        tuple((minutes(span.at("opens")), minutes(span.at("closes"))) for span in node.items(day)) for day in WEEKDAYS
    )
    if any(opens >= closes for day in days for opens, closes in day):
        node.fault("opens after it closes")
    return Hours(days=days, checked=node.at("checked").flag())


def holiday(node: Node) -> Holiday:
    """An entry of holidays.json: holidays"""
    try:
        day = date.fromisoformat(node.at("day").text())
    except ValueError:
        node.at("day").fault("should be a date like 2027-08-17")
    return Holiday(day=day, name=node.at("name").texts(), checked=node.at("checked").flag())


def summary(node: Node) -> SummaryRule:
    """summary.json"""
    roles = node.at("roles").words()
    if unknown := sorted(set(roles) - SUMMARY_ROLES):
        node.at("roles").fault(f"names {unknown[0]!r}, should be of: {', '.join(sorted(SUMMARY_ROLES))}")
    minute = minutes(node.at("at"))
    if minute >= DAY_MINUTES:
        node.at("at").fault("should be a time of the day, before 24.00")
    return SummaryRule(WEEKDAYS.index(node.at("day").one_of(WEEKDAYS)), minute, roles)


def keeping(node: Node) -> Keeping:
    """An entry of retention.json: kept"""
    return Keeping(
        id=node.at("id").text(),
        amount=node.at("amount").number(),
        unit=cast(Literal["hours", "days", "months"], node.at("unit").one_of(("hours", "days", "months"))),
        since=node.at("since").text(),
    )
