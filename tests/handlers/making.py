"""Officers who make opportunities in chat."""

from bot.core.opportunities import Opportunity, State
from storage import opportunities
from tests.handlers.talk import Talk

STATES: tuple[State, ...] = ("draft", "in_review", "published", "closed", "cancelled", "archived")


async def newest(talk: Talk) -> Opportunity:
    """The last one that was begun."""
    found = await talk.store.read(lambda tx: opportunities.in_states(tx, STATES, 100))
    return max(found, key=lambda one: one.id)


async def looks(who: Talk, one: Opportunity) -> Talk:
    """Opens its card, whatever came meanwhile."""
    await who.came()
    return await who.taps_id(f"do:offer:{one.id}")
