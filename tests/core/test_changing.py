"""A changed record is a new one; a field that is not there is an error."""

import pytest

from bot.core.changing import changed
from bot.core.session import Frame


def test_the_rest_stays_and_the_old_one_too() -> None:
    frame = Frame("register", asked="name", page=2)
    other = changed(frame, page=0)
    assert (other.flow, other.asked, other.page) == ("register", "name", 0)
    assert frame.page == 2
    assert other == Frame("register", asked="name")


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="Frame has no pages"):
        changed(Frame("register"), pages=1)
