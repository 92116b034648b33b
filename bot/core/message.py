"""What comes in and what goes out, whatever the channel.

A channel's adapter turns a payload into `Heard`; the engine answers with `Say`; the catalogue of the contact's
language turns it into a `Message`, which the adapter turns into a payload.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "text",
    "tap",
    "start",
    "photo",
    "file",
    "voice",
    "location",
    "phone",
    "edit",
    "aside",
    "blocked",
    "unblocked",
]
"""`aside`: stickers, reactions and whatever needs no answer. `start`: a deep link or /start; `text` is its payload."""

MOST_BYTES = 20_000_000
MOST_SECONDS = 120  # of a voice note
REFUSED_TYPES = frozenset({"application/x-msdownload", "application/vnd.android.package-archive", "application/x-sh"})

Lane = Literal["reply", "notice", "bulk"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as the platform names it. `ref` fetches it, `size` is in bytes (0: not stated)."""

    ref: str
    mime: str = ""
    name: str = ""
    size: int = 0
    seconds: int = 0

    @property
    def refusal(self) -> str:
        """Why it is not even fetched, as far as the platform states it: `too_big`, `type` or ""."""
        if self.size > MOST_BYTES:
            return "too_big"
        return "type" if self.mime in REFUSED_TYPES else ""


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat on one channel and account: the address of a contact."""

    channel: str
    account: str
    id: str
    group: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing a person did. `event` is the platform's id of it, unique per account; `at` is UTC milliseconds.

    `text` is clean (NFC, no controls but newline) and masked; `masked` tells that a NIK stood in it. `choice` is the id
    of a tapped button, `message` the platform's id of the message itself, or of the one tapped or edited, `reply_to`
    that of the message it answers, `callback` what must be acknowledged. `latitude`/`longitude` in degrees.
    """

    chat: Chat
    event: str
    kind: Kind
    at: int
    text: str = ""
    choice: str = ""
    message: str = ""
    callback: str = ""
    attachment: Attachment | None = None
    latitude: float | None = None
    longitude: float | None = None
    profile_name: str = ""
    language: str = ""
    masked: bool = False
    cut: bool = False
    reply_to: str = ""

    @property
    def refusal(self) -> str:
        """Why what came is not taken, as far as the platform states it: `too_big`, `type`, `too_long` or ""."""
        if self.attachment is None:
            return ""
        if self.kind == "voice" and self.attachment.seconds > MOST_SECONDS:
            return "too_long"
        return self.attachment.refusal

    @property
    def words(self) -> str:
        """What it says; a place, its name if it has one and its degrees."""
        if self.latitude is None or self.longitude is None:
            return self.text
        return f"{self.text} ({self.latitude:.5f}, {self.longitude:.5f})".strip()

    def body(self) -> dict[str, Any]:
        """What is kept of it in the inbox: the fields that are not empty, as JSON values."""
        kept: dict[str, Any] = {}
        for name in (
            "kind",
            "text",
            "choice",
            "message",
            "reply_to",
            "profile_name",
            "language",
            "latitude",
            "longitude",
        ):
            if value := getattr(self, name):
                kept[name] = value
        if self.masked:
            kept["masked"] = True
        if self.attachment is not None:
            a = self.attachment
            kept["attachment"] = {
                "ref": a.ref, "mime": a.mime, "name": a.name, "size": a.size, "seconds": a.seconds
            }  # fmt: skip
        return kept


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `id` comes back when it is tapped (<= 64 bytes), `label` is what it says."""

    id: str
    label: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """A file that goes out: named here, read or drawn at delivery. `source` is a name `delivery` can resolve."""

    kind: Literal["photo", "document"]
    source: str
    mime: str
    name: str


class Word(str):
    """A value that is itself a key of the catalogue, to be said in the reader's language."""

    __slots__ = ()


class Rendered(str):
    """A value that is neutral mark-up already, made of the catalogue's sentences in the reader's language."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence of an answer: a key of the catalogue and the texts for its placeholders.

    `role` is *news* (survives when a newer reply overtakes it) or *question* (goes then). Marks
    in values mean nothing, but in those that are `Rendered`.
    """

    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    role: Literal["news", "question"] = "news"
    media: tuple[Media, ...] = ()
    list_title: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble, rendered. `news` and `question` are neutral mark-up: `*bold*`, `- ` lists, `\\` before
    a literal mark.

    `edits` is the platform's id of the message this one replaces, `asking` how many of the files, the last ones, belong
    to the question.
    """

    news: str = ""
    question: str = ""
    choices: tuple[Choice, ...] = ()
    media: tuple[Media, ...] = ()
    edits: str = ""
    list_title: str = ""
    asking: int = 0

    @property
    def text(self) -> str:
        """News and question, a blank line between."""
        return "\n\n".join(part for part in (self.news, self.question) if part)

    def after(self, older: "Message") -> "Message":
        """This message with the news of an older one, which was never sent, put before its own."""
        news = "\n\n".join(part for part in (older.news, self.news) if part)
        media = older.media[: len(older.media) - older.asking] + self.media
        return Message(news, self.question, self.choices, media, self.edits, self.list_title, self.asking)

    def to_json(self) -> dict[str, Any]:
        """As kept in the outbox."""
        out: dict[str, Any] = {}
        for name in ("news", "question", "edits", "list_title", "asking"):
            if value := getattr(self, name):
                out[name] = value
        if self.choices:
            out["choices"] = [[c.id, c.label, c.description] for c in self.choices]
        if self.media:
            out["media"] = [[m.kind, m.source, m.mime, m.name] for m in self.media]
        return out

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "Message":
        """The reverse of `to_json`."""
        return cls(
            body.get("news", ""),
            body.get("question", ""),
            tuple(Choice(*c) for c in body.get("choices", ())),
            tuple(Media(*m) for m in body.get("media", ())),
            body.get("edits", ""),
            body.get("list_title", ""),
            body.get("asking", 0),
        )
