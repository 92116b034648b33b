"""Keberatan: an objection to the results of a competition, filed as a sealed request for those named for it."""

from bot.actions import contests, permitting
from bot.actions.desk import Desk
from bot.actions.requesting import Asked
from bot.core.changing import changed
from bot.core.flow import Answers, Ask, Command, Facts, Flow, Says, Start, Values
from bot.core.message import Say
from bot.errors import Refused
from handlers.shared import asking
from handlers.shared.practitioner import profile_name


async def load(desk: Desk, facts: Facts) -> Facts:
    """What it is about, if one may still object. Raises Refused."""
    actor = await permitting.actor(desk)
    return changed(facts, extra={"one": await contests.objectable(actor, int(facts.key), desk.heard.at)})


def about(answers: Answers, facts: Facts) -> Values:
    """What is objected to."""
    return {"title": facts.extra["one"].title(facts.language)}


async def file(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Files it with what it is about."""
    actor, one = await permitting.actor(desk), facts.extra["one"]
    values = {"title": one.title("id"), "code": one.code, "words": str(answers.get("words") or "")}
    story = desk.house.speeches["id"].plain("object.story", values).strip()
    name = "" if desk.person is not None else str(profile_name({}, desk.facts).get("name", ""))
    asked = Asked(key=f"inbox {desk.inbox_id}", kind="", story=story, media=desk.files, name=name)
    request = await contests.object_to(actor, one.id, asked, desk.heard.at)
    return (Say("object.filed", {"reference": request.short, "title": one.title(desk.language)}),)


FLOW = Flow(
    name="object",
    steps=(Ask(key="words", check=asking.story, media=asking.MEDIA, values=about),),
    finish=file,
    load=load,
    gathers=True,
)


async def run(desk: Desk, argument: str) -> Start:
    """[Keberatan]"""
    if not (argument.isascii() and argument.isdecimal() and len(argument) < 16):
        raise Refused("opportunity.unknown")
    await contests.objectable(await permitting.actor(desk), int(argument), desk.heard.at)
    return Start(FLOW.name, argument)


COMMAND = Command("object", run, shy=True)
