"""Files out: by a signed address that lasts ten minutes, to the session whose chat holds them, to nobody else."""

from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.core.message import Media
from bot.errors import NoFile
from bot.web import tokens
from bot.web.sessions import Sessions
from bot.web.site import File, Site

LASTS_MS = 600_000
UNKNOWN = "application/octet-stream"
SHOWN = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})  # everything else is a download
NAMED = SHOWN | {"application/json", "application/pdf"}  # sent under their own type


class Signed:
    """Addresses of files. They hold the owner, the source and the end of their time, and are sealed."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def address(self, contact_id: int, media: Media) -> str:
        """Where a file of a contact's chat is had during the next ten minutes."""
        value = [contact_id, media.source, self._site.now() + LASTS_MS]
        return f"/chat/files/{tokens.sign(self._site.secret, value)}"

    def read(self, text: str) -> tuple[int, str]:
        """Owner and source. Raises HTTPException 404 if it was not made here, 410 if its time is over."""
        value: Any = tokens.signed(self._site.secret, text)
        if value is None:
            raise HTTPException(404)
        contact_id, source, until = value
        if self._site.now() > until:
            raise HTTPException(410)
        return contact_id, source


class FilesOut:
    """`/chat/files/<signed>`."""

    def __init__(self, site: Site, sessions: Sessions, signed: Signed) -> None:
        self._site = site
        self._sessions = sessions
        self._signed = signed

    def routes(self) -> list[Route]:
        """Its only address."""
        return [Route("/chat/files/{signed}", self.serve)]

    async def serve(self, request: Request) -> Response:
        """The file, to its owner."""
        contact_id, source = self._signed.read(request.path_params["signed"])
        who = await self._sessions.require(request)
        try:
            file = await self._site.files.open(source) if who.contact_id == contact_id else None
        except NoFile:
            raise HTTPException(503, headers={"Retry-After": "10"}) from None
        if file is None:
            raise HTTPException(404)
        return _response(file)


def _response(file: File) -> Response:
    shown = file.mime in SHOWN
    headers = {
        "Content-Disposition": f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=600",
    }
    return Response(file.content, headers=headers, media_type=file.mime if file.mime in NAMED else UNKNOWN)
