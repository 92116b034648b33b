"""A queue for the demo: a few fictional requests of fictional people, filed as everybody's are, by the actions."""

from dataclasses import dataclass
from datetime import timedelta

from bot.actions import requesting
from bot.actions.desk import House
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.channels.webchat import ACCOUNT, CHANNEL
from bot.core.keeping import HOUR_MS
from bot.core.message import Chat
from bot.core.support import UNSORTED
from bot.i18n import DEFAULT
from storage import contacts, people
from storage.ports import Tx


@dataclass(frozen=True, slots=True)
class Story:
    """Something asked so many hours ago; `event` is how many days ahead what it is wanted for lies, 0: no date."""

    kind: str
    hours: int
    event: int = 0


STORIES = (
    Story("equipment", 170), Story("permit", 30, event=2), Story("promotion", 26), Story("legality", 5),
    Story("voice", 3), Story(UNSORTED, 1),
)  # fmt: skip


async def file(tx: Tx, house: House, now: int) -> int:
    """Files them for the first of the fictional people; how many."""
    filed = 0
    for n, story in enumerate(STORIES, 1):
        known = await contacts.find(tx, Chat(CHANNEL, ACCOUNT, str(n)))
        if known is None or known.contact.person_id is None:
            continue
        person = await people.by_id(tx, known.contact.person_id)
        at = now - story.hours * HOUR_MS
        actor = Actor(tx, house, at, known.contact, f"contact:{known.contact.id}", person)
        await requesting.file(actor, _asked(house, story, now))
        filed += 1
    return filed


def _asked(house: House, story: Story, now: int) -> Asked:
    known = house.city.support.has_kind(story.kind)
    event = house.calendar.day(now) + timedelta(story.event) if story.event else None
    text = house.speeches[DEFAULT].text(f"demo.story.{story.kind}")
    return Asked(key="demo", kind=story.kind if known else UNSORTED, story=text, event_on=event)
