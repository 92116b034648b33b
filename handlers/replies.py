"""BALASAN: the committee's saved replies, by kind: read, added, changed, retired; shown first as they would read."""

from bot.actions import changing, permitting, replying
from bot.actions.desk import Desk
from bot.core.changing import changed
from bot.core.flow import Answers, Ask, Choose, Command, Facts, Flow, Got, Leave, No, Says, Start, Values
from bot.core.message import Say, Word
from bot.core.reading import Option
from handlers.shared import staffed
from storage.replies import SavedReply

EVERY, NEW = "every", "new"


async def load(desk: Desk, facts: Facts) -> Facts:
    """All replies, and the day a preview names."""
    calendar = desk.house.calendar
    day = calendar.day(calendar.due(desk.now, changing.LOOK_AGAIN_DAYS))
    return changed(facts, extra={"replies": await replying.offered(await permitting.actor(desk)), "day": day})


def kinds(answers: Answers, facts: Facts) -> list[Option]:
    """The kinds of support."""
    language = facts.language
    return [Option(k.id, k.label[language], short=k.short[language]) for k in facts.city.support.kinds]


def groups(answers: Answers, facts: Facts) -> list[tuple[Option, tuple[str, ...]]]:
    """Their groups."""
    return [(Option(g.id, g.label[facts.language]), g.kinds) for g in facts.city.support.groups]


def _of_kind(answers: Answers, facts: Facts) -> list[SavedReply]:
    kind = "" if answers.get("kind") == EVERY else answers.get("kind")
    return [reply for reply in facts.extra["replies"] if reply.kind == kind]


def titles(answers: Answers, facts: Facts) -> list[Option]:
    """The replies of the kind. A choice bears the version that was seen."""
    return [Option(f"{reply.id}.{reply.version}", reply.title) for reply in _of_kind(answers, facts)]


def chosen(answers: Answers, facts: Facts) -> SavedReply | None:
    """The reply that is spoken of; None for a new one, and for one that somebody else has just changed."""
    found = (each for each in facts.extra["replies"] if f"{each.id}.{each.version}" == answers.get("reply"))
    return next(found, None)


def is_known(answers: Answers, facts: Facts) -> bool:
    """Whether one that exists is spoken of."""
    return answers.get("reply") != NEW


def asks_title(answers: Answers, facts: Facts) -> bool:
    """Whether a title is to be written."""
    return not is_known(answers, facts) or answers.get("act") == "title"


def asks_text(answers: Answers, facts: Facts) -> bool:
    """Whether the words are to be written."""
    return not is_known(answers, facts) or answers.get("act") == "text"


def retires(answers: Answers, facts: Facts) -> bool:
    """Whether it is to be offered no more."""
    return answers.get("act") == "retire"


def title(text: str, facts: Facts) -> Got | No:
    """A line."""
    line = " ".join(text.split())
    if len(line) > replying.TITLE_MOST:
        return No("too_long", {"most": replying.TITLE_MOST})
    return Got(line) if line else No("empty")


def words(text: str, facts: Facts) -> Got | No:
    """What is sent, with nothing to be filled in but what can be."""
    plain = text.strip()
    if len(plain) > replying.TEXT_MOST:
        return No("too_long", {"most": replying.TEXT_MOST})
    if not replying.fits(plain):
        return No("places")
    return Got(plain) if plain else No("empty")


def shown(answers: Answers, facts: Facts) -> Values:
    """The reply as it is to be, and as somebody would read it."""
    reply, kind = chosen(answers, facts), str(answers.get("kind"))
    support = facts.city.support
    text = str(answers.get("text") or (reply.text if reply is not None else ""))
    return {
        "title": str(answers.get("title") or (reply.title if reply is not None else "")),
        "text": replying.sample(text, facts.extra["day"]),
        "raw": reply.text if reply is not None else "",
        "uses": reply.uses if reply is not None else 0,
        "kind": support.kind(kind).label[facts.language] if support.has_kind(kind) else Word("replies.kind.every"),
        "n": len(_of_kind(answers, facts)),
    }  # fmt: skip


async def save(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Writes it, unless somebody else was first."""
    actor, reply, again = await permitting.actor(desk), chosen(answers, facts), staffed.to(desk, "replies")
    if not is_known(answers, facts):
        kind = "" if answers["kind"] == EVERY else str(answers["kind"])
        await replying.add(actor, kind, str(answers["title"]), str(answers["text"]))
        return (Say("replies.added", shown(answers, facts), again),)
    if reply is None:
        return (Say("request.reply.stale", choices=again),)
    title, text = str(answers.get("title") or reply.title), str(answers.get("text") or reply.text)
    after = changed(reply, title=title, text=text, active=not retires(answers, facts))
    await replying.change(actor, after)
    return (Say("replies.changed" if after.active else "replies.retired", {"title": title}, again),)


async def kept(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Thought better of."""
    return (Say("replies.kept", choices=staffed.to(desk, "replies")),)


FLOW = staffed.only(
    staffed.COMMITTEE,
    Flow(
        name="replies",
        steps=(
            Choose(key="kind", choices=kinds, groups=groups, also=(EVERY,)),
            Choose(key="reply", choices=titles, also=(NEW,), values=shown),
            Choose(key="act", choices=("text", "title", "retire"), when=is_known, values=shown),
            Ask(key="title", check=title, when=asks_title, values=shown),
            Ask(key="text", check=words, when=asks_text, values=shown),
            Choose(
                key="sure",
                choices=("yes", "no"),
                when=lambda answers, facts: not retires(answers, facts),
                on={"no": Leave()},
                values=shown,
            ),
            Choose(key="retire", choices=("yes", "no"), when=retires, on={"no": Leave()}, values=shown),
        ),
        finish=save,
        leave=kept,
        load=load,
    ),
)


async def run(desk: Desk, argument: str) -> Start:
    """BALASAN."""
    return Start(FLOW.name)


COMMAND = Command("replies", run, staffed.COMMITTEE)
