"""Everything in this folder may ask for the fake Bot API and one person of it."""

from tests.fakes.telegram.fixtures import tg, tg_user

__all__ = ["tg", "tg_user"]
