"""How often somebody is told of opportunities, in words, with buttons for other ways."""

from bot.actions import rhythms
from bot.actions.desk import Desk
from bot.core.flow import Says
from bot.core.message import Choice, Say
from handlers.shared.menu import choices


def ways(desk: Desk, now: str) -> tuple[Choice, ...]:
    """Buttons for the other rhythms, the end of all news, and the menu."""
    others = (rhythm for rhythm in rhythms.RHYTHMS if rhythm != now)
    chosen = tuple(Choice(f"do:rhythm:{each}", desk.speech.text(f"alerts.menu.{each}")) for each in others)
    return (*chosen, *choices(desk, "alerts.menu", ("stop", "menu")))


def said(desk: Desk, rhythm: rhythms.Rhythm) -> Says:
    """How often it is from now on."""
    most = desk.house.city.alerts.most_a_week
    return (Say(f"rhythm.now.{rhythm}", {"most": most}, ways(desk, rhythm)),)
