"""Announcements: worked out in the database, one copy a chat, paused, cancelled, gone on with after a stop."""

from dataclasses import dataclass, replace

import pytest

from bot import broadcast
from bot.actions import announcing, permitting, preparing
from bot.actions.announcing import Wish
from bot.actions.permitting import Actor
from bot.actions.preparing import When
from bot.announcer import Announcer
from bot.broadcast import Broadcast
from bot.core.audience import EVERYBODY, Audience
from bot.core.message import Chat
from bot.core.records import Profile
from bot.errors import Refused
from storage import announcements, consents, contacts, outbox, people
from storage.announcements import Plan
from storage.consents import Consent
from storage.outbox import Queue
from storage.ports import Store, Tx
from tests.clock.world import HOUR, HOUSE, rows

NOW = 1_795_485_600_000
ACCOUNTS = frozenset({"telegram:42", "webchat:web"})
QUEUE = Queue("telegram", "42", 1000)
SINGER = Profile("person", "Yuk Contoh", "", "menyanyi", ("musik",), "16.71.01", "", "")


@dataclass
class Desk:
    """A city that announces; its time stands still unless a test moves it."""

    store: Store
    now: int = NOW
    people: int = 0

    def broadcast(self) -> Broadcast:
        return Broadcast(self.store, HOUSE, ACCOUNTS, lambda: self.now)

    async def person(
        self, *chats: str, wants: bool = True, profile: Profile = SINGER, channel: str = "telegram"
    ) -> tuple[int, ...]:
        """A practitioner that speaks from these chats; their contacts."""
        self.people += 1

        async def work(tx: Tx) -> tuple[int, ...]:
            person_id = await people.add(tx, f"PLG-{self.people:06}", profile, "", self.now)
            assert person_id is not None
            account = "42" if channel == "telegram" else "web"
            known = [(await contacts.meet(tx, Chat(channel, account, c), "id", "", NOW)).contact.id for c in chats]
            for number, contact_id in enumerate(known):
                await people.link(tx, contact_id, person_id, self.now + number)
            if wants:
                consent = Consent("alerts", 1, "ya", channel, self.now)
                await consents.give(tx, person_id, known[0], consent)
            return tuple(known)

        return await self.store.transact(work)

    async def act(self, do: object, *args: object) -> object:
        """Lets the command line act."""

        async def work(tx: Tx) -> object:
            return await do(permitting.cli(tx, HOUSE, self.now), *args)  # type: ignore[operator]

        return await self.store.transact(work)

    async def announce(self, audience: Audience = EVERYBODY, text: str = "Ada lokakarya (rekaan)") -> int:
        made = await self.act(announcing.announce, Wish(text=text, audience=audience))
        assert isinstance(made, int)
        return made

    async def run(self) -> None:
        """Until there is nothing to do at once."""
        worker = self.broadcast()
        while await worker.step():
            pass

    async def sent(self, most: int = 1000) -> list[int]:
        """Lets the platform take what is due; the contacts."""
        self.now += 1000

        async def work(tx: Tx) -> list[int]:
            claim = await outbox.claim(tx, QUEUE, "me", self.now)
            for row in claim.rows[:most]:
                await outbox.sent(tx, row, "me", f"m{row.id}", self.now)
            return [row.contact_id for row in claim.rows]

        return await self.store.transact(work)

    async def report(self, announcement_id: int) -> dict[str, object]:
        found = await self.store.read(lambda tx: announcements.report(tx, announcement_id))
        return {**found.states, **found.reasons}

    async def state(self, announcement_id: int) -> str:
        found = await self.store.read(lambda tx: announcements.by_id(tx, announcement_id))
        assert found is not None
        return found.state


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


class TestWhoGetsIt:
    async def test_everyone_who_wants_it_once_and_the_rest_with_a_reason(self, desk: Desk) -> None:
        await desk.person("1")
        await desk.person("2", wants=False)
        (blocked,) = await desk.person("3")
        await desk.store.transact(lambda tx: contacts.set_reach(tx, blocked, "blocked"))
        await desk.person("5", channel="webchat")
        made = await desk.announce()
        await desk.run()
        assert await desk.report(made) == {"queued": 1, "sent": 1, "no_consent": 1, "unreachable": 1}
        assert len(await desk.sent()) == 1
        assert await desk.report(made) == {"sent": 2, "no_consent": 1, "unreachable": 1}
        await desk.run()
        assert await desk.state(made) == "done"

    async def test_the_words_arrive_with_a_way_to_stop(self, desk: Desk) -> None:
        (contact_id,) = await desk.person("1", channel="webchat")
        await desk.announce(text="*Bukan tebal* & gratis")
        await desk.run()
        found = await desk.store.read(lambda tx: outbox.transcript(tx, contact_id, 0, 10))
        assert len(found) == 1
        assert "Ketik BERHENTI" in found[0].body["news"]
        assert "\\*Bukan tebal\\*" in found[0].body["news"]
        assert found[0].body["choices"][0][0] == "do:reduce"
        found_rows = await rows(desk.store, "SELECT body FROM outbox")
        assert [row["body"] for row in found_rows] == [""]  # a row holds no words of its own

    async def test_a_person_with_two_chats_has_one_copy_on_the_newer(self, desk: Desk) -> None:
        old, new = await desk.person("1", "2")
        made = await desk.announce()
        await desk.run()
        assert await desk.report(made) == {"queued": 1, "other_chat": 1}
        assert await desk.sent() == [new]
        assert old != new

    async def test_a_chat_of_two_people_has_one_copy(self, desk: Desk) -> None:
        await desk.person("1")
        await desk.person("1", profile=replace(SINGER, name="Kak Contoh"))
        made = await desk.announce()
        await desk.run()
        assert await desk.report(made) == {"queued": 1}

    async def test_who_shares_a_chat_with_one_reached_elsewhere_still_gets_it(self, desk: Desk) -> None:
        await desk.person("1", "2")
        await desk.person("1", profile=replace(SINGER, name="Kak Contoh"))
        made = await desk.announce()
        await desk.run()
        assert await desk.report(made) == {"queued": 2}

    @pytest.mark.parametrize(
        ("audience", "chats"),
        [
            (Audience(sub_sectors=("musik",)), {"1", "3"}),
            (Audience(districts=("16.71.02",)), {"2"}),
            (Audience(kinds=("group",)), {"3"}),
            (Audience(without_sub_sectors=("kriya",)), {"1", "3"}),
            (Audience(without_districts=("16.71.01",)), {"2"}),
            (Audience(without_kinds=("group",)), {"1", "2"}),
            (Audience(sub_sectors=("musik", "kriya"), without_kinds=("group",)), {"1", "2"}),
        ],
    )
    async def test_the_audience_is_kept_to(self, desk: Desk, audience: Audience, chats: set[str]) -> None:
        await desk.person("1")
        await desk.person("2", profile=replace(SINGER, sub_sectors=("kriya",), district="16.71.02"))
        await desk.person("3", profile=replace(SINGER, kind="group", group_name="Sanggar Contoh"))
        await desk.announce(audience)
        await desk.run()
        found = await rows(
            desk.store, "SELECT c.chat FROM outbox o JOIN contacts c ON c.id = o.contact_id ORDER BY c.id"
        )
        assert {row["chat"] for row in found} == chats

    async def test_nobody_gets_more_a_week_than_the_cap(self, desk: Desk) -> None:
        await desk.person("1")
        for _ in range(3):
            await desk.act(announcing.announce, Wish(text="kabar", cap=2))
        await desk.run()
        found = [await desk.report(number) for number in (1, 2, 3)]
        assert found == [{"queued": 1}, {"queued": 1}, {"cap": 1}]
        desk.now += 8 * 24 * HOUR
        later = await desk.act(announcing.announce, Wish(text="kabar", cap=2))
        await desk.run()
        assert await desk.report(int(str(later))) == {"queued": 1}


class TestStopping:
    async def many(self, desk: Desk, number: int = 7) -> int:
        for chat in range(number):
            await desk.person(str(chat + 1))
        return await desk.announce()

    async def test_paused_nothing_leaves_until_it_goes_on(self, desk: Desk) -> None:
        made = await self.many(desk)
        await desk.run()
        await desk.act(announcing.pause, made)
        assert await desk.sent() == []
        await desk.act(announcing.resume, made)
        assert len(await desk.sent()) == 7

    async def test_what_comes_back_to_the_line_of_a_paused_one_is_held_too(self, desk: Desk) -> None:
        made = await self.many(desk, 1)
        await desk.run()

        async def refused(tx: Tx) -> None:
            (row,) = (await outbox.claim(tx, QUEUE, "me", desk.now + 1000)).rows
            await announcing.pause(permitting.cli(tx, HOUSE, desk.now), made)
            again = outbox.Again(desk.now, 1, 0, "later")
            await outbox.again(tx, row, "me", again, desk.now)

        await desk.store.transact(refused)
        await desk.run()
        assert await desk.sent() == []

    async def test_cancelled_the_rest_is_in_the_ledger(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(broadcast, "SLICE", 2)
        made = await self.many(desk)
        await desk.broadcast().step()  # begins
        await desk.broadcast().step()  # two of seven
        assert len(await desk.sent(1)) == 2
        assert await desk.act(announcing.cancel, made) == 0
        await desk.run()
        assert await desk.report(made) == {"sent": 1, "sending": 1, "cancelled": 5}
        assert await desk.state(made) == "cancelled"

    async def test_cancelled_what_comes_back_to_the_line_is_dropped(self, desk: Desk) -> None:
        made = await self.many(desk, 1)
        await desk.run()
        await desk.run()  # everybody is worked out
        (row,) = (await desk.store.transact(lambda tx: outbox.claim(tx, QUEUE, "me", desk.now + 1000))).rows
        await desk.act(announcing.cancel, made)
        await desk.run()
        again = outbox.Again(desk.now, 1, 0, "later")
        await desk.store.transact(lambda tx: outbox.again(tx, row, "me", again, desk.now))
        await desk.run()
        assert await desk.sent() == []
        assert await desk.report(made) == {"cancelled": 1}
        assert await desk.store.read(lambda tx: announcements.open_ones(tx, desk.now)) == []

    async def test_one_that_goes_on_meanwhile_is_not_held(self, desk: Desk) -> None:
        made = await self.many(desk, 2)
        await desk.run()
        await desk.act(announcing.pause, made)
        paused = await desk.store.read(lambda tx: announcements.by_id(tx, made))
        assert paused is not None
        await desk.act(announcing.resume, made)
        await desk.broadcast()._advance(paused)  # as it was found a moment ago
        assert len(await desk.sent()) == 2

    async def test_thought_better_of_meanwhile_nothing_is_rendered(self, desk: Desk) -> None:
        made = await self.many(desk, 1)
        found = await desk.store.read(lambda tx: announcements.by_id(tx, made))
        assert found is not None
        await desk.act(preparing.undo, made)
        await desk.broadcast()._advance(found)
        assert await rows(desk.store, "SELECT id FROM announcement_bodies") == []

    async def test_after_a_stop_it_goes_on_where_it_was(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(broadcast, "SLICE", 3)
        made = await self.many(desk)
        for _ in range(3):
            await desk.broadcast().step()  # each by a process of its own
        await desk.run()
        assert await desk.report(made) == {"queued": 7}
        assert await rows(desk.store, "SELECT contact_id FROM outbox GROUP BY contact_id HAVING count(*) > 1") == []

    async def test_little_is_worked_out_ahead(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(broadcast, "SLICE", 2)
        monkeypatch.setattr(broadcast, "AHEAD", 3)
        made = await self.many(desk)
        await desk.run()
        assert await desk.report(made) == {"queued": 4}
        await desk.sent()
        await desk.run()
        assert await desk.report(made) == {"sent": 4, "queued": 3}

    async def test_missed_for_hours_it_is_not_sent(self, desk: Desk) -> None:
        made = await self.many(desk, 2)
        desk.now += 3 * HOUR
        await desk.run()
        assert await desk.state(made) == "missed"
        assert await desk.report(made) == {}
        assert await desk.sent() == []
        assert await desk.act(announcing.go_on) == [made]
        await desk.run()
        assert len(await desk.sent()) == 2
        assert await desk.act(announcing.go_on) == []

    async def test_missed_for_a_week_it_is_stale(self, desk: Desk) -> None:
        made = await self.many(desk, 2)
        desk.now += announcing.LIFETIME_MS
        await desk.run()
        assert await desk.act(announcing.go_on) == []
        assert await desk.state(made) == "missed"

    async def test_at_a_time(self, desk: Desk) -> None:
        await desk.person("1")
        made = await desk.act(announcing.announce, Wish(text="kabar", at=desk.now + HOUR))
        await desk.run()
        assert await desk.report(int(str(made))) == {}
        desk.now += HOUR
        await desk.run()
        assert await desk.report(int(str(made))) == {"queued": 1}


async def test_an_urgent_one_goes_before_what_waits(desk: Desk) -> None:
    (contact_id,) = await desk.person("1")
    (other,) = await desk.person("2")
    await desk.announce()
    await desk.run()
    desk.now += 1000
    await desk.act(announcing.announce, Wish(text="banjir", urgent=True, reason="aman", audience=EVERYBODY))
    await desk.run()
    slow = replace(QUEUE, rate=20.0)  # two slots
    claim = await desk.store.transact(lambda tx: outbox.claim(tx, slow, "me", desk.now + 1000))
    assert [row.contact_id for row in claim.rows] == [contact_id, other]
    assert all("banjir" in row.message.text for row in claim.rows)


class TestOnceMore:
    async def test_only_whom_it_did_not_reach(self, desk: Desk) -> None:
        (first,), (second,) = await desk.person("1"), await desk.person("2")
        made = await desk.announce()
        await desk.run()

        async def half(tx: Tx) -> None:
            claim = await outbox.claim(tx, QUEUE, "me", desk.now + 1000)
            for row in claim.rows:
                if row.contact_id == first:
                    await outbox.sent(tx, row, "me", "m1", desk.now)
                else:
                    await outbox.end(tx, row, "me", "failed", "400 bad", desk.now)

        await desk.store.transact(half)
        await desk.run()
        desk.now += 2 * HOUR  # ten o'clock
        again = await self.counted(desk, announcing.again, made)
        assert await desk.sent() == [second]
        corrected = await self.counted(desk, announcing.correct, made, "Ralat: pukul 10.00")
        assert await desk.report(corrected) == {"queued": 1}
        assert await desk.sent() == [first]
        assert again != corrected

    async def counted(self, desk: Desk, do: object, *args: object) -> int:
        """What follows is a draft: counted, then sent as any other."""
        made = await desk.act(do, *args)
        assert isinstance(made, int)
        assert await desk.state(made) == "draft"
        await Announcer(desk.store, HOUSE, ACCOUNTS, lambda: desk.now).step()
        await desk.act(preparing.schedule, made, When())
        desk.now += preparing.UNDO_MS
        await desk.run()
        return made

    async def test_at_night_it_waits_as_any_other(self, desk: Desk) -> None:
        await desk.person("1")
        made = await desk.announce()
        await desk.run()
        await desk.sent()
        await desk.run()
        desk.now += 13 * HOUR
        await self.counted(desk, announcing.correct, made, "Ralat: pukul 10.00")
        assert await desk.sent() == []
        desk.now += 12 * HOUR
        await desk.run()
        assert len(await desk.sent()) == 1

    async def test_not_while_it_is_under_way(self, desk: Desk) -> None:
        made = await desk.announce()
        with pytest.raises(Refused, match="not_over"):
            await desk.act(announcing.again, made)


class TestWhoMay:
    async def test_who_answers_decides_or_administers(self, desk: Desk) -> None:
        async def by(role: str) -> int:
            async def work(tx: Tx) -> int:
                actor = Actor(tx, HOUSE, desk.now, None, "contact:1", roles=frozenset({role}))
                return await announcing.announce(actor, Wish(text="kabar"))

            return await desk.store.transact(work)

        assert [await by("desk"), await by("committee"), await by("admin")] == [1, 2, 3]
        for role in ("viewer", "enumerator"):
            with pytest.raises(Refused, match="not_allowed"):
                await by(role)

    async def test_two_urgent_ones_in_a_month_each_with_its_reason(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="no_reason"):
            await desk.act(announcing.announce, Wish(text="kabar", urgent=True))
        for _ in range(2):
            await desk.act(announcing.announce, Wish(text="kabar", urgent=True, reason="banjir"))
            await desk.run()
        with pytest.raises(Refused, match="urgent_often"):
            await desk.act(announcing.announce, Wish(text="kabar", urgent=True, reason="banjir"))
        desk.now += 31 * 24 * HOUR - 1
        with pytest.raises(Refused, match="urgent_often"):
            await desk.act(announcing.announce, Wish(text="kabar", urgent=True, reason="banjir"))
        desk.now += 1
        assert await desk.act(announcing.announce, Wish(text="kabar", urgent=True, reason="banjir")) == 3

    async def test_those_that_are_to_begin_count_too(self, desk: Desk) -> None:
        for _ in range(2):
            await desk.act(announcing.announce, Wish(text="kabar", urgent=True, reason="banjir", at=desk.now + HOUR))
        with pytest.raises(Refused, match="urgent_often"):
            await desk.act(announcing.announce, Wish(text="kabar", urgent=True, reason="banjir"))

    @pytest.mark.parametrize(("text", "why"), [("  ", "empty"), ("x" * 3501, "long")])
    async def test_words_that_cannot_go(self, desk: Desk, text: str, why: str) -> None:
        with pytest.raises(Refused, match=why):
            await desk.announce(text=text)


async def test_the_ledger_outlives_who_is_erased(desk: Desk) -> None:
    (contact_id,) = await desk.person("1")
    made = await desk.announce()
    await desk.run()
    (known,) = await desk.store.read(lambda tx: announcements.of_person(tx, made, 1))
    assert (known["contact_id"], known["reason"], known["state"]) == (contact_id, "", "queued")
    await rows(desk.store, f"DELETE FROM outbox WHERE contact_id = {contact_id} RETURNING 1 AS done")  # noqa: S608
    assert await desk.report(made) == {"erased": 1}


async def test_a_plan_is_kept_as_it_was_made(desk: Desk) -> None:
    plan = Plan(
        texts={"id": "halo", "en": "hello"}, audience=Audience(kinds=("group",)), at=NOW, expires_at=NOW + 1,
        created_by="cli", only_of=None, only_states=("failed",),
    )  # fmt: skip
    made = await desk.store.transact(lambda tx: announcements.add(tx, plan, NOW))
    found = await desk.store.read(lambda tx: announcements.by_id(tx, made))
    assert found is not None
    assert (found.texts, found.audience, found.only_states) == (plan.texts, plan.audience, plan.only_states)
