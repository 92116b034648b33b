"""What is in a message: words, a picture, a file, a voice, a place, a number, or nothing to answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.channels.cleaning import Cleaned, clean
from bot.channels.telegram import shapes
from bot.channels.telegram.limits import DOWNLOAD, LIMITS
from bot.channels.telegram.shapes import Json
from bot.core.message import Attachment, Kind

_NAME = 120  # characters of a file's name that are kept
_NOTHING = Cleaned("")


@dataclass(frozen=True, slots=True)
class Content:
    """The part of `Heard` that a message's own fields give."""

    kind: Kind
    words: Cleaned = _NOTHING
    attachment: Attachment | None = None
    latitude: float | None = None
    longitude: float | None = None


ASIDE = Content("aside")
"""Stickers, dice, polls, service messages, and kinds that do not exist yet."""


def content(message: Json) -> Content:
    """What a message holds. Raises BadPayload."""
    for name, reader in _READERS.items():
        if message.get(name) is not None:
            return reader(message)
    return ASIDE


def words(message: Json, name: str) -> Cleaned:
    """A text or caption, clean and masked."""
    return clean(shapes.text(message, name), LIMITS.text)


def _text(message: Json) -> Content:
    found = words(message, "text")
    return Content("text", found) if found.text else ASIDE


def _photo(message: Json) -> Content:
    """The largest size that can be fetched; the smallest if none can, for it to be refused by its size."""
    sizes = [_attachment(one) for one in shapes.parts(message, "photo")]
    sizes.sort(key=lambda size: size.size)
    fetchable = [size for size in sizes if size.size <= DOWNLOAD]
    best = fetchable[-1] if fetchable else sizes[0]
    return Content("photo", words(message, "caption"), replace(best, mime="image/jpeg"))


def _file(name: str, kind: Kind = "file") -> Callable[[Json], Content]:
    def read(message: Json) -> Content:
        return Content(kind, words(message, "caption"), _attachment(shapes.part(message, name)))

    return read


def _attachment(file: Json) -> Attachment:
    return Attachment(
        shapes.token(file, "file_id", 256),
        clean(shapes.text(file, "mime_type"), 100).text.lower(),
        clean(shapes.text(file, "file_name"), _NAME).text,
        max(0, shapes.integer(file, "file_size", 0)),
        max(0, shapes.integer(file, "duration", 0)),
    )


def _place(message: Json) -> Content:
    place = shapes.part(message, "location")
    title = clean(shapes.text(shapes.maybe(message, "venue") or {}, "title"), _NAME)
    latitude, longitude = shapes.degrees(place, "latitude", 90), shapes.degrees(place, "longitude", 180)
    return Content("location", title, latitude=latitude, longitude=longitude)


def _contact(message: Json) -> Content:
    """The person's own number; somebody else's is not ours to keep."""
    card = shapes.part(message, "contact")
    sender = shapes.maybe(message, "from") or {}
    if shapes.integer(card, "user_id", 0) != shapes.integer(sender, "id", -1):
        return ASIDE
    digits = "".join(char for char in shapes.text(card, "phone_number") if char in "0123456789")[:15]
    return Content("phone", Cleaned(f"+{digits}")) if digits else ASIDE


_READERS: dict[str, Callable[[Json], Content]] = {
    "text": _text,
    "photo": _photo,
    "animation": _file("animation"),
    "document": _file("document"),
    "voice": _file("voice", "voice"),
    "audio": _file("audio"),
    "video": _file("video"),
    "video_note": _file("video_note"),
    "location": _place,
    "contact": _contact,
}
