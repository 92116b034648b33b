"""Bahasa: Indonesian until the person chooses, or writes a whole first sentence in English (then it is offered)."""

import re

from bot.actions.desk import Desk
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Says, Start
from bot.core.message import Say

LEAST_WORDS, LEAST_SHARE = 4, 0.33


def may_be_offered(desk: Desk) -> bool:
    """Whether somebody who is spoken to in Indonesian writes a whole sentence in English."""
    if desk.heard.kind != "text" or desk.language == "en" or "en" not in desk.house.speeches:
        return False
    words = re.findall(r"[a-z']+", desk.heard.text.lower())
    if len(words) < LEAST_WORDS or not _common(desk, desk.language).isdisjoint(words):
        return False
    english = _common(desk, "en")
    return sum(word in english for word in words) / len(words) >= LEAST_SHARE


def _common(desk: Desk, language: str) -> frozenset[str]:
    """The everyday words by which a language is known."""
    return frozenset(desk.house.speeches[language].text("language.common").split("|"))


async def choose(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Speaks the chosen language from this answer on."""
    desk.language = str(answers["language"])
    return (Say("language.chosen"),)


async def decide(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """English, or on as it was."""
    if answers.get("offer") == "yes":
        desk.language = "en"
    return (Say("language.chosen"),)


FLOW = Flow(
    name="language",
    steps=(Choose(key="language", choices=("id", "en")),),
    finish=choose,
)

OFFER = Flow(
    name="english",
    steps=(Choose(key="offer", choices=("yes", "no")),),
    finish=decide,
    yields=True,
)


async def run(desk: Desk, argument: str) -> Start:
    """BAHASA, LANGUAGE."""
    return Start(FLOW.name)


COMMAND = Command("language", run, slash="bahasa")
