"""The conversations of the bot: one file each, none imports another; `shared` is for all.

This is the one list of flows and commands. Their sentences are in `locales`, under the names used here.
"""

from bot.core.flow import Command, Flow
from handlers import (
    adding,
    alerts,
    closing,
    data,
    erase,
    front,
    language,
    lost,
    my_requests,
    not_me,
    own_words,
    person,
    profile,
    register,
    sharing,
)

FLOWS: dict[str, Flow] = {
    flow.name: flow
    for flow in (
        register.FLOW,
        alerts.FLOW,
        profile.FLOW,
        person.FLOW,
        lost.FLOW,
        language.FLOW,
        language.OFFER,
        erase.FLOW,
        not_me.FLOW,
        adding.ADDING,
        adding.WITHDRAWING,
        closing.RATING,
        closing.MISSING,
        closing.RESULT,
        sharing.QUESTION,
        own_words.REOPENING,
        own_words.WORDS,
    )
}

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        front.MENU_COMMAND,
        register.COMMAND,
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
        my_requests.COMMAND,
        my_requests.OPEN,
        adding.ADD,
        adding.WITHDRAW,
        adding.REOPEN,
        closing.CONFIRM,
        closing.TELL,
        sharing.CONSENT,
    )
}
