"""The one exception that user input may raise, and its sentence in English and Chinese.

A refusal is written in English where it is raised: ``InputError("not a date", ...)``, and as a ``Text`` where values
vary. One line of ``sim/language/refusals_zh.toml``, under the same English, says it in Chinese.
"""

import difflib
from collections.abc import Collection, Iterable, Mapping
from typing import Self


class Text(str):
    """An English sentence that knows its ``template`` and the ``values`` of the template's ``{name}`` places.

    Other languages find it by the template. A value that is a Text is said in the other language too, any other value
    stays. Without values the template is the sentence, braces included.
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        sentence = super().__new__(cls, template.format(**values) if values else template)
        sentence.template, sentence.values = template, values
        return sentence

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """What makes it anew where it is unpickled: errors of workers cross processes."""
        return (self.template,), self.values


class LibraryText(Text):
    """A message of the system or of a library, in English, without a template in this program."""

    def __new__(cls, words: object, /) -> Self:
        return super().__new__(cls, str(words))


class InputError(Exception):
    """Something the user wrote cannot be used.

    The message is one sentence naming where it stands (``file``, ``key``), what was found (``value``), what is
    allowed, for names the nearest valid one, and how many faults ``more`` the file has. The command line prints it and
    exits with code 2. ``file``, ``key``, ``value`` and ``allowed`` are shown as they are, and where they are words they
    are a ``Text``. ``listed``: by language, what stands for ``allowed`` where the allowed things have names of their
    own in that language.
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
        self.problem = problem if isinstance(problem, Text) else Text(problem)
        self.file = file if file is None or isinstance(file, Text) else str(file)
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
    problem: str, name: str, known: Iterable[str], *, file: object = None, key: str | None = None
) -> InputError:
    """An InputError for a name that is not in the list of known names; ``problem``: "unknown action"."""
    names = sorted(known)
    return InputError(problem, file=file, key=key, value=name, allowed=", ".join(names),
                      nearest=nearest_name(name, names))  # fmt: skip


def check_name(problem: str, name: str, known: Collection[str], *, file: object = None, key: str | None = None) -> None:
    """Raises the InputError of ``unknown_name`` for a name that is not in the list of known names."""
    if name not in known:
        raise unknown_name(problem, name, known, file=file, key=key)


def unreadable(fault: OSError, file: object) -> InputError:
    """An InputError for a file that the system does not let be read."""
    return InputError(Text("cannot be read: {reason}", reason=LibraryText(fault.strerror)), file=file)
