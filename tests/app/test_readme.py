"""The README names every command there is."""

from pathlib import Path

from typer.main import get_command_name

from bot.cli import cli

README = Path(__file__).parents[2] / "README.md"


def test_every_command_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    names = [each.name or get_command_name(each.callback.__name__) for each in cli.registered_commands if each.callback]
    assert "announce" in names
    assert [name for name in names if f"kekraf {name}" not in text and f"\u00b7 `{name}" not in text] == []
