"""Fixtures that every folder may use."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # python-telegram-bot warns otherwise, and warnings are errors here
