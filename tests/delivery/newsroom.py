"""A fictional city that tells of opportunities: people, what is published, and a time that a test moves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product

from bot.alerts import Alerts
from bot.core.audience import EVERYBODY, Audience
from bot.core.message import Chat, Message
from bot.core.opportunities import ALPHABET, Opportunity
from bot.core.records import Profile
from storage import alerts, consents, contacts, outbox, people, quiet_days
from storage.alerts import Rhythm
from storage.consents import Consent
from storage.outbox import Queue
from storage.ports import Store, Tx
from tests.actions.world import moment
from tests.clock.world import HOUSE, rows, said
from tests.offers import published

ACCOUNTS = frozenset({"telegram:42", "webchat:web"})
QUEUE = Queue("telegram", "42", 1000)
MUSICIAN = Profile("person", "Yuk Contoh", "", "menyanyi", ("musik",), "16.71.14", "", "")
WEAVER = Profile("group", "Tenun Rekaan", "Tenun Rekaan", "menenun", ("kriya",), "16.71.17", "", "")
FOR_MUSIC = Audience(sub_sectors=("musik",))
MONDAY = moment("2026-11-30 09:30")


@dataclass
class Newsroom:
    """Tells at `now`; every step is a process of its own."""

    store: Store
    now: int = MONDAY
    people: int = 0
    codes: Iterable[str] = field(default_factory=lambda: map("CNT{0[0]}{0[1]}".format, product(ALPHABET, repeat=2)))

    async def person(
        self, *chats: str, rhythm: Rhythm | None = None, profile: Profile = MUSICIAN, wants: bool = True
    ) -> int:
        """A practitioner that speaks from these chats (the last is the newest); its contact there."""
        self.people += 1

        async def work(tx: Tx) -> int:
            person_id = await people.add(tx, f"PLG-{self.people:06}", profile, "", self.now)
            assert person_id is not None
            for number, chat in enumerate(chats):
                known = await contacts.meet(tx, Chat("telegram", "42", chat), "id", "", self.now)
                await people.link(tx, known.contact.id, person_id, self.now + number)
            if wants:
                await consents.give(tx, person_id, known.contact.id, Consent("alerts", 1, "ya", "telegram", self.now))
            if rhythm is not None:
                await alerts.set_rhythm(tx, person_id, rhythm, self.now)
            return known.contact.id

        return await self.store.transact(work)

    async def offer(
        self, title: str = "Slot Contoh", closes: str = "2027-12-18 23:59", audience: Audience = EVERYBODY
    ) -> Opportunity:
        """Something published now; its title says what it is."""
        return await published(
            self.store, self.now, moment(closes), next(iter(self.codes)), title={"id": title, "en": f"{title} (en)"},
            audience=audience,
        )  # fmt: skip

    async def quiet(self, day: str) -> None:
        """A quiet day of the committee."""
        when = datetime.fromisoformat(day).date()
        await self.store.transact(lambda tx: quiet_days.declare(tx, when, "rekaan", "cli", self.now))

    def worker(self) -> Alerts:
        return Alerts(self.store, HOUSE, ACCOUNTS, lambda: self.now)

    async def run(self, at: str = "") -> None:
        """Until there is nothing to do at that moment."""
        self.now = moment(at) if at else self.now
        while await self.worker().step():
            pass

    async def read(self, contact_id: int) -> list[str]:
        """What a chat has been told, oldest first."""
        return await said(self.store, contact_id)

    async def titles(self, contact_id: int) -> list[list[str]]:
        """The titles of the opportunities that each message names."""
        return [[line.split(" · ")[1].rstrip("*") for line in text.split("\n\n")[1].split("\n")]
                for text in await self.read(contact_id)]  # fmt: skip

    async def sent(self) -> list[Message]:
        """What the platform takes now."""

        async def work(tx: Tx) -> list[Message]:
            claim = await outbox.claim(tx, QUEUE, "me", self.now)
            for row in claim.rows:
                await outbox.sent(tx, row, "me", f"m{row.id}", self.now)
            return [row.message for row in claim.rows]

        return await self.store.transact(work)

    async def ledger(self) -> list[tuple[int, str]]:
        """(contact, kind) of everything told."""
        query = "SELECT a.contact_id, r.kind FROM alerts a JOIN alert_rounds r ON r.id = a.round_id ORDER BY r.id, 1"
        return [(row["contact_id"], row["kind"]) for row in await rows(self.store, query)]
