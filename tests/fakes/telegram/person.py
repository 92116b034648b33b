"""A scripted person: what she does in Telegram, by the methods' names. All people here are invented."""

from __future__ import annotations

import time

from .attachments import Attachments
from .chat import Chat
from .group import Group, tell_membership
from .message import Message
from .phone import Phone
from .shapes import Json
from .text import found_entities
from .world import Tap, World


class Person(Attachments, Phone):
    """Her private chat with the bot is her `Phone`. Every act returns at once; the bot hears of it by update."""

    def __init__(self, world: World, chat: Chat, profile: Json) -> None:
        super().__init__(world, chat)
        self.profile = profile
        """User as Telegram writes it: id, is_bot, first_name, language_code."""
        self.opened: list[str] = []
        """Links behind the buttons she tapped."""

    async def says(self, text: str, chat: Group | None = None, reply_to: Message | None = None) -> Message:
        """Write to the bot, or in a group."""
        entities = found_entities(text)
        content: Json = {"text": text} | ({"entities": entities} if entities else {})
        if reply_to:
            content["reply_to_message"] = reply_to.raw
        return self.act(content, chat)

    async def starts(self, payload: str = "") -> Message:
        """Press START, perhaps through a link t.me/bot?start=payload."""
        return await self.says(f"/start {payload}".strip())

    async def forwards(self, text: str, origin: str = "Sanggar Rekaan") -> Message:
        """Pass on what someone whose account is hidden wrote."""
        now = int(time.time())
        source = {"type": "hidden_user", "sender_user_name": origin, "date": now}
        return self.act({"text": text, "forward_origin": source, "forward_date": now})

    async def taps(
        self, wanted: str, message: Message | None = None, chat: Group | None = None
    ) -> Tap | Message | None:
        """Press the button with this label or callback data: in `message`, else the newest that has it.

        In a given `message` also a button that an edit has taken away meanwhile, as fast fingers do. -> the Tap; the
        message a keyboard's button sends; None for a link, which goes to `opened`. Raises LookupError.
        """
        where = chat.chat if chat else self.chat
        for shown in [message] if message else reversed(where.messages):
            button = shown.button(wanted, old=shown is message)
            if button and (message or not shown.deleted):
                return self._press(button, shown)
        for shown in reversed(where.messages):
            if any(wanted in row for row in shown.keyboard):
                return await self._type(wanted, shown, chat)
        raise LookupError(f"no button {wanted!r}; there is {[shown.buttons for shown in where.messages[-3:]]}")

    def _press(self, button: Json, message: Message) -> Tap | None:
        if "callback_data" in button:
            return self.world.tap(message.chat, self.profile, message, button["callback_data"])
        self.opened.append(str(button.get("url", button)))
        return None

    async def _type(self, label: str, message: Message, chat: Group | None) -> Message:
        rows = (message.markup or {})["keyboard"]
        button = next(one for row in rows for one in row if label in (one, one["text"] if one != label else ""))
        if isinstance(button, dict) and button.get("request_contact"):
            return await self.shares_contact("62810000501")
        if isinstance(button, dict) and button.get("request_location"):
            return await self.sends_location(-2.99, 104.76)
        return await self.says(label, chat)

    async def taps_data(self, data: str, message: Message) -> Tap:
        """A forged press: any callback data under any message."""
        return self.world.tap(message.chat, self.profile, message, data)

    async def edits(self, message_id: int, text: str) -> Message:
        """Change an own message. Raises LookupError."""
        for message in self.chat.messages:
            if message.id == message_id and not message.from_bot:
                changed = {**message.raw, "text": text, "edit_date": int(time.time())}
                message.change(changed, None)
                self.world.updates.push("edited_message", dict(message.raw), self.id)
                return message
        raise LookupError(f"no own message {message_id}")

    async def reacts(self, message: Message, emoji: str = "👍") -> None:
        """Put a reaction under a message, or take it away with ""."""
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        update = {
            "chat": message.chat.as_json(),
            "message_id": message.id,
            "user": self.profile,
            "date": int(time.time()),
            "old_reaction": [],
            "new_reaction": new,
        }
        self.world.updates.push("message_reaction", update, self.id)

    async def blocks(self) -> None:
        """Block the bot: it is told, and can no longer write."""
        self.chat.state = "blocked"
        tell_membership(self.world, self.chat, self.profile, ("member", "kicked"))

    async def unblocks(self) -> None:
        """Let the bot write again."""
        self.chat.state = "open"
        tell_membership(self.world, self.chat, self.profile, ("kicked", "member"))

    async def deletes_account(self) -> None:
        """The account is gone; the bot learns it by writing."""
        self.chat.state = "deactivated"

    async def sends_update(self, raw: Json) -> int:
        """Send an update of any kind, such as {"poll": {...}}; -> its update_id."""
        return self.world.updates.push_raw(raw, self.id)

    def act(self, content: Json, chat: Group | None = None) -> Message:
        """Put a message of hers into a chat and tell the bot. Writing to the bot starts it, as START does."""
        where = chat.chat if chat else self.chat
        if where.state == "blocked":
            raise RuntimeError("unblock the bot first, as on a phone")
        if where.state == "never_started":
            where.state = "open"
        message = self.world.put(where, self.profile, content)
        if where.state == "open":
            self.world.updates.push("message", dict(message.raw), where.id)
        return message
