"""The steps by which a practitioner describes itself: shared by registration and by "Ubah profil"."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from bot.core.flow import Answers, Ask, Choose, Facts, Got, No, Put, Review, Values, Which
from bot.core.message import Word
from bot.core.reading import Option
from bot.core.records import Profile
from bot.core.sentence import read_place, read_sentence
from bot.core.vocabulary import OUTSIDE, ROAMING

UNSURE = "unsure"
NAME_MOST = 60
STORY_MOST = 500
GROUPED = ("group", "business")
EDITS = ("name", "story", "sub_sector", "place", "kind")


def story(text: str, facts: Facts) -> Got | No:
    """What somebody makes and where, in a sentence; what it says of sub-sector and place is not asked again."""
    if len(text) > STORY_MOST:
        return No("too_long", {"most": STORY_MOST})
    if not _lettered(text):
        return No("no_letters")
    guess = read_sentence(visible(text), facts.city, facts.near)
    fills: dict[str, Any] = {}
    if guess.ambiguous or len(guess.sub_sectors) > 1:
        fills["sub_sector"] = _which_craft(guess.ambiguous, guess.sub_sectors, facts)
    elif guess.sub_sectors:
        fills["sub_sector"] = facts.city.sub_sector(guess.sub_sectors[0]).code
    if len(guess.places) > 1:
        fills["place"] = _which_place(guess.places, guess.area, facts)
    elif guess.places:
        fills["place"] = guess.places[0]
    return Got(guess.words, fills)


def visible(text: str) -> str:
    """The text on one line, without signs that nobody sees or that turn its direction."""
    seen = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))
    return " ".join(seen.split())


def _lettered(text: str) -> bool:
    return any(c.isalpha() for c in text)


def craft(text: str, facts: Facts) -> Got | Which | None:
    """A sentence where a sub-sector was to be chosen."""
    guess = read_sentence(text, facts.city, facts.near)
    if guess.ambiguous or len(guess.sub_sectors) > 1:
        return _which_craft(guess.ambiguous, guess.sub_sectors, facts)
    return Got(facts.city.sub_sector(guess.sub_sectors[0]).code) if guess.sub_sectors else None


def _which_craft(term: str | None, candidates: tuple[str, ...], facts: Facts) -> Which:
    """The question that settles a word of several sub-sectors; it may be answered by more than one."""
    language, city = facts.language, facts.city
    if term is None:
        options = tuple(_sub_sector(id, facts) for id in candidates)
        return Which(options, "register.sub_sector.which", more=True)
    found = city.term(term)
    options = tuple(
        Option("+".join(city.sub_sector(id).code for id in c.sub_sectors) or UNSURE, c.title[language])
        for c in found.choices
    )
    return Which(options, "register.sub_sector.term", {"question": found.question[language]})


def _sub_sector(id: str, facts: Facts) -> Option:
    found = facts.city.sub_sector(id)
    names = (found.name["id"], found.name["en"], found.short["en"], found.id, found.code)
    return Option(found.code, found.short[facts.language], found.hint[facts.language], names)


def sub_sectors(answers: Answers, facts: Facts) -> Sequence[Option]:
    """All sub-sectors of the city."""
    return [_sub_sector(s.id, facts) for s in facts.city.sub_sectors]


def fields(answers: Answers, facts: Facts) -> Sequence[tuple[Option, tuple[str, ...]]]:
    """The groups of sub-sectors, with the codes of their members."""
    language, city = facts.language, facts.city
    return [
        (Option(f.id, f.name[language], f.description[language]), tuple(city.sub_sector(m).code for m in f.members))
        for f in city.fields
    ]


def place(text: str, facts: Facts) -> Got | Which | No:
    """A ward or district by any of its names; an area that lies in several is asked back."""
    codes, area = read_place(text, facts.city, facts.near)
    if len(codes) == 1:
        return Got(codes[0])
    return _which_place(codes, area, facts) if codes else No("unknown")


def _which_place(codes: tuple[str, ...], area: str | None, facts: Facts) -> Which:
    options = tuple(Option(code, facts.city.place_label(code, facts.language)) for code in codes)
    if area is None:
        return Which(options, "register.place.which")
    return Which(options, "register.place.area", {"area": facts.city.area(area).name})


def name(text: str, facts: Facts) -> Got | No:
    """A name to be called by: some letters, one line."""
    plain = visible(text)
    if len(plain) > NAME_MOST:
        return No("too_long", {"most": NAME_MOST})
    return Got(plain) if _lettered(plain) else No("no_letters")


def profile_name(answers: Answers, facts: Facts) -> Values:
    """The name the chat app knows, if it can be one."""
    known = visible(facts.profile_name)[:NAME_MOST].strip()
    return {"name": known} if _lettered(known) else {}


def is_grouped(answers: Answers, facts: Facts) -> bool:
    """Whether a group or a business is spoken for."""
    return answers.get("kind") in GROUPED


def craft_label(codes: str, facts: Facts) -> str:
    """The sub-sectors of an answer, in words."""
    known = {s.code: s.short[facts.language] for s in facts.city.sub_sectors}
    return ", ".join(known[code] for code in codes.split("+") if code in known) or Word("register.sub_sector.unsure")


def _untold(story: object) -> Word:
    """What stands for a story that was not written."""
    return Word("register.story.spoken" if story is None else "register.story.none")


def group_word(answers: Answers, facts: Facts) -> Values:
    """Whether the name of a group or of a business is asked."""
    return {"what": Word(f"register.group_name.{answers.get('kind')}")} if is_grouped(answers, facts) else {}


def shown(answers: Answers, facts: Facts) -> Values:
    """Everything answered, as people read it."""
    place_code = str(answers.get("place") or "")
    story = answers.get("story")
    return {
        "name": str(answers.get("name") or ""),
        "story": story or _untold(story),
        "quoted": f'"{story}"' if story else _untold(story),
        "sub_sector": craft_label(str(answers.get("sub_sector") or ""), facts),
        "place": facts.city.place_label(place_code, facts.language) if place_code else "-",
        "kind": Word(f"register.kind.{answers.get('kind') or 'person'}"),
        "group": f" ({answers['group_name']})" if answers.get("group_name") and is_grouped(answers, facts) else "",
    }


def steps() -> tuple[Ask | Choose | Review, ...]:
    """The questions about oneself and the review, in their order."""
    return (
        Ask(key="story", check=story, choices=("list",), on={"list": Put("")}, media=frozenset({"voice"})),
        Choose(key="sub_sector", choices=sub_sectors, also=(UNSURE,), groups=fields, check=craft),
        Ask(key="place", check=place, choices=(OUTSIDE, ROAMING)),
        Ask(key="name", check=name, suggest=profile_name),
        Choose(key="kind", choices=("group", "business", "person"), hidden=True),
        Ask(key="group_name", check=name, when=is_grouped, values=group_word),
        Review(key="review", edits=EDITS, extras=("kind",), values=shown),
    )


def profile(answers: Answers, facts: Facts) -> Profile:
    """The answers as a record's fields."""
    codes = str(answers.get("sub_sector") or "").split("+")
    place_code = str(answers.get("place") or "")
    district = facts.city.district_of(place_code)
    is_ward = district is not None and place_code != district.code
    return Profile(
        kind=answers.get("kind") or "person",
        name=str(answers.get("name") or ""),
        group_name=str(answers.get("group_name") or "") if is_grouped(answers, facts) else "",
        story=str(answers.get("story") or ""),
        sub_sectors=tuple(s.id for code in codes for s in facts.city.sub_sectors if s.code == code),
        district=district.code if district is not None else "",
        ward=place_code if is_ward else "",
        place=place_code if district is None else "",
    )


def answers_of(facts: Facts) -> Answers:
    """The reverse: a registered person's record as answers."""
    person = facts.person
    assert person is not None  # noqa: S101 - only registered people reach this
    named = {"group_name": person.group_name} if person.group_name else {}
    return {
        **named,
        "story": person.story,
        "sub_sector": "+".join(facts.city.sub_sector(id).code for id in person.sub_sectors) or UNSURE,
        "place": person.ward or person.district or person.place,
        "name": person.name,
        "kind": person.kind,
    }
