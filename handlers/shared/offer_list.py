"""The list of what is open: what fits first, a page at a time, with ways to the other family."""

from collections.abc import Sequence

from bot.actions import browsing, permitting
from bot.actions.browsing import Found
from bot.actions.desk import Desk
from bot.core.flow import Says
from bot.core.message import Choice, Rendered, Say
from bot.core.opportunity_kinds import Family
from bot.i18n import offers

PAGE = 5
AROUND = 5  # buttons that lead elsewhere
MORE = "more_crafts"  # asks for other sub-sectors
FAMILIES: tuple[Family, ...] = ("peluang", "panggung")


async def listed(desk: Desk, topic: str, page: int, *, first: bool = True) -> Says:
    """A page of what is open; `topic` is a family, the id of a kind or of a sub-sector, or "" for everything.

    Whoever looks for the `first` time, it seems, may name more sub-sectors.
    """
    actor = await permitting.actor(desk)
    everything = await browsing.fitting(actor)
    found = [each for each in everything if browsing.is_about(desk.house.city, each.one, topic)]
    others = _others(desk, everything, topic)
    if not found:
        none = f"opportunities.none.{topic if topic in FAMILIES else 'topic'}" if everything else "opportunities.none"
        return (Say(none, choices=(*others, *_staff(desk)), role="question"),)
    size = max(1, min(PAGE, desk.limits.choices - AROUND))
    page = min(page, (len(found) - 1) // size)
    part = found[page * size : (page + 1) * size]
    head = f"opportunities.head.{topic}" if topic in FAMILIES else "opportunities.head"
    more = await _more(desk) if first and not topic and not page else ()
    choices = (*_open(desk, part), *more, *_turns(topic, page, (len(found) - 1) // size, desk), *others)
    return (
        Say(head, {"n": len(found)}),
        Say("opportunities.list", {"list": Rendered(_lines(desk, found, part))}),
        *((Say("opportunities.more"),) if more else ()),
        Say("opportunities.ask", choices=choices, role="question"),
    )


def _lines(desk: Desk, found: Sequence[Found], part: Sequence[Found]) -> str:
    """Numbered as the buttons are; what is for others stands apart."""
    parted = next((each for each in found if not each.fits), None) if any(each.fits for each in found) else None
    lines = []
    for n, each in enumerate(part, 1):
        if each is parted or (n == 1 and parted is not None and not each.fits):
            lines.append(desk.speech.text("opportunities.others"))
        line = offers.line(desk.speech, desk.house.city, each.one, desk.now)
        lines.append(f"{n}. {offers.sign(desk.house.city, each.one)} {line}")
    return "\n".join(lines)


def _open(desk: Desk, part: Sequence[Found]) -> tuple[Choice, ...]:
    most = desk.limits.label
    titles = [(each.one.id, each.one.title(desk.language)) for each in part]
    return tuple(
        Choice(f"do:opportunity:{id}", title if len(title) <= most else f"{title[: most - 1].rstrip()}…")
        for id, title in titles
    )


def _turns(topic: str, page: int, last: int, desk: Desk) -> tuple[Choice, ...]:
    turns = (("next", page + 1, page < last), ("previous", page - 1, page > 0))
    return tuple(
        Choice(f"do:opportunities:{topic}.{to}", desk.speech.text(f"offer_button.menu.{name}"))
        for name, to, there in turns
        if there
    )


def _others(desk: Desk, everything: Sequence[Found], topic: str) -> tuple[Choice, ...]:
    """Another family, where there is something of it; everything, where a craft was asked for."""
    if topic and topic not in FAMILIES and everything:
        return (Choice("do:opportunities", desk.speech.text("offer_button.menu.everything")),)
    city = desk.house.city
    counts = {each: sum(browsing.is_about(city, found.one, each) for found in everything) for each in FAMILIES}
    if not topic and (len(everything) <= PAGE or not all(counts.values())):
        return ()
    return tuple(
        Choice(f"do:{each}", desk.speech.text(f"offer_button.menu.{each}", {"count": n}))
        for each, n in counts.items()
        if n and each != topic
    )


async def _more(desk: Desk) -> tuple[Choice, ...]:
    """The way to name more sub-sectors, until something was read: for whoever named one or none."""
    if MORE not in desk.commands or desk.person is None or len(desk.person.sub_sectors) > 1:
        return ()
    if await browsing.last_read(await permitting.actor(desk)) is not None:
        return ()
    return (Choice(f"do:{MORE}", desk.speech.text(f"offer_button.menu.{MORE}")),)


def _staff(desk: Desk) -> tuple[Choice, ...]:
    names = ("alerts", "person") if desk.person is not None and not desk.person.alerts else ("person",)
    return tuple(Choice(f"do:{name}", desk.speech.text(f"offer_button.menu.{name}")) for name in names)
