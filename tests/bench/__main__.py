"""`make bench`: durable turns a second against what others keep in memory, on this machine, in this run."""

import argparse
import json
import sys

from tests.bench import announcing, desk
from tests.bench.contenders import AIOGRAM, BENCH_PYTHON, OURS, PTB
from tests.bench.plan import Plan, alternate, full_and_empty, seed_alone
from tests.bench.report import Results, lines
from tests.bench.trial import Crowd

DESK_RUNS = 300


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="trials of each contender")
    parser.add_argument("--people", type=int, default=400, help="people of a crowd")
    parser.add_argument("--full-store", type=int, default=100_000, help="people in the full store; 0 leaves it out")
    parser.add_argument("--seeded", type=int, default=200_000, help="people to seed for its time; 0 leaves it out")
    parser.add_argument("--requests", type=int, default=0, help="instead: the desk with so many requests, and a tenth")
    parser.add_argument("--announce", type=int, default=0, help="instead: an announcement to so many people")
    parser.add_argument("--rate", type=int, default=0, help="with --announce: messages a second; 0: no limit")
    parser.add_argument("--most", type=int, default=0, help="with --announce: what the platform takes in any second")
    parser.add_argument("--writers", type=int, default=0, help="with --announce: people who write meanwhile")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--json", action="store_true", help="all figures as JSON instead of the table")
    return parser.parse_args()


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def run(plan: Plan, alone: bool) -> Results:
    """Measures it all; progress goes to standard error."""
    trials = alternate([OURS] if alone else [OURS, PTB, AIOGRAM], plan, _tell)
    stores = full_and_empty(plan, _tell) if plan.full_store else []
    return Results(plan, trials, stores, seed_alone(plan.seeded) if plan.seeded else 0.0)


def main() -> int:
    """0, or 1 if a trial's books were wrong."""
    options = _arguments()
    if options.announce:
        limits = announcing.Limits(options.rate, options.most, options.writers)
        announced = announcing.measure(options.announce, limits, _tell)
        sys.stdout.write("\n".join(announcing.lines(announced, limits)) + "\n")
        return 1 if announced.faults else 0
    if options.requests:
        measured = desk.measure(options.requests, DESK_RUNS, _tell)
        sys.stdout.write("\n".join(desk.lines(measured)) + "\n")
        return 0
    if not options.alone and not BENCH_PYTHON.exists():
        sys.stderr.write("The peers need their own environment: make bench\n")
        return 1
    plan = Plan(options.rounds, Crowd(options.people), options.full_store, options.seeded)
    results = run(plan, options.alone)
    shown = json.dumps(results.as_json(), indent=1) if options.json else "\n".join(lines(results))
    sys.stdout.write(f"{shown}\n")
    return 1 if results.faults else 0


if __name__ == "__main__":
    sys.exit(main())
