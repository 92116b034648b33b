"""Passing on: consent for that body first, then the text, then what the body says; and the directory."""

from dataclasses import replace
from datetime import date

import pytest

from bot.actions import partnering, routing, sealing
from bot.actions.permitting import Actor
from bot.core.requests import SupportRequest
from bot.errors import Refused
from storage.partners import Partner
from storage.referrals import Referral
from tests.actions.world import STORY, Office, moment

SANGGAR = Partner(0, "community", "Sanggar Contoh", ("equipment",), ("fesyen",))


class Case:
    """A request, its requester, a committee member, and a body it may go to."""

    def __init__(self, office: Office) -> None:
        self.office = office

    async def begin(self) -> "Case":
        self.asker = await self.office.requester()
        self.member = await self.office.officer("committee", "desk")
        self.filed: SupportRequest = await self.office.file(self.asker)
        self.partner_id = await self.office.act(self.member, partnering.add, SANGGAR)
        await self.office.act(
            self.member, routing.ask_consent, await self.office.seen(self.filed), self.partner_id
        )  # fmt: skip
        return self

    async def referral(self) -> Referral:
        return (await self.office.act(self.member, routing.of_request, self.filed.id))[-1]

    async def agree(self) -> int:
        referral = await self.referral()
        await self.office.act(self.asker, routing.consent, referral.id, "yes", "Boleh kami berikan ...?")
        return referral.id


@pytest.fixture
async def case(office: Office) -> Case:
    return await Case(office).begin()


async def test_the_requester_is_asked_for_that_body(office: Office, case: Case) -> None:
    assert (await office.told(case.asker))[0].startswith("Permohonan D-1 bisa dibantu Sanggar Contoh.")
    body = (await office.sql("SELECT body FROM outbox"))[0]["body"]
    referral = await case.referral()
    assert all(f"do:request_consent:{referral.id}.{answer}" in body for answer in ("yes", "no", "first"))


async def test_nothing_is_forwarded_without_consent(office: Office, case: Case) -> None:
    referral = await case.referral()
    with pytest.raises(Refused, match="not_now"):
        await office.act(case.member, routing.forward, referral.id)
    await office.act(case.asker, routing.consent, referral.id, "no", "Boleh ...?")
    for do in (routing.sent, routing.done):
        with pytest.raises(Refused, match="not_now"):
            await office.act(case.member, do, await office.seen(case.filed), referral.id)
    referral_id = await _asked_again(office, case)
    assert referral_id != referral.id


async def _asked_again(office: Office, case: Case) -> int:
    await office.act(case.member, routing.ask_consent, await office.seen(case.filed), case.partner_id)
    return (await case.referral()).id


async def test_the_text_stands_alone(office: Office, case: Case) -> None:
    text = (await office.act(case.member, routing.forward, await case.agree())).text
    assert "D-2026-000001" in text
    assert STORY in text
    assert "Yuk Contoh" in text
    referral = await case.referral()
    assert (referral.state, referral.consent, referral.consent_at) == ("agreed", "Boleh kami berikan ...?", office.now)


async def test_sent_accepted_done(office: Office, case: Case) -> None:
    referral_id = await case.agree()
    sent = await office.act(case.member, routing.sent, await office.seen(case.filed), referral_id)
    assert (sent.request.state, sent.request.turn) == ("routed", "partner")
    assert (await office.told(case.asker))[-1] == (
        "Permohonan D-1 sudah kami kirim ke Sanggar Contoh pada Selasa, 24 November."
        " Sekarang giliran Sanggar Contoh; kami tanyakan lagi Selasa, 1 Desember."
    )
    taken = await office.act(
        case.member, routing.accepted, await office.seen(case.filed), referral_id, date(2026, 12, 9)
    )  # fmt: skip
    assert (taken.request.state, taken.request.due_at) == ("partner_accepted", moment("2026-12-09 16:00"))
    helped = await office.act(case.member, routing.done, await office.seen(case.filed), referral_id)
    assert (helped.state, helped.wake_at) == ("in_progress", 0)
    assert (await case.referral()).done_at == office.now


async def test_unable_comes_back_at_once(office: Office, case: Case) -> None:
    referral_id = await case.agree()
    await office.act(case.member, routing.sent, await office.seen(case.filed), referral_id)
    told = await office.act(
        case.member, routing.unable, await office.seen(case.filed), referral_id, "alat habis", "Kampus Contoh"
    )  # fmt: skip
    assert (told.request.state, told.request.wake_at) == ("under_review", 0)
    assert "alat habis" in (await office.told(case.asker))[-1]
    referral = await case.referral()
    assert (referral.state, referral.reason, referral.better_address) == ("unable", "alat habis", "Kampus Contoh")


async def test_a_silent_partner_is_asked_again(office: Office, case: Case) -> None:
    referral_id = await case.agree()
    await office.act(case.member, routing.sent, await office.seen(case.filed), referral_id)
    office.now = moment("2026-12-02 09:00")
    again = await office.act(case.member, routing.ask_again, await office.seen(case.filed), referral_id)
    assert again.due_at == moment("2026-12-09 16:00")


async def test_the_same_body_is_asked_for_once(office: Office, case: Case) -> None:
    with pytest.raises(Refused, match=r"partner\.asked"):
        await office.act(case.member, routing.ask_consent, await office.seen(case.filed), case.partner_id)


async def test_nobody_consents_for_another(office: Office, case: Case) -> None:
    referral = await case.referral()
    for who in (await office.requester("Pak Lain"), case.member):
        with pytest.raises(Refused, match="unknown"):
            await office.act(who, routing.consent, referral.id, "yes", "")
    await office.act(case.asker, routing.consent, referral.id, "yes", "Boleh ...?")


async def test_an_anonymous_complaint_goes_without_a_name(office: Office) -> None:
    asker, admin, member = await office.requester(), await office.officer("admin"), await office.officer("committee")
    await office.act(admin, sealing.name, member.contact_id)
    filed = await office.file(asker, kind="voice", story="honor belum dibayar", anonymous=True)
    partner_id = await office.act(member, partnering.add, SANGGAR)
    await office.act(member, routing.ask_consent, await office.seen(filed), partner_id)
    referral = (await office.act(member, routing.of_request, filed.id))[0]
    await office.act(asker, routing.consent, referral.id, "yes", "Boleh ...?")
    text = (await office.act(member, routing.forward, referral.id)).text
    assert "Yuk Contoh" not in text
    assert "seorang pelaku ekraf" in text


@pytest.mark.parametrize("role", ["desk", "viewer", "admin"])
async def test_only_the_committee_routes(office: Office, role: str) -> None:
    officer, filed = await office.officer(role), await office.file(await office.requester())
    with pytest.raises(Refused, match="not_allowed"):
        await office.act(officer, routing.ask_consent, await office.seen(filed), 1)
    with pytest.raises(Refused, match="not_allowed"):
        await office.act(officer, partnering.add, SANGGAR)


class TestDirectory:
    async def test_it_is_made_from_the_citys_data_once(self, office: Office) -> None:
        member = await office.officer("committee")

        async def load(actor: Actor) -> int:
            return await partnering.load(actor.tx, actor.house.city)

        made = await office.act(member, load)
        assert made > 20
        assert await office.act(member, load) == 0
        assert all(partner.code for partner in await office.act(member, partnering.every))
        assert {p.helix for p in await office.act(member, partnering.every)} <= {
            "government", "academic", "business", "community", "media",
        }  # fmt: skip

    async def test_what_fits_best_comes_first(self, office: Office) -> None:
        member = await office.officer("committee")
        for partner in (
            Partner(0, "business", "Toko Segala", (), ()), SANGGAR, Partner(0, "media", "Radio Contoh", ("promotion",)),
        ):  # fmt: skip
            await office.act(member, partnering.add, partner)
        filed = await office.file(await office.requester())
        found = await office.act(member, partnering.suggest, filed)
        assert [partner.name for partner in found] == ["Sanggar Contoh", "Toko Segala"]

    async def test_a_stale_change_is_refused_and_names_are_unique(self, office: Office) -> None:
        member = await office.officer("committee")
        partner_id = await office.act(member, partnering.add, SANGGAR)
        with pytest.raises(Refused, match=r"partner\.known"):
            await office.act(member, partnering.add, SANGGAR)
        mine = replace(SANGGAR, id=partner_id, active=False)
        await office.act(member, partnering.change, mine)
        with pytest.raises(Refused, match=r"partner\.stale"):
            await office.act(member, partnering.change, mine)
        with pytest.raises(Refused, match=r"partner\.unknown"):
            await office.act(member, partnering.add, Partner(0, "nothing", "Contoh"))
