"""What was typed, held against what was offered: labels, numbers, reserved words, aliases, misspellings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz import fuzz, process

from bot.core.reading import NOTHING, Match, Option
from bot.core.spelling import fold

YES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "id": (
        "ya", "iya", "iyo", "y", "yo", "ok", "oke", "okey", "setuju", "boleh", "siap", "aok", "mau", "benar", "betul",
        "lanjut", "sip", "yoi", "tentu", "silakan", "gas", "bisa", "pacak", "nak", "yes", "👍",
    ),
    "en": ("yes", "y", "ok", "okay", "sure", "yep", "yeah", "agree", "i agree", "fine", "ya", "iya", "👍"),
})  # fmt: skip
NO: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "id": (
        "tidak", "dak", "idak", "nggak", "enggak", "ga", "gak", "ndak", "no", "jangan", "tidak usah", "dak usah",
        "tidak mau", "dak galak", "belum", "bukan", "nanti saja", "ogah", "👎",
    ),
    "en": ("no", "n", "nope", "not now", "no thanks", "don't", "never", "tidak", "👎"),
})  # fmt: skip

_LETTERS, _SCORE, _LEAD = 5, 88, 5  # misspellings: the least length, likeness (0-100) and lead over the next
_ONE_WORD = 4  # letters a word needs to stand for a longer label
_LONGEST = 120  # folded characters; nothing longer is an answer to a choice
_NEGATORS = frozenset({"tidak", "bukan", "jangan", "belum", "no", "not", "dont", "never", "tanpa", "tak", "ogah"})
_FILLERS = frozenset((
    "yang", "saya", "aku", "kami", "kak", "kakak", "pak", "bapak", "bu", "ibu", "min", "admin", "bang", "mbak", "mas",
    "cek", "lur", "ayo", "dulu", "saja", "dong", "deh", "lah", "sih", "kok", "nih", "itu", "ini", "pilih", "mau",
    "tahun", "umur", "usia", "banget", "sekali", "nian", "the", "a", "an", "i", "of", "please", "choose", "very",
))  # fmt: skip
_BEFORE_NUMBER = frozenset({"no", "nomor", "nmr", "ke", "opsi", "pilihan", "number", "option"})
_THUMBS = {"👍": "ya", "👎": "tidak"}
_COUNTED: tuple[tuple[str, ...], ...] = (
    ("satu", "pertama", "kesatu", "one", "first"),
    ("dua", "kedua", "two", "second"),
    ("tiga", "ketiga", "three", "third"),
    ("empat", "keempat", "four", "fourth"),
    ("lima", "kelima", "five", "fifth"),
    ("enam", "keenam", "six", "sixth"),
    ("tujuh", "ketujuh", "seven", "seventh"),
    ("delapan", "kedelapan", "eight", "eighth"),
    ("sembilan", "kesembilan", "nine", "ninth"),
    ("sepuluh", "kesepuluh", "ten", "tenth"),
)
_NUMBERS = {word: number for number, words in enumerate(_COUNTED, 1) for word in words}


@dataclass(frozen=True, slots=True)
class _Ready:
    """An option folded once: `names` mean it outright, `words` are theirs, a misspelling may be of any in `like`.

    `negative`: its words refuse, so a refusal may mean it and only it.
    """

    label: str
    names: frozenset[str]
    words: frozenset[str]
    like: frozenset[str]
    negative: bool


class Words:
    """`bot.core.reading.Reader` for one language.

    `reserved` maps a reserved word's name ("cancel") to what people type for it; `spellings` is the city's lexicon
    (chat and dialect spellings, keys folded).
    """

    def __init__(
        self,
        language: str,
        reserved: Mapping[str, Sequence[str]],
        spellings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:

        def folded(text: str) -> str:
            return fold(_thumbed(text), spellings)

        self.language = language
        self._fold = lru_cache(maxsize=4096)(folded)
        self._typed = lru_cache(maxsize=64)(folded)  # a turn reads the same words more than once
        self._ready = lru_cache(maxsize=4096)(self._prepare)
        self._reserved = {self._fold(word): name for name, words in reserved.items() for word in words}
        self._reserved.pop("", None)
        self._long = [word for word in self._reserved if len(word) >= _LETTERS]

    def read(self, text: str, offered: Sequence[Option], *, near: bool = True, counted: int | None = None) -> Match:
        """Looks in this order: label, number (1 is the first option), reserved word, alias, near.

        `near=False` (a free-text step) takes labels, aliases and reserved words as they stand, and no numbers.
        A refusal ("tidak setuju", "dak setuju") is never read as the option it refuses.
        """
        typed = self._typed(text[: 2 * _LONGEST])
        if not typed or len(typed) > _LONGEST:
            return NOTHING
        options = [(option.value, self._ready(option.label, option.aliases)) for option in offered]
        for match in self._looks(typed, options, near, counted):
            if match is not NOTHING:
                return match
        return NOTHING

    def near(self, word: str, candidates: Sequence[str], /) -> str | None:
        """The one candidate a misspelt word must have meant: >= 5 letters, likeness >= 88, lead >= 5; else None."""
        if len(word) < _LETTERS:
            return None
        found = process.extract(word, candidates, scorer=fuzz.ratio, score_cutoff=_SCORE - _LEAD, limit=2)
        return found[0][0] if found and _leads([score for _, score, _ in found]) else None

    def _prepare(self, label: str, aliases: tuple[str, ...]) -> _Ready:
        folded = self._fold(label)
        names = frozenset(filter(None, (folded, *map(self._fold, aliases))))
        words = frozenset(word for name in names for word in name.split())
        telling = {word for word in folded.split() if word not in _FILLERS}
        like = frozenset(name for name in (*names, _core(folded), *telling) if len(name) >= _LETTERS)
        return _Ready(folded, names, words, like, not _NEGATORS.isdisjoint(words))

    def _looks(
        self, typed: str, options: Sequence[tuple[str, _Ready]], near: bool, counted: int | None
    ) -> Iterable[Match]:
        core = _core(typed)
        yield _exact(value for value, ready in options if typed == ready.label)
        if near:
            yield _numbered(core, options[:counted])
        yield self._reserved_word(typed, core if near else typed)
        yield _exact(value for value, ready in options if typed in ready.names)
        if near:
            yield _exact(value for value, ready in options if core in ready.names)
            yield _refusal(core, options)
            yield _worded(core, options)
            yield self._misspelt(core, options)

    def _reserved_word(self, typed: str, core: str) -> Match:
        name = self._reserved.get(typed) or self._reserved.get(core)
        return Match("word", (name,)) if name else NOTHING

    def _misspelt(self, core: str, options: Sequence[tuple[str, _Ready]]) -> Match:
        if len(core) < _LETTERS:
            return NOTHING
        refuses = _refuses(core)
        best: dict[tuple[bool, str], float] = {}
        for value, ready in options:
            if not refuses or ready.negative:
                best[(False, value)] = max((_likeness(core, name) for name in ready.like), default=0.0)
        for word, score, _ in process.extract(
            core, self._long, scorer=fuzz.ratio, score_cutoff=_SCORE - _LEAD, limit=9
        ):
            if word[0] == core[0]:
                key = (True, self._reserved[word])
                best[key] = max(best.get(key, 0.0), score)
        ranked = sorted(((score, key) for key, score in best.items() if score >= _SCORE - _LEAD), reverse=True)
        if not ranked or ranked[0][0] < _SCORE:
            return NOTHING
        reserved, value = ranked[0][1]
        if _leads([score for score, _ in ranked]):
            return Match("word" if reserved else "near", (value,))
        values = tuple(value for score, (reserved, value) in ranked if score >= _SCORE and not reserved)
        return Match("several", values) if len(values) > 1 else NOTHING


def _thumbed(text: str) -> str:
    for thumb, word in _THUMBS.items():
        text = text.replace(thumb, f" {word} ") if thumb in text else text
    return text


def _core(typed: str) -> str:
    """Without polite words around it ("yang pertama kak" -> "pertama"), unless nothing would remain."""
    return " ".join(word for word in typed.split() if word not in _FILLERS) or typed


def _refuses(core: str) -> bool:
    return not _NEGATORS.isdisjoint(core.split())


def _exact(values: Iterable[str]) -> Match:
    found = tuple(dict.fromkeys(values))
    return Match("several" if len(found) > 1 else "exact", found) if found else NOTHING


def _numbered(core: str, options: Sequence[tuple[str, _Ready]]) -> Match:
    first, _, rest = core.partition(" ")
    core = rest if rest and first in _BEFORE_NUMBER else core
    number = int(core) if core.isdecimal() and len(core) <= 2 else _NUMBERS.get(core, 0)
    return Match("exact", (options[number - 1][0],)) if 1 <= number <= len(options) else NOTHING


def _refusal(core: str, options: Sequence[tuple[str, _Ready]]) -> Match:
    """ "tidak setuju" is the one refusing option, if what it refuses was offered."""
    first, _, rest = core.partition(" ")
    if first not in _NEGATORS or not rest:
        return NOTHING
    refused = set(rest.split())
    if any(not ready.negative and refused <= ready.words for _, ready in options):
        negative = [value for value, ready in options if ready.negative]
        return Match("exact", tuple(negative)) if len(negative) == 1 else NOTHING
    return NOTHING


def _worded(core: str, options: Sequence[tuple[str, _Ready]]) -> Match:
    """Some of an option's own words ("panggung" for "Peluang & panggung"), where no other option has them all."""
    words = set(core.split())
    telling = any(len(word) >= _ONE_WORD and word.isalpha() and word not in _FILLERS for word in words)
    refuses = _refuses(core)
    fitting = (
        value
        for value, ready in options
        if words <= ready.words
        and ready.negative >= refuses
        and (telling or len(words) > 1 or f"{ready.label} ".startswith(f"{core} "))
    )
    return _exact(fitting)


def _likeness(core: str, name: str) -> float:
    fit = len(name) >= _LETTERS and name[0] == core[0]  # what stands before a word changes it most
    return fuzz.ratio(core, name, score_cutoff=_SCORE - _LEAD) if fit else 0.0


def _leads(scores: Sequence[float]) -> bool:
    return scores[0] >= _SCORE and (len(scores) == 1 or scores[0] - scores[1] >= _LEAD)
