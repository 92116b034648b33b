"""What leaves the store, whoever takes it, on both databases."""

import pytest

from bot.actions import exporting
from bot.actions.exporting import Exporting
from bot.errors import Refused
from tests.actions.world import Office


@pytest.mark.parametrize("role", ["viewer", "desk", "admin", "committee"])
async def test_only_the_committee_exports(office: Office, role: str) -> None:
    officer = await office.officer(role)
    await office.file(await office.requester())
    for page in (exporting.people, exporting.requests, exporting.threads, exporting.of_year):
        if role == "committee":
            assert (await office.act(officer, lambda actor, page=page: page(Exporting(actor), 0))).rows  # type: ignore[misc]
        else:
            with pytest.raises(Refused, match=r"request\.not_allowed"):
                await office.act(officer, lambda actor, page=page: page(Exporting(actor), 0))  # type: ignore[misc]


async def test_a_year_without_requests_is_all_zeros(office: Office) -> None:
    committee = await office.officer("committee")
    await office.file(await office.requester())
    of = {year: (await office.act(committee, lambda a, y=year: exporting.of_year(Exporting(a, y), 0))).rows  # type: ignore[misc]
          for year in (2025, 2026)}  # fmt: skip
    assert {row["count"] for row in of[2025]} == {0}
    assert {row["count"] for row in of[2026]} == {0, 1}
    assert len(of[2025]) == len(of[2026])
