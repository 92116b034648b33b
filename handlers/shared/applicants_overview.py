"""How the applicants of an opportunity stand: counted, by sub-sector and district, and where to go on."""

from collections.abc import Mapping

from bot.actions import choosing, permitting
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.applications import DECIDED, HOLDING, State
from bot.core.flow import Says, Values
from bot.core.message import Choice, Say
from bot.core.opportunities import Opportunity
from bot.core.vocabulary import SubSector
from storage.choosing import Tally

SHOWN = 6  # sub-sectors, and districts, in one message
BUTTONS = 3  # sub-sectors that have a button
UNDECIDED: tuple[State, ...] = ("submitted", "shortlisted")


async def overview(desk: Desk, actor: Actor, one: Opportunity) -> Says:
    """Everybody counted, and the ways on."""
    tally = await choosing.tally(actor, one.id)
    if not tally.handed_in:
        return (Say("choose.nobody", {"title": one.title(desk.language)}),)
    ways = _ways(desk, one, tally, may=permitting.may(actor, "choose"))
    return (Say("choose.overview", _values(desk, one, tally), ways[: desk.limits.choices], role="question"),)


def _values(desk: Desk, one: Opportunity, tally: Tally) -> Values:
    states = tally.states
    confirmed, asked = states.get("confirmed", 0), states.get("chosen", 0) - tally.untold.get("chosen", 0)
    crafts = {each.id: each.short[desk.language] for each in desk.house.city.sub_sectors}
    never = desk.speech.text("choose.history.never")
    districts = {code: desk.house.city.place_label(code, desk.language) for code in tally.districts if code}
    return {
        "title": one.title(desk.language), "code": one.code, "applied": tally.handed_in,
        "quota": one.offer.quota if one.offer.quota is not None else "-", "firsts": tally.firsts,
        "chosen": tally.untold.get("chosen", 0), "asked": asked, "confirmed": confirmed,
        "waiting": states.get("waiting", 0), "shortlisted": states.get("shortlisted", 0),
        "open": sum(states.get(state, 0) for state in UNDECIDED), "not_chosen": states.get("not_chosen", 0),
        "gone": states.get("unable", 0) + states.get("lapsed", 0),
        "crafts": _counted(tally, tally.sub_sectors, crafts, never),
        "districts": _counted(tally, tally.districts, districts, never),
    }  # fmt: skip


def _counted(tally: Tally, found: Mapping[str, int], names: Mapping[str, str], never: str) -> str:
    """ "Musik 20 (12 belum pernah), Kriya 12 (3), ...": the most first, and how many of them never had a place."""
    ordered = sorted((key for key in found if key in names), key=lambda key: (-found[key], names[key]))
    firsts = [str(tally.first_of.get(key, 0)) for key in ordered[:SHOWN]]
    firsts[:1] = [f"{first} {never}" for first in firsts[:1]]
    listed = [f"{names[key]} {found[key]} ({first})" for key, first in zip(ordered, firsts, strict=False)]
    return ", ".join(listed) + (", …" if len(ordered) > SHOWN else "") if listed else "-"


def _ways(desk: Desk, one: Opportunity, tally: Tally, *, may: bool) -> tuple[Choice, ...]:
    text = desk.speech.text
    undecided = sum(tally.states.get(state, 0) for state in UNDECIDED)
    to_send = sum(tally.untold.get(state, 0) for state in (*UNDECIDED, *DECIDED))
    ways = [Choice(f"do:applicants:{one.id}.a.0", text("choose.menu.list"))]
    if undecided:
        ways.append(Choice(f"do:applicants:{one.id}.o", text("choose.menu.cards")))
        ways.append(Choice(f"do:applicants:{one.id}.f.0", text("choose.menu.firsts")))
    known = [each for each in desk.house.city.sub_sectors if each.id in tally.sub_sectors]
    crafts = sorted(known, key=lambda each: -tally.sub_sectors[each.id])
    if len(crafts) > 1:
        ways += [_craft(desk, one, each, tally.sub_sectors[each.id]) for each in crafts[:BUTTONS]]
    if tally.states.get("waiting"):
        ways.append(Choice(f"do:applicants:{one.id}.w.0", text("choose.menu.waiting")))
    if any(tally.states.get(state) for state in HOLDING):
        ways.append(Choice(f"do:applicants:{one.id}.c.0", text("choose.menu.places")))
    if may and to_send:
        ways.insert(2, Choice(f"do:send_results:{one.id}", text("choose.menu.send", {"n": to_send})))
    return tuple(ways)


def _craft(desk: Desk, one: Opportunity, craft: SubSector, n: int) -> Choice:
    return Choice(f"do:applicants:{one.id}.{craft.code.casefold()}.0", f"{craft.short[desk.language]} ({n})")
