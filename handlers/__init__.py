"""The conversations of the bot: one file each, none imports another; `shared` is for all.

This is the one list of flows and commands. Their sentences are in `locales`, under the names used here.
"""

from bot.core.flow import Command, Flow
from handlers import (
    alerts,
    completing,
    data,
    erase,
    front,
    language,
    lost,
    not_me,
    person,
    profile,
    register,
    support,
)

FLOWS: dict[str, Flow] = {
    flow.name: flow
    for flow in (
        register.FLOW,
        alerts.FLOW,
        profile.FLOW,
        support.FLOW,
        completing.FLOW,
        person.FLOW,
        lost.FLOW,
        language.FLOW,
        language.OFFER,
        erase.FLOW,
        not_me.FLOW,
    )
}

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        front.MENU_COMMAND,
        register.COMMAND,
        support.COMMAND,
        completing.COMMAND,
        profile.SHOW,
        profile.EDIT,
        data.COMMAND,
        person.COMMAND,
        front.HELP,
        language.COMMAND,
        alerts.STOP,
        alerts.ALERTS,
        erase.ERASE,
        erase.UNDO,
        not_me.COMMAND,
    )
}
