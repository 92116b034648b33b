"""What a request carries, read up to a cap. Whatever is wrong with it is a 4xx, never a 5xx."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable
from contextlib import aclosing, asynccontextmanager
from typing import Any, TypeVar

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.filing import MOST_BYTES

T = TypeVar("T")

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
JSON_MOST = 64 * 1024
FIELD_MOST = 64 * 1024
FORM_MOST = MOST_BYTES + FIELD_MOST
FIELDS_MOST = 8
PATIENCE_S = 120.0  # a photo over a slow phone line takes so long
UPLOADS_AT_ONCE = 8

_uploads = asyncio.Semaphore(UPLOADS_AT_ONCE)


def content_type(request: Request) -> str:
    """The media type, without parameters."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


async def raw(request: Request, most: int) -> bytes:
    """The body. Raises HTTPException 413 over `most` bytes, 408 if it does not come."""
    async with aclosing(_chunks(request, most)) as chunks:
        return await _in_time(_joined(chunks))


async def from_json(request: Request) -> Any:
    """The body's JSON value. Raises HTTPException 400 if it cannot be read, 413 if it is too long."""
    body = await raw(request, JSON_MOST)
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400, "the body is no JSON") from None


@asynccontextmanager
async def form(request: Request) -> AsyncIterator[FormData]:
    """The fields of a form, one file at most. Raises HTTPException 400, 408, 413, or 415 if it is no form."""
    kind = content_type(request)
    if kind not in (FORM, MULTIPART):
        raise HTTPException(415)
    async with _uploads:
        fields = await _parsed(request, FORM_MOST if kind == MULTIPART else FIELD_MOST)
        try:
            yield fields
        finally:
            await fields.close()


async def upload(fields: FormData) -> tuple[bytes, str, str] | None:
    """Content, name and type of the file that came, None without one. Raises HTTPException 413 if it is too big."""
    file = fields.get("file")
    if not isinstance(file, UploadFile) or not (file.filename or file.size):
        return None
    if (file.size or 0) > MOST_BYTES:
        raise HTTPException(413)
    return await file.read(), file.filename or "", file.content_type or ""


async def _parsed(request: Request, most: int) -> FormData:
    async with aclosing(_chunks(request, most)) as chunks:
        parser = (
            FormParser(request.headers, chunks)
            if content_type(request) == FORM
            else MultiPartParser(request.headers, chunks, max_files=1, max_fields=FIELDS_MOST, max_part_size=FIELD_MOST)
        )
        try:
            return await _in_time(parser.parse())
        except (MultiPartException, ValueError, KeyError):
            raise HTTPException(400, "the form cannot be read") from None


async def _chunks(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > most:
        raise HTTPException(413)
    taken = 0
    async for chunk in request.stream():
        taken += len(chunk)
        if taken > most:
            raise HTTPException(413)
        yield chunk


async def _joined(chunks: AsyncGenerator[bytes, None]) -> bytes:
    return b"".join([chunk async for chunk in chunks])


async def _in_time(work: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await work
    except TimeoutError:
        raise HTTPException(408) from None
