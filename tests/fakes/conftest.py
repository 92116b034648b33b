"""The fake's own fixtures."""

from tests.fakes.telegram.fixtures import tg, tg_bot, tg_raw, tg_user

__all__ = ["tg", "tg_bot", "tg_raw", "tg_user"]
