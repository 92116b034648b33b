"""The house numbers, as they are: `python -m tests.house`. What the tests hold is at the bottom of the table."""

import ast
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ("bot", "handlers", "storage")
MOST_LINES, MOST_FUNCTION, MOST_PARAMETERS = 400, 40, 5


@dataclass(frozen=True, slots=True)
class Function:
    """A function as written: where, its lines, its parameters but the object or transaction it belongs to."""

    where: str
    lines: int
    parameters: int


def files(*folders: str) -> list[Path]:
    """Our Python files below these folders, as git has them or would."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", *folders],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    return [ROOT / name for name in sorted(listed) if name.endswith(".py") and (ROOT / name).is_file()]


def functions(path: Path) -> list[Function]:
    """Every function of a file."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            own = [a for a in arguments if a.arg not in ("self", "cls", "tx")]
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            found.append(Function(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines, len(own)))
    return found


def lines(path: Path) -> int:
    """Lines of a file."""
    return path.read_text(encoding="utf-8").count("\n")


def report() -> list[str]:
    """The numbers, a line each."""
    source, tests = files(*SOURCES), files("tests")
    sizes = [lines(path) for path in source if lines(path)]
    every = [function for path in source for function in functions(path)]
    total, tested = sum(sizes), sum(lines(path) for path in tests)
    return [
        f"source     {len(sizes)} files, {total} lines, median {statistics.median(sizes):.0f}, longest {max(sizes)}",
        f"functions  {len(every)}, median {statistics.median(f.lines for f in every):.0f} lines,"
        f" longest {max(f.lines for f in every)}, most parameters {max(f.parameters for f in every)}",
        f"tests      {len(tests)} files, {tested} lines, {tested / total:.2f} a source line",
    ]


if __name__ == "__main__":
    sys.stdout.write("\n".join(report()) + "\n")
