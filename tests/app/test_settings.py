"""A wrong setting stops the start with one line: setting, fault, fix. Every setting is in the README."""

from pathlib import Path

import pytest

from bot.errors import ConfigFault
from bot.settings import Settings, read

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine, no .env of this folder."""
    import os

    for name in list(os.environ):
        if name.startswith("KEKRAF_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_nothing_needs_to_be_set() -> None:
    settings = read()
    assert str(settings.sqlite_path) == "data/kekraf.db"
    assert (settings.http_host, settings.http_port, settings.city) == ("127.0.0.1", 8080, "palembang")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HTTP_PORT", "delapan", "KEKRAF_HTTP_PORT"),
        ("HTTP_PORT", "70000", "KEKRAF_HTTP_PORT"),
        ("DATABASE_URL", "mysql://localhost/x", "neither SQLite nor PostgreSQL"),
        ("TELEGRAM_MODE", "magic", "KEKRAF_TELEGRAM_MODE"),
        ("TELEGRAM_RATE", "0", "KEKRAF_TELEGRAM_RATE"),
        ("TELEGRAM_CHAT_RATE", "-1", "KEKRAF_TELEGRAM_CHAT_RATE"),
        ("TIMEZONE", "Palembang", "no time zone"),
        ("PUBLIC_URL", "http://kekraf.example", "not encrypted"),
        ("PUBLIC_URL", "kekraf.example", "no web address"),
        ("ADMINS", "123", "is not channel:id"),
        ("LOG_FORMAT", "xml", "KEKRAF_LOG_FORMAT"),
    ],
)
def test_a_wrong_value_is_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(f"KEKRAF_{name}", value)
    with pytest.raises(ConfigFault) as caught:
        read()
    line = str(caught.value)
    assert said in line
    assert line.startswith(f"KEKRAF_{name}: ")
    assert "\n" not in line


@pytest.mark.parametrize("rate", ["0.5", "100000"])
def test_any_positive_rate_is_fine(monkeypatch: pytest.MonkeyPatch, rate: str) -> None:
    monkeypatch.setenv("KEKRAF_TELEGRAM_RATE", rate)
    monkeypatch.setenv("KEKRAF_TELEGRAM_CHAT_RATE", "0")
    assert read().telegram_rate == float(rate)


def test_a_secret_shows_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEKRAF_TELEGRAM_TOKEN", "123456:very-secret")
    monkeypatch.setenv("KEKRAF_TELEGRAM_MODE", "webhook")
    with pytest.raises(ConfigFault) as caught:
        read()
    assert "very-secret" not in str(caught.value)
    monkeypatch.setenv("KEKRAF_TELEGRAM_MODE", "poll")
    assert "very-secret" not in repr(read())


@pytest.mark.parametrize(
    ("mode", "url", "by_webhook"),
    [
        ("auto", "", False),
        ("auto", "https://kekraf.example", True),
        ("auto", "http://127.0.0.1:8080", True),
        ("poll", "https://kekraf.example", False),
        ("webhook", "http://localhost:8080", True),
    ],
)
def test_auto_takes_the_webhook_where_one_can_be(mode: str, url: str, by_webhook: bool) -> None:
    assert read(telegram_mode=mode, public_url=url).by_webhook is by_webhook


def test_every_setting_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"KEKRAF_{name.upper()}" not in text]
    assert missing == []


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
