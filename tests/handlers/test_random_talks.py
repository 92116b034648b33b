"""10,000 random talks over every flow: none gets stuck, none raises."""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.actions import requesting
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.core import contests
from bot.core.audience import EVERYBODY
from bot.core.channel import Limits
from bot.core.flow import Flow
from bot.core.message import Attachment, Chat, Choice, Heard, Kind
from bot.core.session import Session
from bot.reception import Reception
from bot.talking import Reply, Talks
from handlers import COMMANDS, FLOWS
from storage import announcements, contacts, inbox, opportunities, staff
from storage.announcements import Plan
from storage.ports import Tx
from storage.sqlite import SqliteStore
from tests.applicants import applied, chat_of
from tests.handlers import requests_at_random
from tests.handlers.talk import CHANNELS, DAY, MORNING, SECOND, empty, house
from tests.handlers.test_applying import QUESTIONS
from tests.offers import published

TALKS, PARTS, TOGETHER, LONGEST = 10_000, 5, 200, 14
BATCHES = TALKS // PARTS // TOGETHER
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - commits cost nothing there
WORDS = (
    "halo", "p", "assalamualaikum kak", "ya", "iyo", "dak", "tidak", "ok", "makasih", "1", "2", "3", "satu", "99", "-1",
    "bikin kue di plaju", "songket", "nyanyi di kenten", "aku nenun samo nyanyi", "13 ulu", "luar kota", "kuliner",
    "musik", "desain", "Yuk Ratna", "Ani", "a" * 70, "x" * 5000, "<b>Ani</b>", "😀", "🙏", "\u202eabc", "{name} %s \\",
    "", " ", "\n\n", "kembali", "lewati", "batal", "menu", "bantuan", "petugas", "berhenti", "kabari", "hapus",
    "batal hapus", "daftar", "data saya", "bukan saya", "bahasa", "english", "profil", "ubah profil", "nama", "tempat",
    "sebagai", "ada yang salah", "benar, simpan", "simpan", "sanggar", "lanjut", "nanti saja", "ulang dari awal",
    "selesai", "berikutnya", "sebelumnya", "hello how do i register please", "I bake cakes in Plaju", "cancel", "back",
    "Ya, simpan", "kapan ado pameran lagi", "kekraf-aaaaaaaaaaaaaaaaaaaa", "setuju", "belum 18", "baca lengkap",
    "semua", "kampung", "antrean", "cari", "cari D-1", "D-2", "jawab", "kirim", "tutup", "terbantu", "ubah",
    "dukungan", "mau pinjam mesin jahit", "mau urus izin pawai 5 desember", "lengkapi", "betul", "bukan", "lainnya",
    "usul", "usul lomba mural di plaju", "petugas saja", "5 desember", "kurangi", "belum tahu", "ini lain",
    *requests_at_random.WORDS, "lokak", "panggung", "CNTH7",
    "tanya", "bagikan", "kalender", "tambah bidang", "ikut CNTH7", "saya tertarik", "lamaran saya", "tarik lamaran",
    "sanggah CNTC8",
)  # fmt: skip
OFFICE = (
    "petugas", "undang petugas", "cuti", "cuti sampai besok", "cuti sampai kapan", "masuk lagi", "balasan", "pengaduan",
    "akhiri peran", "serahkan pekerjaan", "ubah batas waktu", "buat baru", "Halo {nama}", "{", "31 desember", "antrean",
    "mitra", "peluang baru", "draf", "tutup 28 desember", "12 tempat, gratis", "hari tenang", "daftar hari tenang",
    "hari ini", "pelamar", "pelamar CNTH7", "hadir", "hadir PLG-000001",
    "siaran", "siaran 1", "daftar siaran", "kenapa PLG-000001 tidak dapat",
)  # fmt: skip
MAKING = ("peluang baru", "Lomba Mural\nMenghias pasar.", "tutup besok", "batal", "draf", "draf", "lomba mural")
PICKING = (
    ("pelamar CNTC8", "satu per satu", "belum terpilih"), ("pelamar CNTC8", "satu per satu", "belum terpilih"),
    ("pelamar CNTC8", "do:send_results:3"), ("umumkan hasil CNTC8",), ("mitra", "tambah mitra"),
)  # fmt: skip
PASSING_ON = ("antrean", "lainnya", "teruskan ke mitra")
ROLES = ("admin", "committee", "desk", "viewer")
KINDS = ("equipment", "permit", "voice", "unsorted")
REGISTERING = ("halo", "setuju", "bikin kue di plaju", "Yuk Ani", "benar, simpan", "tidak usah")
APPLYING = ("ikut CNTH7", "tarik lamaran")
REGISTERED = (("bukan saya",), ("hapus",), ("ubah profil",), ("bahasa",), ("menu",), ("tambah bidang",), APPLYING)
PAYLOADS = ("", "r_PLG-000001", "s_kekraf-aaaaaaaaaaaaaaaaaaaa", "o_CNTH7_wa", "o_K7QX", "x" * 64, "r_", "🙏")
FORGED = ("", ":::", "do:", "do:nothing", "do:menu", "do:resume", "do:erase:x", "register:review:yes:0", "x" * 900)
ANNOUNCED = tuple(f"do:announcement:1.{way}" for way in ("at", "correct", "urgent", "edit", "pause", "again", "test"))
MEDIA: tuple[Kind, ...] = ("photo", "file", "voice", "location", "phone")
WAYS_ON = {"do:profile", "do:register", "do:undo_erase"}


@dataclass(frozen=True, slots=True)
class Listening(Talks):
    """Talks that also tell what was answered to whom."""

    replies: dict[str, Reply] = field(default_factory=dict)

    async def answer(self, desk: Desk, session: Session) -> Reply:
        reply = await Talks.answer(self, desk, session)
        self.replies[desk.contact.chat] = reply
        return reply


@dataclass
class Person:
    """Somebody who taps and types at random."""

    chat: Chat
    chance: random.Random
    shown: tuple[Choice, ...] = ()
    old: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    turn: int = 0
    plan: list[str] = field(default_factory=list)
    roles: tuple[str, ...] = ()
    replies: bool = False

    def hears(self, reply: Reply) -> None:
        choices = next((say.choices for say in reversed(reply.says) if say.choices), ())
        if reply.says:
            self.shown = choices
        self.old += [choice.id for choice in choices]

    def does(self, now: int) -> Heard:
        return replace(self.heard(now, *self._deed()), masked=self.chance.random() < 0.01)

    def heard(self, now: int, kind: Kind, text: str = "", choice: str = "", message: str = "") -> Heard:
        replied = requests_at_random.CALLED if message == requests_at_random.CALLED else ""
        self.turn += 1
        self.told.append(f"{kind} {text or choice!r}"[:80])
        file = Attachment("ref", size=self.chance.choice((0, 10, 30_000_000))) if kind in MEDIA[:3] else None
        return Heard(
            self.chat, f"{self.chat.id}-{self.turn}", kind, now, text, choice, message or f"m{self.turn}",
            attachment=file, profile_name=self.chance.choice(("", "Ratna", "🙏")), reply_to=replied,
        )  # fmt: skip

    def _deed(self) -> tuple[Kind, str, str, str]:
        if self.plan:
            planned = self.plan.pop(0)
            return ("tap", "", planned, "b1") if planned.startswith("do:") else ("text", planned, "", "")
        chance, roll = self.chance, self.chance.random()
        if self.replies:
            self.replies = False
            return "text", chance.choice(WORDS), "", requests_at_random.CALLED
        if roll < 0.42 and self.shown:
            return "tap", "", chance.choice(self.shown).id, "b1"
        if roll < 0.50 and self.shown:
            return "text", chance.choice(self.shown).label, "", ""
        if roll < 0.56:
            return "tap", "", chance.choice(self.old[-9:] or list(FORGED)), "b0"
        if roll < 0.58:
            return "tap", "", chance.choice(ANNOUNCED if self.roles else FORGED), ""
        if roll < 0.62:
            return "edit", chance.choice(WORDS), "", f"m{self.turn}"
        if roll < 0.66:
            return chance.choice(MEDIA), chance.choice(("", "", "Ani")), "", ""
        if roll < 0.68:
            return "start", chance.choice(PAYLOADS), "", ""
        return "text", chance.choice(OFFICE if self.roles and roll < 0.8 else WORDS), "", ""


def person(chat: Chat, seed: int) -> Person:
    """Every third one registers first, so that the talks of the registered are walked too; every fourth is staff."""
    chance = random.Random(f"{seed} {chat.id}")
    plan = [*REGISTERING, *chance.choice(REGISTERED)] if chance.random() < 0.34 else []
    roles = tuple(chance.sample(ROLES, 3)) if chance.random() < 0.25 else ()
    roll = chance.random()
    plans = ((0.25, PASSING_ON), (0.35, MAKING), (0.65, chance.choice(PICKING)), (1, (chance.choice(OFFICE),)))
    tries = next(plan for most, plan in plans if roll < most)
    return Person(chat, chance, plan=["batal", *tries] if roles else plan, roles=roles)


def deploys(replies: dict[str, Reply]) -> Iterator[Listening]:
    """The bot of today, and others: without a flow, without a step, with narrow keyboards."""
    narrow = {name: Limits(choices=3) for name in CHANNELS}
    without_steps = {name: _without(flow, ("name", "group_name")) for name, flow in FLOWS.items()}
    yield from [Listening(FLOWS, COMMANDS, CHANNELS, replies)] * 7
    yield Listening(FLOWS, COMMANDS, narrow, replies)
    yield Listening({k: v for k, v in FLOWS.items() if k not in ("profile", "person")}, COMMANDS, CHANNELS, replies)
    yield Listening(without_steps, COMMANDS, CHANNELS, replies)


def _without(flow: Flow, keys: tuple[str, ...]) -> Flow:
    return replace(flow, steps=tuple(step for step in flow.steps if step.key not in keys))


class Crowd:
    """Many people at once, on one store."""

    def __init__(self, store: SqliteStore, seed: int) -> None:
        self.store = store
        self.seed = seed
        self.chance = random.Random(seed)
        self.now = MORNING
        self.replies: dict[str, Reply] = {}
        self.visited: set[str] = set()
        self.talks = tuple(deploys(self.replies))

    async def opens(self, people: list[Person]) -> None:
        """Hires the staff among them, and every seventh asks for something; something is announced."""
        plan = Plan(texts={"id": "kabar"}, audience=EVERYBODY, at=self.now, expires_at=2**52, created_by="cli")

        async def work(tx: Tx) -> None:
            await announcements.add(tx, plan, self.now)
            for n, person in enumerate(people):
                contact = (await contacts.meet(tx, person.chat, "id", "", self.now)).contact
                for role in person.roles:
                    await staff.add(tx, contact.id, role, None, "cli", self.now)
                if n % 7 == 0:
                    asked = Asked(key="1", kind=self.chance.choice(KINDS), story=self.chance.choice(WORDS))
                    await requesting.file(Actor(tx, house(), self.now, contact, "somebody"), asked)

        await self.store.transact(work)

    async def talk(self, people: list[Person]) -> None:
        """Each says and taps a few things; then BATAL and MENU lead out of wherever it is."""
        await self.opens(people)
        for _ in range(self.chance.randint(2, LONGEST)):
            self.now += self.chance.choice((1, 3, 11, 3600, 86_400)) * SECOND
            await self._turn(people, [person.does(self.now) for person in people], self.chance.choice(self.talks))
            await self._files([person for person in people if self.chance.random() < 0.07])
        for word in ("batal", "menu"):
            self.now += 11 * SECOND
            await self._turn(people, [person.heard(self.now, "text", word) for person in people], self.talks[0])
        for person in people:
            ways = {choice.id for say in self.replies[person.chat.id].says for choice in say.choices}
            assert ways & WAYS_ON, f"stuck, seed {self.seed}: {person.told}"

    async def _files(self, people: list[Person]) -> None:
        """Some have asked for support, and something is asked of them."""
        for person in people:
            shown = await self.store.transact(
                lambda tx, p=person: requests_at_random.filed(tx, p.chat, self.chance, self.now)  # type: ignore[misc]
            )
            person.shown, person.replies = shown, self.chance.random() < 0.5
            person.old += [choice.id for choice in shown]

    async def _turn(self, people: list[Person], heard: list[Heard], talks: Listening) -> None:
        reception = Reception(self.store, house(), talks, lambda: self.now)
        taken = await asyncio.gather(*(reception.hear(each) for each in heard))
        for person, result in zip(people, taken, strict=True):
            if result.state == "failed":
                failed = await self.store.read(inbox.failed)
                raise AssertionError(f"seed {self.seed}: {person.told}\n{failed[-1].error}")
            if reply := self.replies.get(person.chat.id):
                person.hears(reply)
                self.visited |= {frame.flow for frame in reply.session.stack}


async def _over(store: SqliteStore) -> None:
    """A competition that is over, with results one may object to, and with applicants; one of them was there."""
    one = await published(
        store, MORNING - 9 * DAY, MORNING - DAY, code="CNTC8", kind="competition", objection_days=3650
    )  # fmt: skip
    ended = replace(one, results=contests.kept(contests.Results()), results_at=MORNING)
    assert await store.transact(lambda tx: opportunities.save(tx, ended, MORNING))
    was = dict.fromkeys(("confirmed_at", "told_at", "checked_in_at", "asked_at"), MORNING)
    await applied(store, one, 1, MORNING - 2 * DAY, state="confirmed", **was)
    other = await published(store, MORNING - 9 * DAY, MORNING - DAY, code="CNTD8")  # what is sent is decided for good
    for n in range(2, 40):
        await applied(store, other if n < 9 else one, n, MORNING - 2 * DAY)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
async def test_none_gets_stuck_or_raises(part: int, template: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="kekraf-talks-", dir=MEMORY))
    try:
        await empty(folder, template)
        store = await SqliteStore(folder / "talk.db").open()
        seed = random.SystemRandom().randrange(2**32)
        crowd = Crowd(store, seed)
        try:
            open_ = await published(store, MORNING, None, questions=QUESTIONS)
            for n in range(BATCHES):
                await applied(store, open_, 100 + n, MORNING)
            await _over(store)
            for batch in range(BATCHES):
                chats = [Chat(sorted(CHANNELS)[n % 3], "bot", f"{batch}.{n}") for n in range(TOGETHER)]
                came = Person(chat_of(1), random.Random(f"{seed} {batch}"), plan=["cerita hasil acara"])
                leaves = Person(chat_of(100 + batch), random.Random(f"{seed} -{batch}"), plan=["tarik lamaran"])
                await crowd.talk([*(person(chat, seed) for chat in chats), came, leaves])
            assert crowd.visited == set(FLOWS), f"not walked: {set(FLOWS) - crowd.visited}, seed {seed}"
        finally:
            await store.close()
    finally:
        shutil.rmtree(folder)
