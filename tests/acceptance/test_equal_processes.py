"""Two bots on one PostgreSQL: one polls, both send, and neither takes the other's work for left behind."""

from pathlib import Path

from tests.acceptance.city import process, settings, talker, telegram
from tests.acceptance.records import Records
from tests.fakes.telegram import delay
from tests.storage.stores import Server


async def test_a_second_process_leaves_what_the_first_is_sending(tmp_path: Path, postgres_server: Server) -> None:
    async with (
        postgres_server.database(await postgres_server.template()) as url,
        telegram() as tg,
        process(tmp_path / "one", settings(tg, url)),
    ):
        ratna = talker(tg, 501)
        plan = tg.plan("sendMessage", delay(4), chat=501)
        await ratna.says("/start")
        await plan.happened(20)
        async with process(tmp_path / "two", settings(tg, url)):
            await ratna.hears("sudah 18 tahun?")
            await Records(url).settled()
            assert await Records(url).rows("SELECT state, doubts FROM outbox") == [{"state": "sent", "doubts": 0}]
            assert len(ratna.heard) == 1


async def test_when_the_one_that_polls_is_killed_the_other_goes_on(tmp_path: Path, postgres_server: Server) -> None:
    async with (
        postgres_server.database(await postgres_server.template()) as url,
        telegram() as tg,
        process(tmp_path / "one", settings(tg, url)) as first,
    ):
        ratna = talker(tg, 501)
        await ratna.asks("/start", "sudah 18 tahun?")
        await Records(url).settled()
        async with process(tmp_path / "two", settings(tg, url)):
            await first.kill()
            await ratna.asks("[Setuju, saya 18+]", "membuat apa")
            await Records(url).settled()
            assert await Records(url).states() == {"sent": 2}
