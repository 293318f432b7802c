"""The order in which targets are shown everywhere: by class A, B, C, and within a class as the plan lists them."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

CLASSES = ("A", "B", "C")


class Classed(Protocol):
    """A record that stands for one target."""

    @property
    def class_(self) -> str: ...


T = TypeVar("T", bound=Classed)


def by_class(targets: Iterable[T]) -> list[T]:
    """``targets``, given in the plan's order, by class. Files keep the plan's order."""
    return sorted(targets, key=lambda target: CLASSES.index(target.class_))


def class_groups(targets: Iterable[T]) -> Iterator[tuple[str, list[T]]]:
    """(letter, targets) of every class that has targets."""
    ordered = by_class(targets)
    for letter in CLASSES:
        if group := [target for target in ordered if target.class_ == letter]:
            yield letter, group
