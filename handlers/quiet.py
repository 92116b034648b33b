"""HARI TENANG: the committee keeps a day free of news that are not urgent, and takes that back."""

from datetime import date

from bot.actions import permitting, quieting
from bot.actions.desk import Desk
from bot.actions.telling import day_text
from bot.core.dates import read_day
from bot.core.flow import Answers, Ask, Command, Facts, Flow, Got, No, Put, Says, Start
from bot.core.message import Choice, Say
from handlers.shared import staffed

SHOWN_MOST = 6  # coming days with a button


def reason(text: str, facts: Facts) -> Got | No:
    """Why: a few words."""
    words = " ".join(text.split())
    if not words:
        return No("empty")
    most = quieting.REASON_MOST
    return Got(words) if len(words) <= most else No("too_long", {"most": most})


async def declare(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """The day is quiet from now on."""
    actor = await permitting.actor(desk)
    today, answer = desk.house.calendar.day(desk.now), str(answers["day"])
    day = today if answer == "today" else date.fromisoformat(answer)
    await quieting.declare(actor, day, str(answers.get("reason") or ""))
    told = {"date": day_text(day, desk.language)}
    return (Say("quiet.declared", told, (_off(desk, day), *staffed.to(desk, "quiet_days"))),)


FLOW = staffed.only(
    staffed.COMMITTEE,
    Flow(
        name="quiet",
        steps=(
            Ask(key="day", check=staffed.coming_day, choices=("today",)),
            Ask(key="reason", check=reason, choices=("none",), on={"none": Put("")}),
        ),
        finish=declare,
    ),
)


async def begin(desk: Desk, argument: str) -> Start:
    """HARI TENANG, with the day or without."""
    day = read_day(argument, desk.house.calendar.day(desk.now)) if argument else None
    if day is None or day < desk.house.calendar.day(desk.now):
        return Start(FLOW.name)
    return Start(FLOW.name, given={"day": day.isoformat()})


async def show(desk: Desk, argument: str) -> Says:
    """DAFTAR HARI TENANG: the days to come, each with a button that takes it back."""
    found = await quieting.coming(await permitting.actor(desk))
    new = staffed.to(desk, "quiet")
    if not found:
        return (Say("quiet.none", choices=new),)
    days = "\n".join(": ".join(filter(None, (day_text(day, desk.language), why))) for day, why in found.items())
    buttons = tuple(_off(desk, day) for day in list(found)[:SHOWN_MOST])
    return (Say("quiet.list", {"days": days}, (*buttons, *new)),)


async def take_back(desk: Desk, argument: str) -> Says:
    """The button under a day."""
    try:
        day = date.fromisoformat(argument)
    except ValueError:
        return await show(desk, "")
    key = "quiet.revoked" if await quieting.revoke(await permitting.actor(desk), day) else "quiet.not_quiet"
    return (Say(key, {"date": day_text(day, desk.language)}, staffed.to(desk, "quiet_days")),)


def _off(desk: Desk, day: date) -> Choice:
    return Choice(f"do:quiet_off:{day}", desk.speech.text("quiet.off", {"day": f"{day.day}/{day.month}"}))


COMMAND = Command("quiet", begin, staffed.COMMITTEE, argued=True)
LIST = Command("quiet_days", show, staffed.COMMITTEE)
OFF = Command("quiet_off", take_back, staffed.COMMITTEE)
