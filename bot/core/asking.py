"""How a question is put: which step comes next, its words and its choices, and the mark it bears."""

from dataclasses import dataclass, replace
from typing import Literal

from bot.core.channel import Limits
from bot.core.flow import AnyStep, Choose, Facts, Flow, Review
from bot.core.message import Say, Word
from bot.core.offering import Offer, offer
from bot.core.session import Frame, next_nonce
from bot.core.tongue import Tongue

Outcome = Literal["asked", "finished", "left", "cancelled", "word", "lost", "repeat", "ignored", "paused"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of it.

    `asked`: the flow goes on. `finished`, `left`: its `finish` or `leave` is to run. `word`: a reserved word, not the
    flow's (`word` names it). `lost`: not understood twice in a row. `repeat`: a tap that was taken already.
    `pages` tells that the question only changed its page, so that the shown message may be edited.
    """

    frame: Frame
    says: tuple[Say, ...]
    outcome: Outcome = "asked"
    word: str = ""
    pages: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a step may look at, so that functions stay small."""

    flow: Flow
    facts: Facts
    tongue: Tongue
    limits: Limits


def go_on(scene: Scene, frame: Frame, news: tuple[Say, ...] = ()) -> Turn:
    """Asks the first step without an answer; with none left the flow is finished."""
    for step in scene.flow.steps:
        if _open(scene, frame, step):
            return ask(scene, frame, step.key, news)
    return Turn(frame, news, "finished")


def ask(scene: Scene, frame: Frame, key: str, news: tuple[Say, ...] = ()) -> Turn:
    """Puts the question `key`, with a mark of its own, after what there is to say."""
    trail = frame.trail if key in frame.trail else (*frame.trail, key)
    moved = replace(frame, page=0, group="", picked=(), misses=0) if key != frame.asked else frame
    asked = replace(moved, asked=key, trail=trail, nonce=next_nonce(scene.facts.now, frame.nonce))
    shown = offered(scene, asked)
    question = _question(scene, asked)
    say = replace(question, choices=shown.choices(asked), role="question")
    return Turn(asked, (*news, say))


def resume(scene: Scene, frame: Frame, says: tuple[Say, ...] = ()) -> Turn:
    """Offers to go on with an unfinished flow; if nothing was answered yet, simply asks its question again."""
    if not frame.answers:
        return ask(scene, replace(frame, variant=""), frame.asked, says)
    return ask(scene, replace(frame, variant="~resume"), frame.asked, says)


def left_to_ask(scene: Scene, frame: Frame) -> list[AnyStep]:
    """The steps still without an answer, in order, the present one among them."""
    return [s for s in scene.flow.steps if _open(scene, frame, s)]


def _open(scene: Scene, frame: Frame, step: AnyStep) -> bool:
    if step.key in frame.answers or (step.hidden and step.key not in frame.pending):
        return False
    return step.when is None or step.when(frame.answers, scene.facts)


def _question(scene: Scene, frame: Frame) -> Say:
    step = scene.flow.step(frame.asked)
    if step is None:
        raise ValueError(f"no step {frame.asked} in {scene.flow.name}")
    name = f"{scene.flow.voice}.{step.key}"
    if frame.variant == "~resume":
        left = len([s for s in left_to_ask(scene, frame) if not isinstance(s, Review)]) or 1
        return Say("engine.resume.ask", {"talk": Word(f"{scene.flow.name}.title"), "n": left})
    if step.key in frame.pending:
        pending = frame.pending[step.key]
        return Say(pending.say, pending.values)
    values = dict(step.values(frame.answers, scene.facts)) if step.values else {}
    list_title = f"{name}.list" if scene.tongue.has(f"{name}.list") else ""
    if frame.group:
        return Say(f"{name}.inside", {**values, "group": _group_label(step, frame, scene)}, list_title=list_title)
    if frame.variant:
        return Say(f"{name}.{frame.variant}.ask", values, list_title=list_title)
    return Say(f"{name}.ask", values, list_title=list_title)


def _group_label(step: AnyStep, frame: Frame, scene: Scene) -> str:
    if not isinstance(step, Choose) or step.groups is None:
        return ""
    groups = step.groups(frame.answers, scene.facts)
    return next((o.label for o, _ in groups if o.value == frame.group), "")


def offered(scene: Scene, frame: Frame) -> Offer:
    return offer(scene.flow, frame, scene.facts, scene.tongue, scene.limits)
