"""PETUGAS, said by an admin: who holds which role until when, and what is to be done about it."""

from bot.actions import assigning, leave, permitting, staffing
from bot.actions.desk import Desk
from bot.actions.staffing import Officer
from bot.core.changing import changed
from bot.core.flow import Answers, Ask, Choose, Command, Facts, Flow, Leave, Says, Start, Values, When
from bot.core.message import Say, Word
from bot.core.reading import Option
from bot.errors import Refused
from handlers.shared import staffed
from storage.ports import Row

OTHERWISE = ("invite", "person")  # beside the officers
LISTED = 30


async def load(desk: Desk, facts: Facts) -> Facts:
    """Everybody on the staff, and the words for their roles."""
    found = await staffing.officers(await permitting.actor(desk))
    lines = [_line(desk, officer) for officer in found[:LISTED]]
    if len(found) > LISTED:
        lines.append("…")
    if desk.house.admins:
        lines.append(desk.speech.text("officers.fixed", {"n": len(desk.house.admins)}))
    roles = {role: desk.speech.text(f"staff.role.{role}") for role in staffing.ROLES}
    return changed(facts, extra={"officers": found, "list": "\n".join(lines), "roles": roles})


def _line(desk: Desk, officer: Officer) -> str:
    """ "- Petugas Rekaan: petugas meja layanan (s.d. 31 Desember 2026) · 3 terbuka · cuti s.d. 30 November 2026"."""
    line = desk.speech.text("officers.line", {
        "name": officer.name, "n": officer.held, "roles": ", ".join(_role(desk, row) for row in officer.roles),
    })  # fmt: skip
    if officer.away_until is None:
        return line
    return line + desk.speech.text("officers.away", {"date": _day(desk, officer.away_until)})


def _role(desk: Desk, row: Row) -> str:
    role = desk.speech.text(f"staff.role.{row['role']}")
    until = row["until"]
    return desk.speech.text("officers.ends", {"role": role, "date": _day(desk, until)}) if until else role


def _day(desk: Desk, end: int) -> str:
    return staffed.spoken_day(desk.house.calendar.day(end - 1), desk.language)


def chosen(answers: Answers, facts: Facts) -> Officer | None:
    """The officer that is spoken of; None if it is none of the staff (any more)."""
    return next((each for each in facts.extra["officers"] if str(each.contact_id) == answers.get("who")), None)


def role_of(answers: Answers, facts: Facts) -> Row | None:
    """The role that is spoken of: the only one, or the one that was chosen."""
    officer = chosen(answers, facts)
    rows = officer.roles if officer is not None else ()
    return rows[0] if len(rows) == 1 else next((row for row in rows if str(row["id"]) == answers.get("role")), None)


def everybody(answers: Answers, facts: Facts) -> list[Option]:
    """All officers, by name."""
    return [Option(str(each.contact_id), each.name) for each in facts.extra["officers"]]


def others(answers: Answers, facts: Facts) -> list[Option]:
    """Who may take over: officers who answer, and are at work."""
    able = (each for each in facts.extra["officers"] if each.has("answer") and each.away_until is None)
    return [Option(str(each.contact_id), each.name) for each in able if str(each.contact_id) != answers.get("who")]


def roles(answers: Answers, facts: Facts) -> list[Option]:
    """The roles of the officer."""
    officer = chosen(answers, facts)
    return [Option(str(row["id"]), facts.extra["roles"][row["role"]]) for row in (officer.roles if officer else ())]


def has_several(answers: Answers, facts: Facts) -> bool:
    """Whether it must be said which role is meant."""
    officer = chosen(answers, facts)
    return answers.get("act") in ("end", "until") and officer is not None and len(officer.roles) > 1


def does(*acts: str) -> When:
    """Whether one of these is to be done."""
    return lambda answers, facts: answers.get("act") in acts


def told(answers: Answers, facts: Facts) -> Values:
    """Whom and what it is about."""
    officer, row = chosen(answers, facts), role_of(answers, facts)
    to = next((option.label for option in everybody(answers, facts) if option.value == answers.get("to")), "")
    return {
        "name": officer.name if officer else "", "n": officer.held if officer else 0, "list": facts.extra["list"],
        "role": facts.extra["roles"][row["role"]] if row is not None else "", "to": to or Word("officers.pool"),
    }  # fmt: skip


async def finish(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Does it, and says what became of the open work."""
    if answers["who"] in OTHERWISE:
        return Start(str(answers["who"]))
    again = staffed.to(desk, "staff_list")
    try:
        return (changed(await _done(desk, answers, facts), choices=again),)
    except Refused as refused:
        return (Say(refused.key, refused.values, again),)


async def _done(desk: Desk, answers: Answers, facts: Facts) -> Say:
    actor, officer, row = await permitting.actor(desk), chosen(answers, facts), role_of(answers, facts)
    values = told(answers, facts)
    if officer is not None and answers["act"] == "hand":
        to = int(answers["to"]) if answers["to"] != "pool" else None
        return Say("officers.handed", {**values, "n": await assigning.hand_over(actor, officer.contact_id, to)})
    if row is None:
        return Say("officers.gone")
    if answers["act"] == "end":
        pooled = await leave.end_role(actor, row)
        return Say("officers.ended", {**values, "n": pooled}) if pooled is not None else Say("officers.gone")
    until = staffed.last_day(answers["until"], facts)
    if not await staffing.extend(actor, row, until):
        return Say("officers.gone")
    return Say("officers.extended", {**values, "until": staffed.end_text(desk, until)})


async def kept(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Thought better of."""
    return (Say("officers.kept", choices=staffed.to(desk, "staff_list")),)


FLOW = staffed.only(
    staffed.ADMIN,
    Flow(
        name="officers",
        steps=(
            Choose(key="who", choices=everybody, also=OTHERWISE, values=told),
            Choose(
                key="act",
                choices=("end", "hand", "until"),
                when=lambda answers, facts: answers.get("who") not in OTHERWISE,
                values=told,
            ),
            Choose(key="role", choices=roles, when=has_several, values=told),
            Choose(key="to", choices=others, also=("pool",), when=does("hand"), values=told),
            Ask(key="until", check=staffed.coming_day, choices=staffed.ENDS, when=does("until"), values=told),
            Choose(key="end", choices=("yes", "no"), when=does("end"), on={"no": Leave()}, values=told),
            Choose(key="hand", choices=("yes", "no"), when=does("hand"), on={"no": Leave()}, values=told),
        ),
        finish=finish,
        leave=kept,
        load=load,
    ),
)


async def run(desk: Desk, argument: str) -> Start:
    """PETUGAS of an admin; of anybody else it asks for a person."""
    return Start(FLOW.name)


COMMAND = Command("staff_list", run, staffed.ADMIN, instead_of="person")
