"""One request on an officer's table: what the questions about it know, offer and show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.actions import answering, permitting, replying, viewing
from bot.actions.changing import TEXT_MOST
from bot.actions.desk import Desk
from bot.actions.viewing import Card
from bot.core.changing import changed
from bot.core.flow import Answers, Facts, Values
from bot.core.message import Media, Word
from bot.core.reading import Option
from handlers.shared.card import Face, Looking, Shown, cut, face, fitted, is_untitled

OFFERED = 2  # saved replies that have a button
REPLIES = 50
HEAD = 400  # characters that are kept for what stands around the body: receipt, number, name, day
LEAST = 300
ACTS = ("answer", "info", "close", "skip", "title", "all", "file", "more")
SENDING = ("send", "close", "edit", "cancel")
LATE = ("send", "edit", "cancel")


@dataclass(frozen=True, slots=True)
class Reply:
    """A saved reply, filled for this request."""

    id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A request with what may be done with it. `replies` by the value of their button, the likeliest first; `labels`
    are the buttons by the key they have in the catalogue, `place` is "{n} dari {of}", to be filled."""

    card: Card
    face: Face
    replies: Mapping[str, Reply]
    labels: Mapping[str, Option]
    place: str


async def load(desk: Desk, facts: Facts) -> Facts:
    """Brings the request that `facts.key` names, and links the answer's bubble to it. Raises Refused."""
    actor = await permitting.actor(desk)
    card = await viewing.card(actor, int(facts.key))
    await answering.shown(actor, desk.contact.last_n + 1, card.request.id)
    found = await replying.likeliest(actor, card.request, REPLIES)
    replies = {
        f"r{each.id}": Reply(each.id, each.title, replying.filled(actor, each, card.request, card.name))
        for each in found
    }
    names = {"act": ACTS, "send": SENDING, "late": LATE}
    labels = {
        f"{step}.{name}": desk.speech.option(f"queue.{step}.{name}", name) for step in names for name in names[step]
    }
    look = face(card, Looking(desk.speech, desk.house, desk.now))
    place = desk.speech.text("queue.place", {"n": "{n}", "of": "{of}"})
    return changed(facts, extra={"case": Case(card, look, replies, labels, place)})


def of(facts: Facts) -> Case:
    """The request of a question."""
    case = facts.extra["case"]
    assert isinstance(case, Case)  # noqa: S101 - load() brought it
    return case


def files(answers: Answers, facts: Facts) -> tuple[Media, ...]:
    """One file a bubble; none where the whole text is read."""
    found = of(facts).face.files
    return () if answers.get("whole") else found[_nth(answers, found) :][:1]


def _nth(answers: Answers, found: Sequence[Media]) -> int:
    return int(answers.get("file", 0)) % len(found) if found else 0


def shown(answers: Answers, facts: Facts) -> Shown:
    """The body of the card, as far as the channel carries it."""
    most = facts.limits.caption if files(answers, facts) else facts.limits.text
    return fitted(of(facts).face, max(LEAST, most - HEAD), int(answers.get("whole", 0)), facts.limits)


def values(answers: Answers, facts: Facts) -> Values:
    """The card for the catalogue; "7 dari 40" only in a sitting."""
    place = of(facts).place.format(n=answers["n"], of=answers["of"]) if "n" in answers else ""
    return {**of(facts).face.head, "body": shown(answers, facts).body, "place": place}


def acts(answers: Answers, facts: Facts) -> list[Option]:
    """The likeliest saved replies and what else may be done; only what makes sense here."""
    case = of(facts)
    labels = case.labels
    likely = [Option(value, reply.title) for value, reply in list(case.replies.items())[:OFFERED]]
    more = changed(labels["act.more"], value=f"do:act:{case.card.request.id}")
    extra = []
    if is_untitled(case.card):
        extra.append(labels["act.title"])
    if shown(answers, facts).more:
        extra.append(labels["act.all"])
    if (n := len(case.face.files)) > 1:
        nth = (_nth(answers, case.face.files) + 1) % n
        extra.append(changed(labels["act.file"], label=f"{labels['act.file'].label} {nth + 1}/{n}"))
    return [*likely, *(labels[f"act.{name}"] for name in ("answer", "info", "close", "skip")), *extra, more]


def saw(answers: Answers, facts: Facts) -> Values:
    """The version that lies before the officer's eyes."""
    return {"seen": of(facts).card.request.version}


def words_of(answers: Answers, facts: Facts) -> str:
    """The words that are to go: the officer's own, or those of the saved reply."""
    reply = of(facts).replies.get(str(answers.get("act")))
    return str(answers.get("words") or (reply.text if reply is not None else "") or answers.get("text") or "")


def about_to(answers: Answers, facts: Facts) -> Values:
    """What is shown before it goes: the words, whom to, about what."""
    look = of(facts).face
    asking = Word("queue.doing.info" if answers.get("act") == "info" else "queue.doing.answer")
    text = cut(words_of(answers, facts), most(facts), facts.limits)  # a saved reply may be longer than a channel shows
    return {"text": text, "doing": asking, "who": look.asker, "about": look.about}


def to_write(answers: Answers, facts: Facts) -> Values:
    """What is to be written, to whom."""
    look = of(facts).face
    what = Word(f"queue.write.{answers['act'] if answers.get('act') in ('info', 'close') else 'answer'}")
    return {"what": what, "who": look.asker, "reference": str(look.head["reference"])}


def sent_as(answers: Answers, facts: Facts) -> Values:
    """Exactly these words go, whatever becomes of the saved reply meanwhile."""
    return {"text": words_of(answers, facts)}


def most(facts: Facts) -> int:
    """Characters of an answer: as many as can be shown before it goes."""
    return min(TEXT_MOST, facts.limits.text - LEAST)
