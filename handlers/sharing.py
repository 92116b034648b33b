"""Passing a request on: the requester's consent for that body, its refusal, or its question first."""

from bot.actions import notifying, owning, permitting, routing
from bot.actions.desk import Desk
from bot.actions.owning import Own
from bot.core.flow import Answers, Command, Facts, Flow, Says, Start, Values
from bot.core.message import Say
from bot.errors import Refused
from handlers.shared import own, spoken
from storage.referrals import Referral


async def consent(desk: Desk, argument: str) -> Says | Start:
    """[Boleh] [Jangan] [Tanya dulu]; the words alone show what is waiting for an answer."""
    if not argument:
        return await _waiting(desk)
    referral_id, answer = own.argument(argument)
    actor = await permitting.actor(desk)
    found = await owning.referral(actor, referral_id)
    referral = _of(found)
    match answer:
        case "first":
            return Start(QUESTION.name, key=str(referral.id), given={"reference": found.request.short})
        case "yes" | "no":
            read = await notifying.as_read(desk, "consent", referral.id)
            text = read or desk.speech.text("request.consent.ask", _values(found))
            request = await routing.consent(actor, referral.id, "yes" if answer == "yes" else "no", text)
            key = "request_consent.yes" if answer == "yes" else "request_consent.no"
            return await own.told(desk, request, (Say(key, _values(found)), own.then(desk, request)))
    raise Refused("request.unknown")


def _of(found: Own) -> Referral:
    assert found.referral is not None  # noqa: S101 - `owning.referral` found it
    return found.referral


def _values(found: Own) -> Values:
    return {"reference": found.request.short, "partner": _of(found).partner}


async def _waiting(desk: Desk) -> Says:
    """The consent that is asked for, if one is."""
    actor = await permitting.actor(desk)
    for request in await owning.every(actor):
        found = await owning.of(actor, request)
        if found.referral is not None and found.referral.state == "asked":
            return await own.told(desk, request, (_again(desk, found),))
    return (Say("own_request.none_asked"),)


def _again(desk: Desk, found: Own) -> Say:
    return notifying.asked("consent", _of(found).id, _values(found))(desk.speech)


async def asked(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """The question goes to staff; the consent can be given later."""
    try:
        found = await owning.referral(await permitting.actor(desk), int(facts.key))
        request = await spoken.add(desk, found.request.id, str(answers.get("words") or ""))
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    return await own.told(desk, request, (Say("request_consent.first", _values(found)), _again(desk, found)))


QUESTION = Flow(
    name="request_question",
    steps=(spoken.step("request_question.words.ask"),),
    finish=asked,
    speaks=spoken.VOICE,
    gathers=True,
)

CONSENT = Command("request_consent", consent)
