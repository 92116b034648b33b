"""Who may act for the committee: single-use invitations, roles with an end."""

import hashlib
import secrets
from string import ascii_lowercase, digits

from bot.actions.desk import Desk
from bot.core.flow import Role, Says
from bot.core.message import Say, Word
from storage import audit, staff
from storage.audit import Act
from storage.ports import Tx

INVITE_MS = 24 * 3_600_000
ALPHABET = ascii_lowercase + digits
ROLES: tuple[Role, ...] = ("admin", "committee", "desk", "enumerator", "viewer")


def hashed(code: str) -> str:
    """What is kept of a secret that somebody else holds."""
    return hashlib.sha256(code.encode()).hexdigest()


async def invite(tx: Tx, role: Role, invited_by: str, now: int) -> str:
    """A word that gives a role once, within 24 hours. Only its hash is kept."""
    code = "kekraf-" + "".join(secrets.choice(ALPHABET) for _ in range(20))
    await staff.invite(tx, hashed(code), role, now + INVITE_MS, invited_by)
    await audit.add(tx, Act(invited_by, "staff.invite", "staff_invites", 0, after={"role": role}), now)
    return code


async def accept_invite(desk: Desk, code: str) -> Says:
    """Takes an invitation, in a private chat, once and in time."""
    row = await staff.use_invite(desk.tx, hashed(code), desk.contact.id, desk.now)
    if row is None:
        return (Say("staff.invite_spent"),)
    await staff.add(desk.tx, desk.contact.id, row["role"], row["role_until"], row["invited_by"], desk.now)
    act = Act(desk.actor, "staff.accept", "contacts", desk.contact.id, after={"role": row["role"]})
    await audit.add(desk.tx, act, desk.now)
    return (Say("staff.welcome", {
        "role": desk.speech.text(f"staff.role.{row['role']}"), "words": Word(f"staff.words.{row['role']}"),
    }),)  # fmt: skip


async def end(tx: Tx, staff_id: int, actor: str, now: int) -> bool:
    """Ends a role at once; False if there was none."""
    if not await staff.end(tx, staff_id, now):
        return False
    await audit.add(tx, Act(actor, "staff.end", "staff", staff_id), now)
    return True
