"""Bytes into a socket, the status out of it."""

import asyncio
from urllib.parse import urlsplit


async def exchange(url: str, request: bytes) -> int:
    """The status a server answers to these bytes; 400 if it hangs up without a word, as it may on no HTTP at all."""
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    try:
        writer.write(request)
        await writer.drain()
        async with asyncio.timeout(10):
            line = await reader.readline()
        return int(line.split()[1]) if line else 400
    finally:
        writer.close()
        await writer.wait_closed()
