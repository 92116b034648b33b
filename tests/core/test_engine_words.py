"""Free words, things collected, fills, reviews, edits, resuming, deploys."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.answering import retold
from bot.core.flow import Answers, Ask, Choose, Collect, Facts, Flow, Got, Leave, No, Put, Review, Show, Values, Which
from bot.core.message import Attachment, Kind, Word
from bot.core.session import Frame, Pending, Session, base36, next_nonce
from tests.core.play import CITY, NOW, Play, nothing, ready


def name(text: str, facts: Facts) -> Got | No | Which | None:
    match text:
        case "?":
            return None
        case "!":
            return No("no_letters", {"most": 3})
        case "both":
            return Which(ready("ani", "ina"), "t.name.which")
    return Got(text)


def story(text: str, facts: Facts) -> Got | No:
    """Words that fill later steps: "cake in plaju"."""
    what, _, where = text.partition(" in ")
    fills: dict[str, object] = {"craft": what} if what in ("cake", "music") else {}
    if what == "cloth":
        fills["craft"] = Which(ready("weaving", "fashion"), "t.craft.term", {"what": what})
    if where:
        fills["place"] = where
    return Got(text, fills) if text != "!" else No("empty")


def known(answers: Answers, facts: Facts) -> Values:
    return {"name": facts.profile_name} if facts.profile_name else {}


def is_group(answers: Answers, facts: Facts) -> bool:
    return answers.get("kind") == "group"


def shown(answers: Answers, facts: Facts) -> Values:
    return {"story": str(answers.get("story")), "kind": Word("t.kind.group"), "name": 3}


STEPS = (
    Choose(key="consent", choices=("yes", "no", "read"), on={"no": Leave(), "read": Show(("yes", "no"))}),
    Ask(key="story", check=story, choices=("list",), on={"list": Put("")}, media=frozenset({"voice", "photo"})),
    Choose(key="craft", choices=("cake", "music", "other")),
    Ask(key="place", check=name),
    Ask(key="name", check=name, suggest=known),
    Choose(key="kind", choices=("group", "person"), hidden=True),
    Ask(key="group_name", check=name, when=is_group),
    Review(key="review", edits=("name", "story", "kind"), extras=("kind",), values=shown),
)
FLOW = Flow("t", STEPS, nothing)


def at_review() -> Play:
    return Play(FLOW).begins().says("yes").says("cake in plaju").says("Ani")


def test_one_sentence_answers_several_steps() -> None:
    play = Play(FLOW).begins().says("yes").says("cake in plaju")
    assert play.question.key == "t.name.ask"
    assert play.answers == {"consent": "yes", "story": "cake in plaju", "craft": "cake", "place": "plaju"}


def test_what_was_said_before_is_not_asked() -> None:
    play = Play(FLOW).begins(heard="music in sako").says("yes")
    assert play.question.key == "t.name.ask"
    assert Play(FLOW).begins(heard="!").says("yes").question.key == "t.story.ask"


def test_narrowed_by_a_sentence() -> None:
    play = Play(FLOW).begins().says("yes").says("cloth in plaju")
    assert (play.question.key, dict(play.question.values)) == ("t.craft.term", {"what": "cloth"})
    assert play.labels == ["Weaving", "Fashion"]
    play.says("back")
    assert (play.question.key, play.labels) == ("t.craft.ask", ["cake", "music", "other"])
    assert play.says("back").question.key == "t.story.ask"
    assert play.says("cloth in plaju").says("2").answers["craft"] == "fashion"


def test_the_person_has_the_last_word() -> None:
    play = Play(FLOW).begins().says("yes").says("dance").says("music").says("sako").says("Ani")
    play.taps("edit").says("2").says("cake in plaju")
    assert (play.answers["craft"], play.answers["place"]) == ("music", "sako")
    play = at_review().taps("edit").says("2").says("music in sako")
    assert (play.answers["craft"], play.answers["place"]) == ("music", "sako")


def test_leaving_and_reading() -> None:
    assert Play(FLOW).begins().says("no").turn.outcome == "left"
    play = Play(FLOW).begins().says("read")
    assert (play.question.key, play.labels) == ("t.consent.read.ask", ["yes", "no"])
    assert play.says("back").labels == ["yes", "no", "read"]
    assert play.says("back").keys == ["engine.no_back", "t.consent.ask"]


def test_refusals_and_misses() -> None:
    play = Play(FLOW).begins().says("yes").says("cake in plaju")
    assert (play.says("!").keys, dict(play.turn.says[0].values)) == (["t.name.no_letters", "t.name.ask"], {"most": 3})
    assert play.says("!").turn.outcome == "asked"
    assert play.says("!").turn.outcome == "lost"
    assert play.says("?").keys == ["engine.again", "t.name.ask"]
    assert play.says("?").turn.outcome == "lost"
    assert Play(Flow("t", STEPS, nothing, yields=True)).begins().says("hm?").turn.outcome == "lost"


def test_buttons_beside_free_words() -> None:
    play = Play(FLOW).begins().says("yes")
    assert play.labels == ["list"]
    assert play.says("list").answers["story"] == ""
    play = Play(FLOW).begins().says("yes").says("1")
    assert play.answers["story"] == "1"  # its check takes it


def test_a_number_means_a_button_where_words_cannot_be_it() -> None:
    def never(text: str, facts: Facts) -> No:
        return No("unknown")

    flow = Flow("t", (Ask(key="place", check=never, choices=("outside", "roaming")),), nothing)
    assert Play(flow).begins().says("2").answers == {"place": "roaming"}
    assert Play(flow).begins().says("the second of those two").keys == ["t.place.unknown", "t.place.ask"]


def test_a_known_name_is_offered() -> None:
    play = Play(FLOW).begins().says("yes").says("cake in plaju")
    assert play.labels == []
    play.facts = Facts(language="en", city=CITY, now=NOW + 10**6, profile_name="Ratna")
    play.says("?")
    assert play.labels == ["use Ratna"]
    assert play.taps("use Ratna").answers["name"] == "Ratna"


def test_a_known_name_goes_through_the_check() -> None:
    flow = Flow("t", (Ask(key="name", check=name, suggest=known),), nothing)
    play = Play(flow, Facts(language="en", city=CITY, now=NOW, profile_name="!"))
    assert play.begins().taps("use !").answers == {"name": "!"}  # what was offered is taken as it is


def test_narrowed_questions_are_told_anew_in_another_language() -> None:
    play = Play(FLOW).begins().says("yes").says("cloth in plaju")
    stale = replace(play.frame, pending={"craft": Pending(ready("old"), "t.craft.term")})
    assert retold(play.scene, stale).pending["craft"].options == ready("weaving", "fashion")
    own = replace(play.frame, pending={"place": Pending(ready("old"), "engine.which")})
    assert retold(play.scene, own).pending == {}
    settled = replace(stale, answers={**stale.answers, "story": "cake"})
    assert retold(play.scene, settled).pending == {}


def test_ambiguous_words() -> None:
    play = Play(FLOW).begins().says("yes").says("cake in plaju").says("both")
    assert (play.question.key, play.labels) == ("t.name.which", ["Ani", "Ina"])
    assert play.says("inna").answers["name"] == "inna"  # other words are still the answer
    assert Play(FLOW).begins().says("yes").says("cake in plaju").says("both").says("2").answers["name"] == "ina"


def test_files_where_words_are_asked() -> None:
    play = Play(FLOW).begins().says("yes").sends("voice")
    assert play.turn.took
    assert (play.keys, play.answers["story"]) == (["t.story.voice", "t.craft.ask"], None)
    play = Play(FLOW).begins().says("yes").sends("photo", text="cake in plaju")
    assert (play.answers["story"], play.question.key) == ("cake in plaju", "t.name.ask")
    play.sends("photo")
    assert (play.turn.took, play.keys) == (False, ["engine.media", "t.name.ask"])
    play.sends("photo", text="Ani")
    assert (play.turn.took, play.keys) == (False, ["engine.media", "t.review.ask"])
    play.sends("photo", text="cancel")
    assert play.turn.outcome == "cancelled"


def test_files_refused_outright() -> None:
    play = Play(FLOW).begins().says("yes").does("voice", attachment=Attachment("ref", size=30_000_000))
    assert (play.turn.took, play.keys) == (False, ["media.too_big", "t.story.ask"])


def test_masked_numbers() -> None:
    assert Play(FLOW).begins().says("***", masked=True).keys == ["engine.masked", "t.consent.ask"]


def test_review_and_its_edits() -> None:
    play = at_review()
    assert (play.question.key, play.labels) == ("t.review.ask", ["yes", "edit", "kind"])
    play.taps("edit")
    assert play.question.key == "t.review.edit.ask"
    assert [c.description for c in play.question.choices] == ["3", "cake in plaju", "group"]
    play.says("1")
    assert play.question.key == "t.name.ask"
    assert play.says("Bu Ani").question.key == "t.review.ask"
    play.taps("kind").says("group")
    assert play.question.key == "t.group_name.ask"
    play.says("cancel")
    assert play.question.key == "t.review.ask"
    assert play.taps("yes").question.key == "t.group_name.ask"  # what is missing is asked first
    play.says("Dancers").taps("yes")
    assert play.turn.outcome == "finished"
    assert play.answers["group_name"] == "Dancers"


def test_cancel_leaves_the_question() -> None:
    assert at_review().says("cancel").turn.outcome == "cancelled"
    play = at_review().taps("edit").says("1").says("both").says("cancel")
    assert play.question.key == "t.review.ask"
    assert play.taps("edit").says("1").question.key == "t.name.ask"  # not narrowed any more


def test_back_passes_over_what_is_not_asked_any_more() -> None:
    play = at_review().taps("kind").says("group").says("Dancers").taps("kind").says("person")
    assert play.question.key == "t.review.ask"
    assert play.says("back").question.key != "t.group_name.ask"


def test_skip() -> None:
    flow = Flow("t", (Ask(key="note", check=name, optional=True), Ask(key="name", check=name)), nothing)
    play = Play(flow).begins()
    assert play.labels == ["skip"]
    assert play.taps("skip").answers == {"note": None}
    assert play.says("skip").keys == ["engine.not_optional", "t.name.ask"]


def test_a_reserved_word_may_be_an_answer() -> None:
    steps = (Choose(key="help", choices=("home", "again"), words={"menu": "home"}), Ask(key="name", check=name))
    play = Play(Flow("t", steps, nothing)).begins().says("menu")
    assert (play.turn.outcome, play.answers) == ("asked", {"help": "home"})
    assert play.says("menu").turn.outcome == "word"  # at any other question it means what it always does
    play = Play(Flow("t", steps[::-1], nothing)).begins().says("Ani").says("hello").says("menu")
    assert play.turn.outcome == "word"  # and while resuming is offered


def test_cancel_at_the_list_of_edits() -> None:
    play = at_review().taps("edit").says("cancel")
    assert (play.turn.outcome, play.question.key) == ("asked", "t.review.ask")
    begun_there = Play(FLOW).begins(given={"name": "Ani"}, at="review", variant="edit")
    assert begun_there.says("cancel").turn.outcome == "cancelled"


def test_reserved_words_of_others() -> None:
    play = at_review().says("menu")
    assert (play.turn.outcome, play.turn.word) == ("word", "menu")
    assert at_review().says("thanks").turn.outcome == "ignored"


def test_resuming() -> None:
    play = Play(FLOW).begins().says("hello")
    assert play.keys == ["t.consent.ask"]
    play = at_review().says("hello")
    assert (play.question.key, play.question.values["count"]) == ("engine.resume.ask", "engine.count.1")
    assert play.labels == ["go", "restart", "later"]
    assert play.says("yes").question.key == "t.review.ask"
    play = Play(FLOW).begins().says("yes").says("assalamualaikum")
    assert play.keys == ["engine.salam", "engine.resume.ask"]
    assert play.question.values["count"] == "engine.count.5"
    assert play.says("restart").keys == ["t.consent.ask"]
    play = at_review().says("assalamualaikum")
    assert (play.keys[0], dict(play.turn.says[0].values)) == ("engine.salam.name", {"name": "Ani"})
    long = Flow("t", tuple(Ask(key=f"q{n}", check=name) for n in range(8)), nothing)
    assert Play(long).begins().says("a").says("hello").question.values["count"] == "7"


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("text", {"text": "nah"}),
        ("text", {"text": "***", "masked": True}),
        ("photo", {"attachment": Attachment("ref")}),
        ("photo", {"attachment": Attachment("ref"), "text": "yes"}),
        ("tap", {"choice": "t:review:yes:0"}),
    ],
)
def test_put_aside(kind: Kind, what: dict[str, Any]) -> None:
    play = at_review().says("hello").taps("later")
    assert (play.turn.outcome, play.keys) == ("paused", ["engine.resume.paused"])
    play.does(kind, **what)
    assert play.question.key == "t.review.ask"
    assert play.turn.outcome in ("asked", "stale")


def test_reserved_words_while_put_aside() -> None:
    assert at_review().says("hello").taps("later").says("menu").turn.outcome == "word"


def test_the_next_word_answers() -> None:
    play = Play(FLOW).begins().says("yes").says("cake in plaju").says("hello").says("Ani")
    assert (play.answers["name"], play.question.key) == ("Ani", "t.review.ask")


def test_begun_with_something_given() -> None:
    play = Play(FLOW).begins(given={"name": "Ani", "story": "x"}, at="review", variant="edit")
    assert play.question.key == "t.review.edit.ask"
    assert play.says("hello").question.key == "t.review.ask"
    play.says("yes")
    assert play.question.key == "t.consent.ask"  # what is missing is asked before it ends
    play.says("yes").says("hello").says("restart")
    assert (play.question.key, play.answers) == ("t.review.edit.ask", {"name": "Ani", "story": "x"})


@pytest.mark.parametrize("choice", ["", "x", "t:name:go:zz", "u:review:yes:{n}", "t:review:never:{n}", "t:review::{n}"])
def test_old_and_forged_taps(choice: str) -> None:
    play = at_review()
    play.does("tap", choice=choice.format(n=play.frame.nonce))
    assert (play.turn.outcome, play.keys) == ("stale", ["engine.stale", "t.review.ask"])


def test_edited_messages() -> None:
    play = Play(FLOW).begins().says("yes").says("cake in plaju", message="7")
    play.does("edit", message="7", text="music")
    assert play.keys == ["engine.edited", "t.place.ask"]
    assert play.answers["craft"] == "music"
    play.does("edit", message="7", text="!")
    assert play.keys == ["t.story.empty", "t.place.ask"]
    play.does("edit", message="8", text="cake")
    assert play.turn.outcome == "ignored"
    play.says("sako", message="9").does("edit", message="9", text="both")
    assert (play.question.key, play.labels) == ("t.name.which", ["Ani", "Ina"])
    play.says("2", message="10").does("edit", message="10", text="?")
    assert play.turn.outcome == "ignored"


COLLECT = Flow(
    "t",
    (
        Collect(key="works", accepts=frozenset({"photo", "link", "location"}), most=3, optional=True),
        Collect(key="notes", accepts=frozenset({"text"}), most=2),
    ),
    nothing,
)


def test_collecting_things() -> None:
    play = Play(COLLECT).begins()
    assert (play.question.key, play.labels) == ("t.works.ask", ["skip"])
    play.sends("photo", text="my cake")
    assert (play.turn.took, play.question.key, play.labels) == (True, "engine.collected", ["done"])
    assert dict(play.question.values) == {"n": 1, "most": 3}
    play.says("see https://example.org/x")
    play.says("no link at all")
    assert play.keys == ["engine.again", "engine.collected"]
    play.sends("voice")
    assert play.keys == ["engine.media", "engine.collected"]
    play.does("location", latitude=-2.99, longitude=104.76)
    assert play.question.key == "t.notes.ask"
    kinds = [(item["kind"], item["text"]) for item in play.answers["works"]]
    assert kinds == [("photo", "my cake"), ("link", "see https://example.org/x"), ("location", "")]
    assert play.answers["works"][2]["latitude"] == "-2.99"
    assert play.says("done").keys == ["engine.nothing_yet", "t.notes.ask"]
    play.says("first").says("enough")
    assert [item["text"] for item in play.answers["notes"]] == ["first"]
    assert play.turn.outcome == "finished"


def test_collecting_can_be_skipped_or_left() -> None:
    assert Play(COLLECT).begins().taps("skip").answers == {"works": None}
    assert len(Play(COLLECT).begins().sends("photo").says("skip").answers["works"]) == 1
    assert Play(COLLECT).begins().taps("skip").says("cancel").turn.outcome == "cancelled"
    play = Play(COLLECT).begins().sends("photo").says("back")
    assert play.keys == ["engine.no_back", "engine.collected"]


def test_a_deploy_between_two_words() -> None:
    play = Play(FLOW).begins().says("yes").says("cake in plaju")
    play.flow = Flow("t", tuple(s for s in STEPS if s.key != "name"), nothing)
    assert play.says("Ani").question.key == "t.review.ask"  # the step that was asked is gone
    new = (*STEPS[:1], Ask(key="age_group", check=name), *STEPS[1:])
    play.flow = Flow("t", new, nothing)
    assert play.taps("yes").question.key == "t.age_group.ask"  # a step that is new is simply asked
    play = at_review().taps("edit")
    play.flow = Flow("t", tuple(s for s in STEPS if s.key != "kind"), nothing)
    play.says("3")
    assert play.question.key == "t.review.ask"


def test_sessions_survive_what_a_deploy_dropped() -> None:
    body = {**Frame("t", asked="name").to_json(), "colour": "red"}
    assert Frame.from_json(body) == Frame("t", asked="name")


def test_a_session_goes_through_json_whole() -> None:
    pending = Pending(ready("a"), "t.which", {"x": 1}, more=True)
    frame = Frame(
        "t", "k@1", {"a": [1], "b": None}, {"a": 5}, {"b": "a"}, {"c": pending}, ("a", "b"), "c", "zz", 2, "g", "v",
        ("p",), (7,), 1, ("m", "a"), {"given": {"a": 1}},
    )  # fmt: skip
    session = Session((frame, Frame("u")), (("do:x", "X"),), "tap", True, True)
    assert Session.from_json(session.to_json()) == session
    assert Session.from_json(Session().to_json()) == Session()


def test_the_stack() -> None:
    session = Session()
    assert session.frame is None
    for key in "abcdefg":
        session = session.push(Frame("apply", key))
    assert [frame.key for frame in session.stack] == list("cdefg")
    session = session.push(Frame("apply", "d", asked="x"))
    assert [frame.key for frame in session.stack] == list("cefgd")
    assert session.running("apply", "c") == Frame("apply", "c")
    assert session.running("apply", "z") is None
    assert session.pop().frame == Frame("apply", "g")
    assert session.only(lambda frame: frame.key == "c").stack == (Frame("apply", "c"),)
    assert session.top(Frame("apply", "q")).frame == Frame("apply", "q")


def test_no_two_questions_bear_the_same_mark() -> None:
    assert (base36(0), base36(35), base36(36)) == ("0", "z", "10")
    first = next_nonce(NOW, "")
    assert int(next_nonce(NOW, first), 36) == NOW + 1
    assert int(next_nonce(NOW - 5, first), 36) == NOW + 1
