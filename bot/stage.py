"""The running flow: taken from what was heard to the next question, to its end, and to what lay below it."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot import commanding
from bot.actions import receiving
from bot.actions.desk import Desk
from bot.core.answering import begin, retold
from bot.core.asking import Turn, ask, resume
from bot.core.changing import changed
from bot.core.channel import Limits
from bot.core.engine import advance
from bot.core.flow import Anew, Ask, Back, Command, Finish, Flow, Says, Start
from bot.core.message import Choice, Say
from bot.core.scene import Scene
from bot.core.session import Frame, Session
from bot.errors import Refused
from bot.i18n import Speech
from handlers.shared.menu import menu_says
from storage import desk_messages

Result = TypeVar("Result")


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
class Stage(ABC):
    """The flows and commands there are, and what each channel carries. Who answers outside of a flow is for others."""

    flows: Mapping[str, Flow]
    commands: Mapping[str, Command]
    limits: Mapping[str, Limits] = field(default_factory=dict)

    @abstractmethod
    async def _heard(self, desk: Desk, session: Session) -> Reply:
        """Anything but a tap."""

    @abstractmethod
    async def _outside(self, desk: Desk, session: Session, *, anew: bool = False) -> Reply:
        """No flow runs."""

    @abstractmethod
    def _wished(self, desk: Desk) -> Start | None:
        """What begins instead, where words at a choice surely ask for something else; None for any others."""

    @abstractmethod
    async def _lost(self, desk: Desk, session: Session) -> Reply:
        """Twice not understood."""

    @abstractmethod
    async def command(self, desk: Desk, session: Session, name: str, argument: str) -> Reply:
        """Runs a command."""

    async def _advance(self, desk: Desk, session: Session) -> Reply:
        frame = session.frame
        scene = await self._scene(desk, frame)
        if frame is None or scene is None:
            return await self._gone(desk, session)
        free = isinstance(scene.flow.step(frame.asked), Ask)
        if desk.heard.kind == "text" and not free and (called := await commanding.argued(self.commands, desk)):
            return await self.command(desk, session, *called)
        turn = advance(scene, frame, desk.heard)
        if turn.outcome == "word" and not await self._may(desk, turn.word):
            turn = advance(changed(scene, tongue=await self._plain(desk)), frame, desk.heard)
        if turn.outcome == "lost" and scene.flow.yields:
            return await self._heard(desk, session.pop())
        missed = turn.outcome == "lost" or turn.frame.misses > frame.misses
        if missed and not free and desk.heard.kind == "text" and (wish := self._wished(desk)) is not None:
            return await self._started(desk, session, wish)
        took = turn.took and desk.heard.attachment is not None
        if took:
            turn = await self._took(desk, scene, turn)
        if scene.flow.keep is not None and turn.frame.answers != frame.answers:
            await scene.flow.keep(desk, turn.frame)
        return changed(await self._turned(desk, session, scene, turn), took_media=took)

    async def _took(self, desk: Desk, scene: Scene, turn: Turn) -> Turn:
        """The file that came is wanted: for the end of the flow, or for staff where it would not know what to do."""
        await receiving.file(desk)
        if not scene.flow.gathers:
            await desk_messages.add(desk.tx, desk.contact, "voice", desk.heard.text, desk.now)
        return changed(turn, frame=changed(turn.frame, files=(*turn.frame.files, *desk.files)))

    async def _gone(self, desk: Desk, session: Session, says: Says = ()) -> Reply:
        """A deploy removed the whole flow, or the data it was made from."""
        below = session.pop()
        return await self._started(desk, below, (*says, Say("engine.gone")))

    async def _scene(self, desk: Desk, frame: Frame | None) -> Scene | None:
        """The flow of a frame and what it may know; None if there is no such flow any more."""
        flow = self.flows.get(frame.flow) if frame is not None else None
        if frame is None or flow is None:
            return None
        if flow.build is not None and (flow := await flow.build(desk, frame.key)) is None:
            return None
        facts = changed(desk.facts, key=frame.key, limits=self.limits.get(desk.contact.channel, Limits()))
        if flow.load is not None:
            try:
                facts = await flow.load(desk, facts)
            except Refused:  # what it is about may no longer be seen
                return None
        free = isinstance(flow.step(frame.asked), Ask)
        return Scene(flow, facts, desk.speech.without(self._shy) if free else desk.speech, facts.limits)

    @property
    def _shy(self) -> frozenset[str]:
        return frozenset(name for name, command in self.commands.items() if command.shy)

    async def _turned(self, desk: Desk, session: Session, scene: Scene, turn: Turn) -> Reply:
        """Carries out what the engine decided."""
        moved = changed(session.top(turn.frame), offered=())
        match turn.outcome:
            case "finished":
                return await self._ended(desk, moved, scene, turn, scene.flow.finish)
            case "left" if scene.flow.leave is not None:
                return await self._ended(desk, moved, scene, turn, scene.flow.leave)
            case "cancelled" | "left":
                own = f"{scene.flow.name}.cancelled"
                told = Say(own if scene.tongue.has(own) else "engine.cancelled")
                return await self._below(desk, moved, scene, (told,))
            case "word":
                return await self.command(desk, moved, await commanding.meant(self.commands, desk, turn.word), "")
            case "do":
                _, name, argument = (*turn.word.split(":", 2), "")[:3]
                return await self.command(desk, moved, name, argument)
            case "lost":
                return await self._lost(desk, moved)
            case "stale":
                return Reply(moved, turn.says, toast="engine.toast.stale")
            case "ignored":
                return Reply(changed(moved, offered=session.offered))
        return Reply(moved, turn.says, turn.pages and desk.heard.kind == "tap" and scene.limits.edits)

    async def _ended(self, desk: Desk, session: Session, scene: Scene, turn: Turn, end: Finish) -> Reply:
        desk.answered_at, desk.answered_as, desk.files = turn.frame.at, turn.frame.read, turn.frame.files
        try:
            result = await end(desk, turn.frame.answers, scene.facts)
        except Refused as refused:
            result = Back(turn.frame.asked, refused.key, refused.values)
        if isinstance(result, Back):
            key = result.reason if "." in result.reason else f"{scene.flow.voice}.{result.step}.{result.reason}"
            back = ask(scene, turn.frame, result.step, (Say(key, result.values),))
            return Reply(session.top(back.frame), back.says)
        if isinstance(result, Anew):
            desk.heard = changed(desk.heard, kind="text", text=result.words)
            return await self._outside(desk, session.pop(), anew=True)
        if isinstance(result, Start):
            return await self._started(desk, session.pop(), changed(result, says=turn.says + result.says))
        return await self._below(desk, session, scene, turn.says + result)

    async def _below(self, desk: Desk, session: Session, scene: Scene, says: Says) -> Reply:
        """A flow has ended: on with the one below it, which is offered if the break was long."""
        below = changed(session, stack=()) if desk.fresh else session.pop()
        if below.frame is None or any(say.choices for say in says):
            return await self._started(desk, below, says)
        short = len(scene.flow.steps) == 1 or below.frame.flow == scene.flow.name
        return await (self._asked_again if short else self._resumed)(desk, below, says)

    async def _started(self, desk: Desk, session: Session, result: "Says | Start") -> Reply:
        """Goes on after a flow or command ended: into the next flow, back to the one below, or to the menu."""
        if isinstance(result, Start):
            return await self._begun(desk, self._settled(session), result)
        if session.frame is not None and not any(say.choices for say in result):
            return await self._asked_again(desk, session, result)
        if not any(say.choices for say in result):
            result = (*result, *menu_says(desk))
        elif session.frame is not None:
            go_on = Choice("do:resume", desk.speech.text("command.resume"))
            result = (*result[:-1], changed(result[-1], choices=(*result[-1].choices, go_on)))
        return self._shown(session, result)

    async def _begun(self, desk: Desk, session: Session, start: Start) -> Reply:
        """Into a flow; one that runs already goes on instead, with what is given now."""
        running = session.running(start.flow, start.key)
        scene = await self._scene(desk, running or Frame(start.flow, start.key))
        if scene is None:
            return await self._started(desk, session, (*start.says, Say("engine.gone")))
        if running is not None and not start.heard and not start.at:
            news = {key: value for key, value in start.given.items() if key not in running.answers}
            frame = changed(running, answers={**running.answers, **news})
            go_on = self._asked_again if session.frame == running else self._resumed
            return await go_on(desk, session.push(frame), start.says)
        turn = begin(scene, start)
        if start.before is not None:
            first = changed(start.before, says=start.says + start.before.says)
            return await self._begun(desk, session.push(turn.frame), first)
        return await self._turned(desk, changed(session.push(turn.frame), offered=()), scene, turn)

    def _settled(self, session: Session) -> Session:
        """Without the offers on top that give way to anything else."""
        while session.frame is not None and (flow := self.flows.get(session.frame.flow)) and flow.yields:
            session = session.pop()
        return session

    async def _plain(self, desk: Desk, *, shy: bool = False) -> Speech:
        """The language without the words of commands that this contact may not run: to it they are words as any.

        `shy`: without those either whose words go after any shown choice.
        """
        roles = await desk.roles()
        strange = {name for name, each in self.commands.items() if each.roles and each.roles.isdisjoint(roles)}
        return desk.speech.without(frozenset(strange | self._shy) if shy else frozenset(strange))

    async def _may(self, desk: Desk, name: str) -> bool:
        return await commanding.may(self.commands, desk, name)

    async def _asked_again(self, desk: Desk, session: Session, says: Says = ()) -> Reply:
        """The question that was left open, again."""
        return await self._on_top(desk, session, says, offers=False)

    async def _resumed(self, desk: Desk, session: Session, says: Says = ()) -> Reply:
        """What was left open is offered: go on, begin again, or later."""
        return await self._on_top(desk, session, says, offers=True)

    async def _on_top(self, desk: Desk, session: Session, says: Says, *, offers: bool) -> Reply:
        frame = session.frame
        if frame is not None and (flow := self.flows.get(frame.flow)) and flow.anew is not None:
            other = await flow.anew(desk, frame)
            if other is not None:
                told = changed(other, says=says + other.says) if isinstance(other, Start) else says + other
                return await self._started(desk, session.pop(), told)
        scene = await self._scene(desk, frame)
        if frame is None or scene is None:
            return await self._gone(desk, session, says)
        if desk.language != desk.contact.language:
            frame = retold(scene, frame)
        if frame.variant == "~paused":
            frame = changed(frame, variant="")
        turn = resume(scene, frame, says) if offers else ask(scene, frame, frame.asked, says)
        return await self._turned(desk, session, scene, turn)

    def _shown(self, session: Session, says: Says) -> Reply:
        """Keeps the choices shown outside a flow, so that their words and numbers are understood."""
        choices = next((say.choices for say in reversed(says) if say.choices), ())
        return Reply(changed(session, offered=tuple((c.id, c.label) for c in choices)), says)


async def tried(running: Awaitable[Result]) -> "Result | Says":
    """What an act comes to; a refusal is told."""
    try:
        return await running
    except Refused as refused:
        return (Say(refused.key, refused.values),)
