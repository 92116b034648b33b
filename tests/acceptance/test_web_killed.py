"""The web chat from hello to number, with the bot killed -9 between the turns."""

from pathlib import Path

from tests.acceptance.bot_process import BotProcess
from tests.acceptance.city import check_log, sqlite_url
from tests.acceptance.records import Records
from tests.acceptance.web_person import visitor

TALK = (
    ("halo", "sudah 18 tahun?"),
    ("[Setuju, saya 18+]", "membuat apa"),
    ("bikin pempek di plaju", "Nama panggilan"),
    ("Cek Ida", "Sudah benar"),
    ("[Benar, simpan]", "Nomor ekraf: PLG-"),
    ("[Ya, kabari]", "Cek Ida"),
)


async def test_from_hello_to_number(tmp_path: Path, database_url: str) -> None:
    records = Records(database_url)
    async with BotProcess(tmp_path, {"KEKRAF_DATABASE_URL": database_url}) as bot, visitor(bot.url) as ida:
        for line, words in TALK:
            body = ida.body(line)
            assert await ida.posts(body) == 202
            await bot.restart()
            assert await ida.posts(body) == 202, "sent again after the kill, it is heard once"
            await ida.hears(words)
        said = [bubble["text"] for bubble in ida.bubbles if bubble["from"] == "person"]
        assert said == [line.strip("[]") for line, _ in TALK]
        heard = [bubble["text"] for bubble in ida.bubbles if bubble["from"] == "bot"]
        assert sum("Nomor ekraf: PLG-" in text for text in heard) == 1
        assert [bubble["n"] for bubble in ida.bubbles] == list(range(1, 2 * len(TALK) + 1))
        assert await records.count("inbox") == len(TALK)
        assert await records.states() == {"sent": len(TALK)}
    check_log(bot)


async def test_a_post_into_the_kill_is_taken_by_the_next_start(tmp_path: Path) -> None:
    records = Records(sqlite_url(tmp_path))
    async with BotProcess(tmp_path, {"KEKRAF_DATABASE_URL": records.url}) as bot, visitor(bot.url) as ida:
        for line, words in TALK[:2]:
            body = ida.body(line)
            await bot.kill()
            await bot.launch()
            await ida.insists(body)
            await ida.hears(words)
        assert await records.count("inbox") == 2


async def test_the_same_id_with_other_words_is_refused(tmp_path: Path) -> None:
    async with BotProcess(tmp_path, {}) as bot, visitor(bot.url) as ida:
        assert await ida.posts({"id": "a", "text": "halo"}) == 202
        await bot.restart()
        assert await ida.posts({"id": "a", "text": "hai"}) == 409
        assert await ida.posts({"id": "a", "text": "halo"}) == 202
        await ida.hears("sudah 18 tahun?")
        assert len(ida.bubbles) == 2
