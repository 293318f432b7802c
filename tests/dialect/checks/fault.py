"""A place where a rule leaves the dialect."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One departure from the dialect: the file, the line in it, the rule and what it does that it may not."""

    file: str
    line: int
    function: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.function}: {self.what}"
