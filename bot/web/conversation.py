"""Between a session and its chat: what is posted goes in once, bubbles come out as JSON."""

import json
from typing import Any

from starlette.exceptions import HTTPException

from bot.channels import webchat
from bot.core.message import Heard, Media
from bot.web.files import Signed
from bot.web.sessions import Who
from bot.web.site import Site
from storage import contacts, inbox, outbox
from storage.outbox import Bubble
from storage.ports import Tx

LOOK_BACK = 40  # bubbles before the asked ones in which a tapped choice's label is looked for
RECHECK_S = 5.0  # another process may have written the bubble


class Conversation:
    """The chats of all sessions."""

    def __init__(self, site: Site, signed: Signed) -> None:
        self._site = site
        self._signed = signed

    async def say(self, who: Who, posted: webchat.Posted) -> str:
        """Takes a post, once by its id; a word about the tap alone, mostly "".

        Raises HTTPException 409 if that id had another body, StoreDown.
        """
        tapped = ""
        if posted.choice:
            tapped = webchat.tapped(await self._last(who, LOOK_BACK), posted.choice)
        heard = webchat.heard(who.chat, posted, self._site.now(), tapped)
        taken = await self._site.hear(heard)
        if not taken.new and not await self._same(heard):
            raise HTTPException(409)
        return taken.toast

    async def start(self, who: Who, mark: str, payload: str) -> None:
        """The page was opened. Raises StoreDown."""
        await self._site.hear(webchat.started(who.chat, mark, payload, self._site.now()))

    async def after(self, who: Who, after: int, most: int) -> list[dict[str, Any]]:
        """The bubbles after number `after`, `most` at most. Raises StoreDown."""
        from_n = max(0, after - LOOK_BACK)
        bubbles = await self._site.store.read(
            lambda tx: outbox.transcript(tx, who.contact_id, from_n, most + after - from_n)
        )
        return self._written(who, bubbles, after)

    async def wait(self, who: Who, after: int, most: int, seconds: float) -> list[dict[str, Any]]:
        """As `after`, but waits for a bubble up to `seconds`. Raises HTTPException 429 if too many wait already."""
        with self._site.wakeups.listening(who.contact_id) as bell:
            if bell is None:
                raise HTTPException(429, headers={"Retry-After": "1"})
            while not (found := await self.after(who, after, most)) and seconds > 0 and not self._site.wakeups.closed:
                step = min(RECHECK_S, seconds)
                await bell.wait(step)
                seconds -= step
        return found

    async def latest(self, who: Who, before: int, most: int) -> list[dict[str, Any]]:
        """The last bubbles, or the last before number `before` (0: no such limit). Raises StoreDown."""
        bubbles = await self._last(who, most + LOOK_BACK, before)
        first = bubbles[-most].n - 1 if len(bubbles) > most else 0
        return self._written(who, bubbles, first)

    async def language(self, who: Who) -> str:
        """What the contact speaks."""
        contact = await self._site.store.read(lambda tx: contacts.by_id(tx, who.contact_id))
        return contact.language if contact is not None else ""

    async def _last(self, who: Who, most: int, before: int = 0) -> list[Bubble]:
        async def work(tx: Tx) -> list[Bubble]:
            contact = await contacts.by_id(tx, who.contact_id)
            end = min(before or contact.last_n + 1, contact.last_n + 1) if contact is not None else 1
            bubbles = await outbox.transcript(tx, who.contact_id, max(0, end - 1 - most), most)
            return [bubble for bubble in bubbles if bubble.n < end]

        return await self._site.store.read(work)

    async def _same(self, heard: Heard) -> bool:
        """Whether what was taken under this event's id is what came now; what was erased since counts as the same."""
        row = await self._site.store.read(lambda tx: inbox.seen(tx, heard.chat, heard.event))
        kept = json.loads(row["body"] or "{}") if row is not None else {}
        return not kept or _compared(kept) == _compared(heard.body())

    def _written(self, who: Who, bubbles: list[Bubble], after: int) -> list[dict[str, Any]]:
        labels = webchat.labels(bubbles)

        def link(media: Media) -> str:
            return self._signed.address(who.contact_id, media)

        written = (webchat.write(bubble, labels, link) for bubble in bubbles if bubble.n > after)
        return [one for one in written if one is not None]


def _compared(body: dict[str, Any]) -> dict[str, Any]:
    """Without the bubble that was tapped: the same choice may stand in a newer one by now."""
    return {name: value for name, value in body.items() if name != "message"}
