"""What a requester does to its own request: adds to it, takes it back, opens it again."""

from bot.actions import permitting, requesting
from bot.actions.desk import Desk
from bot.actions.owning import Own
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Leave, Says, Start
from bot.core.message import Say
from bot.core.requests import SupportRequest
from bot.errors import Refused
from handlers.shared import own, spoken


async def add(desk: Desk, argument: str) -> Says | Start:
    """Tambah keterangan: to the request of the button, or the only open one."""
    found = await own.meant(desk, "request_add", argument, _open)
    return found if not isinstance(found, Own) else _asking(ADDING.name, found.request)


def _open(request: SupportRequest) -> bool:
    return request.open


def _ended(request: SupportRequest) -> bool:
    return not request.open


def _asking(flow: str, request: SupportRequest) -> Start | Says:
    """The question of a flow about an open request."""
    if not request.open:
        raise Refused("request.ended", reference=request.short)
    return Start(flow, key=str(request.id), given={"reference": request.short})


async def added(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Staff have it at once."""
    try:
        request = await spoken.add(desk, int(facts.key), str(answers.get("words") or ""))
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    return await own.changed(desk, "own_request.added", request)


ADDING = Flow(name=spoken.VOICE, steps=(spoken.step("request_add.words.ask"),), finish=added, gathers=True)


async def withdraw(desk: Desk, argument: str) -> Says | Start:
    """Batalkan permohonan: asks once."""
    found = await own.meant(desk, "request_withdraw", argument, _open)
    return found if not isinstance(found, Own) else _asking(WITHDRAWING.name, found.request)


async def withdrawn(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """It is over; it can be opened again."""
    try:
        request = await requesting.withdraw(await permitting.actor(desk), int(facts.key))
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    done = Say("request_withdraw.done", {"reference": request.short})
    return (done, own.then(desk, request, "request_reopen"))


async def kept(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """The requester thought better of it."""
    return (Say("request_withdraw.kept", spoken.about(answers, facts)),)


WITHDRAWING = Flow(
    name="request_withdraw",
    steps=(Choose(key="sure", choices=("yes", "no"), on={"no": Leave()}, values=spoken.about),),
    finish=withdrawn,
    leave=kept,
)


async def reopen(desk: Desk, argument: str) -> Says:
    """Buka lagi: the request of the button, or the only one that is closed."""
    found = await own.meant(desk, "request_reopen", argument, _ended)
    if not isinstance(found, Own):
        return found
    request = await requesting.reopen(await permitting.actor(desk), found.request.id)
    return await own.changed(desk, "own_request.reopened", request)


ADD = Command("request_add", add)
WITHDRAW = Command("request_withdraw", withdraw)
REOPEN = Command("request_reopen", reopen)
