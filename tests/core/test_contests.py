"""Results as they are typed: places, names, scores; and what cannot be read."""

import pytest

from bot.core.contests import PLACED_MOST, Placed, Results, kept, of, read


def placed(*rows: tuple[int, str, str]) -> Results:
    return Results(tuple(Placed(place=place, name=name, score=score) for place, name, score in rows))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Kampung Contoh, Plaju: 92,5", placed((1, "Kampung Contoh, Plaju", "92,5"))),
        ("2) Dua = 80\n\n 1) Satu: 90.25", placed((1, "Satu", "90,25"), (2, "Dua", "80"))),
        ("Satu : 90\nDua | 8", placed((1, "Satu", "90"), (2, "Dua", "8"))),
        ("1. Kampung 13 Ulu\n2. Kampung Al-Munawar", placed((1, "Kampung 13 Ulu", ""), (2, "Kampung Al-Munawar", ""))),
    ],
)
def test_a_line_an_entry(text: str, found: Results) -> None:
    assert read(text) == found
    assert of(kept(found)) == found


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 121, "\n".join(["A: 1"] * (PLACED_MOST + 1))])
def test_what_cannot_be_read_is_none(text: str) -> None:
    assert read(text) is None
    assert read("\n".join(["A: 1"] * PLACED_MOST)) is not None


def test_nothing_published_is_no_results() -> None:
    assert of("") == Results()
