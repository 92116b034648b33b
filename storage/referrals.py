"""A request passed on to a partner: asked for consent, sent, accepted, unable, done."""

from dataclasses import asdict, dataclass

from bot.core.requests import ReferralState
from storage.ports import Row, Tx

_FIXED = ("id", "request_id", "partner_id", "partner", "helix", "asked_at")


@dataclass(frozen=True, slots=True)
class Referral:
    """One request at one body. Times are UTC ms; `consent` is exactly what the requester read and agreed to."""

    id: int
    request_id: int
    partner_id: int
    partner: str
    helix: str
    state: ReferralState
    asked_at: int
    consent: str
    consent_at: int | None
    sent_at: int | None
    ask_again_at: int | None
    accepted_at: int | None
    accepted_for: int | None
    unable_at: int | None
    reason: str
    better_address: str
    done_at: int | None
    version: int


async def ask(tx: Tx, request_id: int, partner_id: int, now: int) -> Referral | None:
    """The requester is asked whether this body may have it; None if that is under way already."""
    row = await tx.one("partners.ask", request_id=request_id, partner_id=partner_id, now=now)
    return await by_id(tx, row["id"]) if row is not None else None


async def by_id(tx: Tx, referral_id: int) -> Referral | None:
    """A referral by its id."""
    row = await tx.one("partners.referral", referral_id=referral_id)
    return _referral(row) if row is not None else None


async def of_request(tx: Tx, request_id: int) -> list[Referral]:
    """Every referral of a request, oldest first."""
    return [_referral(row) for row in await tx.all("partners.of_request", request_id=request_id)]


async def save(tx: Tx, referral: Referral) -> bool:
    """Writes what changed; False if somebody else was first."""
    columns = {name: value for name, value in asdict(referral).items() if name not in _FIXED}
    return bool(await tx.run("partners.save_referral", referral_id=referral.id, **columns))


async def waiting(tx: Tx, now: int, most: int) -> list[Row]:
    """`id, request_id, partner_id, sent_at, ask_again_at, partner, helix` of those whose time is over."""
    return await tx.all("partners.waiting", now=now, most=most)


def _referral(row: Row) -> Referral:
    return Referral(**{name: row[name] for name in Referral.__slots__})
