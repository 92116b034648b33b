"""The weekly summary counted again, slowly, from raw rows in plain Python: no query and no action of the program."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Any

from tests.clock.world import CITY, DAY, HOUSE

Row = Mapping[str, Any]
Raw = Mapping[str, Sequence[Row]]
ENDED_BY_REQUESTER = ("withdrawn", "erased")
DISTRICTS = [each.code for each in CITY.districts]
CRAFTS = [each.id for each in CITY.sub_sectors]
KINDS = [each.id for each in CITY.support_kinds if each.id != "voice"] + ["unsorted"]


class Recount:
    """A week of raw rows, counted when the page is made (UTC ms)."""

    def __init__(self, raw: Raw, monday: date, made_at: int) -> None:
        self.raw = raw
        self.made_at = made_at
        self.monday = monday
        self.start = self.midnight(monday)
        self.until = min(self.midnight(monday + timedelta(days=7)), made_at)
        self.request = {row["id"]: row for row in raw["support_requests"]}
        self.partner = {row["id"]: row for row in raw["partners"]}
        self.all = [row for row in raw["support_requests"] if not row["sealed"]]
        self.complaints = [row for row in raw["support_requests"] if row["sealed"]]

    def midnight(self, day: date) -> int:
        """The moment a day of the city begins; Palembang is seven hours ahead, all year."""
        return ((day - date(1970, 1, 1)).days * 24 - 7) * 3_600_000

    def days_before(self, days: int) -> int:
        """The moment so many whole working days lie behind the end of the week."""
        day = date(1970, 1, 1) + timedelta(milliseconds=self.until + 7 * 3_600_000)
        while days:
            day -= timedelta(days=1)
            days -= HOUSE.calendar.is_working_day(day)
        return self.midnight(day)

    def within(self, at: int | None, weeks: int = 0) -> bool:
        """Whether a moment lies in the week, or in the week so many before it."""
        if at is None:
            return False
        if not weeks:
            return self.start <= at < self.until
        first = self.monday - timedelta(weeks=weeks)
        return self.midnight(first) <= at < self.midnight(first + timedelta(days=7))

    def filed(self, weeks: int = 0) -> list[Row]:
        """What was filed in the week, or so many weeks before."""
        return [row for row in self.all if self.within(row["filed_at"], weeks)]

    def closed(self, weeks: int = 0) -> list[Row]:
        """What staff closed in the week, or so many weeks before."""
        return [
            row for row in self.all
            if self.within(row["closed_at"], weeks) and row["outcome"] not in ENDED_BY_REQUESTER
        ]  # fmt: skip

    def is_open(self, row: Row, at: int) -> bool:
        """Whether a request was open at a moment; those of a person about to be erased are not, by now."""
        if row["filed_at"] >= at:
            return False
        return (not row["hidden"]) if row["closed_at"] is None else row["closed_at"] >= at

    def late(self, at: int) -> int:
        """How many waited at a moment for a first answer that was due before it."""
        return sum(
            row["answer_due_at"] < at
            and (self.is_open(row, at) if row["first_answer_at"] is None else row["first_answer_at"] >= at)
            for row in self.all
        )

    def cuts(self, column: str, named: list[str]) -> list[dict[str, Any]]:
        """New and closed by kind, sub-sector or district."""
        met = {row[column] for weeks in range(9) for row in self.filed(weeks)}
        met |= {row[column] for row in self.closed()}
        return [
            {
                "id": id,
                "new": count(self.filed(), column, id),
                "closed": count(self.closed(), column, id),
                "new_last": count(self.filed(1), column, id),
                "new_mean": sum(count(self.filed(weeks), column, id) for weeks in range(1, 9)) / 8,
            }
            for id in ordered(named, met)
        ]

    def requests(self) -> dict[str, Any]:
        """`Summary.requests`"""
        events = [row for row in self.raw["request_events"] if row["what"] == "reopen" and self.within(row["at"])]
        outcomes = ("helped", "advised", "elsewhere", "duplicate", "declined")
        return {
            "new": len(self.filed()),
            "new_answered": sum((row["first_answer_at"] or self.until) < self.until for row in self.filed()),
            "new_last": len(self.filed(1)),
            "new_mean": sum(len(self.filed(weeks)) for weeks in range(1, 9)) / 8,
            "closed": len(self.closed()),
            "closed_last": len(self.closed(1)),
            "closed_mean": sum(len(self.closed(weeks)) for weeks in range(1, 9)) / 8,
            "withdrawn": sum(
                self.within(row["closed_at"]) and row["outcome"] in ENDED_BY_REQUESTER for row in self.all
            ),
            "open": sum(self.is_open(row, self.until) for row in self.all),
            "late": self.late(self.until),
            "late_last": self.late(self.start),
            "reopened": sum(not self.request[row["request_id"]]["sealed"] for row in events),
            "outcomes": [{"id": id, "count": count(self.closed(), "outcome", id)} for id in outcomes],
            "by_kind": self.cuts("kind", KINDS),
            "by_sub_sector": self.cuts("sub_sector", CRAFTS),
            "by_district": self.cuts("district", DISTRICTS),
        }

    def answers(self) -> dict[str, Any]:
        """`Summary.answers`"""
        given = [row for row in self.all if self.within(row["first_answer_at"])]
        minutes = sorted(row["first_answer_minutes"] for row in given)
        return {
            "count": len(given),
            "median_minutes": rank(minutes, 0.5),
            "ninth_minutes": rank(minutes, 0.9),
            "in_time": sum(row["first_answer_at"] <= row["answer_due_at"] for row in given),
            "limit_minutes": 2 * 8 * 60,
        }

    def said(self) -> dict[str, Any]:
        """`Summary.said`"""
        ratings = [row["rating"] for row in self.closed() if row["rating"] is not None]
        return {
            "yes": count(self.closed(), "confirmed", "yes"),
            "elsewhere": count(self.closed(), "confirmed", "elsewhere"),
            "silent": sum(row["confirmed"] in ("", "silent") for row in self.closed()),
            "ratings": len(ratings),
            "rating_sum": sum(ratings),
        }

    def promises(self) -> dict[str, Any]:
        """`Summary.promises`"""
        due = [row for row in self.of_open_kinds("request_promises") if self.within(row["due_at"])]
        return {"due": len(due), "kept": count(due, "kept", 1)}

    def sealed(self) -> dict[str, Any]:
        """`Summary.sealed`"""
        limit = self.days_before(next(kind.target_days for kind in CITY.support_kinds if kind.id == "voice"))
        waiting = [row for row in self.complaints if self.is_open(row, self.until)]
        return {
            "new": sum(self.within(row["filed_at"]) for row in self.complaints),
            "open": len(waiting),
            "late": sum(row["filed_at"] < limit for row in waiting),
        }

    def of_open_kinds(self, table: str) -> list[Row]:
        """The rows of a table that are about no sealed complaint."""
        return [row for row in self.raw[table] if not self.request[row["request_id"]]["sealed"]]

    def partners(self) -> dict[str, Any]:
        """`Summary.partners`, but for the slowest."""
        referrals = self.of_open_kinds("referrals")
        sent = [row for row in referrals if self.within(row["sent_at"])]
        crafts = [self.request[row["request_id"]]["sub_sector"] for row in sent]
        return {
            "sent": len(sent),
            "accepted": sum(row["state"] in ("accepted", "done") for row in sent),
            "waiting": count(sent, "state", "sent"),
            "unable": count(sent, "state", "unable"),
            "done": sum(self.within(row["done_at"]) for row in referrals),
            "by_helix": [
                {"id": helix.id, "sent": sum(self.partner[row["partner_id"]]["helix"] == helix.id for row in sent)}
                for helix in CITY.pentahelix
            ],
            "apart": [
                {"id": each.id, "new": count(self.filed(), "sub_sector", each.id), "routed": crafts.count(each.id)}
                for each in CITY.sub_sectors
                if each.id in ("musik", "seni-rupa", "film-animasi-video")
            ],
        }

    def people(self) -> dict[str, Any]:
        """`Summary.people`"""
        known = [row for row in self.raw["people"] if row["status"] == "registered" and row["since"] < self.until]
        first = {row["person_id"]: row["sub_sector"] for row in self.raw["person_sub_sector"] if not row["position"]}
        new = [row for row in known if row["since"] >= self.start]

        def cut(named: list[str], of: Callable[[Row], str | None]) -> list[dict[str, Any]]:
            met = [found for row in known if (found := of(row)) is not None]
            fresh = [of(row) for row in new]
            return [{"id": id, "total": met.count(id), "new": fresh.count(id)} for id in ordered(named, met)]

        return {
            "total": len(known),
            "new": len(new),
            "by_sub_sector": cut(CRAFTS, lambda row: first.get(row["id"])),
            "by_district": cut(DISTRICTS, lambda row: str(row["district"])),
        }

    def weeks(self) -> list[dict[str, Any]]:
        """`Summary.weeks`"""
        mondays = [(weeks, self.monday - timedelta(weeks=weeks)) for weeks in range(8, -1, -1)]
        return [
            {"week": f"{day:%G-W%V}", "new": len(self.filed(weeks)), "closed": len(self.closed(weeks))}
            for weeks, day in mondays
        ]

    def elsewhere(self) -> list[dict[str, Any]]:
        """`Summary.elsewhere`"""
        told = [row for row in self.raw["requests_elsewhere"] if self.within(row["at"])]
        return [{"id": id, "count": count(told, "kind", id)} for id in sorted({row["kind"] for row in told})]

    def waiting(self) -> dict[int, str]:
        """The requests to be decided, each with its most urgent rule."""
        rules: dict[str, Callable[[Row], bool]] = {
            "legal_missed": self._legal_missed,
            "sealed_late": self._sealed_late,
            "reopened": self._reopened,
            "no_partner": self._no_partner,
            "partner_silent": lambda row: not row["sealed"] and bool(self.silent(row)),
        }
        found: dict[int, str] = {}
        for name, holds in rules.items():
            for row in self.raw["support_requests"]:
                if row["closed_at"] is None and not row["hidden"] and holds(row):
                    found.setdefault(row["id"], name)
        return found

    def silent(self, row: Row) -> list[Row]:
        """The referrals of a request whose partner's date is over."""
        return [
            each for each in self.raw["referrals"]
            if each["request_id"] == row["id"] and each["state"] in ("sent", "accepted")
            and each["ask_again_at"] < self.until
        ]  # fmt: skip

    def _referrals(self, row: Row) -> list[Row]:
        return [each for each in self.raw["referrals"] if each["request_id"] == row["id"]]

    def _legal_missed(self, row: Row) -> bool:
        if row["sealed"] or row["legal_at"] is None or row["legal_at"] >= self.until:
            return False
        today = (date(1970, 1, 1) + timedelta(milliseconds=self.made_at + 7 * 3_600_000)).isoformat()
        if row["event_on"] and row["event_on"] < today:
            return False
        return not any((each["sent_at"] or self.made_at) <= row["legal_at"] for each in self._referrals(row))

    def _sealed_late(self, row: Row) -> bool:
        limit = self.days_before(next(kind.target_days for kind in CITY.support_kinds if kind.id == "voice"))
        return bool(row["sealed"]) and row["filed_at"] < limit

    def _reopened(self, row: Row) -> bool:
        times = [
            each["at"] for each in self.raw["request_events"]
            if each["request_id"] == row["id"] and each["what"] == "reopen"
        ]  # fmt: skip
        last = times[-1] if times else self.until
        return not row["sealed"] and row["reopened"] > 0 and row["state"] == "under_review" and last < self.until

    def _no_partner(self, row: Row) -> bool:
        if row["sealed"] or row["filed_at"] >= self.days_before(10):
            return False
        states = {each["state"] for each in self._referrals(row)}
        return not states & {"sent", "accepted", "done"} and (row["first_answer_at"] is None or bool(states))

    def age(self, at: int) -> int:
        """Whole days until the page was made."""
        return (self.made_at - at) // DAY


def count(rows: Iterable[Row], column: str, value: Any) -> int:
    """How many rows have a value."""
    return sum(row[column] == value for row in rows)


def ordered(named: list[str], met: Iterable[str]) -> list[str]:
    """The named in their order, others behind them, the unknown last."""
    return [*named, *sorted({*met} - {*named, ""}), ""]


def rank(numbers: Sequence[int], share: float) -> int | None:
    """The smallest number that so large a share does not exceed."""
    for number in numbers:
        if sum(each <= number for each in numbers) >= ceil(share * len(numbers)):
            return number
    return None
