"""How a summary calls things in a language: kinds, places, sides, numbers, days; none longer than a line has room."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import ceil

from babel.dates import format_date
from babel.numbers import format_decimal

from bot.core.opportunities import in_language
from bot.core.summary import PeopleCut, quietest
from bot.core.vocabulary import City, Elsewhere
from bot.i18n.speech import Speech

LABEL = 28  # characters of a name in a line
HOUR = 60  # minutes
QUIETEST = 2


class Names:
    """The names of one city in one language."""

    def __init__(self, city: City, speech: Speech) -> None:
        self._city = city
        self._speech = speech
        self._language = speech.language

    def kind(self, id: str) -> str:
        """ "izin acara"; "pertanyaan" for what is not sorted, or no kind any more."""
        support = self._city.support
        label = (
            support.kind(id).short[self._language] if support.has_kind(id) else self._speech.text("request.unsorted")
        )
        return fit(low(label))

    def sub_sector(self, id: str) -> str:
        """ "kriya"; what stands behind a comma or in brackets is left out."""
        known = {each.id: each.short[self._language] for each in self._city.sub_sectors}
        label = known.get(id) or id or self._speech.text("summary.unknown")
        return fit(low(label.partition(",")[0].partition(" (")[0]))

    def place(self, code: str) -> str:
        """ "Plaju"; "" where it is no district of the city."""
        if not self._city.has_place(code):
            return ""
        place = self._city.place(code)
        return fit(place.name[self._language] if isinstance(place, Elsewhere) else place.name)

    def helix(self, id: str) -> str:
        """ "pemerintah"."""
        if self._speech.has(key := f"summary.helix.{id}"):
            return self._speech.text(key)
        return fit(low(next((side.name[self._language] for side in self._city.pentahelix if side.id == id), id)))

    def count(self, number: int) -> str:
        """ "1.234"."""
        return str(format_decimal(number, locale=self._language))

    def hours(self, minutes: int) -> str:
        """Whole hours within which so many minutes lie: "5"."""
        return self.count(ceil(minutes / HOUR))

    def day(self, day: date | None) -> str:
        """ "5 Des"."""
        return str(format_date(day, "d MMM", locale=self._language)) if day is not None else ""

    def weekday(self, day: date) -> str:
        """ "Kamis"."""
        return str(format_date(day, "EEEE", locale=self._language))

    def titled(self, title: Mapping[str, str]) -> str:
        """What an opportunity is called, on half a line."""
        return fit(in_language(title, self._language), 2 * LABEL)

    def days(self, first: date, last: date) -> str:
        """ "16-22 Nov 2026"."""
        begins = str(first.day) if first.month == last.month else self.day(first)
        return f"{begins}-{format_date(last, 'd MMM y', locale=self._language)}"

    def counted(self, named: Iterable[tuple[str, int]]) -> str:
        """ "izin acara 9, alat & bahan 8"."""
        return ", ".join(f"{name} {self.count(number)}" for name, number in named)

    def quietest(self, cuts: Sequence[PeopleCut], *, places: bool) -> str:
        """ "arsitektur 0, tv dan radio 1": where the fewest practitioners are."""
        name = self.place if places else self.sub_sector
        return self.counted((name(cut.id) or cut.id, cut.total) for cut in quietest(cuts, QUIETEST))


def fit(label: str, most: int = LABEL) -> str:
    """A name, cut where it is too long for a line."""
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def low(label: str) -> str:
    """Small letters within a line; abbreviations stay."""
    return " ".join(word if word.isupper() else word.lower() for word in label.split())


def high(label: str) -> str:
    """A capital at the beginning."""
    return label[:1].upper() + label[1:]
