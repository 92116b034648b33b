"""An announcement as a record, and its report. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.core.audience import Audience

State = Literal["draft", "scheduled", "missed", "running", "paused", "done", "cancelled"]
LEFT_OUT = ("no_channel", "unreachable", "no_consent", "other_chat", "cap", "cancelled")
"""Why a chat of the audience gets nothing."""
AGAIN = ("failed", "dead")
"""States of rows that are worth another try."""
ARRIVED = ("sent", "delivered", "read")
"""States of rows the platform has taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Words for an audience. `texts` by language (marks as in the catalogue); times are UTC milliseconds.

    `cap`: how many a week anybody may get (0: any). `only_of` with `only_states`: recipients of that one alone whose
    row is in one of these states. `cursor`: the last contact worked out; `filled`: all are. `opportunity_id`: it shows
    that one, with the way to it. `poster_id`: the picture beside free words. `windowed`: it waits outside the hours of
    news, `held` tells that it does. `preview`: what was counted of a draft, None as long as it is not. `watcher_id`
    sees how it goes, in bubble `watch_n` of its chat.
    """

    id: int
    state: State
    texts: Mapping[str, str]
    audience: Audience
    urgent: bool
    reason: str
    cap: int
    only_of: int | None
    only_states: tuple[str, ...]
    at: int
    expires_at: int
    cursor: int
    filled: bool
    created_by: str
    created_at: int
    started_at: int | None
    ended_at: int | None
    opportunity_id: int | None = None
    poster_id: int | None = None
    windowed: bool = False
    held: bool = False
    preview: "Preview | None" = None
    watcher_id: int | None = None
    watch_n: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would get it, by channel, and how many would not, by reason: as it stood when it was counted."""

    channels: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def reached(self) -> int:
        """Everybody who would get it."""
        return sum(self.channels.values())

    def goes_to(self, *, urgent: bool) -> int:
        """Everybody who would get it; an urgent one goes past the cap."""
        return self.reached + (self.reasons.get("cap", 0) if urgent else 0)

    def plus(self, channel: str, reason: str, n: int) -> "Preview":
        """With `n` more of a channel: left out for a reason, or reached where it is ""."""
        if reason:
            return Preview(self.channels, {**self.reasons, reason: self.reasons.get(reason, 0) + n})
        return Preview({**self.channels, channel: self.channels.get(channel, 0) + n}, self.reasons)

    def and_(self, other: "Preview") -> "Preview":
        """Both together."""
        both = self
        for channel, n in other.channels.items():
            both = both.plus(channel, "", n)
        for reason, n in other.reasons.items():
            both = both.plus("", reason, n)
        return both

    def to_json(self) -> dict[str, dict[str, int]]:
        """As kept."""
        return {"channels": dict(self.channels), "reasons": dict(self.reasons)}


@dataclass(frozen=True, slots=True)
class Report:
    """How far it is. `states` of its rows and `reasons` of who was left out add up to `rows`, the ledger.

    `doubts` counts messages that may have arrived twice, `failures` the platform's words by how many, `taps` who opened
    what it shows.
    """

    states: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    doubts: int = 0
    taps: int = 0

    @property
    def over(self) -> int:
        """Rows that wait no more."""
        return sum(n for state, n in self.states.items() if state not in ("queued", "sending"))

    @property
    def arrived(self) -> int:
        """Rows the platform has taken."""
        return sum(self.states.get(state, 0) for state in ARRIVED)

    @property
    def rows(self) -> int:
        """Everybody it was for, as far as it is worked out."""
        return sum(self.states.values()) + sum(self.reasons.values())

    def to_json(self) -> dict[str, object]:
        """As the command line shows it."""
        return {
            "states": dict(self.states), "reasons": dict(self.reasons), "doubts": self.doubts, "rows": self.rows,
            "taps": self.taps, "failures": dict(self.failures),
        }  # fmt: skip
