"""[Belum terpilih]: why, from the city's list, and words of one's own; told only when the results are sent."""

from bot.actions import choosing, permitting
from bot.actions.changing import Seen
from bot.actions.desk import Desk
from bot.core.flow import Answers, Ask, Choose, Facts, Flow, Got, No, Put, Says, Values
from bot.core.message import Say
from bot.errors import Refused
from handlers.shared.applicant import View
from handlers.shared.applicants_reading import going_on
from handlers.shared.declines import reasons


def words(text: str, facts: Facts) -> Got | No:
    """Words for the applicant."""
    plain = text.strip()
    return Got(plain) if len(plain) <= choosing.WORDS_MOST else No("too_long", {"most": choosing.WORDS_MOST})


def about(answers: Answers, facts: Facts) -> Values:
    """Whom it is about."""
    return {"name": str(answers.get("name") or "")}


async def done(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Marks it, and goes on to the next."""
    actor = await permitting.actor(desk)
    seen, view = Seen(int(facts.key), int(answers["seen"])), View(str(answers["sift"]))
    try:
        after = await choosing.decide(
            actor, seen, "not_chosen", decline=str(answers["reason"]), words=str(answers["words"] or "")
        )
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    told = (Say("choose.done.not_chosen", about(answers, facts)),)
    one = await choosing.opened(actor, after.opportunity_id)
    return await going_on(desk, one, view, after.id, told)


async def allowed(desk: Desk, key: str) -> Flow | None:
    """As long as the role lasts."""
    return FLOW if permitting.may(await permitting.actor(desk), "choose") and key.isdecimal() else None


FLOW = Flow(
    name="choose_decline",
    steps=(
        Choose(key="reason", choices=reasons, values=about),
        Ask(key="words", check=words, choices=("none",), on={"none": Put("")}, values=about, words={"skip": "none"}),
    ),
    finish=done,
    build=allowed,
)
