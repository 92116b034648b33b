"""Updates become what was heard; whatever the shape, nothing worse than BadPayload comes of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cleaning import MARK
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.reading import DAY_MS, Reader
from bot.core.message import Attachment, Heard
from bot.errors import BadPayload
from tests.channels.telegram.desk import COMMANDS
from tests.fakes.telegram import FakeTelegram, Person

NOW = 1_900_000_000_000
PERSON = {"id": 501, "is_bot": False, "first_name": "Uji", "language_code": "id"}
CHAT = {"id": 501, "type": "private", "first_name": "Uji"}


def read(update: object) -> list[Heard]:
    return Reader("1000000001", COMMANDS).read(update, NOW)


def message(**content: object) -> dict[str, Any]:
    base = {"message_id": 7, "date": NOW // 1000 - 5, "chat": CHAT, "from": PERSON}
    return {"update_id": 9, "message": {**base, **content}}


def said(**content: object) -> Heard:
    (heard,) = read(message(**content))
    return heard


async def test_a_reply_names_what_it_answers(tg: FakeTelegram, channel: TelegramChannel) -> None:
    user = tg.user(501, "Uji", language_code="id")
    first = await user.says("satu")
    second = await user.says("dua", reply_to=first)
    await user.edits(second.id, "dua lagi")
    heard = [one for update in await channel.updates(0, 0) for one in channel.read(update)]
    assert [(one.text, one.message, one.reply_to) for one in heard] == [
        ("satu", str(first.id), ""), ("dua", str(second.id), str(first.id)), ("dua lagi", str(second.id), str(first.id))
    ]  # fmt: skip


async def test_everything_a_person_does(tg: FakeTelegram, channel: TelegramChannel) -> None:
    user = tg.user(501, "Uji", language_code="id", last_name="Coba")
    await user.starts("K7QX")
    await user.says("halo https://kekraf.example ya")
    wrong = await user.says("salah")
    await user.edits(wrong.id, "benar")
    await user.sends_photo(b"x" * 5000, "kain saya")
    await user.sends_document(b"%PDF-")
    await user.sends_voice(b"OggS", 4)
    await user.sends_location(-2.99, 104.76)
    await user.shares_contact("62810000501")
    await user.shares_contact("62810000777", own=False)
    await user.sends_sticker()
    await user.forwards("dari grup")
    await user.blocks()
    await user.unblocks()
    await user.says("/menu")
    heard = [one for update in await channel.updates(0, 0) for one in channel.read(update)]
    kinds = "start text text edit photo file voice location phone aside aside text blocked unblocked tap"
    assert [one.kind for one in heard] == kinds.split()
    start, link, _, edit, photo, document, voice, place, phone, other, _, _, _, _, menu = heard
    assert (start.text, start.profile_name, start.language) == ("K7QX", "Uji Coba", "id")
    assert (start.chat.channel, start.chat.account, start.chat.id) == ("telegram", "1000000001", "501")
    assert [one.forwarded for one in heard].count(True) == 1 and heard[11].forwarded
    assert link.text == "halo https://kekraf.example ya" and link.event == "100002"
    assert (edit.text, edit.message) == ("benar", str(wrong.id))
    assert photo.text == "kain saya" and photo.attachment and photo.attachment.size == 5000
    assert document.attachment and (document.attachment.name, document.attachment.mime) == (
        "berkas.pdf",
        "application/pdf",
    )
    assert voice.attachment and voice.attachment.seconds == 4
    assert (place.latitude, place.longitude) == (-2.99, 104.76)
    assert phone.text == "+62810000501" and "777" not in str(other)
    assert (menu.choice, menu.text, menu.callback, menu.message) == ("do:menu", "", "", "")


async def test_a_tap_carries_what_must_be_answered(tg: FakeTelegram, channel: TelegramChannel, tg_user: Person) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "register:consent:yes:4f3a"}]]}
    await channel.call("sendMessage", {"chat_id": 501, "text": "Setuju?", "reply_markup": keyboard})
    tap = await tg_user.taps("Ya")
    (heard,) = channel.read((await channel.updates(0, 0))[0])
    assert (heard.kind, heard.choice) == ("tap", "register:consent:yes:4f3a")
    assert heard.message == str(tg_user.last.id) and tap is not None and heard.callback == tap.id
    await channel.acknowledge(heard, "Sudah kami catat. " * 20)
    assert len(tg_user.toasts[-1].text) == 200
    await channel.acknowledge(heard, "")  # too old: nobody minds
    assert len(tg_user.toasts) == 1


async def test_a_reply_names_the_bots_message_it_answers(
    tg: FakeTelegram, channel: TelegramChannel, tg_user: Person
) -> None:
    await channel.call("sendMessage", {"chat_id": 501, "text": "Permohonan D-1"})
    card = tg_user.last
    await tg_user.says("alatnya siap", reply_to=card)
    await tg_user.says("halo")
    reply, plain = [each for update in await channel.updates(0, 0) for each in channel.read(update)]
    assert (reply.text, reply.reply_to) == ("alatnya siap", str(card.id))
    assert plain.reply_to == ""


@pytest.mark.parametrize(
    ("text", "kind", "heard_text", "choice"),
    [
        ("/start", "start", "", ""),
        ("/start r_PLG-042173", "start", "r_PLG-042173", ""),
        ("/start@kekraf_fiktif_bot a", "start", "a", ""),
        ("/start <b>", "start", "", ""),
        (f"/start {'a' * 65}", "start", "", ""),
        ("/menu", "tap", "", "do:menu"),
        ("/BANTUAN", "tap", "", "do:help"),
        ("/menu@kekraf_fiktif_bot", "tap", "", "do:menu"),
        ("/batal", "text", "batal", ""),
        ("/daftar nenun songket", "text", "daftar nenun songket", ""),
        ("/", "text", "/", ""),
        ("/ menu", "text", "/ menu", ""),
        ("menu /menu", "text", "menu /menu", ""),
        ("/menu@bot_lain", "aside", "", ""),
    ],
)
def test_commands(text: str, kind: str, heard_text: str, choice: str) -> None:
    reader = Reader("1000000001", COMMANDS)
    reader.username = "Kekraf_Fiktif_bot"
    (heard,) = reader.read(message(text=text), NOW)
    assert (heard.kind, heard.text, heard.choice) == (kind, heard_text, choice)


def test_what_may_not_be_kept_is_not_there() -> None:
    nik = "1671 0241 0190 0001"
    heard = said(text=f"a\x00\ud800 {nik}", **{"from": {**PERSON, "first_name": nik, "last_name": "\u202eRatna"}})
    assert (heard.text, heard.masked, heard.profile_name) == (f"a {MARK}", True, f"{MARK} Ratna")
    file = {"file_id": "F", "file_name": f"KTP {nik}.jpg"}
    scan = said(document=file, caption=nik)
    assert scan.attachment and scan.attachment.name == f"KTP {MARK}.jpg" and scan.masked
    assert said(text="x" * 5000).cut and not said(text="x" * 4096).cut
    assert said(text="مرحبا <b>Ratna</b> 👩‍🎨").text == "مرحبا <b>Ratna</b> 👩‍🎨"
    assert said(text="\x00\ud800").kind == "aside"


@pytest.mark.parametrize(("ago", "at"), [(5000, 5000), (-5000, 0), (3 * DAY_MS, DAY_MS)])
def test_the_time_of_a_message(ago: int, at: int) -> None:
    assert said(text="x", date=(NOW - ago) // 1000).at == NOW - at


@pytest.mark.parametrize(
    ("sizes", "best"),
    [([3, 900, 40], "1"), ([3, 30_000_000, 40], "2"), ([25_000_000, 30_000_000], "0"), ([None, None], "1")],
)
def test_the_largest_photo_that_can_be_fetched(sizes: list[int | None], best: str) -> None:
    photo = [{"file_id": str(at), **({"file_size": size} if size is not None else {})} for at, size in enumerate(sizes)]
    attachment = said(photo=photo).attachment
    assert attachment == Attachment(best, "image/jpeg", "", sizes[int(best)] or 0)


FILE = {"file_id": "F-1_x", "mime_type": "VIDEO/mp4", "file_size": 31_000_000, "duration": 9}


@pytest.mark.parametrize("kind", ["video", "audio", "video_note", "document"])
def test_files_of_other_kinds(kind: str) -> None:
    assert said(**{kind: FILE}).kind == "file"
    assert said(**{kind: FILE}).attachment == Attachment("F-1_x", "video/mp4", "", 31_000_000, 9)


@pytest.mark.parametrize("name", ["sticker", "dice", "poll", "new_chat_photo", "masa_depan", "checklist"])
def test_things_that_need_no_answer(name: str) -> None:
    assert said(**{name: {"x": 1}}).kind == "aside"
    assert said(**{name: {"x": 1}}).event == "9"


def test_edits_that_are_none() -> None:
    place = {"latitude": 1, "longitude": 2}
    moved = message(location=place, edit_date=NOW // 1000)
    (heard,) = read({"update_id": 9, "edited_message": moved["message"]})
    assert heard.kind == "aside" and heard.latitude is None
    captioned = message(photo=[{"file_id": "a"}], caption="baru")
    (heard,) = read({"update_id": 9, "edited_message": captioned["message"]})
    assert (heard.kind, heard.text, heard.attachment) == ("edit", "baru", None)


@pytest.mark.parametrize(
    "update",
    [
        {"poll": {"id": "1"}},
        {"masa_depan": [1]},
        {},
        {"message": None},
        {"channel_post": {"chat": {"id": 1}}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": -1, "type": "channel"}, "text": "x"}},
        {"my_chat_member": {"chat": {"id": -1, "type": "channel"}, "date": 1}},
        {"callback_query": {"id": "1", "from": PERSON, "inline_message_id": "x", "data": "a"}},
        {"callback_query": {"id": "1", "from": PERSON, "message": {"chat": CHAT, "message_id": 1}, "game": "x"}},
    ],
)
def test_kinds_nobody_asked_for_say_nothing(update: dict[str, object]) -> None:
    assert read({"update_id": 9, **update}) == []


REACTION = {"chat": CHAT, "user": PERSON, "date": NOW // 1000, "message_id": 1, "new_reaction": []}


def test_a_reaction_is_heard_and_not_answered() -> None:
    assert [heard.kind for heard in read({"update_id": 9, "message_reaction": REACTION})] == ["aside"]


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "teks",
        {"update_id": "9"},
        {"update_id": True},
        {"update_id": 2**63},
        {"update_id": 9, "message": "x"},
        message(chat={"id": 1}),
        message(chat={"id": "1", "type": "private"}),
        message(chat={"id": 1, "type": "akuarium"}),
        message(date="kemarin"),
        message(message_id=None, text="x"),
        message(text=5),
        message(text="x", **{"from": []}),
        message(text="x", **{"from": {"first_name": 5}}),
        message(photo={}),
        message(photo=[]),
        message(photo=[5]),
        message(document={"file_id": ""}),
        message(document={"file_id": "a\nb"}),
        message(document={"file_id": "a", "file_size": "besar"}),
        message(location={"latitude": float("nan"), "longitude": 1}),
        message(location={"latitude": 91, "longitude": 1}),
        message(contact={"user_id": "501"}),
        {"update_id": 9, "callback_query": {"id": "1", "message": {"chat": CHAT, "message_id": 1}, "data": "a"}},
        {"update_id": 9, "callback_query": {"id": "1", "from": PERSON, "message": {"chat": CHAT}, "data": "a"}},
        {"update_id": 9, "my_chat_member": {"chat": CHAT, "date": 1}},
        {"update_id": 9, "message_reaction": {}},
    ],
)
def test_a_broken_shape_is_a_bad_payload(broken: object) -> None:
    with pytest.raises(BadPayload):
        read(broken)


NAMES = """
    update_id message edited_message callback_query my_chat_member message_reaction chat from id type date text caption
    photo document voice location contact user_id phone_number file_id file_size latitude longitude data message_id
    first_name language_code reply_to_message old_chat_member new_chat_member status venue title
"""
KEYS = st.sampled_from(NAMES.split())
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=[]), max_size=20)
    | st.sampled_from(["private", "group", "supergroup", "channel", "member", "kicked", "/start x", "/menu"])
)
ANY_JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=25
)
GOOD_MESSAGE = st.fixed_dictionaries(
    {"message_id": st.integers(1, 9), "date": st.integers(0, NOW), "chat": st.just(CHAT)},
    optional={
        name: ANY_JSON
        for name in ("text", "caption", "photo", "document", "location", "contact", "from", "venue", "voice")
    },
)
NEARLY = st.fixed_dictionaries(
    {"update_id": st.integers(0, 9)},
    optional={
        "message": GOOD_MESSAGE | ANY_JSON,
        "edited_message": GOOD_MESSAGE,
        "callback_query": ANY_JSON,
        "my_chat_member": ANY_JSON,
    },
)


@given(ANY_JSON | NEARLY)
def test_no_json_raises_anything_else(update: object) -> None:
    try:
        heard = read(update)
    except BadPayload:
        return
    for one in heard:
        str(one.body()).encode()
        assert one.at <= NOW and one.event.isdecimal()
