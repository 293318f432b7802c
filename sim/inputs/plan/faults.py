"""Faults of a plan, scenario or sweep file: collected, and refused in one sentence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from sim.errors import InputError, LibraryText, Text, nearest_name
from sim.inputs.plan.records import MONTH, NAME, PRINTABLE

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class FileFault:
    """One thing that cannot be used: where, what, what was found, what is allowed, the nearest valid name."""

    key: str
    problem: str
    value: object = None
    allowed: str | None = None
    nearest: str | None = None


def unknown(key: str, problem: str, name: str, known: Iterable[str]) -> FileFault:
    """The fault of a name that is not among the known ones: "unknown action"."""
    names = list(known)
    return FileFault(key, problem, name, ", ".join(names), nearest_name(name, names))


def too_many(key: str, entries: Sized, most: int) -> FileFault:
    """The fault of a list that is longer than ``most``."""
    return FileFault(key, Text("must not have more than {most:d} entries", most=most),
                 Text("a list of {number}", number=len(entries)), Text("at most {most:d}", most=most))  # fmt: skip


def stated_twice(table: str, entries: Sequence[object]) -> Iterator[FileFault]:
    """Each entry that an earlier one equals: it would count twice."""
    for index, entry in enumerate(entries):
        first = entries.index(entry)
        if first < index:
            problem = Text("the same as {other}, and would count twice", other=f"{table}[{first + 1}]")
            yield FileFault(f"{table}[{index + 1}]", problem)


def refuse(faults: Iterable[FileFault], file: object) -> None:
    """Raise an InputError for the first fault that says how many more there are; do nothing without a fault."""
    gathered = list(faults)
    if not gathered:
        return
    first = gathered[0]
    key = first.key if first.key.isprintable() else ascii(first.key)[1:-1]
    raise InputError(first.problem, file=file, key=key, value=_short(first.value), allowed=first.allowed,
                     nearest=first.nearest, more=len(gathered) - 1)  # fmt: skip


@contextmanager
def located(file: object) -> Iterator[None]:
    """A refusal inside that names no file is one of ``file``."""
    try:
        yield
    except InputError as fault:
        if file is None or fault.file is not None:
            raise
        raise InputError(fault.problem, file=file, key=fault.key, value=fault.value, allowed=fault.allowed,
                         nearest=fault.nearest, more=fault.more, listed=fault.listed) from None  # fmt: skip


def validated(model: type[Model], document: Mapping[str, Any], file: object) -> Model:
    """``document`` as a ``model``. Raises InputError for what its schema refuses, unknown keys first."""
    try:
        return model.model_validate(document)
    except ValidationError as refusal:
        errors = [error for error in refusal.errors(include_url=False) if not _follows(error)]
        errors.sort(key=lambda error: error["type"] != "extra_forbidden")
        refuse([_fault(model, document, error) for error in errors], file)
        raise AssertionError("pydantic refused a document without saying why") from None


def _follows(error: Mapping[str, Any]) -> bool:
    """Whether a list is called too short only because entries of it were refused."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _fault(model: type[BaseModel], document: Mapping[str, Any], error: Mapping[str, Any]) -> FileFault:
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    key = _written_key(document, error["loc"])
    if kind == "missing":
        return FileFault(key, "this key is missing")
    if kind == "extra_forbidden":
        name, known = str(error["loc"][-1]), _known_keys(model, error["loc"][:-1])
        return unknown(key, "unknown key", name, known)
    if kind == "too_long":
        return too_many(key, value, context["max_length"])
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        return FileFault(
            key, "not one of the allowed words", value, ", ".join(choices), nearest_name(str(value), choices)
        )
    problem: Text = SENTENCES[kind](context) if kind in SENTENCES else LibraryText(error["msg"].lower())
    return FileFault(key, problem, value)


#: Pattern of a text -> what is said of one that does not follow it.
_PATTERNS = {
    NAME: Text("must be lower-case letters, digits and hyphens, beginning with a letter"),
    MONTH: Text("must be a month such as 2025-01, in quotes"),
    PRINTABLE: Text("must be one line without control characters"),
}
_TAGS = ("[key]", "[truth]", "[number]", "[text]")  # steps of a location that nobody wrote
SENTENCES: dict[str, Callable[[Mapping[str, Any]], Text]] = {
    "float_type": lambda _: Text("must be a number"),
    "float_parsing": lambda _: Text("must be a number"),
    "int_type": lambda _: Text("must be a whole number"),
    "string_type": lambda _: Text("must be text in quotes"),
    "bool_type": lambda _: Text("must be true or false"),
    "date_type": lambda _: Text("must be a date such as 2025-01-31, without quotes"),
    "union_tag_not_found": lambda _: Text("must be a number, text in quotes, true or false"),
    "tuple_type": lambda _: Text("must be a list"),
    "dict_type": lambda _: Text("must be a table"),
    "model_type": lambda _: Text("must be a table"),
    "finite_number": lambda _: Text("must be a finite number"),
    "greater_than": lambda c: Text("must be above {limit}", limit=_limit(c["gt"])),
    "greater_than_equal": lambda c: Text("must not be below {limit}", limit=_limit(c["ge"])),
    "less_than": lambda c: Text("must be below {limit}", limit=_limit(c["lt"])),
    "less_than_equal": lambda c: Text("must not be above {limit}", limit=_limit(c["le"])),
    "string_too_short": lambda _: Text("must not be empty"),
    "string_too_long": lambda c: Text("must not be longer than {most} characters", most=c["max_length"]),
    "string_pattern_mismatch": lambda c: _PATTERNS[c["pattern"]],
    "too_short": lambda c: Text("must have at least {least}", least=c["min_length"]),
}


def _limit(number: float) -> str:
    """A bound as it is read: whole numbers with their thousands apart."""
    return f"{number:,.0f}" if number == int(number) else f"{number:g}"


def _written_key(document: Any, location: Sequence[Any]) -> str:
    """``targets[high-tech-firms].readings[2].metric``: entries by their id where they have one, else counted from 1."""
    key = ""
    for step in location:
        if step in _TAGS:
            continue
        if isinstance(step, int):
            document = document[step] if isinstance(document, list) and step < len(document) else None
            name = document.get("id") if isinstance(document, Mapping) else None
            key += f"[{_plain(name) if isinstance(name, str) else step + 1}]"
        else:
            document = document.get(step) if isinstance(document, Mapping) else None
            name = _plain(step)
            key += f".{name}" if key else name
    return key


def _plain(step: object) -> str:
    """A key as it may stand in one sentence: quoted where it is blank, long or not printable."""
    name = str(step)
    return name if name.isprintable() and name.strip() and len(name) <= 60 else repr(name[:60])


def _known_keys(model: type[BaseModel], location: Sequence[Any]) -> list[str]:
    """The keys that the schema knows at a location inside a document of ``model``."""
    for step in location:
        if isinstance(step, int):
            continue
        field = {(info.alias or name): info for name, info in model.model_fields.items()}.get(str(step))
        inner = _model_in(field.annotation) if field else None
        if inner is not None:
            model = inner
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The record class inside an annotation such as ``tuple[Action, ...]`` or ``dict[str, Anchor]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    models = (_model_in(part) for part in get_args(annotation))
    return next((model for model in models if model is not None), None)


def _short(value: object) -> object:
    """A found value as it may stand in one sentence."""
    if isinstance(value, Mapping):
        return Text("a table")
    if isinstance(value, list | tuple):
        return Text("a list of {number}", number=len(value))
    if isinstance(value, datetime.date | datetime.time):
        return Text("the date or time {when}", when=value.isoformat())
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**30:
        return Text("a very large number")
    if isinstance(value, str) and len(value) > 60:
        return value[:57] + "..."
    return value
