"""``python -m sim.documentation`` rewrites what is out of date; with ``--check`` it only says so and exits with 1."""

from __future__ import annotations

import sys

from sim.documentation.documents import stale


def main(arguments: list[str]) -> int:
    """Rewrite or check the made blocks; the exit code."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m sim.documentation [--check]", file=sys.stderr)
        return 2
    found = stale()
    for path, text in found.items():
        if arguments:
            print(f"out of date: {path}")
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"written: {path}")
    return 1 if arguments and found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
