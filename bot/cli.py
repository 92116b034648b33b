"""`kekraf ...`: standard output carries the answer only, logs go to standard error. Exit 0, 1 (said why), 2 (usage)."""

import asyncio
import io
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from json import dumps
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

from bot import app, logs, settings
from bot.actions.staffing import ROLES
from bot.app.opening import city_of
from bot.core.drawing import mermaid
from bot.core.kinds import guess_kinds
from bot.core.support import UNSORTED
from bot.core.weeks import Week
from bot.errors import KekrafError
from bot.i18n.words import Words
from bot.settings import Settings
from handlers import FLOWS

T = TypeVar("T")
cli = typer.Typer(
    help="The chat desk of a city's creative-economy committee.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
)  # fmt: skip
staff = typer.Typer(help="Who may act for the committee.", no_args_is_help=True)
cli.add_typer(staff, name="staff")


def main() -> None:
    """The entry point of the command."""
    try:
        cli()
    except (KekrafError, OSError) as error:
        fail(str(error))


def fail(why: str) -> NoReturn:
    """Says why and ends with 1."""
    sys.stderr.write(f"{why}\n")
    raise SystemExit(1)


def say(text: str) -> None:
    """One line of the answer."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()  # whoever reads it through a pipe waits for it


def ready() -> Settings:
    """The settings, with logs going where they belong."""
    found = settings.read()
    logs.set_up(found.log_format)
    return found


def with_desk(work: Callable[[app.Office], Awaitable[T]]) -> T:
    """Runs a command's work on the opened and migrated store."""
    found = ready()

    async def run() -> T:
        async with app.office(found) as office:
            return await work(office)

    return asyncio.run(run())


@cli.command()
def run(
    demo: Annotated[bool, typer.Option(help="fictional data, no token, no network, on this machine only")] = False,
) -> None:
    """Runs the bot until it is told to stop."""
    found = settings.read()
    logs.set_up(found.log_format)
    app.run(found, say, demo=demo)


@cli.command()
def seed(
    people: Annotated[int, typer.Option(min=0, help="how many fictional people")],
    requests: Annotated[int, typer.Option(min=0, help="how many fictional requests of theirs, over two years")] = 0,
    opportunities: Annotated[int, typer.Option(min=0, help="how many fictional opportunities, a quarter open")] = 0,
    channel: Annotated[str, typer.Option(help="telegram, whatsapp or webchat")] = "telegram",
    seed: Annotated[int, typer.Option(help="the same seed makes the same people")] = 1,
    mixed: Annotated[bool, typer.Option(help="some without consent, some blocked")] = False,
) -> None:
    """Fills the store with fictional people, with their requests, and with opportunities."""
    if channel not in ("telegram", "whatsapp", "webchat"):
        raise typer.BadParameter("telegram, whatsapp or webchat", param_hint="--channel")
    made = with_desk(lambda office: office.seed(people, channel, seed, mixed))
    say(f"{made} fictional people")
    if requests:
        say(f"{with_desk(lambda office: office.seed_requests(requests, seed))} fictional requests")
    if opportunities:
        say(f"{with_desk(lambda office: office.seed_offers(opportunities, seed))} fictional opportunities")


@staff.command("invite")
def staff_invite(
    role: Annotated[str, typer.Option(help=", ".join(ROLES))],
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the role's last day")] = None,
) -> None:
    """A single-use invitation for 24 hours: a link where there is one, and a word to send to the bot."""
    chosen = next((known for known in ROLES if known == role), None)
    if chosen is None:
        raise typer.BadParameter(f"one of {', '.join(ROLES)}", param_hint="--role")
    for line in with_desk(lambda office: office.invite(chosen, until.date() if until else None)):
        say(line)


@staff.command("list")
def staff_list() -> None:
    """Who holds a role now: id, role, channel, name, last day, open requests."""
    for line in with_desk(lambda office: office.staff()):
        say(line)


@staff.command("end")
def staff_end(staff_id: int) -> None:
    """Ends a role at once; its open work goes back to the pool."""
    pooled = with_desk(lambda office: office.end_staff(staff_id))
    if pooled is None:
        fail(f"No role {staff_id} is held now. See: kekraf staff list")
    say(f"role {staff_id} ended" + (f", {pooled} requests back in the pool" if pooled else ""))


@cli.command()
def flows() -> None:
    """The conversations as Mermaid diagrams."""
    for flow in FLOWS.values():
        say(mermaid(flow))


@cli.command()
def summary(
    week: Annotated[str, typer.Option(help="an ISO week like 2026-W47; else the last complete one")] = "",
    out: Annotated[Path | None, typer.Option(help="writes the files of the page into this folder")] = None,
    json: Annotated[bool, typer.Option("--json", help="the numbers, and the seconds their work took")] = False,
) -> None:
    """The week on one page: its text, or its files, or its numbers."""
    if (chosen := Week.read(week)) is None and week:
        raise typer.BadParameter("an ISO week like 2026-W47", param_hint="--week")
    made = with_desk(lambda office: office.summary(chosen, out))
    if json:
        say(dumps(made.to_json(), ensure_ascii=False, indent=1))
    else:
        say("\n".join(map(str, made.files)) or made.text)


@cli.command()
def kinds() -> None:
    """Guesses the kind of support of every line of standard input: three ids, likeliest first, or unsorted."""
    city = city_of(ready())
    near = Words("id", {}, city.lexicon.spellings).near
    for line in io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n"):
        say(" ".join(guess_kinds(line, city, near).kinds) or UNSORTED)


@cli.command()
def announce(
    text_file: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="the words, UTF-8")],
    audience: Annotated[str, typer.Option(help='"sub_sector=musik district=plaju -kind=business"; none: all')] = "",
    at: Annotated[str, typer.Option(help='"2026-11-30 09:00" by the city\'s clock; none: now')] = "",
    urgent: Annotated[bool, typer.Option(help="before all others; two in 31 days")] = False,
    reason: Annotated[str, typer.Option(help="why it is urgent")] = "cli",
    wait: Annotated[bool, typer.Option(help="end when it is over")] = False,
) -> None:
    """Announces to everyone of an audience who wants announcements; says its id."""
    order = app.Order(text=text_file.read_text("utf-8"), audience=audience, at=at, urgent=urgent, reason=reason)

    async def work(office: app.Office) -> None:
        made = await office.announcing.announce(order)
        say(str(made))
        if wait:
            await office.announcing.finished(made)

    with_desk(work)


@cli.command()
def announcement(
    announcement_id: int, as_json: Annotated[bool, typer.Option("--json", help="one object")] = False
) -> None:
    """How far an announcement is: states, who was left out and why, doubts."""
    state, report = with_desk(lambda office: office.announcing.report(announcement_id))
    if as_json:
        say(json.dumps({"id": announcement_id, "state": state, **report.to_json()}))
        return
    say(f"{state}, {report.rows} chats, {report.doubts} doubts")
    for counts in (report.states, report.reasons, report.failures):
        for name, number in counts.items():
            say(f"{number}\t{name}")


@cli.command()
def resume() -> None:
    """Begins the announcements that were missed while nothing ran; says their ids."""
    for announcement_id in with_desk(lambda office: office.announcing.go_on()):
        say(str(announcement_id))


@cli.command()
def backup(file: Path) -> None:
    """Writes everything into one tar, while the bot runs."""
    say(asyncio.run(app.save(ready(), file)))


@cli.command()
def restore(file: Path) -> None:
    """Fills an empty store from a backup, of either database."""
    say(asyncio.run(app.bring_back(ready(), file)))


@cli.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    year: Annotated[int | None, typer.Option(min=2000, max=9999, help="requests of that year, and its figures")] = None,
) -> None:
    """Writes people, requests, threads and the last week as CSV and JSON into a new folder; the audit has it."""
    for line in with_desk(lambda office: office.export(folder, year)):
        say(line)


@cli.command()
def retry() -> None:
    """Runs again what failed, where the talk has not moved on."""
    say(with_desk(lambda office: office.retry()))


@cli.command()
def migrate() -> None:
    """Brings the database up to date."""
    applied = with_desk(lambda office: office.migrated())
    say("\n".join(applied) or "up to date")


@cli.command()
def doctor() -> None:
    """Looks at settings, token, webhook, store, disk and clock; each fault with its fix."""
    found = ready()
    report: list[Any] = asyncio.run(app.examine(found))
    for finding in report:
        say(str(finding))
    if any(not finding.well for finding in report):
        raise SystemExit(1)
