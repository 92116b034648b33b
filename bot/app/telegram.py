"""Telegram's side of the running bot: its channel, its dispatcher, and how it hears (webhook or polling)."""

import asyncio
import contextlib
import hashlib
import hmac
from collections.abc import Awaitable, Callable

import structlog

from bot.app.opening import Opened, now
from bot.channels.http import Http
from bot.channels.telegram import Hook, Marks, Poller, TelegramChannel, Webhook, profile, set_up, slashes
from bot.core.message import Heard, Media, Message
from bot.delivery import Dispatcher
from bot.errors import ConfigFault, Rejected, SendError, StoreDown
from bot.media import Files
from bot.reception import Taken
from handlers import COMMANDS
from storage import marks
from storage.outbox import Queue

log = structlog.get_logger()
TRY_AGAIN_S = 15.0
HOLD_AGAIN_S = 5.0
WATCH_S = 10.0
NO_SUCH_BOT = (401, 404)
Hear = Callable[[Heard], Awaitable[Taken]]


class TelegramSide:
    """One bot account. `hear` takes its events, `holder` names this process in the outbox."""

    def __init__(self, city: Opened, hear: Hear, files: Files, holder: str) -> None:
        settings = city.settings
        self._city = city
        self._http = Http()
        self._token = settings.telegram_token.get_secret_value()
        commands = slashes(COMMANDS.values())
        self.channel = TelegramChannel(self._token, self._http, commands, now, settings.telegram_api_url)
        self._files = files
        self._holder = holder
        self._missed: set[str] = set()
        queue = Queue("telegram", self.channel.account, settings.telegram_rate, settings.telegram_chat_rate)
        self.dispatcher = Dispatcher(city.store, self.channel, queue, holder, now, self._open)
        self._hear = hear
        self._webhook = Webhook(self.channel, self._taken, self._secret()) if settings.by_webhook else None
        self._listening = False
        self._poller = None if settings.by_webhook else Poller(self.channel, self._taken, self._load, self._save)

    async def receive(self, body: bytes, secret: str | None) -> int:
        """A post to the webhook; its HTTP status."""
        return await self._webhook.receive(body, secret) if self._webhook is not None else 404

    async def _taken(self, heard: Heard) -> str | None:
        """What the acknowledgement of a tap may say; None where the event was here before: never acknowledged twice."""
        taken = await self._hear(heard)
        return taken.toast if taken.new else None

    async def send(self) -> None:
        """Sends until stopped; first what a process that is gone left half sent."""
        while not await self._recovered(self._city.store.alive):  # noqa: ASYNC110 - the store is down
            await asyncio.sleep(1.0)
        await self.dispatcher.run()

    async def watch(self) -> None:
        """Keeps our name, lest others take our rows for left behind; and takes over the rows of whoever is gone."""
        while True:
            await asyncio.sleep(WATCH_S)
            await self._recovered(self._seen)

    async def _recovered(self, alive: Callable[[str], Awaitable[bool]]) -> bool:
        """Whether the store could be asked."""
        try:
            await self._city.store.hold(self._holder)
            doubts = await self.dispatcher.recover(alive)
        except StoreDown:
            return False
        if doubts:
            log.warning("outbox.doubts", n=doubts)
        return True

    async def _seen(self, holder: str) -> bool:
        """Whether a process lives; it is gone only when it was missed twice, for a lost connection frees its name."""
        if await self._city.store.alive(holder):
            self._missed.discard(holder)
            return True
        missed_before = holder in self._missed
        self._missed.add(holder)
        return not missed_before

    async def listen(self) -> None:
        """Tells Telegram who we are, then hears until stopped. One poller an account, however many processes."""
        try:
            await self._introduced()
            if self._poller is not None:
                await self._poll(self._poller)
        except ConfigFault as error:
            log.error("telegram.refused", why=str(error))

    async def _poll(self, poller: Poller) -> None:
        name = f"poll:telegram:{self.channel.account}"
        while not await self._held(name):  # noqa: ASYNC110 - another process has it
            await asyncio.sleep(HOLD_AGAIN_S)
        try:
            self._listening = True
            await poller.run()
        finally:
            with contextlib.suppress(StoreDown):
                await self._city.store.free(name)

    async def _held(self, name: str) -> bool:
        """Whether the name is ours; another process may have it, or the store be down."""
        try:
            return await self._city.store.hold(name)
        except StoreDown:
            return False

    async def _introduced(self) -> None:
        """Set-up, tried until it succeeds: the bot also starts while the network is away."""
        house = self._city.house
        tellings = profile(house.speeches, house.city, COMMANDS.values())
        while True:
            try:
                await set_up(self.channel, tellings, self._hook(), Marks(self._load_mark, self._save_mark))
                break
            except Rejected as error:
                if error.status in NO_SUCH_BOT:
                    raise ConfigFault(
                        "KEKRAF_TELEGRAM_TOKEN", "Telegram does not know this token", "Copy it from BotFather again."
                    ) from None
                log.warning("telegram.set_up", status=error.status, reason=error.reason)
            except (SendError, StoreDown) as error:
                log.warning("telegram.set_up", error=type(error).__name__)
            await asyncio.sleep(TRY_AGAIN_S)
        house.links["telegram"] = f"https://t.me/{self.channel.username}"
        log.info("telegram.ready", bot=self.channel.username, by="webhook" if self._webhook else "polling")

    async def stop_hearing(self) -> None:
        """Asks for nothing new; what came is committed."""
        if self._poller is not None and self._listening:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._poller.stop(), 10)

    async def stop_sending(self) -> None:
        """What is on its way ends, its outcome is written, connections go. After the web server has stopped."""
        if self._webhook is not None:
            await self._webhook.drain()
        await self.dispatcher.stop()
        await self.channel.close()
        await self._http.close()

    async def tell_outage(self, heard: Heard) -> None:
        """The store is down: says so directly, past the outbox."""
        message = Message(self._city.house.speeches["id"].text("engine.down"))
        with contextlib.suppress(SendError):
            await self.channel.send(heard.chat.id, message, self.dispatcher.file)

    def _hook(self) -> Hook:
        if self._webhook is None:
            return Hook()
        return Hook(f"{self._city.settings.public_url}/telegram/webhook", self._secret())

    def _secret(self) -> str:
        """The webhook's secret: as set, or derived, so that it is the same at each start."""
        given = self._city.settings.telegram_webhook_secret.get_secret_value()
        return given or hmac.new(self._city.house.secret, self._token.encode(), hashlib.sha256).hexdigest()

    async def _open(self, wanted: Media) -> bytes:
        found = await self._files.open(wanted.source)
        if found is None:
            raise FileNotFoundError("a file to send is gone")
        return found.content

    async def _load(self) -> int:
        return int(await self._load_mark(self._offset_mark) or 0)

    async def _save(self, offset: int) -> None:
        await self._save_mark(self._offset_mark, str(offset))

    @property
    def _offset_mark(self) -> str:
        return f"telegram.offset.{self.channel.account}"

    async def _load_mark(self, name: str) -> str | None:
        return await self._city.store.read(lambda tx: marks.get(tx, name))

    async def _save_mark(self, name: str, value: str) -> None:
        await self._city.store.transact(lambda tx: marks.put(tx, name, value, now()))
