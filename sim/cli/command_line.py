"""A command line as it is pasted into a shell."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping


def command_line(name: str, arguments: Iterable[object] = (), options: Mapping[str, object] | None = None) -> str:
    """``xiandao NAME ARGUMENTS --option value ...``, quoted for a POSIX shell.

    ``options`` in the order in which they are said, named without dashes (a single letter is a short option): None and
    False are left out, True is the option alone, a tuple says the option once for each of its values.
    """
    words = ["xiandao", name, *map(str, arguments)]
    for option, value in (options or {}).items():
        dashed = f"{'-' if len(option) == 1 else '--'}{option}"
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None and one is not False:
                words += [dashed] if one is True else [dashed, str(one)]
    return shlex.join(words)
