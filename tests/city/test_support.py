"""What the pack of a city says about support: looked up, complete for Palembang, and never broken."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.city import load
from bot.core.kinds import guess_kinds
from bot.core.support import UNSORTED
from bot.core.vocabulary import CityFault
from tests.city.tiny import Pack, both, change_at, pack, question, without, write

CITY = load()
SUPPORT = CITY.support
FORBIDDEN = re.compile(r"\b(nik|ktp|kk|rekening|otp)\b", re.IGNORECASE)


def test_palembang_serves_twelve_kinds() -> None:
    assert len(CITY.support_kinds) == 12
    assert [helix.id for helix in CITY.pentahelix] == ["government", "academic", "business", "community", "media"]
    assert sorted(kind for group in SUPPORT.groups for kind in group.kinds) == sorted(k.id for k in SUPPORT.kinds)
    assert [kind.id for kind in CITY.support_kinds if kind.sealed] == ["voice"]
    assert [kind.id for kind in CITY.support_kinds if kind.filing] == ["permit"]
    assert all(kind.closed is None and kind.target_days > 0 for kind in CITY.support_kinds)
    assert all(len(kind.kin) == 2 for kind in CITY.support_kinds)


def test_every_kind_can_be_helped_by_somebody_of_its_helixes() -> None:
    for kind in CITY.support_kinds:
        helixes = {SUPPORT.partner(each).helix for each in kind.institutions}
        assert helixes & set(kind.partner_types), kind.id
        assert kind.institutions == tuple(each.id for each in SUPPORT.partners if kind.id in each.kinds)


def test_at_most_two_questions_come_before_filing() -> None:
    for kind in CITY.support_kinds:
        assert 1 <= len(kind.required) <= 2, kind.id
        assert (*kind.required, *kind.later) == tuple(sorted(kind.questions, key=lambda each: not each.required))
        for asked in kind.questions:
            assert kind.question(asked.key) is asked
            assert not FORBIDDEN.search(asked.ask["id"])


def test_some_kinds_ask_by_when() -> None:
    dated = {kind.id: kind.wanted_date.key for kind in CITY.support_kinds if kind.wanted_date}
    assert dated == {"space": "when", "promotion": "deadline", "equipment": "when", "permit": "event_date"}


def test_no_partner_is_a_person_or_has_a_private_number() -> None:
    for partner in SUPPORT.partners:
        assert not re.search(r"\d{5,}|@", f"{partner.name} {partner.address} {partner.addressee}")
        assert not partner.checked


def test_partners_of_the_persons_sub_sectors_come_first() -> None:
    every = [partner.id for partner in SUPPORT.partners_for("space", ("film-animasi-video",))]
    assert every[0] == "gedung-kesenian"
    assert "layar-taman" in every
    assert "layar-taman" not in [partner.id for partner in SUPPORT.partners_for("space", ("kuliner",))]
    assert every.index("layar-taman") < every.index("dispar")


def test_each_kind_has_replies_that_promise_nothing() -> None:
    for kind in CITY.support_kinds:
        own = [reply for reply in SUPPORT.replies_for(kind.id) if reply.kind == kind.id]
        assert 2 <= len(own) <= 4, kind.id
        assert SUPPORT.replies_for(kind.id)[len(own) :] == SUPPORT.replies_for(UNSORTED)
    for reply in SUPPORT.saved_replies:
        assert reply.text.startswith("{nama}")
        assert len(reply.text) <= 350
        assert not re.search(r"\bpasti\b|\bditolak\b|\bAnda\b|\bkamu\b|\bsaya\b|ketidaknyamanan", reply.text)
        assert reply.wants_date == ("{tanggal}" in reply.text)


def test_filing_goes_by_the_usual_scale_until_it_is_known() -> None:
    rule = SUPPORT.kind("permit").filing
    assert rule is not None
    assert [rule.lead({"scale": scale}) for scale in ("kota", "nasional", "internasional", "?")] == [14, 21, 30, 14]
    assert rule.lead({}) == 14


def test_unknown_names_are_faults() -> None:
    assert not SUPPORT.has_kind(UNSORTED)
    for lookup in (CITY.support_kind, SUPPORT.kind, SUPPORT.partner, SUPPORT.kind("permit").question):
        with pytest.raises(CityFault, match="'x'"):
            lookup("x")


def test_another_city_has_other_kinds(tmp_path: Path) -> None:
    files = pack()
    change_at("support_kinds", *KINDS, 0, "closed", to={"text": both("Ask the museum.")})(files)
    city = load(write(files, tmp_path / "tiny"))
    lend, parade = city.support_kinds
    assert lend.closed is not None
    assert lend.closed.text["en"] == "Ask the museum."
    assert parade.closed is None
    assert parade.institutions == ("hall",)
    assert guess_kinds("lnd me a drum", city).kinds == ("lend", "parade")
    assert guess_kinds("a drum", city).kinds == ()


KINDS, WORDS = ("support_kinds",), "support_words"
FAULTS = [
    (without("saved_replies"), "tiny/saved_replies.json: is missing"),
    (change_at("support_kinds", *KINDS, 1, "id", to="lend"), "tiny: support kind 'lend' is there twice"),
    (change_at("support_kinds", *KINDS, 1, "code", to="LND"), "tiny: support kind code 'LND' is there twice"),
    (change_at("support_kinds", *KINDS, 0, "id", to="unsorted"), "support kind 'unsorted': that name is taken"),
    (change_at("support_kinds", *KINDS, 0, "group", to="x"), "support kind 'lend' is of group 'x', which is none"),
    (change_at("support_kinds", *KINDS, 0, "kin", to=["x"]), "support kind 'lend' is kin to 'x'"),
    (change_at("support_kinds", *KINDS, 0, "partner_types", to=["x"]), "names 'x', which is no side of the pentahelix"),
    (change_at("support_kinds", *KINDS, 0, "short", to=both("x" * 21)), "id is longer than 20 characters"),
    (
        change_at("support_kinds", *KINDS, 0, "questions", to=[question(key, required=True) for key in "abc"]),
        "support kind 'lend' requires more than 2 questions",
    ),
    (
        change_at("support_kinds", *KINDS, 0, "questions", to=[question("a"), question("a")]),
        "support kind 'lend': question 'a' is there twice",
    ),
    (
        change_at("support_kinds", *KINDS, 0, "questions", to=[question("a", type="choice")]),
        "question 'a': options go with choice and multi, and only with these",
    ),
    (
        change_at("support_kinds", *KINDS, 1, "questions", 1, "options", 0, "label", to=both("x" * 21)),
        "options[small].short: id is longer than 20 characters",
    ),
    (
        change_at("support_kinds", *KINDS, 1, "questions", 1, "options", 1, "id", to="small"),
        "option 'small' is there twice",
    ),
    (change_at("support_kinds", *KINDS, 1, "filing", "date", to="size"), "which is no question for a date"),
    (change_at("support_kinds", *KINDS, 1, "filing", "days", to={"small": 1}), "do not meet the options of 'size'"),
    (change_at("support_kinds", *KINDS, 1, "filing", "days", to=[1]), "filing.days: should be an object"),
    (change_at("support_kinds", *KINDS, 1, "filing", "usual", to="x"), "filing has no days for 'x'"),
    (change_at("support_kinds", *KINDS, 0, "sealed", to=True), "is sealed and does not ask 'anonymous'"),
    (change_at("partners", "partners", 0, "helix", to="x"), "partner 'hall' names 'x', which is no side"),
    (change_at("partners", "partners", 0, "kinds", to=["x"]), "partner 'hall' names 'x', which is no support kind"),
    (change_at("partners", "partners", 0, "sub_sectors", to=["x"]), "partner 'hall' names 'x', which is no sub-sector"),
    (change_at("saved_replies", "saved_replies", 0, "kind", to="x"), "saved reply 'wait' is for 'x'"),
    (change_at("saved_replies", "saved_replies", 0, "text", to="{name}"), "saved reply 'wait' holds {name}"),
    (change_at("saved_replies", "saved_replies", 0, "title", to="x" * 21), "title: is longer than 20 characters"),
    (change_at(WORDS, "clues", 0, "ideas", to=["x", "lend", "tool"]), "'x' is named, but is no idea"),
    (change_at(WORDS, "ideas", "idle", to=["idle"]), "idea 'idle' is in no clue"),
    (change_at(WORDS, "ideas", to=[]), "support_words.json.ideas: should be an object"),
    (change_at(WORDS, "clues", 0, "kind", to="x"), "a clue speaks for 'x', which is no support kind"),
    (change_at(WORDS, "clues", 0, "weight", to=0), "a clue for 'lend' needs ideas and a weight above 0"),
]


@pytest.mark.parametrize(("change", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_broken_support_is_refused_in_one_line(change: Callable[[Pack], None], fault: str, tmp_path: Path) -> None:
    files = pack()
    change(files)
    with pytest.raises(CityFault) as caught:
        load(write(files, tmp_path / "tiny"))
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)
