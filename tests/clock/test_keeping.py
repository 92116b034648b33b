"""Periods on the clock of the city."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core import keeping
from bot.core.vocabulary import Keeping

ZONE = "Asia/Jakarta"


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("amount", "unit", "now", "before", "after"),
    [
        (24, "hours", "2026-11-24T10:00", "2026-11-23T10:00", "2026-11-25T10:00"),
        (90, "days", "2026-11-24T10:00", "2026-08-26T10:00", "2027-02-22T10:00"),
        (24, "months", "2026-11-24T00:30", "2024-11-24T00:30", "2028-11-24T00:30"),
        (23, "months", "2026-11-24T10:00", "2024-12-24T10:00", "2028-10-24T10:00"),
        (12, "months", "2028-02-29T10:00", "2027-02-28T10:00", "2029-02-28T10:00"),
        (1, "months", "2026-03-31T10:00", "2026-02-28T10:00", "2026-04-30T10:00"),
        (11, "months", "2026-12-31T23:59", "2026-01-31T23:59", "2027-11-30T23:59"),
    ],
)
def test_back_and_forth(amount: int, unit: str, now: str, before: str, after: str) -> None:
    kept = Keeping("x", amount, unit, "sent")  # type: ignore[arg-type]
    assert keeping.cutoff(kept, at(now), ZONE) == at(before)
    assert keeping.until(kept, at(now), ZONE) == at(after)
