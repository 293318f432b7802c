"""The words a rule may use: operators, functions, numbers, and what each parameter name stands for."""

from __future__ import annotations

import ast

#: names that rules may import in capitals: decisions for draws, sizes and ids of the tables
CONSTANT_ROOMS = ("sim.model.decisions", "sim.model.tables")
DECISION_ROOM = "sim.model.decisions"
DRAW_ROOM = "sim.model.draws"

#: called by markets and arrival rules; the two thin loops answer it by creating the agent
CREATORS = frozenset({"enrol"})

#: builtin -> least and most number of arguments
BUILTINS = {
    "min": (2, 99),
    "max": (2, 99),
    "abs": (1, 1),
    "round": (1, 1),
    "int": (1, 1),
    "float": (1, 1),
    "bool": (1, 1),
    "len": (1, 1),
    "range": (1, 3),
}
#: the others differ in the last bit between Python and compiled code, or are missing from one
MATH = frozenset(
    {
        *("exp", "log", "log1p", "expm1", "sqrt", "tanh", "floor", "ceil", "trunc", "erf", "erfc", "atan"),
        *("isnan", "isfinite", "copysign"),
    }
)
LIST_METHODS = {"append": 1, "pop": 0, "sort": 0}

#: the numbers that mean themselves; every other number comes from a table
NUMBERS = frozenset({0, 1, 2, 12})

OPERATORS: tuple[type[ast.AST], ...] = (
    *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod),
    *(ast.USub, ast.UAdd, ast.Not, ast.And, ast.Or),
    *(ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE),
)
STATEMENTS: tuple[type[ast.AST], ...] = (
    *(ast.Return, ast.Assign, ast.AugAssign, ast.For, ast.While, ast.If, ast.Expr, ast.Pass, ast.Break, ast.Continue),
)
EXPRESSIONS: tuple[type[ast.AST], ...] = (
    *(ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.IfExp, ast.Compare, ast.Call, ast.Constant, ast.Attribute),
    *(ast.Subscript, ast.Name, ast.List, ast.Tuple, ast.keyword, ast.Load, ast.Store),
)
NODES = (*OPERATORS, *STATEMENTS, *EXPRESSIONS)

#: parameter name -> name of the record layout of the agent (plural: a sequence of them)
AGENTS = {name: name.upper() for name in ("firm", "incubator", "fund", "zone", "lab", "government", "world")}
SEQUENCES = {f"{name}s": layout for name, layout in AGENTS.items() if name not in ("government", "world")}
PLAIN_TYPES = {"int": int, "float": float, "bool": bool}
