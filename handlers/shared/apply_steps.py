"""The questions of an application, made from an opportunity: its conditions, its own questions, works, a review."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot.actions.applying import WORKS_MOST
from bot.core import support
from bot.core.applications import Application
from bot.core.flow import Answers, AnyStep, Choose, Collect, Facts, Leave, Review, Step, Values
from bot.core.message import Kind, Word
from bot.core.opportunities import Opportunity, Question, Requirement
from bot.core.reading import Option
from bot.core.records import Person
from bot.i18n.catalogue import languages
from handlers.shared.asking import question_step

DOMICILE = "domicile"
OWN = "q."  # before the key of an own question, in the key of its step
FILES: frozenset[Kind | Literal["link"]] = frozenset({"photo", "file", "voice", "link"})
LABEL_MOST, SHORT_MOST, SHOWN_MOST = 60, 20, 120


def offer_of(facts: Facts) -> Opportunity:
    """What is applied to, as `load` brought it."""
    one: Opportunity = facts.extra["one"]
    return one


def steps(one: Opportunity, person: Person | None) -> tuple[AnyStep, ...]:
    """All of them, for whoever applies; a stranger registers first."""
    curated = one.offer.selection == "curated"
    own = tuple(own_step(question) for question in one.offer.questions)
    edits = [step.key for step in own]
    if curated:
        edits.append("works")
    if unproven(one, person):
        edits.insert(0, "terms")
    titles = {OWN + question.key: cut(question.ask, LABEL_MOST) for question in one.offer.questions}
    review = Review(key="review", edits=tuple(edits), titles=titles, values=reviewed)
    first = (STRANGER,) if person is None else ()
    return (*first, TERMS, LACKING, *own, *((REUSE, WORKS) if curated else ()), review)


def own_step(question: Question) -> AnyStep:
    """An own question as a step."""
    key = OWN + question.key
    if question.type == "file":
        return Collect(
            key=key, speaks="apply.file", accepts=FILES, most=WORKS_MOST, optional=question.optional,
            values=lambda answers, facts: {"question": question.ask},
        )  # fmt: skip
    return question_step(as_asked(question), key, optional=question.optional)


def as_asked(question: Question) -> support.Question:
    """In the form in which the city's questions are asked; the answers to a choice are numbered."""
    options = tuple(
        support.Answer(str(n), _same(text), _same(cut(text, SHORT_MOST))) for n, text in enumerate(question.choices)
    )
    types: Mapping[str, support.QuestionType] = {"number": "number", "choice": "choice", "link": "url"}
    return support.Question(
        question.key, _same(question.ask), types.get(question.type, "text"), not question.optional, options
    )


def _same(text: str) -> Mapping[str, str]:
    return dict.fromkeys(languages(), text)


def cut(text: str, most: int) -> str:
    """The beginning of a text, for a button or a line."""
    return text if len(text) <= most else text[: most - 1] + "…"


# conditions


def proven(requirement: Requirement, person: Person | None) -> bool:
    """Whether the profile tells that somebody meets a condition."""
    return requirement.key == DOMICILE and person is not None and bool(person.district)


def unproven(one: Opportunity, person: Person | None) -> list[Requirement]:
    """The conditions of which only the applicant can tell."""
    return [each for each in one.offer.requirements if not proven(each, person)]


def has_terms(answers: Answers, facts: Facts) -> bool:
    """Whether there is anything to tell of conditions."""
    return bool(unproven(offer_of(facts), facts.person))


def is_lacking(answers: Answers, facts: Facts) -> bool:
    """Whether it is to be asked which ones are not met: there are several it may be."""
    return answers.get("terms") == "some" and len(unproven(offer_of(facts), facts.person)) > 1


def lacks(answers: Answers, facts: Facts) -> tuple[str, ...] | None:
    """The conditions that are not met, None until it is said."""
    left = unproven(offer_of(facts), facts.person)
    if answers.get("terms") is None:
        return None if left else ()
    if answers["terms"] == "all":
        return ()
    picked = answers.get("lacks", [str(n) for n in range(len(left))] if len(left) == 1 else [])
    return tuple(each.text for n, each in enumerate(left) if str(n) in picked)


def explained(answers: Answers, facts: Facts) -> Values:
    """All conditions, and which of them the profile tells."""
    one = offer_of(facts)
    place = facts.city.place_label(_place(facts.person), facts.language) if _place(facts.person) else ""
    lines = [
        f"• {each.text}" + (f" ({place})" if each.key == DOMICILE and place else "") for each in one.offer.requirements
    ]
    return {"title": one.title(facts.language), "terms": "\n".join(lines)}


def _place(person: Person | None) -> str:
    return (person.ward or person.district or person.place) if person is not None else ""


def _lackable(answers: Answers, facts: Facts) -> Sequence[Option]:
    left = unproven(offer_of(facts), facts.person)
    return [
        Option(str(n), cut(each.text, LABEL_MOST), "", (), cut(each.text, SHORT_MOST)) for n, each in enumerate(left)
    ]


# works and the last look


def _can_reuse(answers: Answers, facts: Facts) -> bool:
    return bool(facts.extra.get("known"))


def _sends_new(answers: Answers, facts: Facts) -> bool:
    return answers.get("reuse") != "yes"


def items(works: Sequence[str]) -> list[dict[str, str]]:
    """Works that are there already, as if they had been collected."""
    return [{"kind": "kept", "event": "", "text": work} for work in works]


def collected(answers: Answers, facts: Facts) -> list[Mapping[str, Any]]:
    """The works of a talk: those sent now, and those sent before, if they are to go again."""
    before = items(facts.extra.get("known", ())) if answers.get("reuse") == "yes" else []
    return [*before, *(answers.get("works") or ())]


def counted(things: Sequence[Mapping[str, Any]]) -> str | Word:
    """How much was sent: files by number, links as they are."""
    links = [str(each["text"]) for each in things if not _is_file(each)]
    files = sum(_is_file(each) for each in things)
    return ", ".join([*([f"{files} 📎"] if files else []), *links]) or Word("apply.none")


def _is_file(item: Mapping[str, Any]) -> bool:
    return str(item["text"]).isdecimal() if item["kind"] == "kept" else item["kind"] != "link"


def answer_text(question: Question, value: Any) -> str:
    """An own answer as people read it."""
    if value is None:
        return "-"
    match question.type:
        case "file":
            return str(counted(value)) if value else "-"
        case "choice":
            return question.choices[int(value)] if str(value).isdecimal() else str(value)
    return str(value)


def reviewed(answers: Answers, facts: Facts) -> Values:
    """Everything that goes, as people read it."""
    one = offer_of(facts)
    said = {OWN + q.key: cut(answer_text(q, answers.get(OWN + q.key)), SHOWN_MOST) for q in one.offer.questions}
    lines = [f"{cut(q.ask, LABEL_MOST)}\n{said[OWN + q.key]}" for q in one.offer.questions]
    missing = lacks(answers, facts)
    terms: str | Word = ", ".join(missing) if missing else Word("apply.none")
    works = counted(collected(answers, facts))
    name = facts.person.group_name or facts.person.name if facts.person is not None else ""
    own = "\n".join(lines)
    return {
        **said, "title": one.title(facts.language), "name": name, "own": f"{own}\n" if own else "", "lacking": terms,
        "terms": terms, "works": works,
    }  # fmt: skip


def title(answers: Answers, facts: Facts) -> Values:
    """What is applied to."""
    return {"title": offer_of(facts).title(facts.language)}


def known(answers: Answers, facts: Facts) -> Values:
    """What was sent before."""
    return {"works": counted(items(facts.extra.get("known", ())))}


# to and from what is kept


def filled(one: Opportunity, answers: Answers) -> dict[str, Any]:
    """The answers to own questions by their keys, choices in their own words; those asked so far."""
    found = {}
    for question in one.offer.questions:
        if (key := OWN + question.key) in answers:
            value = answers[key]
            found[question.key] = answer_text(question, value) if question.type == "choice" and value else value
    return found


def given(one: Opportunity, kept: Application, person: Person | None) -> dict[str, Any]:
    """The reverse: what is kept as answers of the talk."""
    answers: dict[str, Any] = {}
    for question in one.offer.questions:
        skipped = kept.state != "draft" and question.optional
        if question.key not in kept.answers and not skipped:
            continue
        if (value := _given(question, kept.answers.get(question.key))) != "":
            answers[OWN + question.key] = value
    if kept.works or kept.state != "draft":
        answers |= {"works": items(kept.works), "reuse": "no"}
    left = [each.text for each in unproven(one, person)]
    if "~lacks" in kept.answers and left:
        answers["terms"] = "some" if kept.lacks else "all"
        answers["lacks"] = [str(n) for n, text in enumerate(left) if text in kept.lacks]
    return answers


def _given(question: Question, value: Any) -> Any:
    if value is None:
        return None
    match question.type:
        case "choice":
            return str(question.choices.index(value)) if value in question.choices else ""
        case "file":
            return items(value)
    return value


def registering(answers: Answers, facts: Facts) -> Sequence[Option]:
    """The way to register."""
    return (Option("do:register", facts.extra["register"]),)


STRANGER = Choose(key="stranger", choices=registering, also=("later",), on={"later": Leave()}, values=title)
TERMS = Choose(key="terms", choices=("all", "some"), when=has_terms, values=explained)
LACKING = Choose(key="lacks", choices=_lackable, many=True, when=is_lacking)
REUSE = Choose(key="reuse", choices=("yes", "no"), when=_can_reuse, values=known)
WORKS = Collect(key="works", accepts=FILES, most=WORKS_MOST, optional=True, when=_sends_new)
PLAIN: tuple[Step, ...] = (STRANGER, TERMS, LACKING, REUSE, WORKS)
