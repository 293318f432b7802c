"""Every effect of money says how its number follows from its study: a formula that comes to it, or "judgement"."""

from __future__ import annotations

import ast
import math
import operator
import re

import pytest

from sim.inputs.evidence import load_evidence
from sim.inputs.parameters import load_parameters

TABLE, EVIDENCE = load_parameters(), load_evidence()
EFFECTS = [row for row in TABLE.rows if row.effect]
REFERENCE = re.compile(r"(?:series|priors|rules|policy):[\w+.-]+(?:/[\w+.-]+)*")
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def evaluated(formula: str) -> float:
    """The formula with evidence rows and parameters at their central values; only + - * / and log."""
    values: list[float] = []

    def named(match: re.Match[str]) -> str:
        values.append(EVIDENCE.row(match.group()).number())
        return f"row_{len(values) - 1}"

    def value(node: ast.expr) -> float:
        if isinstance(node, ast.BinOp):
            return float(OPERATORS[type(node.op)](value(node.left), value(node.right)))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "log":
            return math.log(value(node.args[0]))
        if isinstance(node, ast.Name):
            return values[int(node.id[4:])] if node.id.startswith("row_") else TABLE[node.id].central
        return float(ast.literal_eval(node))

    return value(ast.parse(REFERENCE.sub(named, formula), mode="eval").body)


@pytest.mark.parametrize("row", EFFECTS, ids=lambda row: row.name)
def test_an_effect_follows_from_its_study_or_says_judgement(row) -> None:
    """Within 3 %: a row of the evidence gives its centre rounded, the table the median of the law."""
    if row.conversion.startswith("judgement"):
        assert row.conversion.startswith(("judgement, sign from ", "judgement: ")), row.conversion
        for reference in REFERENCE.findall(row.conversion):
            assert EVIDENCE.has(reference), reference
    else:
        assert evaluated(row.conversion) == pytest.approx(row.central, rel=0.03)


def test_an_effect_without_a_formula_cites_its_study_for_the_sign_alone() -> None:
    for row in EFFECTS:
        if row.source.startswith("priors:"):
            assert not row.conversion.startswith("judgement"), row.name
        elif row.conversion.startswith("judgement, sign from "):
            assert row.source == row.conversion or row.source.startswith("judgement: "), row.name


def test_a_formula_that_does_not_come_to_its_number_would_be_seen() -> None:
    assert evaluated("priors:univ_startups_per_100musd / 7.1") != pytest.approx(
        TABLE["lab_start_ups"].central, rel=0.03
    )
