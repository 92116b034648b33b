"""ANTREAN: the officer's daily work, one request after the other. Each act is shown before it goes."""

from bot.actions import answering, permitting, queueing
from bot.actions.changing import Seen
from bot.actions.desk import Desk
from bot.core.flow import Answers, Ask, Choose, Command, Facts, Flow, Got, No, Put, Says, Start
from bot.core.message import Say
from bot.core.reading import Option
from bot.core.session import Frame
from bot.errors import Refused
from handlers.shared import case, finds, sending, sitting
from handlers.shared.seeking import STAFF, sought

SPOKEN = frozenset({"answer", "info", "close"})  # acts that ask for words
OUTCOMES = ("helped", "advised", "elsewhere", "duplicate", "declined")  # bot.actions.closing.CLOSING, in their order


def draft(text: str, facts: Facts) -> Got | No:
    """Words typed at a card: another request's number, or an answer, which is shown before it goes."""
    if number := sought(text, facts.city.identity.number_prefix, bare=True):
        return Got("find", {"number": number})
    read = words(text, facts)
    return Got("answer", {"words": read.value}) if isinstance(read, Got) else read


def words(text: str, facts: Facts) -> Got | No:
    """An answer in the officer's own words."""
    plain, most = text.strip(), case.most(facts)
    if not plain:
        return No("empty")
    return Got(plain) if facts.limits.length(plain) <= most else No("too_long", {"most": most})


def title(text: str, facts: Facts) -> Got | No:
    """One line."""
    line = " ".join(text.split())
    return Got(line) if len(line) <= answering.TITLE_MOST else No("too_long", {"most": answering.TITLE_MOST})


def asks_words(answers: Answers, facts: Facts) -> bool:
    """Whether the officer writes the words itself."""
    return answers.get("act") in SPOKEN


def asks_title(answers: Answers, facts: Facts) -> bool:
    """Whether a voice note is to get its title."""
    return answers.get("act") == "title"


def is_ready(answers: Answers, facts: Facts) -> bool:
    """Whether there are words to be looked at before they go."""
    return bool(case.words_of(answers, facts)) and not answers.get("overtaken")


def is_overtaken(answers: Answers, facts: Facts) -> bool:
    """Whether somebody else was first, and the words wait."""
    return bool(answers.get("overtaken"))


def closes(answers: Answers, facts: Facts) -> bool:
    """Whether the request ends with these words."""
    return answers.get("send") == "close"


def sends(answers: Answers, facts: Facts) -> list[Option]:
    """What may become of the words: a question back closes nothing, a last answer does nothing else."""
    labels = case.of(facts).labels
    act = answers.get("act")
    names = ("send",) if act == "info" else ("close",) if act == "close" else ("send", "close")
    return [*(labels[f"send.{name}"] for name in names), _edit(labels["send.edit"]), labels["send.cancel"]]


def sends_late(answers: Answers, facts: Facts) -> list[Option]:
    """The same after somebody was first."""
    labels = case.of(facts).labels
    return [labels["late.send"], _edit(labels["late.edit"]), labels["late.cancel"]]


def _edit(option: Option) -> Option:
    return Option("!words", option.label, option.description, option.aliases, option.short)


async def do(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Does what was decided."""
    if "cancel" in (answers.get("send"), answers.get("late")):
        return await _left(desk, answers, facts)
    match answers["act"]:
        case "skip":
            return await _skip(desk, answers, facts)
        case "all":
            return _again(answers, facts, {"whole": int(answers.get("whole", 0)) + 1})
        case "file":
            return _again(answers, facts, {"file": int(answers.get("file", 0)) + 1})
        case "find":
            return await _find(desk, answers, facts)
        case "title":
            return await _title(desk, answers, facts)
    return await sending.send(desk, answers, facts) if answers.get("text") else _again(answers, facts, {})


async def _left(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """The words do not go: back to the card, or on where somebody else has answered it."""
    waits = await queueing.waits(await permitting.actor(desk), int(facts.key))
    return _again(answers, facts, {}) if waits or "place" not in answers else await sitting.following(desk, answers)


async def _find(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Another request in the same sitting; what cannot be opened is told above this one."""
    found = await finds.found(desk, str(answers["number"]), sitting.kept(answers))
    told = not isinstance(found, Start) and not any(say.choices for say in found)
    return _again(answers, facts, {}, found) if told and isinstance(found, tuple) else found


async def _skip(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """On after this one; it stays in the queue."""
    passed = {**answers, "place": [answers["due"], int(facts.key)]} if "due" in answers else answers
    told = Say("queue.skipped", {"reference": case.of(facts).card.request.short})
    return await sitting.following(desk, passed, (told,))


async def _title(desk: Desk, answers: Answers, facts: Facts) -> Start:
    """Writes the title of a voice note, and shows it again under it."""
    if not (line := str(answers.get("title") or "")):
        return _again(answers, facts, {})
    request = case.of(facts).card.request
    try:
        await answering.title(await permitting.actor(desk), Seen(request.id, int(answers["seen"])), line)
    except Refused as refused:
        return _again(answers, facts, {}, (Say(refused.key, refused.values),))
    return _again(answers, facts, {}, (Say("queue.titled", {"reference": request.short}),))


def _again(answers: Answers, facts: Facts, more: Answers, says: Says = ()) -> Start:
    """The same request, from its card."""
    return Start(sitting.FLOW, facts.key, {**sitting.kept(answers), "seen": answers["seen"], **more}, says=says)


async def anew(desk: Desk, frame: Frame) -> Says | Start | None:
    """A card that is to be shown again after something else was done: the next of the sitting, which may be itself."""
    if frame.asked != "act" or "place" not in frame.answers:
        return None
    actor = await permitting.actor(desk)
    if not permitting.may(actor, "answer"):
        return None
    waits = await queueing.waits(actor, int(frame.key))
    return await sitting.following(desk, frame.answers if waits else sitting.one_more(frame.answers))


FLOW = Flow(
    name=sitting.FLOW,
    steps=(
        Choose(
            key="act",
            choices=case.acts,
            check=draft,
            values=case.values,
            files=case.files,
            sees=case.saw,
            words={"skip": "skip"},
        ),
        Ask(
            key="title",
            check=title,
            when=asks_title,
            choices=("cancel",),
            on={"cancel": Put("")},
            words={"cancel": "cancel"},
        ),
        Ask(
            key="words",
            check=words,
            when=asks_words,
            values=case.to_write,
            choices=("cancel",),
            on={"cancel": Put("")},
            words={"cancel": "cancel"},
        ),
        Choose(
            key="send",
            choices=sends,
            when=is_ready,
            values=case.about_to,
            sees=case.sent_as,
            adds_to="words",
            words={"cancel": "cancel"},
        ),
        Choose(
            key="late",
            choices=sends_late,
            when=is_overtaken,
            values=case.about_to,
            sees=case.sent_as,
            adds_to="words",
            words={"cancel": "cancel"},
        ),
        Choose(key="outcome", choices=OUTCOMES, when=closes, values=case.about_to, words={"cancel": "!send"}),
    ),
    load=case.load,
    finish=do,
    anew=anew,
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """ANTREAN: from the earliest due."""
    return await sitting.begun(desk)


COMMAND = Command("queue", run, STAFF, ends=frozenset({FLOW.name}))
