"""Who answers: the running flow, a command, or the front door."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.actions.desk import Desk
from bot.core.answering import begin, reserved
from bot.core.asking import Scene, Turn, ask, resume
from bot.core.channel import Limits
from bot.core.engine import advance
from bot.core.flow import Back, Command, Facts, Flow, Says, Start
from bot.core.message import Choice, Say
from bot.core.reading import Option
from bot.core.session import Session
from handlers import front, language
from handlers.shared.menu import lost, menu_says
from storage import desk_messages

REPEAT_MS = 10_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What a turn comes to. `edits`: the tapped message shows the new page itself. `toast`: a word on the tap alone.

    `took_media`: the file that came was taken by the talk and is to be fetched.
    """

    session: Session
    says: Says = ()
    edits: bool = False
    toast: str = ""
    took_media: bool = False


@dataclass(frozen=True, slots=True)
class Talks:
    """The conversations of the bot, by name, and what each channel can carry."""

    flows: Mapping[str, Flow]
    commands: Mapping[str, Command]
    limits: Mapping[str, Limits] = field(default_factory=dict)

    async def answer(self, desk: Desk, session: Session) -> Reply:
        """Takes one thing heard to its answer, inside the turn's transaction."""
        heard = desk.heard
        if heard.kind == "tap":
            return await self._tap(desk, session)
        if heard.kind == "start":
            return await self._started(desk, session, await front.opened(desk, heard.text))
        if heard.masked and session.frame is None:
            return self._shown(session, (Say("engine.masked"), *menu_says(desk)))
        if heard.kind == "text" and (says := await front.invited(desk)) is not None:
            return await self._started(desk, session, says)
        if heard.kind == "text" and not session.asked_language and language.may_be_offered(desk):
            return self._shown(replace(session, asked_language=True), language.offer(desk))
        if (word := self._offered(desk, session)) is not None:
            desk.heard = replace(heard, kind="tap", choice=word)
            return await self._tap(desk, session)
        if session.frame is not None:
            return await self._advance(desk, session)
        return await self._outside(desk, session)

    def _offered(self, desk: Desk, session: Session) -> str | None:
        """The id of the choice whose words or number were typed, among those last shown outside a flow."""
        if desk.heard.kind != "text" or not session.offered:
            return None
        options = [Option(choice, label) for choice, label in session.offered]
        match = desk.speech.read(desk.heard.text, options, near=session.frame is None)
        return match.values[0] if match.kind in ("exact", "near") else None

    async def _tap(self, desk: Desk, session: Session) -> Reply:
        choice = desk.heard.choice
        if choice == session.tapped and desk.now - desk.contact.last_heard < REPEAT_MS:
            return Reply(session, toast="engine.toast.repeat")
        tapped = replace(session, tapped=choice)
        if choice.startswith("do:"):
            _, name, *rest = choice.split(":")
            if name == "resume":
                return await self.resumed(desk, tapped)
            return await self.command(desk, tapped, name, ":".join(rest))
        if session.frame is None:
            stale = self._shown(tapped, (Say("engine.stale"), *menu_says(desk)))
            return replace(stale, toast="engine.toast.stale")
        return await self._advance(desk, tapped)

    async def _advance(self, desk: Desk, session: Session) -> Reply:
        frame = session.frame
        assert frame is not None  # noqa: S101 - the caller looked
        flow = self.flows.get(frame.flow)
        if flow is None:  # a deploy removed the whole flow
            return await self._outside(desk, session.pop())
        scene = await self._scene(desk, flow)
        turn = advance(scene, frame, desk.heard)
        took = turn.outcome == "asked" and desk.heard.attachment is not None and turn.frame != frame
        return replace(await self._turned(desk, session, scene, turn), took_media=took and _took(turn))

    async def _scene(self, desk: Desk, flow: Flow) -> Scene:
        facts: Facts = desk.facts
        if flow.load is not None:
            facts = await flow.load(desk, facts)
        limits = self.limits.get(desk.contact.channel, Limits())
        return Scene(flow, facts, desk.speech, limits)

    async def _turned(self, desk: Desk, session: Session, scene: Scene, turn: Turn) -> Reply:
        """Carries out what the engine decided."""
        moved = replace(session.top(turn.frame), misses=0, offered=())
        match turn.outcome:
            case "finished":
                return await self._ended(desk, moved, scene, turn, scene.flow.finish)
            case "left" if scene.flow.leave is not None:
                return await self._ended(desk, moved, scene, turn, scene.flow.leave)
            case "cancelled" | "left":
                return await self._started(desk, moved.pop(), (Say("engine.cancelled"),))
            case "word":
                return await self.command(desk, moved, turn.word, "")
            case "lost":
                return await self._lost(desk, moved)
        edits = turn.pages and desk.heard.kind == "tap" and scene.limits.edits
        return Reply(moved, turn.says, edits)

    async def _ended(self, desk: Desk, session: Session, scene: Scene, turn: Turn, end: object) -> Reply:
        assert callable(end)  # noqa: S101 - a flow's finish or leave
        desk.answered_at = turn.frame.at
        result = await end(desk, turn.frame.answers, scene.facts)
        if isinstance(result, Back):
            reason = Say(f"{scene.flow.voice}.{result.step}.{result.reason}", result.values)
            back = ask(scene, turn.frame, result.step, (reason,))
            return Reply(session.top(back.frame), back.says)
        if isinstance(result, Start):
            return await self._started(desk, session.pop(), replace(result, says=turn.says + result.says))
        return await self._started(desk, session.pop(), turn.says + result)

    async def _started(self, desk: Desk, session: Session, result: "Says | Start") -> Reply:
        """Goes on after a flow or command ended: into the next flow, back to the one below, or to the menu."""
        if isinstance(result, Start):
            scene = await self._scene(desk, self.flows[result.flow])
            turn = begin(scene, result)
            begun = replace(session.push(turn.frame), misses=0, offered=())
            return await self._turned(desk, begun, scene, turn)
        if session.frame is not None and not any(say.choices for say in result):
            scene = await self._scene(desk, self.flows[session.frame.flow])
            turn = resume(scene, session.frame, result)
            return Reply(replace(session.top(turn.frame), offered=()), turn.says)
        if result and not any(say.choices for say in result):
            result = (*result, *menu_says(desk))
        return self._shown(session, result)

    async def command(self, desk: Desk, session: Session, name: str, argument: str) -> Reply:
        """Runs a command; a flow that runs is kept, and its question asked again after a short answer."""
        command = self.commands.get(name)
        if command is None or (command.roles and not command.roles & await desk.roles()):
            return await self._unheard(desk, session)
        result = await command.run(desk, argument)
        frame = session.frame
        if frame is None or isinstance(result, Start) or not command.keeps_flow:
            return await self._started(desk, session, result)
        if any(say.choices for say in result):
            go_on = Choice("do:resume", desk.speech.text("command.resume"))
            last = replace(result[-1], choices=(*result[-1].choices, go_on))
            return self._shown(session, (*result[:-1], last))
        flow = self.flows.get(frame.flow)
        if flow is None:
            return self._shown(session.pop(), result)
        turn = ask(await self._scene(desk, flow), frame, frame.asked, result)
        return Reply(replace(session.top(turn.frame), offered=()), turn.says)

    async def resumed(self, desk: Desk, session: Session) -> Reply:
        """The question that was left open, again."""
        frame = session.frame
        if frame is None or frame.flow not in self.flows:
            return self._shown(session, menu_says(desk))
        turn = reserved(await self._scene(desk, self.flows[frame.flow]), frame, "again")
        return Reply(replace(session.top(turn.frame), offered=()), turn.says)

    async def _outside(self, desk: Desk, session: Session) -> Reply:
        """No flow runs: a reserved word, a greeting, thanks, a story, or words nobody understands."""
        heard = desk.heard
        if heard.kind == "edit":
            return Reply(session)
        if heard.kind != "text":
            return self._shown(session, (Say("engine.media_alone"), *menu_says(desk)))
        match = desk.speech.read(heard.text, ())
        if match.kind == "word":
            return await self._word(desk, session, match.values[0])
        if (start := front.story(desk)) is not None:
            return await self._started(desk, session, start)
        return await self._unheard(desk, session)

    async def _word(self, desk: Desk, session: Session, word: str) -> Reply:
        if word == "thanks":
            return Reply(session)
        if word == "greeting":
            return await self._started(desk, session, await front.opened(desk, ""))
        if word in ("cancel", "back", "skip", "again"):
            return self._shown(session, menu_says(desk))
        return await self.command(desk, session, word, "")

    async def _unheard(self, desk: Desk, session: Session) -> Reply:
        if session.misses:
            return await self._lost(desk, session)
        says = (Say("engine.unheard"), *menu_says(desk))
        return self._shown(replace(session, misses=1), says)

    async def _lost(self, desk: Desk, session: Session) -> Reply:
        """Twice not understood: the words are kept for staff, and a person is offered."""
        if desk.heard.text:
            await desk_messages.add(desk.tx, desk.contact, "lost", desk.heard.text, desk.now)
        return self._shown(replace(session, misses=0), (lost(desk),))

    def _shown(self, session: Session, says: Says) -> Reply:
        """Keeps the choices shown outside a flow, so that their words and numbers are understood."""
        choices = next((say.choices for say in reversed(says) if say.choices), ())
        return Reply(replace(session, offered=tuple((c.id, c.label) for c in choices)), says)


def _took(turn: Turn) -> bool:
    return not any(say.key == "engine.media" for say in turn.says)
