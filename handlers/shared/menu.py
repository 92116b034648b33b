"""The menu, in its three places: as an answer, at the end of one, and when nothing was understood."""

from bot.actions.desk import Desk
from bot.core.flow import Says
from bot.core.message import Choice, Say

CHANNEL_NAMES = {"telegram": "Telegram", "whatsapp": "WhatsApp", "webchat": "web"}
MENU = ("profile", "person")
STRANGER_MENU = ("register", "person")
LOST = ("person", "again", "menu")


def channel_name(channel: str) -> str:
    """What people call a channel."""
    return CHANNEL_NAMES.get(channel, channel)


def choices(desk: Desk, place: str, names: tuple[str, ...]) -> tuple[Choice, ...]:
    """Buttons that run commands; their labels are `<place>.<name>`."""
    return tuple(Choice(f"do:{name}", desk.speech.text(f"{place}.{name}")) for name in names)


def menu_says(desk: Desk) -> Says:
    """The menu as the question at the end of an answer."""
    names = MENU if desk.person is not None else STRANGER_MENU
    return (Say("menu.ask", choices=choices(desk, "menu", names), role="question"),)


def lost(desk: Desk) -> Say:
    """Two messages not understood: they are kept for staff, and a person is offered."""
    return Say("lost.ask", choices=choices(desk, "lost", LOST), role="question")
