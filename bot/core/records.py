"""The records people stand in, as frozen data. Times are UTC milliseconds. Names follow the glossary."""

from dataclasses import dataclass
from typing import Literal

PersonKind = Literal["person", "group", "business"]
PersonStatus = Literal["known", "registered", "closed"]

PERSONAL = {
    "people": ("number", "name", "group_name", "story", "district", "ward", "place", "invited_by"),
    "person_sub_sector": ("sub_sector",),
    "contacts": ("chat", "profile_name"),
    "addresses": ("value",),
    "consents": ("text",),
    "inbox": ("event", "body", "error"),
    "outbox": ("body", "platform_id", "reason"),
    "sessions": ("body",),
    "media": ("ref", "name"),
    "desk_messages": ("text",),
    "support_requests": ("filing_key", "name", "title", "story", "answers", "result"),
    "request_messages": ("text",),
    "referrals": ("consent", "reason", "better_address"),
    "applications": ("answers", "works", "place", "words", "outcome"),
    "web_sessions": ("token_hash",),
    "audit": ("before", "after", "reason"),
}
"""Every text column that may hold something of a person: what destroying must empty or delete."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One chat on one channel and account. `reach`: active, blocked or closed. `last_n` counts bubbles both ways."""

    id: int
    channel: str
    account: str
    chat: str
    language: str
    profile_name: str
    reach: Literal["active", "blocked", "closed"]
    last_n: int
    last_heard: int
    person_id: int | None = None
    declined_at: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a practitioner says of itself. `district` and `ward` are codes, "" if unknown.

    `place` is "", or "outside" or "roaming" where no code applies.
    """

    kind: PersonKind
    name: str
    group_name: str
    story: str
    sub_sectors: tuple[str, ...]
    district: str
    ward: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Profile):
    """A practitioner (PP 24/2022 art. 1): person, group or business. `erase_at`: its end, while it can be undone."""

    id: int
    number: str
    status: PersonStatus
    since: int
    version: int
    invited_by: str = ""
    alerts: bool = False
    erase_at: int | None = None
