"""Gives every conversation the same manners. Pure: what is stored, sent or timed is decided elsewhere.

`advance` takes one thing heard by a running flow and answers with a `Turn`; `asking.begin` starts a flow.
"""

from dataclasses import replace

from bot.core.answering import answered, cleared, reserved, take, unshown
from bot.core.asking import Scene, Turn, ask, go_on, offered
from bot.core.flow import AnyStep, Ask, Choose, Collect, Got, No, Which
from bot.core.message import Heard, Say
from bot.core.offering import Offer, read_id
from bot.core.reading import Match
from bot.core.session import Frame, Pending

MOST_MISSES = 2
MOST_REFUSALS = 2


def advance(scene: Scene, frame: Frame, heard: Heard) -> Turn:
    """One thing heard while `frame` runs."""
    if scene.flow.step(frame.asked) is None:  # a deploy removed the step that was asked
        return go_on(scene, frame)
    if heard.masked:
        return ask(scene, frame, frame.asked, (Say("engine.masked"),))
    if heard.kind == "tap":
        return _tap(scene, frame, heard)
    if heard.kind == "edit":
        return _edit(scene, frame, heard)
    return remember(_heard(scene, frame, heard), frame, heard)


def remember(turn: Turn, before: Frame, heard: Heard) -> Turn:
    """Keeps which message answered which step, for "edit this answer"."""
    if heard.message and turn.frame.asked and before.asked in turn.frame.answers:
        return replace(turn, frame=replace(turn.frame, last=(heard.message, before.asked)))
    return turn


def _heard(scene: Scene, frame: Frame, heard: Heard) -> Turn:
    step = scene.flow.step(frame.asked)
    assert step is not None  # noqa: S101 - advance() looked
    if isinstance(step, Collect) and heard.kind in step.accepts:
        read = _word(scene, frame, heard) if heard.kind == "text" else None
        return read or _collected(scene, frame, step, heard)
    if heard.kind != "text":
        return _thing(scene, frame, step, heard)
    return _text(scene, frame, step, heard.text)


def _word(scene: Scene, frame: Frame, heard: Heard) -> Turn | None:
    """A reserved word or a button's words among things that are collected as text."""
    shown = offered(scene, frame)
    match = scene.tongue.read(heard.text, shown.all, near=False)
    if match.kind == "word":
        return reserved(scene, frame, match.values[0])
    return take(scene, frame, match.values[0]) if match.kind == "exact" else None


def _thing(scene: Scene, frame: Frame, step: AnyStep, heard: Heard) -> Turn:
    """A file, a place or a phone number where words were asked for."""
    if isinstance(step, Ask) and heard.kind in step.media:
        kept = answered(scene, frame, step.key, None)
        return go_on(scene, kept, (Say(f"{scene.flow.voice}.{step.key}.{heard.kind}"),))
    return ask(scene, frame, frame.asked, (Say("engine.media"),))


def _collected(scene: Scene, frame: Frame, step: Collect, heard: Heard) -> Turn:
    item = {"kind": heard.kind, "event": heard.event, "text": heard.text}
    if heard.latitude is not None:
        item |= {"latitude": str(heard.latitude), "longitude": str(heard.longitude)}
    picked = (*frame.picked, item)
    if len(picked) < step.most:
        held = replace(frame, picked=picked, misses=0)
        return ask(scene, held, step.key, (Say("engine.collected", {"n": len(picked), "most": step.most}),))
    return go_on(scene, answered(scene, frame, step.key, list(picked)))


def _text(scene: Scene, frame: Frame, step: AnyStep, text: str) -> Turn:
    shown = offered(scene, frame)
    free = isinstance(step, Ask) and not frame.variant and step.key not in frame.pending
    match = scene.tongue.read(text, shown.all, near=not free)
    taken = _matched(scene, frame, match, shown)
    if taken is not None:
        return taken
    if frame.variant == "~resume":  # the next word resumes: these words answer the step itself
        return _text(scene, replace(frame, variant=""), step, text)
    return _free(scene, frame, step, text)


def _matched(scene: Scene, frame: Frame, match: Match, shown: Offer) -> Turn | None:
    if match.kind in ("exact", "near"):
        return take(scene, frame, match.values[0])
    if match.kind == "word":
        return reserved(scene, frame, match.values[0])
    if match.kind == "several":
        options = tuple(o for o in shown.all if o.value in match.values)
        pending = {**frame.pending, frame.asked: Pending(options, "engine.which")}
        return ask(scene, replace(frame, pending=pending), frame.asked)
    return None


def _free(scene: Scene, frame: Frame, step: AnyStep, text: str) -> Turn:
    check = step.check if isinstance(step, Ask | Choose) else None
    result = check(text, scene.facts) if check else None
    match result:
        case Got(value, fills):
            return go_on(scene, answered(scene, unshown(frame), step.key, value, fills))
        case Which(options, say, values):
            narrowed = {**frame.pending, step.key: Pending(options, say, values)}
            return ask(scene, replace(unshown(frame), pending=narrowed), step.key)
        case No(reason, values) if frame.misses < MOST_REFUSALS:
            told = Say(f"{scene.flow.voice}.{step.key}.{reason}", values)
            return ask(scene, replace(frame, misses=frame.misses + 1), step.key, (told,))
    return _missed(scene, frame)


def _missed(scene: Scene, frame: Frame) -> Turn:
    if frame.misses + 1 >= MOST_MISSES:
        return Turn(replace(frame, misses=0), (), "lost")
    return ask(scene, replace(frame, misses=frame.misses + 1), frame.asked, (Say("engine.again"),))


def _tap(scene: Scene, frame: Frame, heard: Heard) -> Turn:
    tap = read_id(heard.choice)
    if tap is None or (tap.flow, tap.step, tap.nonce) != (frame.flow, frame.asked, frame.nonce):
        return ask(scene, frame, frame.asked, (Say("engine.stale"),))
    if all(tap.value != o.value for o in offered(scene, frame).all):  # the page changed meanwhile, or it is forged
        return ask(scene, frame, frame.asked, (Say("engine.stale"),))
    return take(scene, frame, tap.value)


def _edit(scene: Scene, frame: Frame, heard: Heard) -> Turn:
    message, key = frame.last
    step = scene.flow.step(key)
    if not message or message != heard.message or not isinstance(step, Ask):
        return Turn(frame, (), "ignored")
    match step.check(heard.text, scene.facts):
        case Got(value, fills):
            taken = answered(scene, cleared(frame, key), key, value, fills)
            return go_on(scene, replace(taken, last=frame.last), (Say("engine.edited"),))
        case No(reason, values):
            return ask(scene, frame, frame.asked, (Say(f"{scene.flow.voice}.{key}.{reason}", values),))
    return Turn(frame, (), "ignored")
