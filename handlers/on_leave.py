"""CUTI SAMPAI SENIN: what an officer has goes back to the pool, and no notice is sent to it; CUTI SELESAI ends that."""

import re
from datetime import date, timedelta

from bot.actions import leave, permitting
from bot.actions.desk import Desk
from bot.actions.telling import day_text
from bot.core.dates import read_day
from bot.core.flow import Answers, Ask, Command, Facts, Flow, Says, Start
from bot.core.message import Say
from bot.errors import Refused
from handlers.shared import staffed

DAYS = {"tomorrow": 1, "week": 7, "fortnight": 14}
UNTIL = re.compile(r"^(?:sampai|sampe|sampek|hingga|s/d|s\.d\.?|sd|until|till|to)\s+", re.IGNORECASE)


async def go(desk: Desk, until: date) -> Says:
    """On leave to the end of that day; what went back to the pool, and when work begins again."""
    pooled = await leave.take(await permitting.actor(desk), until)
    back = desk.house.calendar.working_day(until, 1)
    dates = {"date": day_text(until, desk.language), "back": day_text(back, desk.language)}
    key = "leave.taken" if pooled else "leave.taken_free"
    return (Say(key, {**dates, "n": pooled}, staffed.to(desk, "back_to_work")),)


async def take(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """The day that was chosen or written."""
    answer = str(answers["until"])
    until = staffed.today(facts) + timedelta(DAYS[answer]) if answer in DAYS else date.fromisoformat(answer)
    return await go(desk, until)


FLOW = staffed.only(
    staffed.DESK,
    Flow(name="leave", steps=(Ask(key="until", check=staffed.coming_day, choices=tuple(DAYS)),), finish=take),
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """CUTI, with the last day or without."""
    if not argument:
        return Start(FLOW.name)
    until = read_day(UNTIL.sub("", argument), desk.house.calendar.day(desk.now))
    if until is None:
        return Start(FLOW.name, says=(Say("leave.until.unread"),))
    try:
        return await go(desk, until)
    except Refused as refused:
        return Start(FLOW.name, says=(Say(refused.key, refused.values),))


async def back(desk: Desk, argument: str) -> Says:
    """CUTI SELESAI, MASUK LAGI."""
    was_away = await leave.back(await permitting.actor(desk))
    return (Say("leave.over" if was_away else "leave.none"),)


LEAVE = Command("leave", run, staffed.DESK, argued=True, ends=frozenset({FLOW.name}))
BACK = Command("back_to_work", back, staffed.DESK, ends=frozenset({FLOW.name}))
