"""The results of a competition as they are typed, ranked, kept and shown."""

import pytest

from bot.core.results import Entry, ResultsFault, from_text, lines, read_results, to_text


def test_ranked_by_score_whatever_the_order() -> None:
    found = read_results("2. Kampung B: 80\nKampung A - 87,5\n\n3) Kampung C = 80\nRT 12 Kampung D 79.25")
    assert found == (
        Entry(1, "Kampung A", "87,5"), Entry(2, "Kampung B", "80"), Entry(2, "Kampung C", "80"),
        Entry(4, "RT 12 Kampung D", "79,25"),
    )  # fmt: skip
    assert lines(found)[0] == "1. Kampung A (87,5)"
    assert from_text(to_text(found)) == found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ""),
        ("Kampung A: 80\nKampung B", "Kampung B"),
        (f"{'K' * 81}: 80", f"{'K' * 81}: 80"),
        ("\n".join(f"Kampung {n}: {n}" for n in range(61)), ""),
    ],
)
def test_what_is_no_list_of_scores(text: str, fault: str) -> None:
    with pytest.raises(ResultsFault) as caught:
        read_results(text)
    assert str(caught.value) == fault
    assert read_results("Kampung A: 80")[0].name == "Kampung A"
