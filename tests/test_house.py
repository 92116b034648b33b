"""The house numbers hold: no file or function grows past what a reader takes in."""

from tests.house import MOST_FUNCTION, MOST_LINES, MOST_PARAMETERS, SOURCES, files, functions, lines

WIDE = {
    "bot/delivery.py": "a dispatcher is wired once, by the composition root",
    "bot/cli.py": "a command has a parameter an option",
}


def test_no_file_is_too_long() -> None:
    long = {str(path): lines(path) for path in files(*SOURCES) if lines(path) > MOST_LINES}
    assert not long


def test_no_function_is_too_long() -> None:
    every = [function for path in files(*SOURCES) for function in functions(path)]
    assert [f.where for f in every if f.lines > MOST_FUNCTION] == []


def test_no_function_takes_too_much() -> None:
    every = [function for path in files(*SOURCES) for function in functions(path)]
    wide = [f"{f.where} {f.parameters}" for f in every if f.parameters > MOST_PARAMETERS]
    assert [where for where in wide if where.partition(":")[0] not in WIDE] == []
