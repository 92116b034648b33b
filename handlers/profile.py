"""Profil saya: what is kept, and "Ubah profil"."""

from bot.actions import registering
from bot.actions.desk import Desk
from bot.core.flow import Answers, Command, Facts, Flow, Says, Start
from bot.core.message import Say
from handlers.shared.menu import choices
from handlers.shared.practitioner import answers_of, profile, shown, steps

MENU = ("my_requests", "my_applications", "edit", "alerts", "data", "language")


async def save(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Writes the changes; a record that changed meanwhile is shown again first."""
    if desk.person is None or desk.person.version != answers.get("version"):
        return _editing(desk, "", (Say("profile.stale"),))
    person = await registering.change(desk, profile(answers, facts))
    return (Say("profile.saved", {"name": person.name}),)


def _editing(desk: Desk, variant: str, says: Says = ()) -> Start:
    """What may be changed, as it is now."""
    if desk.person is None:
        return Start("register")
    given = {**answers_of(desk.facts), "version": desk.person.version}
    return Start(FLOW.name, given=given, at="review", variant=variant, says=says)


FLOW = Flow(name="profile", steps=steps(), finish=save, speaks="register")


async def show(desk: Desk, argument: str) -> Says | Start:
    """Profil saya."""
    if desk.person is None:
        return Start("register")
    values = {**shown(answers_of(desk.facts), desk.facts), "number": desk.person.number}
    return (Say("profile.card", values, choices(desk, "profile.menu", MENU)),)


async def edit(desk: Desk, argument: str) -> Start:
    """Ubah profil: straight to what may be changed."""
    return _editing(desk, "edit")


SHOW = Command("profile", show, slash="profil")
EDIT = Command("edit", edit)
