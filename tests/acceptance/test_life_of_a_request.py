"""A request's life on Telegram, the bot killed -9 between every two steps: the same thread on both sides."""

from pathlib import Path

from tests.acceptance.city import City, Talker, city
from tests.acceptance.test_desk_answers import asks, hired

WORDS = (
    "Alatnya kami cari dulu.",
    "Dipakai tanggal berapa?",
    "Tanggal lima.",
    "Alat siap diambil.",
    "Maaf, ini lemnya.",
)


async def step(here: City, who: Talker, line: str, words: str) -> None:
    """Says it, is answered; then everything dies and comes again."""
    await who.asks(line, words)
    await here.records.settled()
    await here.bot.restart()


async def closes(here: City, officer: Talker, words: str) -> None:
    """The officer closes it as helped."""
    await step(here, officer, "cari D-1", "D-1")
    await step(here, officer, "[Tutup]", "")
    await step(here, officer, words, words)
    await step(here, officer, "[Kirim & tutup]", "")
    await step(here, officer, "[Terbantu]", "D-1")


async def test_asked_answered_closed_reopened_closed_and_rated(tmp_path: Path) -> None:
    async with city(tmp_path) as here:
        officer = await hired(here, 900)
        asker = await asks(here, 1000)
        await step(here, officer, "antrean", "zulmi kurapo 1000?")
        await step(here, officer, WORDS[0], "Kirim ke")
        await step(here, officer, "[Kirim]", "D-1 terkirim")
        await asker.hears(WORDS[0])
        await step(here, officer, "cari D-1", "D-1")
        await step(here, officer, "[Minta keterangan]", "")
        await step(here, officer, WORDS[1], "Kirim ke")
        await step(here, officer, "[Kirim]", "D-1")
        question = await asker.hears(WORDS[1])
        await asker.person.says(WORDS[2], reply_to=question)
        await asker.finds("Sudah masuk ke D-1")
        await here.bot.restart()
        await closes(here, officer, WORDS[3])
        await asker.finds(WORDS[3])
        await step(here, asker, "[Belum]", "D-1")
        await step(here, asker, "[Lewati]", "")
        await closes(here, officer, WORDS[4])
        await asker.finds(WORDS[4])
        await step(here, asker, "[Sudah beres]", "Seberapa terbantu")
        await step(here, asker, "[5]", "Senang bisa membantu")
        rows = await here.records.rows("SELECT text FROM request_messages WHERE thread = 'public' ORDER BY id")
        assert [row["text"] for row in rows] == ["zulmi kurapo 1000?", *WORDS]
        (kept,) = await here.records.rows("SELECT state, outcome, confirmed, rating, reopened FROM support_requests")
        assert kept == {"state": "done", "outcome": "helped", "confirmed": "yes", "rating": 5, "reopened": 1}
        for words in (WORDS[0], WORDS[1], WORDS[3], WORDS[4]):
            assert sum(words in text for text in asker.heard) == 1
