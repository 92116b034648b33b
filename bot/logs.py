"""Logs: to standard error, without personal data, tokens or message text.

We log events by name with ids and counts, never what somebody wrote. HTTP libraries print URLs at INFO, and Telegram's
URL holds the bot's token: they are kept at WARNING, and anything shaped like a token is struck from what is left.
"""

import json
import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from typing import Any

import structlog

QUIET = ("httpx", "httpcore", "aiohttp", "aiosqlite", "asyncio", "telegram", "uvicorn", "aiosql")
MUTE = ("asyncpg",)  # warns with a traceback of each connection that a stopped server takes; we say that in a line
TOKEN = re.compile(r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{20,}")


def strike(text: str) -> str:
    """The text without anything shaped like a bot token."""
    return TOKEN.sub("<token>", text)


def _struck(logger: Any, method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: strike(value) if isinstance(value, str) else value for key, value in event.items()}


class _Lines(logging.Formatter):
    """A library's line, for people."""

    def format(self, record: logging.LogRecord) -> str:
        return strike(super().format(record))


class _Json(logging.Formatter):
    """A library's line, of the same shape as our own."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        line = {"event": record.getMessage(), "logger": record.name, "level": record.levelname.lower(), "timestamp": at}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return strike(json.dumps(line))


def set_up(log_format: str) -> None:
    """Sends our own and the libraries' logs to standard error, as lines for people or as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if log_format == "json" else _Lines("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in MUTE:
        logging.getLogger(name).setLevel(logging.ERROR)
    plain = structlog.dev.plain_traceback
    console = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)
    last = structlog.processors.JSONRenderer() if log_format == "json" else console
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _struck,
            last,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
