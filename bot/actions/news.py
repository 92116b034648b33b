"""News of opportunities in words: one message a chat, rendered once for all who read the same in a language."""

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from bot.actions.desk import House
from bot.core.message import Choice, Message
from bot.core.opportunities import Opportunity
from bot.i18n import offers
from storage import opportunities
from storage.alerts import Kind, Post
from storage.jsontext import to_text
from storage.ports import Row, Tx

LINES_MOST = 5  # opportunities with a line; the others are counted
LABEL = 20  # characters of a button
NEVER = 2**62
WAYS = ("reduce", "stop")
"""Commands under every message."""


async def posts(tx: Tx, house: House, kind: Kind, told: Sequence[Row], now: int) -> list[Post]:
    """What each chat reads, of the rows of `storage.alerts.tell`."""
    known = {number: await opportunities.by_id(tx, number) for number in {row["opportunity_id"] for row in told}}
    found = {number: one for number, one in known.items() if one is not None}

    @cache
    def body(language: str, numbers: tuple[int, ...]) -> str:
        offered = sorted((found[number] for number in numbers), key=lambda one: (one.closes_at or NEVER, one.id))
        return to_text(message(house, kind, language, offered, now).to_json())

    chats = (list(rows) for _, rows in groupby(told, key=lambda row: row["contact_id"]))
    return [Post(rows[0], body(rows[0]["language"], tuple(row["opportunity_id"] for row in rows))) for rows in chats]


def message(house: House, kind: Kind, language: str, offered: Sequence[Opportunity], now: int) -> Message:
    """News of these, in the order given: a line each, a button each, and the ways to have less of it or none."""
    speech = house.speeches[language]
    shown = offered[:LINES_MOST]
    lines = [offers.line(speech, house.city, one, now) for one in shown]
    numbered = [f"{n}. {line}" for n, line in enumerate(lines, 1)] if kind == "weekly" else lines
    more = len(offered) - len(shown)
    told = [speech.text(f"alert.{kind}", {"n": len(offered)}), "\n".join(numbered)]
    if more:
        told.append(speech.text("alert.more", {"n": more}))
    told.append(speech.text("alert.ways"))
    buttons = [Choice(f"do:opportunity:{one.id}", _label(one.title(language))) for one in shown]
    ways = [Choice(f"do:{way}", speech.text(f"alert.menu.{way}")) for way in WAYS]
    return Message("\n\n".join(told), choices=(*buttons, *ways))


def _label(title: str) -> str:
    return title if len(title) <= LABEL else title[: LABEL - 1].rstrip() + "…"
