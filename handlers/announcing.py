"""SIARAN: what is said and to whom; a draft that is counted, before anything is sent."""

from typing import Any

from bot.actions import announcing, permitting, preparing
from bot.actions.desk import Desk
from bot.actions.preparing import Draft
from bot.core.changing import changed
from bot.core.flow import Answers, Ask, Choose, Command, Facts, Flow, Got, No, Says, Start
from bot.core.message import Say, Word
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from bot.i18n import broadcasts
from handlers.shared import staffed
from handlers.shared.announced import ROLES, card
from handlers.shared.audience_steps import STEPS, asks_whom, audience


async def load(desk: Desk, facts: Facts) -> Facts:
    """The opportunities that may be announced, and the draft that is to change."""
    actor = await permitting.actor(desk)
    offers = {each.id: each for each in await preparing.open_offers(actor)}
    one = await announcing.of(actor, int(facts.key)) if facts.key else None
    return changed(facts, extra={"offers": offers, "offered": desk.speech.text("announce.who.offered"), "draft": one})


def words(text: str, facts: Facts) -> Got | No:
    """What is said; the code of an opportunity announces that one."""
    plain = text.strip()
    offer = _coded(plain, facts.extra["offers"])
    if offer is not None:
        return Got("", {"offer": offer.id})
    before = facts.extra["draft"]
    most = preparing.POSTER_TEXT_MOST if before is not None and before.poster_id is not None else announcing.TEXT_MOST
    if len(plain) > most:
        return No("too_long", {"most": most})
    return Got(plain) if plain else No("empty")


def caption(text: str, facts: Facts) -> Got | No:
    """The words beside a picture."""
    if len(text.strip()) > preparing.POSTER_TEXT_MOST:
        return No("too_long", {"most": preparing.POSTER_TEXT_MOST})
    return Got(text.strip()) if text.strip() else No("empty")


def _coded(text: str, offers: dict[int, Opportunity]) -> Opportunity | None:
    return next((each for each in offers.values() if each.code == text.upper()), None)


def asks_words(answers: Answers, facts: Facts) -> bool:
    """Free words, where those change."""
    return not answers.get("offer") and answers.get("change") != "audience"


def lacks_words(answers: Answers, facts: Facts) -> bool:
    """A picture came without any."""
    return asks_words(answers, facts) and answers.get("text") is None


def changes(answers: Answers, facts: Facts) -> bool:
    """A draft of free words: what about it is to change; of an opportunity only the audience can."""
    return bool(facts.key) and not answers.get("offer")


async def keep(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """The draft; its count comes by itself."""
    actor, before = await permitting.actor(desk), facts.extra["draft"]
    text, whom, files = str(answers.get("caption") or answers.get("text") or ""), audience(answers, facts), desk.files
    if before is not None:
        kept_words, kept_whom = answers.get("change") == "audience", not asks_whom(answers, facts)
        wish = Draft(
            text=before.texts.get("id", "") if kept_words else text, audience=before.audience if kept_whom else whom,
            poster_id=next(iter(files), before.poster_id),
        )  # fmt: skip
        await preparing.redraft(actor, before.id, wish)
        return await card(desk, before.id)
    offer = answers.get("offer")
    poster = next(iter(files), None) if not offer else None
    wish = Draft(text=text if not offer else "", audience=whom, opportunity_id=offer, poster_id=poster)
    return await card(desk, await preparing.draft(actor, wish))


FLOW = staffed.only(
    ROLES,
    Flow(
        name="announce",
        steps=(
            Choose(key="change", choices=("text", "audience"), when=changes),
            Ask(key="text", check=words, when=asks_words, media=frozenset({"photo"})),
            Ask(key="caption", check=caption, when=lacks_words),
            *STEPS,
        ),
        finish=keep,
        load=load,
        gathers=True,
    ),
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """SIARAN alone asks; an opportunity's button or code announces it; "siaran 12" shows that one; words are begun."""
    actor = await permitting.actor(desk)
    if desk.heard.kind == "text" and argument.isdecimal() and len(argument) < 16:
        return await card(desk, int(argument))
    offers = {each.id: each for each in await preparing.open_offers(actor)}
    if argument.isdecimal() and int(argument) not in offers:
        raise Refused("announcement.offer_closed")
    offer = offers.get(int(argument)) if argument.isdecimal() else _coded(argument, offers)
    given: dict[str, Any] = {"offer": offer.id} if offer is not None else {}
    return Start(FLOW.name, given=given, heard=argument if argument and offer is None else "")


async def latest(desk: Desk, argument: str) -> Says:
    """DAFTAR SIARAN: the newest, one a line; "siaran 12" shows one."""
    found = await announcing.latest(await permitting.actor(desk))
    lines = [
        desk.speech.text("announcement.row", {
            "id": one.id, "state": Word(f"announcement.state.{one.state}"), "head": broadcasts.head(one, ""),
        })
        for one in found
    ]  # fmt: skip
    if not lines:
        return (Say("announcement.none", choices=staffed.to(desk, "announce")),)
    return (Say("announcement.latest", {"list": "\n".join(lines)}, staffed.to(desk, "announce")),)


COMMAND = Command("announce", run, ROLES, argued=True)
LATEST = Command("announcements", latest, ROLES)
