"""Who may act for the committee: single-use invitations, roles with an end, and what everybody holds."""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_lowercase, digits

from bot.actions import permitting, telling
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.flow import Role, Says
from bot.core.keeping import DAY_MS, HOUR_MS
from bot.core.message import Say, Word
from bot.errors import Refused
from storage import audit, leaves, requests, schedule, staff
from storage.audit import Act
from storage.ports import Row
from storage.staff import Invite

INVITE_MS = 24 * HOUR_MS
PART_MS = 14 * DAY_MS  # a role that ended longer ago is not spoken of any more
TOLD = "staff.ended:"
ALPHABET = ascii_lowercase + digits
ROLES: tuple[Role, ...] = ("admin", "committee", "desk", "enumerator", "viewer")


@dataclass(frozen=True, slots=True)
class Officer:
    """A member of the staff. `roles` are rows of `storage.staff.holders`, `held` how many open requests it has,
    `away_until` (UTC ms) the end of its leave."""

    contact_id: int
    name: str
    channel: str
    roles: Sequence[Row]
    held: int
    away_until: int | None

    def has(self, right: permitting.Right) -> bool:
        """Whether one of its roles gives a right."""
        return not permitting.RIGHTS[right].isdisjoint(row["role"] for row in self.roles)


def hashed(code: str) -> str:
    """What is kept of a secret that somebody else holds."""
    return hashlib.sha256(code.encode()).hexdigest()


async def invite(actor: Actor, role: Role, until: date | None = None) -> str:
    """A word that gives a role once, within 24 hours; the role ends with the day `until`. Raises Refused."""
    permitting.check(actor, "staff")
    ends = _end(actor, until)
    code = "kekraf-" + "".join(secrets.choice(ALPHABET) for _ in range(20))
    await staff.invite(actor.tx, Invite(hashed(code), role, actor.now + INVITE_MS, ends, actor.name))
    after = {"role": role, "until": ends}
    await audit.add(actor.tx, Act(actor.name, "staff.invite", "staff_invites", 0, after=after), actor.now)
    return code


async def accept_invite(desk: Desk, code: str) -> Says:
    """Takes an invitation, in a private chat, once and in time. A role held already gets the new end."""
    row = await staff.use_invite(desk.tx, hashed(code), desk.contact.id, desk.now)
    if row is None:
        return (Say("staff.invite_spent"),)
    role, until = row["role"], row["role_until"]
    for held in await staff.holders(desk.tx, desk.now):
        if held["contact_id"] == desk.contact.id and held["role"] == role:
            await staff.end(desk.tx, held["id"], desk.now)
    await staff.add(desk.tx, desk.contact.id, role, until, row["invited_by"], desk.now)
    act = Act(desk.actor, "staff.accept", "contacts", desk.contact.id, after={"role": role, "until": until})
    await audit.add(desk.tx, act, desk.now)
    welcome = Say("staff.welcome", {"role": Word(f"staff.role.{role}"), "may": Word(f"staff.may.{role}")})
    return (welcome, Say("staff.until", {"date": _date(desk, until)})) if until else (welcome,)


async def officers(actor: Actor) -> list[Officer]:
    """Everybody who holds a role now, in the order of joining; for admins."""
    permitting.check(actor, "staff")
    of: dict[int, list[Row]] = defaultdict(list)
    for row in await staff.holders(actor.tx, actor.now):
        of[row["contact_id"]].append(row)
    held, away = await requests.held(actor.tx), await leaves.away(actor.tx, actor.now)
    return [
        Officer(id, rows[0]["profile_name"] or f"#{id}", rows[0]["channel"], rows, held.get(id, 0), away.get(id))
        for id, rows in of.items()
    ]


async def end(actor: Actor, role: Row) -> bool:
    """Ends a role (a row of `storage.staff.holders`) at once, with a kind word to who held it; by admins.

    False if it was not held. The last admin cannot end itself, unless the settings name one. Raises Refused.
    """
    permitting.check(actor, "staff")
    own = role["role"] == "admin" and role["contact_id"] == actor.id and not actor.house.admins
    if own and await staff.count(actor.tx, "admin", actor.now) < 2:
        raise Refused("staff.last_admin")
    if not await staff.end(actor.tx, role["id"], actor.now):
        return False
    await schedule.take(actor.tx, f"{TOLD}{role['id']}", actor.now, actor.now)
    before = {"role": role["role"], "contact": role["contact_id"], "until": role["until"]}
    act = Act(actor.name, "staff.end", "staff", role["id"], before, {**before, "until": actor.now})
    await audit.add(actor.tx, act, actor.now)
    if role["contact_id"] != actor.id:
        await _farewell(actor, role)
    return True


async def part(actor: Actor) -> list[Row]:
    """For the clock, in working hours: a kind word to those whose role's last day is over; those roles, once."""
    if not actor.house.calendar.is_working(actor.now):
        return []
    ended = await staff.ended(actor.tx, actor.now - PART_MS, actor.now, TOLD)
    mine = [row for row in ended if await schedule.take(actor.tx, f"{TOLD}{row['id']}", row["until"], actor.now)]
    for row in mine:
        await _farewell(actor, row)
    return mine


async def _farewell(actor: Actor, role: Row) -> None:
    values = {"role": Word(f"staff.role.{role['role']}"), "committee": actor.house.city.identity.committee}
    says = (Say("staff.ended", values),)
    await telling.tell_contact_id(actor.tx, actor.house, role["contact_id"], lambda _: says, actor.now)


async def extend(actor: Actor, role: Row, until: date | None) -> bool:
    """Another last day for a role, None for no end; False if it is not held any more. Raises Refused."""
    permitting.check(actor, "staff")
    ends = _end(actor, until)
    if not await staff.set_until(actor.tx, role["id"], ends, actor.now):
        return False
    act = Act(actor.name, "staff.extend", "staff", role["id"], {"until": role["until"]}, {"until": ends})
    await audit.add(actor.tx, act, actor.now)
    return True


def _end(actor: Actor, until: date | None) -> int | None:
    """The end of a day in the city."""
    calendar = actor.house.calendar
    if until is not None and until < calendar.day(actor.now):
        raise Refused("staff.until_past")
    return calendar.moment(until, 24 * 60) if until is not None else None


def _date(desk: Desk, until: int) -> str:
    return telling.date_text(desk.house.calendar.day(until - 1), desk.language)
