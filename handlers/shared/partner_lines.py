"""Where a request stands with the partners it was passed on to, in a line each."""

from collections.abc import Mapping

from bot.actions.desk import Desk
from bot.actions.viewing import Card
from handlers.shared import hours
from handlers.shared.acting import kind_name
from storage.partners import Partner
from storage.referrals import Referral


def standing(desk: Desk, card: Card) -> str:
    """The request's state and a line a partner."""
    state = desk.speech.text(f"request.state.{card.request.state}")
    return "\n".join([state, *(f"- {line(desk, referral)}" for referral in card.referrals)])


def line(desk: Desk, referral: Referral) -> str:
    """ "DPMPTSP Kota Palembang: pemohon setuju, siap diteruskan (24 Nov 09.10)"."""
    at = {
        "asked": referral.asked_at, "agreed": referral.consent_at, "refused": referral.consent_at,
        "sent": referral.sent_at, "accepted": referral.accepted_at, "unable": referral.unable_at,
        "done": referral.done_at,
    }[referral.state]  # fmt: skip
    when = hours.stamp(at or referral.asked_at, desk.house.city.identity.timezone, desk.language)
    values = {"partner": referral.partner, "when": when, "reason": referral.reason}
    return desk.speech.plain(f"route.state.{referral.state}", values)


def described(desk: Desk, partner: Partner) -> str:
    """ "DPMPTSP Kota Palembang (Pemerintah): Loket NIB/OSS dan izin kota"."""
    support, language = desk.house.city.support, desk.language
    side = next((each.name[language] for each in support.pentahelix if each.id == partner.helix), partner.helix)
    roles = {each.id: each.role[language] for each in support.partners}
    kinds = ", ".join(kind_name(id, desk.house.city, language) for id in partner.kinds if support.has_kind(id))
    does = roles.get(partner.code) or kinds or desk.speech.text("directory.all")
    return f"{partner.name} ({side}): {does}"


def lacking_line(desk: Desk, found: Mapping[str, int], sub_sector: str = "") -> str:
    """The sub-sectors that wait for partners of their own: all with their figures, or (named) one that has none.

    A line each, after a new line; "" where there are none.
    """
    names = {each.id: each.short[desk.language] for each in desk.house.city.sub_sectors}
    if sub_sector:
        found = {sub_sector: 0} if found.get(sub_sector) == 0 else {}
    return "".join(
        "\n" + desk.speech.plain("directory.some_for" if n else "directory.none_for", {"sub_sector": names[id], "n": n})
        for id, n in found.items()
    )  # fmt: skip
