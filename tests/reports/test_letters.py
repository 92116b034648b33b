"""The letter to a partner: one page that names what the requester agreed to, drawn when it is sent."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.actions import partnering, routing, sealing
from bot.actions.lettering import Letter
from bot.filing import Files
from bot.reports.drawing import Order, draw
from bot.reports.letters import Letters
from bot.reports.letters import order as words
from bot.reports.studio import KEPT_MOST, KEPT_MS, Studio
from storage.partners import Partner
from tests.actions.world import STORY, Office, Who, moment
from tests.clock.world import CITY, HOUSE
from tests.reports.papers import pages, title

SANGGAR = Partner(0, "community", "Sanggar Contoh", ("equipment",), (), "Jalan Rekaan 1", "Ketua Sanggar Contoh")
DAY = date(2026, 11, 24)
LETTER = Letter(
    reference="D-2026-000123", partner="Sanggar Contoh", addressee="Ketua Sanggar Contoh", address="Jalan Rekaan 1",
    kind="permit", name="Yuk Contoh", filed=date(2026, 11, 20), story=STORY,
    answers={"event_date": "2026-12-05", "scale": "nasional", "place": "Benteng", "crowd": "?", "gone": "x"},
    dated=DAY, answer_by=date(2026, 12, 1),
)  # fmt: skip


def order(letter: Letter) -> Order:
    return words(letter, HOUSE.speeches["id"], CITY)


async def page(letter: Letter) -> str:
    """The words of its only page."""
    (content,) = await draw([order(letter)])
    (words,) = pages(content)
    return words


class TestWords:
    def test_answers_are_said_as_they_were_meant(self) -> None:
        answers = dict(order(LETTER).data["answers"])
        asked = [question.ask["id"] for question in CITY.support_kind("permit").questions]
        assert list(answers) == asked
        assert list(answers.values()) == ["5 Desember 2026", "Nasional", "Benteng", "?"]

    def test_marks_in_words_stay_as_they_were_written(self) -> None:
        told = order(replace(LETTER, partner="Toko *Maju* {jaya}", story=r"\*harga* {x}")).data
        assert told["story"] == r"\*harga* {x}"
        assert told["closing"][0].startswith("Mohon Toko *Maju* {jaya} menelaah")

    def test_several_answers_and_crafts(self) -> None:
        kind = CITY.support_kind("matching")
        told = order(replace(LETTER, kind="matching", answers={"looking_for": ["a", "b"], "sub_sector": "kriya"}))
        assert dict(told.data["answers"]) == {
            kind.question("looking_for").ask["id"]: "a, b",
            kind.question("sub_sector").ask["id"]: CITY.sub_sector("kriya").name["id"],
        }

    def test_what_the_pack_no_longer_knows_is_shown_as_it_is(self) -> None:
        told = order(replace(LETTER, kind="matching", answers={"sub_sector": "gone"}))
        assert [answer for _, answer in told.data["answers"]] == ["gone"]
        assert order(replace(LETTER, kind="gone")).data["answers"] == []

    @pytest.mark.parametrize(
        ("addressee", "address", "lines"),
        [
            ("Ketua Sanggar Contoh", "Jalan Rekaan 1", ["Yth. Ketua Sanggar Contoh", "Jalan Rekaan 1"]),
            ("Bu Ketua", "", ["Yth. Bu Ketua", "Sanggar Contoh"]),
            ("", "", ["Yth. Sanggar Contoh"]),
        ],
    )
    def test_addressed_as_far_as_is_known(self, addressee: str, address: str, lines: list[str]) -> None:
        assert order(replace(LETTER, addressee=addressee, address=address)).data["addressee"] == lines


class TestPaper:
    async def test_it_can_be_read_back(self) -> None:
        words = await page(LETTER)
        head = CITY.identity.letterhead
        for said in (*head.lines, head.address, head.reply, head.role, head.name):
            assert said in words
        for said in ("Palembang, 24 November 2026", "Nomor: D-2026-000123", "Yth. Ketua Sanggar Contoh", f"“{STORY}”"):
            assert said in words
        assert "dari Yuk Contoh, yang kami terima pada 20 November 2026" in words
        assert "paling lambat 1 Desember 2026" in words
        assert "dipersingkat" not in words

    async def test_it_has_a_title_and_a_language_and_is_the_same_each_time(self) -> None:
        first, second = await draw([order(LETTER), order(LETTER)])
        assert title(first) == ("Surat pengantar D-2026-000123", "id")
        assert first == second

    async def test_who_gave_no_name_is_the_requester(self) -> None:
        assert "dari seorang pelaku ekonomi kreatif (pemohon)" in await page(replace(LETTER, name=""))

    @pytest.mark.parametrize(
        "story",
        [
            "kata " * 600,
            "x" * 3000,
            "tari 🎭👩‍🎨 " * 250,
            "世界 " * 1000,
            "تجربة " * 500,
            "a\n" * 1500,
            "",
            "\u200d\ufe0f",
        ],
    )
    async def test_always_one_page(self, story: str) -> None:
        words = await page(replace(LETTER, story=story))
        assert words.endswith(CITY.identity.letterhead.name)
        assert ("dipersingkat" in words) == (len(story) > 100)

    async def test_one_page_however_long_everything_is(self) -> None:
        long: dict[str, Any] = {name: f"{name} " * 400 for name in ("partner", "addressee", "address", "name")}
        answers = {question.key: "kata " * 200 for question in CITY.support_kind("space").questions}
        words = await page(replace(LETTER, **long, kind="space", answers=answers, story="kata " * 600))
        assert words.endswith(CITY.identity.letterhead.name)
        assert "“kata kata" in words

    async def test_signs_that_cannot_be_drawn_are_boxes(self) -> None:
        words = await page(replace(LETTER, story="Tari 🎭👋🏽 世 selesai"))
        assert "“Tari □□ □ selesai”" in words


@dataclass
class Desk:
    """A request that its requester lets go to a partner, and the files of the city."""

    office: Office
    files: Files
    drawn: list[Order]
    asker: Who
    member: Who
    request_id: int
    referral_id: int

    async def letter(self) -> list[str] | None:
        """The pages of the letter, None where there is none."""
        opened = await self.files.open(f"letter:{self.referral_id}")
        return pages(opened.content) if opened is not None else None


async def desk_of(office: Office, tmp_path: Path, kind: str = "equipment", **asked: Any) -> Desk:
    asker, member = await office.requester(), await office.officer("committee", "desk")
    admin = await office.officer("admin")
    await office.act(admin, sealing.name, member.contact_id)
    filed = await office.file(asker, kind, **asked)
    partner_id = await office.act(member, partnering.add, SANGGAR)
    await office.act(member, routing.ask_consent, await office.seen(filed), partner_id)
    (referral,) = await office.act(member, routing.of_request, filed.id)
    drawn: list[Order] = []

    async def count(orders: Any) -> list[bytes]:
        drawn.extend(orders)
        return await draw(orders)

    letters = Letters(office.store, HOUSE, lambda: office.now, Studio(lambda: office.now, count))
    files = Files(office.store, tmp_path / "data", {"letter": letters.open})
    return Desk(office, files, drawn, asker, member, filed.id, referral.id)


async def test_no_letter_without_consent(office: Office, tmp_path: Path) -> None:
    desk = await desk_of(office, tmp_path)
    assert await desk.letter() is None
    await office.act(desk.asker, routing.consent, desk.referral_id, "yes", "Boleh ...?")
    assert await desk.letter() is not None
    await office.act(desk.asker, routing.consent, desk.referral_id, "no", "Boleh ...?")
    assert await desk.letter() is None


async def test_the_letter_of_a_request(office: Office, tmp_path: Path) -> None:
    desk = await desk_of(office, tmp_path, answers={"item": "mesin jahit"})
    await office.act(desk.asker, routing.consent, desk.referral_id, "yes", "Boleh ...?")
    opened = await desk.files.open(f"letter:{desk.referral_id}")
    assert opened is not None
    assert (opened.name, opened.mime) == ("surat-D-2026-000001.pdf", "application/pdf")
    (words,) = pages(opened.content)
    for said in ("Yuk Contoh", STORY, "mesin jahit", "Jalan Rekaan 1", "paling lambat 1 Desember 2026"):
        assert said in words
    for hidden in ("PLG-", "1000001", "Kriya"):
        assert hidden not in words


async def test_it_keeps_the_day_it_was_sent(office: Office, tmp_path: Path) -> None:
    desk = await desk_of(office, tmp_path)
    await office.act(desk.asker, routing.consent, desk.referral_id, "yes", "Boleh ...?")
    request = await office.request(desk.request_id)
    await office.act(desk.member, routing.sent, await office.seen(request), desk.referral_id)
    office.now = moment("2026-11-30 09:00")
    words = await desk.letter()
    assert words is not None
    assert "Palembang, 24 November 2026" in words[0]


async def test_an_anonymous_complaint_goes_without_a_name(office: Office, tmp_path: Path) -> None:
    desk = await desk_of(office, tmp_path, "voice", story="honor belum dibayar", anonymous=True)
    await office.act(desk.asker, routing.consent, desk.referral_id, "yes", "Boleh ...?")
    words = await desk.letter()
    assert words is not None
    assert "Yuk Contoh" not in words[0]
    assert "honor belum dibayar" in words[0]


async def test_a_letter_is_drawn_once_in_ten_minutes_and_anew_when_it_changes(office: Office, tmp_path: Path) -> None:
    desk = await desk_of(office, tmp_path)
    await office.act(desk.asker, routing.consent, desk.referral_id, "yes", "Boleh ...?")
    for later, drawn in ((0, 1), (KEPT_MS - 1, 1), (1, 2)):
        office.now += later
        assert await desk.letter() is not None
        assert len(desk.drawn) == drawn


async def test_few_are_kept() -> None:
    drawn: list[str] = []

    async def fake(orders: Any) -> list[bytes]:
        drawn.extend(orders)
        return [b"paper"]

    studio = Studio(lambda: 0, fake)
    several = [str(number) for number in range(KEPT_MOST + 1)]
    for key in (*several, several[-1], several[0]):
        assert await studio.made(key, lambda key=key: [key]) == [b"paper"]  # type: ignore[misc]
    assert drawn == [*several, several[0]]


@pytest.mark.parametrize("name", ["", "x", "1/../2", "-1", "1" * 19, "9" * 20])
async def test_no_other_name_is_a_letter(office: Office, tmp_path: Path, name: str) -> None:
    desk = await desk_of(office, tmp_path)
    with pytest.raises(LookupError):
        await desk.files.open(f"letter:{name}")
    assert await desk.files.open("letter:999") is None
