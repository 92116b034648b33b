"""What nobody should send, and some do. All names and numbers are invented."""

import json
import re
from typing import Any

from tests.media.pictures import bomb, picture, text_bomb, with_zip

NIK = "1671055508900003"  # a woman born on 15 August 1990, who does not exist
NIK_FORMS = (
    NIK,
    "1671 0555 0890 0003",
    "16.71.05.55.08.90.0003",
    "1671-0555-0890-0003",
    "167105 550890 0003",
    "NIK:" + NIK + ".",
    "nik saya" + NIK + "ya kak",
    "1671–0555–0890–0003",
    "1671\u00a00555\u00a00890\u00a00003",
    "1671 - 0555 - 0890 - 0003",
    "".join(chr(0xFF10 + int(digit)) for digit in NIK),
)
ANY_FORM = re.compile(
    rb"(?:[^0-9]{0,3}|\\u[0-9a-f]{4})".join(digit.encode() for digit in NIK) + b"|" + NIK_FORMS[-1].encode()
)
"""The digits in bytes, whatever stands between them."""

ODD_NAMES = (
    "a" * 5000,
    "👩‍🎨" * 1500,
    "🔥 Ani 🔥",
    "مريم بنت أحمد",
    "\u202eeman\u202c Ani",
    "A\x00n\x00i",
    "Ani \ud83d",
    "<b>Ani</b> & <script>alert(1)</script>",
    "*Ani* _x_ [y](http://z) `q` \\",
    "A\u0301" * 200,
    "\u200b\u200b\u200b",
    "12345",
    "\n\n\nAni\n\n",
    "{name} {number} %s",
    "'; DROP TABLE people; --",
)

FILES = {
    "a photo that is none": b"this is no picture at all",
    "a picture bomb": bomb(),
    "a text bomb": text_bomb(),
    "a picture that is an archive too": with_zip(picture()),
    "half a picture": picture()[:200],
    "nothing": b"",
}

UPDATES: tuple[dict[str, Any], ...] = (
    {"poll": {"id": "1", "question": NIK}},
    {"some_new_kind": {"text": NIK, "from": {"id": 1}}},
    {"inline_query": {"id": "1", "from": {"id": 1}, "query": NIK, "offset": ""}},
    {"channel_post": {"message_id": 1, "chat": {"id": -100, "type": "channel"}, "date": 1, "text": NIK}},
    {"message": None},
    {"message": "text"},
    {"message": {"text": NIK}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 1}, "text": "x"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": "1", "type": "private"}, "text": "x"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 10**30, "type": "private"}, "text": "x"}},
    {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 5, "type": "private"}, "text": "x"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": 7}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "photo": [{}], "caption": NIK}},
    {
        "message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": 5, "type": "private"},
            "dice": {"emoji": "🎲", "value": 1},
        }
    },
    {"callback_query": {"id": "1"}},
    {"callback_query": {"id": "1", "from": {"id": 5}, "data": "x" * 65, "message": {"message_id": 1}}},
    {"my_chat_member": {"chat": {"id": 5, "type": "private"}}},
    {"edited_message": []},
)

BODIES = (
    b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"\x00" * 50, b"{}", b'{"update_id": "1"}', b'{"update_id": true}',
    b"[" * 50_000, b'{"a":' * 20_000, b'{"update_id": 1, "message": {"text": "ab',
    json.dumps({"message": {"text": NIK}}).encode(),
)  # fmt: skip
