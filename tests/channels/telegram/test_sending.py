"""A message arrives as it was meant: text, marks, buttons, edits; and every refusal is a refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Channel
from bot.channels.telegram import TelegramChannel, writing
from bot.channels.telegram.reactions import Refusal
from bot.core.message import Choice, Message
from bot.errors import InDoubt
from bot.i18n.catalogue import escape
from tests.channels.telegram.desk import no_files
from tests.fakes.telegram import FakeTelegram, Person, cut_after, cut_half, refusal, server_error

UJI = "501"


async def test_a_typed_command_needs_no_acknowledgement(tg: FakeTelegram, channel: TelegramChannel) -> None:
    await tg.user(501).says("/menu")
    (heard,) = channel.read((await channel.updates(0, 0))[0])
    await channel.acknowledge(heard, "Sudah kami catat.")
    assert heard.kind == "tap" and tg.calls("answerCallbackQuery") == []


async def test_it_is_a_channel(channel: TelegramChannel) -> None:
    as_one: Channel = channel
    assert (as_one.name, as_one.account) == ("telegram", "1000000001")
    assert (as_one.limits.text, as_one.limits.caption, as_one.limits.choices) == (4096, 1024, 10)
    await as_one.close()


async def send(channel: TelegramChannel, message: Message, *, plain: bool = False) -> str:
    return (await channel.send(UJI, message, no_files, plain=plain)).id


async def test_text_and_buttons(tg: FakeTelegram, channel: TelegramChannel, tg_user: Person) -> None:
    choices = (Choice("a:1", "Ya"), Choice("a:2", "Tidak"), Choice("link:https://kekraf.example/o", "Buka"))
    sent = await send(channel, Message("Halo *Kak*.", "Setuju?", choices))
    shown = tg_user.last
    assert sent == str(shown.id) and shown.text == "Halo Kak.\n\nSetuju?"
    assert shown.buttons == [["Ya", "Tidak", "Buka"]]
    await tg_user.taps("Buka")
    assert tg_user.opened == ["https://kekraf.example/o"]
    (call,) = tg.calls("sendMessage")
    assert call.params["link_preview_options"] == {"is_disabled": True} and "parse_mode" not in call.params


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["Ya"], [1]),
        (["Setuju, saya 18+", "Baca"], [2]),
        (["Setuju, saya 18+", "Baca lengkap"], [1, 1]),
        (["a", "b", "c"], [3]),
        (["a", "b", "c", "d"], [1, 1, 1, 1]),
        (["x" * 64], [1]),
        ([], []),
    ],
)
async def test_rows_of_buttons(channel: TelegramChannel, tg_user: Person, labels: list[str], rows: list[int]) -> None:
    await send(channel, Message("?", choices=tuple(Choice(f"i{n}", label) for n, label in enumerate(labels))))
    assert [len(row) for row in tg_user.last.buttons] == rows
    assert [label for row in tg_user.last.buttons for label in row] == labels


def entities(person: Person) -> list[str]:
    raw = person.last.raw
    whole = raw["text"].encode("utf-16-le")
    return [
        whole[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in raw.get("entities", [])
    ]


@pytest.mark.parametrize(
    ("marked", "text", "bold"),
    [
        ("😀 *tebal* 👩‍🎨 *juga 🎨*", "😀 tebal 👩‍🎨 juga 🎨", ["tebal", "juga 🎨"]),
        ("*مرحبا* Kak", "مرحبا Kak", ["مرحبا"]),
        ("<b>bukan</b> &amp; _x_ [a](b) `c`", "<b>bukan</b> &amp; _x_ [a](b) `c`", []),
        (r"*a\*b*", "a*b", ["a*b"]),
        ("- satu\n- *dua*", "- satu\n- dua", ["dua"]),
    ],
)
async def test_marks_become_entities(
    channel: TelegramChannel, tg_user: Person, marked: str, text: str, bold: list[str]
) -> None:
    await send(channel, Message(marked))
    assert (tg_user.last.text, entities(tg_user)) == (text, bold)
    await send(channel, Message(marked), plain=True)
    assert (tg_user.last.text, entities(tg_user)) == (text, [])


@given(st.lists(st.tuples(st.text("ab 😀é*\\", min_size=1), st.booleans()), max_size=8))
def test_entities_fall_on_what_was_marked(parts: list[tuple[str, bool]]) -> None:
    marked = "".join(f"*{escape(words)}*" if bold else escape(words) for words, bold in parts)
    made = writing.text(marked)
    whole = made["text"].encode("utf-16-le")
    assert made["text"] == "".join(words for words, _ in parts)
    found = [whole[2 * e["offset"] :][: 2 * e["length"]].decode("utf-16-le") for e in made.get("entities", [])]
    assert found == [words for words, bold in parts if bold]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a" * 4096, "a" * 4096),
        ("a" * 4097, "a" * 4095 + "…"),
        ("😀" * 2048, "😀" * 2048),
        ("😀" * 2049, "😀" * 2047 + "…"),
        ("é" + "😀" * 2048, "é" + "😀" * 2047 + "…"),
    ],
)
async def test_the_longest_text(channel: TelegramChannel, tg_user: Person, text: str, kept: str) -> None:
    await send(channel, Message(text))
    assert tg_user.last.text == kept


async def test_marks_beyond_the_end_and_beyond_a_hundred(channel: TelegramChannel, tg_user: Person) -> None:
    await send(channel, Message("x" * 4090 + "*abcdefghij* *k*"))
    assert entities(tg_user) == ["abcde…"]
    await send(channel, Message(" ".join(f"*{n}*" for n in range(150))))
    assert entities(tg_user) == [str(n) for n in range(100)]


async def test_an_edit_takes_the_place(channel: TelegramChannel, tg_user: Person) -> None:
    first = await send(channel, Message("Halaman 1", choices=(Choice("n", "Lanjut"),)))
    same = await send(channel, Message("Halaman *2*", choices=(Choice("p", "Kembali"),), edits=first))
    assert same == first and len(tg_user.messages) == 1
    assert (tg_user.last.text, tg_user.last.buttons) == ("Halaman 2", [["Kembali"]])
    await send(channel, Message(edits=first))
    assert tg_user.last.buttons == [] and tg_user.last.text == "Halaman 2"


async def refused(channel: TelegramChannel, message: Message, chat: str = UJI) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await channel.send(chat, message, no_files)
    return caught.value


async def test_edits_that_cannot_be(channel: TelegramChannel, tg_user: Person) -> None:
    first = await send(channel, Message("sama"))
    assert channel.react(await refused(channel, Message("sama", edits=first))).kind == "done"
    assert channel.react(await refused(channel, Message("baru", edits="999"))).kind == "anew"
    own = await tg_user.says("punya saya")
    assert channel.react(await refused(channel, Message("baru", edits=str(own.id)))).kind == "anew"
    await channel.call("deleteMessage", {"chat_id": 501, "message_id": int(first)})
    assert channel.react(await refused(channel, Message("baru", edits=first))).kind == "anew"


async def test_people_who_cannot_be_reached(tg: FakeTelegram, channel: TelegramChannel) -> None:
    blocked, gone, stranger = tg.user(1, started=True), tg.user(2, started=True), tg.user(3)
    await blocked.blocks()
    await gone.deletes_account()
    kinds = [channel.react(await refused(channel, Message("x"), str(one.id))).kind for one in (blocked, gone, stranger)]
    assert kinds == ["blocked", "closed", "blocked"]
    assert channel.react(await refused(channel, Message("x"), "404404")).kind == "closed"


async def test_groups_that_cannot_be_reached(tg: FakeTelegram, channel: TelegramChannel) -> None:
    group, user = tg.group(-1001), tg.user(501)
    await group.upgrades(-(10**12) - 5, by=user)
    moved = channel.react(await refused(channel, Message("x"), "-1001"))
    assert (moved.kind, moved.chat) == ("moved", "-1000000000005")
    other = tg.group(-1002)
    await other.kicks_bot(by=user)
    assert channel.react(await refused(channel, Message("x"), "-1002")).kind == "closed"


async def test_our_own_mistakes(tg: FakeTelegram, channel: TelegramChannel, tg_user: Person) -> None:
    assert channel.react(await refused(channel, Message(""))).kind == "failed"
    assert channel.react(await refused(channel, Message("x", choices=(Choice("a" * 65, "Ya"),)))).kind == "failed"
    assert channel.react(await refused(channel, Message("x", choices=(Choice("link:bukan", "Ya"),)))).kind == "failed"


@pytest.mark.parametrize("fault", [cut_after(), cut_half()])
async def test_a_doubt(tg: FakeTelegram, channel: TelegramChannel, tg_user: Person, fault: object) -> None:
    tg.plan("sendMessage", fault)  # type: ignore[arg-type]  # a Fault
    with pytest.raises(InDoubt):
        await send(channel, Message("x"))
    assert len(tg_user.messages) == 1


async def test_a_page_of_a_proxy_is_a_refusal_or_a_doubt(
    tg: FakeTelegram, channel: TelegramChannel, tg_user: Person
) -> None:
    tg.plan("sendMessage", server_error(502))
    assert (await refused(channel, Message("x"))).status == 502
    tg.plan("sendMessage", server_error(200))  # a wall that asks for a log-in: who knows
    with pytest.raises(InDoubt):
        await send(channel, Message("x"))
    tg.plan("sendMessage", refusal(200, "aneh"))
    with pytest.raises(InDoubt):
        await send(channel, Message("x"))
    assert tg_user.messages == []
