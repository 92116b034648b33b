"""The summary's files by their names: written to a folder, or opened when they are sent, drawn together once."""

from pathlib import Path
from typing import Any

import pytest

from bot.core.summary import Summary
from bot.errors import NoFile
from bot.filing import Files
from bot.reports.drawing import Order
from bot.reports.studio import Studio
from bot.reports.summary import Summaries, write
from storage.ports import Store, Tx
from tests.clock.world import HOUSE
from tests.reports.made import CITY, WEEKS
from tests.reports.papers import pages

WEEK = WEEKS["usual"]


async def kept(tx: Tx, page: str) -> Summary | None:
    """The one page there is."""
    return WEEK if page == WEEK.page else None


def files_of(store: Store, folder: Path, drawn: list[list[Order]]) -> Files:
    async def fake(orders: Any) -> list[bytes]:
        drawn.append(orders)
        return [order.kind.encode() for order in orders]

    summaries = Summaries(store, HOUSE, kept, Studio(lambda: 0, fake))
    return Files(store, folder, {"summary": summaries.open})


async def test_written_to_a_folder(tmp_path: Path) -> None:
    paths = await write(WEEK, CITY, "id", tmp_path / "new" / "folder")
    assert [path.name for path in paths] == [f"ringkasan-2026-W47.{end}" for end in ("png", "xlsx", "pdf")]
    png, xlsx, pdf = (path.read_bytes() for path in paths)
    assert (png[:4], xlsx[:2]) == (b"\x89PNG", b"PK")
    assert "Ringkasan minggu 47" in pages(pdf)[0]


async def test_three_files_are_drawn_once_and_a_language_is_another_page(store: Store, tmp_path: Path) -> None:
    drawn: list[list[Order]] = []
    files = files_of(store, tmp_path, drawn)
    for end, kind, mime in (
        ("png", b"picture", "image/png"), ("pdf", b"paper", "application/pdf"),
        ("xlsx", b"workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ):  # fmt: skip
        opened = await files.open(f"summary:{WEEK.page}.id.{end}")
        assert opened is not None
        assert (opened.content, opened.mime, opened.name) == (kind, mime, f"ringkasan-2026-W47.{end}")
    assert len(drawn) == 1
    assert await files.open(f"summary:{WEEK.page}.en.pdf") is not None
    assert len(drawn) == 2
    assert drawn[0][2].data["title"] == "Ringkasan minggu 47"
    assert drawn[1][2].data["title"] == "Summary of week 47"


NAMES = ["", "x", "{}.id", "{}.fr.png", "{}.id.exe", "../{}.id.png", "{}.id.png/..", "a b.id.png"]


@pytest.mark.parametrize("name", NAMES)
async def test_no_other_name_is_a_file(store: Store, tmp_path: Path, name: str) -> None:
    files = files_of(store, tmp_path, [])
    with pytest.raises(LookupError):
        await files.open(f"summary:{name.format(WEEK.page)}")
    assert await files.open("summary:2020-W01-1.id.png") is None


async def test_what_cannot_be_drawn_is_drawn_at_the_next_try(store: Store, tmp_path: Path) -> None:
    answers: list[Any] = [NoFile("slow", passing=True), [b"1", b"2", b"3"]]

    async def fake(orders: Any) -> list[bytes]:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return list(answer)

    files = Files(store, tmp_path, {"summary": Summaries(store, HOUSE, kept, Studio(lambda: 0, fake)).open})
    with pytest.raises(NoFile, match="slow"):
        await files.open(f"summary:{WEEK.page}.id.png")
    opened = await files.open(f"summary:{WEEK.page}.id.png")
    assert opened is not None
    assert opened.content == b"1"
