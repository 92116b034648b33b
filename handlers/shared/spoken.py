"""The step by which a requester says something of its request: words, a photo, a file, a voice note."""

from bot.actions import changing, permitting, receiving, requesting
from bot.actions.desk import Desk
from bot.core.flow import Answers, Ask, Facts, Got, No, Values
from bot.core.message import Kind
from bot.core.requests import SupportRequest

FILES: frozenset[Kind] = frozenset({"voice", "photo", "file"})
VOICE = "request_add"
"""The flow whose sentences about these words are said by every flow that asks for them (`Flow.speaks`)."""


def words(text: str, facts: Facts) -> Got | No:
    """Anything at all, as long as one message of a thread."""
    plain = text.strip()
    if not plain:
        return No("empty")
    return Got(plain) if len(plain) <= changing.TEXT_MOST else No("too_long", {"most": changing.TEXT_MOST})


def about(answers: Answers, facts: Facts) -> Values:
    """The number of the request in question, as it was given when the talk began."""
    return {"reference": str(answers.get("reference") or "")}


def step(says: str, *, optional: bool = False) -> Ask:
    """Asks for words under the sentence `says`."""
    return Ask(key="words", check=words, media=FILES, says=says, values=about, optional=optional)


async def add(desk: Desk, request_id: int, text: str) -> SupportRequest:
    """Adds words, and what was sent to the flow that ends or in this turn, to one's own request. Raises Refused."""
    files = await receiving.file(desk)
    return await requesting.add(await permitting.actor(desk), request_id, text, files)
