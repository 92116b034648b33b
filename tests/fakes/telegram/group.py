"""A group: people talk in it, put the bot in and out of it, and may turn it into a supergroup."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from .chat import Chat
from .phone import Phone
from .shapes import Json
from .world import World

if TYPE_CHECKING:
    from .person import Person


class Group(Phone):
    """Numbers from -1000000000001 down are supergroups, others groups, as on the real one."""

    async def kicks_bot(self, by: Person) -> None:
        self.chat.state = "kicked"
        tell_membership(self.world, self.chat, by.profile, ("member", "kicked"))

    async def adds_bot(self, by: Person) -> None:
        self.chat.state = "open"
        tell_membership(self.world, self.chat, by.profile, ("left", "member"))

    async def upgrades(self, to: int, by: Person) -> Group:
        """Become the supergroup `to`; the bot is told in both, and refused in the old one."""
        new = Chat(to, "supergroup", dict(self.chat.profile))
        self.world.chats[to] = new
        leave = self.world.put(self.chat, by.profile, {"migrate_to_chat_id": to})
        enter = self.world.put(new, by.profile, {"migrate_from_chat_id": self.id})
        self.world.updates.push("message", leave.raw, self.id)
        self.world.updates.push("message", enter.raw, to)
        self.chat.state, self.chat.moved_to = "upgraded", to
        return Group(self.world, new)


def tell_membership(world: World, chat: Chat, by: Json, change: tuple[str, str]) -> None:
    """my_chat_member: the bot's status before and after."""
    old, new = (_member(world, status) for status in change)
    update = {
        "chat": chat.as_json(),
        "from": by,
        "date": int(time.time()),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    world.updates.push("my_chat_member", update, chat.id)


def _member(world: World, status: str) -> Json:
    return {"user": world.bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
