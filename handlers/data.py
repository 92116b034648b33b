"""DATA SAYA: everything held of a person, as text and as a file; and the ways to change or end it."""

from bot.actions import holding
from bot.actions.desk import Desk
from bot.core.flow import Command, Says
from bot.core.message import Media, Say
from handlers.shared import hours
from handlers.shared.menu import choices
from handlers.shared.practitioner import answers_of, shown

MENU = ("edit", "erase")


async def show(desk: Desk, argument: str) -> Says:
    """What is held, with the file named: it is made when it is sent."""
    held = await holding.held(desk)
    count = {
        "bubbles": desk.contact.last_n,
        "files": len(held.files),
        "messages": len(held.requests) + len(held.desk_messages),
    }
    media = (Media("document", f"data:{desk.contact.id}", "application/json", "data-saya.json"),)
    if desk.person is None:
        return (Say("data.stranger", count, choices(desk, "data.menu", ("erase",)), media=media),)
    since = hours.day(desk.person.since, desk.house.city.identity.timezone, desk.language)
    values = {
        **shown(answers_of(desk.facts), desk.facts), **count, "number": desk.person.number,
        "since": since, "consents": len(held.consents),
    }  # fmt: skip
    return (Say("data.held", values, choices(desk, "data.menu", MENU), media=media),)


COMMAND = Command("data", show, slash="data")
