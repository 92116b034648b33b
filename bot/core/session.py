"""Where a conversation stands: small, immutable, JSON. Keys, never an index: a deploy may add or remove steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from bot.core.changing import changed
from bot.core.reading import Option

MOST_FRAMES = 5
BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Pending:
    """A step that is narrowed to a few options because words meant several: `say` is the sentence that asks back."""

    options: tuple[Option, ...]
    say: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    more: bool = False

    def to_json(self) -> list[Any]:
        options = [[o.value, o.label, o.description, list(o.aliases), o.short] for o in self.options]
        return [options, self.say, dict(self.values), self.more]

    @classmethod
    def from_json(cls, body: list[Any]) -> "Pending":
        options = tuple(Option(v, label, text, tuple(also), short) for v, label, text, also, short in body[0])
        return cls(options, *body[1:])


@dataclass(frozen=True, slots=True)
class Frame:
    """One running flow.

    `answers` by step key and `at`, the UTC milliseconds of each; `filled` names the step whose sentence filled another;
    `trail` the steps asked, in order; `asked` the present question with its `nonce`, `page`, `group` and
    `variant` (another wording of it: a notice being read, the list of what to edit, the offer to resume);
    `picked` the draft of a many-choice or a collection; `files` the ids of what was sent to it; `last` the message and
    step of the last answer; `origin` what the flow was begun with, for beginning again; `read` the language each
    answered question was read in, and after a colon its wording (`variant`), where that was not the plain one.
    """

    flow: str
    key: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    at: Mapping[str, int] = field(default_factory=dict)
    filled: Mapping[str, str] = field(default_factory=dict)
    pending: Mapping[str, Pending] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    asked: str = ""
    nonce: str = ""
    page: int = 0
    group: str = ""
    variant: str = ""
    picked: tuple[Any, ...] = ()
    files: tuple[int, ...] = ()
    misses: int = 0
    last: tuple[str, str] = ("", "")
    origin: Mapping[str, Any] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {"flow": self.flow}
        for name in ("key", "asked", "nonce", "page", "group", "variant", "misses"):
            if value := getattr(self, name):
                out[name] = value
        for name in ("answers", "at", "read", "filled", "origin"):
            if value := getattr(self, name):
                out[name] = dict(value)
        for name in ("trail", "picked", "files"):
            if value := getattr(self, name):
                out[name] = list(value)
        if self.pending:
            out["pending"] = {key: p.to_json() for key, p in self.pending.items()}
        if self.last[0]:
            out["last"] = list(self.last)
        return out

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "Frame":
        kept = {name: value for name, value in body.items() if name in _KNOWN}  # a deploy may have removed a field
        kept |= {name: tuple(body.get(name, ())) for name in ("trail", "picked", "files")}
        kept["pending"] = {key: Pending.from_json(p) for key, p in body.get("pending", {}).items()}
        last = body.get("last", ("", ""))
        kept["last"] = (last[0], last[1])
        return cls(**kept)


_KNOWN = frozenset(each.name for each in fields(Frame))


@dataclass(frozen=True, slots=True)
class Session:
    """The stack of running flows (the last one talks), and what lies outside any flow.

    `offered` are the choices last shown that belong to no flow, so that "1" or the words of a button find them;
    `tapped` the last choice taken, `flooded` that we asked for patience,
    `asked_language` that the other language was offered.
    """

    stack: tuple[Frame, ...] = ()
    offered: tuple[tuple[str, str], ...] = ()
    tapped: str = ""
    flooded: bool = False
    asked_language: bool = False

    @property
    def frame(self) -> Frame | None:
        return self.stack[-1] if self.stack else None

    def top(self, frame: Frame) -> "Session":
        """The same session with its running flow's frame replaced."""
        return changed(self, stack=(*self.stack[:-1], frame))

    def push(self, frame: Frame) -> "Session":
        """A flow begins on top; the same flow lower down gives way to it, and so does the lowest of too many."""
        below = tuple(f for f in self.stack if (f.flow, f.key) != (frame.flow, frame.key))
        return changed(self, stack=(*below, frame)[-MOST_FRAMES:])

    def running(self, flow: str, key: str) -> Frame | None:
        """The frame of that flow, wherever in the stack it is."""
        return next((f for f in self.stack if (f.flow, f.key) == (flow, key)), None)

    def only(self, keep: Callable[[Frame], bool]) -> "Session":
        """The same session without the flows that are not to be kept."""
        return changed(self, stack=tuple(f for f in self.stack if keep(f)))

    def pop(self) -> "Session":
        """The running flow ends."""
        return changed(self, stack=self.stack[:-1])

    def to_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        if self.stack:
            out["stack"] = [frame.to_json() for frame in self.stack]
        if self.offered:
            out["offered"] = [list(pair) for pair in self.offered]
        for name in ("tapped", "flooded", "asked_language"):
            if value := getattr(self, name):
                out[name] = value
        return out

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "Session":
        return cls(
            tuple(Frame.from_json(frame) for frame in body.get("stack", ())),
            tuple((pair[0], pair[1]) for pair in body.get("offered", ())),
            body.get("tapped", ""),
            body.get("flooded", False),
            body.get("asked_language", False),
        )


def base36(number: int) -> str:
    """The number in digits and lower-case letters, shortest form."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = BASE36[rest] + digits
    return digits or "0"


def next_nonce(now: int, last: str) -> str:
    """A mark for a question that no other question of this contact bears, not even one from before an erasure.

    `now` is UTC milliseconds; within one millisecond the mark counts on.
    """
    return base36(max(now, int(last, 36) + 1 if last else 0))
