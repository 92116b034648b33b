"""The audit: who did what to which record, before and after, when."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.ports import Row, Tx


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `actor` is `contact:<id>`, `cli` or `clock`; `subject` a table's name."""

    actor: str
    action: str
    subject: str
    subject_id: int
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


async def add(tx: Tx, act: Act, now: int) -> None:
    """Writes an act down."""
    await tx.run(
        "audit.add",
        at=now, actor=act.actor, action=act.action, subject=act.subject, subject_id=act.subject_id,
        before=_text(act.before), after=_text(act.after), reason=act.reason,
    )  # fmt: skip


async def of_subject(tx: Tx, subject: str, subject_id: int) -> list[Row]:
    """`at, actor, action, before, after, reason` of every act on a record, oldest first."""
    return await tx.all("audit.of_subject", subject=subject, subject_id=subject_id)


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True) if values else ""
