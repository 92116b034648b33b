"""What is asked about a body of the directory: one by one for a new one, from the review for one that is known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.actions import partnering
from bot.core.flow import Answers, Ask, Choose, Facts, Got, No, Put, Review, Values
from bot.core.message import Word
from bot.core.reading import Option
from handlers.shared.act_choices import kind_options
from storage.partners import Partner

MOST = 200
NOTHING = "none"
EDITS = ("name", "helix", "kinds", "sub_sectors", "addressee", "address", "active")


def line(text: str, facts: Facts) -> Got | No:
    """A line without anybody's own number."""
    plain = " ".join(text.split())
    if not plain:
        return No("empty")
    if partnering.is_private(plain):
        return No("private")
    return Got(plain) if len(plain) <= MOST else No("too_long", {"most": MOST})


def helixes(answers: Answers, facts: Facts) -> Sequence[Option]:
    """The sides of the pentahelix."""
    return [Option(each.id, each.name[facts.language]) for each in facts.city.pentahelix]


def kinds(answers: Answers, facts: Facts) -> Sequence[Option]:
    """Every kind of support."""
    return kind_options(facts)


def sub_sectors(answers: Answers, facts: Facts) -> Sequence[Option]:
    """Every sub-sector."""
    return [Option(each.id, each.short[facts.language]) for each in facts.city.sub_sectors]


def shown(answers: Answers, facts: Facts) -> Values:
    """A body as the committee reads it."""
    city, language = facts.city, facts.language
    kinds = {each.id: each.short[language] for each in city.support_kinds}
    crafts = {each.id: each.short[language] for each in city.sub_sectors}
    sides = {each.id: each.name[language] for each in city.pentahelix}
    return {
        "name": str(answers.get("name") or ""), "helix": sides.get(str(answers.get("helix")), "-"),
        "kinds": _all(answers.get("kinds"), kinds), "sub_sectors": _all(answers.get("sub_sectors"), crafts),
        "addressee": str(answers.get("addressee") or "-"), "address": str(answers.get("address") or "-"),
        "active": Word(f"partner.active.{answers.get('active') or 'yes'}"),
    }  # fmt: skip


def _all(chosen: object, names: Mapping[str, str]) -> str:
    known = [names[each] for each in chosen if each in names] if isinstance(chosen, list | tuple) else []
    return ", ".join(known) or Word("directory.all")


STEPS = (
    Ask(key="name", check=line),
    Choose(key="helix", choices=helixes),
    Choose(key="kinds", choices=kinds, many=True, optional=True),
    Choose(key="sub_sectors", choices=sub_sectors, many=True, optional=True),
    Ask(key="addressee", check=line, choices=(NOTHING,), on={NOTHING: Put("")}),
    Ask(key="address", check=line, choices=(NOTHING,), on={NOTHING: Put("")}),
    Choose(key="active", choices=("yes", "no"), hidden=True),
    Review(key="review", edits=EDITS, values=shown),
)


def partner(answers: Answers, before: Partner) -> Partner:
    """The answers as a record."""
    return replace(
        before, name=str(answers["name"]), helix=str(answers["helix"]), kinds=tuple(answers.get("kinds") or ()),
        sub_sectors=tuple(answers.get("sub_sectors") or ()), addressee=str(answers.get("addressee") or ""),
        address=str(answers.get("address") or ""), active=answers.get("active", "yes") == "yes",
        version=int(answers.get("version") or before.version),
    )  # fmt: skip


def answers_of(partner: Partner) -> Answers:
    """The reverse."""
    return {
        "name": partner.name, "helix": partner.helix, "kinds": list(partner.kinds),
        "sub_sectors": list(partner.sub_sectors), "addressee": partner.addressee, "address": partner.address,
        "active": "yes" if partner.active else "no", "version": partner.version,
    }  # fmt: skip
