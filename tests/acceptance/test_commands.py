"""The commands beside the running bot: exit 0, 1 (said why) or 2 (usage); standard output carries the answer only."""

import re
from pathlib import Path

import pytest

from tests.acceptance.bot_process import BotProcess
from tests.acceptance.city import City, city, process, settings, sqlite_url, talker, telegram
from tests.acceptance.commands import answer, kekraf
from tests.acceptance.records import Records
from tests.acceptance.test_killed_between import TALK
from tests.acceptance.test_telegram_manners import ready
from tests.fakes.telegram import FakeTelegram
from tests.storage.stores import server

WORD = re.compile(r"kekraf-[a-z0-9]{20}")


def there(here: City) -> tuple[Path, dict[str, str]]:
    """Another folder, and the settings of the running bot."""
    data = {"KEKRAF_DATA_DIR": str(here.bot.data)}
    return here.bot.folder / "elsewhere", {**here.bot.settings, **data}


async def test_the_first_start_prints_a_word_that_makes_one_admin(tmp_path: Path) -> None:
    async with city(tmp_path) as here:
        word = next(found[0] for line in here.bot.said if (found := WORD.search(line)))
        dewi, other = talker(here.tg, 700, "Dewi"), talker(here.tg, 701, "Orang Lain")
        await dewi.asks(word.upper(), "admin")
        await other.asks(word, "sudah dipakai")
        folder, env = there(here)
        [line] = await answer(folder, env, "staff", "list")
        number, role, channel, name, until, held = line.split("\t")
        assert (role, channel, name, until, held) == ("admin", "telegram", "Dewi", "-", "0")
        await here.bot.stop()
        said = len(here.bot.said)
        await here.bot.start()
        assert not WORD.search("\n".join(here.bot.said[said:]))
        assert await answer(folder, env, "staff", "end", number) == [f"role {number} ended"]
        again = await kekraf(folder, env, "staff", "end", number)
        assert (again.code, again.out) == (1, "")
        assert f"No role {number}" in again.err


async def test_an_invitation_while_the_bot_runs(tmp_path: Path) -> None:
    async with city(tmp_path, admins="telegram:700") as here:
        assert not any(WORD.search(line) for line in here.bot.said)
        word, *_ = await answer(*there(here), "staff", "invite", "--role", "desk", "--until", "2099-01-31")
        assert WORD.fullmatch(word)
        dewi = talker(here.tg, 700, "Dewi")
        await dewi.says(f"/start s_{word}")
        await dewi.hears("petugas meja layanan")
        [line] = await answer(*there(here), "staff", "list")
        assert line.split("\t")[1:] == ["desk", "telegram", "Dewi", "2099-01-31", "0"]
        await dewi.says(f"/start s_{word}")
        await dewi.hears("sudah dipakai")


async def test_a_wrong_role_is_wrong_usage(tmp_path: Path) -> None:
    outcome = await kekraf(tmp_path, {}, "staff", "invite", "--role", "king")
    assert (outcome.code, outcome.out) == (2, "")
    assert "committee" in outcome.err


async def test_a_wrong_end_is_said(tmp_path: Path) -> None:
    for until, code in (("soon", 2), ("2020-01-31", 1)):
        outcome = await kekraf(tmp_path, {}, "staff", "invite", "--role", "desk", "--until", until)
        assert (outcome.code, outcome.out) == (code, ""), until
        assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KEKRAF_TIMEZONE", "Mars/Utopia", "KEKRAF_TIMEZONE"),
        ("KEKRAF_TELEGRAM_MODE", "webhook", "KEKRAF_TELEGRAM_MODE"),
    ],
)
async def test_a_wrong_setting_stops_the_start_with_one_line(tmp_path: Path, name: str, value: str, said: str) -> None:
    env = {"KEKRAF_TELEGRAM_TOKEN": "1:x", name: value} if name.endswith("MODE") else {name: value}
    outcome = await kekraf(tmp_path, env, "run")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(said)
    assert outcome.err.count("\n") == 1


async def test_one_bot_a_data_folder_and_one_a_port(tmp_path: Path) -> None:
    async with BotProcess(tmp_path / "one", {}) as bot:
        same = await kekraf(tmp_path, {"KEKRAF_DATA_DIR": str(bot.data), "KEKRAF_HTTP_PORT": "0"}, "run")
        assert (same.code, same.out) == (1, "")
        assert same.err.startswith("KEKRAF_DATA_DIR: another bot already runs on")
        assert same.err.count("\n") == 1
        port = await kekraf(tmp_path / "two", {"KEKRAF_HTTP_PORT": str(bot.port)}, "run")
        assert port.code == 1
        assert f"KEKRAF_HTTP_PORT: 127.0.0.1:{bot.port} cannot be listened on" in port.err
        assert "Traceback" not in port.err


async def test_what_needs_no_bot(tmp_path: Path) -> None:
    flows = await answer(tmp_path, {}, "flows")
    assert any(line.startswith("flowchart") or line.startswith("graph") for line in flows)
    env = {"KEKRAF_TELEGRAM_TOKEN": "77:x"}
    assert await answer(tmp_path, env, "migrate") != ["up to date"]
    assert await answer(tmp_path, env, "migrate") == ["up to date"]
    assert (tmp_path / "data" / "kekraf.db").exists()
    assert await answer(tmp_path, env, "seed", "--people", "30") == ["30 fictional people"]
    records = Records(f"sqlite:///{tmp_path / 'data' / 'kekraf.db'}")
    assert await records.rows("SELECT min(chat) AS first, count(*) AS n FROM contacts WHERE account = '77'") == [
        {"first": "1000001", "n": 30}
    ]
    assert (await kekraf(tmp_path, env, "dance")).code == 2


async def test_a_backup_while_people_talk_comes_back_whole_in_the_other_database(
    tmp_path: Path, database_url: str
) -> None:
    async with city(tmp_path, database_url) as here:
        ratna = talker(here.tg, 501)
        for line, words in TALK[:5]:
            await ratna.asks(line, words)
        await here.records.settled()
        folder, env = there(here)
        file = tmp_path / "kekraf.tar"
        assert await answer(folder, env, "backup", str(file))
        full = await kekraf(folder, env, "restore", str(file))
        assert full.code == 1, "a store with people in it is never overwritten"
        await here.bot.stop()
        async with server().database() as dsn:
            new = tmp_path / "new"
            url = dsn if database_url.startswith("sqlite") else sqlite_url(new)
            moved = {**env, "KEKRAF_DATABASE_URL": url, "KEKRAF_DATA_DIR": str(new / "data")}
            damaged = tmp_path / "damaged.tar"
            damaged.write_bytes(file.read_bytes()[:-20_000])
            broken = await kekraf(folder, moved, "restore", str(damaged))
            assert (broken.code, broken.out) == (1, "")
            assert await answer(folder, moved, "restore", str(file))
            async with process(new, {**here.bot.settings, "KEKRAF_DATABASE_URL": url}):
                await ratna.asks(*TALK[5])
                await Records(url).settled()
                assert await Records(url).states() == {"sent": 6}


async def doctor(tmp_path: Path, env: dict[str, str]) -> tuple[int, str]:
    """Its exit code and what it says."""
    outcome = await kekraf(tmp_path, env, "doctor")
    assert outcome.err == ""
    assert env["KEKRAF_TELEGRAM_TOKEN"] not in outcome.out
    return outcome.code, outcome.out


async def test_the_doctor_and_telegram(tmp_path: Path) -> None:
    async with telegram() as tg:
        env = settings(tg, sqlite_url(tmp_path))
        code, said = await doctor(tmp_path, env)
        assert "@kekraf_fiktif_bot" in said
        assert code == ("FAULT" in said)  # a nearly full disk is one, on whatever machine this runs
        code, said = await doctor(tmp_path, env | {"KEKRAF_TELEGRAM_TOKEN": "1000000001:another-fictional-token"})
        assert (code, "FAULT telegram: Unauthorized. Copy KEKRAF_TELEGRAM_TOKEN" in said) == (1, True)
        await webhook_in_trouble(tmp_path, tg)


async def webhook_in_trouble(tmp_path: Path, tg: FakeTelegram) -> None:
    """The bot is away, and Telegram remembers that."""
    async with process(tmp_path / "hooked", settings(tg, sqlite_url(tmp_path / "hooked")), "webhook") as bot:
        await ready(City(tg, bot, Records(bot.settings["KEKRAF_DATABASE_URL"])), 1)
        await bot.stop()
        await talker(tg, 501).says("/start")
        await tg.api.webhook.failed.wait()
        code, said = await doctor(tmp_path, bot.settings)
        assert (code, "FAULT webhook: Connection refused, 1 updates wait" in said) == (1, True)
        await bot.start()
        await talker(tg, 501).hears("sudah 18 tahun?")
