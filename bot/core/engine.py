"""Gives every conversation the same manners. Pure: what is stored, sent or timed is decided elsewhere.

`advance` takes one thing heard by a running flow and answers with a `Turn`; `answering.begin` starts a flow.
"""

import re

from bot.core.answering import answered, cleared, narrowed, reserved, take, toggled, unshown
from bot.core.asking import Turn, ask, go_on, offered
from bot.core.changing import changed
from bot.core.flow import AnyStep, Ask, Choose, Collect, Got, No, Which
from bot.core.message import Heard, Say
from bot.core.offering import Offer, read_id
from bot.core.reading import Match
from bot.core.scene import Scene
from bot.core.session import Frame, Pending

MOST_MISSES = 2
MOST_REFUSALS = 2
WORDS_OF_A_NUMBER = 3  # "yang ke dua"
LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+|\b[\w-]+(\.[\w-]+)*\.(com|id|net|org|me|be|tv|io|link)\b", re.IGNORECASE)
PARTS = re.compile(r"[,;\n/&+]|\s(?:dan|and)\s")


def advance(scene: Scene, frame: Frame, heard: Heard) -> Turn:
    """One thing heard while `frame` runs."""
    if scene.flow.step(frame.asked) is None:  # a deploy removed the step that was asked
        return go_on(scene, unshown(frame))
    if heard.masked:
        return ask(scene, _woken(frame), frame.asked, (Say("engine.masked"),))
    if heard.refusal:
        return ask(scene, _woken(frame), frame.asked, (Say(f"media.{heard.refusal}"),))
    if heard.kind == "tap":
        return _tap(scene, frame, heard)
    if heard.kind == "edit":
        return _edit(scene, frame, heard)
    return _remember(_heard(scene, frame, heard), frame, heard)


def _remember(turn: Turn, before: Frame, heard: Heard) -> Turn:
    """Keeps which message answered which step, for "edit this answer"."""
    if heard.message and turn.frame.asked and before.asked in turn.frame.answers:
        return changed(turn, frame=changed(turn.frame, last=(heard.message, before.asked)))
    return turn


def _woken(frame: Frame) -> Frame:
    """A paused flow goes on with its question."""
    return changed(frame, variant="") if frame.variant == "~paused" else frame


def _heard(scene: Scene, frame: Frame, heard: Heard) -> Turn:
    step = scene.flow.step(frame.asked)
    assert step is not None  # noqa: S101 - advance() looked
    if isinstance(step, Collect) and frame.variant == "" and (kind := _collectable(step, heard)):
        read = _word(scene, frame, heard) if heard.kind == "text" else None
        return read or _collected(scene, frame, kind, heard)
    if heard.kind != "text":
        return _thing(scene, frame, step, heard)
    return _text(scene, frame, step, heard.text)


def _collectable(step: Collect, heard: Heard) -> str:
    """As what a thing is collected: its kind, `link` for a text with a web address; "" if it is not."""
    if heard.kind == "text" and "link" in step.accepts and LINK.search(heard.text):
        return "link"
    return heard.kind if heard.kind in step.accepts else ""


def _word(scene: Scene, frame: Frame, heard: Heard) -> Turn | None:
    """A reserved word or a button's words among things that are collected as text."""
    shown = offered(scene, frame)
    match = scene.tongue.read(heard.text, shown.all, near=False)
    return _matched(scene, frame, match, shown)


def _thing(scene: Scene, frame: Frame, step: AnyStep, heard: Heard) -> Turn:
    """A file, a place or a phone number where words were asked for; the words beside a file are heard."""
    taker = scene.flow.step(step.adds_to) if isinstance(step, Choose) else step
    if isinstance(taker, Ask) and heard.kind in taker.media:
        return _taken(scene, _woken(frame), taker, heard)
    if heard.text and frame.variant != "~paused":
        turn = _text(scene, frame, step, heard.text)
        return changed(turn, says=(Say("engine.media"), *turn.says)) if turn.outcome == "asked" else turn
    return ask(scene, _woken(frame), frame.asked, (Say("engine.media"),))


def _taken(scene: Scene, frame: Frame, taker: Ask, heard: Heard) -> Turn:
    """A file or a place instead of words, or besides those said before."""
    before = frame.answers.get(taker.key) if taker.key != frame.asked else None
    text = "\n".join(str(part) for part in (before, heard.words) if part)
    got = taker.check(text, scene.facts) if text else None
    value, fills = (got.value, got.fills) if isinstance(got, Got) else (before, {})
    kept = answered(scene, frame, taker.key, value, fills)
    return changed(go_on(scene, kept, (Say(f"{scene.name(taker)}.{heard.kind}"),)), took=True)


def _collected(scene: Scene, frame: Frame, kind: str, heard: Heard) -> Turn:
    step = scene.flow.step(frame.asked)
    assert isinstance(step, Collect)  # noqa: S101 - the caller looked
    item = {"kind": kind, "event": heard.event, "text": heard.text}
    if heard.latitude is not None:
        item |= {"latitude": str(heard.latitude), "longitude": str(heard.longitude)}
    picked = (*frame.picked, item)
    took = heard.attachment is not None
    if len(picked) < step.most:
        return changed(ask(scene, changed(frame, picked=picked, misses=0), step.key), took=took)
    return changed(go_on(scene, answered(scene, frame, step.key, list(picked))), took=took)


def _text(scene: Scene, frame: Frame, step: AnyStep, text: str) -> Turn:
    shown = offered(scene, frame)
    free = isinstance(step, Ask) and not frame.variant and step.key not in frame.pending
    match = scene.tongue.read(text, shown.all, near=not free, counted=len(shown.shown))
    taken = _matched(scene, frame, match, shown)
    if taken is not None:
        return taken
    if frame.variant == "~resume":  # the next word resumes: these words answer the step itself
        return _text(scene, changed(frame, variant=""), step, text)
    if frame.variant == "~paused":  # put aside: the question was not seen, so these words do not answer it
        return ask(scene, _woken(frame), frame.asked)
    return _several(scene, frame, step, text, shown) or _free(scene, frame, step, text, shown)


def _matched(scene: Scene, frame: Frame, match: Match, shown: Offer) -> Turn | None:
    if match.kind in ("exact", "near"):
        return take(scene, frame, match.values[0])
    if match.kind == "word":
        return reserved(scene, frame, match.values[0])
    if match.kind == "several":
        options = tuple(o for o in shown.all if o.value in match.values)
        pending = {**frame.pending, frame.asked: Pending(options, "engine.which", more=True)}
        return ask(scene, changed(frame, pending=pending), frame.asked)
    return None


def _several(scene: Scene, frame: Frame, step: AnyStep, text: str, shown: Offer) -> Turn | None:
    """ "1, 3 dan musik" where many may be chosen; None unless every part is a choice."""
    if not isinstance(step, Choose) or not step.many:
        return None
    parts = [part for part in PARTS.split(text) if part.strip()]
    matches = [scene.tongue.read(part, shown.all, counted=len(shown.shown)) for part in parts]
    if len(parts) < 2 or any(m.kind not in ("exact", "near") or m.values[0].startswith("~") for m in matches):
        return None
    return toggled(scene, frame, tuple(dict.fromkeys(m.values[0] for m in matches)))


def _free(scene: Scene, frame: Frame, step: AnyStep, text: str, shown: Offer) -> Turn:
    """Words that are no choice: the step's own check reads them, else a number may mean a button beside it."""
    check = step.check if isinstance(step, Ask | Choose) else None
    result = check(text, scene.facts) if check else None
    match result:
        case Got(value, fills):
            return go_on(scene, answered(scene, frame, step.key, value, fills))
        case Which():
            pending = {**frame.pending, step.key: narrowed(result)}
            return ask(scene, changed(unshown(frame), pending=pending, misses=0), step.key)
    if isinstance(step, Choose) and step.adds_to:
        return _added(scene, frame, step, text)
    if len(text.split()) <= WORDS_OF_A_NUMBER:
        match = scene.tongue.read(text, shown.all, counted=len(shown.shown))
        if match.kind == "exact":
            return take(scene, frame, match.values[0])
    if isinstance(result, No):
        return _refused(scene, frame, step.key, result)
    return _missed(scene, frame)


def _added(scene: Scene, frame: Frame, step: Choose, text: str) -> Turn:
    """More words for an earlier answer, as far as that step takes them."""
    earlier = scene.flow.step(step.adds_to)
    if not isinstance(earlier, Ask):  # a deploy removed it
        return _missed(scene, frame)
    whole = f"{frame.answers.get(step.adds_to) or ''}\n{text}".strip()
    result = earlier.check(whole, scene.facts)
    if isinstance(result, Got):
        key = f"{scene.name(earlier)}.added"
        told = (Say(key),) if scene.tongue.has(key) else ()
        return go_on(scene, answered(scene, frame, step.adds_to, result.value, result.fills), told)
    return _refused(scene, frame, step.adds_to, result) if isinstance(result, No) else _missed(scene, frame)


def _refused(scene: Scene, frame: Frame, key: str, no: No) -> Turn:
    if frame.misses >= MOST_REFUSALS:
        return Turn(changed(frame, misses=0), (), "lost")
    told = _told(scene, key, no)
    return ask(scene, changed(frame, misses=frame.misses + 1), frame.asked, (told,))


def _told(scene: Scene, key: str, no: No) -> Say:
    step = scene.flow.step(key)
    assert step is not None  # noqa: S101 - it read the words
    return Say(f"{scene.name(step)}.{no.reason}", no.values)


def _missed(scene: Scene, frame: Frame) -> Turn:
    if scene.flow.yields or frame.misses + 1 >= MOST_MISSES:
        return Turn(changed(frame, misses=0), (), "lost")
    return ask(scene, changed(frame, misses=frame.misses + 1), frame.asked, (Say("engine.again"),))


def _tap(scene: Scene, frame: Frame, heard: Heard) -> Turn:
    tap = read_id(heard.choice)
    present = (frame.flow, frame.asked, frame.nonce)
    if tap is None or (tap.flow, tap.step, tap.nonce) != present or not offered(scene, frame).has(tap.value):
        # an old keyboard, a page that changed meanwhile, or a forged id
        return changed(ask(scene, _woken(frame), frame.asked, (Say("engine.stale"),)), outcome="stale")
    return take(scene, frame, tap.value)


def _edit(scene: Scene, frame: Frame, heard: Heard) -> Turn:
    """The last answered message was edited: its answer is taken anew."""
    message, key = frame.last
    step = scene.flow.step(key)
    if not message or message != heard.message or not isinstance(step, Ask):
        return Turn(frame, (), "ignored")
    match step.check(heard.text, scene.facts):
        case Got(value, fills):
            taken = answered(scene, cleared(frame, key), key, value, fills)
            return go_on(scene, taken, (Say("engine.edited"),))
        case No() as no:
            return ask(scene, _woken(frame), frame.asked, (_told(scene, key, no),))
        case Which() as which:
            pending = {**frame.pending, key: narrowed(which)}
            return ask(scene, changed(unshown(cleared(frame, key)), pending=pending), key)
    return Turn(frame, (), "ignored")
