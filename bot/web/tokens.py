"""Secrets that browsers carry: session tokens, one-time links, form values, signed addresses."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from typing import Any

TOKEN_BYTES = 32  # 256 bits
SEAL_BYTES = 32


def new() -> str:
    """A token nobody can guess, fit for a header, a cookie and an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> str:
    """What is kept of a session's token."""
    return hashlib.sha256(b"session:" + token.encode()).hexdigest()


def hashed_once(token: str) -> str:
    """What is kept of a one-time link's token; never equal to a session's."""
    return hashlib.sha256(b"once:" + token.encode()).hexdigest()


def form_value(secret: bytes, token_hash: str) -> str:
    """The value that a session's forms carry: another site cannot know it."""
    return hmac.digest(secret, f"form:{token_hash}".encode(), "sha256").hex()


def same(one: str, other: str) -> bool:
    """Equality in constant time, whatever the characters."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def sign(secret: bytes, value: Any) -> str:
    """A JSON value, readable and sealed, fit for an address."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_seal(secret, body) + body).decode().rstrip("=")


def signed(secret: bytes, text: str) -> Any:
    """The value of `sign`, None if it was not sealed here."""
    try:
        raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    seal, body = raw[:SEAL_BYTES], raw[SEAL_BYTES:]
    return json.loads(body) if hmac.compare_digest(seal, _seal(secret, body)) else None


def _seal(secret: bytes, body: bytes) -> bytes:
    return hmac.digest(secret, b"signed:" + body, "sha256")
