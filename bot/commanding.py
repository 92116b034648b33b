"""Which command somebody's words mean: some mean another one to those whose role has it, some take what follows."""

from collections.abc import Mapping

from bot.actions.desk import Desk
from bot.core.flow import Command

MOST_WORDS = 8  # of a command with what follows it
NAME_WORDS = 3

Commands = Mapping[str, Command]


async def may(commands: Commands, desk: Desk, name: str) -> bool:
    """Whether there is such a command, for this contact."""
    command = commands.get(name)
    return command is not None and (not command.roles or not command.roles.isdisjoint(await desk.roles()))


async def meant(commands: Commands, desk: Desk, word: str) -> str:
    """The command a reserved word names: that of the contact's own role, where one stands in for it."""
    for command in commands.values():
        if command.instead_of == word and await may(commands, desk, command.name):
            return command.name
    return word


async def argued(commands: Commands, desk: Desk) -> tuple[str, str] | None:
    """A command and what it is told: "cuti sampai senin"; None for any other words."""
    typed = desk.heard.text.split()
    if not 1 < len(typed) <= MOST_WORDS or desk.speech.read(desk.heard.text, (), near=False).kind == "word":
        return None
    for size in range(min(NAME_WORDS, len(typed) - 1), 0, -1):
        match = desk.speech.read(" ".join(typed[:size]), (), near=False)
        command = commands.get(match.values[0]) if match.kind == "word" else None
        if command is not None and command.argued and await may(commands, desk, command.name):
            return command.name, " ".join(typed[size:])
    return None
