"""How an answer is taken: a choice, a control word, or a value for the present step."""

from collections.abc import Callable

from bot.core.asking import Turn, ask, go_on, is_open, resume, salam
from bot.core.changing import changed
from bot.core.flow import Answers, Ask, Choose, Got, Leave, Put, Review, Show, Start, Which
from bot.core.message import Say
from bot.core.scene import Scene
from bot.core.session import Frame, Pending


def begin(scene: Scene, start: Start) -> Turn:
    """The first question of a flow; what was given, or said before it began, is not asked."""
    given = dict(start.given)
    origin = {name: kept for name, kept in (("given", given), ("at", start.at), ("variant", start.variant)) if kept}
    frame = Frame(scene.flow.name, start.key, given, {key: scene.facts.now for key in given}, origin=origin)
    if start.heard and (step := next((s for s in scene.flow.steps if isinstance(s, Ask)), None)):
        got = step.check(start.heard, scene.facts)
        if isinstance(got, Got):
            frame = answered(scene, frame, step.key, got.value, got.fills)
    if start.at:
        return ask(scene, changed(frame, variant=start.variant), start.at, start.says)
    return go_on(scene, frame, start.says)


def begin_again(scene: Scene, frame: Frame) -> Turn:
    """From the start, with what the flow was begun with."""
    return begin(scene, Start(frame.flow, frame.key, **frame.origin))


def answered(scene: Scene, frame: Frame, key: str, value: object, fills: Answers | None = None) -> Frame:
    """The frame with an answer in it; `fills` never overwrite what the person said of that step itself."""
    answers, pending, filled = dict(frame.answers), dict(frame.pending), dict(frame.filled)
    pending.pop(key, None)
    filled.pop(key, None)
    answers[key] = value
    for other, guess in (fills or {}).items():
        if other in answers and filled.get(other) != key:
            continue
        answers.pop(other, None)
        filled[other] = key
        if isinstance(guess, Which):
            pending[other] = narrowed(guess)
        else:
            answers[other] = guess
    return changed(
        unshown(frame), answers=answers, pending=pending, filled=filled, picked=(), misses=0,
        at={**frame.at, key: scene.facts.now}, read={**frame.read, key: _as_read(scene, frame)},
    )  # fmt: skip


def _as_read(scene: Scene, frame: Frame) -> str:
    """In which language, and other wording, the present question stands."""
    return f"{scene.facts.language}:{frame.variant}" if frame.variant else scene.facts.language


def narrowed(which: Which) -> Pending:
    """What words that mean several things leave of a question."""
    return Pending(which.options, which.say, which.values, which.more)


def cleared(frame: Frame, key: str) -> Frame:
    """Forgets an answer and what its words filled."""
    gone = {key, *(k for k, by in frame.filled.items() if by == key)}
    return changed(
        frame,
        answers={k: v for k, v in frame.answers.items() if k not in gone},
        at={k: v for k, v in frame.at.items() if k not in gone},
        pending={k: v for k, v in frame.pending.items() if k not in gone},
        filled={k: v for k, v in frame.filled.items() if k not in gone},
    )


def unshown(frame: Frame) -> Frame:
    """The present question in its plain form: no other wording, no group, the first page."""
    return changed(frame, variant="", group="", page=0)


def unnarrowed(frame: Frame, key: str) -> Frame:
    """A step with all its choices again."""
    return changed(frame, pending={k: v for k, v in frame.pending.items() if k != key})


def retold(scene: Scene, frame: Frame) -> Frame:
    """The narrowed questions put anew in the language of the scene, which has just changed."""
    pending: dict[str, Pending] = {}
    for key in frame.pending:
        source = frame.filled.get(key, "")
        step = scene.flow.step(source)
        got = step.check(str(frame.answers.get(source)), scene.facts) if isinstance(step, Ask) else None
        guess = got.fills.get(key) if isinstance(got, Got) else None
        if isinstance(guess, Which):
            pending[key] = narrowed(guess)
    return changed(frame, pending=pending)


def take(scene: Scene, frame: Frame, value: str) -> Turn:
    """A choice was made, by tap or by words."""
    if frame.variant == "~resume":
        return _resumed(scene, frame, value)
    if value.startswith("~"):
        return _control(scene, frame, value)
    if value.startswith("@"):
        return ask(scene, changed(frame, group=value[1:], page=0, misses=0), frame.asked)
    if value.startswith("!"):
        return ask(scene, unshown(frame), value[1:])
    step = scene.flow.step(frame.asked)
    if isinstance(step, Review):
        return _reviewed(scene, frame, step, value)
    match step.on.get(value) if step else None:
        case Leave():
            return Turn(frame, (), "left", value)
        case Show():
            return ask(scene, changed(frame, variant=value), frame.asked)
        case Put(fixed):
            return go_on(scene, answered(scene, frame, frame.asked, fixed))
    if isinstance(step, Choose) and step.many:
        return toggled(scene, frame, (value,))
    return go_on(scene, answered(scene, frame, frame.asked, value))


def toggled(scene: Scene, frame: Frame, values: tuple[str, ...]) -> Turn:
    """Picks, or takes back, some of many choices; the same question shows it."""
    picked = [v for v in frame.picked if v not in values] + [v for v in values if v not in frame.picked]
    return changed(ask(scene, changed(frame, picked=tuple(picked), misses=0), frame.asked), pages=True)


def reserved(scene: Scene, frame: Frame, word: str) -> Turn:
    """A reserved word: those about the question are the engine's, the rest is told to the caller."""
    step = scene.flow.step(frame.asked)
    if step is not None and word in step.words and not frame.variant:
        return take(scene, frame, step.words[word])
    match word:
        case "back":
            return _back(scene, frame)
        case "skip":
            return _skip(scene, frame)
        case "cancel":
            return _cancel(scene, frame)
        case "greeting":
            return resume(scene, frame)
        case "salam":
            return resume(scene, frame, (salam(frame.answers, scene.facts),))
        case "thanks":
            return Turn(frame, (), "ignored")
    return Turn(frame, (), "word", word)


def _reviewed(scene: Scene, frame: Frame, step: Review, value: str) -> Turn:
    if value == "edit":
        return ask(scene, changed(frame, variant="edit"), step.key)
    if value == "yes":
        open_ones = [s for s in scene.flow.steps if s.key != step.key and is_open(scene, frame, s)]
        return ask(scene, unshown(frame), open_ones[0].key) if open_ones else Turn(frame, (), "finished")
    return ask(scene, unshown(frame), value)


def _resumed(scene: Scene, frame: Frame, value: str) -> Turn:
    if value == "later":
        return Turn(changed(frame, variant="~paused"), (Say("engine.resume.paused"),), "paused")
    if value == "restart":
        return begin_again(scene, frame)
    return ask(scene, changed(frame, variant=""), frame.asked)


def _control(scene: Scene, frame: Frame, value: str) -> Turn:
    moves: dict[str, Callable[[Scene, Frame], Turn]] = {
        "~next": lambda s, f: _page(s, f, 1),
        "~prev": lambda s, f: _page(s, f, -1),
        "~up": lambda s, f: ask(s, unnarrowed(unshown(f), f.asked), f.asked),
        "~done": done,
        "~skip": _skip,
        "~known": _known,
    }
    return moves[value](scene, frame)


def _page(scene: Scene, frame: Frame, by: int) -> Turn:
    return changed(ask(scene, changed(frame, page=max(0, frame.page + by), misses=0), frame.asked), pages=True)


def _known(scene: Scene, frame: Frame) -> Turn:
    step = scene.flow.step(frame.asked)
    known = step.suggest(frame.answers, scene.facts) if isinstance(step, Ask) and step.suggest is not None else {}
    text = str(next(iter(known.values()), ""))
    got = step.check(text, scene.facts) if isinstance(step, Ask) else None
    value, fills = (got.value, got.fills) if isinstance(got, Got) else (text, {})
    return go_on(scene, answered(scene, frame, frame.asked, value, fills))


def done(scene: Scene, frame: Frame) -> Turn:
    """Enough was picked or collected."""
    step = scene.flow.step(frame.asked)
    if not frame.picked and step is not None and not step.optional:
        return ask(scene, frame, frame.asked, (Say("engine.nothing_yet"),))
    return go_on(scene, answered(scene, frame, frame.asked, list(frame.picked)))


def _skip(scene: Scene, frame: Frame) -> Turn:
    step = scene.flow.step(frame.asked)
    if frame.variant == "~paused":  # put aside: the question was not seen
        return ask(scene, unshown(frame), frame.asked)
    if step is None or not step.optional:
        return ask(scene, frame, frame.asked, (Say("engine.not_optional"),))
    if frame.picked:
        return done(scene, frame)
    return go_on(scene, answered(scene, frame, step.key, None))


def _cancel(scene: Scene, frame: Frame) -> Turn:
    """Leaves the question: one that was reached from a review goes back to it, any other ends the flow."""
    review = next((s.key for s in scene.flow.steps if isinstance(s, Review) and s.key in frame.trail), "")
    edits = frame.variant == "edit" and frame.origin.get("variant") != "edit"
    if review and (frame.asked != review or edits):
        return ask(scene, unnarrowed(unshown(frame), frame.asked), review)
    return Turn(frame, (), "cancelled")


def _back(scene: Scene, frame: Frame) -> Turn:
    """To the question before; its answer, and what its words filled, are forgotten."""
    if frame.variant or frame.group or frame.asked in frame.pending:
        return ask(scene, unnarrowed(unshown(frame), frame.asked), frame.asked)
    earlier = [key for key in frame.trail if key != frame.asked and _may_return(scene, frame, key)]
    if not earlier:
        return ask(scene, frame, frame.asked, (Say("engine.no_back"),))
    key = earlier[-1]
    return ask(scene, changed(cleared(frame, key), trail=frame.trail[: frame.trail.index(key)]), key)


def _may_return(scene: Scene, frame: Frame, key: str) -> bool:
    step = scene.flow.step(key)
    return step is not None and (step.when is None or step.when(frame.answers, scene.facts))
