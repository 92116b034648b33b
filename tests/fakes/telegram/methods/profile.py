"""What the bot says of itself: name, descriptions and commands, each by language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from ..errors import Strictness, bad
from ..shapes import Json
from ..world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_SCOPES = {
    "default": set[str](),
    "all_private_chats": set[str](),
    "all_group_chats": set[str](),
    "all_chat_administrators": set[str](),
    "chat": {"chat_id"},
    "chat_administrators": {"chat_id"},
    "chat_member": {"chat_id", "user_id"},
}


def get_me(world: World, params: Json) -> Json:
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _language(params: Json) -> str:
    language = str(params.get("language_code", ""))
    if not _LANGUAGE.fullmatch(language):
        raise bad("invalid language code specified")
    return language


def setter(field: str) -> Callable[[World, Json], bool]:
    """The method that sets `field`; an empty text takes it away."""

    def set_field(world: World, params: Json) -> bool:
        wanted = str(params.get(field, ""))
        if len(wanted) > _LIMITS[field]:
            raise bad(f"bot {field.replace('_', ' ')} is too long")
        world.texts[field, _language(params)] = wanted
        return True

    return set_field


def getter(field: str) -> Callable[[World, Json], Json]:
    """The method that reads `field` in a language, or without one where that is not set."""

    def get_field(world: World, params: Json) -> Json:
        found = world.texts.get((field, _language(params))) or world.texts.get((field, ""), "")
        return {field: found or (world.bot["first_name"] if field == "name" else "")}

    return get_field


def _scope(world: World, params: Json) -> tuple[str, str]:
    scope = params.get("scope") or {"type": "default"}
    if scope.get("type") not in _SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    needed = _SCOPES[scope["type"]]
    if set(scope) != needed | {"type"}:
        raise Strictness(f"BotCommandScope {scope['type']} takes {sorted(needed)}, not {sorted(scope)}")
    if "chat_id" in needed:
        world.chat(int(scope["chat_id"]))
    return json.dumps(scope, sort_keys=True), _language(params)


def _check_command(command: object) -> None:
    if not isinstance(command, dict):
        raise bad("can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if field not in command:
            raise bad(f"can't parse BotCommand: Can't find field \"{field}\"")
    if not _COMMAND.fullmatch(str(command["command"])):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command["description"])) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(command) > 2:
        raise Strictness(f"BotCommand with {sorted(command)}")


def set_my_commands(world: World, params: Json) -> bool:
    if "commands" not in params:
        raise Strictness("setMyCommands without commands")
    commands = params["commands"]
    for command in commands:
        _check_command(command)
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.commands[_scope(world, params)] = commands
    return True


def get_my_commands(world: World, params: Json) -> list[Json]:
    return world.commands.get(_scope(world, params), [])


def delete_my_commands(world: World, params: Json) -> bool:
    world.commands.pop(_scope(world, params), None)
    return True
