"""Draws a letter: one page A4, always. Only in the child; `bot.reports.letters` says what stands in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.reports.page import GOLD, QUIET, Look, Page

LINE = 4.7  # mm
FOOT = 14  # mm that stay white below
INDENT = 5  # mm
SIGNATURE = 21  # mm to sign in
LEAST_STORY = 3  # lines
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Set(Look):
    """How a block is set: `gap` mm before it, `indent` from the left, `most` lines it may take (0: all)."""

    gap: float = 0.0
    indent: float = 0.0
    most: int = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Lines as they break on this page."""

    lines: Sequence[str]
    look: Set

    @property
    def height(self) -> float:
        return self.look.gap + len(self.lines) * LINE


PLAIN = Set()
PARAGRAPH = Set(gap=2.2, most=5)
LABEL = Set(8.5, colour=QUIET, gap=2.2, most=1)
QUOTE = Set(gap=1, indent=INDENT, most=0)
ASKED = Set(8.5, colour=QUIET, gap=0.8, indent=INDENT, most=1)


def draw(data: Data) -> bytes:
    """The PDF. What is too long for its place is cut, the story last and with a word."""
    page = Page(data["title"], data["language"])
    page.set_auto_page_break(False)
    page.add_page()
    page.head(data["head"])
    before, after = list(_before(page, data)), list(_after(page, data))
    room = page.h - FOOT - page.get_y() - _height((*before, *after))
    answers = [_answer(page, *each) for each in data["answers"]]
    while answers and room - _height(_told(page, data, answers)) < QUOTE.gap + LEAST_STORY * LINE:
        answers.pop()
    told = _told(page, data, answers)
    story = _story(page, data, int((room - _height(told) - QUOTE.gap) / LINE))
    for block in (*before, *story, *told, *after):
        _put(page, block, barred=block in story)
    return bytes(page.output())


def _height(blocks: Iterable[Block]) -> float:
    return sum(block.height for block in blocks)


def _block(page: Page, text: str, look: Set) -> Block:
    page.dress(look.size, look.style)
    found = page.lines(text, page.epw - look.indent)
    if look.most and len(found) > look.most:
        found = [*found[: look.most - 1], f"{found[look.most - 1][:-1]}…"]
    return Block(found, look)


def _before(page: Page, data: Data) -> Iterator[Block]:
    yield _block(page, data["dated"], replace(PLAIN, align="R"))
    for label, value in data["facts"]:
        yield _block(page, f"{label}: {value}", PLAIN)
    for number, line in enumerate(data["addressee"]):
        yield _block(page, line, replace(PLAIN, gap=0 if number else LINE))
    for number, paragraph in enumerate(data["opening"]):
        yield _block(page, paragraph, replace(PARAGRAPH, gap=PARAGRAPH.gap if number else LINE))
    yield _block(page, data["story_is"], LABEL)


def _story(page: Page, data: Data, room: int) -> tuple[Block, ...]:
    whole = _block(page, f"“{data['story']}”", QUOTE)
    if len(whole.lines) <= room:
        return (whole,)
    kept = [*whole.lines[: room - 2], f"{whole.lines[room - 2][:-1]}…”"]
    return Block(kept, QUOTE), _block(page, data["cut"], replace(ASKED, gap=0))


def _answer(page: Page, question: str, answer: str) -> tuple[Block, Block]:
    return _block(page, question, ASKED), _block(page, answer, replace(PLAIN, indent=INDENT))


def _told(page: Page, data: Data, answers: Sequence[tuple[Block, Block]]) -> list[Block]:
    """The answers under their heading, if there are any."""
    blocks = [block for pair in answers for block in pair]
    return [_block(page, data["answers_are"], LABEL), *blocks] if blocks else []


def _after(page: Page, data: Data) -> Iterator[Block]:
    for paragraph in data["closing"]:
        yield _block(page, paragraph, PARAGRAPH)
    yield _block(page, data["signing"], replace(PLAIN, gap=LINE))
    yield _block(page, data["head"]["role"], PLAIN)
    yield _block(page, data["head"]["name"], replace(PLAIN, style="B", gap=SIGNATURE))


def _put(page: Page, block: Block, *, barred: bool) -> None:
    """A block at its place; what the requester wrote has a golden bar."""
    look = block.look
    page.dress(look.size, look.style, look.colour)
    page.set_y(page.get_y() + look.gap)
    if barred:
        page.set_fill_color(*GOLD)
        page.rect(page.l_margin + 1, page.get_y() + 0.4, 0.6, len(block.lines) * LINE - 0.4, style="F")
    for line in block.lines:
        page.set_x(page.l_margin + look.indent)
        page.cell(0, LINE, line, align=look.align)
        page.ln(LINE)
