"""What comes in and goes out keeps its shape through JSON."""

import pytest

from bot.core.message import Attachment, Chat, Choice, Heard, Media, Message

CHAT = Chat("telegram", "bot", "1")


def test_a_message_goes_through_json() -> None:
    message = Message(
        "news", "question?", (Choice("a:b:c:d", "A", "text"),), (Media("photo", "card:1", "image/png", "card.png"),),
        "m1", "Choose", 1,
    )  # fmt: skip
    assert Message.from_json(message.to_json()) == message
    assert Message().to_json() == {}
    assert Message.from_json({}) == Message()


def test_news_outlive_the_question_they_came_with() -> None:
    older = Message("saved", "and now?", (Choice("x", "X"),), (Media("document", "a", "b", "c"),))
    newer = Message("", "which one?", (Choice("y", "Y"),))
    merged = newer.after(older)
    assert (merged.text, merged.choices, merged.media) == ("saved\n\nwhich one?", newer.choices, older.media)


def test_a_question_takes_its_files_along() -> None:
    told, asked, new = (Media("document", name, "b", name) for name in "abc")
    older = Message("saved", "and now?", media=(told, asked), asking=1)
    newer = Message("", "which one?", media=(new,), asking=1)
    assert (newer.after(older).media, newer.after(older).asking) == ((told, new), 1)


def test_what_is_kept_of_a_thing_heard() -> None:
    assert Heard(CHAT, "1", "text", 5).body() == {"kind": "text"}
    full = Heard(
        CHAT, "1", "photo", 5, "hi", attachment=Attachment("ref", "image/png", "a.png", 3, 1), latitude=1.5, masked=True
    )
    assert full.body() == {
        "kind": "photo", "text": "hi", "latitude": 1.5, "masked": True,
        "attachment": {"ref": "ref", "mime": "image/png", "name": "a.png", "size": 3, "seconds": 1},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("attachment", "reason"),
    [
        (Attachment("r", size=20_000_000), ""),
        (Attachment("r", size=20_000_001), "too_big"),
        (Attachment("r", mime="application/x-msdownload"), "type"),
    ],
)
def test_files_refused_by_what_is_stated(attachment: Attachment, reason: str) -> None:
    assert attachment.refusal == reason
