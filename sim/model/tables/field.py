"""One field of a record: name, type, unit, meaning, default."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One field of a record. ``length`` 0 is a scalar; else a nested array of that many float or int."""

    name: str
    type: type
    unit: str
    meaning: str
    default: float | int | bool = 0
    length: int = 0


def real(name: str, unit: str, meaning: str, default: float = 0.0, length: int = 0) -> Field:
    """A number, or ``length`` of them."""
    return Field(name, float, unit, meaning, default, length)


def whole(name: str, unit: str, meaning: str, default: int = 0, length: int = 0) -> Field:
    """A whole number, or ``length`` of them."""
    return Field(name, int, unit, meaning, default, length)


def flag(name: str, meaning: str) -> Field:
    """Yes or no."""
    return Field(name, bool, "yes/no", meaning, False)
