"""Argument types of a rule: agents by the parameter's name, numbers by its annotation."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numba
import numpy as np
from numba import types

from tests.dialect.checks.vocabulary import AGENTS, PLAIN_TYPES, SEQUENCES

_NUMBERS = {int: types.int64, float: types.float64, bool: types.boolean}


def stock_text(function: Callable[..., Any]) -> Callable[..., Any]:
    """The rule text behind a function: of a behaviour its stock text, of a rule the function itself."""
    return getattr(function, "text", function)


def layouts() -> dict[str, np.dtype]:
    """Record layouts of the engine by the names that ``vocabulary`` gives to parameters."""
    from sim.model.tables import layout

    return {name: getattr(layout, f"{name}_TYPE") for name in AGENTS.values()}


def number_type(kind: type) -> types.Type:
    """The compiled type of a Python int, float or bool."""
    return _NUMBERS[kind]


def declared(function: Callable[..., Any], dtypes: Mapping[str, np.dtype]) -> tuple[types.Type | None, ...]:
    """Compiled type of each parameter of a rule; None where only its callers know it (a list, a nested array)."""
    return tuple(_declared(one, dtypes) for one in inspect.signature(stock_text(function)).parameters.values())


def _declared(parameter: inspect.Parameter, dtypes: Mapping[str, np.dtype]) -> types.Type | None:
    name, annotation = parameter.name, parameter.annotation
    if name in AGENTS:
        return _record(dtypes[AGENTS[name]])
    if name in SEQUENCES:
        return types.Array(_record(dtypes[SEQUENCES[name]]), 1, "C")
    kind = PLAIN_TYPES.get(annotation) if isinstance(annotation, str) else annotation
    return _NUMBERS.get(kind)


@functools.cache
def _record(layout: np.dtype) -> types.Record:
    return numba.from_dtype(layout)


def plain(kind: types.Type) -> types.Type:
    """``kind`` without the value that numba remembers of a literal, in tuples and lists as well."""
    if isinstance(kind, types.Literal):
        return plain(kind.literal_type)
    if isinstance(kind, types.BaseTuple):
        return types.Tuple([plain(one) for one in kind.types])
    if isinstance(kind, types.List):
        return types.List(plain(kind.dtype))
    return kind


def words(kind: types.Type, dtypes: Mapping[str, np.dtype]) -> str:
    """A short name of a type for messages; a record is named by its layout's name, not by its fields."""
    if isinstance(kind, types.Record):
        names = (name.lower() for name, dtype in dtypes.items() if _record(dtype) == kind)
        return f"a {next(names, 'record')}"
    if isinstance(kind, types.Array):
        inner = words(kind.dtype, dtypes)
        return f"a sequence of {inner}" if isinstance(kind.dtype, types.Record) else f"an array of {inner}"
    if isinstance(kind, types.BaseTuple):
        return f"({', '.join(words(one, dtypes) for one in kind.types)})"
    return f"a list of {words(kind.dtype, dtypes)}" if isinstance(kind, types.List) else str(kind)
