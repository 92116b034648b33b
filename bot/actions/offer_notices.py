"""Who is told what of an opportunity: the committee, whoever wrote or proposed it, whoever applied."""

from collections.abc import Collection

from bot.actions import alerting, linking, telling
from bot.actions.permitting import Actor
from bot.core.message import Choice, Say, Word
from bot.core.opportunities import Opportunity
from bot.i18n import Speech


async def to_review(actor: Actor, one: Opportunity, authors: Collection[str]) -> int:
    """The committee members at work who may look at it; how many were told."""
    return await _tell_committee(actor, one, "offer.to_review", authors)


async def to_agree(actor: Actor, one: Opportunity, authors: Collection[str]) -> int:
    """Those who may agree with its fee."""
    return await _tell_committee(actor, one, "offer.to_agree", authors)


async def proposed(actor: Actor, one: Opportunity) -> None:
    """Staff at work, of something that was proposed."""
    for contact_id in await alerting.present(actor.tx, "offer", actor.now):
        if contact_id != actor.id:
            await _tell(actor, contact_id, one, "offer.proposed")


async def sent_back(actor: Actor, one: Opportunity) -> None:
    """Whoever handed it in, with what should be different."""
    await _tell_named(actor, one, (one.submitted_by,), "offer.sent_back")


async def published(actor: Actor, one: Opportunity, *, first: bool) -> None:
    """Whoever wrote it, and at its `first` publication whoever proposed it."""
    await _tell_named(actor, one, (one.created_by, one.submitted_by), "offer.out")
    if first and one.proposed_by is not None:
        await _tell_proposer(actor, one, "propose.published")


async def cancelled(actor: Actor, one: Opportunity) -> None:
    """Staff at work; whoever applied is told by the clock."""
    for contact_id in await alerting.present(actor.tx, "offer", actor.now):
        if contact_id != actor.id:
            await _tell(actor, contact_id, one, "offer.called_off")


async def not_taken(actor: Actor, one: Opportunity) -> None:
    """Whoever proposed it, with the reason."""
    if one.proposed_by is not None:
        await _tell_proposer(actor, one, "propose.not_taken")


async def _tell_committee(actor: Actor, one: Opportunity, key: str, authors: Collection[str]) -> int:
    """Those who may publish it, but its authors: they would be refused."""
    told = 0
    for contact_id in await alerting.present(actor.tx, "publish", actor.now):
        if f"contact:{contact_id}" not in authors:
            told += bool(await _tell(actor, contact_id, one, key))
    return told


async def _tell_named(actor: Actor, one: Opportunity, names: Collection[str], key: str) -> None:
    """Officers by their names in the audit; nobody of what it does itself, nor who only proposed it."""
    for name in dict.fromkeys(names):
        kind, _, id = name.partition(":")
        if kind == "contact" and int(id) not in (actor.id, one.proposed_by):
            await _tell(actor, int(id), one, key)


async def _tell(actor: Actor, contact_id: int, one: Opportunity, key: str) -> int:
    def says(speech: Speech) -> tuple[Say, ...]:
        title = one.title(speech.language) or Word("offer.untitled")
        values = {"title": title, "code": one.code, "reason": one.reason}
        return (Say(key, values, (Choice(f"do:offer:{one.id}", speech.text("offer.menu.open")),)),)

    return await telling.tell_contact_id(actor.tx, actor.house, contact_id, says, actor.now)


async def _tell_proposer(actor: Actor, one: Opportunity, key: str) -> None:
    if one.proposed_by is None or one.proposed_by == actor.id:
        return
    link = linking.link(actor.house, one.code)

    def says(speech: Speech) -> tuple[Say, ...]:
        title = one.title(speech.language) or Word("offer.untitled")
        values = {"title": title, "reason": one.reason, "link": f"\n{link}" if link else ""}
        return (Say(key, values),)

    await telling.tell_contact_id(actor.tx, actor.house, one.proposed_by, says, actor.now)
