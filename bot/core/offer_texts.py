"""What staff type of an opportunity, read into its fields: several in one message, days and amounts in words. Pure.

Each reader gives a *patch*: fields of `bot.core.opportunities.Offer` as JSON values; or the name of what is wrong.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.amounts import read_amount
from bot.core.dates import read_day
from bot.core.jsonable import to_json
from bot.core.offers import LINE_MOST, LINES_MOST, SUMMARY_MOST, TITLE_MOST, requirement
from bot.core.opportunities import QUESTIONS_MOST, Phase, Question
from bot.core.sentence import read_place
from bot.core.vocabulary import City

Patch = Mapping[str, Any]
_CLOSES = ("tutup", "ditutup", "penutupan", "paling lambat", "sampai", "hingga", "terakhir", "deadline", "batas",
           "tenggat", "closes", "until", "by")  # fmt: skip
_OPENS = ("buka", "dibuka", "pendaftaran mulai", "opens")
_RESULTS = ("hasil", "pengumuman", "diumumkan", "results", "announced")
_TAKES_PLACE = ("acara", "tampil", "pelaksanaan", "dilaksanakan", "hari/tanggal", "tanggal", "event", "jadwal")
_FREE = re.compile(r"\b(?:gratis|tanpa biaya|tidak dipungut|free|nol rupiah|rp\s?0)\b", re.IGNORECASE)
_PLACES = re.compile(r"\b(\d{1,4}) (?:tempat|kursi|slot|lapak|places|seats|slots|booths)\b", re.IGNORECASE)
_MONEY = re.compile(r"\brp|\b(?:biaya|bayar|htm|tiket|kontribusi|ribu|rb|juta|jt|fee|costs?)\b", re.IGNORECASE)
_SPAN = re.compile(
    r"(\d{1,2})(?:\s+([a-z]{3,9}))?(?:\s+\d{4})?\s*(?:-|–|s\.?\s?d\.?|sampai|hingga|to|until)\s*(\d{1,2}\s+[a-z]{3,9}(?:\s+\d{4})?)",
    re.IGNORECASE,
)
_ONLINE = re.compile(r"\b(?:daring|online|zoom|virtual)\b", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-•*✅✔▪]|\d{1,2}[.)])\s*")
_ADDRESS = re.compile(r"https?://[^\s]+\.[^\s]+", re.IGNORECASE)
_SIGNS = re.compile(r"[^\w\s.,:;!?&()/'\"+%-]")
_NAMES = tuple(
    (name, sign, re.compile(rf"(?:{words}) ?[:：]", re.IGNORECASE))
    for name, sign, words in (
        ("place", "📍", "tempat|lokasi|venue|place"),
        ("requirements", "✅", "(?:per)?syarat(?:an)?(?: peserta)?|ketentuan|conditions|requirements"),
        ("benefits", "🎁", "fasilitas|hadiah|manfaat|yang didapat|benefits?|prizes?"),
        ("organizer", "", "penyelenggara|diselenggarakan oleh|organi[sz]ers?"),
    )
)
_CLAUSES = re.compile(r"[,;.]\s+")
_SEVERAL = ("requirements", "benefits")
_TYPES = {"angka": "number", "number": "number", "tautan": "link", "link": "link", "berkas": "file", "file": "file"}


@dataclass(frozen=True, slots=True)
class Ground:
    """What reading needs to know."""

    city: City
    today: date


Read = Callable[[str, Ground], "Patch | str"]


def words(text: str, ground: Ground) -> Patch | str:
    """The title on the first line, the text below it."""
    first, _, rest = text.strip().partition("\n")
    title, summary = " ".join(first.split()), rest.strip()
    if not title:
        return "empty"
    if len(title) > TITLE_MOST or len(summary) > SUMMARY_MOST:
        return "too_long"
    return {"title": {"id": title}, **({"summary": {"id": summary}} if summary else {})}


def summary(text: str, ground: Ground) -> Patch | str:
    """The text alone."""
    plain = text.strip()
    if not plain:
        return "empty"
    return {"summary": {"id": plain}} if len(plain) <= SUMMARY_MOST else "too_long"


def english(text: str, ground: Ground) -> Patch | str:
    """The same in English."""
    read = words(text, ground)
    return read if isinstance(read, str) else {name: {"en": value["id"]} for name, value in read.items()}


def days(text: str, ground: Ground) -> Patch | str:
    """ "tutup 28 Mei, acara 16-18 Juli, pengumuman 10 Juni"; the first day without a word is the last one to apply."""
    found: dict[str, Any] = {}
    for part in re.split(r"[,;\n]", text):
        if part.strip():
            read = _days_of(part.strip(), ground, "last_day" in found)
            if not read:
                return "no_day"
            found |= read
    last = found.get("last_day")
    if last is not None and last < ground.today.isoformat():
        return "past"
    return found or "no_day"


def _days_of(part: str, ground: Ground, closed: bool) -> dict[str, str]:
    begin = part.lower()
    for names, field in ((_CLOSES, "last_day"), (_OPENS, "opens_on"), (_RESULTS, "results_on")):
        if begin.startswith(names):
            day = read_day(part, ground.today)
            return {field: day.isoformat()} if day is not None else {}
    span = _span(part, ground)
    if span is None:
        return {}
    if not closed and span[1] is None and not begin.startswith(_TAKES_PLACE):
        return {"last_day": span[0].isoformat()}
    return {"starts_on": span[0].isoformat(), "ends_on": (span[1] or span[0]).isoformat()}


def _span(text: str, ground: Ground) -> tuple[date, date | None] | None:
    """A day, or the first and the last of several."""
    if match := _SPAN.search(text):
        last = read_day(match[3], ground.today)
        month = match[2] or match[3].split()[1]
        first = read_day(f"{match[1]} {month} {last.year}" if last is not None else "", ground.today)
        if first is not None and last is not None:
            return (first if first <= last else first.replace(year=last.year - 1)), last
    day = read_day(text, ground.today)
    return (day, None) if day is not None else None


def one_day(field: str) -> Read:
    """A single day."""

    def read(text: str, ground: Ground) -> Patch | str:
        day = read_day(text, ground.today)
        return {field: day.isoformat()} if day is not None else "no_day"

    return read


def place(text: str, ground: Ground) -> Patch | str:
    """Where, with the district where it names one; "daring" is nowhere."""
    plain = " ".join(text.split())
    if not plain or len(plain) > LINE_MOST:
        return "too_long" if plain else "empty"
    codes, _ = read_place(plain, ground.city)
    district = ground.city.district_of(codes[0]) if len(codes) == 1 else None
    online = _ONLINE.search(plain) is not None
    return {"place": plain, "district": district.code if district is not None else "", "online": online}


def seats(text: str, ground: Ground) -> Patch | str:
    """ "12 tempat, gratis", "20 orang, biaya 50 ribu"."""
    found: dict[str, Any] = {}
    for part in re.split(r"[;\n]|,(?!\d)|\bdan\b|\band\b", text):
        if _FREE.search(part):
            found["fee_idr"] = 0
        elif (number := read_amount(part)) is not None:
            found["fee_idr" if _MONEY.search(part) else "quota"] = number
    return found or "no_number"


def lines(field: str, most: int = LINES_MOST) -> Read:
    """One thing a line, or parted by semicolons."""

    def read(text: str, ground: Ground) -> Patch | str:
        found = listed(text)
        if not found:
            return "empty"
        if len(found) > most or any(len(each) > LINE_MOST for each in found):
            return "too_long"
        return {field: found}

    return read


def listed(text: str) -> list[str]:
    """The lines of a list, without its bullets and numbers."""
    return [plain for part in re.split(r"[\n;]", text) if (plain := " ".join(_BULLET.sub("", part).split()))]


def requirements(text: str, ground: Ground) -> Patch | str:
    """Conditions, one a line."""
    read = lines("requirements")(text, ground)
    return read if isinstance(read, str) else {"requirements": [to_json(requirement(t)) for t in read["requirements"]]}


def questions(text: str, ground: Ground) -> Patch | str:
    """Own questions to applicants, one a line; what is wanted stands behind: "(angka)", "(A/B)", "(boleh kosong)"."""
    read = lines("questions", QUESTIONS_MOST)(text, ground)
    if isinstance(read, str):
        return read
    return {"questions": [to_json(_question(n, each)) for n, each in enumerate(read["questions"], 1)]}


def _question(number: int, text: str) -> Question:
    ask, type_, optional = text, "text", False
    choices: tuple[str, ...] = ()
    while (match := re.search(r"\s*\(([^()]+)\)$", ask)) is not None:
        inside = match[1].strip().lower()
        if inside in ("boleh kosong", "opsional", "optional"):
            optional = True
        elif inside in _TYPES:
            type_ = _TYPES[inside]
        elif "/" in inside:
            type_, choices = "choice", tuple(each.strip() for each in match[1].split("/") if each.strip())
        else:
            break
        ask = ask[: match.start()]
    return Question(key=f"q{number}", ask=ask, type=type_, choices=choices, optional=optional)  # type: ignore[arg-type]


def phases(text: str, ground: Ground) -> Patch | str:
    """Stages of a competition, one a line, each with its day if it has one: "paparan: 5 Juli"."""
    read = lines("phases")(text, ground)
    if isinstance(read, str):
        return read
    return {"phases": [to_json(_phase(each, ground)) for each in read["phases"]]}


def _phase(text: str, ground: Ground) -> Phase:
    name, colon, rest = text.partition(":")
    day = read_day(rest, ground.today) if colon else None
    return Phase(name=name.strip() if day is not None else text, on=day)


def line(field: str, most: int = LINE_MOST) -> Read:
    """One line."""

    def read(text: str, ground: Ground) -> Patch | str:
        plain = " ".join(text.split())
        if not plain:
            return "empty"
        return {field: plain} if len(plain) <= most else "too_long"

    return read


def number(field: str) -> Read:
    """How many."""

    def read(text: str, ground: Ground) -> Patch | str:
        found = read_amount(text)
        return {field: found} if found is not None else "no_number"

    return read


def link(text: str, ground: Ground) -> Patch | str:
    """An address where one applies."""
    match = _ADDRESS.search(text)
    return {"apply_via": "link", "link": match[0]} if match is not None else "no_link"


def guessed(text: str, ground: Ground) -> Patch:
    """What a whole announcement seems to say: its first line as the title, its kind, last day, event and fee.

    Lines that are named ("Syarat:", or a usual sign) are read as place, organizer, conditions and benefits; such a line
    stands in its field, and no more in the text.
    """
    lines_, named_ = _parted(text, ground)
    rows = [plain for row in lines_ if (plain := " ".join(_SIGNS.sub(" ", row).split()))]
    found: dict[str, Any] = {}
    for row in filter(None, (" ".join(_SIGNS.sub(" ", each).split()) for each in text.splitlines())):
        for part in (row, *_CLAUSES.split(row)):
            for name, value in _told(part, ground).items():
                found.setdefault(name, value)
    if rows:
        title = rows[0] if len(rows[0]) <= TITLE_MOST else rows[0][: TITLE_MOST - 1].rsplit(" ", 1)[0] + "…"
        rest = "\n".join(rows[1:]) if len(rows[0]) <= TITLE_MOST else "\n".join(rows)
        found["title"] = {"id": title}
        if rest:
            found["summary"] = {"id": rest if len(rest) <= SUMMARY_MOST else rest[: SUMMARY_MOST - 1] + "…"}
    if kind := kind_of(text, ground.city):
        found["kind"] = kind
    return {**found, **named_}


def _parted(text: str, ground: Ground) -> tuple[list[str], dict[str, Any]]:
    """The lines that are read as words, and what the named ones say; the first is a title, whatever its name."""
    first, *rows = [row for row in text.splitlines() if row.strip()] or [""]
    left: list[str] = [first]
    found: dict[str, Any] = {}
    while rows:
        row = rows.pop(0)
        name, words_ = _name_of(row)
        taken = [row]
        while name in _SEVERAL and rows and _BULLET.match(rows[0]) and not _name_of(rows[0])[0]:
            taken.append(rows.pop(0))
        read = _named_value(name, [words_, *taken[1:]], ground) if name and name not in found else "unnamed"
        if isinstance(read, str):
            left += taken
        else:
            found |= read
    return left, found


def _name_of(row: str) -> tuple[str, str]:
    """The field that a line names by a word or a sign, and what it says of it; "" for none."""
    plain = row.strip().strip("*_")
    for name, sign, words_ in _NAMES:
        if sign and plain.startswith(sign):
            rest = plain.removeprefix(sign).strip(" \ufe0f*_")
            match = words_.match(rest)
            return name, rest[match.end() :].strip(" *_") if match is not None else rest
        if (match := words_.match(plain)) is not None:
            return name, plain[match.end() :].strip(" *_")
    return "", ""


def _named_value(name: str, said: Sequence[str], ground: Ground) -> Patch | str:
    """What the lines under a name say, or what is wrong with them."""
    if name == "place":
        return "unread" if said[0][:1].isdigit() else place(said[0], ground)
    if name == "organizer":
        return line("organizer")(said[0], ground)
    text = "\n".join(filter(None, (said[0].replace(", ", "\n"), *said[1:])))
    return requirements(text, ground) if name == "requirements" else lines(name)(text, ground)


def _told(row: str, ground: Ground) -> dict[str, Any]:
    """Days, fee and places of a line that says what they are."""
    found: dict[str, Any] = {"fee_idr": 0} if _FREE.search(row) else {}
    if (places := _PLACES.search(row)) is not None and int(places[1]):
        found["quota"] = int(places[1])
    folded = row.lower()
    for word in _CLOSES:
        at = re.search(rf"\b{word}\b", folded)
        day = read_day(row[at.end() :], ground.today) if at is not None and not _SPAN.search(row) else None
        if day is not None and day >= ground.today:
            return {**found, "last_day": day.isoformat()}
    if folded.startswith(_TAKES_PLACE) and (span := _span(row, ground)) is not None:
        return {**found, "starts_on": span[0].isoformat(), "ends_on": (span[1] or span[0]).isoformat()}
    return found


def kind_of(text: str, city: City) -> str:
    """The kind whose words stand first in a text, "" if none do."""
    folded = " ".join(re.findall(r"\w+", text.lower()))
    places = [
        (match.start(), kind.id)
        for kind in city.opportunities.kinds
        for word in (*kind.words, *(name.lower() for name in kind.name.values()))
        if (match := re.search(rf"\b{re.escape(word)}\b", folded)) is not None
    ]
    return min(places, default=(0, ""))[1]


def named(values: Sequence[tuple[str, str]], text: str) -> tuple[dict[str, str], list[str]]:
    """Lines "Tema: sungai" by the keys of `values` (key, name); and the names nobody knows."""
    known = {name.lower(): key for key, name in values}
    found: dict[str, str] = {}
    unknown: list[str] = []
    for row in filter(None, (_BULLET.sub("", each).strip() for each in text.splitlines())):
        name, colon, rest = row.partition(":")
        key = known.get(" ".join(name.lower().split())) if colon else None
        if key is None:
            unknown.append(name[:40])
        elif rest.strip():
            found[key] = rest.strip()
    return found, unknown
