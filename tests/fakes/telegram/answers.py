"""What goes back over the wire: an answer, or a connection cut short."""

from __future__ import annotations

import json
from dataclasses import dataclass

from .errors import ApiError


@dataclass(frozen=True)
class Answer:
    """`cut`: "" sends it whole, "half" breaks off inside it, "all" closes without a byte."""

    status: int
    body: bytes
    content_type: str = "application/json"
    cut: str = ""
    description: str = ""
    message_id: int = 0
    """The message the call made or changed, 0 for none."""


CUT = Answer(0, b"", cut="all")


def succeeded(result: object) -> Answer:
    """{"ok": true, "result": ...}"""
    found = result.get("message_id", 0) if isinstance(result, dict) else 0
    body = json.dumps({"ok": True, "result": result}, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(200, body, message_id=found)


def refused(error: ApiError) -> Answer:
    """{"ok": false, "error_code": ..., "description": ...} with parameters, if any."""
    shown: dict[str, object] = {"ok": False, "error_code": error.status, "description": error.description}
    if error.parameters:
        shown["parameters"] = error.parameters
    return Answer(error.status, json.dumps(shown).encode(), description=error.description)
