"""Generated blocks of a document: found by their markers and replaced, everything around them unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Maker = Callable[[], str]

_BLOCK = re.compile(r"(<!-- made: ([a-z-]+) -->\n)(.*?)(<!-- end -->)", flags=re.DOTALL)
_MARK = re.compile(r"<!-- (made: [^>]*|end) -->")


def rewrite(text: str, makers: Mapping[str, Maker]) -> str:
    """``text`` with every made block as its maker gives it now.

    Raises ValueError for an unknown or repeated name and for a marker that stands alone.
    """
    names = [match[2] for match in _BLOCK.finditer(text)]
    if 2 * len(names) != len(_MARK.findall(text)):
        raise ValueError("a marker of a made block stands alone, or its name is not lower-case letters and hyphens")
    for name in names:
        if name not in makers:
            raise ValueError(f"nothing makes {name!r}; there are {', '.join(sorted(makers))}")
        if names.count(name) > 1:
            raise ValueError(f"{name!r} is made twice")
    return _BLOCK.sub(lambda match: f"{match[1]}\n{makers[match[2]]().strip()}\n\n{match[4]}", text)


def block_names(text: str) -> list[str]:
    """Names of the made blocks of a document, in order."""
    return [match[2] for match in _BLOCK.finditer(text)]
