"""``python .ci/description`` rewrites what is out of date; with ``--check`` it only says so and exits with 1.

``python .ci/description gallery`` also makes the pictures of ``results/README.md``, which takes some minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from description.documents import stale
from description.gallery import MARK, README, stale_gallery


def main(arguments: list[str]) -> int:
    """Rewrite or check the made blocks; the exit code."""
    if arguments not in ([], ["--check"], [MARK]):
        print(f"usage: python .ci/description [--check | {MARK}]", file=sys.stderr)
        return 2
    if arguments == [MARK]:
        from description.gallery_runs import write_gallery

        write_gallery(_written)
    check = arguments == ["--check"]
    outdated = stale()
    fresh_gallery = stale_gallery() if README.is_file() else None
    if fresh_gallery is not None:
        outdated = {**outdated, README: fresh_gallery}
    for path, text in outdated.items():
        if check:
            print(f"out of date: {path}")
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
            _written(path)
    return 1 if check and outdated else 0


def _written(path: Path) -> None:
    print(f"written: {path}")
