"""Last check of the dialect: Mesa agents and rosters that refuse, while they run, what only running shows.

A float field takes a finite float, an int field an int of 64 bits, a bool field a bool, each of exactly that type (a
NumPy number is refused); no field appears that the table lacks; no index is negative or too large. The classes stand in
for the stock ones in tests: ``StrictFirm = strict(Firm, KINDS["Firm"])``.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sim.model.tables.field import Field

Stock = TypeVar("Stock", bound=type)

_INT64 = range(-(2**63), 2**63)


class DialectError(Exception):
    """A rule did to an agent what the dialect forbids; names the agent, the field and the value."""


def check_value(value: object, kind: type, place: str) -> None:
    """Raise DialectError unless ``value`` is exactly of ``kind``, finite and within 64 bits."""
    if type(value) is not kind:
        raise DialectError(f"{place} wants {kind.__name__}, stored {type(value).__name__} {value!r}")
    if kind is float and not math.isfinite(value):  # type: ignore[arg-type]
        raise DialectError(f"{place} is stored {value!r}")
    if kind is int and value not in _INT64:
        raise DialectError(f"{place} is stored {value!r}, beyond 64 bits")


def check_index(index: object, length: int, place: str) -> None:
    """Raise DialectError unless ``index`` is an int in ``[0, length)``: -1 would wrap on both engines alike."""
    if type(index) is not int:
        raise DialectError(f"{place}[{index!r}]: an index is an int")
    if not 0 <= index < length:
        raise DialectError(f"{place}[{index}] of {length}")


class _Guarded(list[Any]):
    """A list whose length and order nobody changes."""

    def _refuse(self, *_: object, **__: object) -> Any:
        raise DialectError(f"{self.place} keeps its length and order")

    place = "a list"
    __iadd__ = __imul__ = __delitem__ = __setitem__ = _refuse  # type: ignore[assignment]
    append = extend = insert = pop = remove = clear = sort = reverse = _refuse  # type: ignore[assignment]


class StrictList(_Guarded):
    """A nested field: elements of one exact type, read and stored by a plain index in range."""

    def __init__(self, values: Iterable[Any], kind: type, place: str) -> None:
        super().__init__(values)
        self.kind = kind
        self.place = place
        for i, value in enumerate(self):
            check_value(value, kind, f"{place}[{i}]")

    def __getitem__(self, index: Any) -> Any:
        check_index(index, len(self), self.place)
        return super().__getitem__(index)

    def __setitem__(self, index: Any, value: Any) -> None:
        check_index(index, len(self), self.place)
        check_value(value, self.kind, f"{self.place}[{index}]")
        list.__setitem__(self, index, value)


class StrictRoster(Sequence[Any]):
    """A sequence of agents as a rule may see it: ``len``, a loop and an index in range; creation goes to the stock one.

    It is a view: agents enrolled in the stock roster appear here.
    """

    def __init__(self, stock: Sequence[Any], place: str = "roster") -> None:
        self._stock = stock
        self.place = place

    def __len__(self) -> int:
        return len(self._stock)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._stock)

    def __getitem__(self, index: Any) -> Any:
        check_index(index, len(self._stock), self.place)
        return self._stock[index]

    def __eq__(self, other: object) -> bool:
        raise DialectError(f"{self.place} is compared")

    __hash__ = None  # type: ignore[assignment]

    def enrol(self, *arguments: Any) -> int:
        """What ``sim.model.rules.enrolment.enrol`` asks of a roster."""
        return self._stock.enrol(*arguments)  # type: ignore[attr-defined]


class StrictView:
    """The government's or the world's record as a rule may see it; what passes the checks is stored in the record.

    The model itself may still replace a nested field of the record between two views.
    """

    def __init__(self, record: object, fields: Iterable[Field], place: str) -> None:
        table = {field.name: field for field in fields}
        vars(self).update(_record=record, _table=table, _place=place)
        for name, field in table.items():
            value = getattr(record, name)
            if field.length == 0:
                check_value(value, field.type, f"{place}.{name}")
            elif not isinstance(value, StrictList):
                setattr(record, name, _strict_list(value, field, f"{place}.{name}"))

    def __getattr__(self, name: str) -> Any:
        return getattr(vars(self)["_record"], name)

    def __setattr__(self, name: str, value: Any) -> None:
        _check_store(value, self._table.get(name), f"{self._place}.{name}")
        setattr(self._record, name, value)


def _check_store(value: object, field: Field | None, place: str) -> None:
    if field is None:
        raise DialectError(f"{place} is no field of the table")
    if field.length:
        raise DialectError(f"{place} is a nested field, stored as a whole")
    check_value(value, field.type, place)


def _strict_list(value: Any, field: Field, place: str) -> StrictList:
    if len(value) != field.length:
        raise DialectError(f"{place} has {len(value)} elements, wants {field.length}")
    return StrictList(value, field.type, place)


def strict(stock: Stock, fields: Iterable[Field]) -> Stock:
    """A subclass of ``stock`` whose instances check every store; they are sealed when their constructor is done.

    Before that the constructor may add attributes of its own (those of Mesa); afterwards no attribute is added, no
    attribute deleted and no nested field stored as a whole. Every field of the table must then be there.
    """
    table = {field.name: field for field in fields}

    class Strict(stock):  # type: ignore[misc, valid-type]
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            missing = [name for name in table if not hasattr(self, name)]
            if missing:
                raise DialectError(f"{stock.__name__} has no {', '.join(missing)}")
            object.__setattr__(self, "_sealed", True)

        def __setattr__(self, name: str, value: Any) -> None:
            field, sealed = table.get(name), getattr(self, "_sealed", False)
            place = f"{stock.__name__}.{name}"
            if field is not None and field.length and not sealed:
                value = _strict_list(value, field, place)
            elif field is not None or (sealed and not hasattr(self, name)):
                _check_store(value, field, place)
            super().__setattr__(name, value)

        def __delattr__(self, name: str) -> None:
            if name in table:
                raise DialectError(f"{stock.__name__}.{name} is deleted")
            super().__delattr__(name)

    functools.update_wrapper(Strict, stock, updated=())
    return Strict  # type: ignore[return-value]
