"""Standard output for results, standard error for progress and notes, neither of which may end a run; exit codes."""

from __future__ import annotations

import io
import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

# A table on a file or a pipe has no terminal to fit into; on a narrow terminal a long line is better than a cut number.
_WIDTH_OF_A_FILE = 160
_NARROWEST = 120
SUCCESS, INTERNAL, USAGE, FAILED_RUNS, BELOW, INTERRUPTED = 0, 1, 2, 3, 4, 130  # README.md lists what each means


def prepare() -> None:
    """Let a stream print ``?`` for what its encoding lacks: one minus sign on a GBK terminal would end a run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def console(*, stderr: bool = False) -> Console:
    """A rich console on standard output or standard error; without colour under NO_COLOR or off a terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = shutil.get_terminal_size((_WIDTH_OF_A_FILE, 24)).columns
    return Console(
        file=stream, width=max(width, _NARROWEST), highlight=False, soft_wrap=False, emoji=False, markup=False
    )


def note(sentence: str) -> None:
    """One line on standard error."""
    print(sentence, file=sys.stderr, flush=True)


def abandon() -> None:
    """Silence both streams until exit, after the reader of our output has gone (``| head``)."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(quiet, stream.fileno())
        except (OSError, ValueError):
            continue
