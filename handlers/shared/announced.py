"""An announcement as the answer of a turn; while it runs, that answer goes on telling how far it is."""

from bot.actions import announcing, following, permitting
from bot.actions.desk import Desk
from bot.core.flow import Role, Says

ROLES: frozenset[Role] = frozenset({"desk", "committee", "admin"})
LIVE = frozenset({"running", "held", "paused"})


async def card(desk: Desk, announcement_id: int) -> Says:
    """How it stands, with what may be done. Raises Refused: no right, or none of that id."""
    actor = await permitting.actor(desk)
    await announcing.of(actor, announcement_id)
    seen = await following.look(desk.tx, desk.house, announcement_id, desk.now)
    assert seen is not None  # noqa: S101 - `announcing.of` looked
    if seen.standing in LIVE:
        await announcing.watch(actor, announcement_id, desk.contact.last_n + 1)
    says = following.says(desk.house, desk.speech, seen)
    return says if permitting.may(actor, "urgent") else following.without(says, "urgent")
