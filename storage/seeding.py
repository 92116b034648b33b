"""Fictional people, in bulk: for trying out, and for measuring with a full store."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.core.vocabulary import City
from storage.ports import Store, Tx

STEP = 500
FIRST = ("Contoh", "Rekaan", "Umpama", "Misal", "Andai", "Perca", "Rampai", "Gending")
LAST = ("Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan")
TELEGRAM_FROM, WHATSAPP_FROM = 1_000_001, 62_810_000_001
YEAR_MS = 365 * 86_400_000


@dataclass(frozen=True, slots=True)
class Seeding:
    """What to make. `mixed`: some without consent to alerts, some blocked; else everyone consented and reachable."""

    people: int
    channel: str
    account: str
    seed: int
    mixed: bool
    now: int


async def sow(store: Store, city: City, plan: Seeding) -> int:
    """Writes the people in steps that let others write between; how many."""
    row = await store.read(lambda tx: tx.one("seeding.highest"))
    assert row is not None  # noqa: S101 - an aggregate
    made = _people(city, plan, row["id"] + 1, row["seeded"])
    done = 0
    while batch := list(islice(made, STEP)):
        await store.transact(lambda tx, batch=batch: _write(tx, batch, plan))  # type: ignore[misc]
        done += len(batch)
    await store.transact(lambda tx: tx.one("seeding.sequences"))
    return done


def _people(city: City, plan: Seeding, first: int, seeded: int) -> Iterator[dict[str, Any]]:
    draw = random.Random(plan.seed)  # noqa: S311 - fictional data, the same for the same seed
    wards = [(d.code, w.code, w.name) for d in city.districts for w in d.wards]
    base = {"telegram": TELEGRAM_FROM, "whatsapp": WHATSAPP_FROM}.get(plan.channel, 1)
    for index in range(plan.people):
        district, ward, place = draw.choice(wards)
        sub_sector = draw.choice(city.sub_sectors)
        yield {
            "id": first + index, "channel": plan.channel, "account": plan.account, "chat": f"{base + seeded + index}",
            "number": f"{city.identity.number_prefix}-X{first + index:07d}", "district": district, "ward": ward,
            "name": f"{draw.choice(FIRST)} {draw.choice(LAST)} (rekaan)", "sub_sector": sub_sector.id,
            "story": f"{sub_sector.name['id'].lower()} di {place}", "at": plan.now - draw.randrange(YEAR_MS),
            "purpose": "service", "alerts": not plan.mixed or draw.random() < 0.7,
            "reach": "active" if not plan.mixed or draw.random() < 0.9 else "blocked",
        }  # fmt: skip


async def _write(tx: Tx, batch: list[dict[str, Any]], plan: Seeding) -> None:
    await tx.many("seeding.contact", [_only(p, "id channel account chat at") for p in batch])
    await tx.many("seeding.address", [_only(p, "id channel account chat at") for p in batch])
    await tx.many("seeding.person", [_only(p, "id number name story district ward at") for p in batch])
    await tx.many("seeding.sub_sector", [_only(p, "id sub_sector") for p in batch])
    await tx.many("seeding.link", [_only(p, "id at") for p in batch])
    consents = [_only(p, "id channel at") | {"purpose": "service"} for p in batch]
    consents += [_only(p, "id channel at") | {"purpose": "alerts"} for p in batch if p["alerts"]]
    await tx.many("seeding.consent", consents)
    await tx.many("seeding.reach", [_only(p, "id reach") for p in batch if p["reach"] != "active"])


def _only(values: dict[str, Any], names: str) -> dict[str, Any]:
    return {name: values[name] for name in names.split()}
