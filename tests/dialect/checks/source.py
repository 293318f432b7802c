"""A dialect file read as text: which functions are marked, and where its names come from."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sim
from tests.dialect.checks.vocabulary import DRAW_ROOM

_PACKAGE = Path(sim.__file__).resolve().parent
_MARKS = ("rule", "behaviour")


@dataclass(frozen=True)
class Source:
    """One parsed file: ``marked`` name -> definition, ``imported`` name -> (module, name there)."""

    path: Path
    marked: dict[str, ast.FunctionDef]
    imported: dict[str, tuple[str, str]]


def read(path: Path) -> Source:
    """Parse a file (OSError, SyntaxError); an unchanged file is parsed once."""
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size)


@functools.cache
def _read(path: Path, changed: int, size: int) -> Source:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    marked = {
        node.name: node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and any(_mark(one) in _MARKS for one in node.decorator_list)
    }
    imported = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0
        for alias in node.names
    }
    return Source(path, marked, imported)


def _mark(decorator: ast.expr) -> str:
    while isinstance(decorator, ast.Call):
        decorator = decorator.func
    return decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")


def files(package: Path = _PACKAGE / "model") -> tuple[Path, ...]:
    """Every file of the model that marks at least one function, sorted."""
    return tuple(sorted(path for path in package.rglob("*.py") if read(path).marked))


def module_name(path: Path) -> str:
    """Dotted name of a file of this package."""
    return ".".join(path.resolve().relative_to(_PACKAGE.parent).with_suffix("").parts)


def locate(module: str) -> Path | None:
    """File of a module of this package, found without importing it; None if it is not ours."""
    parts = module.split(".")
    if parts[0] != _PACKAGE.name:
        return None
    base = _PACKAGE.joinpath(*parts[1:])
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)


@functools.cache
def draws() -> dict[str, bool]:
    """Public functions of the draw module -> whether the last parameter is the decision (``what``)."""
    path = locate(DRAW_ROOM)
    assert path is not None, "the package has no draw module"
    return dict(_public(ast.parse(path.read_text(encoding="utf-8"))))


def _public(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name, bool(node.args.args) and node.args.args[-1].arg == "what"
