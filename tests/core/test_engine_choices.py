"""Choosing: one, many, grouped, paged; skipping; numbers; ambiguous words."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.core.channel import Limits
from bot.core.flow import Answers, Ask, Choose, Facts, Flow, Got, No, Put, Which
from bot.core.message import Media
from bot.core.reading import Option
from tests.core.play import Play, nothing, ready

LETTERS = ready(*"abcdefghijklmnopqrstuvwxy")
CRAFTS = ready("cake", "weaving", "music", "film", "games", "other")


def letters(answers: Answers, facts: Facts) -> Sequence[Option]:
    return LETTERS


def crafts(answers: Answers, facts: Facts) -> Sequence[Option]:
    return CRAFTS


def fields(answers: Answers, facts: Facts) -> Sequence[tuple[Option, tuple[str, ...]]]:
    return [
        (Option("culture", "Culture"), ("cake", "weaving")),
        (Option("media", "Media"), ("music", "film", "games")),
    ]


def one(**more: object) -> Flow:
    return Flow("t", (Choose(key="letter", choices=letters, **more),), nothing)  # type: ignore[arg-type]


def grouped(**more: object) -> Flow:
    return Flow("t", (Choose(key="crafts", choices=crafts, groups=fields, **more),), nothing)  # type: ignore[arg-type]


def test_pages_hold_what_the_channel_can() -> None:
    play = Play(one(), limits=Limits(choices=10)).begins()
    assert play.labels == [*"ABCDEFGH", "next"]
    play.taps("next")
    assert play.turn.pages
    assert play.labels == [*"IJKLMNOP", "prev", "next"]
    play.says("next").taps("next")  # beyond the last page there is nothing
    assert play.labels == ["Y", "prev"]
    play.says("prev")
    assert play.labels == [*"QRSTUVWX", "prev", "next"]
    play.says("2")
    assert play.answers == {"letter": "r"}
    assert play.turn.outcome == "finished"


def test_numbers_mean_what_is_shown_and_words_whatever_there_is() -> None:
    play = Play(one(), limits=Limits(choices=10)).begins()
    play.says("12")
    assert play.keys[0] == "engine.again"
    play.says("y")
    assert play.answers == {"letter": "y"}


def test_a_page_that_is_no_more() -> None:
    play = Play(one(), limits=Limits(choices=10)).begins().taps("next").taps("next").taps("next")
    play.limits = Limits(choices=30)
    play.says("back").says("hm?")
    assert play.labels == [letter.label for letter in LETTERS]


def test_pages_on_the_narrowest_channel() -> None:
    play = Play(one(optional=True), limits=Limits(choices=3)).begins()
    assert play.labels == ["A", "next", "skip"]
    assert play.taps("next").labels == ["B", "prev", "next", "skip"]


def test_many_are_picked_and_taken_back() -> None:
    play = Play(one(many=True), limits=Limits(choices=5)).begins()
    assert play.labels == ["A", "B", "next", "done"]
    play.taps("done")
    assert play.keys == ["engine.nothing_yet", "t.letter.ask"]
    play.taps("A")
    assert play.turn.pages
    assert play.labels == ["✓ A", "B", "next", "done"]
    play.says("b").says("a").taps("next").taps("C")
    assert play.labels == ["✓ C", "D", "prev", "next", "done"]
    play.says("1")
    assert play.labels == ["C", "D", "prev", "next", "done"]
    play.says("x, y dan 1")
    assert play.frame.picked == ("b", "x", "y", "c")
    play.says("x; enough")  # a part that is no letter: nothing of it is taken
    assert play.frame.picked == ("b", "x", "y", "c")
    play.says("enough")
    assert play.answers == {"letter": ["b", "x", "y", "c"]}


def test_many_may_be_skipped_while_nothing_is_picked() -> None:
    play = Play(one(many=True, optional=True)).begins()
    assert play.labels[-1] == "skip"
    assert play.taps("A").labels[-1] == "done"
    assert play.says("skip").answers == {"letter": ["a"]}
    assert Play(one(many=True, optional=True)).begins().taps("skip").answers == {"letter": None}


def test_groups() -> None:
    play = Play(grouped(also=("unsure",))).begins()
    assert play.labels == ["Culture", "Media", "Other", "unsure"]
    assert play.question.list_title == "t.crafts.list"
    play.taps("Media")
    assert (play.question.key, play.question.values["group"]) == ("t.crafts.inside", "Media")
    assert play.labels == ["Music", "Film", "Games", "up"]
    play.taps("up")
    assert play.labels[0] == "Culture"
    play.says("2").says("back")
    assert play.labels[0] == "Culture"
    assert play.says("weaving").answers == {"crafts": "weaving"}  # named without opening its group


def test_groups_and_many_and_pages() -> None:
    play = Play(grouped(many=True), limits=Limits(choices=4)).begins()
    play.taps("Culture")
    assert play.labels == ["Cake", "Weaving", "up", "done"]
    play.taps("Cake").says("media")
    assert play.labels == ["Music", "next", "up", "done"]
    play.taps("next").taps("Film").taps("done")
    assert play.answers == {"crafts": ["cake", "film"]}


def test_a_group_that_is_no_more() -> None:
    play = Play(grouped()).begins().taps("Media")
    play.flow = Flow("t", (Choose(key="crafts", choices=crafts),), nothing)
    play.says("hm?")
    assert play.labels == [craft.label for craft in CRAFTS]


def test_words_of_several_choices_are_asked_back() -> None:
    cloths = (Option("a", "Songket", aliases=("kain",)), Option("b", "Jumputan", aliases=("kain",)))
    options = (*cloths, Option("c", "Cake"))
    play = Play(Flow("t", (Choose(key="it", choices=lambda a, f: options),), nothing)).begins()
    play.says("kain")
    assert play.question.key == "engine.which"
    assert play.labels == ["Songket", "Jumputan", "up"]
    assert play.taps("up").labels == ["Songket", "Jumputan", "Cake"]
    play.says("kain").says("back")
    assert play.labels == ["Songket", "Jumputan", "Cake"]
    assert play.says("kain").says("2").answers == {"it": "b"}


def test_other_words_are_read_by_the_step() -> None:
    def craft(text: str, facts: Facts) -> Got | Which | None:
        if text == "cloth":
            return Which(ready("cake", "weaving"), "t.crafts.which", {"word": text})
        return Got("film") if text == "cinema" else None

    play = Play(grouped(check=craft)).begins().taps("Media").says("cloth")
    assert (play.question.key, dict(play.question.values)) == ("t.crafts.which", {"word": "cloth"})
    assert play.labels == ["Cake", "Weaving"]
    assert play.says("cinema").answers == {"crafts": "film"}
    assert Play(grouped(check=craft)).begins().says("hm?").keys == ["engine.again", "t.crafts.ask"]


def test_effects() -> None:
    flow = Flow("t", (Choose(key="it", choices=("yes", "always"), on={"always": Put("yes")}),), nothing)
    assert Play(flow).begins().says("always").answers == {"it": "yes"}


def test_a_choice_may_be_a_command() -> None:
    steps = (Choose(key="it", choices=lambda a, f: (Option("a", "Apple"), Option("do:act:7", "More"))),)
    play = Play(Flow("t", steps, nothing)).begins()
    assert [choice.id for choice in play.question.choices][1] == "do:act:7"
    turn = play.says("more").turn
    assert (turn.outcome, turn.word, turn.frame.asked) == ("do", "do:act:7", "it")
    assert play.says("apple").answers == {"it": "a"}


def test_what_was_seen_is_kept_each_time_it_is_asked() -> None:
    def version(answers: Answers, facts: Facts) -> dict[str, str | int]:
        return {"seen": facts.extra["version"]}

    play = Play(Flow("t", (Choose(key="it", choices=("a",), sees=version), Choose(key="too", choices=("b",))), nothing))
    play.facts = replace(play.facts, extra={"version": 1})
    assert play.begins().answers == {"seen": 1}
    play.facts = replace(play.facts, extra={"version": 2})
    assert play.says("hello").keys == ["t.it.ask"]  # nothing was answered yet: no offer to resume
    assert play.answers == {"seen": 2}
    play.facts = replace(play.facts, extra={"version": 3})
    assert play.says("a").answers == {"seen": 2, "it": "a"}
    assert play.says("hello").keys == ["engine.resume.ask"]


def test_files_go_with_their_question() -> None:
    picture = Media("photo", "shown:1", "image/jpeg", "a.jpg")
    steps = (
        Ask(key="what", check=lambda t, f: Got(t), files=lambda a, f: (picture,)),
        Choose(key="ok", choices=("a",)),
    )
    play = Play(Flow("t", steps, nothing)).begins()
    assert play.question.media == (picture,)
    assert play.says("cloth").question.media == ()
    play.says("back")
    assert (play.question.key, play.question.media) == ("t.what.ask", (picture,))


def test_questions_from_data_have_their_own_sentence() -> None:
    flow = Flow("t", (Choose(key="it", says="data.question", values=lambda a, f: {"n": 1}, choices=("a",)),), nothing)
    assert Play(flow).begins().question.key == "data.question"


def test_labels_fit_the_channel() -> None:
    options = (Option("a", "A label that is far too long", short="Short"), Option("b", "Another one without a short"))
    play = Play(Flow("t", (Choose(key="it", choices=lambda a, f: options),), nothing), limits=Limits(label=20))
    assert play.begins().labels == ["Short", "Another one without…"]


def test_an_id_too_long_is_our_mistake() -> None:
    flow = Flow("t", (Choose(key="it", choices=lambda a, f: (Option("x" * 60, "X"),)),), nothing)
    with pytest.raises(ValueError, match="too long"):
        Play(flow).begins()


def test_a_value_may_hold_colons() -> None:
    flow = Flow("t", (Choose(key="it", choices=lambda a, f: (Option("a:b:c", "X"),)),), nothing)
    assert Play(flow).begins().taps("X").answers == {"it": "a:b:c"}


def test_more_words_for_an_earlier_answer() -> None:
    def short(text: str, facts: Facts) -> Got | No:
        return Got(text) if len(text) < 20 else No("too_long")

    steps = (Ask(key="what", check=short), Choose(key="send", choices=("yes", "no"), adds_to="what"))
    play = Play(Flow("t", steps, nothing)).begins().says("when").says("where").says("x" * 30)
    assert play.keys == ["t.what.too_long", "t.send.ask"]
    assert play.says("yes").answers == {"what": "when\nwhere", "send": "yes"}
    play.flow = replace(play.flow, steps=(Choose(key="send", choices=("yes",), adds_to="what"),))
    assert play.begins().says("hm?").keys == ["engine.again", "t.send.ask"]
