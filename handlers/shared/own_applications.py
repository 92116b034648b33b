"""One's own applications in talk: which one a button or a word means, how it is shown, what can be done with it."""

import re

from bot.actions import applying, browsing, permitting
from bot.actions.desk import Desk
from bot.core.applications import Application, takes
from bot.core.flow import Says, Values
from bot.core.message import Choice, Say, Word
from bot.core.opportunities import Opportunity
from handlers.shared.apply_steps import cut

MOST = 6  # at once
AROUND = 2  # buttons that lead to other pages
LABEL_MOST, SHORT = 60, 20
_ID = re.compile(r"[1-9][0-9]{0,15}")


async def opportunity(desk: Desk, key: str) -> Opportunity | None:
    """What was published under an id."""
    return await browsing.public_by_id(desk.tx, int(key)) if _ID.fullmatch(key) else None


async def meant(desk: Desk, argument: str) -> Opportunity | None:
    """The opportunity of a button, or of a typed code; of words alone, that of the only draft."""
    actor = await permitting.actor(desk)
    if argument:
        typed = await browsing.public(actor.tx, argument.strip()) if desk.heard.kind != "tap" else None
        return typed or await opportunity(desk, argument)
    drafts = [one for each, one in await applying.mine(actor) if each.state == "draft"]
    return drafts[0] if len(drafts) == 1 else None


async def listed(desk: Desk, page: int = 0) -> Says:
    """All of one's own, newest first, a page at a time."""
    found = await applying.mine(await permitting.actor(desk))
    if not found:
        return (Say("own_application.none", choices=ways(desk, "opportunities", "menu")),)
    size = max(1, min(MOST, desk.limits.choices - AROUND))
    page = min(page, (len(found) - 1) // size)
    shown = found[page * size : (page + 1) * size]
    lines = [Say("own_application.line", await values(desk, each, one)) for each, one in shown]
    most = min(LABEL_MOST, desk.limits.label)
    choices = [Choice(f"do:application:{each.id}", cut(one.title(desk.language), most)) for each, one in shown]
    if len(found) > (page + 1) * size:
        choices.append(_page(desk, page + 1, "older"))
    if page:
        choices.append(_page(desk, page - 1, "newer"))
    head = Say("own_application.head", {"n": len(found)})
    return (head, *lines, Say("own_application.ask", choices=tuple(choices), role="question"))


def _page(desk: Desk, page: int, key: str) -> Choice:
    return Choice(f"do:my_applications:{page}", desk.speech.text(f"own_application.menu.{key}"))


async def card(desk: Desk, application: Application, one: Opportunity) -> Says:
    """One of them: where it stands, what was sent, and what can be done now."""
    said = Say("own_application.line", await values(desk, application, one))
    sent = Say(
        "own_application.sent", {"works": len(application.works), "lacking": ", ".join(application.lacks) or "-"}
    )
    names = []
    if takes(one, desk.heard.at, desk.now) and applying.may_change(one, application):
        names.append("go_on" if application.state == "draft" else "change")
    if takes(one, desk.heard.at, desk.now) and applying.may_withdraw(one, application):
        names.append("application_withdraw")
    commands = {"go_on": "apply", "change": "apply"}
    about = {"application_withdraw": application.id}
    choices = tuple(
        Choice(f"do:{commands.get(name, name)}:{about.get(name, one.id)}", _label(desk, name)) for name in names
    )
    more = _answers(desk, application) if "place" in desk.commands else ()
    return (said, sent, Say("own_application.then", choices=(*more, *choices, *ways(desk, "my_applications"))))


def _answers(desk: Desk, application: Application) -> tuple[Choice, ...]:
    """What somebody chosen may answer."""
    names = {"chosen": ("yes", "no"), "confirmed": ("no",)}.get(application.known, ())
    return tuple(Choice(f"do:place:{application.id}.{name}", _label(desk, f"place_{name}")) for name in names)


def _label(desk: Desk, name: str) -> str:
    return desk.speech.text(f"own_application.menu.{name}")


def ways(desk: Desk, *names: str) -> tuple[Choice, ...]:
    """Buttons that run commands, those there are."""
    return tuple(Choice(f"do:{name}", _label(desk, name)) for name in names if name in desk.commands)


async def values(desk: Desk, application: Application, one: Opportunity) -> Values:
    """What a line about an application holds."""
    state = Word(f"own_application.state.{application.known}")
    return {
        "title": one.title(desk.language), "code": one.code, "state": state, "until": until(desk, one),
    }  # fmt: skip


def until(desk: Desk, one: Opportunity) -> str:
    """The last day to apply, in words; "-" where there is none."""
    if one.closes_at is None:
        return "-"
    return applying.day_said(desk.house, one.closes_at - 1, desk.language)
