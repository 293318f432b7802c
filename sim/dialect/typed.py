"""Second check of the dialect: every rule compiled alone, and the type of every value compared with its place.

Numba converts silently where Python does not: an int stored in a float field, a loop variable that is an int on one
path and a float on the other, ``min(1, 0.5)``. Its own type inference shows each such place. The check is modular: a
rule is compiled for the types its head declares, and every call of another rule is held to that rule's head.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit, types
from numba.core import ir
from numba.core.errors import NumbaError

from sim.dialect.fault import Fault
from sim.dialect.signature import declared, layouts, plain, stock_text, words
from sim.dialect.source import draws, files, read
from sim.dialect.vocabulary import DRAW_ROOM

Rule = Callable[..., Any]
Types = tuple[types.Type, ...]

#: how numba spells a record in its messages: every field of it
_RECORD = re.compile(r"Record\(.*?;\d+;(True|False)\)", re.DOTALL)


def marked_functions(paths: Iterable[Path] | None = None) -> list[Rule]:
    """The marked functions of the package's dialect files, imported; with ``paths`` of these files only."""
    root = Path(__file__).resolve().parents[2]
    found = []
    for path in files() if paths is None else paths:
        module = importlib.import_module(".".join(path.resolve().relative_to(root).with_suffix("").parts))
        found.extend(getattr(module, name) for name in read(path).marked)
    return found


def faults(rules: Iterable[Rule], dtypes: Mapping[str, np.dtype] | None = None) -> list[Fault]:
    """Stores, meetings, calls and returns whose compiled type differs from the declared one, by file and line.

    ``dtypes`` maps the names of ``sim.dialect.vocabulary.AGENTS`` to record layouts (default: the engine's). Rules
    whose parameters only their callers know are checked for the types of every call among ``rules``.
    """
    dtypes = layouts() if dtypes is None else dtypes
    found: list[Fault] = []
    waiting: dict[Rule, tuple[types.Type | None, ...]] = {}
    work: list[tuple[Rule, Types]] = []
    for rule in rules:
        head = declared(rule, dtypes)
        if None in head:
            waiting[stock_text(rule)] = head
        else:
            work.append((stock_text(rule), head))
    seen = set(work)
    while work:
        text, head = work.pop()
        inspection = _Inspection(text, head, dtypes)
        found.extend(inspection.faults())
        for callee, arguments in inspection.calls:
            if callee in waiting and (callee, arguments) not in seen:
                seen.add((callee, arguments))
                work.append((callee, arguments))
    checked = {text for text, _ in seen}
    for text in waiting.keys() - checked:
        found.append(_fault(text, 0, "no rule calls it, so the types of its parameters are unknown"))
    return sorted(set(found))


def _fault(text: Rule, line: int, what: str) -> Fault:
    code = text.__code__
    return Fault(code.co_filename, line or code.co_firstlineno, text.__name__, what)


class _Inspection:
    """One rule compiled for one tuple of argument types, read statement by statement."""

    def __init__(self, text: Rule, head: Types, dtypes: Mapping[str, np.dtype]) -> None:
        self.text = text
        self.head = head
        self.dtypes = dtypes
        #: dialect functions called, with the types they are called for
        self.calls: list[tuple[Rule, Types]] = []
        self._types: Mapping[str, types.Type] = {}
        self._signatures: Mapping[ir.Inst, Any] = {}

    def faults(self) -> Iterator[Fault]:
        """Compile and read (a rule that does not compile is one fault)."""
        dispatcher = njit(self.text)
        try:
            dispatcher.compile(self.head)
        except KeyError as error:  # numba looks a field up in the record without guarding
            yield _fault(self.text, 0, f"does not compile: no field {error}")
            return
        except NumbaError as error:
            place = getattr(error, "loc", None)
            said = [line.strip() for line in _RECORD.sub("an agent", str(error)).splitlines() if line.strip()]
            said = [line for line in said if "nopython mode pipeline" not in line]
            ours = place is not None and place.filename == self.text.__code__.co_filename
            yield _fault(self.text, place.line if ours else 0, f"does not compile: {' '.join(said[:3])}")
            return
        annotation = next(iter(dispatcher.overloads.values())).type_annotation
        self._types, self._signatures = annotation.typemap, annotation.calltypes
        for block in annotation.blocks.values():
            for statement in block.body:
                for what in self._statement(statement):
                    yield _fault(self.text, statement.loc.line, what)
        returned = dispatcher.nopython_signatures[0].return_type
        if isinstance(returned, types.Optional):
            yield _fault(self.text, 0, "returns a value on one path and nothing on another")

    def _type(self, variable: ir.Var) -> types.Type:
        return plain(self._types[variable.name])

    def _statement(self, statement: ir.Stmt) -> Iterator[str]:
        if isinstance(statement, ir.SetAttr):
            place, value = self._type(statement.target), self._type(statement.value)
            if isinstance(place, types.Record):
                field = place.typeof(statement.attr)
                if isinstance(field, types.NestedArray):
                    yield f"{statement.attr} is a nested array and is stored as a whole"
                elif field != value:
                    yield f"{statement.attr} is {field}, stored {words(value)}"
        elif isinstance(statement, ir.SetItem | ir.StaticSetItem):
            place, value = self._type(statement.target), self._type(statement.value)
            if getattr(place, "dtype", None) != value:
                yield f"an element of {words(place)} is stored {words(value)}"
        elif isinstance(statement, ir.Assign):
            yield from self._assign(statement)

    def _assign(self, statement: ir.Assign) -> Iterator[str]:
        target, value = self._type(statement.target), statement.value
        if isinstance(value, ir.Var):
            source = self._type(value)
            if source != target:
                name = statement.target.name
                what = "a choice" if name.startswith("$") else name.split(".")[0]
                yield f"{what} is {words(source)} on one path and {words(target)} on another"
        elif isinstance(value, ir.Expr):
            yield from self._expression(value, target)

    def _expression(self, value: ir.Expr, target: types.Type) -> Iterator[str]:
        if value.op == "call":
            yield from self._call(value)
        elif value.op == "cast":
            source = self._type(value.value)
            if source != target and not isinstance(target, types.Optional):
                yield f"returns {words(source)} on one path and {words(target)} on another"
        elif value.op in ("binop", "inplace_binop", "unary"):
            for operand in [value.value] if value.op == "unary" else [value.lhs, value.rhs]:
                kind = self._type(operand)
                if not isinstance(kind, types.Number | types.Boolean):
                    yield f"arithmetic or comparison of {words(kind)}"
        elif value.op == "arrayexpr":
            yield "arithmetic on a whole nested array"
        elif value.op == "build_list":
            for item in value.items:
                if self._type(item) != target.dtype:
                    yield f"an element of {words(target)} is {words(self._type(item))}"

    def _call(self, call: ir.Expr) -> Iterator[str]:
        function = self._types[call.func.name]
        signature = self._signatures[call]
        arguments = tuple(self._type(one) for one in call.args)
        if isinstance(function, types.BoundFunction):
            owner = plain(function.this)
            if function.typing_key == "list.append" and arguments != (owner.dtype,):
                yield f"{words(owner)} is appended {words(arguments[0])}"
            return
        if isinstance(function, types.Dispatcher):
            yield from self._draw(function.dispatcher.py_func, arguments)
            return
        callee = getattr(function, "typing_key", None)
        if hasattr(callee, "dialect"):
            yield from self._rule(callee, tuple(plain(one) for one in signature.args))
            return
        name = getattr(callee, "__name__", str(callee))
        if callee in (min, max) and len(set(arguments)) > 1:
            yield f"{name} of {' and '.join(words(one) for one in arguments)}"
        if callee is range and any(one != types.int64 for one in arguments):
            yield f"range of {' and '.join(words(one) for one in arguments)}"
        if callee in (min, max, abs, round, int, float, bool):
            for one in arguments:
                if not isinstance(one, types.Number | types.Boolean):
                    yield f"{name} of {words(one)}"

    def _rule(self, callee: Rule, arguments: Types) -> Iterator[str]:
        text = stock_text(callee)
        self.calls.append((text, arguments))
        names = text.__code__.co_varnames
        for i, (want, given) in enumerate(zip(declared(text, self.dtypes), arguments, strict=True)):
            if want is not None and want != given:
                yield f"{text.__name__} takes {words(want)} as {names[i]}, given {words(given)}"

    def _draw(self, function: Rule, arguments: Types) -> Iterator[str]:
        if function.__module__ != DRAW_ROOM or function.__name__ not in draws():
            yield f"a call of {function.__name__}, which is no draw"
            return
        # a key or an identity of another integer type would compile every draw again; a rate is a float
        want = types.int64 if draws()[function.__name__] else types.float64
        for name, kind in zip(function.__code__.co_varnames, arguments, strict=False):
            if kind != want:
                yield f"{function.__name__} takes {want} as {name}, given {words(kind)}"
