"""A message becomes parameters of the Bot API: text with entities in UTF-16 units, and a keyboard under it."""

from collections.abc import Sequence
from typing import Any

from bot.channels import marks
from bot.channels.telegram.limits import ENTITIES, LIMITS, ROW, ROW_BUTTONS
from bot.core.message import Choice

Params = dict[str, Any]
LINK = "link:"
_CUT = "…"


def units(text: str) -> int:
    """Length as Telegram counts it, in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def text(marked: str, *, plain: bool = False) -> Params:
    """Parameters of a text in neutral mark-up; `plain` leaves out what makes parts of it bold."""
    said, entities = _formatted(marked, LIMITS.text, plain)
    return {"text": said, **({"entities": entities} if entities else {})}


def chat_id(chat: str) -> int | str:
    """A chat as the platform wants it: a number, or the @name of a channel or group."""
    return chat if chat.startswith("@") else int(chat)


def caption(marked: str, *, plain: bool = False) -> Params:
    """The same for what stands under a file."""
    said, entities = _formatted(marked, LIMITS.caption, plain)
    return {"caption": said, **({"caption_entities": entities} if entities else {})} if said else {}


def keyboard(choices: Sequence[Choice]) -> Params:
    """Buttons: a few short ones side by side, else one a row."""
    buttons = [_button(choice) for choice in choices]
    side_by_side = len(choices) <= ROW_BUTTONS and sum(len(choice.label) for choice in choices) <= ROW
    rows = [buttons] if side_by_side else [[button] for button in buttons]
    return {"reply_markup": {"inline_keyboard": rows}} if buttons else {}


def _button(choice: Choice) -> Params:
    if choice.id.startswith(LINK):
        return {"text": choice.label, "url": choice.id.removeprefix(LINK)}
    return {"text": choice.label, "callback_data": choice.id}


def _formatted(marked: str, limit: int, plain: bool) -> tuple[str, list[Params]]:
    """The text and its entities. Callers keep within the limit with a word to the person; this is the last net."""
    read = marks.read(marked)
    said = _cut(read.text, limit)
    if plain or not read.bold:
        return said, []
    place = _places(said)
    spans = [(place[begin], place[min(end, len(said))]) for begin, end in read.bold if begin < len(said)]
    return said, [{"type": "bold", "offset": a, "length": b - a} for a, b in spans[:ENTITIES]]


def _cut(said: str, limit: int) -> str:
    if units(said) <= limit:
        return said
    place = _places(said)
    most = limit - len(_CUT)
    return said[: max(i for i, at in enumerate(place[: most + 1]) if at <= most)] + _CUT


def _places(said: str) -> Sequence[int]:
    """Where each character begins in UTF-16 units, and the end of the last."""
    if said.isascii():
        return range(len(said) + 1)
    places = [0]
    for char in said:
        places.append(places[-1] + (2 if char > "\uffff" else 1))
    return places
