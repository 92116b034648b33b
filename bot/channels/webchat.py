"""The web chat: a posted payload -> Heard, a bubble -> JSON. The commit is the delivery; no platform stands between."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from bot.channels import cleaning, marks
from bot.channels.cleaning import Cleaned
from bot.core.channel import Limits
from bot.core.message import Attachment, Chat, Heard, Kind, Media, Message
from bot.errors import BadPayload
from storage.outbox import Bubble

CHANNEL, ACCOUNT = "webchat", "web"
LIMITS = Limits(text=4096, caption=4096, choices=12, label=64)
NAME_MOST = 120
CHOICE_MOST = 256
UNSPOKEN = frozenset({"start", "aside", "blocked", "unblocked"})  # taken, but no bubble of a person

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CHOICE = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]+")
_MIME = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,100}")
_UNKNOWN = "application/octet-stream"

NOTHING = Cleaned("")

Link = Callable[[Media], str]
"""The address at which a file may be had."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What a browser or program posted: `id` is its own name for it; a tap (`choice`), or words, a file, or both."""

    id: str
    words: Cleaned = NOTHING
    choice: str = ""
    upload: Attachment | None = None


def posted(payload: Any, upload: Attachment | None = None) -> Posted:
    """Reads `{"id", "text"}` or `{"id", "choice"}`, with or without a file. Raises BadPayload, saying what is wrong."""
    if not isinstance(payload, dict):
        raise BadPayload("an object is needed")
    texts = {key: payload.get(key) or "" for key in ("id", "text", "choice")}
    if not all(isinstance(value, str) for value in texts.values()):
        raise BadPayload("id, text and choice are strings")
    id, text, choice = texts["id"], texts["text"], texts["choice"]
    if not _ID.fullmatch(id):
        raise BadPayload("id is 1 to 64 of A-Z a-z 0-9 _ -")
    if choice and (text or upload or not _is_choice(choice)):
        raise BadPayload("choice is the id of a choice, and comes alone")
    words = cleaning.clean(text, LIMITS.text)
    if not (choice or upload or words.text):
        raise BadPayload("text, choice or file is needed")
    return Posted(id, words, choice, upload)


def attachment(content: bytes, name: str, mime: str) -> Attachment:
    """A posted file, its name and type made harmless; without a ref until it is kept."""
    plain = unquote(name).replace("\\", "/").rsplit("/", 1)[-1]  # some programs send `%20`, which would hide digits
    told = mime.split(";")[0].strip().lower()
    mime = told if _MIME.fullmatch(told) and not cleaning.mask(told)[1] else _UNKNOWN
    return Attachment("", mime, cleaning.clean(plain, NAME_MOST).text.replace("\n", " "), len(content))


def heard(chat: Chat, posted: Posted, at: int, tapped: str = "") -> Heard:
    """A post as an event. `at` is its receipt, `tapped` the number of the bubble whose choice it is."""
    event = f"{chat.id}.{hashlib.sha256(posted.id.encode()).hexdigest()[:32]}"  # whatever digits the id holds
    if posted.choice:
        return Heard(chat, event, "tap", at, choice=posted.choice, message=tapped)
    words = posted.words
    kind = _kind(posted.upload.mime) if posted.upload is not None else "text"
    return Heard(
        chat, event, kind, at, text=words.text, attachment=posted.upload, masked=words.masked, cut=words.cut
    )  # fmt: skip


def started(chat: Chat, mark: str, payload: str, at: int) -> Heard:
    """The page was opened, by a deep link if there is a `payload`. `mark` tells one opening from another."""
    is_ours = _PAYLOAD.fullmatch(payload) and not cleaning.mask(payload)[1]
    return Heard(chat, f"{chat.id}:start:{mark}", "start", at, text=payload if is_ours else "")


def tapped(bubbles: Sequence[Bubble], choice: str) -> str:
    """The number of the last bubble that offers a choice, "" if none does."""
    found = (b.n for b in reversed(bubbles) if b.sender == "bot" and choice in labels([b]))
    return str(next(found, ""))


def labels(bubbles: Sequence[Bubble]) -> dict[str, str]:
    """What the choices of these bubbles say, by their ids."""
    said = (Message.from_json(bubble.body) for bubble in bubbles if bubble.sender == "bot")
    return {choice.id: choice.label for message in said for choice in message.choices}


def write(bubble: Bubble, labels: dict[str, str], link: Link) -> dict[str, Any] | None:
    """A bubble as JSON (design §6), with `bold`: [[start, end]] in characters of `text`; None if there is none to see.

    `labels` tell what a tapped choice said, `link` where a file is had.
    """
    if bubble.sender == "person":
        return _person(bubble, labels, link)
    message = Message.from_json(bubble.body)
    marked = marks.read(message.text)
    if not (marked.text or message.media):
        return None
    written = _written(bubble, marked.text, [_media(media, link) for media in message.media])
    written["choices"] = [
        {"id": c.id, "label": c.label, **({"description": c.description} if c.description else {})}
        for c in message.choices
    ]
    if marked.bold:
        written["bold"] = [list(span) for span in marked.bold]
    if message.edits.isdecimal():
        written["replaces"] = int(message.edits)
    return written


def _person(bubble: Bubble, labels: dict[str, str], link: Link) -> dict[str, Any] | None:
    body = bubble.body
    if body.get("kind") in UNSPOKEN:
        return None
    text = body.get("text") or labels.get(body.get("choice", ""), "")
    media = []
    if file := body.get("attachment"):
        media = [_media(Media("document", file["ref"], file["mime"], file["name"]), link)]
    return _written(bubble, text, media) if text or media else None


def _written(bubble: Bubble, text: str, media: list[dict[str, str]]) -> dict[str, Any]:
    return {"n": bubble.n, "from": bubble.sender, "text": text, "choices": [], "media": media, "at": bubble.at}


def _media(media: Media, link: Link) -> dict[str, str]:
    return {"url": link(media), "mime": media.mime, "name": media.name}


def _is_choice(choice: str) -> bool:
    return len(choice) <= CHOICE_MOST and bool(_CHOICE.fullmatch(choice)) and not cleaning.mask(choice)[1]


def _kind(mime: str) -> Kind:
    family = mime.split("/")[0]
    return "photo" if family == "image" else "voice" if family == "audio" else "file"
