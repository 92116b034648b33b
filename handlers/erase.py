"""HAPUS and BATAL HAPUS: hidden and stopped at once, destroyed after 72 hours, undone until then. BUKAN SAYA."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.actions import erasing
from bot.actions.desk import Desk
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Leave, Says, Start
from bot.core.message import Say


async def close(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Closes everything now."""
    at = await erasing.close(desk)
    if at is None:
        return (Say("erase.stranger"),)
    when = datetime.fromtimestamp(at / 1000, ZoneInfo(facts.city.identity.timezone))
    spoken = format_datetime(when, "EEEE, d MMMM, HH.mm", locale=facts.language)
    return (Say("erase.closed", {"when": f"{spoken} WIB"}),)


async def kept(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """The person thought better of it."""
    return (Say("erase.kept"),)


FLOW = Flow(
    name="erase",
    steps=(Choose(key="sure", choices=("yes", "no"), on={"no": Leave()}),),
    finish=close,
    leave=kept,
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """HAPUS: asks once, for it cannot be taken back for ever."""
    if desk.person is not None and desk.person.erase_at is not None:
        return (Say("erase.pending"),)
    return Start(FLOW.name)


async def undo(desk: Desk, argument: str) -> Says:
    """BATAL HAPUS."""
    return (Say("erase.undone" if await erasing.undo(desk) else "erase.nothing"),)


async def not_me(desk: Desk, argument: str) -> Says:
    """BUKAN SAYA: this address no longer speaks for that person (numbers are sold again)."""
    return (Say("erase.not_me" if await erasing.cut_off(desk) else "erase.nobody"),)


ERASE = Command("erase", run)
UNDO = Command("undo_erase", undo)
NOT_ME = Command("not_me", not_me, keeps_flow=False)
