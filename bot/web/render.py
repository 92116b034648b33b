"""Pages: templates in `templates/`, sentences in `locales` under `web.*`, times as the city tells them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.actions.desk import House
from bot.i18n import DEFAULT
from bot.web.assets import Assets
from bot.web.files import SHOWN

URL = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a bubble's text that looks the same throughout. `href` is "" where it is no link."""

    text: str
    bold: bool
    href: str


def pieces(text: str, bold: list[list[int]]) -> Iterator[Piece]:
    """A text cut where bold or a web address begins or ends. `bold` holds [start, end] in characters."""
    links = {(match.start(), match.end()): match[0] for match in URL.finditer(text)}
    cuts = sorted({0, len(text), *(edge for span in (*bold, *links) for edge in span)})
    for start, end in pairwise(cut for cut in cuts if cut <= len(text)):
        href = next((url for (begin, stop), url in links.items() if begin <= start and end <= stop), "")
        yield Piece(text[start:end], any(begin <= start and end <= stop for begin, stop in bold), href)


class Pages:
    """Makes pages in the language of whoever looks."""

    def __init__(self, house: House, assets: Assets) -> None:
        self._house = house
        self._zone = ZoneInfo(house.city.identity.timezone)
        self._templates = Environment(
            loader=PackageLoader("bot.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        self._templates.globals.update(asset=assets.address, pieces=pieces, shown_mimes=SHOWN)

    def page(self, name: str, values: Mapping[str, Any], language: str = DEFAULT, status: int = 200) -> HTMLResponse:
        """The page of a template."""
        language = language if language in self._house.speeches else DEFAULT
        html = self._templates.get_template(name).render(
            values, language=language, t=self.says(language), identity=self._house.city.identity
        )
        return HTMLResponse(html, status)

    def tongues(self) -> list[tuple[str, str]]:
        """Every language by its code and what the bot calls it."""
        speeches = self._house.speeches.items()
        return [(code, speech.text(f"language.language.{code}")) for code, speech in speeches]

    def says(self, language: str) -> "Says":
        """The sentences of a language."""
        return Says(self._house, language)

    def moment(self, at: int, language: str) -> str:
        """A time as people say it: "Selasa, 24 November 10.42"."""
        when = datetime.fromtimestamp(at / 1000, self._zone)
        shape = "EEEE, d MMMM HH.mm" if language == DEFAULT else "EEEE d MMMM, HH:mm"
        return format_datetime(when, shape, locale=language)


@dataclass(frozen=True, slots=True)
class Says:
    """`web.<name>` in one language; the committee's name may stand in any of them."""

    house: House
    language: str

    def __call__(self, key: str, /, **values: str | int) -> str:
        speech = self.house.speeches[self.language]
        return speech.text(f"web.{key}", {"committee": self.house.city.identity.committee, **values})

    def has(self, name: str) -> bool:
        """Whether there is such a sentence."""
        return self.house.speeches[self.language].has(f"web.{name}")
