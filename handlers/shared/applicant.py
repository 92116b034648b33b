"""An applicant as staff read it: a line in a list, a card, and what may be done with it."""

from dataclasses import dataclass

from bot.actions.desk import Desk
from bot.core.applications import Application
from bot.core.flow import Values
from bot.core.message import Choice, Media, Word
from bot.core.opportunities import Opportunity
from bot.i18n import Speech
from handlers.shared.act_choices import cut
from storage.choosing import Applicant

STORY_MOST, ANSWER_MOST = 400, 300
NAME_MOST = 40
MARKS = {"chosen": "✓ ", "confirmed": "✓ ", "waiting": "◷ ", "shortlisted": "• ", "not_chosen": "– "}
CARDS = "c"


@dataclass(frozen=True, slots=True)
class View:
    """Where staff look from: which applicants (`sift`, a key of the lists) and how, a page's number or one by one."""

    sift: str
    page: str = CARDS

    def __str__(self) -> str:
        return f"{self.sift}.{self.page}"


def history(speech: Speech, applicant: Applicant) -> str:
    """ "belum pernah", or how often it had a place in 12 months."""
    if not applicant.ever:
        return speech.text("choose.history.never")
    return speech.text("choose.history.times", {"n": applicant.served})


def line(desk: Desk, applicant: Applicant) -> str:
    """Its line in a list, plain."""
    parts = (named(desk, applicant), craft(desk, applicant.application), place(desk, applicant.application))
    told = " · ".join(filter(None, (*parts, history(desk.speech, applicant))))
    return f"{MARKS.get(applicant.application.state, '')}{told}"


def named(desk: Desk, applicant: Applicant) -> str:
    """What it is called."""
    return applicant.name or applicant.number or desk.speech.text("choose.unnamed")


def craft(desk: Desk, application: Application) -> str:
    """Its sub-sector in words."""
    return next((s.short[desk.language] for s in desk.house.city.sub_sectors if s.id == application.sub_sector), "")


def place(desk: Desk, application: Application) -> str:
    """Its district in words."""
    return desk.house.city.place_label(application.district, desk.language) if application.district else ""


def values(desk: Desk, applicant: Applicant, one: Opportunity) -> Values:
    """The card for the catalogue."""
    application = applicant.application
    about = ", ".join(filter(None, (craft(desk, application), place(desk, application))))
    return {
        "name": named(desk, applicant), "number": applicant.number, "about": about, "title": one.title(desk.language),
        "kind": Word(f"register.kind.{applicant.kind or 'person'}"), "history": history(desk.speech, applicant),
        "state": Word(f"choose.state.{application.state}"), "body": _body(desk, applicant, one),
    }  # fmt: skip


def _body(desk: Desk, applicant: Applicant, one: Opportunity) -> str:
    """The story, the answers, what it lacks, and links to works."""
    application, speech = applicant.application, desk.speech
    answers = [
        f"- {question.ask} {cut(_answer(application.answers[question.key]), ANSWER_MOST)}"
        for question in one.offer.questions
        if application.answers.get(question.key) not in (None, "", [])
    ]
    lacks = _answer(application.lacks)
    links = [work for work in application.works if not work.isdecimal()]
    blocks = (
        cut(applicant.story, STORY_MOST), "\n".join(answers),
        speech.plain("choose.lacks", {"lacks": lacks}) if lacks else "",
        speech.plain("choose.works", {"works": "\n".join(links)}) if links else "",
    )  # fmt: skip
    return "\n\n".join(filter(None, blocks)) or speech.text("choose.bare")


def _answer(value: object) -> str:
    """As people read it; files are counted, and go with the card."""
    if not isinstance(value, list | tuple):
        return str(value)
    words = [str(each) for each in value if not str(each).isdecimal()]
    files = len(value) - len(words)
    return ", ".join([*([f"{files} 📎"] if files else []), *words])


def files(rows: list[tuple[int, str, str, bool]]) -> tuple[Media, ...]:
    """Works that are files: id, type, name, and whether there is a picture to show."""
    return tuple(Media("photo" if shown else "document", f"shown:{id}", mime, name) for id, mime, name, shown in rows)


def button(desk: Desk, applicant: Applicant, act: str, view: View) -> Choice:
    """A button that does something with it, as it lies there now."""
    application = applicant.application
    label = desk.speech.text(f"choose.act.{act}")
    return Choice(f"do:choose:{application.id}.{application.version}.{act}.{view}", label)
