"""How many, as people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.amounts import MOST, in_figures, read_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("200", 200), ("200 orang", 200), ("kira2 50", 50), ("1.500", 1500), ("1,500 people", 1500), ("10.5", 10),
        ("2 ribu", 2000), ("20rb", 20_000), ("5k", 5000), ("2,5 juta", 2_500_000), ("3 hundred", 300),
        ("100-200", 100), ("dua puluh lima orang", 25), ("seratus lima puluh", 150), ("dua ribu tiga ratus", 2300),
        ("tiga belas", 13), ("sebelas", 11), ("sejuta", 1_000_000), ("Rp75.000", 75_000), ("rp 2,5 juta", 2_500_000),
        ("about twelve or two", 2),
    ],
)  # fmt: skip
def test_reads(text: str, amount: int) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize("text", ["", "banyak", "belas", "puluh", "9" * 40])
def test_what_is_no_amount(text: str) -> None:
    assert read_amount(text) is None


def test_spoken_numbers_stand_among_words() -> None:
    assert in_figures(["tanggal", "dua", "puluh", "lima", "desember"]) == ["tanggal", "25", "desember"]


@given(st.integers(0, MOST))
def test_figures_are_themselves(amount: int) -> None:
    assert read_amount(str(amount)) == amount
    assert read_amount(f"{amount:,}".replace(",", ".")) == amount


@given(st.text(max_size=40))
def test_never_fails(text: str) -> None:
    found = read_amount(text)
    assert found is None or found >= 0
