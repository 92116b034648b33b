"""A language without some of its reserved words, for those who may not use them."""

from bot.city import load
from bot.i18n import speeches


def test_hidden_words_are_words_as_any() -> None:
    speech = speeches(load())["id"]
    plain = speech.without(frozenset({"queue", "find"}))
    assert speech.read("antrean", ()).values == ("queue",)
    assert plain.read("antrean", ()).kind == "none"
    assert plain.read("antraen", ()).kind == "none"
    assert plain.read("menu", ()).values == ("menu",)
    assert plain.read("makasih", ()).values == ("thanks",)
    assert plain.text("menu.person") == speech.text("menu.person")
    assert speech.read("antrean", ()).values == ("queue",)
    assert speech.without(frozenset({"find", "queue"})) is plain
