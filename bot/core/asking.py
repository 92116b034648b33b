"""How a question is put: which step comes next, its words and its choices, and the mark it bears."""

from dataclasses import dataclass
from typing import Literal

from bot.core.changing import changed
from bot.core.flow import Answers, AnyStep, Choose, Collect, Facts, Values
from bot.core.message import Say, Word
from bot.core.offering import Offer, offer
from bot.core.scene import Scene
from bot.core.session import Frame, next_nonce

Outcome = Literal["asked", "stale", "finished", "left", "cancelled", "word", "do", "lost", "ignored", "paused"]
COUNTED = 5  # numbers of steps that are said in words


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of it.

    `asked`: the flow goes on; `stale`: likewise, after a tap on an old keyboard. `finished`, `left`: its `finish` or
    `leave` is to run. `word`: a reserved word, not the flow's (`word` names it); `do`: a choice that is a command's,
    `word` is its id. `lost`: not understood twice in a row.
    `pages`: the question only changed its page, so that the shown message may be edited. `took`: the file that came
    is an answer.
    """

    frame: Frame
    says: tuple[Say, ...]
    outcome: Outcome = "asked"
    word: str = ""
    pages: bool = False
    took: bool = False


def go_on(scene: Scene, frame: Frame, news: tuple[Say, ...] = ()) -> Turn:
    """Asks the first step without an answer; with none left the flow is finished."""
    for step in scene.flow.steps:
        if is_open(scene, frame, step):
            return ask(scene, frame, step.key, news)
    return Turn(frame, news, "finished")


def ask(scene: Scene, frame: Frame, key: str, news: tuple[Say, ...] = ()) -> Turn:
    """Puts the question `key`, with a mark of its own, after what there is to say.

    A step that a deploy has removed is passed over: the first one without an answer is asked instead.
    """
    step = scene.flow.step(key)
    if step is None:
        return go_on(scene, changed(frame, variant="", group=""), news)
    trail = frame.trail if key in frame.trail else (*frame.trail, key)
    moved = changed(frame, page=0, group="", picked=(), misses=0) if key != frame.asked else frame
    asked = changed(moved, asked=key, trail=trail, nonce=next_nonce(scene.facts.now, frame.nonce))
    if step.sees is not None:
        asked = changed(asked, answers={**asked.answers, **step.sees(asked.answers, scene.facts)})
    shown = offered(scene, asked)
    say = changed(_question(scene, asked), choices=shown.choices(asked, scene.limits), role="question")
    if step.files is not None and not asked.variant:
        say = changed(say, media=step.files(asked.answers, scene.facts))
    return Turn(asked, (*news, say))


def resume(scene: Scene, frame: Frame, news: tuple[Say, ...] = ()) -> Turn:
    """Offers to go on with an unfinished flow; if nothing was answered yet, simply asks its question again."""
    if _own(scene, frame, frame.answers) == _own(scene, frame, frame.origin.get("given", {})):
        return ask(scene, changed(frame, variant=""), frame.asked, news)
    return ask(scene, changed(frame, variant="~resume"), frame.asked, news)


def _own(scene: Scene, frame: Frame, answers: Answers) -> Answers:
    """Answers without what was only seen when the present question was put."""
    step = scene.flow.step(frame.asked)
    seen = step.sees(frame.answers, scene.facts) if step is not None and step.sees is not None else {}
    return {key: value for key, value in answers.items() if key not in seen}


def salam(answers: Answers, facts: Facts) -> Say:
    """The answer to a salam, with the name if it is known."""
    name = facts.person.name if facts.person is not None else str(answers.get("name") or "")
    return Say("engine.salam.name", {"name": name}) if name else Say("engine.salam")


def is_open(scene: Scene, frame: Frame, step: AnyStep) -> bool:
    """Whether a step is still to be asked."""
    if step.key in frame.answers or (step.hidden and step.key not in frame.pending):
        return False
    return step.when is None or step.when(frame.answers, scene.facts)


def offered(scene: Scene, frame: Frame) -> Offer:
    """The choices of the present question."""
    return offer(scene, frame)


def _question(scene: Scene, frame: Frame) -> Say:
    step = scene.flow.step(frame.asked)
    assert step is not None  # noqa: S101 - ask() looked
    if frame.variant == "~resume":
        return Say("engine.resume.ask", _left(scene, frame))
    if step.key in frame.pending:
        return Say(frame.pending[step.key].say, frame.pending[step.key].values)
    if isinstance(step, Collect) and frame.picked:
        return Say("engine.collected", {"n": len(frame.picked), "most": step.most})
    name = scene.name(step)
    values = dict(step.values(frame.answers, scene.facts)) if step.values else {}
    list_title = f"{name}.list" if scene.tongue.has(f"{name}.list") else ""
    if frame.group:
        return Say(f"{name}.inside", {**values, "group": _group_label(step, frame, scene)}, list_title=list_title)
    if frame.variant:
        return Say(f"{name}.{frame.variant}.ask", values, list_title=list_title)
    return Say(step.says or f"{name}.ask", values, list_title=list_title)


def _left(scene: Scene, frame: Frame) -> Values:
    """How much of a talk is left; the present question counts even if it was answered once."""
    left = {s.key for s in scene.flow.steps if is_open(scene, frame, s)} | {frame.asked}
    count = Word(f"engine.count.{len(left)}") if len(left) <= COUNTED else str(len(left))
    return {"talk": Word(f"{scene.flow.name}.title"), "n": len(left), "count": count}


def _group_label(step: AnyStep, frame: Frame, scene: Scene) -> str:
    if not isinstance(step, Choose) or step.groups is None:
        return ""
    groups = step.groups(frame.answers, scene.facts)
    return next((o.label for o, _ in groups if o.value == frame.group), "")
