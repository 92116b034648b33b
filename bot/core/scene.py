"""What a question is put in: the flow, what is known, the language, and what the channel can carry."""

from dataclasses import dataclass

from bot.core.channel import Limits
from bot.core.flow import AnyStep, Facts, Flow
from bot.core.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a step may look at, so that functions stay small."""

    flow: Flow
    facts: Facts
    tongue: Tongue
    limits: Limits

    def name(self, step: AnyStep) -> str:
        """Under which name the sentences of a step stand."""
        return step.speaks or f"{self.flow.voice}.{step.key}"
