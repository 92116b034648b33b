"""Registration: a consent, a sentence, a name, a look at it all; saved within four bot messages (B1 - B6)."""

from bot.actions import consenting, registering
from bot.actions.desk import Desk
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Leave, Says, Show, Start, Values
from bot.core.message import Choice, Say
from handlers.shared.practitioner import profile, steps


def controller(answers: Answers, facts: Facts) -> Values:
    """Who keeps the data, for the notice."""
    who = facts.city.identity
    return {
        "city": who.city_full, "committee": who.committee, "controller": who.controller, "dpo": who.dpo,
        "contact": who.contact, "version": who.notice_version,
    }  # fmt: skip


async def save(desk: Desk, answers: Answers, facts: Facts) -> Start:
    """Writes the person down and goes straight on to the consent to alerts."""
    texts = consenting.service_text(desk, controller(answers, facts))
    person = await registering.register(desk, profile(answers, facts), str(answers.get("invited_by") or ""), texts)
    told = Say("register.saved", {"name": person.name, "number": person.number})
    return Start("alerts", says=(told,))


async def declined(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """No, or under 18: nothing is kept, reading and asking still work."""
    await consenting.declined(desk)
    choices = (
        Choice("do:opportunities", desk.speech.text("register.offers")),
        Choice("do:person", desk.speech.text("command.ask_staff")),
        Choice("do:register", desk.speech.text("command.start_over")),
    )
    return (Say("register.declined", choices=choices),)


FLOW = Flow(
    name="register",
    steps=(
        Choose(
            key="consent",
            choices=("yes", "no", "read"),
            on={"no": Leave(), "read": Show(("yes", "no"))},
            values=controller,
        ),
        *steps(),
    ),
    finish=save,
    leave=declined,
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """DAFTAR: begins, or says that it is done already."""
    if desk.person is not None:
        return (Say("register.already", {"name": desk.person.name, "number": desk.person.number}),)
    return Start(FLOW.name)


COMMAND = Command("register", run, slash="daftar")
