"""What may be done with a request now, and what each act may be done with: officers, kinds, states, messages."""

from collections.abc import Sequence

from bot.actions import assigning, permitting, sealing
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.actions.sorting import SETTABLE
from bot.actions.viewing import Card
from bot.core.flow import Answers, Facts
from bot.core.reading import Option
from bot.core.requests import SupportRequest
from bot.core.support import UNSORTED

SHOWN_MOST = 40
SHORT = 20


def acts(actor: Actor, card: Card, stale: bool) -> list[str]:
    """What applies, in the order of the list; `stale`: also what somebody else's act has made void since."""
    request, decides = card.request, permitting.may(actor, "decide")
    held, mine, open = request.assignee_id is not None, request.assignee_id == actor.id, stale or request.open
    sent = any(each.state in ("sent", "accepted") for each in card.referrals)
    may = {
        "note": True,
        "claim": open and (stale or (not mine and (decides or not held))),
        "release": open and (stale or (held and (mine or decides))),
        "assign": open and decides,
        "exclude": request.sealed,
        "kind": open,
        "state": open,
        "promise": open,
        "route": open and (decides or sent),
        "strike": any(not said.struck for said in card.thread),
        "history": True,
    }
    return [act for act, applies in may.items() if applies]


async def brought(desk: Desk, actor: Actor, card: Card, stale: bool) -> dict[str, Sequence[Option]]:
    """The options of every question, by its step."""
    request, option = card.request, desk.speech.option
    officers = await assigning.officers(actor, request.id) if permitting.may(actor, "decide") else []
    members = await sealing.members(actor, request.id) if request.sealed else []
    states = [state for state in sorted(SETTABLE) if stale or state != request.state]
    return {
        "act": [option(f"act.menu.{act}", act) for act in acts(actor, card, stale)],
        "officer": [Option(str(each.contact_id), each.name or f"#{each.contact_id}") for each in officers],
        "kind": [each for each in kind_options(desk.facts) if stale or each.value != request.kind],
        "state": [option(f"request.state.{state}", state) for state in states],
        "message": messages(desk, card),
        "member": [Option(str(row["contact_id"]), row["profile_name"] or f"#{row['contact_id']}") for row in members],
    }


def messages(desk: Desk, card: Card) -> list[Option]:
    """What was said, the latest first, each by its beginning."""
    found = []
    for said in reversed(card.thread):
        if not said.struck:
            who = said.officer or desk.speech.text(f"request.who.{said.author}")
            text = " ".join(said.text.split()) or desk.speech.text("act.file")
            found.append(Option(str(said.id), cut(f"{who}: {text}", SHOWN_MOST), "", (), cut(text, SHORT)))
    return found


def cut(text: str, most: int) -> str:
    """The beginning of a text, for a button."""
    return text if len(text) <= most else text[: most - 1] + "…"


def options(step: str, facts: Facts) -> Sequence[Option]:
    """Those that were brought for a step."""
    found: Sequence[Option] = facts.extra["options"][step]
    return found


def kind_options(facts: Facts) -> Sequence[Option]:
    """Every kind of support."""
    language = facts.language
    return [
        Option(kind.id, kind.short[language], kind.description[language], (kind.label[language], kind.id))
        for kind in facts.city.support_kinds
    ]


def kind_groups(answers: Answers, facts: Facts) -> Sequence[tuple[Option, tuple[str, ...]]]:
    """The groups of those kinds that are offered."""
    language, offered = facts.language, {option.value for option in options("kind", facts)}
    return [
        (Option(group.id, group.label[language], group.description[language]), group.kinds)
        for group in facts.city.support.groups
        if not offered.isdisjoint(group.kinds)
    ]


def seals(request: SupportRequest, kind: str, facts: Facts) -> bool:
    """Whether a kind would close an open request to all but those named for complaints."""
    return kind != UNSORTED and not request.sealed and facts.city.support_kind(kind).sealed
