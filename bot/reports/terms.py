"""How a reader calls things and writes numbers: kinds, crafts, places, sides, days, in one language."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from bot.core.support import UNSORTED
from bot.core.vocabulary import City
from bot.i18n import Speech

Value = str | int | float | date | None
NOTHING = "–"
FULL = "d MMMM yyyy"


@dataclass(frozen=True, slots=True)
class Terms:
    """One language of one city. An unknown id ("") is "not stated", one the city pack lacks is shown as it is."""

    speech: Speech
    city: City

    @property
    def language(self) -> str:
        """Its code."""
        return self.speech.language

    def say(self, key: str, **values: str | int) -> str:
        """A sentence."""
        return self.speech.plain(key, values)

    def kind(self, id: str) -> str:
        """A kind of support, in 20 letters."""
        if id == UNSORTED:
            return self.say("report.unsorted")
        return self.city.support_kind(id).short[self.language] if self.city.support.has_kind(id) else self._other(id)

    def offer_kind(self, id: str) -> str:
        """A kind of opportunity or stage."""
        kind = self.city.opportunities.kind(id)
        return kind.name[self.language] if kind is not None else self._other(id)

    def sub_sector(self, id: str) -> str:
        """A sub-sector, in 20 letters."""
        known = {each.id: each.short[self.language] for each in self.city.sub_sectors}
        return known.get(id) or self._other(id)

    def district(self, code: str) -> str:
        """A district, or a place outside."""
        return self.city.place_label(code, self.language) if code else self._other(code)

    def helix(self, id: str) -> str:
        """A side of the pentahelix."""
        known = {each.id: each.name[self.language] for each in self.city.pentahelix}
        return known.get(id) or self._other(id)

    def _other(self, id: str) -> str:
        return id or self.say("report.unknown")

    def shown(self, value: Value) -> str:
        """A value as it is read: "1.234", "4,3", "16 Nov 2026"; a dash for none."""
        if value is None:
            return NOTHING
        if isinstance(value, date):
            return str(format_date(value, "d MMM yyyy", locale=self.language))
        if isinstance(value, str):
            return value
        return format_decimal(value, "#,##0.0" if isinstance(value, float) else "#,##0", locale=self.language)

    def days(self, first: date, last: date) -> str:
        """ "16–22 November 2026", "30 November – 6 Desember 2026"."""
        shapes = {(True, True): ("d", "–"), (True, False): ("d MMMM", " – ")}
        shape, dash = shapes.get((first.year == last.year, first.month == last.month), (FULL, " – "))
        begins, ends = (format_date(day, how, locale=self.language) for day, how in ((first, shape), (last, FULL)))
        return f"{begins}{dash}{ends}"

    def moment(self, at: int) -> str:
        """ "23 November 2026, 08.00 WIB", for UTC milliseconds."""
        zone = ZoneInfo(self.city.identity.timezone)
        when = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)
        return f"{format_datetime(when, 'd MMMM yyyy, HH.mm', locale=self.language)} {when.tzname()}"
