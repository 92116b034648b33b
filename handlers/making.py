"""PELUANG BARU: staff write an opportunity down. An announcement may be pasted whole; what it says is not asked again.

Then one question after the other, each of which may be passed over; the draft is in the store from the first on.
"""

from collections.abc import Sequence

from bot.actions import permitting, publishing
from bot.actions.desk import Desk
from bot.actions.partnering import is_private
from bot.actions.telling import day_text
from bot.core.changing import changed
from bot.core.flow import Answers, Ask, Back, Choose, Command, Facts, Flow, Got, No, Put, Says, Start
from bot.core.message import Say
from bot.core.offer_texts import Ground, guessed, kind_of
from bot.core.offers import OWN, SUMMARY_MOST, own_fields
from bot.core.opportunities import Offer
from bot.core.reading import Option
from bot.errors import Refused
from handlers.shared import offer_fields, offer_flow, staffed
from handlers.shared.act_choices import SHORT, cut
from handlers.shared.offer_fields import PICTURES, POSTER
from handlers.shared.offer_flow import ALL, FIELD, NEW

PASTED_MOST = 3000
COPY = ""


def pasted(text: str, facts: Facts) -> Got | No:
    """A title, or a whole announcement; its kind is guessed."""
    if len(text) > PASTED_MOST:
        return No("too_long", {"most": PASTED_MOST})
    if is_private(text):
        return No("private")
    kind = kind_of(text, facts.city)
    return Got(text.strip(), {"kind": kind} if kind else {})


def copies(answers: Answers, facts: Facts) -> bool:
    """Whether an old one is copied."""
    return answers.get("text") == COPY and "text" in answers


def is_new(answers: Answers, facts: Facts) -> bool:
    """Whether it is made anew."""
    return not copies(answers, facts)


def olds(answers: Answers, facts: Facts) -> Sequence[Option]:
    """What may be copied, the newest first."""
    found: Sequence[Option] = facts.extra["olds"]
    return found


async def load(desk: Desk, facts: Facts) -> Facts:
    """What may be copied."""
    actor = await permitting.actor(desk)
    found = await publishing.to_copy(actor)
    return changed(facts, extra={"olds": [_old(one.id, one.title(facts.language)) for one in found]})


def _old(id: int, title: str) -> Option:
    return Option(str(id), title, "", (), cut(title, SHORT))


async def begun(desk: Desk, answers: Answers, facts: Facts) -> Says | Start | Back:
    """The draft, with what is known; then what is not."""
    actor = await permitting.actor(desk)
    if copies(answers, facts):
        one = await publishing.copy(actor, int(answers["old"]))
        return offer_flow.following(actor, one, "", ALL, (Say("offer_new.copied"),))
    text = str(answers.get("text") or "")
    patch = {**guessed(text, Ground(facts.city, staffed.today(facts))), "kind": answers["kind"]}
    role = desk.speech.text("offer_new.contact", {"committee": facts.city.identity.committee})
    offer = offer_fields.patched(Offer(contact_role=role), patch)
    one = await publishing.draft(actor, offer, desk.files[-1] if desk.files else None)
    lost = (Say("offer_new.no_picture"),) if desk.files and one.poster_id is None else ()
    cut_off = (Say("offer_new.cut"),) if offer.summary.get("id", "").endswith("…") and len(text) > SUMMARY_MOST else ()
    return offer_flow.following(actor, one, "", ALL, (Say("offer_new.begun"), *cut_off, *lost, *noted(desk, offer)))


def noted(desk: Desk, offer: Offer) -> Says:
    """The days as they were understood."""
    if offer.last_day is None:
        return ()
    told: dict[str, str | int] = {"day": day_text(offer.last_day, desk.language), "year": offer.last_day.year}
    if offer.starts_on is None:
        return (Say("offer_field.noted", told),)
    return (Say("offer_field.noted_event", {**told, "event": day_text(offer.starts_on, desk.language)}),)


NEW_FLOW = Flow(
    name=NEW,
    steps=(
        Ask(key="text", check=pasted, choices=("copy",), on={"copy": Put(COPY)}, media=PICTURES),
        Choose(key="old", choices=olds, when=copies),
        Choose(key="kind", choices=offer_fields.kinds, groups=offer_fields.families, when=is_new),
    ),
    finish=begun,
    load=load,
    gathers=True,
)


async def build(desk: Desk, key: str) -> Flow | None:
    """The one question; None where it cannot be answered any more."""
    seen, name = offer_flow.parted(key)
    one = await offer_flow.reached(desk, seen.id)
    out = one is not None and one.state in publishing.OUT and name in offer_fields.AMENDED
    if one is None or (one.state not in publishing.WORKED_ON and not out):
        return None
    if not name.startswith(OWN):
        return changed(FIELD_FLOW, steps=(offer_fields.step(name),)) if name in offer_fields.FIELDS else None
    own = own_fields(desk.house.city.opportunities.kind(one.offer.kind))
    field = next((each for each in own if f"{OWN}{each.key}" == name), None)
    return changed(FIELD_FLOW, steps=(offer_fields.step(name, field),)) if field is not None else None


async def keep(desk: Desk, answers: Answers, facts: Facts) -> Says | Start | Back:
    """Keeps the answer in the draft at once, and goes on."""
    (seen, name), actor = offer_flow.parted(facts.key), await permitting.actor(desk)
    one, mode = await publishing.access(actor, seen.id), str(answers.get("mode") or "")
    poster = await _poster(desk) if name == POSTER else None
    if poster == 0:
        return Back(name, "offer_field.no_picture")
    if answers.get(name) is None and poster is None:
        return offer_flow.following(actor, one, name, mode)
    offer = offer_fields.patched(one.offer, offer_fields.patch_of(name, answers.get(name)))
    try:
        if one.state in publishing.OUT:
            after = await publishing.amend(actor, seen, offer)
        else:
            after = await publishing.edit(actor, seen, offer, poster)
    except Refused as refused:
        if refused.key not in ("offer.stale", "offer.state"):
            raise
        return await offer_flow.carded(desk, seen.id, (Say(refused.key, refused.values),))
    told = noted(desk, after.offer) if name == "days" else ()
    return offer_flow.following(actor, after, name, mode, told)


async def _poster(desk: Desk) -> int | None:
    """The picture that came; 0 for a file that is none, None where nothing came."""
    attachment = desk.heard.attachment
    if not desk.files or attachment is None:
        return None
    picture = desk.heard.kind == "photo" or attachment.mime.startswith("image/")
    return desk.files[-1] if picture else 0


FIELD_FLOW = Flow(name=FIELD, steps=(), finish=keep, build=build, gathers=True)


async def run(desk: Desk, argument: str) -> Start:
    """PELUANG BARU."""
    return Start(NEW)


COMMAND = Command("offer_new", run, staffed.DESK)
