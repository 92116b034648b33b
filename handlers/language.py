"""Bahasa: Indonesian until the person chooses, or writes a whole first sentence in English (then it is offered)."""

import re

from bot.actions.desk import Desk
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Says, Start
from bot.core.message import Choice, Say
from handlers.shared.menu import menu_says

ENGLISH = frozenset(
    [
        "the",
        "and",
        "is",
        "are",
        "am",
        "i",
        "my",
        "you",
        "your",
        "we",
        "our",
        "to",
        "for",
        "of",
        "in",
        "at",
        "on",
        "do",
        "does",
        "did",
        "can",
        "could",
        "would",
        "please",
        "how",
        "what",
        "where",
        "when",
        "want",
        "need",
        "make",
        "with",
        "have",
        "has",
        "hello",
        "this",
        "that",
        "register",
        "join",
        "help",
    ]
)
INDONESIAN = frozenset(
    [
        "yang",
        "dan",
        "di",
        "ke",
        "dari",
        "ini",
        "itu",
        "saya",
        "aku",
        "kami",
        "kita",
        "mau",
        "ada",
        "tidak",
        "bisa",
        "buat",
        "bikin",
        "untuk",
        "dengan",
        "apa",
        "bagaimana",
    ]
)
LEAST_WORDS, LEAST_SHARE = 4, 0.4


def is_english(text: str) -> bool:
    """Whether this is a whole sentence in English: four words or more, enough of them everyday English ones."""
    words = re.findall(r"[a-z']+", text.lower())
    if len(words) < LEAST_WORDS or any(word in INDONESIAN for word in words):
        return False
    return sum(word in ENGLISH for word in words) / len(words) >= LEAST_SHARE


def may_be_offered(desk: Desk) -> bool:
    """Whether somebody who is spoken to in Indonesian writes in English."""
    return desk.language != "en" and "en" in desk.house.speeches and is_english(desk.heard.text)


def offer(desk: Desk) -> Says:
    """English or Indonesian, said in both."""
    label = desk.speech.text
    choices = tuple(Choice(f"do:language:{code}", label(f"language.language.{code}")) for code in ("en", "id"))
    return (Say("language.offer", choices=choices, role="question"),)


async def choose(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Speaks the chosen language from this answer on."""
    desk.language = str(answers["language"])
    return (Say("language.chosen"), *menu_says(desk))


FLOW = Flow(
    name="language",
    steps=(Choose(key="language", choices=("id", "en")),),
    finish=choose,
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """BAHASA, LANGUAGE; `do:language:en` chooses at once."""
    if argument in desk.house.speeches:
        desk.language = argument
        says = (Say("language.chosen"),)
        return says if desk.person is not None else Start("register", says=says)
    return Start(FLOW.name)


COMMAND = Command("language", run, slash="bahasa")
