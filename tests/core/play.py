"""Plays a flow without a store: each turn the frame goes through JSON and back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from bot.city import load
from bot.core.answering import begin
from bot.core.asking import Turn
from bot.core.channel import Limits
from bot.core.engine import advance
from bot.core.flow import Answers, Facts, Flow, Says, Start
from bot.core.message import Attachment, Chat, Heard, Kind, Say
from bot.core.reading import Match, Option
from bot.core.scene import Scene
from bot.core.session import Frame
from bot.i18n.words import NO, YES, Words

CITY = load()
NOW = 1_763_946_000_000
RESERVED = {
    "cancel": ("cancel",), "menu": ("menu",), "back": ("back",), "skip": ("skip",), "greeting": ("hello",),
    "salam": ("assalamualaikum",), "thanks": ("thanks",),
}  # fmt: skip
ALIASES: Mapping[str, tuple[str, ...]] = {
    "engine.resume.go": YES["en"], "engine.resume.later": NO["en"], "engine.done": ("enough",),
}  # fmt: skip


class Plain:
    """A tongue without a catalogue: a choice says the last part of its key."""

    language = "en"

    def __init__(self) -> None:
        self._words = Words("en", RESERVED)

    def read(self, text: str, offered: Sequence[Option], *, near: bool = True, counted: int | None = None) -> Match:
        return self._words.read(text, offered, near=near, counted=counted)

    def option(self, key: str, value: str) -> Option:
        label = "use {name}" if key.endswith(".suggest") else key.rpartition(".")[2]
        return Option(value, label, aliases=ALIASES.get(key, ()))

    def has(self, key: str) -> bool:
        return key.endswith(("crafts.list", "story.added"))


async def nothing(desk: Any, answers: Answers, facts: Facts) -> Says:
    """A finish that does nothing."""
    return ()


def ready(*texts: str) -> tuple[Option, ...]:
    """Options as a function of the store would bring them."""
    return tuple(Option(text, text.title()) for text in texts)


@dataclass
class Play:
    """A flow and somebody who answers it."""

    flow: Flow
    facts: Facts = field(default_factory=lambda: Facts(language="en", city=CITY, now=NOW))
    limits: Limits = field(default_factory=Limits)
    turn: Turn = field(init=False)
    events: int = 0

    @property
    def scene(self) -> Scene:
        return Scene(self.flow, self.facts, Plain(), self.limits)

    @property
    def frame(self) -> Frame:
        """Where it stands, as it comes out of the store."""
        return Frame.from_json(json.loads(json.dumps(self.turn.frame.to_json())))

    def begins(self, **start: Any) -> Self:
        self.turn = begin(self.scene, Start(self.flow.name, **start))
        return self

    def says(self, text: str, **more: Any) -> Self:
        return self.does("text", text=text, **more)

    def taps(self, label: str) -> Self:
        return self.does("tap", choice=next(c.id for c in self.question.choices if c.label == label))

    def does(self, kind: Kind, **more: Any) -> Self:
        self.events += 1
        self.facts = replace(self.facts, now=self.facts.now + 1000)
        heard = Heard(Chat("telegram", "bot", "1"), f"e{self.events}", kind, self.facts.now, **more)
        self.turn = advance(self.scene, self.frame, heard)
        return self

    def sends(self, kind: Kind, **more: Any) -> Self:
        return self.does(kind, attachment=Attachment("ref", size=10), **more)

    @property
    def question(self) -> Say:
        return self.turn.says[-1]

    @property
    def labels(self) -> list[str]:
        return [choice.label for choice in self.question.choices]

    @property
    def keys(self) -> list[str]:
        """Everything said, by its key."""
        return [say.key for say in self.turn.says]

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.turn.frame.answers)
