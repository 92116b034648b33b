"""In a group the bot says one sentence with a button, at most once a day, and never listens in."""

from bot.actions.desk import Desk
from bot.core.flow import Says
from bot.core.message import Choice, Say
from storage import schedule

DAY_MS = 86_400_000


async def answer(desk: Desk) -> Says:
    """Where to write to the bot alone; nothing if this group was told today."""
    if desk.heard.kind not in ("text", "start"):
        return ()
    if not await schedule.take(desk.tx, f"group:{desk.contact.id}", desk.now // DAY_MS * DAY_MS, desk.now):
        return ()
    link = desk.house.links.get(desk.contact.channel, "")
    choices = (Choice(f"link:{link}", desk.speech.text("group.button")),) if link else ()
    return (Say("group.hello", {"committee": desk.house.city.identity.committee}, choices),)
