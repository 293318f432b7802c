"""Every text that the program refuses with, read from its source: what a value would fill is filled with a sample."""

from __future__ import annotations

import ast
import errno
import importlib
import inspect
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import sim

PACKAGE = Path(sim.__file__).parent
#: Calls that make a refusal -> the place of their text; ``unknown``-names get "unknown " before it.
RAISED = {
    "InputError": 0,
    "StorageError": 0,
    "NothingSavedError": 0,
    "WorkerMismatchError": 0,
    "AnswerError": 0,
    "fault": 0,
    "Fault": 1,
    "Word": 0,
    "Location": 1,
    "FittedSet": 1,
}
UNKNOWN = {"unknown_name": 0, "unknown": 1}
ALLOWED = {"fault": 2, "Fault": 3}  # where the allowed stands without its keyword
#: Words that an f-string takes from a short list, by the module and the name of the value.
WORDS = {
    ("plan/document.py", "what"): ("plan", "scenario", "sweep", "bounds", "weights", "scenario or plan"),
    ("plan/names.py", "what"): (
        "action",
        "target",
        "measure",
        "programme or action",
        "scenario",
        "plan",
        "sweep",
    ),
    ("forecast/pooling.py", "switch"): ("mobilisation", "leniency"),
    ("plan/checks.py", "target.class_"): ("A", "B", "C"),
    ("plan/checks.py", "plan.month_labels[-1]"): ("2026-11",),
    ("parameters/load.py", "column"): ("unit", "central", "distribution", "source", "meaning"),
    ("calibration/observations.py", "column"): ("form", "bound"),
    ("agents/watching.py", "answer.words"): (
        *("a number from 0 to 1", "a finite number not below 0", "a finite number", "a whole number"),
        *("True or False", "no answer"),
    ),
    ("evidence/check.py", "column"): ("role", "available_from_basis"),
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Path below the package and syntax tree of every module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "_data" not in path.parts:
            yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def problems() -> Iterator[tuple[str, str]]:
    """(module, English text) of every refusal."""
    for module, call, scope in _calls():
        name = _name(call)
        if getattr(scope, "name", "") in UNKNOWN:
            continue
        for table, before in ((RAISED, ""), (UNKNOWN, "unknown ")):
            if name in table and len(call.args) > table[name]:
                for words in _texts(call.args[table[name]], module, scope):
                    yield module, before + words


def alloweds() -> Iterator[tuple[str, str]]:
    """(module, English text) of every ``allowed`` that is more than a list of names."""
    for module, call, scope in _calls():
        given = [keyword.value for keyword in call.keywords if keyword.arg == "allowed"]
        place = ALLOWED.get(_name(call))
        given += call.args[place : place + 1] if place is not None else []
        for node in given:
            for words in _texts(node, module, scope):
                if not words.startswith(("python -m pip ", "pip install ")) and _is_phrase(words):
                    yield module, words


def outside() -> Iterator[str]:
    """What the system and the standard library say inside a refusal: errors of files and sockets, TOML, JSON, CSV."""
    yield from (os.strerror(code) for code in errno.errorcode)
    tree = ast.parse(inspect.getsource(importlib.import_module("tomllib._parser")))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr | ast.Constant):
            yield from (words.replace("sample", "'x'") for words in _texts(node, "", tree))
    yield from ("at line 7, column 7", "at end of document", "line 7 column 7 (char 7)", "Name or service not known")
    yield from ("Expecting value", "Expecting property name enclosed in double quotes", "Extra data")
    yield from ("unexpected end of data", "line contains NUL", "field larger than field limit (7)")


def _is_phrase(words: str) -> bool:
    parts = (part.replace("sample", "") for part in words.split(", "))
    return any(" " in part.strip() and any(letter.isalpha() for letter in part) for part in parts)


def _calls() -> Iterator[tuple[str, ast.Call, ast.AST]]:
    for module, tree in sources():
        yield from ((module, call, scope) for call, scope in _walk(tree, tree))


def _walk(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, scope
        yield from _walk(child, child if isinstance(child, ast.FunctionDef) else scope)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _texts(node: ast.AST, module: str, scope: ast.AST) -> list[str]:
    """What an expression can say. A value with a format or a length is a number, with ``!r`` a word in quotes; another
    value is a bare word, which only a place behind a colon or inside quotes may take."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return _texts(node.body, module, scope) + _texts(node.orelse, module, scope)
    if (module, ast.unparse(node)) in WORDS:
        return list(WORDS[module, ast.unparse(node)])
    if isinstance(node, ast.Name):
        return [words for value in _assigned(node.id, scope) for words in _texts(value, module, scope)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in itertools.product(*(_parts(part, module, scope) for part in node.values))]
    return []


def _parts(node: ast.AST, module: str, scope: ast.AST) -> list[str]:
    if not isinstance(node, ast.FormattedValue):
        return _texts(node, module, scope)
    value = node.value
    if node.conversion == ord("r"):
        return ["'sample'"]
    if node.format_spec is not None or (isinstance(value, ast.Call) and _name(value) == "len"):
        return ["2025-01-31" if "%Y" in ast.unparse(node) else "7"]
    return _texts(value, module, scope) or ["sample"]


def _assigned(name: str, scope: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(scope):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Name) and target.id == name:
                yield node.value
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(target.elts, node.value.elts, strict=True)
                yield from (value for part, value in pairs if isinstance(part, ast.Name) and part.id == name)
