"""A flow is data: keyed steps. The engine gives every conversation the same manners; the flow says only what is asked.

A step's key is its answer's key, its column and its sentences: `register.name.ask`, `register.name.too_long`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.core.channel import Limits
from bot.core.message import Kind, Media, Say
from bot.core.reading import Option
from bot.core.records import Person
from bot.core.sentence import Near
from bot.core.session import Frame
from bot.core.vocabulary import City

Answers = Mapping[str, Any]
Values = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a flow may know. A flow's `load` may return a subclass with more, read from the store.

    `now` is UTC milliseconds, `channel` the name of the contact's channel and `limits` what it carries, `near` finds
    what a misspelt word meant, `key` is that of a flow made from data, `extra` what `load` brought.
    """

    language: str
    city: City
    now: int
    channel: str = ""
    limits: Limits = field(default_factory=Limits)
    profile_name: str = ""
    person: Person | None = None
    near: Near | None = None
    key: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Which:
    """Words that mean several things: the step is asked again with these options under the sentence `say`.

    `more`: a button leads back to all choices.
    """

    options: tuple[Option, ...]
    say: str
    values: Values = field(default_factory=dict)
    more: bool = False


@dataclass(frozen=True, slots=True)
class Got:
    """An answer. `fills` answers later steps (or narrows them, with `Which`) unless the person already did."""

    value: Any
    fills: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class No:
    """The words cannot be the answer: `<flow>.<step>.<reason>` says why."""

    reason: str
    values: Values = field(default_factory=dict)


Check = Callable[[str, Facts], Got | No | Which | None]
"""Reads free words; None when they are nothing to this step."""
When = Callable[[Answers, Facts], bool]
Fill = Callable[[Answers, Facts], Values]


@dataclass(frozen=True, slots=True)
class Leave:
    """Effect of a choice: the flow ends here and its `leave` speaks."""


@dataclass(frozen=True, slots=True)
class Show:
    """Effect of a choice: the same question in other words (`<flow>.<step>.<value>.ask`), with fewer choices."""

    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """Effect of a choice: the step's answer is this value, whatever the button was called."""

    value: Any


Effect = Leave | Show | Put


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What all steps share. `when` false: not asked. `hidden`: asked only when reached from a review or by `fills`.

    `speaks` is the name its sentences stand under, where that is not `<flow>.<step>` (questions that come from
    data), `says` the key of its question, where that is not `<name>.ask`. `words` are reserved words that answer it:
    word to choice. `files` go out with the question. `sees` gives what is kept among the answers of how things stood
    when it was asked last (a version).
    """

    key: str
    speaks: str = ""
    says: str = ""
    when: When | None = None
    optional: bool = False
    hidden: bool = False
    values: Fill | None = None
    on: Mapping[str, Effect] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    files: Callable[[Answers, Facts], tuple[Media, ...]] | None = None
    sees: Fill | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Step):
    """Free words. `choices` are buttons beside them, `suggest` one more whose text is the answer (a known name).

    `media`: kinds that are taken instead of words; the answer is then the words beside it, or None.
    """

    check: Check
    choices: tuple[str, ...] = ()
    suggest: Fill | None = None
    media: frozenset[Kind] = frozenset()


Choices = tuple[str, ...] | Callable[[Answers, Facts], Sequence[Option]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Step):
    """One of `choices`, or with `many` several (the answer is a list); a function brings what lies in the store.

    A value `do:<command>:<argument>` is no answer: it runs that command, and the question stays open.
    `also` are named choices after those of a function. `groups` gives the groups, each with the values of its
    members. `check` reads other words; `adds_to` names an earlier free answer to which other words are added, and
    whatever else that step takes.
    """

    choices: Choices
    also: tuple[str, ...] = ()
    adds_to: str = ""
    groups: Callable[[Answers, Facts], Sequence[tuple[Option, tuple[str, ...]]]] | None = None
    many: bool = False
    check: Check | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect(Step):
    """Things, one message each, until "done" or `most`.

    The answer is a list of `{"kind", "event", "text"}`, with `latitude` and `longitude` for a place. A text that is
    a web address is a `link`.
    """

    accepts: frozenset[Kind | Literal["link"]]
    most: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Step):
    """Everything answered, shown; any of `edits` may be changed; `extras` are hidden steps with their own button.

    `titles` are what those of the edits are called that the catalogue does not name: questions made from data.
    """

    edits: tuple[str, ...]
    extras: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


AnyStep = Ask | Choose | Collect | Review


@dataclass(frozen=True, slots=True)
class Back:
    """A finish that cannot be: the flow goes on at `step`, told `<flow>.<step>.<reason>`."""

    step: str
    reason: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Start:
    """Begin a flow: `given` are answers known before; `heard` words that answer its first free question,
    `at` and `variant` the question to begin with. `before` is another one that comes first."""

    flow: str
    key: str = ""
    given: Answers = field(default_factory=dict)
    heard: str = ""
    at: str = ""
    variant: str = ""
    says: tuple[Say, ...] = ()
    before: "Start | None" = None


@dataclass(frozen=True, slots=True)
class Anew:
    """The flow's question was beside the point: its words are heard again, as if it had not been asked."""

    words: str


Says = tuple[Say, ...]
Load = Callable[[Any, Facts], Awaitable[Facts]]
Finish = Callable[[Any, Answers, Facts], Awaitable["Says | Back | Start | Anew"]]
Build = Callable[[Any, str], Awaitable["Flow | None"]]


@dataclass(frozen=True, slots=True)
class Flow:
    """A conversation. `load`, `build`, `finish` and `leave` run inside the turn's transaction with the desk.

    `build` makes a flow from data: it gets the key kept in the session ("permit@3"), None means it is gone.
    `yields`: words it does not understand end it and are heard by what lies below. `gathers`: its end takes the
    files that came (`Desk.files`); those of other flows are left to staff. `anew` may put something else in the place
    of a question that is about to be asked again (None: asked as it was). `keep` is run after each answer, for what is
    to outlive the talk.
    """

    name: str
    steps: tuple[AnyStep, ...]
    finish: Finish
    leave: Finish | None = None
    load: Load | None = None
    build: Build | None = None
    speaks: str = ""
    yields: bool = False
    gathers: bool = False
    anew: "Callable[[Any, Frame], Awaitable[Says | Start | None]] | None" = None
    keep: "Callable[[Any, Frame], Awaitable[None]] | None" = None

    @property
    def voice(self) -> str:
        """Under which name its sentences stand: its own, or another flow's with the same steps (`speaks`)."""
        return self.speaks or self.name

    def step(self, key: str) -> AnyStep | None:
        """The step of that key, None if a deploy has removed it."""
        return next((s for s in self.steps if s.key == key), None)


Role = Literal["viewer", "desk", "committee", "admin", "enumerator"]


@dataclass(frozen=True, slots=True)
class Command:
    """A one-shot answer beside the flows. Its words are `command.<name>.words` in the catalogue.

    `roles` empty: anyone. `slash` is its name in Telegram's command list, "" if it is not there. `run` gets the desk
    and the argument of the button or deep link; with `argued` what is typed after its words too. `ends` names the
    flows whose question it settles, `instead_of` a command whose words mean this one to whoever holds `roles`.
    `shy`: its words are an answer where free words are asked, or a shown choice goes by them.
    """

    name: str
    run: Callable[[Any, str], Awaitable[Says | Start]]
    roles: frozenset[Role] = frozenset()
    slash: str = ""
    ends: frozenset[str] = frozenset()
    argued: bool = False
    instead_of: str = ""
    shy: bool = False
