"""Frozen records to JSON and back by type hints: no pickle, and nothing is rounded.

Known kinds: str, int, float (also nan and inf), bool, None, date, bytes, arrays, tuples, mappings with text or whole
numbers as keys, records of the plan (pydantic) and frozen dataclasses of these. What is declared ``Any`` is JSON as it
stands. A field of a dataclass with the metadata ``saved=False`` is left out, with ``saved="given"`` where it is None;
one that the file does not have takes its default.
"""

import base64
import dataclasses
import json
import math
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, Union, get_args, get_origin

import numpy as np
from pydantic import BaseModel

from sim.inputs.parameters import ParameterTable
from sim.inputs.plan import Plan
from sim.inputs.policy import Scenario

#: Type that a result writes in another form -> what writes it, and what reads it back.
Hooks = Mapping[type, tuple[Callable[[Any], Any], Callable[[Any], Any]]]

# Names that the result types import for the type checker only.
_NAMES = {"Plan": Plan, "Scenario": Scenario, "ParameterTable": ParameterTable}


def encoded(value: Any, hooks: Hooks | None = None) -> Any:
    """``value`` in JSON's own types. Raises TypeError for what no hint could bring back.

    A parameter table is left out: its numbers stand in no picture.
    """
    for kind, (write, _) in (hooks or {}).items():
        if isinstance(value, kind):
            return write(value)
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, np.ndarray):
        plain = np.ascontiguousarray(value, value.dtype.newbyteorder("<"))
        return {"type": plain.dtype.str, "shape": list(value.shape), "data": encoded(plain.tobytes())}
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, ParameterTable):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: field.metadata.get("saved", True) for field in dataclasses.fields(value)}
        kept = [name for name, saved in fields.items() if saved is True or (saved and getattr(value, name) is not None)]
        return {name: encoded(getattr(value, name), hooks) for name in kept}
    if isinstance(value, Mapping):
        return {str(key): encoded(item, hooks) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [encoded(item, hooks) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be kept")


def decoded(value: Any, hint: Any, hooks: Hooks | None = None) -> Any:
    """The value of type ``hint`` that ``encoded`` wrote as ``value``. Raises TypeError, ValueError or KeyError."""
    if hint is Any:
        return value
    origin, parts = get_origin(hint) or hint, get_args(hint)
    alias = getattr(origin, "__value__", None)  # newer NumPys make NDArray a name for another type
    if alias is not None:
        origin = get_origin(alias) or alias
    if origin in (Union, types.UnionType):
        if value is None and type(None) in parts:
            return None
        return decoded(value, next(part for part in parts if part is not type(None)), hooks)
    if hooks and origin in hooks:
        return hooks[origin][1](value)
    if origin is tuple:
        return _tuple(value, parts, hooks)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key = int if parts and parts[0] is int else str
        return {key(name): decoded(item, parts[1] if parts else Any, hooks) for name, item in value.items()}
    if origin is np.ndarray:
        flat = np.frombuffer(base64.b64decode(value["data"], validate=True), np.dtype(value["type"]))
        return flat.reshape(value["shape"]).copy()
    return _single(value, origin, hooks)


def _single(value: Any, kind: Any, hooks: Hooks | None) -> Any:
    if kind is ParameterTable:
        return ParameterTable(())
    if kind is float:
        return float(value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is bytes:
        return base64.b64decode(value, validate=True)
    if issubclass(kind, BaseModel):
        return kind.model_validate_json(json.dumps(value))
    if dataclasses.is_dataclass(kind):
        return _record(value, kind, hooks)
    if type(value) is not kind:
        raise TypeError(f"{type(value).__name__} instead of {kind.__name__}")
    return value


def _tuple(value: Any, parts: tuple[Any, ...], hooks: Hooks | None) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} instead of a list")
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(decoded(item, parts[0], hooks) for item in value)
    return tuple(decoded(item, part, hooks) for item, part in zip(value, parts, strict=True))


def _record(value: Any, kind: Any, hooks: Hooks | None) -> Any:
    hints = _hints(kind)
    values = {}
    for field in dataclasses.fields(kind):
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if required or field.name in value:
            values[field.name] = decoded(value[field.name], hints[field.name], hooks)
    return kind(**values)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, localns=_NAMES)
