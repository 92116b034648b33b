"""Who answers: the running flow, a command, or the front door."""

from dataclasses import dataclass

from bot import commanding
from bot.actions import announcing, notifying
from bot.actions.desk import Desk
from bot.core.asking import salam
from bot.core.changing import changed
from bot.core.flow import Start
from bot.core.message import Say
from bot.core.offering import MOST_BYTES
from bot.core.session import Session
from bot.stage import Reply, Stage, tried
from handlers import finding, front, language, lost, opportunities, own_words, person, proposing, support
from handlers.shared import staff_menu
from handlers.shared.asking import MEDIA
from handlers.shared.menu import menu_says
from handlers.shared.staff_menu import MENUS

__all__ = ["Reply", "Talks"]

REPEAT_MS = 10_000
WHEN_CLOSED = frozenset({"undo_erase", "person", "menu"})
NO_RECEIPTS = frozenset({"engine.again", "help.text"})


@dataclass(frozen=True, slots=True)
class Talks(Stage):
    """The conversations of the bot."""

    async def answer(self, desk: Desk, session: Session) -> Reply:
        """Takes one thing heard to its answer, inside the turn's transaction."""
        desk.limits = self.limits.get(desk.contact.channel, desk.limits)
        desk.channels, desk.commands = self.limits, frozenset(self.commands)
        if desk.closed:
            session = session.only(lambda frame: frame.flow in WHEN_CLOSED)
        if desk.heard.kind == "tap":
            return await self._with_tools(desk, await self._tap(desk, session))
        session = changed(session, tapped="")
        spoken = desk.heard.kind == "text"
        english = spoken and not session.asked_language and language.may_be_offered(desk)
        greeting, rest = desk.speech.greeted(desk.heard.text) if spoken else ("", "")
        if rest and (greeting == "salam" or (greeting and session.frame is None)):
            desk.heard = changed(desk.heard, text=rest)
        reply = await self._heard(desk, session)
        if desk.files:
            reply = changed(reply, took_media=True)
        if english:
            reply = await self._offer_english(desk, reply)
        if rest and greeting == "salam" and reply.says:
            answers = session.frame.answers if session.frame is not None else {}
            reply = changed(reply, says=(salam(answers, desk.facts), *reply.says))
        return _told_cut(desk, await self._with_tools(desk, reply))

    async def _with_tools(self, desk: Desk, reply: Reply) -> Reply:
        """A menu shows staff their tools beside their own."""
        says = await staff_menu.added(desk, reply.says)
        return (
            reply if says is reply.says else changed(reply, session=self._shown(reply.session, says).session, says=says)
        )

    async def _heard(self, desk: Desk, session: Session) -> Reply:
        """Anything but a tap."""
        heard = desk.heard
        if heard.kind == "start":
            return await self._opened(desk, session)
        if heard.masked and session.frame is None:
            return self._shown(session, (Say("engine.masked"), *menu_says(desk)))
        if heard.kind == "text" and (says := await front.invited(desk)) is not None:
            return await self._started(desk, session, says)
        if (own := await tried(own_words.replied(desk))) is not None:
            return await self._started(desk, session, own)
        if heard.reply_to and (replied := await finding.replied(desk, session)) is not None:
            return await self._started(desk, session.only(lambda frame: not finding.replaces(frame, replied)), replied)
        if heard.kind == "text" and (choice := await self._offered(desk, session)) is not None:
            return await self._chosen(desk, session, choice)
        return await self._advance(desk, session) if session.frame is not None else await self._outside(desk, session)

    async def _opened(self, desk: Desk, session: Session) -> Reply:
        """/start or a deep link; a bare one while a talk runs is a greeting."""
        opened = await front.opened(desk, desk.heard.text)
        frame = session.frame
        bare = isinstance(opened, Start) and not opened.given
        if frame is not None and (bare or (not isinstance(opened, Start) and opened[-1].key in MENUS)):
            return await self._resumed(desk, session)
        return await self._started(desk, session, opened)

    async def _offer_english(self, desk: Desk, reply: Reply) -> Reply:
        """The answer waits below while English is offered; its receipts are told."""
        told = tuple(say for say in reply.says if say.role == "news" and say.key not in NO_RECEIPTS and not say.choices)
        session = changed(reply.session, asked_language=True)
        session = self._settled(session)
        unheard = session.frame is None or session.frame.asked == person.OFFER
        if unheard and desk.person is None and not told:  # a stranger with a wish we do not know
            session = (await self._started(desk, session, Start("register"))).session
        offered = await self._started(desk, session, Start(language.OFFER.name, says=told))
        return changed(offered, took_media=reply.took_media)

    async def _offered(self, desk: Desk, session: Session) -> str | None:
        """The id of the choice whose words or number were typed, among those last shown outside a flow."""
        options = [notifying.option(desk.speech, choice, label) for choice, label in session.offered]
        if session.frame is None:  # a message that came by itself may have been shown since
            options = await notifying.offered(desk) or options
        if not options:
            return None
        match = (await self._plain(desk)).read(desk.heard.text, options)
        if match.kind == "word" and match.values[0] in self._shy:
            match = (await self._plain(desk, shy=True)).read(desk.heard.text, options, near=False)
        return match.values[0] if match.kind in ("exact", "near") else None

    async def _tap(self, desk: Desk, session: Session) -> Reply:
        choice = desk.heard.choice
        if choice and choice == session.tapped and desk.now - desk.contact.last_heard < REPEAT_MS:
            return Reply(session, toast="engine.toast.repeat")
        return await self._chosen(desk, changed(session, tapped=choice[:MOST_BYTES]), choice)

    async def _chosen(self, desk: Desk, session: Session, choice: str) -> Reply:
        """A choice, by tap or by its words; under an announcement it also counts as opened."""
        choice = await announcing.opened(desk, choice)
        verb, _, rest = choice.partition(":")
        name, _, argument = rest.partition(":")
        if verb == "do" and name == "resume" and session.frame is not None:
            return await self._asked_again(desk, session)
        if verb == "do" and await self._may(desk, name):
            return await self.command(desk, session, name, argument)
        if session.frame is None:
            stale = self._shown(session, (Say("engine.stale"), *menu_says(desk)))
            return changed(stale, toast="engine.toast.stale")
        return await self._advance(desk, session)

    async def command(self, desk: Desk, session: Session, name: str, argument: str) -> Reply:
        """Runs a command; a flow that runs is kept, and its question asked again after a short answer."""
        if not await self._may(desk, name):
            return await self._unheard(desk, session)
        if desk.closed and name not in WHEN_CLOSED:
            return self._shown(session, menu_says(desk))
        command = self.commands[name]
        result = await tried(command.run(desk, argument))
        left = self._settled(session).only(lambda frame: frame.flow not in command.ends)
        return await self._started(desk, changed(left, stack=()) if desk.fresh else left, result)

    async def _outside(self, desk: Desk, session: Session, *, anew: bool = False) -> Reply:
        """No flow runs: a reserved word, a greeting, thanks, a story, or words nobody understands.

        `anew`: they are not what somebody's request waits for.
        """
        heard = desk.heard
        if heard.kind == "edit" or (heard.kind == "text" and not any(c.isalnum() for c in heard.text)):
            return Reply(session)
        if heard.kind != "text":
            if (own := await tried(own_words.unasked(desk))) is not None:
                return await self._started(desk, session, own)
            return await self._handed(desk, session)
        if called := await commanding.argued(self.commands, desk):
            return await self.command(desk, session, *called)
        match = desk.speech.read(heard.text, ())
        if match.kind == "word" and match.values[0] in self.commands and not await self._may(desk, match.values[0]):
            match = (await self._plain(desk)).read(heard.text, ())
        greeting, rest = desk.speech.greeted(heard.text)
        if match.kind == "word" or (greeting and not rest):
            return await self._word(desk, session, match.values[0] if match.kind == "word" else greeting)
        if not anew and (own := await tried(own_words.unasked(desk))) is not None:
            return await self._started(desk, session, own)
        named = await opportunities.named(desk) or proposing.worded(desk)
        if (found := named or await finding.asked(desk)) is not None:
            return await self._started(desk, session, found)
        if (start := support.wished(desk) or front.story(desk)) is not None:
            return await self._started(desk, session, start)
        return await self._unheard(desk, session)

    async def _handed(self, desk: Desk, session: Session) -> Reply:
        """A file or a place out of the blue tells what is needed as well as words do."""
        if desk.closed or desk.heard.kind not in MEDIA:
            return self._shown(session, (Say("engine.media_alone"), *menu_says(desk)))
        if (proposed := await proposing.handed(desk)) is not None:
            return await self._started(desk, session, proposed)
        begun = await self._started(desk, session, Start(support.FLOW.name))
        return await self._advance(desk, begun.session)

    async def _word(self, desk: Desk, session: Session, word: str) -> Reply:
        if word == "thanks":
            own = await tried(own_words.unasked(desk))
            return await self._started(desk, session, own) if own is not None else Reply(session)
        if word in ("greeting", "salam"):
            reply = await self._started(desk, session, await front.opened(desk, ""))
            return changed(reply, says=(salam({}, desk.facts), *reply.says)) if word == "salam" else reply
        if word in ("cancel", "back", "skip"):
            return self._shown(session, menu_says(desk))
        return await self.command(desk, session, await commanding.meant(self.commands, desk, word), "")

    async def _unheard(self, desk: Desk, session: Session) -> Reply:
        """Words nobody understands: one tap sends them to staff."""
        if desk.closed:
            return self._shown(session, menu_says(desk))
        return await self._started(desk, session, person.offered(desk))

    def _wished(self, desk: Desk) -> Start | None:
        """Whoever tells what it needs is heard, whatever was asked; the question is asked again afterwards."""
        return None if desk.closed else support.wished(desk)

    async def _lost(self, desk: Desk, session: Session) -> Reply:
        """Twice not understood: a person is offered."""
        return await self._started(desk, session, lost.offered(desk))


def _told_cut(desk: Desk, reply: Reply) -> Reply:
    """Says that only the beginning of a very long message was read, unless its length was refused anyway."""
    if not desk.heard.cut or not reply.says or any(say.key.endswith(".too_long") for say in reply.says):
        return reply
    return changed(reply, says=(Say("engine.heard_cut"), *reply.says))
