"""An opportunity before staff: how it reads, how it stands, what it lacks, and what may be done with it now."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from bot.actions import permitting, publishing
from bot.actions.changing import Seen
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.changing import changed
from bot.core.flow import Answers, Ask, Choose, Command, Facts, Flow, Leave, Says, Start, Values
from bot.core.message import Say
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from handlers.shared import acting, offer_flow, offer_preview, offer_standing, staffed
from handlers.shared.act_steps import NOT_SURE, SURE, of, words
from handlers.shared.offer_flow import ALL, CARD, LACKING, LIST

Do = Callable[[Actor, Seen, Answers], Awaitable[Opportunity]]
SPOKEN = frozenset({"reject", "cancel"})
WEIGHED = frozenset({"approve", "approve_fee", "recall", "close", "cancel", "drop"})
AGAIN = frozenset({"offer.stale", "offer.state"})


def chosen(*acts: str) -> Callable[[Answers, Facts], bool]:
    """Whether one of these acts was chosen."""
    return lambda answers, facts: answers.get("act") in acts


def asks_words(answers: Answers, facts: Facts) -> bool:
    """Whether words go with it: to its author, to who applied, to who proposed it."""
    act, one = answers.get("act"), offer_standing.of(facts)
    return act in SPOKEN or (act == "drop" and one.proposed_by is not None)


def shown(answers: Answers, facts: Facts) -> Values:
    """The card, and how it stands."""
    return {"card": facts.extra["card"], "standing": facts.extra["standing"]}


def about(answers: Answers, facts: Facts) -> Values:
    """Its title, and what is about to be done."""
    one = offer_standing.of(facts)
    return {"title": one.title(facts.language), "act": facts.extra["sure"].get(str(answers.get("act")), "")}


async def load(desk: Desk, facts: Facts) -> Facts:
    """The record, its card, and what may be done."""
    one = await offer_flow.reached(desk, acting.seen(facts.key).id)
    assert one is not None  # noqa: S101 - `reachable` looked
    return changed(facts, extra=await offer_standing.brought(desk, one))


async def reachable(desk: Desk, key: str) -> Flow | None:
    """The flow, as long as the officer may see it."""
    return FLOW if await offer_flow.reached(desk, acting.seen(key).id) is not None else None


async def _approve(actor: Actor, seen: Seen, answers: Answers) -> Opportunity:
    return await publishing.approve(actor, seen)


async def _approve_fee(actor: Actor, seen: Seen, answers: Answers) -> Opportunity:
    return await publishing.approve_fee(actor, seen)


async def _submit(actor: Actor, seen: Seen, answers: Answers) -> Opportunity:
    return await publishing.submit(actor, seen)


async def _reject(actor: Actor, seen: Seen, answers: Answers) -> Opportunity:
    return await publishing.reject(actor, seen, str(answers["words"]))


async def _recall(actor: Actor, seen: Seen, answers: Answers) -> Opportunity:
    return await publishing.recall(actor, seen)


async def _extend(actor: Actor, seen: Seen, answers: Answers) -> Opportunity:
    return await publishing.extend(actor, seen, date.fromisoformat(str(answers["day"])))


async def _close(actor: Actor, seen: Seen, answers: Answers) -> Opportunity:
    return await publishing.close(actor, seen)


async def _cancel(actor: Actor, seen: Seen, answers: Answers) -> Opportunity:
    return await publishing.cancel(actor, seen, str(answers["words"]))


async def _drop(actor: Actor, seen: Seen, answers: Answers) -> Opportunity:
    return await publishing.drop(actor, seen, str(answers.get("words") or ""))


DO: Mapping[str, Do] = {
    "submit": _submit, "approve": _approve, "approve_fee": _approve_fee, "reject": _reject, "recall": _recall,
    "extend": _extend, "close": _close, "cancel": _cancel, "drop": _drop,
}  # fmt: skip


async def act(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Does what was chosen; what somebody else did first is told, with the card as it is now."""
    actor, name, seen = await permitting.actor(desk), str(answers["act"]), acting.seen(facts.key)
    one = offer_standing.of(facts)
    match name:
        case "fill":
            return offer_flow.following(actor, one, "", LACKING)
        case "edit":
            return offer_flow.asked(one, str(answers["field"]), "")
        case "preview":
            return offer_preview.shown(desk, one, str(answers["channel"]))
        case "copy":
            copy = await publishing.copy(actor, one.id)
            return offer_flow.following(actor, copy, "", ALL, (Say("offer_new.copied"),))
    try:
        after = await DO[name](actor, seen, answers)
    except Refused as refused:
        if refused.key not in AGAIN:
            raise
        return await offer_flow.carded(desk, one.id, (Say(refused.key, refused.values),))
    return await done(desk, name, after)


async def done(desk: Desk, name: str, one: Opportunity) -> Says | Start:
    """The receipt; a draft that came back is shown again."""
    key = f"offer.done.{name}"
    if name == "approve" and one.state == "in_review":
        key = "offer.done.approve.fee"
    told = Say(key, {"title": one.title(desk.language), "code": one.code})
    return Start(CARD, offer_flow.key_of(one), says=(told,)) if name == "recall" else (told,)


async def left(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Nothing was done: a card that was only looked at is closed, a second thought leads back to it."""
    return (Say("offer.left"),) if "act" not in answers else Start(CARD, facts.key)


FLOW = Flow(
    name=CARD,
    steps=(
        Choose(key="act", choices=of("act"), also=("back",), on={"back": Leave()}, values=shown),
        Choose(key="field", choices=of("field"), when=chosen("edit")),
        Choose(key="channel", choices=of("channel"), when=chosen("preview")),
        Ask(key="words", check=words, when=asks_words, values=about),
        Ask(key="day", check=staffed.coming_day, when=chosen("extend"), values=about),
        Choose(key="sure", choices=SURE, when=chosen(*WEIGHED), on=NOT_SURE, values=about),
    ),
    finish=act,
    leave=left,
    load=load,
    build=reachable,
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """The one of that id; without one the list."""
    if not argument:
        return Start(LIST)
    if not argument.isdecimal() or len(argument) > acting.LONGEST_ID:
        return (Say("offer.unknown"),)
    return await offer_flow.carded(desk, int(argument))


OPEN = Command("offer", run, staffed.DESK, ends=frozenset({CARD}))


async def load_list(desk: Desk, facts: Facts) -> Facts:
    """What staff work on, and what is out."""
    return changed(facts, extra=await offer_standing.listed(desk))


async def chose(desk: Desk, answers: Answers, facts: Facts) -> Start:
    """A new one."""
    return Start(offer_flow.NEW)


async def looked(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Only looked."""
    return (Say("offer.left"),)


async def listable(desk: Desk, key: str) -> Flow | None:
    """The list, as long as the role lasts."""
    return LIST_FLOW if permitting.may(await permitting.actor(desk), "offer") else None


def counted(answers: Answers, facts: Facts) -> Values:
    """How many wait for whom."""
    values: Values = facts.extra["counts"]
    return values


LIST_FLOW = Flow(
    name=LIST,
    steps=(
        Choose(
            key="one", choices=of("one"), also=("new", "back"), on={"back": Leave()}, groups=offer_standing.groups,
            values=counted,
        ),
    ),
    finish=chose,
    leave=looked,
    load=load_list,
    build=listable,
    yields=True,
)  # fmt: skip


async def run_list(desk: Desk, argument: str) -> Start:
    """DRAF, TINJAU."""
    return Start(LIST)


LISTED = Command("offers", run_list, staffed.DESK, ends=frozenset({LIST}))
