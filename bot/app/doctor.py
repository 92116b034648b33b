"""`kekraf doctor`: looks at everything the bot stands on, and says of each fault how to mend it."""

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.app.opening import AnyStore, city_of, now, open_store
from bot.errors import ConfigFault, StoreDown
from bot.settings import Settings
from storage import marks, outbox
from storage.migrate import migrations, version

LEAST_FREE = 0.10
MOST_SKEW_S = 60
WAIT = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `fix` says what to do where it is not well."""

    name: str
    well: bool
    text: str
    fix: str = ""

    def __str__(self) -> str:
        line = f"{'ok   ' if self.well else 'FAULT'} {self.name}: {self.text}"
        return line if self.well or not self.fix else f"{line}. {self.fix}"


async def examine(settings: Settings) -> list[Finding]:
    """Everything, in the order a volunteer would mend it."""
    findings = [_settings(settings), _folder(settings), _disk(settings)]
    findings += [finding async for finding in _store(settings)]
    findings += [finding async for finding in _telegram(settings)]
    return findings


def _settings(settings: Settings) -> Finding:
    try:
        city = city_of(settings)
    except ConfigFault as error:
        return Finding("settings", False, str(error))
    return Finding("settings", True, f"city {city.identity.city}, time zone {settings.timezone}")


def _folder(settings: Settings) -> Finding:
    folder = settings.data_dir
    if not folder.is_dir():
        return Finding("data folder", True, f"{folder} will be made at the first start")
    if not os.access(folder, os.W_OK):
        return Finding(
            "data folder", False, f"{folder} cannot be written", f"chown it to this user, or: chmod u+w {folder}"
        )
    return Finding("data folder", True, str(folder))


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir if settings.data_dir.is_dir() else settings.data_dir.absolute().parent
    usage = shutil.disk_usage(folder if folder.is_dir() else ".")
    share = usage.free / usage.total
    text = f"{usage.free // 1_000_000} MB free ({share:.0%})"
    return Finding("disk", share > LEAST_FREE, text, "Make room: files are refused above 90 % full.")


async def _store(settings: Settings) -> AsyncIterator[Finding]:
    path = settings.sqlite_path
    if path is not None and not path.exists():
        yield Finding("store", True, f"{path} will be made at the first start")
        return
    try:
        store = await open_store(settings)
    except ConfigFault as error:
        yield Finding("store", False, str(error))
        return
    try:
        done, newest = await version(store), migrations()[-1][0]
        if done < newest:
            yield Finding("store", False, f"{store.kind}, schema {done} of {newest}", "Run: kekraf migrate")
            return
        yield Finding("store", True, f"{store.kind}, schema {done}")
        async for finding in _contents(store):
            yield finding
    except StoreDown as error:
        yield Finding("store", False, str(error), "Try again; see the database's log.")
    finally:
        await store.close()


async def _contents(store: AnyStore) -> AsyncIterator[Finding]:
    failed = await store.read(lambda tx: tx.all("inbox.failed"))
    yield Finding("inbox", not failed, f"{len(failed)} failed", "Run: kekraf retry")
    waiting = sum(row["n"] for row in await store.read(outbox.depth))
    yield Finding("outbox", True, f"{waiting} waiting")
    last = await store.read(lambda tx: tx.one("inbox.last_received"))
    ahead = last is not None and last["at"] is not None and last["at"] > now() + MOST_SKEW_S * 1000
    stamp = datetime.fromtimestamp(now() / 1000, UTC)
    yield Finding(
        "clock", not ahead, f"{stamp:%Y-%m-%d %H:%M} UTC", "It stands before messages we already have: set it."
    )
    report = await store.read(lambda tx: marks.get(tx, "retention.report"))
    yield Finding("retention", True, report or "has not run yet")


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    token = settings.telegram_token.get_secret_value()
    if not token:
        yield Finding("telegram", True, "no token, so Telegram is off")
        return
    base = f"{settings.telegram_api_url}/bot{token}"
    async with aiohttp.ClientSession(timeout=WAIT) as session:
        try:
            async with session.get(f"{base}/getMe") as response:
                answer, date = await response.json(content_type=None), response.headers.get("Date", "")
            if not answer.get("ok"):
                yield Finding(
                    "telegram", False, str(answer.get("description")), "Copy KEKRAF_TELEGRAM_TOKEN from BotFather."
                )
                return
            yield Finding("telegram", True, f"@{answer['result'].get('username')}")
            yield _skew(date)
            async with session.get(f"{base}/getWebhookInfo") as response:
                yield _webhook(settings, (await response.json(content_type=None)).get("result", {}))
        except (aiohttp.ClientError, TimeoutError, ValueError):  # the error's text may hold the token
            yield Finding(
                "telegram", False, "the Bot API does not answer", "Check the network and KEKRAF_TELEGRAM_API_URL."
            )


def _skew(date: str) -> Finding:
    if not date:
        return Finding("clock against Telegram", True, "it does not tell its time")
    off = abs(parsedate_to_datetime(date).timestamp() - now() / 1000)
    return Finding(
        "clock against Telegram", off < MOST_SKEW_S, f"{off:.0f} s apart", "Set the clock: timedatectl set-ntp true"
    )


def _webhook(settings: Settings, info: dict[str, object]) -> Finding:
    waiting = f"{info.get('pending_update_count', 0)} updates wait"
    if trouble := info.get("last_error_message"):
        return Finding("webhook", False, f"{trouble}, {waiting}", "Check KEKRAF_PUBLIC_URL and the certificate.")
    if settings.by_webhook and not info.get("url"):
        return Finding("webhook", False, f"not set, {waiting}", "Start the bot once: kekraf run")
    return Finding("webhook", True, f"{'set' if info.get('url') else 'polling'}, {waiting}")
