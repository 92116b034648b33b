"""The measurement itself, with a handful of people and without the peers: it runs, and its books are right."""

import dataclasses
from pathlib import Path

import pytest

from tests.bench import announcing, desk
from tests.bench.announcing import Limits
from tests.bench.contenders import OURS
from tests.bench.ledger import faults_in
from tests.bench.plan import EMPTY, FULL, Plan, seed_alone
from tests.bench.report import SHOWN_FULL, Results, lines
from tests.bench.trial import SCRIPT, Crowd, Trial, trial

CROWD = Crowd(people=5, warm_up=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def done(folder: Path) -> Trial:
    return trial(OURS, folder, CROWD)


def test_everybody_comes_through_and_the_books_agree(done: Trial) -> None:
    assert done.faults == ()
    assert done.turns == 5 * len(SCRIPT)
    assert done.figures.turns_per_second > 0
    assert 0 < done.figures.p50_ms <= done.figures.p99_ms
    assert done.figures.first_reply_s > 0


def test_a_person_or_turn_too_few_is_told(done: Trial, folder: Path) -> None:
    expected = dataclasses.replace(CROWD.expected, people=7, turns=CROWD.expected.turns + 1)
    turns = expected.turns
    assert faults_in(folder / "kekraf.db", expected) == [
        "people: 6, not 7", f"heard: {turns - 1}, not {turns}", f"sent: {turns - 1}, not {turns}",
    ]  # fmt: skip


def test_the_report_tells_figures_ratios_and_faults(done: Trial) -> None:
    stores = [dataclasses.replace(done, name=EMPTY), dataclasses.replace(done, name=FULL, faults=("lost one",))]
    results = Results(Plan(1, CROWD, 20, 20), [done], stores, 1.5)
    report = results.as_json()
    assert report["medians"][OURS.name] == dataclasses.asdict(done.figures)
    assert report["shown"][SHOWN_FULL] == 1.0
    table = "\n".join(lines(results))
    assert "seed: 20 people in 1.5 s" in table
    assert f"NOT TRUE: {FULL}: lost one" in table


def test_seeding_is_timed() -> None:
    assert seed_alone(10) > 0


def test_the_desk_is_measured_in_a_small_store_and_in_a_big_one() -> None:
    told: list[str] = []
    small, big = desk.measure(200, 3, told.append)
    assert (small.requests, big.requests, len(told)) == (20, 200, 2)
    assert small.waits.keys() == big.waits.keys() >= desk.WANTED_MS.keys()
    assert all(len(waits.ms) == 3 and 0 < waits.p50 <= max(waits.ms) for waits in big.waits.values())
    table = desk.lines([small, big])
    assert table[:2] == [f"{each.requests} requests, seeded in {each.seed_seconds:.1f} s" for each in (small, big)]
    assert len(table) == 4 + len(big.waits)


def test_an_announcement_is_measured_with_all_that_is_sent_beside_it() -> None:
    told: list[str] = []
    limits = Limits(rate=20, most=40, writers=2)
    measured = announcing.measure(60, limits, told.append)
    assert measured.faults == ()
    assert measured.refused == 0
    assert measured.turns > 0
    assert 0 < measured.a_second <= 1.1 * limits.rate
    assert measured.waits["p50"] / 1000 < measured.seconds / 4  # whoever writes does not wait for those before her
    table = "\n".join(announcing.lines(measured, limits))
    assert "60 people in" in table
    assert "people who wrote meanwhile" in table


def test_an_announcement_whose_books_are_wrong_is_told() -> None:
    limits = Limits()
    measured = announcing.Measured(60, 2.0, 30.0, 1, 0.5, 90.0, 1.0, 0, {}, ("it is running, not done",))
    assert announcing.lines(measured, limits) == [
        "60 people in 2.0 s: 30.0 messages/s",
        "refused (429): 1; bot's processor time a message: 0.50 ms",
        "memory: 90 MB before, +1.0 MB at the most",
        "NOT TRUE: it is running, not done",
    ]
