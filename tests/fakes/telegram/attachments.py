"""What a person sends besides words."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from .message import Message
from .shapes import Json, Upload
from .world import World

if TYPE_CHECKING:
    from .group import Group


class Attachments:
    """The part of Person with files, places, contacts and stickers. `size` states a size other than the data's."""

    world: World
    profile: Json

    @abstractmethod
    def act(self, content: Json, chat: Group | None = None) -> Message:
        """Put a message of hers into a chat and tell the bot."""

    async def sends_photo(self, data: bytes, caption: str = "", size: int | None = None) -> Message:
        kept = self.world.keep("photo", Upload("photo.jpg", "image/jpeg", data), size)
        small = self.world.keep("photo", Upload("photo.jpg", "image/jpeg", data[:1000]), size and size // 10)
        sizes = [
            {"width": 90, "height": 67, **_file(small.file_id, small.size)},
            {"width": 800, "height": 600, **_file(kept.file_id, kept.size)},
        ]
        message = self.act({"photo": sizes, **_caption(caption)})
        message.files = [kept]
        return message

    async def sends_document(
        self, data: bytes, name: str = "berkas.pdf", mime: str = "application/pdf", size: int | None = None
    ) -> Message:
        kept = self.world.keep("document", Upload(name, mime, data), size)
        message = self.act({"document": {"file_name": name, "mime_type": mime, **_file(kept.file_id, kept.size)}})
        message.files = [kept]
        return message

    async def sends_voice(self, data: bytes, duration: int = 3) -> Message:
        """`duration` in seconds."""
        kept = self.world.keep("voice", Upload("voice.oga", "audio/ogg", data))
        voice = {"duration": duration, "mime_type": "audio/ogg", **_file(kept.file_id, kept.size)}
        message = self.act({"voice": voice})
        message.files = [kept]
        return message

    async def sends_location(self, lat: float, lon: float) -> Message:
        return self.act({"location": {"latitude": lat, "longitude": lon}})

    async def shares_contact(self, phone: str, own: bool = True) -> Message:
        """Her own number, or with own=False someone else's, who has no account."""
        contact: Json = {"phone_number": phone, "first_name": self.profile["first_name"] if own else "Rekaan"}
        return self.act({"contact": contact | ({"user_id": self.profile["id"]} if own else {})})

    async def sends_sticker(self, emoji: str = "👍") -> Message:
        kept = self.world.keep("sticker", Upload("sticker.webp", "image/webp", b"RIFF"))
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self.act({"sticker": {"emoji": emoji, **looks, **_file(kept.file_id, kept.size)}})


def _file(file_id: str, size: int) -> Json:
    return {"file_id": file_id, "file_unique_id": file_id[-16:], "file_size": size}


def _caption(caption: str) -> Json:
    return {"caption": caption} if caption else {}
