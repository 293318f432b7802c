"""The command ``xiandao``: reads arguments, runs what they ask for, prints the answer.

``main`` is the entry point; ``run`` is the same without leaving the process and gives the exit code.
"""

import sys
from collections.abc import Sequence


def main() -> None:
    """Run the command line of this process and exit with its code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command with ``arguments`` (without the program's name) and return its exit code.

    0 done, 1 internal failure, 2 wrong usage or an invalid file, 3 finished with failed runs, 4 ``--fail-under`` not
    met, 130 interrupted. Nothing is raised; what went wrong is one sentence on standard error.
    """
    from sim.app.cli.guard import guarded

    return guarded(list(arguments))
