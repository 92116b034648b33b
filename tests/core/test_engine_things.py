"""Files, places and voice notes instead of words, and more words for an earlier answer."""

import pytest

from bot.core.flow import Answers, Ask, Choose, Facts, Flow, Got, No, Values
from bot.core.message import Attachment, Chat, Heard
from tests.core.play import Play, nothing

MEDIA = frozenset({"photo", "voice", "location"})


def story(text: str, facts: Facts) -> Got | No:
    return No("too_long") if len(text) > 60 else Got(text, {"long": len(text) > 12})


def counted(answers: Answers, facts: Facts) -> Values:
    return {"n": len(str(answers.get("story") or ""))}


FLOW = Flow(
    "t",
    (
        Ask(key="story", check=story, media=MEDIA),  # type: ignore[arg-type]
        Choose(key="kind", choices=("a", "b"), adds_to="story", values=counted),
        Ask(key="item", speaks="question", check=story, media=MEDIA, choices=("unknown",)),  # type: ignore[arg-type]
    ),
    nothing,
)


def test_a_photo_is_answer_enough() -> None:
    play = Play(FLOW).begins().sends("photo")
    assert play.turn.took
    assert play.keys == ["t.story.photo", "t.kind.ask"]
    assert play.answers == {"story": None}


def test_words_beside_a_photo_are_the_answer() -> None:
    assert Play(FLOW).begins().sends("photo", text="alat rusak").answers == {"story": "alat rusak", "long": False}


def test_a_place_is_its_degrees() -> None:
    play = Play(FLOW).begins().does("location", latitude=-2.99, longitude=104.7566, text="BKB")
    assert play.answers["story"] == "BKB (-2.99000, 104.75660)"
    assert play.turn.took


def test_more_words_and_files_are_added_to_the_story() -> None:
    play = Play(FLOW).begins().says("alat rusak")
    assert play.says("mesin jahit").keys == ["t.story.added", "t.kind.ask"]
    assert play.answers == {"story": "alat rusak\nmesin jahit", "long": True}
    play.sends("photo")
    assert play.keys == ["t.story.photo", "t.kind.ask"]
    assert (play.turn.took, play.answers["story"]) == (True, "alat rusak\nmesin jahit")
    play.sends("photo", text="fotonya")
    assert play.answers["story"] == "alat rusak\nmesin jahit\nfotonya"
    assert play.question.values == {"n": len("alat rusak\nmesin jahit\nfotonya")}


def test_what_is_too_long_is_not_added() -> None:
    play = Play(FLOW).begins().says("alat rusak").says("x" * 60)
    assert play.keys == ["t.story.too_long", "t.kind.ask"]
    play.sends("photo", text="x" * 60)
    assert (play.turn.took, play.answers["story"]) == (True, "alat rusak")


def test_a_kind_the_story_does_not_take() -> None:
    play = Play(FLOW).begins().says("alat rusak").sends("file")
    assert (play.keys, play.turn.took) == (["engine.media", "t.kind.ask"], False)


def test_a_deploy_removed_the_story() -> None:
    play = Play(FLOW).begins().says("alat rusak")
    play.flow = Flow("t", FLOW.steps[1:], nothing)
    assert play.says("mesin jahit").keys == ["engine.again", "t.kind.ask"]
    assert not play.sends("photo").turn.took


def test_a_question_from_data_stands_under_its_own_name() -> None:
    play = Play(FLOW).begins(given={"story": "s", "kind": "a"})
    assert (play.keys, play.labels) == (["question.ask"], ["unknown"])
    assert play.says("x" * 61).keys == ["question.too_long", "question.ask"]
    assert play.sends("voice").keys == ["question.voice"]


def test_a_label_may_hold_what_the_question_holds() -> None:
    step = Choose(key="suggest", choices=("x",), values=lambda answers, facts: {"name": "D-12"})
    flow = Flow("t", (Choose(key="p", speaks="t", choices=("suggest",), values=step.values),), nothing)
    play = Play(flow).begins()
    assert play.labels == ["use D-12"]
    assert play.says("use D-12").answers == {"p": "suggest"}


def test_what_was_put_aside_is_shown_before_it_is_skipped() -> None:
    play = Play(FLOW).begins().says("alat rusak").says("hello").says("later")
    assert play.turn.outcome == "paused"
    assert play.says("skip").keys == ["t.kind.ask"]
    assert play.says("skip").keys == ["engine.not_optional", "t.kind.ask"]


@pytest.mark.parametrize(
    ("kind", "file", "refusal"),
    [
        ("voice", Attachment("r", seconds=121), "too_long"),
        ("voice", Attachment("r", seconds=120), ""),
        ("file", Attachment("r", seconds=500), ""),
        ("file", Attachment("r", size=20_000_001), "too_big"),
        ("text", None, ""),
    ],
)
def test_voice_notes_of_two_minutes(kind: str, file: Attachment | None, refusal: str) -> None:
    heard = Heard(Chat("telegram", "bot", "1"), "e", kind, 0, attachment=file)  # type: ignore[arg-type]
    assert heard.refusal == refusal


def test_too_long_a_voice_note_is_refused_with_the_question() -> None:
    play = Play(FLOW).begins().does("voice", attachment=Attachment("r", seconds=300))
    assert (play.keys, play.turn.took, play.answers) == (["media.too_long", "t.story.ask"], False, {})
