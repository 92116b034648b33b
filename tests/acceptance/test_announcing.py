"""An announcement goes to whom it is for, and the ledger says why somebody else gets nothing."""

from pathlib import Path

from tests.acceptance.announced import announced, command, copies, known, report
from tests.acceptance.city import City, process, settings, sqlite_url, telegram
from tests.acceptance.records import Records

PEOPLE = 400


async def test_who_does_not_want_it_gets_nothing_and_the_ledger_says_why(tmp_path: Path) -> None:
    async with telegram() as tg:
        known(tg, PEOPLE)
        bot = process(tmp_path, settings(tg, sqlite_url(tmp_path)))
        await command(bot, "seed", "--people", str(PEOPLE), "--mixed")
        async with bot:
            here = City(tg, bot, Records(bot.settings["KEKRAF_DATABASE_URL"]))
            number = await announced(bot, "--wait", "--audience", "sub_sector=musik")
            found = await report(bot, number)
            consented = await here.records.count(
                "people p",
                "EXISTS (SELECT 1 FROM person_sub_sector s WHERE s.person_id = p.id AND s.sub_sector = 'musik')"
                " AND EXISTS (SELECT 1 FROM consents k WHERE k.person_id = p.id AND k.purpose = 'alerts'"
                " AND k.withdrawn_at IS NULL)",
            )
    assert found["reasons"]["no_consent"] > 0
    assert sum(found["states"].values()) <= consented
    assert sum(copies(tg).values()) == found["states"]["sent"] > 0
