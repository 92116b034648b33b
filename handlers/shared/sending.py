"""What an officer decided is done: the words go, it is told what came of it, and the next request comes by itself."""

from bot.actions import answering, closing, permitting
from bot.actions.changing import Seen
from bot.actions.desk import Desk
from bot.actions.notifying import Told
from bot.actions.permitting import Actor
from bot.core.flow import Answers, Facts, Says, Start
from bot.core.message import Say, Word
from bot.errors import Refused
from handlers.shared import case, sitting

STALE = "request.stale."
OVER = frozenset({"request.ended", "request.unknown", "request.sealed", "request.not_allowed"})


async def send(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Answers, asks more or closes with the words that were shown; where somebody was first, the words are kept."""
    actor = await permitting.actor(desk)
    try:
        told = await _act(actor, answers, facts)
    except Refused as refused:
        if refused.key.startswith(STALE):
            return await _overtaken(desk, answers, facts, refused)
        if refused.key not in OVER:
            raise
        return await sitting.following(desk, answers, _unsent(answers, refused))
    return await sitting.following(desk, sitting.one_more(answers), (_receipt(told, answers, facts),))


async def _act(actor: Actor, answers: Answers, facts: Facts) -> Told:
    case_ = case.of(facts)
    seen, text = Seen(case_.card.request.id, int(answers["seen"])), str(answers["text"])
    if outcome := answers.get("outcome"):
        return await closing.close(actor, seen, outcome, text)
    if answers["act"] == "info":
        return await answering.ask_more(actor, seen, text)
    reply = case_.replies.get(str(answers["act"]))
    return await answering.answer(actor, seen, text, reply.id if reply is not None else None)


def _receipt(told: Told, answers: Answers, facts: Facts) -> Say:
    """What was done, and whether the requester could be told."""
    values = {"reference": told.request.short, "who": case.of(facts).face.asker}
    if not told.told:
        return Say("queue.untold", values)
    if outcome := answers.get("outcome"):
        return Say("queue.closed", {**values, "outcome": Word(f"queue.outcome.{outcome}")})
    return Say("queue.asked" if answers["act"] == "info" else "queue.sent", values)


async def _overtaken(desk: Desk, answers: Answers, facts: Facts, refused: Refused) -> Says | Start:
    """Somebody else was first: says so, and offers the words once more on what is there now."""
    request = case.of(facts).card.request  # as it was read in this turn
    if not request.open:
        return await sitting.following(desk, answers, _unsent(answers, refused))
    kept = {name: answers[name] for name in ("act", "outcome") if name in answers}
    given = {**sitting.kept(answers), **kept, "words": answers["text"], "seen": request.version, "overtaken": True}
    return Start(sitting.FLOW, facts.key, given, at="late", says=(Say(refused.key, refused.values),))


def _unsent(answers: Answers, refused: Refused) -> Says:
    """Words that can no longer go are shown, so that they are not lost."""
    return (Say(refused.key, refused.values), Say("queue.unsent", {"text": str(answers["text"])}))
