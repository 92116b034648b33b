"""The part of the weekly summary on opportunities, counted again, slowly, from raw rows in plain Python."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from tests.clock.world import CITY, DAY
from tests.summary.recount import CRAFTS, DISTRICTS, Recount, Row, count, ordered

KINDS = [each.id for each in CITY.opportunities.kinds]
NEEDY = ("musik", "seni-rupa", "film-animasi-video")


class OfferRecount:
    """A week of raw rows."""

    def __init__(self, week: Recount) -> None:
        self.week = week
        self.offer = {row["id"]: row for row in week.raw["opportunities"]}
        self.all = week.raw["applications"]

    def published(self, weeks: int = 0) -> list[Row]:
        """What was published in the week, or so many before."""
        return [row for row in self.offer.values() if self.week.within(row["published_at"], weeks)]

    def applied(self, weeks: int = 0) -> list[Row]:
        """What was handed in, and not taken back."""
        return [
            row for row in self.all if self.week.within(row["submitted_at"], weeks) and row["state"] != "withdrawn"
        ]  # fmt: skip

    def chosen(self, weeks: int = 0) -> list[Row]:
        """The places given, and not given up."""
        return [row for row in self.taken() if self.week.within(row["chosen_at"], weeks)]

    def taken(self) -> list[Row]:
        """The places that are taken, whenever they were given."""
        return [row for row in self.all if row["state"] in ("chosen", "confirmed")]

    def offers(self) -> dict[str, Any]:
        """`Summary.offers`"""
        chosen = self.chosen()
        return {
            "published": len(self.published()), "published_last": len(self.published(1)),
            "open": sum(self.is_open(row) for row in self.offer.values()),
            "applicants": len(self.applied()), "applicants_last": len(self.applied(1)),
            "chosen": len(chosen), "chosen_last": len(self.chosen(1)), "first": count(chosen, "first_time", 1),
            "apart": sum(row["sub_sector"] in NEEDY for row in chosen),
            "by_kind": [
                {
                    "id": id, "published": count(self.published(), "kind", id),
                    "applicants": self.of_kind(self.applied()).count(id),
                    "chosen": self.of_kind(chosen).count(id),
                }
                for id in ordered(KINDS, self.kinds_met())[:-1]
            ],
            "by_sub_sector": self.cuts("sub_sector", CRAFTS), "by_district": self.cuts("district", DISTRICTS),
            "fullest": self.fullest(), "soon": self.soon(),
        }  # fmt: skip

    def is_open(self, row: Row) -> bool:
        """Whether one could apply at the end of the week."""
        until = self.week.until
        if row["published_at"] is None or row["published_at"] >= until:
            return False
        over = row["closes_at"] is not None and row["closes_at"] <= until
        return not over and (row["ended_at"] >= until if row["ended_at"] is not None else row["state"] == "published")

    def of_kind(self, rows: Sequence[Row]) -> list[str]:
        """The kinds of what was applied to."""
        return [self.offer[row["opportunity_id"]]["kind"] for row in rows]

    def kinds_met(self) -> Iterable[str]:
        """Every kind of the week."""
        return {row["kind"] for row in self.published()} | {*self.of_kind(self.applied() + self.chosen())}

    def cuts(self, column: str, named: list[str]) -> list[dict[str, Any]]:
        """Applicants and places by sub-sector or district."""
        applied, chosen = self.applied(), self.chosen()
        first = [row for row in chosen if row["first_time"]]
        return [
            {
                "id": id, "applicants": count(applied, column, id), "chosen": count(chosen, column, id),
                "first": count(first, column, id),
            }
            for id in ordered(named, {row[column] for row in applied + chosen})
        ]  # fmt: skip

    def fullest(self) -> dict[str, Any] | None:
        """The one of which most places were given."""
        given = [row["opportunity_id"] for row in self.chosen()]
        for id in sorted(set(given), key=lambda id: (-given.count(id), id)):
            offer = json.loads(self.offer[id]["offer"])
            if offer["quota"]:
                rows = [row for row in self.taken() if row["opportunity_id"] == id]
                first = count(rows, "first_time", 1)
                return {"title": offer["title"], "taken": len(rows), "quota": offer["quota"], "first": first}
        return None

    def soon(self) -> list[dict[str, Any]]:
        """What closes in the seven days after the week."""
        until = self.week.midnight(self.day(self.week.until) + timedelta(days=7))
        rows = [
            row for row in self.offer.values()
            if row["state"] == "published" and row["closes_at"] is not None
            and self.week.until < row["closes_at"] <= until
        ]  # fmt: skip
        return [
            {
                "title": json.loads(row["offer"])["title"], "on": self.day(row["closes_at"] - 1).isoformat(),
                "applicants": sum(
                    each["opportunity_id"] == row["id"] and each["state"] not in ("draft", "withdrawn")
                    for each in self.all
                ),
                "quota": json.loads(row["offer"])["quota"],
            }
            for row in sorted(rows, key=lambda row: (row["closes_at"], row["id"]))[:10]
        ]  # fmt: skip

    def day(self, at: int) -> date:
        """The day of the city a moment lies in."""
        return date(1970, 1, 1) + timedelta(days=(at + 7 * 3_600_000) // DAY)
