"""What the commands do beside the running bot. They act as `cli`, in the audit, in short transactions."""

import json
from dataclasses import dataclass

from bot.actions import staffing
from bot.app.announcing import Announcing
from bot.app.opening import Opened, now
from bot.channels import webchat
from bot.channels.telegram import LIMITS as TELEGRAM_LIMITS
from bot.channels.telegram.setup import mark_name
from bot.core.flow import Role
from bot.reception import Reception
from bot.talking import Talks
from handlers import COMMANDS, FLOWS
from storage import inbox, marks, staff
from storage.seeding import Seeding, sow

ACTOR = "cli"
CARRY = {"webchat": webchat.LIMITS, "telegram": TELEGRAM_LIMITS}


@dataclass(frozen=True, slots=True)
class Office:
    """An opened city, and what may be asked of it from the command line."""

    opened: Opened

    @property
    def announcing(self) -> Announcing:
        """Announcements."""
        return Announcing(self.opened)

    async def seed(self, people: int, channel: str, seed: int, mixed: bool) -> int:
        """Fictional people; how many were made."""
        token = self.opened.settings.telegram_token.get_secret_value()
        account = {"telegram": token.partition(":")[0] or "0", "webchat": "web"}.get(channel, "0")
        plan = Seeding(people, channel, account, seed, mixed, now())
        return await sow(self.opened.store, self.opened.house.city, plan)

    async def invite(self, role: Role) -> list[str]:
        """An invitation: the word, and the link of each channel whose address is known."""
        await self._introduced()
        code = await self.opened.store.transact(lambda tx: staffing.invite(tx, role, ACTOR, now()))
        return [code, *invite_links(self.opened, code)]

    async def _introduced(self) -> None:
        """Learns the bot's address from what the running bot was told by Telegram."""
        account = self.opened.settings.telegram_token.get_secret_value().partition(":")[0]
        told = await self.opened.store.read(lambda tx: marks.get(tx, mark_name(account)))
        if username := json.loads(told or "{}").get("username"):
            self.opened.house.links["telegram"] = f"https://t.me/{username}"

    async def staff(self) -> list[str]:
        """A line for each role held now."""
        rows = await self.opened.store.read(lambda tx: staff.holders(tx, now()))
        return [f"{r['id']}\t{r['role']}\t{r['channel']}\t{r['profile_name']}" for r in rows]

    async def end_staff(self, staff_id: int) -> bool:
        """Ends a role; False if it is not held."""
        return await self.opened.store.transact(lambda tx: staffing.end(tx, staff_id, ACTOR, now()))

    async def retry(self) -> str:
        """Runs failed events again; what came of them."""
        reception = Reception(self.opened.store, self.opened.house, Talks(FLOWS, COMMANDS, CARRY), now)
        results = [await reception.again(event) for event in await self.opened.store.read(inbox.failed)]
        counts = f"{results.count('done')} done, {results.count('passed')} passed"
        return f"{counts}, {results.count('failed')} failed again" if "failed" in results else counts

    async def migrated(self) -> tuple[str, ...]:
        """The migrations that opening applied."""
        return self.opened.applied


def invite_links(opened: Opened, code: str) -> list[str]:
    """Addresses that take an invitation by a tap."""
    links = []
    if bot := opened.house.links.get("telegram"):
        links.append(f"{bot}?start=s_{code}")
    if web := opened.settings.public_url:
        links.append(f"{web}/chat?ref=s_{code}")
    return links
