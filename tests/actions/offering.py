"""An office with something to publish: what staff do with it, and how it stands."""

from dataclasses import replace

from bot.actions import publishing
from bot.actions.changing import Seen
from bot.core.opportunities import Offer, Opportunity
from storage import opportunities
from tests.actions.world import Office, Who
from tests.offers import STAGE

COMPLETE = replace(STAGE, fields={"honorarium_idr": 300_000, "payment_terms": "7 hari setelah tampil"})
"""A stage with nothing lacking; it closes on 18 December 2026."""


async def drafted(office: Office, who: Who, offer: Offer = COMPLETE) -> Opportunity:
    """A draft of that officer."""
    return await office.act(who, publishing.draft, offer)


async def submitted(office: Office, who: Who, offer: Offer = COMPLETE) -> Opportunity:
    """In review."""
    return await office.act(who, publishing.submit, seen(await drafted(office, who, offer)))


async def out(office: Office, who: Who, approver: Who, offer: Offer = COMPLETE) -> Opportunity:
    """Published."""
    return await office.act(approver, publishing.approve, seen(await submitted(office, who, offer)))


async def stands(office: Office, one: Opportunity) -> Opportunity:
    """As the store has it."""
    found = await office.store.read(lambda tx: opportunities.by_id(tx, one.id))
    assert found is not None
    return found


def seen(one: Opportunity) -> Seen:
    """As it lies before whoever looks."""
    return Seen(one.id, one.version)
