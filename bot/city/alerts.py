"""From alerts.json to the records of `bot.core.alert_rule`: one function a record."""

from datetime import date

from bot.city.node import Node
from bot.city.parsing import DAY_MINUTES, WEEKDAYS, minutes
from bot.core.alert_rule import AlertRule, Span, Spell

FILE = "alerts"


def alerts(node: Node) -> AlertRule:
    """alerts.json"""
    most = node.at("most_a_week")
    if most.number() < 1:
        most.fault("should be 1 or more")
    minute = minutes(node.at("at"))
    if minute >= DAY_MINUTES:
        node.at("at").fault("should be a time of the day, before 24.00")
    pauses: dict[int, tuple[Span, ...]] = {}
    for pause in node.items("pauses"):
        weekday = WEEKDAYS.index(pause.at("day").one_of(WEEKDAYS))
        pauses[weekday] = tuple(sorted((*pauses.get(weekday, ()), span(pause))))
    return AlertRule(
        weekday=WEEKDAYS.index(node.at("day").one_of(WEEKDAYS)),
        minute=minute,
        most_a_week=most.number(),
        window=span(node.at("window")),
        pauses=pauses,
        spells=tuple(map(spell, node.items("spells"))),
    )


def span(node: Node) -> Span:
    """An object with `from` and `to`"""
    begins, ends = minutes(node.at("from")), minutes(node.at("to"))
    if begins >= ends:
        node.fault("ends before it begins")
    return begins, ends


def spell(node: Node) -> Spell:
    """An entry of spells"""
    first, last = day(node.at("first")), day(node.at("last"))
    if last < first:
        node.fault("ends before it begins")
    return Spell(first, last, span(node), node.at("name").texts(), node.at("checked").flag())


def day(node: Node) -> date:
    """A day like 2027-02-08"""
    try:
        return date.fromisoformat(node.text())
    except ValueError:
        node.fault("should be a date like 2027-02-08")
