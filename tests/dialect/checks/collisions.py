"""Draws drawn twice: the same key, identities and decision give the same number, so no rule may ask for it again."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from tests.dialect.checks.source import draws
from tests.dialect.checks.vocabulary import DRAW_ROOM

#: (arguments of a keyed draw: key, who, perhaps whom, decision) -> how often
Draws = Counter[tuple[int, ...]]


@contextmanager
def recorded(modules: Iterable[ModuleType]) -> Iterator[Draws]:
    """Record every keyed draw that the rules of ``modules`` make in Python (the Mesa engine) until the block ends.

    Two functions fed the same arguments use the same random word, so they count as one draw.
    """
    drawn: Draws = Counter()
    room = importlib.import_module(DRAW_ROOM)
    stock = {getattr(room, name): name for name, keyed in draws().items() if keyed}
    patched = [(module, name, value) for module in modules for name, value in vars(module).items() if _is(value, stock)]
    for module, name, value in patched:
        setattr(module, name, _recording(value, drawn))
    try:
        yield drawn
    finally:
        for module, name, value in patched:
            setattr(module, name, value)


def repeated(drawn: Draws) -> list[tuple[int, ...]]:
    """The arguments of the draws made more than once, sorted."""
    return sorted(arguments for arguments, times in drawn.items() if times > 1)


def _is(value: object, stock: dict[Any, str]) -> bool:
    return callable(value) and value.__hash__ is not None and value in stock


def _recording(draw: Callable[..., Any], drawn: Draws) -> Callable[..., Any]:
    def ask(*arguments: Any) -> Any:
        drawn[arguments] += 1
        return draw(*arguments)

    return ask
