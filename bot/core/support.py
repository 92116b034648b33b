"""What practitioners ask for and who can give it, as the city pack lays it down.

The twelve kinds, their questions, the partners of the pentahelix, saved replies, and the words a kind is guessed by
(`bot.core.kinds`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.core.pack import CityFault, Texts

UNSORTED = "unsorted"  # the kind of a request that is none of the city's, or not yet known

ANONYMOUS, NAMELESS = "anonymous", "ya"  # the question of a sealed kind, and its answer, that keep the name out

CRAFT = "craft"  # the idea a craft of the city stands for by itself, and with ":" and the id of its sub-sector

QuestionType = Literal["choice", "multi", "text", "number", "date", "url", "subsector"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers to a choice or multi question. `short` is for buttons, 20 characters at most."""

    id: str
    label: Texts
    short: Texts


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a kind. `key` names the answer; `required` ones (two a kind at most) come before filing."""

    key: str
    ask: Texts
    type: QuestionType
    required: bool
    options: tuple[Answer, ...] = ()
    hint: Texts | None = None


@dataclass(frozen=True, slots=True)
class ClosedKind:
    """The city does not serve this kind: `text` says so, with the right address. Nothing is filed."""

    text: Texts


@dataclass(frozen=True, slots=True)
class FilingRule:
    """The law's "so many working days before": the last day to file is counted back from a date that was answered.

    `date` and `scale` are keys of questions; `days` maps the answers to `scale` to working days, `usual` is the
    answer to go by until it is known.
    """

    date: str
    scale: str
    days: Mapping[str, int]
    usual: str

    def lead(self, answers: Mapping[str, object]) -> int:
        """Working days before the date, for the answers given so far (answer ids by question key)."""
        return self.days.get(str(answers.get(self.scale)), self.days[self.usual])


@dataclass(frozen=True, slots=True)
class SupportKind:
    """One kind of support.

    `target_days`: working days within which the committee wants it settled. `sealed`: seen only by those named for
    it. `has_outcome`: worth asking later what came of it. `institutions`: partner ids, likeliest first.
    `kin`: the kinds it is most often mistaken for.
    """

    id: str
    code: str
    emoji: str
    label: Texts
    short: Texts
    description: Texts
    group: str
    questions: tuple[Question, ...]
    partner_types: tuple[str, ...]
    target_days: int
    has_outcome: bool = False
    sealed: bool = False
    closed: ClosedKind | None = None
    filing: FilingRule | None = None
    institutions: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[Question, ...]:
        """What is asked before filing: two at most."""
        return tuple(question for question in self.questions if question.required)

    @property
    def later(self) -> tuple[Question, ...]:
        """What can be completed afterwards."""
        return tuple(question for question in self.questions if not question.required)

    @property
    def wanted_date(self) -> Question | None:
        """The question whose answer says by when, if the kind has one."""
        return next((question for question in self.questions if question.type == "date"), None)

    def question(self, key: str) -> Question:
        """Raises CityFault if the kind asks no such thing (any more)."""
        for question in self.questions:
            if question.key == key:
                return question
        raise CityFault(f"support kind {self.id!r} asks no {key!r}")


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the list of kinds, for lists that hold few rows. `kinds` are ids in display order."""

    id: str
    label: Texts
    description: Texts
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Helix:
    """One of the five sides of the pentahelix."""

    id: str
    name: Texts


@dataclass(frozen=True, slots=True)
class Partner:
    """A body that can help. `sub_sectors` empty: all of them. `checked`: the committee has confirmed the entry.

    `addressee` is how a letter addresses it, `address` where that goes (text; no private numbers).
    """

    id: str
    name: str
    helix: str
    kinds: tuple[str, ...]
    sub_sectors: tuple[str, ...]
    role: Texts
    addressee: str
    address: str
    checked: bool


@dataclass(frozen=True, slots=True)
class SavedReply:
    """Words for answers that come up again. `text` may hold {nama}, {nomor} and {tanggal}; Indonesian, as sent.

    `title` is for buttons, 20 characters at most.
    """

    id: str
    kind: str
    title: str
    text: str

    @property
    def wants_date(self) -> bool:
        """Whether whoever sends it has to say a date."""
        return "{tanggal}" in self.text


@dataclass(frozen=True, slots=True)
class Clue:
    """What ideas say: all of `ideas` in one text speak for `kind` (None: for nothing of ours) by `weight`.

    `close`: in this order and next to each other, but for a few words. 10 decides alone, 4 is worth proposing.
    """

    ideas: tuple[str, ...]
    kind: str | None
    weight: int
    close: bool = False


@dataclass(frozen=True, slots=True)
class SupportWords:
    """How people ask. `ideas` maps an idea ("borrow") to the words and phrases for it; `clues` weigh ideas.

    `spellings` add to the lexicon of the city. `heads` and `tails` may hang on any word ("minjemin"); a head comes
    with the letters it may have swallowed ("m" for "p"). `held` say that what follows is there already ("sudah punya
    NIB"), `purpose` that it is what the wish is for ("modal untuk beli mesin"), `wish` that the wish itself comes.
    `topical` are ideas whose topic follows ("pelatihan halal").
    """

    ideas: Mapping[str, tuple[str, ...]]
    clues: tuple[Clue, ...]
    spellings: Mapping[str, str]
    heads: Mapping[str, tuple[str, ...]]
    tails: tuple[str, ...] = ()
    held: frozenset[str] = frozenset()
    purpose: frozenset[str] = frozenset()
    wish: frozenset[str] = frozenset()
    topical: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """All of it. Kinds and partners in the order of the pack."""

    kinds: tuple[SupportKind, ...]
    groups: tuple[Group, ...]
    pentahelix: tuple[Helix, ...]
    partners: tuple[Partner, ...]
    saved_replies: tuple[SavedReply, ...]
    words: SupportWords
    _kinds: Mapping[str, SupportKind] = field(init=False, repr=False)
    _partners: Mapping[str, Partner] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_kinds", {each.id: each for each in self.kinds})
        object.__setattr__(self, "_partners", {each.id: each for each in self.partners})

    def kind(self, id: str) -> SupportKind:
        """Raises CityFault if there is none of that id (UNSORTED is none)."""
        if id not in self._kinds:
            raise CityFault(f"no support kind {id!r}")
        return self._kinds[id]

    def has_kind(self, id: str) -> bool:
        """Whether it is a kind of this city (UNSORTED is none)."""
        return id in self._kinds

    def partner(self, id: str) -> Partner:
        """Raises CityFault if the pack has none of that id."""
        if id not in self._partners:
            raise CityFault(f"no partner {id!r}")
        return self._partners[id]

    def partners_for(self, kind: str, sub_sectors: tuple[str, ...] = ()) -> tuple[Partner, ...]:
        """Who can help with a kind: those for the person's sub-sectors first, those for others left out."""
        fitting = [each for each in self.partners if kind in each.kinds]
        own = [each for each in fitting if set(each.sub_sectors) & set(sub_sectors)]
        return (*own, *(each for each in fitting if not each.sub_sectors))

    def replies_for(self, kind: str) -> tuple[SavedReply, ...]:
        """The saved replies of a kind, those for every kind (UNSORTED) last."""
        own = tuple(each for each in self.saved_replies if each.kind == kind)
        return own if kind == UNSORTED else own + self.replies_for(UNSORTED)
