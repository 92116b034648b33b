"""Updates that Telegram posts to us: from the bytes of a request to its status."""

import hmac
import json
import logging

from bot.channels.telegram.client import TelegramChannel
from bot.channels.telegram.intake import Hear, Intake
from bot.errors import StoreDown

MOST_BYTES = 1_000_000
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
_log = logging.getLogger(__name__)


class Webhook:
    """Takes posts that carry `secret` (not empty: an open door would let anybody speak for anybody)."""

    def __init__(self, channel: TelegramChannel, hear: Hear, secret: str) -> None:
        if not secret:
            raise ValueError("a webhook needs a secret")
        self._intake = Intake(channel, hear)
        self._secret = secret.encode()

    async def receive(self, body: bytes, secret_header: str | None) -> int:
        """The HTTP status of a post. 401, 403: no secret, a wrong one. 413: too long. 400: no update. 503: nothing
        was committed, Telegram will send it again. 200: taken, or of a kind that no repetition would help.
        """
        if secret_header is None:
            return 401
        if not hmac.compare_digest(secret_header.encode("utf-8", "surrogatepass"), self._secret):
            return 403
        if len(body) > MOST_BYTES:
            return 413
        update = _update(body)
        return await self._take(update) if update is not None else 400

    async def drain(self) -> None:
        """Waits for the answers to taps under way."""
        await self._intake.drain()

    async def _take(self, update: object) -> int:
        try:
            for heard in self._intake.read(update):
                await self._intake.hear(heard)
        except StoreDown:
            return 503
        except Exception as error:  # ours to mend; meanwhile Telegram keeps the update
            _log.error("an update could not be taken: %s", type(error).__name__)
            return 503
        return 200


def _update(body: bytes) -> object | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    return update if isinstance(number, int) and not isinstance(number, bool) else None
