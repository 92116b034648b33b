"""The directory of partners: made from the city's data, kept by the committee, asked for who can help."""

from dataclasses import replace
from typing import Any

from bot.actions import permitting
from bot.actions.permitting import Actor
from bot.core import support
from bot.core.requests import SupportRequest
from bot.core.vocabulary import City
from bot.errors import Refused
from storage import audit, partners
from storage.audit import Act
from storage.partners import Partner
from storage.ports import Tx

SUGGESTED = 5
SHOWN = ("helix", "name", "kinds", "sub_sectors", "address", "addressee", "active")


async def load(tx: Tx, city: City) -> int:
    """Adds the partners of the city pack that were never in the directory; how many. What staff changed stays."""
    known = {partner.code for partner in await partners.every(tx)}
    fresh = [_of_pack(each) for each in city.support.partners if each.id not in known]
    return sum([await partners.add(tx, partner) is not None for partner in fresh])


def _of_pack(body: support.Partner) -> Partner:
    return Partner(
        0, body.helix, body.name, body.kinds, body.sub_sectors, body.address, addressee=body.addressee, code=body.id
    )  # fmt: skip


async def every(actor: Actor) -> list[Partner]:
    """The whole directory."""
    permitting.check(actor, "read")
    return await partners.every(actor.tx)


async def suggest(actor: Actor, request: SupportRequest) -> list[Partner]:
    """Bodies that may help with a request: those for its kind and sub-sector first, then those for its kind."""
    active = [partner for partner in await every(actor) if partner.active]
    ranked = sorted((partner for partner in active if _fits(partner, request)), key=lambda p: _rank(p, request))
    return ranked[:SUGGESTED]


async def add(actor: Actor, partner: Partner) -> int:
    """A new body; its id. Raises Refused where there is one of that name."""
    permitting.check(actor, "decide")
    if (partner_id := await partners.add(actor.tx, _checked(actor, partner))) is None:
        raise Refused("request.partner.known", name=partner.name)
    await _log(actor, "partner.add", partner_id, {}, _shown(partner))
    return partner_id


async def change(actor: Actor, partner: Partner) -> Partner:
    """Replaces what is known of a body; `active` False: it is offered no more. Raises Refused where it is stale."""
    permitting.check(actor, "decide")
    before = await partners.by_id(actor.tx, partner.id)
    if before is None or not await partners.save(actor.tx, _checked(actor, partner)):
        raise Refused("request.partner.stale")
    await _log(actor, "partner.change", partner.id, _shown(before), _shown(partner))
    return replace(partner, version=partner.version + 1)


def helixes(actor: Actor) -> tuple[str, ...]:
    """The five parts of the pentahelix, in the city's order."""
    return tuple(part.id for part in actor.house.city.support.pentahelix)


def _fits(partner: Partner, request: SupportRequest) -> bool:
    kind = not partner.kinds or request.kind in partner.kinds
    return kind and (not partner.sub_sectors or request.sub_sector in partner.sub_sectors)


def _rank(partner: Partner, request: SupportRequest) -> tuple[bool, bool, str]:
    return (request.kind not in partner.kinds, request.sub_sector not in partner.sub_sectors, partner.name)


def _checked(actor: Actor, partner: Partner) -> Partner:
    if partner.helix not in helixes(actor) or not partner.name.strip():
        raise Refused("request.partner.unknown")
    return partner


def _shown(partner: Partner) -> dict[str, Any]:
    return {name: getattr(partner, name) for name in SHOWN}


async def _log(actor: Actor, action: str, partner_id: int, before: dict[str, Any], after: dict[str, Any]) -> None:
    await audit.add(actor.tx, Act(actor.name, action, "partners", partner_id, before, after), actor.now)
