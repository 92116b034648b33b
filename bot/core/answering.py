"""How an answer is taken: a choice, a control word, or a value for the present step."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.asking import Scene, Turn, ask, go_on, resume
from bot.core.flow import Ask, Choose, Got, Leave, Put, Review, Show, Start, Which
from bot.core.message import Say
from bot.core.session import Frame, Pending


def begin(scene: Scene, start: Start) -> Turn:
    """The first question of a flow; what was given, or said before it began, is not asked."""
    frame = Frame(scene.flow.name, start.key, dict(start.given), {k: scene.facts.now for k in start.given})
    if start.heard and (step := next((s for s in scene.flow.steps if isinstance(s, Ask)), None)):
        got = step.check(start.heard, scene.facts)
        if isinstance(got, Got):
            frame = answered(scene, frame, step.key, got.value, got.fills)
    if start.at:
        return ask(scene, replace(frame, variant=start.variant), start.at, start.says)
    return go_on(scene, frame, start.says)


def answered(scene: Scene, frame: Frame, key: str, value: object, fills: object = None) -> Frame:
    """The frame with an answer in it; `fills` never overwrite what the person said of that step itself."""
    answers, pending, filled = dict(frame.answers), dict(frame.pending), dict(frame.filled)
    pending.pop(key, None)
    filled.pop(key, None)
    answers[key] = value
    for other, guess in fills.items() if isinstance(fills, dict) else ():
        if other in answers and filled.get(other) != key:
            continue
        answers.pop(other, None)
        filled[other] = key
        if isinstance(guess, Which):
            pending[other] = Pending(guess.options, guess.say, guess.values)
        else:
            answers[other] = guess
    return replace(
        frame, answers=answers, pending=pending, filled=filled, at={**frame.at, key: scene.facts.now},
        picked=(), misses=0, page=0, group="", variant="",
    )  # fmt: skip


def cleared(frame: Frame, key: str) -> Frame:
    """Forgets an answer and what its words filled."""
    gone = {key, *(k for k, by in frame.filled.items() if by == key)}
    return replace(
        frame,
        answers={k: v for k, v in frame.answers.items() if k not in gone},
        pending={k: v for k, v in frame.pending.items() if k not in gone},
        filled={k: v for k, v in frame.filled.items() if k not in gone},
    )


def unshown(frame: Frame) -> Frame:
    return replace(frame, variant="", group="", page=0)


def take(scene: Scene, frame: Frame, value: str) -> Turn:
    """A choice was made, by tap or by words."""
    if frame.variant == "~resume":
        return _resumed(scene, frame, value)
    if value.startswith("~"):
        return _control(scene, frame, value)
    if value.startswith("@"):
        return ask(scene, replace(frame, group=value[1:], page=0, misses=0), frame.asked)
    if value.startswith("!"):
        return ask(scene, replace(frame, variant="", misses=0), value[1:])
    step = scene.flow.step(frame.asked)
    if isinstance(step, Review):
        return _reviewed(scene, frame, step, value)
    effect = step.on.get(value) if step else None
    match effect:
        case Leave():
            return Turn(frame, (), "left", value)
        case Show():
            return ask(scene, replace(frame, variant=value), frame.asked)
        case Put(fixed):
            return go_on(scene, answered(scene, frame, frame.asked, fixed))
    if isinstance(step, Choose) and step.many:
        picked = tuple(v for v in frame.picked if v != value) if value in frame.picked else (*frame.picked, value)
        return replace(ask(scene, replace(frame, picked=picked), frame.asked), pages=True)
    return go_on(scene, answered(scene, frame, frame.asked, value))


def _reviewed(scene: Scene, frame: Frame, step: Review, value: str) -> Turn:
    if value == "yes":
        return Turn(frame, (), "finished")
    if value == "edit":
        return ask(scene, replace(frame, variant="edit"), step.key)
    return ask(scene, replace(frame, variant=""), value)


def _resumed(scene: Scene, frame: Frame, value: str) -> Turn:
    if value == "later":
        return Turn(replace(frame, variant=""), (Say("engine.resume.paused"),), "paused")
    if value == "restart":
        return begin(scene, Start(frame.flow, frame.key))
    return ask(scene, replace(frame, variant=""), frame.asked)


def _control(scene: Scene, frame: Frame, value: str) -> Turn:
    moves: dict[str, Callable[[Scene, Frame], Turn]] = {
        "~next": lambda s, f: _page(s, f, 1),
        "~prev": lambda s, f: _page(s, f, -1),
        "~up": lambda s, f: ask(s, replace(f, group="", page=0), f.asked),
        "~done": _done,
        "~skip": _skip,
        "~back": _back,
        "~known": _known,
    }
    return moves[value](scene, frame)


def _page(scene: Scene, frame: Frame, by: int) -> Turn:
    return replace(ask(scene, replace(frame, page=max(0, frame.page + by)), frame.asked), pages=True)


def _known(scene: Scene, frame: Frame) -> Turn:
    step = scene.flow.step(frame.asked)
    if not isinstance(step, Ask) or step.suggest is None:
        return ask(scene, frame, frame.asked)
    known = step.suggest(frame.answers, scene.facts)
    return go_on(scene, answered(scene, frame, step.key, str(next(iter(known.values()), ""))))


def _done(scene: Scene, frame: Frame) -> Turn:
    step = scene.flow.step(frame.asked)
    if not frame.picked and step is not None and not step.optional:
        return ask(scene, frame, frame.asked, (Say("engine.nothing_yet"),))
    return go_on(scene, answered(scene, frame, frame.asked, list(frame.picked)))


def _skip(scene: Scene, frame: Frame) -> Turn:
    step = scene.flow.step(frame.asked)
    if step is None or not step.optional:
        return ask(scene, frame, frame.asked, (Say("engine.not_optional"),))
    return go_on(scene, answered(scene, frame, step.key, None))


def _back(scene: Scene, frame: Frame) -> Turn:
    """To the question before; its answer, and what its words filled, are forgotten."""
    if frame.variant or frame.group:
        return ask(scene, unshown(frame), frame.asked)
    earlier = [key for key in frame.trail if key != frame.asked and scene.flow.step(key)]
    if not earlier:
        return ask(scene, frame, frame.asked, (Say("engine.no_back"),))
    key = earlier[-1]
    earlier_frame = replace(cleared(frame, key), trail=frame.trail[: frame.trail.index(key)], picked=(), page=0)
    return ask(scene, earlier_frame, key)


def reserved(scene: Scene, frame: Frame, word: str) -> Turn:
    if word == "back":
        return _back(scene, frame)
    if word == "skip":
        return _skip(scene, frame)
    if word == "cancel":
        return Turn(frame, (), "cancelled")
    if word == "greeting":
        return resume(scene, frame)
    if word == "again":
        return ask(scene, frame, frame.asked)
    return Turn(frame, (), "word", word)
