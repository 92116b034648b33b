"""UNDANG PETUGAS: a role, its last day, and a message to forward that gives the role once."""

from typing import cast

from bot.actions import permitting, staffing
from bot.actions.desk import Desk
from bot.core.flow import Answers, Ask, Choose, Command, Facts, Flow, Role, Says, Start
from bot.core.message import Say, Word
from handlers.shared import staffed

ROLES = ("desk", "committee", "viewer", "enumerator", "admin")


async def invite(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Nothing but the message to forward: whoever gets it is spoken to in it."""
    role = cast(Role, answers["role"])
    until = staffed.last_day(answers["until"], facts)
    code = await staffing.invite(await permitting.actor(desk), role, until)
    values = {
        "role": Word(f"staff.role.{role}"), "committee": facts.city.identity.committee, "code": code,
        "until": staffed.end_text(desk, until),
    }  # fmt: skip
    again = staffed.to(desk, "staff_list")
    if bot := desk.house.links.get("telegram"):
        return (Say("invite.forward", {**values, "link": f"{bot}?start=s_{code}"}, again),)
    return (Say("invite.word", values, again),)


FLOW = staffed.only(
    staffed.ADMIN,
    Flow(
        name="invite",
        steps=(
            Choose(key="role", choices=ROLES),
            Ask(key="until", check=staffed.coming_day, choices=staffed.ENDS),
        ),
        finish=invite,
    ),
)


async def run(desk: Desk, argument: str) -> Start:
    """UNDANG PETUGAS."""
    return Start(FLOW.name)


COMMAND = Command("invite", run, staffed.ADMIN)
