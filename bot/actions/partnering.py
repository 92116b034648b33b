"""The directory of partners: made from the city's data, kept by the committee, asked for who can help."""

import re
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
MOBILE = re.compile(r"(?<!\d)(?:\+?62|0)[\s.()/-]*0?8[1-9](?:[\s.()/-]*\d){6,10}")
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


async def suggest(actor: Actor, request: SupportRequest, most: int = SUGGESTED) -> list[Partner]:
    """Bodies that may help with a request.

    First those the city's data name for its kind, in their order; then those for its sub-sector; then the least busy.
    """
    active = [partner for partner in await every(actor) if partner.active]
    busy = await partners.busy(actor.tx)
    named = _named(actor, request.kind)

    def rank(partner: Partner) -> tuple[int, bool, bool, int, str]:
        place = named.get(partner.code, len(named))
        other = request.kind not in partner.kinds, request.sub_sector not in partner.sub_sectors
        return (place, *other, busy.get(partner.id, 0), partner.name)

    return sorted((partner for partner in active if _fits(partner, request)), key=rank)[:most]


async def lacking(actor: Actor) -> dict[str, int]:
    """How many active bodies are there for each sub-sector that needs partners, by its id, in the city's order."""
    active = [partner for partner in await every(actor) if partner.active]
    wanted = [each.id for each in actor.house.city.sub_sectors if each.needs_partners]
    return {id: sum(id in partner.sub_sectors for partner in active) for id in wanted}


def is_private(text: str) -> bool:
    """Whether a mobile number stands in a text: a person's, which the directory does not take."""
    return MOBILE.search(text) is not None


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


def _named(actor: Actor, kind: str) -> dict[str, int]:
    """The ids of the city's bodies for a kind, with their place."""
    support = actor.house.city.support
    institutions = support.kind(kind).institutions if support.has_kind(kind) else ()
    return {code: place for place, code in enumerate(institutions)}


def _checked(actor: Actor, partner: Partner) -> Partner:
    if partner.helix not in helixes(actor) or not partner.name.strip():
        raise Refused("request.partner.unknown")
    if any(map(is_private, (partner.name, partner.address, partner.addressee))):
        raise Refused("request.partner.private")
    return partner


def _shown(partner: Partner) -> dict[str, Any]:
    return {name: getattr(partner, name) for name in SHOWN}


async def _log(actor: Actor, action: str, partner_id: int, before: dict[str, Any], after: dict[str, Any]) -> None:
    await audit.add(actor.tx, Act(actor.name, action, "partners", partner_id, before, after), actor.now)
