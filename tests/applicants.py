"""Fictional applicants in a store, for tests of choosing among them."""

from dataclasses import dataclass
from typing import Any

from bot.core.applications import Application, State
from bot.core.message import Chat
from bot.core.opportunities import Opportunity
from bot.core.records import Profile
from storage import applications, contacts, people
from storage.ports import Store, Tx

CRAFTS, DISTRICTS = ("musik", "kriya", "film-animasi-video"), ("16.71.01", "16.71.02")


@dataclass(frozen=True)
class Applied:
    """Somebody who applied, with its chat."""

    id: int
    person_id: int
    contact_id: int


def chat_of(n: int) -> Chat:
    """Where the `n`-th applicant writes."""
    return Chat("telegram", "bot", str(5000 + n))


async def applied(store: Store, one: Opportunity, n: int, now: int, **more: Any) -> Applied:
    """The `n`-th applicant, registered as PLG-00000n on a chat of its own; `more` are fields of the application."""
    state: State = more.pop("state", "submitted")

    async def work(tx: Tx) -> Applied:
        name = f"Pelamar Rekaan {n}"
        known = await contacts.meet(tx, chat_of(n), "id", name, now)
        contact = known.contact
        person_id = contact.person_id
        if person_id is None:
            crafts = (CRAFTS[n % 3],)
            profile = Profile("person", name, "", f"cerita rekaan {n}", crafts, DISTRICTS[n % 2], "", "")
            person_id = await people.add(tx, f"PLG-{n:06}", profile, "", now)
            assert person_id is not None
            await people.link(tx, contact.id, person_id, now)
            await contacts.heard(tx, contact, "id", name, now)
        begun = Application(
            id=0, opportunity_id=one.id, person_id=person_id, contact_id=contact.id, state=state, submitted_at=now,
            sub_sector=CRAFTS[n % 3], district=DISTRICTS[n % 2], **more,
        )  # fmt: skip
        made = await applications.add(tx, begun, now)
        assert made is not None
        return Applied(made.id, person_id, contact.id)

    return await store.transact(work)


async def stands(store: Store, who: Applied) -> Application:
    """The application as the store has it."""
    found = await store.read(lambda tx: applications.by_id(tx, who.id))
    assert found is not None
    return found
