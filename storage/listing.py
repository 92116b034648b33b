"""Values as SQL looks for one among them: `:values LIKE '%,' || column || ',%'`."""

from collections.abc import Iterable


def listed(values: Iterable[str]) -> str:
    """ ",a,b,", and "" for none."""
    joined = ",".join(sorted(values))
    return f",{joined}," if joined else ""
