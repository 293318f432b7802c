"""The one exception that user input may raise, and the sentence it prints."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping


class InputError(Exception):
    """Something the user wrote cannot be used.

    The message is one sentence naming where it stands (``file``, ``key``), what was found (``value``), what is
    allowed, for names the nearest valid one, and how many faults ``more`` the file has. The command line prints it and
    exits with code 2. What is said in other languages is found by the English words: a word that varies stands in
    quotes, behind a colon, in ``value`` or in ``allowed`` (``sim.language.refusals``). ``listed``: by language, what
    stands for ``allowed`` where the allowed things have names of their own in that language.
    """

    exit_code = 2

    def __init__(
        self,
        problem: str,
        *,
        file: object = None,
        key: str | None = None,
        value: object = None,
        allowed: str | None = None,
        nearest: str | None = None,
        more: int = 0,
        listed: Mapping[str, str] | None = None,
    ) -> None:
        self.problem = problem
        self.file = None if file is None else str(file)
        self.key = key
        self.value = value
        self.allowed = allowed
        self.nearest = nearest
        self.more = more
        self.listed = dict(listed or {})
        where = ": ".join(part for part in (self.file, key) if part)
        sentence = f"{where}: {problem}" if where else problem
        if more:
            sentence += f", and {more} more fault{'s' if more > 1 else ''} in this file"
        if value is not None:
            sentence += f" (found {value!r})"
        if allowed:
            sentence += f"; allowed: {allowed}"
        if nearest:
            sentence += f"; did you mean {nearest!r}?"
        super().__init__(sentence)


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """The known name closest to ``name``, or None when nothing is close."""
    close = difflib.get_close_matches(str(name), list(known), n=1, cutoff=0.5)
    return close[0] if close else None


def unknown_name(
    what: str, name: str, known: Iterable[str], *, file: object = None, key: str | None = None
) -> InputError:
    """An InputError for a name that is not in the list of known names."""
    names = sorted(known)
    return InputError(
        f"unknown {what}",
        file=file,
        key=key,
        value=name,
        allowed=", ".join(names),
        nearest=nearest_name(name, names),
    )
