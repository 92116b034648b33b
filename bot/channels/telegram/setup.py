"""What Telegram is told of the bot: names, descriptions, commands, and how updates come. Told once, not each start."""

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels import marks
from bot.channels.telegram.client import TelegramChannel
from bot.channels.telegram.limits import COMMANDS, CONNECTIONS, UPDATES
from bot.channels.telegram.request import translated
from bot.core.flow import Command
from bot.core.vocabulary import City
from bot.errors import Rejected
from bot.i18n import DEFAULT, Speech

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram posts updates, and the secret it shows. No url: the updates are polled for."""

    url: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """The mark that remembers what was told: its name is `mark_name(account)`."""

    load: Callable[[str], Awaitable[str | None]]
    save: Callable[[str, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Telling:
    """One call of set-up: a method of PTB's Bot and its arguments. `vital`: without it no update comes."""

    method: str
    params: Mapping[str, Any]
    vital: bool = False

    @property
    def key(self) -> str:
        """What it is about, whatever it says."""
        if self.vital:
            return "updates"
        return f"{self.method}:{self.params.get('language_code', '')}"

    @property
    def digest(self) -> str:
        """A short hash of what it says."""
        said = json.dumps([self.method, self.params], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def mark_name(account: str) -> str:
    """The name of the mark of an account."""
    return f"telegram.setup.{account}"


def slashes(commands: Iterable[Command]) -> dict[str, str]:
    """Which command a slash name runs: what `TelegramChannel` wants to know."""
    return {command.slash: command.name for command in commands if command.slash}


def profile(speeches: Mapping[str, Speech], city: City, commands: Iterable[Command]) -> tuple[Telling, ...]:
    """Name, descriptions and commands in every language; the default language is told without a code."""
    return tuple(
        telling
        for language, speech in speeches.items()
        for telling in _in(speech, city, commands, "" if language == DEFAULT else language)
    )


async def set_up(channel: TelegramChannel, tellings: Iterable[Telling], hook: Hook, store: Marks) -> str:
    """Tells Telegram what has changed since it was told, and gives the bot's username (also to the channel).

    A name it will not take now is tried again at the next start; what it took is remembered. Raises NotSent or InDoubt
    if it was not reached, Rejected if it refused to say who the bot is, or to send updates.
    """
    name = mark_name(channel.account)
    told: dict[str, str] = json.loads(await store.load(name) or "{}")
    before = dict(told)
    if "username" not in told:
        told["username"] = (await translated(channel.bot.get_me())).username or ""
    channel.username = told["username"]
    try:
        for telling in (_updates(hook), *tellings):
            if told.get(telling.key) != telling.digest and await _tell(channel, telling):
                told[telling.key] = telling.digest
    finally:
        if told != before:
            await store.save(name, json.dumps(told))
    return channel.username


async def _tell(channel: TelegramChannel, telling: Telling) -> bool:
    try:
        await translated(getattr(channel.bot, telling.method)(**telling.params))
    except Rejected as error:
        if telling.vital:
            raise
        _log.warning("Telegram did not take %s: %s", telling.key, error)
        return False
    return True


def _updates(hook: Hook) -> Telling:
    if not hook.url:
        return Telling("delete_webhook", {"drop_pending_updates": False}, vital=True)
    params = {
        "url": hook.url,
        "secret_token": hook.secret,
        "allowed_updates": list(UPDATES),
        "max_connections": CONNECTIONS,
    }
    return Telling("set_webhook", params, vital=True)


def _in(speech: Speech, city: City, commands: Iterable[Command], code: str) -> Iterable[Telling]:
    language = {"language_code": code} if code else {}
    identity = {"city": city.identity.city, "committee": city.identity.committee}
    for method, field, key in (
        ("set_my_name", "name", "bot.name"),
        ("set_my_short_description", "short_description", "bot.short"),
        ("set_my_description", "description", "bot.about"),
    ):
        yield Telling(method, {field: marks.read(speech.text(key, identity)).text, **language})
    listed = [
        (command.slash, speech.text(f"command.{command.name}.about"))
        for command in commands
        if command.slash and speech.has(f"command.{command.name}.about")
    ]
    yield Telling("set_my_commands", {"commands": listed[:COMMANDS], **language})
