"""A flow's chart is made of its data."""

import pytest

from bot.core.drawing import mermaid
from bot.core.flow import Ask, Choose, Collect, Flow, Leave, Put, Review, Show
from handlers import FLOWS
from tests.core.play import nothing
from tests.core.test_engine_words import name as checked

FLOW = Flow(
    "stall",
    (
        Choose(key="consent", choices=("yes", "no", "read"), on={"no": Leave(), "read": Show(("yes",))}),
        Ask(key="story", check=checked, choices=("list",), on={"list": Put("")}),
        Choose(key="crafts", choices=("a",), many=True, optional=True),
        Collect(key="works", accepts=frozenset({"photo"})),
        Choose(key="kind", choices=("a",), hidden=True),
        Ask(key="group", check=checked, when=lambda answers, facts: False),
        Review(key="review", edits=("story",), extras=("kind",)),
    ),
    nothing,
)


def test_every_way_is_drawn() -> None:
    assert mermaid(FLOW).splitlines() == [
        "%% stall",
        "flowchart TD",
        "  start((stall)) --> consent",
        '  consent{{"consent"}}',
        "  consent --> story",
        "  consent -- no --> leave(((leave)))",
        "  consent -- read --> consent",
        '  story[/"story"/]',
        "  story --> crafts",
        "  story -- list --> crafts",
        '  crafts{{"crafts (optional, many)"}}',
        "  crafts --> works",
        '  works[("works")]',
        "  works --> group",
        '  kind{{"kind (hidden)"}}',
        '  group[/"group"/]',
        "  group --> review",
        "  group -. not needed .-> review",
        '  review["review"]',
        "  review --> finish",
        "  review -. change .-> story",
        "  story -. changed .-> review",
        "  review -. change .-> kind",
        "  kind -. changed .-> review",
        "  finish(((finish)))",
    ]


@pytest.mark.parametrize("name", FLOWS)
def test_every_flow_of_ours_can_be_drawn(name: str) -> None:
    drawn = mermaid(FLOWS[name])
    assert all(f"  {step.key}" in drawn for step in FLOWS[name].steps)
