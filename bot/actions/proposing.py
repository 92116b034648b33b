"""Anybody proposes an opportunity: words or a poster become a draft for staff; nothing is published unseen."""

from bot.actions import offer_notices, permitting, publishing
from bot.actions.partnering import MOBILE
from bot.actions.permitting import Actor
from bot.core.jsonable import from_json, to_json
from bot.core.keeping import DAY_MS
from bot.core.offer_texts import Ground, guessed
from bot.core.opportunities import Offer, Opportunity
from bot.errors import Refused
from storage import contacts, people
from storage import publishing as kept

MOST, SPAN_MS = 5, DAY_MS
WORDS_MOST = 3000
STRUCK = "…"


async def propose(actor: Actor, words: str, poster_id: int | None = None) -> Opportunity:
    """A draft of what was sent, with where it came from; staff at work are told. Numbers of people are left out.

    Raises Refused: nothing in it, or too many in a day.
    """
    if not words.strip() and (poster_id is None or not await kept.is_picture(actor.tx, poster_id)):
        raise Refused("propose.empty")
    if actor.id is None or await kept.proposals(actor.tx, actor.id, actor.now - SPAN_MS) >= MOST:
        raise Refused("propose.often", most=MOST)
    one = await publishing.begin(actor, _offer(actor, words), poster_id, proposed_by=actor.id)
    await offer_notices.proposed(actor, one)
    return one


def _offer(actor: Actor, words: str) -> Offer:
    """What it seems to say; whatever does not go together is left to staff."""
    ground = Ground(actor.house.city, actor.house.calendar.day(actor.now))
    patch = dict(guessed(MOBILE.sub(STRUCK, words[:WORDS_MOST]), ground))
    channel = actor.contact.channel if actor.contact is not None else ""
    body = {**to_json(Offer()), **patch, "source": f"usulan warga lewat {channel}"}
    return from_json(Offer, body)


async def sender(actor: Actor, one: Opportunity) -> str:
    """What whoever proposed it is called, for staff; "" where nobody did, or it is erased. Raises Refused."""
    permitting.check(actor, "offer")
    contact = await contacts.by_id(actor.tx, one.proposed_by) if one.proposed_by is not None else None
    if contact is None:
        return ""
    person = await people.by_id(actor.tx, contact.person_id) if contact.person_id is not None else None
    return person.name if person is not None else contact.profile_name
