"""Shell lines that repeat an analysis: a command of ``xiandao``, or a call in Python."""

import re
import shlex
from collections.abc import Iterable, Mapping
from typing import Any


def command_line(name: str, arguments: Iterable[object] = (), options: Mapping[str, object] | None = None) -> str:
    """``xiandao NAME ARGUMENTS --option value ...``, quoted for a shell.

    ``options`` in the order in which they are said, named without dashes (a single letter is a short option): None and
    False are left out, True is the option alone, a list or tuple says the option once for each of its values.
    """
    words = ["xiandao", name, *map(str, arguments)]
    for option, value in (options or {}).items():
        dashed = f"{'-' if len(option) == 1 else '--'}{option}"
        for item in value if isinstance(value, list | tuple) else (value,):
            if item is not None and item is not False:
                words += [dashed] if item is True else [dashed, str(item)]
    return shlex.join(words)


def python_line(
    name: str, arguments: Iterable[object], keywords: Mapping[str, object], before: Iterable[str] = ()
) -> str:
    """``python -c "import sim; sim.NAME(arguments, keyword=value)"``, quoted for a shell.

    Values stand as Python writes them, those of ``Code`` as they are; None is left out. ``before``: statements that
    come first.
    """
    parts = [repr(argument) for argument in arguments]
    parts += [f"{keyword}={value!r}" for keyword, value in keywords.items() if value is not None]
    code = "; ".join(["import sim", *before, f"sim.{name}({', '.join(parts)})"])
    return f'python -c "{code}"' if not re.search(r'["$`\\!]', code) else f"python -c {shlex.quote(code)}"


class Code(str):
    """A piece of Python: it stands in a call as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def plain(value: Any) -> Any:
    """``value`` in types whose text is Python again: numbers of NumPy, tuples and paths are rewritten."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "item"):
        return value.item()
    return value if value is None or isinstance(value, bool | int | float) else str(value)
