"""Profil saya: what is kept, and "Ubah profil"."""

from bot.actions import registering
from bot.actions.desk import Desk
from bot.core.flow import Answers, Back, Command, Facts, Flow, Says, Start
from bot.core.message import Say
from bot.errors import Refused
from handlers.shared.menu import choices
from handlers.shared.practitioner import answers_of, profile, shown, steps

MENU = ("edit", "alerts", "data", "language")


async def save(desk: Desk, answers: Answers, facts: Facts) -> Says | Back:
    """Writes the changes; a record that changed meanwhile is shown again first."""
    try:
        person = await registering.change(desk, profile(answers, facts))
    except Refused:
        return Back("review", "stale")
    return (Say("profile.saved", {"name": person.name}),)


FLOW = Flow(name="profile", steps=steps(), finish=save, speaks="register")


async def show(desk: Desk, argument: str) -> Says | Start:
    """Profil saya."""
    if desk.person is None:
        return Start("register")
    values = {**shown(answers_of(desk.facts), desk.facts), "number": desk.person.number}
    return (Say("profile.card", values, choices(desk, "profile.menu", MENU)),)


async def edit(desk: Desk, argument: str) -> Says | Start:
    """Ubah profil: straight to what may be changed."""
    if desk.person is None:
        return Start("register")
    return Start(FLOW.name, given=answers_of(desk.facts), at="review", variant="edit")


SHOW = Command("profile", show, slash="profil")
EDIT = Command("edit", edit)
