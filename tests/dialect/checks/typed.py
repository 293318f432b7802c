"""Second check of the dialect: the types of every rule, and every value compared with the place it goes to.

Numba converts silently where Python does not: an int stored in a float field, a loop variable that is an int on one
path and a float on the other, ``min(1, 0.5)``. Its own type inference shows each such place. The check is modular: a
rule is typed alone, for the types its head declares, and every call of another rule is held to that rule's head.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numba import types
from numba.core import ir
from numba.core.dispatcher import Dispatcher
from numba.core.errors import NumbaError, TypingError

from tests.dialect.checks.fault import Fault
from tests.dialect.checks.inference import Rule, Typed, Types, infer
from tests.dialect.checks.signature import declared, layouts, plain, stock_text, words
from tests.dialect.checks.source import draws, files, module_name, read
from tests.dialect.checks.vocabulary import DRAW_ROOM

#: how numba spells a record in its messages: every field of it
_RECORD = re.compile(r"Record\(.*?;\d+;(True|False)\)", re.DOTALL)


def marked_functions(paths: Iterable[Path] | None = None) -> list[Rule]:
    """The marked functions of the package's dialect files, imported; with ``paths`` of these files only."""
    found = []
    for path in files() if paths is None else paths:
        module = importlib.import_module(module_name(path))
        found.extend(getattr(module, name) for name in read(path).marked)
    return found


def faults(rules: Iterable[Rule], dtypes: Mapping[str, np.dtype] | None = None) -> list[Fault]:
    """Stores, meetings, calls and returns whose inferred type differs from the declared one, by file and line.

    ``dtypes`` maps the names of ``AGENTS`` in ``vocabulary`` to record layouts (default: the engine's). Rules whose
    parameters only their callers know are checked for the types of every call among ``rules``.
    """
    check = _Check(layouts() if dtypes is None else dtypes)
    waiting = []
    for text in map(stock_text, rules):
        head = declared(text, check.dtypes)
        if None in head:
            waiting.append(text)
        else:
            check.inspect(text, head)
    typed = {text for text, _ in check.inspections}
    for text in waiting:
        if text not in typed:
            check.found.append(_fault(text, 0, "no rule calls it, so the types of its parameters are unknown"))
    return sorted(set(check.found))


def _fault(text: Rule, line: int, what: str) -> Fault:
    code = text.__code__
    return Fault(code.co_filename, line or code.co_firstlineno, text.__name__, what)


class _Check:
    """The rules of one call of ``faults``: each is inferred once for its types, before the rules that call it."""

    def __init__(self, dtypes: Mapping[str, np.dtype]) -> None:
        self.dtypes = dtypes
        self.found: list[Fault] = []
        #: (rule, types of its arguments) -> type that it returns, or None while or because that is unknown
        self.inspections: dict[tuple[Rule, Types], types.Type | None] = {}

    def inspect(self, text: Rule, head: Types) -> types.Type | None:
        """Type that ``text`` returns for ``head``; its faults are put with the others."""
        if (text, head) not in self.inspections:
            self.inspections[text, head] = None
            try:
                typed = infer(text, head, self.answer)
            except KeyError as error:  # numba looks a field up in the record without guarding
                self.found.append(_fault(text, 0, f"does not compile: no field {error.args[0]!r}"))
            except NumbaError as error:
                self.found.extend(self._refusal(text, error))
            else:
                self.found.extend(_Reading(text, typed, self.dtypes).faults())
                self.inspections[text, head] = typed.returns
        return self.inspections[text, head]

    def answer(self, text: Rule, arguments: Types) -> types.Type:
        """Type of a call: a wrong argument is a fault of the caller alone, so the callee sees what it declares."""
        given = [plain(one) for one in arguments]
        wanted = declared(text, self.dtypes)
        if len(given) != len(wanted):
            raise TypingError(f"{text.__name__} takes {len(wanted)} arguments, given {len(given)}")
        returned = self.inspect(text, tuple(want or one for want, one in zip(wanted, given, strict=True)))
        if returned is None:
            raise _CalleeError(f"{text.__name__} calls itself or does not compile")
        return returned

    def _refusal(self, text: Rule, error: NumbaError) -> Iterator[Fault]:
        message = _RECORD.sub("a record", str(error))
        if _CalleeError.__name__ in message and any(fault.what.startswith("does not") for fault in self.found):
            return
        said = [line.strip() for line in message.splitlines() if line.strip()]
        said = [line for line in said if "nopython mode pipeline" not in line]
        place = getattr(error, "loc", None)
        ours = place is not None and place.filename == text.__code__.co_filename
        yield _fault(text, place.line if ours else 0, f"does not compile: {' '.join(said[:3])}")


class _CalleeError(TypingError):
    """The rule called is at fault, not its caller."""


class _Reading:
    """What inference found about one rule, read statement by statement."""

    def __init__(self, text: Rule, typed: Typed, dtypes: Mapping[str, np.dtype]) -> None:
        self.text = text
        self.typed = typed
        self.dtypes = dtypes

    def faults(self) -> Iterator[Fault]:
        """Faults by statement."""
        for block in self.typed.blocks.values():
            for statement in block.body:
                for what in self._statement(statement):
                    yield _fault(self.text, statement.loc.line, what)
        if isinstance(self.typed.returns, types.Optional):
            yield _fault(self.text, 0, "returns a value on one path and nothing on another")

    def _type(self, variable: ir.Var) -> types.Type:
        return plain(self.typed.types[variable.name])

    def _words(self, kind: types.Type) -> str:
        return words(kind, self.dtypes)

    def _statement(self, statement: ir.Stmt) -> Iterator[str]:
        if isinstance(statement, ir.SetAttr):
            place, value = self._type(statement.target), self._type(statement.value)
            field = place.typeof(statement.attr)
            if isinstance(field, types.NestedArray):
                yield f"{statement.attr} is a nested array and is stored as a whole"
            elif field != value:
                yield f"{statement.attr} is {field}, stored {self._words(value)}"
        elif isinstance(statement, ir.SetItem | ir.StaticSetItem):
            place, value = self._type(statement.target), self._type(statement.value)
            if getattr(place, "dtype", None) != value:
                yield f"an element of {self._words(place)} is stored {self._words(value)}"
        elif isinstance(statement, ir.Assign):
            yield from self._assign(statement)

    def _assign(self, statement: ir.Assign) -> Iterator[str]:
        target, value = self._type(statement.target), statement.value
        meeting = isinstance(value, ir.Expr) and value.op == "phi"
        for variable in value.incoming_values if meeting else [value]:
            # a variable that is unset on one path meets nothing there
            if isinstance(variable, ir.Var) and self._type(variable) != target:
                name = statement.target.name
                what = "a choice" if name.startswith("$") else name.split(".")[0]
                source = self._type(variable)
                yield f"{what} is {self._words(source)} on one path and {self._words(target)} on another"
        if isinstance(value, ir.Expr):
            yield from self._expression(value, target)

    def _expression(self, value: ir.Expr, target: types.Type) -> Iterator[str]:
        if value.op == "call":
            yield from self._call(value)
        elif value.op == "cast":
            source = self._type(value.value)
            if source != target and not isinstance(target, types.Optional):
                yield f"returns {self._words(source)} on one path and {self._words(target)} on another"
        elif value.op in ("binop", "inplace_binop", "unary"):
            for operand in [value.value] if value.op == "unary" else [value.lhs, value.rhs]:
                kind = self._type(operand)
                if not isinstance(kind, types.Number | types.Boolean):
                    yield f"arithmetic or comparison of {self._words(kind)}"
        elif value.op == "build_list":
            for item in value.items:
                if self._type(item) != target.dtype:
                    yield f"an element of {self._words(target)} is {self._words(self._type(item))}"

    def _call(self, call: ir.Expr) -> Iterator[str]:
        function = self.typed.types[call.func.name]
        arguments = tuple(self._type(one) for one in call.args)
        if isinstance(function, types.BoundFunction):
            owner = plain(function.this)
            if function.typing_key == "list.append" and arguments != (owner.dtype,):
                yield f"{self._words(owner)} is appended {self._words(arguments[0])}"
            return
        callee = getattr(function, "typing_key", None)
        stands_for = getattr(callee, "stands_for", None)
        if isinstance(stands_for, Dispatcher):
            yield from self._draw(stands_for.py_func, arguments)
        elif stands_for is not None:
            yield from self._rule(stands_for, arguments)
        else:
            yield from self._builtin(callee, arguments)

    def _builtin(self, callee: object, arguments: Types) -> Iterator[str]:
        name = getattr(callee, "__name__", str(callee))
        if callee in (min, max) and len(set(arguments)) > 1:
            yield f"{name} of {' and '.join(self._words(one) for one in arguments)}"
        if callee is range and any(one != types.int64 for one in arguments):
            yield f"range of {' and '.join(self._words(one) for one in arguments)}"
        if callee in (min, max, abs, round, int, float, bool):
            for one in arguments:
                if not isinstance(one, types.Number | types.Boolean):
                    yield f"{name} of {self._words(one)}"

    def _rule(self, text: Rule, arguments: Types) -> Iterator[str]:
        names = text.__code__.co_varnames
        for name, want, given in zip(names, declared(text, self.dtypes), arguments, strict=False):
            if want is not None and want != given:
                yield f"{text.__name__} takes {self._words(want)} as {name}, given {self._words(given)}"

    def _draw(self, function: Rule, arguments: Types) -> Iterator[str]:
        if function.__module__ != DRAW_ROOM or function.__name__ not in draws():
            yield f"a call of {function.__name__}, which is no draw"
            return
        # a key or an identity of another integer type would compile every draw again; a rate is a float
        want = types.int64 if draws()[function.__name__] else types.float64
        for name, kind in zip(function.__code__.co_varnames, arguments, strict=False):
            if kind != want:
                yield f"{function.__name__} takes {want} as {name}, given {self._words(kind)}"
