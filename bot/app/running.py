"""The running bot: every part started in order, and stopped so that nothing is lost."""

import asyncio
import contextlib
import gc
import os
import secrets
import signal
import socket
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import structlog
import uvicorn

from bot import metrics
from bot.actions import permitting, staffing
from bot.alerts import Alerts
from bot.announcer import Announcer
from bot.app.office import invite_links
from bot.app.opening import Opened, now, opened
from bot.app.telegram import TelegramSide
from bot.broadcast import Broadcast
from bot.channels import webchat
from bot.clock import Clock, Job
from bot.core.message import Heard
from bot.desk_clock import desk_jobs
from bot.errors import ConfigFault, StoreDown
from bot.filing import Draw
from bot.lock import RunLock
from bot.media import Files, MediaWorker
from bot.outage import Outage
from bot.reception import Reception, Taken
from bot.reports.letters import LETTER, Letters
from bot.reports.offers import OFFER, Offers
from bot.reports.studio import Studio
from bot.reports.summary import SUMMARY, Summaries
from bot.settings import Settings
from bot.talking import Talks
from bot.web.server import build
from bot.web.site import Site
from bot.web.wakeups import Wakeups
from bot.weekly import Weekly
from handlers import COMMANDS, FLOWS
from storage import staff, summaries

log = structlog.get_logger()
LOOK_S = 1.0  # how often others' work is looked for
Say = Callable[[str], None]


class Bot:
    """Everything that runs in one process for one city."""

    def __init__(self, city: Opened, say: Say) -> None:
        self.city = city
        self.say = say
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.files = Files(city.store, city.settings.data_dir, _drawn(city))
        self.wakeups = Wakeups()
        self.telegram: TelegramSide | None = None
        if city.settings.telegram_token.get_secret_value():
            self.telegram = TelegramSide(city, self.hear, self.files, self.holder)
        limits = {"webchat": webchat.LIMITS}
        if self.telegram is not None:
            limits["telegram"] = self.telegram.channel.limits
        self.reception = Reception(city.store, city.house, Talks(FLOWS, COMMANDS, limits), now)
        channels = {"telegram": self.telegram.channel} if self.telegram is not None else {}
        self.media = MediaWorker(city.store, channels, self.files, city.house, now)
        self.media.told = self.wakeups.poke
        self.weekly = Weekly(city.store, city.house, now, self._queued)
        self.broadcast = Broadcast(city.store, city.house, self._accounts(), now)
        self.broadcast.told = self._queued
        self.announcer = Announcer(city.store, city.house, self._accounts(), now)
        self.announcer.told = self._queued
        self.alerts = Alerts(city.store, city.house, self._accounts(), now)
        self.alerts.told = self._queued
        jobs = (*desk_jobs(city.store, city.house, now), Job("summary", self.weekly.publish))
        self.clock = Clock(city.store, city.house, now, self.files, jobs)
        self.clock.told = self._queued
        self.outage = Outage(self._tell_outage, frozenset(channels))
        self.doors: tuple[tuple[str, str], ...] = (("web chat", "/chat"),)
        self.demo = False
        self._tasks: list[asyncio.Task[None]] = []

    async def hear(self, heard: Heard) -> Taken:
        """Takes an event on any channel, and wakes whoever has work by it."""
        with metrics.TURN_SECONDS.labels(heard.chat.channel).time():
            try:
                taken = await self.reception.hear(heard)
            except StoreDown:
                await self.outage.met(heard, now())
                raise
        self.outage.over()
        metrics.TURNS.labels(heard.chat.channel, taken.state).inc()
        if taken.contact_id:
            self.wakeups.poke(taken.contact_id)
        if taken.queued and self.telegram is not None:
            self.telegram.dispatcher.wake()
        if taken.wants_media:
            self.media.wake()
        if taken.dropped:
            await self.files.drop_unused(taken.dropped)
        return taken

    def _accounts(self) -> frozenset[str]:
        """Where messages can go: "<channel>:<account>"."""
        telegram = {f"telegram:{self.telegram.channel.account}"} if self.telegram is not None else set[str]()
        return frozenset({f"webchat:{webchat.ACCOUNT}", *telegram})

    def _queued(self) -> None:
        """Somebody queued messages outside a turn."""
        self.wakeups.poke_all()
        if self.telegram is not None:
            self.telegram.dispatcher.wake()

    async def _tell_outage(self, heard: Heard) -> None:
        if self.telegram is not None:
            await self.telegram.tell_outage(heard)

    def site(self) -> Site:
        """What the pages need."""
        settings = self.city.settings
        return Site(
            store=self.city.store, hear=self.hear, house=self.city.house, now=now, files=self.files,
            secret=self.city.house.secret, wakeups=self.wakeups,
            telegram_webhook=self.telegram.receive if self.telegram is not None else None,
            public_url=settings.public_url, trusted_proxies=tuple(settings.trusted_proxies),
            metrics_token=settings.metrics_token.get_secret_value(), demo=self.demo,
        )  # fmt: skip

    def start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Runs something beside the others; if it ends by an error, that is said and the rest goes on."""
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(_said)
        self._tasks.append(task)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set: the web server first, then the platforms, then what is due."""
        server = Server(self.city.settings, self.site())
        await server.start()
        try:
            with contextlib.suppress(StoreDown):
                await self.alerts.hold()
            if self.telegram is not None:
                self.start(self.telegram.send(), "telegram.send")
                self.start(self.telegram.watch(), "telegram.watch")
                self.start(self.telegram.listen(), "telegram.listen")
            self.start(self.media.run(), "media")
            self.start(self.clock.run(), "clock")
            self.start(self.weekly.run(), "weekly")
            self.start(self.broadcast.run(), "broadcast")
            self.start(self.announcer.run(), "announcer")
            self.start(self.alerts.run(), "alerts")
            self.start(self._others(), "others")
            if not self.demo:
                await self._greet_admin()
            for who, path in self.doors:
                self.say(f"{who}: {server.url}{path}")
            await stop.wait()
        finally:
            await self._stop(server)

    async def _stop(self, server: "Server") -> None:
        """First nothing new comes in, then what is on its way ends."""
        log.info("stopping")
        self.city.store.hurry()
        self.wakeups.close()
        hearing = [server.stop()]
        if self.telegram is not None:
            hearing.append(self.telegram.stop_hearing())
        await asyncio.gather(*hearing)
        parts = (self.media, self.clock, self.weekly, self.broadcast, self.announcer, self.alerts)
        await asyncio.gather(*(part.stop() for part in parts))
        if self.telegram is not None:
            await self.telegram.stop_sending()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _others(self) -> None:
        """Other processes and commands queue too: look for what they did."""
        while True:
            with contextlib.suppress(StoreDown):
                if await self.city.store.wait_changed(LOOK_S):
                    self.media.wake()
                    self._queued()

    async def _greet_admin(self) -> None:
        """The first start without any admin prints an invitation for one."""
        store = self.city.store
        admins = await store.read(lambda tx: staff.count(tx, "admin", now()))
        if admins or self.city.settings.admins:
            return
        code = await store.transact(lambda tx: staffing.invite(permitting.cli(tx, self.city.house, now()), "admin"))
        self.say("No admin yet. For 24 hours, once, this makes one; send it to the bot:")
        for line in (code, *invite_links(self.city, code)):
            self.say(f"  {line}")


def _drawn(city: Opened) -> dict[str, Draw]:
    """Who draws what is named in messages: letters, and the files of the weekly summary."""
    studio = Studio(now)
    letters = Letters(city.store, city.house, now, studio)
    offers = Offers(city.store, city.house, now, studio)
    return {
        LETTER: letters.open, SUMMARY: Summaries(city.store, city.house, summaries.page, studio).open,
        OFFER: offers.open,
    }  # fmt: skip


class Server:
    """The web server, in this process and loop; it leaves signals to us."""

    def __init__(self, settings: Settings, site: Site) -> None:
        config = uvicorn.Config(
            build(site), proxy_headers=False, log_config=None, access_log=False, server_header=False, date_header=True,
            lifespan="off", ws="none", timeout_graceful_shutdown=5, timeout_keep_alive=30,
            h11_max_incomplete_event_size=65_536,
        )  # fmt: skip
        self._server = _Quiet(config)
        self._settings = settings
        self._task: asyncio.Task[None] | None = None
        self.url = ""

    async def start(self) -> None:
        """Listens. Raises ConfigFault where the port is taken."""
        host, port = self._settings.http_host, self._settings.http_port
        try:
            sock = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        except OSError as error:
            raise ConfigFault(
                "KEKRAF_HTTP_PORT", f"{host}:{port} cannot be listened on ({error.strerror})", "Name another port."
            ) from error
        port = sock.getsockname()[1]
        self.url = self._settings.public_url or f"http://{host}:{port}"
        self._task = asyncio.create_task(self._server.serve(sockets=[sock]))
        while not self._server.started and not self._task.done():  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Lets requests end, at most five seconds."""
        self._server.should_exit = True
        if self._task is not None:
            await self._task


class _Quiet(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _said(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("part.ended", part=task.get_name(), error=type(error).__name__, exc_info=error)


def run_bot(settings: Settings, say: Say, prepare: Callable[["Bot"], Coroutine[Any, Any, None]] | None = None) -> None:
    """Runs until SIGTERM or SIGINT. One bot a data folder."""
    import uvloop

    lock = RunLock(settings.data_dir)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_run(settings, say, prepare))
    finally:
        lock.release()


def _spare_the_collector() -> None:
    """What stands by now stays: cycles are looked for among what turns make only, and more seldom (4 % of a turn)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


async def _run(
    settings: Settings, say: Say, prepare: Callable[["Bot"], Coroutine[Any, Any, None]] | None
) -> None:  # fmt: skip
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with opened(settings, saving=True) as city:
        bot = Bot(city, say)
        _spare_the_collector()
        if prepare is not None:
            await prepare(bot)
        await bot.run(stop)
