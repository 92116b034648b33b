"""What Telegram can carry (Bot API 10.1), and what we ask of it."""

from bot.core.channel import Limits

LIMITS = Limits(text=4096, caption=1024, choices=10, label=64, edits=True, utf16=True)
"""Texts in UTF-16 units, after the marks are taken out."""

TOAST = 200  # characters an answered tap can show
ENTITIES = 100  # marks a message can have; Telegram drops the rest
CALLBACK_BYTES = 64  # of a button's id
PAYLOAD = r"[A-Za-z0-9_-]{1,64}"  # what t.me/<bot>?start= can carry
DOWNLOAD = 20_000_000  # bytes a bot can fetch from Telegram's own servers
COMMANDS = 6  # shown in the command list: a house rule, Telegram takes 100
CONNECTIONS = 40  # webhooks at once
ROW = 24  # characters of the labels that still fit one row of buttons
ROW_BUTTONS = 3

UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds we ask for; `my_chat_member` tells of blocking and unblocking."""
