"""A list that is written once: each of its lines adds an entry and gives its number, a constant for the rules."""

from typing import Generic, TypeVar

Entry = TypeVar("Entry")


class Numbered(Generic[Entry]):
    """Entries numbered from 0 in the order in which they were added. New ones go last: a number never changes."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def add(self, entry: Entry) -> int:
        """Put ``entry`` last and return its number."""
        self._entries.append(entry)
        return len(self._entries) - 1

    def all(self) -> tuple[Entry, ...]:
        """What was added so far, in order of number."""
        return tuple(self._entries)
