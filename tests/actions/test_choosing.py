"""Whom a request can be given to, and in which order bodies are suggested for it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.actions import assigning, leave, partnering, routing, sealing
from bot.actions.assigning import Officer
from bot.actions.permitting import Actor
from bot.errors import Refused
from storage.partners import Partner
from tests.actions.world import Office, moment
from tests.clock.world import CITY

TOKO = Partner(0, "business", "Toko Contoh", ("equipment",))


def saying(field: str, text: str) -> Partner:
    """A body with that text in a field."""
    values: dict[str, Any] = {field: text}
    return replace(TOKO, **values)


async def load(actor: Actor) -> int:
    return await partnering.load(actor.tx, actor.house.city)


class TestOfficers:
    async def test_who_may_answer_and_is_there_by_name(self, office: Office) -> None:
        member = await office.officer("committee", name="Zainal Rekaan")
        here, away = await office.officer("desk", name="Budi Rekaan"), await office.officer("desk", name="Ani Rekaan")
        await office.officer("viewer", name="Pengamat Rekaan")
        request = await office.file(await office.requester())
        await office.act(away, leave.take, date(2026, 11, 30))
        found = await office.act(member, assigning.officers, request.id)
        assert found == [Officer(here.contact_id, "Budi Rekaan"), Officer(member.contact_id, "Zainal Rekaan")]
        await office.act(member, assigning.assign, await office.seen(request), here.contact_id)
        assert await office.act(member, assigning.officers, request.id) == [found[1]]
        with pytest.raises(Refused, match="not_allowed"):
            await office.act(here, assigning.officers, request.id)

    async def test_a_complaint_only_to_who_is_named(self, office: Office) -> None:
        admin, member, other = [await office.officer(role) for role in ("admin", "committee", "committee")]
        request = await office.file(await office.requester(), kind="voice", story="honor belum dibayar")
        await office.act(admin, sealing.name, member.contact_id)
        assert [each.contact_id for each in await office.act(member, assigning.officers, request.id)] == [
            member.contact_id
        ]
        rows = await office.act(member, sealing.members, request.id)
        assert {row["contact_id"] for row in rows} == {member.contact_id, other.contact_id}
        await office.act(member, sealing.exclude, other.contact_id, request.id)
        rows = await office.act(member, sealing.members, request.id)
        assert [row["contact_id"] for row in rows] == [member.contact_id]
        with pytest.raises(Refused, match="sealed"):
            await office.act(other, sealing.members, request.id)


class TestSuggestions:
    async def test_the_citys_institutions_come_first_in_their_order(self, office: Office) -> None:
        member = await office.officer("committee")
        await office.act(member, partnering.add, replace(TOKO, name="AAA Contoh", sub_sectors=("fesyen",)))
        await office.act(member, load)
        request = await office.file(await office.requester())
        found = [each.code for each in await office.act(member, partnering.suggest, request, 9)]
        assert found == [*CITY.support.kind("equipment").institutions, ""]

    async def test_then_the_own_sub_sector_then_the_least_busy(self, office: Office) -> None:
        member = await office.officer("committee")
        busy = await office.act(member, partnering.add, TOKO)
        await office.act(member, partnering.add, replace(TOKO, name="Toko Lengang"))
        await office.act(member, partnering.add, replace(TOKO, name="Toko Busana", sub_sectors=("fesyen",)))
        await office.act(member, partnering.add, replace(TOKO, name="Toko Film", sub_sectors=("film-animasi-video",)))
        request, other = [await office.file(await office.requester()) for _ in range(2)]
        before = [each.name for each in await office.act(member, partnering.suggest, request)]
        assert before == ["Toko Busana", "Toko Contoh", "Toko Lengang"]
        await office.act(member, routing.ask_consent, await office.seen(other), busy)
        after = [each.name for each in await office.act(member, partnering.suggest, request)]
        assert after == ["Toko Busana", "Toko Lengang", "Toko Contoh"]

    async def test_sub_sectors_that_need_partners_are_counted_apart(self, office: Office) -> None:
        member = await office.officer("committee")
        assert await office.act(member, partnering.lacking) == {
            "film-animasi-video": 0, "seni-rupa": 0, "musik": 0,
        }  # fmt: skip
        await office.act(member, partnering.add, replace(TOKO, sub_sectors=("musik", "fesyen")))
        retired = await office.act(member, partnering.add, replace(TOKO, name="Toko Lama", sub_sectors=("musik",)))
        assert (await office.act(member, partnering.lacking))["musik"] == 2
        gone = replace(TOKO, id=retired, name="Toko Lama", sub_sectors=("musik",), active=False)
        await office.act(member, partnering.change, gone)
        assert (await office.act(member, partnering.lacking))["musik"] == 1


class TestNumbers:
    @pytest.mark.parametrize("field", ["name", "address", "addressee"])
    async def test_nobodys_own_in_the_directory(self, office: Office, field: str) -> None:
        member = await office.officer("committee")
        with pytest.raises(Refused, match=r"partner\.private"):
            await office.act(member, partnering.add, saying(field, "WA 0812-3456-7890"))
        partner_id = await office.act(member, partnering.add, saying(field, "Kantor 0711-312345"))
        with pytest.raises(Refused, match=r"partner\.private"):
            await office.act(member, partnering.change, replace(saying(field, "+62 812 3456 7890"), id=partner_id))

    async def test_the_citys_own_data_hold_none(self, office: Office) -> None:
        member = await office.officer("committee")
        assert await office.act(member, load) > 20
        for each in await office.act(member, partnering.every):
            assert not any(map(partnering.is_private, (each.name, each.address, each.addressee)))


class TestWaiting:
    async def test_a_request_rests_while_the_requester_is_asked(self, office: Office) -> None:
        asker, member = await office.requester(), await office.officer("committee")
        request = await office.file(asker)
        partner_id = await office.act(member, partnering.add, TOKO)
        told = await office.act(member, routing.ask_consent, await office.seen(request), partner_id)
        assert (told.request.due_at, told.request.wake_at) == (request.due_at, moment("2026-11-26 00:00"))
        referral = (await office.act(member, routing.of_request, request.id))[0]
        await office.act(asker, routing.consent, referral.id, "no", "Boleh ...?")
        assert (await office.request(request.id)).wake_at == 0

    async def test_a_partner_names_no_day_that_is_over(self, office: Office) -> None:
        asker, member = await office.requester(), await office.officer("committee")
        request = await office.file(asker)
        partner_id = await office.act(member, partnering.add, TOKO)
        await office.act(member, routing.ask_consent, await office.seen(request), partner_id)
        referral = (await office.act(member, routing.of_request, request.id))[0]
        await office.act(asker, routing.consent, referral.id, "yes", "Boleh ...?")
        await office.act(member, routing.sent, await office.seen(request), referral.id)
        with pytest.raises(Refused, match=r"partner\.day"):
            await office.act(member, routing.accepted, await office.seen(request), referral.id, date(2026, 11, 23))
        taken = await office.act(member, routing.accepted, await office.seen(request), referral.id, date(2026, 11, 24))
        assert taken.request.state == "partner_accepted"
