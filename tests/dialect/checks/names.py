"""What the local names of a rule stand for, read off its text."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from dataclasses import dataclass

from tests.dialect.checks.vocabulary import AGENTS, SEQUENCES


@dataclass(frozen=True)
class Names:
    """The names that a rule binds, by what they hold.

    ``lists`` may hold a local list; ``aliases`` are other names of one field (a nested array, the key of the month);
    ``products`` hold arithmetic that may fold two identities into one.
    """

    parameters: tuple[str, ...]
    all: frozenset[str]
    agents: frozenset[str]
    sequences: frozenset[str]
    lists: frozenset[str]
    aliases: dict[str, ast.expr]
    products: frozenset[str]

    @classmethod
    def of(cls, function: ast.FunctionDef) -> Names:
        """The names of one definition."""
        parameters = tuple(one.arg for one in function.args.args)
        nodes = [node for statement in function.body for node in ast.walk(statement)]
        stores = Counter(node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
        values = _values(nodes)
        every = frozenset({*parameters, *stores})
        sequences = frozenset(parameters) & SEQUENCES.keys()
        return cls(
            parameters=parameters,
            all=every,
            agents=frozenset(parameters) & AGENTS.keys() | _members(nodes, sequences),
            sequences=sequences,
            lists=every - AGENTS.keys() - SEQUENCES.keys(),
            aliases={
                name: given[0]
                for name, given in values.items()
                if stores[name] == 1 and name not in parameters and _is_field(given[0])
            },
            products=frozenset(name for name, given in values.items() if any(map(_is_product, given))),
        )


def _values(nodes: list[ast.AST]) -> dict[str, list[ast.expr]]:
    """Name -> the expressions assigned to it."""
    values: dict[str, list[ast.expr]] = defaultdict(list)
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    values[target.id].append(node.value)
    return values


def _members(nodes: list[ast.AST], sequences: frozenset[str]) -> frozenset[str]:
    """Names that hold an agent taken from one of the sequences."""
    members = set()
    for node in nodes:
        if isinstance(node, ast.For) and isinstance(node.iter, ast.Name) and isinstance(node.target, ast.Name):
            if node.iter.id in sequences:
                members.add(node.target.id)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
            base = node.value.value
            if isinstance(base, ast.Name) and base.id in sequences:
                members.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return frozenset(members)


def _is_product(node: ast.expr) -> bool:
    """Arithmetic that folds two identities into one; a counter that is added to is none."""
    return isinstance(node, ast.BinOp) and any(isinstance(one, ast.Mult) for one in ast.walk(node))


def _is_field(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
