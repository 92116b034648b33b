"""What changed in an opportunity that people have applied to: its days, its place, its fee. They are told, once each.

A change is noted in the transaction that makes it (a row of the schedule) and told by the clock some minutes later, so
that days and then a place are one message and a slip can be put right; a batch at a time and by day. A restart goes on
behind the last one who was told.
"""

import json
from collections.abc import Iterable
from typing import Any

from bot.actions import telling
from bot.actions.desk import House
from bot.actions.permitting import Actor
from bot.core import confirming
from bot.core.flow import Says
from bot.core.message import Say
from bot.core.opportunities import Opportunity
from bot.i18n import Speech
from bot.i18n.offer_facts import facts
from storage import audit, opportunities, publishing
from storage.ports import Row, Tx

BATCH = 50
GRACE_MS = 5 * 60_000
TOLD = {
    "last_day": "until", "starts_on": "dates", "ends_on": "dates", "place": "place", "district": "place",
    "online": "place", "fee_idr": "fee", "results_on": "results",
}  # fmt: skip
"""Fields that matter to whoever applied, each with the fact of the card that says it."""


async def note(actor: Actor, before: Opportunity, after: Opportunity) -> None:
    """Something changed while it was out."""
    await _noted(actor, after, [name for name in TOLD if getattr(before.offer, name) != getattr(after.offer, name)])


async def note_recalled(actor: Actor, after: Opportunity) -> None:
    """It is out again: what was edited since it was recalled, as the audit has it."""
    changed: set[str] = set()
    for row in await audit.of_subject(actor.tx, "opportunities", after.id):
        if row["action"] == "offer.recall":
            changed = set()
        elif row["action"] == "offer.edit":
            changed |= set(json.loads(row["after"] or "{}").get("offer", ()))
    await _noted(actor, after, changed)


async def _noted(actor: Actor, one: Opportunity, fields: Iterable[str]) -> None:
    shown = {TOLD[name] for name in fields if name in TOLD}
    if not shown:
        return
    for row in await publishing.changes(actor.tx, actor.now + GRACE_MS, BATCH):
        body = json.loads(row["note"])
        if body["id"] == one.id and not body["after"]:
            body["facts"] = sorted(shown | set(body["facts"]))
            await publishing.told_so_far(actor.tx, row["due"], json.dumps(body), "taken", actor.now)
            return
    body = {"id": one.id, "facts": sorted(shown), "after": 0}
    await publishing.note_change(actor.tx, json.dumps(body), actor.now + GRACE_MS, actor.now)


async def tell(tx: Tx, house: House, now: int) -> int:
    """Tells a batch of those who applied; how many there were, and one for a change that all know of."""
    if confirming.horizon(house.calendar, now) is None:
        return 0
    for row in await publishing.changes(tx, now, BATCH):
        one = await opportunities.locked(tx, json.loads(row["note"])["id"])
        fresh = await publishing.change(tx, row["due"])
        if one is None or fresh is None or one.state in ("draft", "in_review"):
            continue  # it waits until it is out again
        return await _batch(tx, house, now, one, fresh)
    return 0


async def _batch(tx: Tx, house: House, now: int, one: Opportunity, row: Row) -> int:
    body: dict[str, Any] = json.loads(row["note"])
    goes_on = one.state in ("published", "closed")
    found = await publishing.live(tx, one.id, body["after"], BATCH) if goes_on else []
    for each in found:
        await _told(tx, house, now, one, (each, body["facts"]))
    last = found[-1]["id"] if found else body["after"]
    state = "taken" if len(found) == BATCH else "done"
    await publishing.told_so_far(tx, row["due"], json.dumps({**body, "after": last}), state, now)
    return max(1, len(found))


async def _told(tx: Tx, house: House, now: int, one: Opportunity, told: tuple[Row, list[str]]) -> None:
    row, keys = told

    def says(speech: Speech) -> Says:
        known = [fact for fact in facts(speech, house.city, one, now) if fact.key in keys]
        lines = "\n".join(f"{fact.sign} {fact.name}: {', '.join(fact.values)}".strip() for fact in known)
        return (Say("offer.changed", {"title": one.title(speech.language), "facts": lines}),) if lines else ()

    person_id, contact_id = row["person_id"], row["contact_id"]
    contact = await telling.reachable(tx, person_id) if person_id is not None else None
    if contact is not None:
        contact_id = contact.id
    if contact_id is not None and says(house.speeches["id"]):
        await telling.tell_contact_id(tx, house, contact_id, says, now)
