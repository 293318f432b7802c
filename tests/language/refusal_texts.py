"""The sentences of every refusal, read from the source as they stand in it: templates, and what is no literal."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

import sim

PACKAGE = Path(sim.__file__).parent
#: Calls that make a refusal, or pass one on -> the place of their sentence.
RAISED = {
    "InputError": 0,
    "StorageError": 0,
    "NothingSavedError": 0,
    "WorkerMismatchError": 0,
    "AnswerError": 0,
    "unknown_name": 0,
    "check_name": 0,
    "fault": 0,
    "FileFault": 1,
    "unknown": 1,
    "Word": 0,
    "Location": 1,
    "FittedSet": 1,
}
ALLOWED = {"fault": 2, "FileFault": 3}  # where what is allowed stands without its keyword
#: Sentences that were made elsewhere: of another refusal, and of a worker (WorkerMismatchError).
PASSED_ON = {("errors.py", "problem"), ("analyses/sweep/run.py", "str(fault)")}


@dataclass
class Sentences:
    """``templates``: sentence -> file and line. ``faults``: file, line and expression that no translator could find."""

    templates: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def places(template: str) -> set[str]:
    """Names of the places of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def is_phrase(words: str) -> bool:
    """Whether more than names stands between the commas; commands of pip are the same in every language."""
    parts = [part.strip() for part in words.split(", ")]
    phrases = any(" " in part and any(letter.isalpha() for letter in part) for part in parts)
    return phrases and not words.startswith(("pip install ", "python -m pip "))


def sentences() -> Sentences:
    """Of every module but the dialect, whose ``Fault`` is for programmers."""
    found = Sentences()
    for path in sorted(PACKAGE.rglob("*.py")):
        if "_data" not in path.parts and "dialect" not in path.parts:
            read(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"), found)
    return found


def read(module: str, source: str, found: Sentences) -> None:
    """Add the sentences of one module."""
    _Module(module, ast.parse(source), found).read()


class _Module:
    def __init__(self, name: str, tree: ast.Module, found: Sentences) -> None:
        self.name, self.tree, self.found = name, tree, found
        imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "sim.errors"]
        self.has_text = name == "errors.py" or any(one.name == "Text" for node in imports for one in node.names)

    def read(self) -> None:
        for call, function in _calls(self.tree, self.tree):
            name = _name(call.func)
            if name == "Text" and self.has_text:
                self._template(call)
            if len(call.args) > RAISED.get(name, 99):
                self._sentence(call.args[RAISED[name]], function)
            allowed = [keyword.value for keyword in call.keywords if keyword.arg == "allowed"]
            for node in [*allowed, *call.args[ALLOWED.get(name, 99) :][:1]]:
                if any(is_phrase(words) for words in _words(node, function)):
                    self._fault(node, "words that are no Text")

    def _template(self, call: ast.Call) -> None:
        """``Text("must be above {limit}", limit=...)``: a literal, and a value for each place of it."""
        template = call.args[0]
        if not isinstance(template, ast.Constant):
            self._sentence(template, self.tree)
        elif call.keywords and {keyword.arg for keyword in call.keywords} != places(template.value):
            self._fault(call, "places and values differ")
        else:
            self._add(template)

    def _sentence(self, node: ast.expr, function: ast.AST) -> None:
        """A literal, a Text, or a name, an item or an attribute that can be nothing else."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            self._add(node)
        elif isinstance(node, ast.IfExp):
            self._sentence(node.body, function)
            self._sentence(node.orelse, function)
        elif isinstance(node, ast.Name) and (values := list(_assigned(node.id, function))):
            for value in values:
                self._sentence(value, function)
        elif not self._is_sentence(node, function):
            self._fault(node, "no literal")

    def _is_sentence(self, node: ast.expr, function: ast.AST) -> bool:
        if (self.name, ast.unparse(node)) in PASSED_ON:
            return True
        if isinstance(node, ast.Call):
            return _name(node.func) == "Text" and self.has_text
        if isinstance(node, ast.Attribute):
            return node.attr in ("problem", "_problem")
        if isinstance(node, ast.Subscript):  # of a table of the module
            tables = list(_assigned(_name(node.value), self.tree))
            values = [value for table in tables if isinstance(table, ast.Dict) for value in table.values]
            return bool(values) and all(isinstance(value, ast.Call) and _name(value.func) == "Text" for value in values)
        return isinstance(node, ast.Name) and (_declared(node.id, function) or _is_parameter(node.id, function))

    def _add(self, node: ast.Constant) -> None:
        self.found.templates.setdefault(node.value, f"{self.name}:{node.lineno}")

    def _fault(self, node: ast.expr, what: str) -> None:
        self.found.faults.append(f"{self.name}:{node.lineno}: {what}: {ast.unparse(node)}")


def _calls(node: ast.AST, function: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, function
        yield from _calls(child, child if isinstance(child, ast.FunctionDef) else function)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _words(node: ast.expr, function: ast.AST) -> Iterator[str]:
    """The literals that an expression can be, each value in them as 0."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "0" for part in node.values)
    elif isinstance(node, ast.IfExp | ast.BoolOp):
        for part in [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values:
            yield from _words(part, function)
    elif isinstance(node, ast.Name):
        for value in _assigned(node.id, function):
            yield from _words(value, function)


def _assigned(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    """What a name is set to in a function, or in a module."""
    for node in ast.walk(scope):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Name) and target.id == name:
                yield node.value
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(target.elts, node.value.elts, strict=True)
                yield from (value for part, value in pairs if isinstance(part, ast.Name) and part.id == name)


def _declared(name: str, scope: ast.AST) -> bool:
    """Whether a name is declared to be a Text, which the type checker then holds it to."""
    nodes = [node for node in ast.walk(scope) if isinstance(node, ast.AnnAssign) and _name(node.target) == name]
    return bool(nodes) and all(_name(node.annotation) == "Text" for node in nodes)


def _is_parameter(name: str, scope: ast.AST) -> bool:
    """Whether a name is the sentence that a function was called with, which is read at its calls."""
    if not isinstance(scope, ast.FunctionDef) or scope.name not in {*RAISED, "__init__"}:
        return False
    return name == "problem" and name in [one.arg for one in scope.args.args]
