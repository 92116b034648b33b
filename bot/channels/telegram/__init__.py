"""Telegram. Limits: `limits`; what a refusal means: `reactions`; updates in: `reading`, `polling`, `webhook`."""

from bot.channels.telegram.client import API_URL, TelegramChannel
from bot.channels.telegram.limits import LIMITS
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.setup import Hook, Marks, profile, set_up, slashes
from bot.channels.telegram.webhook import SECRET_HEADER, Webhook

__all__ = [
    "API_URL",
    "LIMITS",
    "SECRET_HEADER",
    "Hook",
    "Marks",
    "Poller",
    "TelegramChannel",
    "Webhook",
    "profile",
    "set_up",
    "slashes",
]
