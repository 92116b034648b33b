"""Which choices the present question offers, and how a choice's id is made and read.

An id is `flow:step:value:nonce`, at most 64 bytes (Telegram's limit). Values beginning with `~` are the engine's own:
`~next ~prev ~up ~done ~skip ~back`; with `@`, a group; with `!`, a step to edit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.channel import Limits
from bot.core.flow import AnyStep, Ask, Choose, Collect, Facts, Flow, Review, Show
from bot.core.message import Choice, Word
from bot.core.reading import Option
from bot.core.session import Frame
from bot.core.tongue import Tongue

RESUME = ("go", "restart", "later")
MOST_BYTES = 64


@dataclass(frozen=True, slots=True)
class Tap:
    """A choice's id taken apart."""

    flow: str
    step: str
    value: str
    nonce: str


def choice_id(frame: Frame, value: str) -> str:
    """The id of a choice of the present question. Raises ValueError when it would not fit 64 bytes."""
    made = f"{frame.flow}:{frame.asked}:{value}:{frame.nonce}"
    if len(made.encode()) > MOST_BYTES:
        raise ValueError(f"choice id too long: {made}")
    return made


def read_id(choice: str) -> Tap | None:
    """The parts of an id, None if it is not one of a flow's."""
    parts = choice.split(":")
    return Tap(*parts) if len(parts) == 4 else None


@dataclass(frozen=True, slots=True)
class Offer:
    """The present question's choices: `all` may be typed, `shown` are the buttons of the page."""

    all: tuple[Option, ...]
    shown: tuple[Option, ...]

    def choices(self, frame: Frame) -> tuple[Choice, ...]:
        """The shown ones as buttons."""
        return tuple(Choice(choice_id(frame, o.value), o.label, o.description) for o in self.shown)


def offer(flow: Flow, frame: Frame, facts: Facts, tongue: Tongue, limits: Limits) -> Offer:
    """What the present question offers on this channel."""
    step = flow.step(frame.asked)
    if frame.variant == "~resume":
        return _plain([tongue.option(f"engine.resume.{value}", value) for value in RESUME])
    if step is None:
        return Offer((), ())
    if step.key in frame.pending:
        return _paged(list(frame.pending[step.key].options), step, frame, tongue, limits)
    if isinstance(step, Choose):
        return _choose(flow, step, frame, facts, tongue, limits)
    if isinstance(step, Review):
        return _review(flow, step, frame, facts, tongue)
    return _beside(flow, step, frame, facts, tongue)


def _plain(options: Sequence[Option]) -> Offer:
    return Offer(tuple(options), tuple(options))


def _named(flow: Flow, step: AnyStep, values: Sequence[str], tongue: Tongue) -> list[Option]:
    return [tongue.option(f"{flow.voice}.{step.key}.{value}", value) for value in values]


def _beside(flow: Flow, step: Ask | Collect, frame: Frame, facts: Facts, tongue: Tongue) -> Offer:
    """Buttons beside a question for free words or things."""
    options: list[Option] = []
    if isinstance(step, Collect):
        options.append(tongue.option("engine.done", "~done"))
    else:
        if step.suggest is not None and (known := step.suggest(frame.answers, facts)):
            label = tongue.option(f"{flow.voice}.{step.key}.suggest", "~known")
            options.append(Option("~known", label.label.format(**known), aliases=label.aliases))
        options += _named(flow, step, step.choices, tongue)
    if step.optional:
        options.append(tongue.option("engine.skip", "~skip"))
    return _plain(options)


def _choose(
    flow: Flow, step: Choose, frame: Frame, facts: Facts, tongue: Tongue, limits: Limits
) -> Offer:  # fmt: skip
    effect = step.on.get(frame.variant)
    if isinstance(effect, Show):
        return _plain(_named(flow, step, effect.choices, tongue))
    if isinstance(step.choices, tuple):
        everything = _named(flow, step, step.choices, tongue)
    else:
        everything = list(step.choices(frame.answers, facts))
    if step.groups is None:
        return _paged(everything, step, frame, tongue, limits)
    groups = step.groups(frame.answers, facts)
    members = next((values for option, values in groups if option.value == frame.group), None)
    if members is None:
        grouped = {value for _, values in groups for value in values}
        heads = [Option("@" + o.value, o.label, o.description, o.aliases) for o, _ in groups]
        heads += [o for o in everything if o.value not in grouped]
        return Offer((*heads, *everything), tuple(heads))
    inside = [o for o in everything if o.value in members] + [tongue.option("engine.up", "~up")]
    return Offer((*inside, *everything), tuple(inside))


def _paged(options: list[Option], step: AnyStep, frame: Frame, tongue: Tongue, limits: Limits) -> Offer:
    """Cuts the options into the channel's pages; a page's own buttons count."""
    tail = [tongue.option("engine.skip", "~skip")] if step.optional else []
    if isinstance(step, Choose) and step.many:
        options = [_marked(o, frame) for o in options]
        tail = [tongue.option("engine.done", "~done"), *tail]
    if len(options) + len(tail) <= limits.choices:
        return _plain([*options, *tail])
    size = limits.choices - len(tail) - 2
    start = frame.page * size
    turn = [tongue.option("engine.prev", "~prev")] if frame.page else []
    if start + size < len(options):
        turn.append(tongue.option("engine.next", "~next"))
    return Offer((*options, *turn, *tail), (*options[start : start + size], *turn, *tail))


def _marked(option: Option, frame: Frame) -> Option:
    if option.value not in frame.picked:
        return option
    return Option(option.value, f"✓ {option.label}", option.description, (option.label, *option.aliases))


def _review(flow: Flow, step: Review, frame: Frame, facts: Facts, tongue: Tongue) -> Offer:
    if frame.variant != "edit":
        return _plain(_named(flow, step, ("yes", "edit", *step.extras), tongue))
    values = step.values(frame.answers, facts) if step.values else {}
    options = [
        Option("!" + o.value, o.label, _said(values.get(o.value, ""), tongue), o.aliases)
        for o in (tongue.option(f"{flow.voice}.{key}.title", key) for key in step.edits)
    ]
    return _plain(options)


def _said(value: str | int, tongue: Tongue) -> str:
    return tongue.option(value, "").label if isinstance(value, Word) else str(value)
