"""Draws a flow as a Mermaid chart, from its data alone: what is asked, in which order, and where each choice leads."""

from collections.abc import Iterator

from bot.core.flow import AnyStep, Ask, Choose, Collect, Flow, Leave, Review, Show

SHAPES = {Ask: ("[/", "/]"), Choose: ("{{", "}}"), Collect: ("[(", ")]"), Review: ("[", "]")}
END = "finish"


def mermaid(flow: Flow) -> str:
    """A flowchart: steps in order, dotted where a step may be passed over, and the choices that lead elsewhere."""
    lines = [f"%% {flow.name}", "flowchart TD", f"  start(({flow.name})) --> {_first(flow)}"]
    for at, step in enumerate(flow.steps):
        lines += [f"  {line}" for line in (_node(step), *_ways(flow, step, at))]
    return "\n".join([*lines, f"  {END}((({END})))", ""])


def _first(flow: Flow) -> str:
    return next((step.key for step in flow.steps if not step.hidden), END)


def _node(step: AnyStep) -> str:
    opened, closed = SHAPES[type(step)]
    marks = [name for name, on in (("optional", step.optional), ("hidden", step.hidden)) if on]
    if isinstance(step, Choose) and step.many:
        marks.append("many")
    label = f"{step.key} ({', '.join(marks)})" if marks else step.key
    return f'{step.key}{opened}"{label}"{closed}'


def _ways(flow: Flow, step: AnyStep, at: int) -> Iterator[str]:
    later = [s for s in flow.steps[at + 1 :] if not s.hidden]
    following = next((s.key for s in later), END)
    if not step.hidden:
        yield f"{step.key} --> {following}"
    if step.when is not None:
        yield f"{step.key} -. not needed .-> {following}"
    for value, effect in step.on.items():
        match effect:
            case Leave():
                yield f"{step.key} -- {value} --> leave(((leave)))"
            case Show():
                yield f"{step.key} -- {value} --> {step.key}"
            case _:
                yield f"{step.key} -- {value} --> {following}"
    if isinstance(step, Review):
        for key in dict.fromkeys((*step.edits, *step.extras)):
            yield f"{step.key} -. change .-> {key}"
            yield f"{key} -. changed .-> {step.key}"
