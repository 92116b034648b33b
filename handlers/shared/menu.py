"""The menu, as an answer and at the end of one, by who asks."""

from bot.actions.desk import Desk
from bot.core.flow import Says
from bot.core.message import Choice, Say

CHANNEL_NAMES = {"telegram": "Telegram", "whatsapp": "WhatsApp", "webchat": "web"}
MENU = ("opportunities", "support", "profile")
STRANGER_MENU = ("opportunities", "register", "support", "person")
CLOSED_MENU = ("undo_erase", "person")


def channel_name(channel: str) -> str:
    """What people call a channel."""
    return CHANNEL_NAMES.get(channel, channel)


def choices(desk: Desk, place: str, names: tuple[str, ...]) -> tuple[Choice, ...]:
    """Buttons that run commands; their labels are `<place>.<name>`."""
    return tuple(Choice(f"do:{name}", desk.speech.text(f"{place}.{name}")) for name in names)


def menu_says(desk: Desk) -> Says:
    """The menu as the question at the end of an answer."""
    if desk.closed:
        return (Say("menu.closed", choices=choices(desk, "menu", CLOSED_MENU), role="question"),)
    if desk.person is None:
        return (Say("menu.stranger", choices=choices(desk, "menu", STRANGER_MENU), role="question"),)
    return (Say("menu.ask", choices=choices(desk, "menu", MENU), role="question"),)
