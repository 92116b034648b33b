"""USUL: anybody tells of an opportunity, in words or by its poster; staff complete it before it is published."""

import re

from bot.actions import permitting, proposing, receiving
from bot.actions.desk import Desk
from bot.core.flow import Answers, Ask, Choose, Command, Facts, Flow, Got, Leave, No, Says, Start
from bot.core.message import Say
from handlers.shared import asking, offer_flow
from handlers.shared.offer_fields import PICTURES

FLOW_NAME = "propose"
_MARK = re.compile(r"^\s*(?:usul(?:an|kan)?|propose)\b[\s:,.-]*", re.IGNORECASE)


def words(text: str, facts: Facts) -> Got | No:
    """Anything at all."""
    plain = text.strip()
    if not plain:
        return No("empty")
    most = proposing.WORDS_MOST
    return Got(plain) if len(plain) <= most else No("too_long", {"most": most})


def unasked(answers: Answers, facts: Facts) -> bool:
    """Whether it came out of the blue, so that it is only offered."""
    return bool(answers.get("unasked"))


async def propose(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """A draft. Staff go on with it at once, anybody else is thanked."""
    actor, text = await permitting.actor(desk), str(answers.get("words") or "")
    files = (*answers.get("files", ()), *desk.files)
    one = await proposing.propose(actor, text, files[0] if files else None)
    lost = (Say("propose.no_picture"),) if files and one.poster_id is None else ()
    if permitting.may(actor, "offer"):
        return await offer_flow.carded(desk, one.id, (Say("propose.drafted"), *lost))
    return (Say("propose.thanks"), *lost)


async def for_staff(desk: Desk, answers: Answers, facts: Facts) -> Start:
    """It was no opportunity: a question to staff, as any file out of the blue."""
    return asking.unsorted(desk, str(answers.get("words") or ""), tuple(answers.get("files", ())))


FLOW = Flow(
    name=FLOW_NAME,
    steps=(
        Ask(key="words", check=words, media=PICTURES),
        Choose(key="sure", choices=("yes", "no"), when=unasked, on={"no": Leave()}),
    ),
    finish=propose,
    leave=for_staff,
    gathers=True,
)


async def handed(desk: Desk) -> Start | None:
    """A picture out of the blue that somebody passed on, or that says USUL; None for any other."""
    heard = desk.heard
    attachment = heard.attachment
    picture = heard.kind == "photo" or (attachment is not None and attachment.mime.startswith("image/"))
    if not picture or desk.closed or heard.refusal:
        return None
    named = _MARK.match(heard.text)
    if not named and not heard.forwarded:
        return None
    text = heard.text[named.end() :].strip() if named else heard.text.strip()
    given = {"words": text or None, "files": list(await receiving.file(desk)), "unasked": not named}
    return Start(FLOW.name, f"inbox {desk.inbox_id}", given=given)


def worded(desk: Desk) -> Start | None:
    """ "usul lomba mural di Plaju ..." out of the blue; None for any other words."""
    named = _MARK.match(desk.heard.text)
    text = desk.heard.text[named.end() :].strip() if named else ""
    if desk.closed or len(text) > proposing.WORDS_MOST or len(text.split()) < 2:
        return None
    return Start(FLOW.name, f"inbox {desk.inbox_id}", given={"words": text})


async def run(desk: Desk, argument: str) -> Start:
    """USUL."""
    return Start(FLOW.name, given={"words": argument} if argument else {})


COMMAND = Command("propose", run)
