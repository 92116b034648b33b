"""PENGADUAN, said by an admin: which committee members may read and answer sealed complaints."""

from bot.actions import permitting, sealing, staffing
from bot.actions.desk import Desk
from bot.core.changing import changed
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Leave, Says, Start, Values
from bot.core.message import Say
from bot.core.reading import Option
from handlers.shared import staffed


async def load(desk: Desk, facts: Facts) -> Facts:
    """The committee, and who of it is named."""
    actor = await permitting.actor(desk)
    named = {row["contact_id"] for row in await sealing.standing(actor)}
    members = [each for each in await staffing.officers(actor) if each.has("decide")]
    names = ", ".join(each.name for each in members if each.contact_id in named)
    listed = desk.speech.text("complaints.named", {"names": names}) if names else desk.speech.text("complaints.nobody")
    return changed(facts, extra={"members": members, "named": named, "list": listed})


def members(answers: Answers, facts: Facts) -> list[Option]:
    """The committee, those named with a mark."""
    return [
        Option(str(each.contact_id), f"✓ {each.name}" if each.contact_id in facts.extra["named"] else each.name)
        for each in facts.extra["members"]
    ]


def is_named(answers: Answers, facts: Facts) -> bool:
    """Whether the chosen member is named now."""
    return str(answers.get("who")) in {str(each) for each in facts.extra["named"]}


def told(answers: Answers, facts: Facts) -> Values:
    """Who is named, and whom it is about."""
    who = next((each.name for each in facts.extra["members"] if str(each.contact_id) == answers.get("who")), "")
    return {"name": who, "list": facts.extra["list"]}


async def change(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Names the member, or ends that."""
    actor, contact_id = await permitting.actor(desk), int(answers["who"])
    if is_named(answers, facts):
        await sealing.unname(actor, contact_id)
        key = "complaints.removed"
    else:
        await sealing.name(actor, contact_id)
        key = "complaints.added"
    return (Say(key, told(answers, facts), staffed.to(desk, "complaints")),)


async def kept(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Thought better of."""
    return (Say("complaints.kept"),)


FLOW = staffed.only(
    staffed.ADMIN,
    Flow(
        name="complaints",
        steps=(
            Choose(key="who", choices=members, values=told),
            Choose(
                key="name",
                choices=("yes", "no"),
                when=lambda answers, facts: not is_named(answers, facts),
                on={"no": Leave()},
                values=told,
            ),
            Choose(key="unname", choices=("yes", "no"), when=is_named, on={"no": Leave()}, values=told),
        ),
        finish=change,
        leave=kept,
        load=load,
    ),
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """PENGADUAN; without a committee there is nobody to name yet."""
    officers = await staffing.officers(await permitting.actor(desk))
    if not any(each.has("decide") for each in officers):
        return (Say("complaints.no_committee", choices=staffed.to(desk, "invite")),)
    return Start(FLOW.name)


COMMAND = Command("complaints", run, staffed.ADMIN)
