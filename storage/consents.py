"""Consents: one row each time somebody said yes, with the exact text that was read. A refusal leaves no row."""

from dataclasses import dataclass
from typing import Literal

from storage.ports import Tx

Purpose = Literal["service", "alerts", "showcase", "referral"]


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent as it is shown to its giver. Times are UTC milliseconds."""

    purpose: Purpose
    version: int
    text: str
    channel: str
    given_at: int
    withdrawn_at: int | None = None


async def give(tx: Tx, person_id: int, contact_id: int, consent: Consent) -> None:
    """Keeps a yes."""
    await tx.run(
        "consents.give",
        person_id=person_id, contact_id=contact_id, purpose=consent.purpose, version=consent.version,
        text=consent.text, channel=consent.channel, now=consent.given_at,
    )  # fmt: skip


async def withdraw(tx: Tx, person_id: int, purpose: Purpose, now: int) -> bool:
    """Ends a consent; False if there was none."""
    return bool(await tx.run("consents.withdraw", person_id=person_id, purpose=purpose, now=now))


async def of_person(tx: Tx, person_id: int) -> list[Consent]:
    """Every consent of a person, withdrawn ones too."""
    rows = await tx.all("consents.of_person", person_id=person_id)
    return [
        Consent(r["purpose"], r["version"], r["text"], r["channel"], r["given_at"], r["withdrawn_at"]) for r in rows
    ]
