"""An invitation's links: to the bot whose name Telegram told, and to the web chat."""

from pathlib import Path

from bot.app.office import Office
from bot.app.opening import now, opened
from bot.settings import read
from storage import marks


async def test_an_invitation_names_every_way_in(tmp_path: Path) -> None:
    city = read(
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'kekraf.db'}",
        telegram_token="1000000001:FICTIONAL-test-token",
        public_url="https://kekraf.example",
    )
    async with opened(city) as here:
        told = '{"username": "kekraf_fiktif_bot"}'
        await here.store.transact(lambda tx: marks.put(tx, "telegram.setup.1000000001", told, now()))
        word, *links = await Office(here).invite("desk")
        assert links == [
            f"https://t.me/kekraf_fiktif_bot?start=s_{word}",
            f"https://kekraf.example/chat?ref=s_{word}",
        ]


async def test_without_a_known_bot_the_word_is_enough(tmp_path: Path) -> None:
    city = read(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'kekraf.db'}")
    async with opened(city) as here:
        assert len(await Office(here).invite("desk")) == 1
