"""Consents: given with the exact text read, withdrawn at once, refused without a trace."""

from dataclasses import replace

from bot.actions.desk import Desk
from bot.core.flow import Values
from storage import alerts, audit, consents, contacts, outbox
from storage.audit import Act
from storage.consents import Consent


def service_text(desk: Desk, values: Values) -> str:
    """The service consent as the person read it: in that language, with the long notice if that was read."""
    language, _, wording = desk.answered_as.get("consent", desk.language).partition(":")
    speech = desk.house.speeches[language]
    keys = ("register.consent.ask", f"register.consent.{wording}.ask") if wording else ("register.consent.ask",)
    return "\n\n".join(speech.text(key, values) for key in keys)


async def give_alerts(desk: Desk, text: str) -> bool:
    """The person wants announcements here; False if that was so already."""
    person = desk.person
    if person is None or person.alerts:
        return False
    consent = Consent("alerts", desk.house.city.identity.notice_version, text, desk.contact.channel, desk.now)
    await consents.give(desk.tx, person.id, desk.contact.id, consent)
    await alerts.forget_rhythm(desk.tx, person.id)  # the words read tell of one summary a week
    await audit.add(desk.tx, Act(desk.actor, "consent.alerts", "people", person.id), desk.now)
    desk.person = replace(person, alerts=True)
    return True


async def withdraw_alerts(desk: Desk) -> bool:
    """No more announcements, those on their way among them; False if there were none."""
    person = desk.person
    if person is None or not await consents.withdraw(desk.tx, person.id, "alerts", desk.now):
        return False
    await outbox.cancel_news(desk.tx, person.id, desk.now)
    await audit.add(desk.tx, Act(desk.actor, "withdraw.alerts", "people", person.id), desk.now)
    desk.person = replace(person, alerts=False)
    return True


async def declined(desk: Desk) -> None:
    """The service was refused: what was said here is forgotten within a day."""
    await contacts.decline(desk.tx, desk.contact.id, desk.now)
