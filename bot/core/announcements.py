"""An announcement as a record, and its report. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.core.audience import Audience

State = Literal["scheduled", "missed", "running", "paused", "done", "cancelled"]
LEFT_OUT = ("no_channel", "unreachable", "no_consent", "other_chat", "cap", "cancelled")
"""Why a chat of the audience gets nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Words for an audience. `texts` by language (marks as in the catalogue); times are UTC milliseconds.

    `cap`: how many a week anybody may get (0: any). `only_of` with `only_states`: recipients of that one alone whose
    row is in one of these states. `cursor`: the last contact worked out; `filled`: all are.
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


@dataclass(frozen=True, slots=True)
class Report:
    """How far it is. `states` of its rows and `reasons` of who was left out add up to `rows`, the ledger.

    `doubts` counts messages that may have arrived twice, `failures` the platform's words by how many.
    """

    states: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    doubts: int = 0

    @property
    def rows(self) -> int:
        """Everybody it was for, as far as it is worked out."""
        return sum(self.states.values()) + sum(self.reasons.values())

    def to_json(self) -> dict[str, object]:
        """As the command line shows it."""
        return {
            "states": dict(self.states), "reasons": dict(self.reasons), "doubts": self.doubts, "rows": self.rows,
            "failures": dict(self.failures),
        }  # fmt: skip
