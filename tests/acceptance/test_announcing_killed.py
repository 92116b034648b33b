"""An announcement to many, the bot killed -9 at random moments, and Telegram in a bad mood.

`KEKRAF_TEST_ANNOUNCED=10000 KEKRAF_TEST_KILLS=10` makes it as big as a city needs it.
"""

import asyncio
import os
import random
from collections import Counter
from pathlib import Path

from tests.acceptance.announced import FIRST, announced, command, copies, known, report
from tests.acceptance.bot_process import BotProcess
from tests.acceptance.city import process, settings, telegram
from tests.acceptance.records import Records, Row, until
from tests.fakes.telegram import FakeTelegram, too_many

PEOPLE = int(os.environ.get("KEKRAF_TEST_ANNOUNCED", "300"))
KILLS = int(os.environ.get("KEKRAF_TEST_KILLS", "3"))
BLOCKED = PEOPLE * 3 // 100
STORM = 48  # refusals one after the other
ON_THE_WAY = 16  # rows that may be sending when a process dies
PATIENCE_S = 60 + PEOPLE / 20
SHARES = {"server_error": 0.05, "cut_after": 0.01, "cut_before": 0.01}
CUTS = ("cut_after", "cut_before")


async def killed_at_random(tg: FakeTelegram, bot: BotProcess, chance: random.Random) -> None:
    """kill -9 and up again, in the middle of the sending: so many times, at moments that nobody chose."""
    for sends in sorted(chance.sample(range(1, PEOPLE), KILLS)):
        await tg.called("sendMessage", sends, PATIENCE_S)
        await asyncio.sleep(chance.uniform(0.0, 0.02))
        await bot.restart()


async def rows_of(records: Records, number: str) -> dict[int, Row]:
    """What the outbox says of each chat: `state`, `doubts`."""
    found = await records.rows(
        "SELECT c.chat, o.state, o.doubts FROM outbox o JOIN contacts c ON c.id = o.contact_id "  # noqa: S608
        f"WHERE o.announcement_id = {int(number)}"
    )
    assert len(found) == len({row["chat"] for row in found})
    return {int(row["chat"]): row for row in found}


def cuts(tg: FakeTelegram) -> int:
    """How many connections broke before an answer."""
    return sum(call.outcome in CUTS for call in tg.calls("sendMessage"))


async def test_killed_again_and_again_nobody_is_missed_and_a_double_is_marked(
    tmp_path: Path, database_url: str
) -> None:
    async with telegram() as tg:
        known(tg, PEOPLE, BLOCKED)
        bot = process(tmp_path, settings(tg, database_url, telegram_rate="250"))
        await command(bot, "seed", "--people", str(PEOPLE))
        async with bot:
            tg.random_faults(7, **SHARES)
            storm = tg.plan("sendMessage", too_many(1), times=STORM, skip=PEOPLE // 4)
            number = await announced(bot)
            await killed_at_random(tg, bot, random.Random(7))

            async def over() -> bool:
                return not await records.count("announcements", "state <> 'done'")

            records = Records(database_url)
            await until(over, "the announcement is over", PATIENCE_S)
            found = await report(bot, number)
            rows = await rows_of(records, number)
    assert storm.used == STORM
    assert cuts(tg) > 0
    got = copies(tg)
    everyone = range(FIRST, FIRST + PEOPLE)
    assert sorted(rows) == list(everyone)
    assert found["rows"] == PEOPLE
    assert found["states"] == Counter(row["state"] for row in rows.values())
    assert found["states"] == {"sent": PEOPLE - BLOCKED, "failed": BLOCKED}
    assert [chat for chat in everyone if (got[chat] > 0) != (rows[chat]["state"] == "sent")] == []
    assert [chat for chat in everyone if got[chat] - 1 > rows[chat]["doubts"]] == []
    assert found["doubts"] == sum(row["doubts"] for row in rows.values()) <= ON_THE_WAY * KILLS + cuts(tg)
    assert "Traceback" not in bot.errors
