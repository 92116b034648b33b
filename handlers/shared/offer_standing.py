"""How an opportunity stands before staff: its state in words, what it lacks, whose turn it is, what may be done."""

from collections.abc import Sequence
from typing import Any, cast

from bot.actions import permitting, proposing, publishing
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.flow import Answers, Facts
from bot.core.message import Rendered, Word
from bot.core.offers import OWN, own_fields
from bot.core.opportunities import Opportunity, State
from bot.core.reading import Option
from bot.i18n import broadcasts
from bot.i18n import offers as cards
from handlers.shared import offer_preview
from handlers.shared.act_choices import SHORT, cut
from handlers.shared.offer_fields import AMENDED, CONTESTS, FIELDS

LISTED: tuple[State, ...] = ("in_review", "draft", "published", "closed")
WAYS = ("announce", "kit", "applicants", "results")
"""Commands of others about what is out; those that exist are offered."""
SHOWN_MOST = 60


def of(facts: Facts) -> Opportunity:
    """The record that `load` brought."""
    return cast(Opportunity, facts.extra["one"])


async def brought(desk: Desk, one: Opportunity) -> dict[str, Any]:
    """What the card's questions show."""
    actor, speech = await permitting.actor(desk), desk.speech
    sender = await proposing.sender(actor, one)
    names = await acts(actor, one)
    ways = [way for way in WAYS if way in desk.commands and one.state in ("published", "closed")]
    return {
        "one": one,
        "card": Rendered(cards.card(speech, desk.house.city, one, desk.now)),
        "standing": Rendered(standing(desk, actor, one, sender)),
        "sure": {name: speech.text(f"offer.sure.{name}") for name in names if speech.has(f"offer.sure.{name}")},
        "options": {
            "act": [
                *(speech.option(f"offer.act.{name}", name) for name in names),
                *(Option(f"do:{way}:{one.id}", speech.text(f"offer.menu.{way}")) for way in ways),
            ],
            "field": fields(desk, one),
            "channel": offer_preview.ways(desk, one),
        },
    }


async def acts(actor: Actor, one: Opportunity) -> list[str]:
    """What may be done with it now, by whoever looks, the likeliest first."""
    publishes, lacks = permitting.may(actor, "publish"), bool(publishing.lacking(actor, one))
    own = await publishing.is_author(actor, one)
    fee = bool(one.offer.fee_idr)
    waits = one.state == "in_review" and publishes and not own
    may = {
        "submit": one.state == "draft" and not lacks,
        "fill": one.state == "draft" and lacks,
        "approve": waits and not one.approved_by,
        "approve_fee": waits and bool(one.approved_by) and fee,
        "reject": one.state == "in_review" and publishes,
        "edit": one.state in publishing.WORKED_ON or (one.state in publishing.OUT and publishes),
        "preview": True,
        "recall": one.state == "published" and publishes,
        "extend": one.state in ("published", "closed") and publishes and one.results_at is None,
        "close": one.state == "published" and publishes,
        "cancel": one.state not in ("cancelled", "archived") and one.published_at is not None and publishes,
        "drop": one.state in publishing.WORKED_ON and one.published_at is None,
        "copy": one.state not in publishing.WORKED_ON,
    }
    return [name for name, applies in may.items() if applies]


def standing(desk: Desk, actor: Actor, one: Opportunity, sender: str) -> str:
    """Its code and state; what it lacks; whom it leaves out; what the last to look said; who proposed it."""
    say = desk.speech.text
    parts = [say("offer.standing", {"code": one.code, "state": say(f"offer.state.{one.state}")})]
    if one.state in publishing.WORKED_ON and (found := publishing.lacking(actor, one)):
        parts.append(say("offer.lacks", {"list": ", ".join(named(desk, one, each).lower() for each in found)}))
    if who := broadcasts.without_text(desk.speech, desk.house.city, one.offer.audience):
        parts.append(say("offer.left_out", {"who": who}))
    if one.state == "in_review" and one.approved_by:
        parts.append(say("offer.waits_fee"))
    if one.reason:
        parts.append(say("offer.reason", {"reason": one.reason}))
    if one.proposed_by is not None and one.state in publishing.WORKED_ON:
        parts.append(say("offer.from_outside", {"name": sender or Word("act.nameless")}))
    return "\n".join(parts)


def named(desk: Desk, one: Opportunity, name: str) -> str:
    """A field as staff call it."""
    if not name.startswith(OWN):
        return desk.speech.text(f"offer.field.{name}")
    own = own_fields(desk.house.city.opportunities.kind(one.offer.kind))
    return next((each.name[desk.language] for each in own if f"{OWN}{each.key}" == name), name)


def fields(desk: Desk, one: Opportunity) -> list[Option]:
    """What may be edited: the fields of all, those of its kind, those of a competition."""
    speech, kind = desk.speech, desk.house.city.opportunities.kind(one.offer.kind)
    if one.state in publishing.OUT:
        return [speech.option(f"offer.field.{name}", name) for name in AMENDED]
    common = [name for name in FIELDS if name not in CONTESTS or one.offer.kind == "competition"]
    found = [speech.option(f"offer.field.{name}", name) for name in common]
    for each in own_fields(kind):
        label = each.name[desk.language]
        found.append(Option(f"{OWN}{each.key}", label, "", tuple(each.name.values()), cut(label, SHORT)))
    return found


async def listed(desk: Desk) -> dict[str, Any]:
    """Everything staff work on or look after, by state."""
    actor = await permitting.actor(desk)
    rows = [one for state in LISTED for one in await publishing.in_states(actor, (state,))]
    by_state: dict[str, tuple[str, ...]] = {}
    for one in rows:
        by_state[one.state] = (*by_state.get(one.state, ()), f"do:offer:{one.id}")
    untitled = desk.speech.text("offer.untitled")
    return {
        "options": {"one": [_row(one, desk.language, untitled) for one in rows]}, "by_state": by_state,
        "states": {state: desk.speech.text(f"offer.state.{state}") for state in LISTED},
        "counts": {
            "reviewing": len(by_state.get("in_review", ())), "drafts": len(by_state.get("draft", ())),
            "published": len(by_state.get("published", ())),
        },
    }  # fmt: skip


def _row(one: Opportunity, language: str, untitled: str) -> Option:
    title = one.title(language) or untitled
    return Option(f"do:offer:{one.id}", cut(title, SHOWN_MOST), one.code, (one.code,), cut(title, SHORT))


def groups(answers: Answers, facts: Facts) -> Sequence[tuple[Option, tuple[str, ...]]]:
    """The states, each with what is in it."""
    by_state, names = facts.extra["by_state"], facts.extra["states"]
    return [(Option(s, f"{names[s]} ({len(by_state[s])})"), by_state[s]) for s in LISTED if s in by_state]
