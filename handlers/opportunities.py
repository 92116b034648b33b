"""Peluang & panggung: what is open, and one of them in full, with its day for a calendar and its link. Anybody may."""

import re

from bot.actions import browsing, linking, permitting
from bot.actions.desk import Desk
from bot.core.flow import Command, Says
from bot.core.message import Choice, Media, Rendered, Say
from bot.core.opportunities import ALPHABET, CODE_LENGTH, Opportunity
from bot.core.sentence import read_sentence
from bot.core.spelling import fold
from bot.errors import Refused
from bot.i18n import offers
from bot.i18n.offer_facts import has_days
from handlers.shared import offers as shown
from handlers.shared.offer_list import FAMILIES, listed
from handlers.shared.own import page as page_number

CODE = re.compile(rf"[{ALPHABET}]{{{CODE_LENGTH}}}", re.IGNORECASE)
FORWARDED = "teman"  # the place of links that readers pass on
LISTS = frozenset({"opportunities", "peluang", "panggung"})  # the commands that lead to a list
WORD_MOST, ABOUT_MOST = 2, 2  # words of these, and of what may follow them
TELLING = 4  # letters of a word that names a kind
_ID = re.compile(r"\d{1,15}")


async def everything(desk: Desk, argument: str) -> Says:
    """LOKAK, [Peluang & panggung]: all that is open. The argument of a button is "<topic>.<page>"."""
    topic, _, page = argument.rpartition(".")
    return await listed(desk, topic, page_number(page) or 0)


async def peluang(desk: Desk, argument: str) -> Says:
    """PELUANG SAJA: that family."""
    return await listed(desk, FAMILIES[0], 0)


async def panggung(desk: Desk, argument: str) -> Says:
    """PANGGUNG: that family."""
    return await listed(desk, FAMILIES[1], 0)


async def open_(desk: Desk, argument: str) -> Says:
    """One; of words alone, the list. The argument "12.full" asks for what had no room under the poster of 12."""
    id, _, full = argument.partition(".")
    if not _ID.fullmatch(id) or full not in ("", shown.FULL):
        return await listed(desk, "", 0)
    return await shown.detail(desk, await _one(desk, id), full=bool(full))


async def calendar(desk: Desk, argument: str) -> Says:
    """Its days as a file for a calendar."""
    one = await _one(desk, argument)
    if one.state == "cancelled":
        return await shown.detail(desk, one)
    if not has_days(one):
        return (Say("opportunity.no_days"), _back(desk, one))
    file = Media("document", f"offer:{one.id}.{desk.language}.ics", "text/calendar", f"{one.code}.ics")
    return (Say("opportunity.calendar", media=(file,)), _back(desk, one))


async def share(desk: Desk, argument: str) -> Says:
    """A link to pass on, in words that stand alone."""
    one = await _one(desk, argument)
    line = offers.line(desk.speech, desk.house.city, one, desk.now)
    link = linking.link(desk.house, one.code, FORWARDED)
    return (Say("opportunity.share", {"line": Rendered(line), "link": link}), _back(desk, one))


async def named(desk: Desk) -> Says | None:
    """A code, alone or behind LOKAK; or a kind or craft behind it ("lokak musik"). None for any other words."""
    typed = desk.heard.text.split()
    if len(typed) == 1:
        return await _coded(desk, typed[0])
    for size in range(min(len(typed) - 1, WORD_MOST), 0, -1):
        match = desk.speech.read(" ".join(typed[:size]), (), near=False)
        if match.kind == "word" and match.values[0] in LISTS and len(typed) - size <= ABOUT_MOST:
            return await _about(desk, " ".join(typed[size:]))
    return None


async def _about(desk: Desk, words: str) -> Says | None:
    if (one := await _coded(desk, words)) is not None:
        return one
    topic = _topic(desk, words)
    return await listed(desk, topic, 0) if topic else None


async def _one(desk: Desk, argument: str) -> Opportunity:
    """The one of a button; of words alone, the one read last."""
    actor = await permitting.actor(desk)
    id = int(argument) if _ID.fullmatch(argument) else await browsing.last_read(actor)
    if id is None:
        raise Refused("opportunity.unknown")
    return await browsing.one(actor, id)


async def _coded(desk: Desk, word: str) -> Says | None:
    if not CODE.fullmatch(word) or await browsing.public(desk.tx, word) is None:
        return None
    return await shown.coded(desk, word)


def _topic(desk: Desk, words: str) -> str:
    """What somebody named: a family, a kind ("lokak lomba"), or the sub-sector of a craft; "" for anything else."""
    if words in FAMILIES:
        return words
    city, typed = desk.house.city, set(fold(words, desk.house.city.lexicon.spellings).split())
    for kind in city.opportunities.kinds:
        if any(typed & {word for word in fold(name).split() if len(word) >= TELLING} for name in kind.name.values()):
            return kind.id
    return next(iter(read_sentence(words, city, desk.speech.words.near).sub_sectors), "")


def _back(desk: Desk, one: Opportunity) -> Say:
    names = ("apply",) if "apply" in desk.commands and one.is_open(desk.now) else ()
    ways = (
        *(shown.button(desk, name, str(one.id)) for name in names),
        _to(desk, one),
        shown.button(desk, "opportunities"),
    )
    return Say("opportunity.after", choices=ways, role="question")


def _to(desk: Desk, one: Opportunity) -> Choice:
    return Choice(f"do:opportunity:{one.id}", desk.speech.text("offer_button.menu.opportunity"))


COMMAND = Command("opportunities", everything, slash="peluang")
PELUANG = Command("peluang", peluang)
PANGGUNG = Command("panggung", panggung, shy=True)
OPEN = Command("opportunity", open_, shy=True)
CALENDAR = Command("calendar", calendar, shy=True)
SHARE = Command("share", share, shy=True)
