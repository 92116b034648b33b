"""Logs: to standard error, without personal data, tokens or message text.

We log events by name with ids and counts, never what somebody wrote. HTTP libraries print URLs at INFO, and Telegram's
URL holds the bot's token: they are kept at WARNING, and anything shaped like a token is struck from what is left.
"""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

QUIET = ("httpx", "httpcore", "aiohttp", "aiosqlite", "asyncio", "telegram", "uvicorn", "aiosql")
TOKEN = re.compile(r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{20,}")


def strike(text: str) -> str:
    """The text without anything shaped like a bot token."""
    return TOKEN.sub("<token>", text)


def _struck(logger: Any, method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: strike(value) if isinstance(value, str) else value for key, value in event.items()}


class _Striking(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = strike(record.getMessage()), ()
        return True


def set_up(log_format: str) -> None:
    """Sends our own and the libraries' logs to standard error, as lines for people or as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_Striking())
    logging.basicConfig(level=logging.INFO, handlers=[handler], format="%(levelname)s %(name)s %(message)s", force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
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
