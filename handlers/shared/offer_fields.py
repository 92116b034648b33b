"""The fields of an opportunity as questions: how each is asked, and the patch its answer makes of the offer.

A field is asked on its own; what is typed may fill several fields of the record at once ("12 tempat, gratis").
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.actions.partnering import is_private
from bot.core import offer_texts
from bot.core.audience import KINDS, LEVELS
from bot.core.audience_words import read_words
from bot.core.flow import Answers, AnyStep, Ask, Check, Choose, Facts, Got, No, Put, Values
from bot.core.jsonable import from_json, to_json
from bot.core.message import Kind
from bot.core.offer_texts import Ground, Patch, Read
from bot.core.offers import OWN
from bot.core.opportunities import Offer
from bot.core.opportunity_kinds import OpportunityField
from bot.core.reading import Option
from bot.core.sentence import read_place
from handlers.shared import staffed

SPEAKS = "offer_field"
POSTER = "poster"
PICTURES: frozenset[Kind] = frozenset({"photo", "file"})
OTHER_WORDS = "desk"
EITHER = "either"
Options = Callable[[Answers, Facts], Sequence[Option]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a field is asked: typed and `read`, or chosen. `fixed` are buttons that stand for a patch."""

    read: Read | None = None
    options: Options | None = None
    many: bool = False
    named: tuple[str, ...] = ()
    fixed: Mapping[str, Patch] = field(default_factory=dict)
    made: Callable[[Any], Patch] | None = None


def check(read: Read) -> Check:
    """A reader as a step takes it: its patch is the answer; nobody's own number stands in it."""

    def checked(text: str, facts: Facts) -> Got | No:
        if is_private(text):
            return No("private")
        patch = read(text, Ground(facts.city, staffed.today(facts)))
        return No(patch) if isinstance(patch, str) else Got(dict(patch))

    return checked


def kinds(answers: Answers, facts: Facts) -> Sequence[Option]:
    """The kinds of opportunities of the city."""
    found = facts.city.opportunities.kinds
    return [_named_option(each.id, each.name, facts.language, each.words) for each in found]


def families(answers: Answers, facts: Facts) -> Sequence[tuple[Option, tuple[str, ...]]]:
    """The two families, with the ids of their kinds."""
    return [
        (Option(family, name), tuple(each.id for each in facts.city.opportunities.kinds if each.family == family))
        for family, name in (("peluang", "Peluang"), ("panggung", "Panggung"))
    ]


def _named_option(id: str, name: Mapping[str, str], language: str, others: Sequence[str] = ()) -> Option:
    label = name[language]
    short = label if len(label) <= 20 else label[:19] + "…"
    return Option(id, label, "", (*name.values(), *others), short)


def sub_sectors(answers: Answers, facts: Facts) -> Sequence[Option]:
    """Every sub-sector."""
    return [Option(each.id, each.short[facts.language]) for each in facts.city.sub_sectors]


def pillars(answers: Answers, facts: Facts) -> Sequence[Option]:
    """The pillars of the city's vision."""
    return [_named_option(each.id, each.name, facts.language) for each in facts.city.opportunities.pillars]


def helixes(answers: Answers, facts: Facts) -> Sequence[Option]:
    """The sides of the pentahelix."""
    return [Option(each.id, each.name[facts.language]) for each in facts.city.pentahelix]


def districts(text: str, ground: Ground) -> Patch | str:
    """Districts by any of their names, parted by commas."""
    found: list[str] = []
    for part in text.replace("\n", ",").split(","):
        codes, _ = read_place(part, ground.city)
        district = ground.city.district_of(codes[0]) if len(codes) == 1 else None
        if part.strip() and district is None:
            return "unknown"
        found += [district.code] if district is not None else []
    return {"audience": {"districts": list(dict.fromkeys(found))}} if found else "unknown"


def exclusions(text: str, ground: Ground) -> Patch | str:
    """Sub-sectors, districts and kinds of practitioner that it is not for, in words."""
    found, unknown = read_words(f"kecuali {text}", ground.city)
    named = {name: list(getattr(found, name)) for name in LEFT_OUT}
    return {"audience": named} if any(named.values()) and not unknown and not found.levels else "unknown_whom"


def _audience(part: str) -> Callable[[Any], Patch]:
    return lambda values: {"audience": {part: list(values)}}


def _level(value: Any) -> Patch:
    return {"audience": {"levels": [] if value == EITHER else [value]}}


def _one(name: str) -> Callable[[Any], Patch]:
    return lambda value: {name: value}


LEFT_OUT = ("without_sub_sectors", "without_districts", "without_kinds")
EMPTY: Mapping[str, Patch] = {
    "english": {"title": {"en": ""}, "summary": {"en": ""}}, "place": {"place": "", "district": "", "online": False},
    "benefits": {"benefits": []}, "questions": {"questions": []}, "phases": {"phases": []},
    "criteria": {"criteria": []}, "results_on": {"results_on": None}, "districts": {"audience": {"districts": []}},
    "per_district": {"per_district": 0}, "objection_days": {"objection_days": 0}, "confirm_hours": {"confirm_hours": 0},
    "exclusions": {"audience": {name: [] for name in LEFT_OUT}},
}  # fmt: skip
"""What [Kosongkan] makes of a field."""
FIELDS: Mapping[str, Asked] = {
    "kind": Asked(options=kinds, made=_one("kind")),
    "text": Asked(read=offer_texts.words),
    "summary": Asked(read=offer_texts.summary),
    "days": Asked(read=offer_texts.days),
    "place": Asked(read=offer_texts.place, fixed={"none": EMPTY["place"]}),
    "organizer": Asked(read=offer_texts.line("organizer")),
    "seats": Asked(read=offer_texts.seats, fixed={"free": {"fee_idr": 0}}),
    "requirements": Asked(
        read=offer_texts.requirements, fixed={"none": {"requirements": [{"text": "tanpa syarat khusus", "key": ""}]}}
    ),
    "benefits": Asked(read=offer_texts.lines("benefits"), fixed={"none": EMPTY["benefits"]}),
    "sub_sectors": Asked(options=sub_sectors, many=True, made=_audience("sub_sectors")),
    "source": Asked(
        read=offer_texts.line("source"),
        fixed={"own": {"source": "langsung dari penyelenggara"}, "letter": {"source": "surat resmi"}},
    ),
    POSTER: Asked(),
    "districts": Asked(read=districts, fixed={"none": EMPTY["districts"]}),
    "practitioners": Asked(named=KINDS, many=True, made=_audience("kinds")),
    "exclusions": Asked(read=exclusions, fixed={"none": EMPTY["exclusions"]}),
    "levels": Asked(named=(*LEVELS, EITHER), made=_level),
    "questions": Asked(read=offer_texts.questions, fixed={"none": EMPTY["questions"]}),
    "pillar": Asked(options=pillars, named=("none",), made=lambda value: {"pillar": "" if value == "none" else value}),
    "helix": Asked(options=helixes, made=_one("helix")),
    "link": Asked(
        read=offer_texts.link,
        fixed={"bot": {"apply_via": "bot", "link": ""}, OTHER_WORDS: {"apply_via": "desk", "link": ""}},
    ),
    "contact_role": Asked(read=offer_texts.line("contact_role")),
    "selection": Asked(named=("curated", "first_come"), made=_one("selection")),
    "results_on": Asked(read=offer_texts.one_day("results_on"), fixed={"none": EMPTY["results_on"]}),
    "confirm_hours": Asked(read=offer_texts.number("confirm_hours"), fixed={"none": EMPTY["confirm_hours"]}),
    "per_district": Asked(read=offer_texts.number("per_district"), fixed={"none": EMPTY["per_district"]}),
    "phases": Asked(read=offer_texts.phases, fixed={"none": EMPTY["phases"]}),
    "criteria": Asked(read=offer_texts.lines("criteria"), fixed={"none": EMPTY["criteria"]}),
    "objection_days": Asked(read=offer_texts.number("objection_days"), fixed={"none": EMPTY["objection_days"]}),
    "english": Asked(read=offer_texts.english, fixed={"none": EMPTY["english"]}),
}  # fmt: skip
GUIDED = (
    "text",
    "summary",
    "days",
    "place",
    "organizer",
    "seats",
    "requirements",
    "benefits",
    "sub_sectors",
    "source",
    POSTER,
)
"""What is asked of a new one, in this order, before the kind's own."""
OF_RECORD: Mapping[str, str] = {
    "title": "text", "last_day": "days", "fee_idr": "seats", "quota": "seats", "opens_on": "days",
}  # fmt: skip
"""Fields of the record that are asked under another name."""
AMENDED = ("days", "place")
"""What may be changed of what is out."""
CONTESTS = ("per_district", "phases", "criteria", "objection_days")


def asked_as(name: str) -> str:
    """The question that fills a field of the record, or one of the kind's own."""
    return OF_RECORD.get(name, name)


def step(key: str, own: OpportunityField | None = None) -> AnyStep:
    """The question of a field; `own` is the kind's own, under `own.<key>`."""
    if own is not None:
        return _own_step(key, own)
    asked, says = FIELDS[key], f"{SPEAKS}.{key}.ask"
    if key == POSTER:
        return Ask(key=key, speaks=SPEAKS, says=says, check=_no_words, media=PICTURES, optional=True)
    if asked.read is not None:
        return Ask(
            key=key, speaks=SPEAKS, says=says, check=check(asked.read), choices=tuple(asked.fixed),
            on={name: Put(dict(patch)) for name, patch in asked.fixed.items()}, optional=True,
        )  # fmt: skip
    if asked.options is None:
        return Choose(key=key, speaks=SPEAKS, says=says, choices=asked.named, many=asked.many, optional=True)
    return Choose(
        key=key, speaks=SPEAKS, says=says, choices=asked.options, also=asked.named, many=asked.many, optional=True,
        groups=families if key == "kind" else None,
    )  # fmt: skip


def _no_words(text: str, facts: Facts) -> No:
    return No("no_picture")


def _own_step(key: str, own: OpportunityField) -> AnyStep:
    def said(answers: Answers, facts: Facts) -> Values:
        return {"name": own.name[facts.language]}

    if own.type == "flag":
        return Choose(
            key=key, speaks=SPEAKS, says=f"{SPEAKS}.flag.ask", values=said, choices=("yes", "no"), optional=True
        )
    may_lack = own.type == "money" or not own.required
    nothing = {"none": Put({"fields": {own.key: 0 if own.type == "money" else ""}})} if may_lack else {}
    return Ask(
        key=key, speaks=SPEAKS, says=f"{SPEAKS}.own_{own.type}.ask", values=said, check=check(read_own(own)),
        choices=tuple(nothing), on=nothing, optional=True,
    )  # fmt: skip


def read_own(own: OpportunityField) -> Read:
    """A field of the kind's own, as its type wants it."""

    def read(text: str, ground: Ground) -> Patch | str:
        plain = " ".join(text.split())
        match own.type:
            case "number" | "money":
                value: Any = offer_texts.number("n")(text, ground)
            case "date":
                value = offer_texts.one_day("n")(text, ground)
            case "list":
                value = offer_texts.lines("n")(text if "\n" in text or ";" in text else text.replace(",", "\n"), ground)
            case "flag":
                value = {"n": plain.lower() in ("ya", "ada", "yes", "iya")}
            case _:
                value = offer_texts.line("n", 200)(text, ground)
        return value if isinstance(value, str) else {"fields": {own.key: value["n"]}}

    return read


def patch_of(key: str, answer: Any) -> Patch:
    """What an answer makes of the offer; nothing where it was passed over."""
    if answer is None or key == POSTER:
        return {}
    if isinstance(answer, Mapping):
        return answer
    if key.startswith(OWN):
        return {"fields": {key.removeprefix(OWN): answer == "yes"}}
    made = FIELDS[key].made
    return made(answer) if made is not None else {}


def patched(offer: Offer, patch: Patch) -> Offer:
    """The offer with a patch in it; what is a mapping is filled up, and an empty word in it goes."""
    body: dict[str, Any] = to_json(offer)
    body["audience"] = {name: values for name, values in body["audience"].items() if values}
    for name, value in patch.items():
        body[name] = {**body[name], **value} if isinstance(value, Mapping) else value
        if name in ("title", "summary", "fields"):
            body[name] = {key: each for key, each in body[name].items() if each not in ("", None)}
    return from_json(Offer, body)
