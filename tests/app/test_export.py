"""`kekraf export DIR`: what the committee takes with it reads back whole, and nothing leaves that may not."""

import csv
import json
import stat
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.actions import answering, exporting, summing
from bot.actions.exporting import Exporting
from bot.app.exporting import PARTS, export
from bot.app.opening import Opened, now, opened
from bot.app.sheet import FORMULA, Sheet, cell
from bot.cli import cli
from bot.errors import CommandFault
from bot.settings import Settings, read
from storage import people, requests
from storage.ports import Store, Tx
from tests.actions.world import Office, Who, moment
from tests.clock.world import rows

LAST_YEAR = moment("2025-12-31 23:59")
COUNTED = {"people": 1, "requests": 2, "threads": 3}


@pytest.fixture
def city(tmp_path: Path) -> Settings:
    return read(data_dir=tmp_path / "data", database_url=f"sqlite:///{tmp_path / 'kekraf.db'}")


@pytest.fixture
async def here(city: Settings) -> AsyncIterator[Opened]:
    (city.data_dir).mkdir()
    async with opened(city) as opened_city:
        yield opened_city


@pytest.fixture
def office(here: Opened) -> Office:
    return Office(here.store)


def as_json(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found


def as_csv(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


async def audited(store: Store) -> list[tuple[str, str, dict[str, Any]]]:
    found = await rows(store, "SELECT actor, action, after FROM audit WHERE action LIKE 'export.%' ORDER BY id")
    return [(row["actor"], row["action"], json.loads(row["after"])) for row in found]


async def two_requests(office: Office) -> tuple[Who, Who]:
    """One of last year and one of today, answered; whoever asked, and whoever answered."""
    asker, officer = await office.requester(), await office.officer("desk", name="Petugas Rekaan")
    today, office.now = office.now, LAST_YEAR
    await office.file(asker, "training", "belajar foto produk")
    office.now = today
    request = await office.file(asker, story='mesin "rusak",\n=1+1 😀')
    await office.act(officer, answering.answer, await office.seen(request), "Bisa, Kak.")
    return asker, officer


async def test_what_was_said_reads_back_whole(here: Opened, office: Office, tmp_path: Path) -> None:
    await two_requests(office)
    out = tmp_path / "out"
    *told, summary = await export(here, out, None)
    assert told == [f"{name}: {n}" for name, n in COUNTED.items()]
    assert summary == f"summary: {len(as_json(out, 'summary'))}"
    for name, n in COUNTED.items():
        assert (len(as_json(out, name)), len(as_csv(out, name))) == (n, n)
    [person] = as_json(out, "people")
    assert (person["name"], person["sub_sectors"], person["since"]) == (
        "Yuk Contoh", ["fesyen", "kriya"], "2026-11-24 09:00:00",
    )  # fmt: skip
    old, new = as_json(out, "requests")
    assert (old["reference"], old["filed_at"]) == ("D-2025-000001", "2025-12-31 23:59:00")
    assert (new["reference"], new["person"], new["officer"]) == ("D-2026-000001", person["number"], "Petugas Rekaan")
    assert new["story"] == 'mesin "rusak",\n=1+1 😀' == as_csv(out, "requests")[1]["story"]
    said = as_json(out, "threads")
    assert [(each["reference"], each["author"]) for each in said] == [
        ("D-2025-000001", "requester"), ("D-2026-000001", "requester"), ("D-2026-000001", "staff"),
    ]  # fmt: skip
    assert as_csv(out, "threads")[2]["text"] == "Bisa, Kak."
    expected = {**COUNTED, "summary": len(as_json(out, "summary"))}
    assert await audited(here.store) == [("cli", f"export.{name}", {"count": n}) for name, n in expected.items()]


async def test_a_year_has_its_requests_and_figures(here: Opened, office: Office, tmp_path: Path) -> None:
    await two_requests(office)
    await office.file(await office.requester(), "voice", "honor belum dibayar")
    out = tmp_path / "out"
    assert (await export(here, out, 2026))[1:3] == ["requests: 2", "threads: 2"]
    assert {each["reference"] for each in as_json(out, "requests")} == {"D-2026-000001", "D-2026-000002"}
    figures = {(row["what"], row["by"], row["key"]): row["count"] for row in as_json(out, "figures")}
    assert figures["filed", "total", "2026"] == 2
    assert (figures["filed", "kind", "equipment"], figures["filed", "kind", "voice"]) == (1, 1)
    assert (figures["filed", "kind", "training"], figures["filed", "kind", "unsorted"]) == (0, 0)
    assert (figures["filed", "month", "2026-11"], figures["filed", "month", "2026-12"]) == (2, 0)
    assert figures["filed", "district", "16.71.01"] == 1, "a complaint's place is not counted"
    assert figures["closed", "total", "2026"] == 0
    assert (await audited(here.store))[-1] == ("cli", "export.figures", {"count": len(figures), "year": 2026})


async def test_the_summary_is_that_of_the_last_week(here: Opened, office: Office, tmp_path: Path) -> None:
    week = summing.last_week(here.house, now())
    office.now = summing.begins(here.house, week) + 1
    await office.file(await office.requester())
    page = await summing.summed(here.store, here.house, week, now())
    await export(here, tmp_path / "out", None)
    found = {row["number"]: row["value"] for row in as_json(tmp_path / "out", "summary") if row["week"] == str(week)}
    assert (found["requests.new"], found["requests.by_kind.equipment.new"], found["week"]) == (1, 1, page.week)
    assert found["people.total"] == page.people.total
    assert len(as_csv(tmp_path / "out", "summary")) == len(as_json(tmp_path / "out", "summary")) == len(found)


async def test_a_sealed_complaint_is_a_reference_an_age_and_a_state(
    here: Opened, office: Office, tmp_path: Path
) -> None:
    asker = await office.requester("Yuk Terlindung")
    secret = "honor RAHASIA belum dibayar"
    await office.file(asker, story="mesin rusak")
    await office.file(asker, "voice", secret, answers={"topic": "bayar"})
    await office.file(asker, "voice", secret, anonymous=True)
    out = tmp_path / "out"
    await export(here, out, None)
    open_one, *sealed = as_json(out, "requests")
    assert open_one["story"] == "mesin rusak"
    assert sealed == [
        {"reference": f"D-2026-00000{n}", "sealed": True, "state": "received", "days": 0} for n in (2, 3)
    ]  # fmt: skip
    for line in as_csv(out, "requests")[1:]:
        assert {value for name, value in line.items() if name not in sealed[0]} == {""}
    written = "".join(path.read_text(encoding="utf-8") for path in out.iterdir())
    assert "mesin rusak" in written
    assert "RAHASIA" not in written
    assert "bayar" not in written


async def test_who_waits_to_be_erased_is_left_out(here: Opened, office: Office, tmp_path: Path) -> None:
    staying, going = await office.requester("Cek Tinggal"), await office.requester("Cek Pergi")
    await office.file(staying, story="cerita tinggal")
    gone = await office.file(going, story="cerita pergi")
    person_id = gone.person_id or 0

    async def leave(tx: Tx) -> None:
        await people.close(tx, person_id, office.now + 1)
        await requests.hide(tx, person_id, True)

    await here.store.transact(leave)
    out = tmp_path / "out"
    assert (await export(here, out, None))[:3] == ["people: 1", "requests: 1", "threads: 1"]
    written = "".join(path.read_text(encoding="utf-8") for path in out.iterdir())
    assert "Cek Tinggal" in written
    assert "pergi" not in written.lower()


async def test_pages_lose_and_double_nothing(
    here: Opened, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = await office.requester()
    made = [await office.file(asker, "voice" if n % 3 == 0 else "equipment", f"cerita {n}") for n in range(11)]
    monkeypatch.setattr(exporting, "PAGE", 3)
    asked: list[int] = []

    async def counted(of: Exporting, after: int) -> exporting.Page:
        page = await exporting.requests(of, after)
        asked.append(len(page.rows))
        return page

    parts = tuple(replace(part, page=counted) if part.name == "requests" else part for part in PARTS)
    monkeypatch.setattr("bot.app.exporting.PARTS", parts)
    await export(here, tmp_path / "out", None)
    assert [each["reference"] for each in as_json(tmp_path / "out", "requests")] == [each.reference for each in made]
    assert len(as_csv(tmp_path / "out", "threads")) == 11 - 4
    assert max(asked) == 3, "no more than a page is held at once"


async def test_nothing_is_overwritten_and_nobody_else_may_read(here: Opened, tmp_path: Path) -> None:
    out = tmp_path / "out"
    await export(here, out, None)
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    (out / "people.csv").write_text("mine")
    with pytest.raises(CommandFault, match="nothing is overwritten"):
        await export(here, out, None)
    assert (out / "people.csv").read_text() == "mine"
    assert len(await audited(here.store)) == len(PARTS)


async def test_what_is_not_audited_is_not_exported(
    here: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(of: Exporting, what: str, count: int) -> None:
        raise OSError("no room")

    monkeypatch.setattr(exporting, "log", fails)
    with pytest.raises(OSError, match="no room"):
        await export(here, tmp_path / "out", None)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("begins", FORMULA)
def test_a_formula_is_text_to_a_spreadsheet_and_itself_to_a_program(tmp_path: Path, begins: str) -> None:
    sheet = Sheet(tmp_path, "t", ("text", "n"))
    sheet.add([{"text": f"{begins}cmd|'/c calc'!A0", "n": -1}])
    sheet.finish()
    assert as_csv(tmp_path, "t") == [{"text": f"'{begins}cmd|'/c calc'!A0", "n": "-1"}]
    assert as_json(tmp_path, "t") == [{"text": f"{begins}cmd|'/c calc'!A0", "n": -1}]
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_lists_and_answers_of_a_formula_are_text_too() -> None:
    assert cell(["=1", "b"]) == "'=1, b"
    assert cell({"a": "=1"}) == '{"a": "=1"}'
    values: list[object] = [None, True, {}, 3, "apa"]
    assert [cell(value) for value in values] == ["", "yes", "", 3, "apa"]


def test_the_command_says_what_it_wrote_or_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KEKRAF_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KEKRAF_DATABASE_URL", f"sqlite:///{tmp_path / 'kekraf.db'}")
    outcome = CliRunner().invoke(cli, ["export", "out"])
    assert outcome.stdout.splitlines()[:3] == ["people: 0", "requests: 0", "threads: 0"]
    assert as_json(tmp_path / "out", "people") == []
    again = CliRunner().invoke(cli, ["export", "out"])
    assert (again.stdout, type(again.exception)) == ("", CommandFault)
    assert CliRunner().invoke(cli, ["export", "other", "--year", "26"]).exit_code == 2
