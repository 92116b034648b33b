"""One message of a chat, as the phone shows it now and as it was before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .shapes import Json, StoredFile

if TYPE_CHECKING:
    from .chat import Chat

_CONTENT = ("text", "photo", "document", "voice", "location", "contact", "sticker")


@dataclass(eq=False)
class Message:
    """`raw` is the JSON a bot sees; `markup` also holds keyboards a bot never gets back."""

    chat: Chat
    raw: Json
    from_bot: bool
    markup: Json | None = None
    deleted: bool = False
    versions: list[tuple[Json, Json | None]] = field(default_factory=list)
    """Earlier (raw, markup), oldest first: one for every edit."""
    files: list[StoredFile] = field(default_factory=list)
    reactions: list[str] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def kind(self) -> str:
        """text, photo, document, voice, location, contact, sticker or other."""
        return next((name for name in _CONTENT if name in self.raw), "other")

    @property
    def text(self) -> str:
        """The text or caption, "" for neither."""
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def entities(self) -> list[Json]:
        found: list[Json] = self.raw.get("entities") or self.raw.get("caption_entities") or []
        return found

    @property
    def buttons(self) -> list[list[str]]:
        """Labels of the inline keyboard, row by row."""
        return [[button["text"] for button in row] for row in self._rows("inline_keyboard")]

    @property
    def keyboard(self) -> list[list[str]]:
        """Labels of the keyboard that replaces the phone's own, row by row."""
        return [
            [button if isinstance(button, str) else button["text"] for button in row] for row in self._rows("keyboard")
        ]

    @property
    def data(self) -> bytes:
        """The bytes of its file, b"" for none."""
        return self.files[-1].data if self.files else b""

    @property
    def edits(self) -> int:
        return len(self.versions)

    def _rows(self, kind: str) -> list[list[Any]]:
        return list((self.markup or {}).get(kind, []))

    def button(self, wanted: str, old: bool = False) -> Json | None:
        """The inline button with this label or callback data; with `old`, also one an edit has taken away."""
        markups = [self.markup, *(markup for _, markup in reversed(self.versions))] if old else [self.markup]
        for markup in markups:
            for row in (markup or {}).get("inline_keyboard", []):
                for button in row:
                    if wanted in (button["text"], button.get("callback_data")):
                        return dict(button)
        return None

    def change(self, raw: Json, markup: Json | None) -> None:
        """Put new content in place of the old, which stays in `versions`."""
        self.versions.append((self.raw, self.markup))
        self.raw, self.markup = raw, markup
        if markup and "inline_keyboard" in markup:
            raw["reply_markup"] = markup
        else:
            raw.pop("reply_markup", None)

    def as_json(self) -> Json:
        """What the control API shows."""
        return {
            "id": self.id,
            "kind": self.kind,
            "text": self.text,
            "entities": self.entities,
            "buttons": self.buttons,
            "keyboard": self.keyboard,
            "from_bot": self.from_bot,
            "deleted": self.deleted,
            "edits": self.edits,
            "raw": self.raw,
        }
