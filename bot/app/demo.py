"""`kekraf run --demo`: no token, no network, fictional data in a folder of its own, on this machine only."""

from bot.app.opening import now
from bot.app.running import Bot
from bot.channels.webchat import ACCOUNT, CHANNEL
from bot.core.message import Chat
from bot.errors import ConfigFault
from bot.i18n import DEFAULT
from bot.settings import LOOPBACK, Settings
from bot.web.sessions import one_time
from storage import contacts, staff
from storage.ports import Tx
from storage.seeding import Seeding, sow

PEOPLE = 120
STAFF_CHAT = "demo-staff"
ROLES = ("admin", "committee", "desk", "viewer")


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
    token = await store.transact(_officer)
    bot.demo = True
    bot.doors = (("newcomer", "/chat"), ("staff (fictional, one time)", f"/demo/{token}"))


async def _officer(tx: Tx) -> str:
    """The token of a one-time link to a contact that holds every role of the demo."""
    known = await contacts.meet(tx, Chat(CHANNEL, ACCOUNT, STAFF_CHAT), DEFAULT, "Petugas (rekaan)", now())
    held = await staff.roles(tx, known.contact.id, now())
    for role in ROLES:
        if role not in held:
            await staff.add(tx, known.contact.id, role, None, "demo", now())
    return await one_time(tx, known.contact.id, now())
