"""The style, scripts and pictures of the pages: read once, named by their content, kept by browsers for a year."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

MIMES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"
_REFERENCE = re.compile(r"url\((\w+\.svg)\)")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served."""

    content: bytes
    packed: bytes
    mime: str


class Assets:
    """Everything in `static/`."""

    def __init__(self) -> None:
        self._texts = {
            file.name: file.read_text(encoding="utf-8")
            for file in sorted((files("bot.web") / "static").iterdir(), key=lambda file: file.name)
            if PurePosixPath(file.name).suffix in MIMES
        }
        self._names: dict[str, str] = {}
        self._served: dict[str, Asset] = {}
        for name in sorted(self._texts, key=lambda name: not name.endswith(".svg")):  # styles name pictures
            self._add(name)

    def address(self, name: str) -> str:
        """Where a file is served. Raises KeyError if there is none of that name."""
        return f"/static/{self._names[name]}"

    def routes(self) -> list[Route]:
        """`/static/<name>.<hash>.<ending>`."""
        return [Route("/static/{name}", self.serve)]

    async def serve(self, request: Request) -> Response:
        """One file, packed for whoever can unpack it."""
        asset = self._served.get(request.path_params["name"])
        if asset is None:
            raise HTTPException(404)
        packs = "gzip" in request.headers.get("accept-encoding", "")
        headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        if packs:
            headers["Content-Encoding"] = "gzip"
        return Response(asset.packed if packs else asset.content, headers=headers, media_type=asset.mime)

    def _add(self, name: str) -> None:
        text = _REFERENCE.sub(lambda found: f"url({self._names[found[1]]})", self._texts[name])
        content = text.encode()
        path = PurePosixPath(name)
        served = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
        self._names[name] = served
        self._served[served] = Asset(content, gzip.compress(content, mtime=0), MIMES[path.suffix])
