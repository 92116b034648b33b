"""The conversations of the bot: one file each, none imports another; `shared` is for all.

This is the one list of flows and commands. Their sentences are in `locales`, under the names used here.
"""

from bot.core.flow import Command, Flow
from handlers import (
    acts,
    adding,
    alerts,
    closing,
    complaints,
    data,
    directory,
    erase,
    finding,
    front,
    invite,
    language,
    lost,
    my_requests,
    not_me,
    officers,
    on_leave,
    own_words,
    person,
    profile,
    queue,
    register,
    replies,
    routing,
    sharing,
    summary,
)
from handlers.shared import staff_menu

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
        acts.FLOW,
        routing.FLOW,
        directory.FLOW,
        directory.FORM,
        officers.FLOW,
        invite.FLOW,
        on_leave.FLOW,
        replies.FLOW,
        complaints.FLOW,
        queue.FLOW,
        finding.FLOW,
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
        front.help_command(lambda: COMMANDS.values()),
        language.COMMAND,
        alerts.STOP,
        alerts.ALERTS,
        erase.ERASE,
        erase.UNDO,
        not_me.COMMAND,
        acts.COMMAND,
        directory.COMMAND,
        on_leave.LEAVE,
        on_leave.BACK,
        replies.COMMAND,
        officers.COMMAND,
        invite.COMMAND,
        complaints.COMMAND,
        summary.COMMAND,
        queue.COMMAND,
        finding.COMMAND,
        staff_menu.COMMAND,
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
