"""Parameters out of an HTTP request, in any of the four ways the real server takes them."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from aiohttp import web

from .errors import bad
from .shapes import Upload


async def given(request: web.BaseRequest) -> dict[str, object]:
    """Query string, urlencoded form, JSON object or multipart, all in one dict. Strings stay strings."""
    found: dict[str, object] = dict(parse_qsl(request.rel_url.raw_query_string, keep_blank_values=True))
    if request.method == "GET" or not request.can_read_body:
        return found
    if request.content_type == "application/json":
        return found | _json(await request.read())
    if request.content_type == "application/x-www-form-urlencoded":
        body = (await request.read()).decode("utf-8", "surrogateescape")
        return found | dict(parse_qsl(body, keep_blank_values=True, errors="surrogateescape"))
    if request.content_type == "multipart/form-data":
        return found | await _multipart(request)
    return found


def _json(body: bytes) -> dict[str, object]:
    try:
        decoded = json.loads(body or b"{}")
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(decoded, dict):
        raise bad("object expected as parameters")
    return decoded


async def _multipart(request: web.BaseRequest) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file as file:
                found[name] = Upload(value.filename, value.content_type, file.read())
        else:
            found[name] = value
    return found
