"""What a turn lays before a handler: the transaction, who wrote, what was heard, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.core.calendar import Calendar
from bot.core.channel import Limits
from bot.core.flow import Facts
from bot.core.message import Heard
from bot.core.records import Contact, Person
from bot.core.vocabulary import City
from bot.i18n import Speech
from storage import staff
from storage.ports import Tx

UNKNOWN = Limits()


@dataclass(frozen=True, slots=True)
class House:
    """What is the same for every turn. `secret` keys the proofs of consent, `links` the address of the bot on each
    channel that runs, `instant` the channels on which the commit itself delivers, `public_url` where the pages are ("":
    nowhere that others reach)."""

    city: City
    speeches: Mapping[str, Speech]
    secret: bytes
    admins: frozenset[str] = frozenset()
    links: dict[str, str] = field(default_factory=dict)
    instant: frozenset[str] = frozenset({"webchat"})
    public_url: str = ""
    calendar: Calendar = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "calendar", Calendar.of(self.city, ZoneInfo(self.city.identity.timezone)))


@dataclass(slots=True)
class Desk:
    """One turn. `language` and `person` may change in it; `now` is UTC milliseconds, `inbox_id` the message's row,
    `answered_at` the time of each answer of the flow that ends, `answered_as` how
    its question was read (`Frame.read`), `files` the ids of what was sent to it, `fresh` that no running talk is to
    go on, `limits` what the channel carries, `channels` what
    each that runs does, `commands` the names of those there are, `dropped` the names of files to
    remove after the commit, if nobody else uses them.
    """

    tx: Tx
    house: House
    contact: Contact
    person: Person | None
    heard: Heard
    now: int
    inbox_id: int
    language: str
    answered_at: Mapping[str, int] = field(default_factory=dict)
    answered_as: Mapping[str, str] = field(default_factory=dict)
    files: tuple[int, ...] = ()
    fresh: bool = False
    limits: Limits = UNKNOWN
    channels: Mapping[str, Limits] = field(default_factory=dict)
    commands: frozenset[str] = frozenset()
    dropped: list[str] = field(default_factory=list)

    @property
    def speech(self) -> Speech:
        """The language of the contact."""
        return self.house.speeches[self.language]

    @property
    def facts(self) -> Facts:
        """What every flow may know."""
        return Facts(
            language=self.language,
            city=self.house.city,
            now=self.now,
            channel=self.contact.channel,
            profile_name=self.heard.profile_name or self.contact.profile_name,
            person=self.person,
            near=self.speech.words.near,
        )

    @property
    def closed(self) -> bool:
        """Whether the person waits to be erased: all it can do is undo that, or ask for staff."""
        return self.person is not None and self.person.erase_at is not None

    @property
    def actor(self) -> str:
        """The contact's name in the audit."""
        return f"contact:{self.contact.id}"

    async def roles(self) -> frozenset[str]:
        """The roles the contact holds now; those of KEKRAF_ADMINS are admins."""
        held = await staff.roles(self.tx, self.contact.id, self.now)
        if f"{self.contact.channel}:{self.contact.chat}" in self.house.admins:
            return held | {"admin"}
        return held
