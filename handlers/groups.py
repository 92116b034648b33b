"""In a group the bot says one sentence with a button, at most once a day, and never listens in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions.desk import Desk
from bot.core.flow import Says
from bot.core.message import Choice, Say
from storage import schedule


async def answer(desk: Desk) -> Says:
    """Where to write to the bot alone; nothing if this group was told today."""
    if desk.heard.kind not in ("text", "start"):
        return ()
    if not await schedule.take(desk.tx, f"group:{desk.contact.id}", _midnight(desk), desk.now):
        return ()
    link = desk.house.links.get(desk.contact.channel, "")
    choices = (Choice(f"link:{link}", desk.speech.text("group.button")),) if link else ()
    return (Say("group.hello", {"committee": desk.house.city.identity.committee}, choices),)


def _midnight(desk: Desk) -> int:
    """When the city's day began, UTC milliseconds."""
    now = datetime.fromtimestamp(desk.now / 1000, ZoneInfo(desk.house.city.identity.timezone))
    return int(now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()) * 1000
