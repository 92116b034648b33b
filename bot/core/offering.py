"""Which choices the present question offers, and how a choice's id is made and read.

An id is `flow:step:value:nonce`, at most 64 bytes (Telegram's limit). Values beginning with `~` are the engine's own:
`~next ~prev ~up ~done ~skip ~known`; with `@`, a group; with `!`, a step to edit. A value `do:...` is a command's, and
its own id.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.changing import changed
from bot.core.channel import Limits
from bot.core.flow import AnyStep, Ask, Choose, Collect, Review, Show
from bot.core.message import Choice, Word
from bot.core.reading import Option
from bot.core.scene import Scene
from bot.core.session import Frame
from bot.core.tongue import Tongue

RESUME = ("go", "restart", "later")
MOST_BYTES = 64
COMMAND = "do:"


@dataclass(frozen=True, slots=True)
class Tap:
    """A choice's id taken apart."""

    flow: str
    step: str
    value: str
    nonce: str


def choice_id(frame: Frame, value: str) -> str:
    """The id of a choice of the present question. Raises ValueError when it would not fit 64 bytes."""
    if value.startswith(COMMAND):
        return value
    made = f"{frame.flow}:{frame.asked}:{value}:{frame.nonce}"
    if len(made.encode()) > MOST_BYTES:
        raise ValueError(f"choice id too long: {made}")
    return made


def read_id(choice: str) -> Tap | None:
    """The parts of an id, None if it is not one of a flow's. A value may hold colons."""
    flow, *rest = choice.split(":", 2)
    value, colon, nonce = rest[-1].rpartition(":") if len(rest) == 2 else ("", "", "")
    return Tap(flow, rest[0], value, nonce) if colon else None


@dataclass(frozen=True, slots=True)
class Offer:
    """The present question's choices: `shown` are the buttons of the page, `hidden` may be typed too."""

    shown: tuple[Option, ...]
    hidden: tuple[Option, ...] = ()

    @property
    def all(self) -> tuple[Option, ...]:
        """Whatever may be typed; numbers mean the shown ones, which come first."""
        return (*self.shown, *self.hidden)

    def has(self, value: str) -> bool:
        """Whether that value may be chosen."""
        return any(o.value == value for o in self.all)

    def choices(self, frame: Frame, limits: Limits) -> tuple[Choice, ...]:
        """The shown ones as buttons, with labels the channel can hold."""
        return tuple(Choice(choice_id(frame, o.value), _fitting(o, limits.label), o.description) for o in self.shown)


def offer(scene: Scene, frame: Frame) -> Offer:
    """What the present question offers on this channel."""
    step, tongue = scene.flow.step(frame.asked), scene.tongue
    if step is None or frame.variant == "~paused":
        return Offer(())
    if frame.variant == "~resume":
        return Offer(tuple(tongue.option(f"engine.resume.{value}", value) for value in RESUME))
    if step.key in frame.pending:
        pending = frame.pending[step.key]
        up = [tongue.option("engine.up", "~up")] if pending.more else []
        return _paged(list(pending.options), [*up, *_tail(step, frame, tongue)], frame, scene)
    if isinstance(step, Choose):
        return _choose(scene, step, frame)
    if isinstance(step, Review):
        return _review(scene, step, frame)
    return _beside(scene, step, frame)


def _fitting(option: Option, most: int) -> str:
    if len(option.label) <= most:
        return option.label
    return option.short or option.label[: most - 1] + "…"


def _named(scene: Scene, step: AnyStep, frame: Frame, choices: Sequence[str]) -> list[Option]:
    """Choices named in the catalogue; a label may hold what the question holds ("Tambahkan ke {reference}")."""
    options = [scene.tongue.option(f"{scene.name(step)}.{value}", value) for value in choices]
    if step.values is None or not any("{" in option.label for option in options):
        return options
    values = step.values(frame.answers, scene.facts)
    return [changed(option, label=option.label.format(**values)) for option in options]


def _tail(step: AnyStep, frame: Frame, tongue: Tongue) -> list[Option]:
    """What stands at the end of every page: nothing is skipped once something was picked."""
    gathers = isinstance(step, Collect) or (isinstance(step, Choose) and step.many)
    if gathers and (frame.picked or not step.optional):
        return [tongue.option("engine.done", "~done")]
    return [tongue.option("engine.skip", "~skip")] if step.optional else []


def _beside(scene: Scene, step: Ask | Collect, frame: Frame) -> Offer:
    """Buttons beside a question for free words or things."""
    options: list[Option] = []
    if isinstance(step, Ask):
        if step.suggest is not None and (known := step.suggest(frame.answers, scene.facts)):
            named = scene.tongue.option(f"{scene.name(step)}.suggest", "~known")
            options.append(changed(named, label=named.label.format(**known)))
        options += _named(scene, step, frame, step.choices)
    return Offer((*options, *_tail(step, frame, scene.tongue)))


def _choose(scene: Scene, step: Choose, frame: Frame) -> Offer:
    facts, tongue = scene.facts, scene.tongue
    effect = step.on.get(frame.variant)
    if isinstance(effect, Show):
        return Offer(tuple(_named(scene, step, frame, effect.choices)))
    if isinstance(step.choices, tuple):
        everything = _named(scene, step, frame, step.choices)
    else:
        everything = [*step.choices(frame.answers, facts), *_named(scene, step, frame, step.also)]
    everything = [_marked(o, frame) for o in everything]
    tail = _tail(step, frame, tongue)
    if step.groups is None:
        return _paged(everything, tail, frame, scene)
    groups = step.groups(frame.answers, facts)
    heads = [changed(o, value="@" + o.value) for o, _ in groups]
    members = next((values for option, values in groups if option.value == frame.group), None)
    if members is not None:
        inside = [o for o in everything if o.value in members]
        level = _paged(inside, [tongue.option("engine.up", "~up"), *tail], frame, scene)
    else:
        grouped = {value for _, values in groups for value in values}
        level = _paged([*heads, *(o for o in everything if o.value not in grouped)], tail, frame, scene)
    return Offer(level.shown, (*level.hidden, *(o for o in (*heads, *everything) if not level.has(o.value))))


def _paged(options: list[Option], tail: list[Option], frame: Frame, scene: Scene) -> Offer:
    """Cuts the options into the channel's pages; a page's own buttons count."""
    tongue, limits = scene.tongue, scene.limits
    if len(options) + len(tail) <= limits.choices:
        return Offer((*options, *tail))
    size = max(1, limits.choices - len(tail) - 2)
    start = min(frame.page, (len(options) - 1) // size) * size
    page = options[start : start + size]
    turn = [tongue.option("engine.prev", "~prev")] if start else []
    if start + size < len(options):
        turn.append(tongue.option("engine.next", "~next"))
    return Offer((*page, *turn, *tail), (*options[:start], *options[start + size :]))


def _marked(option: Option, frame: Frame) -> Option:
    if option.value not in frame.picked:
        return option
    return changed(option, label=f"✓ {option.label}", aliases=(option.label, *option.aliases))


def _review(scene: Scene, step: Review, frame: Frame) -> Offer:
    facts, tongue = scene.facts, scene.tongue
    if frame.variant != "edit":
        return Offer(tuple(_named(scene, step, frame, ("yes", "edit", *step.extras))))
    values = step.values(frame.answers, facts) if step.values else {}
    named = (
        Option(key, step.titles[key]) if key in step.titles else tongue.option(f"{scene.flow.voice}.{key}.title", key)
        for key in step.edits
    )
    return Offer(
        tuple(changed(o, value="!" + o.value, description=_said(values.get(o.value, ""), tongue)) for o in named)
    )


def _said(value: str | int, tongue: Tongue) -> str:
    return tongue.option(value, "").label if isinstance(value, Word) else str(value)
