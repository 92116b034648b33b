"""`kekraf run --demo`: no token, no network, fictional data in a folder of its own, on this machine only."""

from bot.actions import permitting, staffing
from bot.app import demo_offers, demo_requests
from bot.app.opening import now
from bot.app.running import Bot
from bot.channels.webchat import ACCOUNT, CHANNEL
from bot.core.message import Chat, Heard
from bot.errors import ConfigFault
from bot.i18n import DEFAULT
from bot.settings import LOOPBACK, Settings
from bot.web.sessions import one_time
from storage import contacts, staff
from storage.ports import Tx
from storage.seeding import Seeding, sow

PEOPLE = 120
STAFF_CHAT = "demo-staff"
ROLES = ("committee", "desk", "viewer")  # beside admin


def for_demo(settings: Settings) -> Settings:
    """The settings of the demo. Raises ConfigFault where a token is set, or the address is not this machine's."""
    if settings.telegram_token.get_secret_value() or settings.whatsapp_token.get_secret_value():
        raise ConfigFault("KEKRAF_TELEGRAM_TOKEN", "the demo takes no token", "Unset it, or run without --demo.")
    if settings.http_host not in LOOPBACK:
        raise ConfigFault("KEKRAF_HTTP_HOST", "the demo is for this machine only", "Unset it, or name 127.0.0.1.")
    folder = settings.data_dir / "demo"
    database = f"sqlite:///{folder / 'kekraf.db'}"
    return settings.model_copy(update={"data_dir": folder, "database_url": database, "public_url": ""})


async def prepare(bot: Bot) -> None:
    """Fictional people, a fictional officer, and how to get in."""
    store, house = bot.city.store, bot.city.house
    row = await store.read(lambda tx: tx.one("people.count"))
    if row is not None and not row["n"]:
        await sow(store, house.city, Seeding(PEOPLE, "webchat", "web", 1, True, now()))
        await store.transact(lambda tx: demo_requests.file(tx, house, now()))
        await store.transact(lambda tx: demo_offers.publish(tx, house, now()))
    token = await _officer(bot)
    bot.demo = True
    bot.doors = (("newcomer", "/chat"), ("staff (fictional, one time)", f"/demo/{token}"))


async def _officer(bot: Bot) -> str:
    """The token of a one-time link to a chat that holds every role; at the first start it is invited, as people are."""
    store, house, chat = bot.city.store, bot.city.house, Chat(CHANNEL, ACCOUNT, STAFF_CHAT)
    known = await store.transact(lambda tx: contacts.meet(tx, chat, DEFAULT, "Petugas (rekaan)", now()))
    if known.new:
        for role in ROLES:
            await store.transact(lambda tx, role=role: _hold(tx, known.contact.id, role))  # type: ignore[misc]
        code = await store.transact(lambda tx: staffing.invite(permitting.cli(tx, house, now()), "admin"))
        await bot.hear(Heard(chat, f"invited.{code[-8:]}", "start", now(), text=f"s_{code}"))
    return await store.transact(lambda tx: one_time(tx, known.contact.id, now()))


async def _hold(tx: Tx, contact_id: int, role: str) -> None:
    await staff.add(tx, contact_id, role, None, "demo", now())
