"""The front door: what is said before, between and beside the talks."""

import re
from collections.abc import Callable, Iterable

from bot.actions import staffing
from bot.actions.desk import Desk
from bot.actions.shares import PLACE
from bot.core.flow import Command, Says, Start
from bot.core.message import Say
from bot.core.sentence import read_sentence
from bot.core.spelling import fold
from bot.errors import Refused
from handlers.shared import offer_list, offers
from handlers.shared.menu import menu_says

REFERRAL = re.compile(r"^r_([A-Za-z0-9_-]{1,62})$")
OFFER = re.compile(rf"^o_([A-Za-z0-9]{{1,12}})(?:_({PLACE}))?$")
LIST = "lokak"  # leads to what is open
INVITE = re.compile(r"^(?:s_)?(kekraf-[a-z0-9]{20})$")


async def opened(desk: Desk, payload: str) -> "Says | Start":
    """/start, a greeting, or a deep link: opens what the link names; else the menu, or B1 for a stranger."""
    if invite := INVITE.match(payload):
        return await staffing.accept_invite(desk, invite[1])
    if desk.closed:
        return menu_says(desk)
    if offer := OFFER.match(payload):
        return await _offered(desk, offer[1], offer[2] or "")
    if payload == LIST:
        return await offer_list.listed(desk, "", 0)
    if desk.person is not None:
        return (Say("front.hello", {"name": desk.person.name}), *menu_says(desk))
    referral = REFERRAL.match(payload)
    return Start("register", given={"invited_by": referral[1]} if referral else {})


async def _offered(desk: Desk, code: str, place: str) -> Says:
    """An opportunity by its link; what is open where there is none (any more) of that code."""
    try:
        return await offers.coded(desk, code, place)
    except Refused as refused:
        return (Say(refused.key), *await offer_list.listed(desk, "", 0))


async def invited(desk: Desk) -> Says | None:
    """An invitation's word, typed."""
    found = INVITE.match(desk.heard.text.strip().lower())
    return await staffing.accept_invite(desk, found[1]) if found else None


def story(desk: Desk) -> Start | None:
    """A stranger's first words, if they tell what is made: registration begins, and does not ask it again."""
    if desk.person is not None:
        return None
    if _asks(desk):
        return None
    guess = read_sentence(desk.heard.text, desk.house.city, desk.speech.words.near)
    if not guess.sub_sectors and guess.ambiguous is None:
        return None
    return Start("register", heard=desk.heard.text)


def _asks(desk: Desk) -> bool:
    """Whether something is asked, but for how to register: "kapan pameran songket?" tells nothing of who writes."""
    spellings = desk.house.city.lexicon.spellings
    words = f" {fold(desk.heard.text, spellings)} "
    asking, registering = (
        any(f" {fold(word, spellings)} " in words for word in desk.speech.text(key).split("|"))
        for key in ("front.questions", "front.registering")
    )
    return asking and not registering


async def menu(desk: Desk, argument: str) -> Says:
    """MENU."""
    return menu_says(desk)


def help_command(commands: Callable[[], Iterable[Command]]) -> Command:
    """BANTUAN: what one can say here; whoever holds a role reads its words too."""

    async def run(desk: Desk, argument: str) -> Says:
        text, roles = Say("help.text", {"committee": desk.house.city.identity.committee}), await desk.roles()
        own = (f"help.{each.name}" for each in commands() if not each.roles.isdisjoint(roles))
        lines = [desk.speech.text(key) for key in own if desk.speech.has(key)]
        return (text, Say("help.staff", {"list": "\n".join(lines)})) if lines else (text,)

    return Command("help", run, slash="bantuan")


MENU_COMMAND = Command("menu", menu, slash="menu")
