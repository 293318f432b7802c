"""Markdown table of the parameters, grouped by the rules that read them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from description.reading import FILES, parameter_files
from description.table import code, table
from sim.engine.compiled.anchors import HISTORY_PARAMETERS

if TYPE_CHECKING:
    from sim.inputs.parameters.parameter import Parameter

OBSERVATION_ONLY = "of the observation only"  # the note of a parameter that no run reads
_MONEY = "instruments: named by a plan, not by a rule"
_PROFILES = "profiles of fields"
_SWITCH = "before the run: lever effects"
_ANCHORS = "before the run: totals of the city at its start"
_OBSERVED = "comparison with the record: never in a run"


def group_of(row: Parameter, instruments: frozenset[str]) -> str:
    """The heading under which a parameter stands: the first file that reads it, in reading order."""
    if row.profile:
        return _PROFILES
    files = parameter_files().get(row.base, ())
    if files:
        return files[0]
    if row.base in HISTORY_PARAMETERS:
        return _ANCHORS
    if row.note == OBSERVATION_ONLY:
        return _OBSERVED
    return _MONEY if row.base in instruments else _SWITCH


def parameter_table() -> str:
    """All parameters: one table a group, with unit, central value, distribution, source and kind of effect."""
    from sim.inputs.parameters import load_parameters

    groups: dict[str, list[Parameter]] = {
        name: [] for name in (*FILES, _PROFILES, _MONEY, _ANCHORS, _SWITCH, _OBSERVED)
    }
    named = instrument_parameters()
    for row in load_parameters():
        groups[group_of(row, named)].append(row)
    parts = []
    for name, rows in groups.items():
        if rows:
            parts.append(f"## {name}\n\n{table(_HEADS, [_cells(row) for row in rows])}")
    return "\n".join(parts)


_HEADS = ("parameter", "unit", "central", "distribution", "effect", "source", "meaning")


def _cells(row: Parameter) -> tuple[str, ...]:
    effect = f"{row.effect}, nothing at {row.null_value:g}" if row.null_value is not None else ""
    return (code(row.name), row.unit, f"{row.central:g}", code(row.distribution), effect, row.source, row.meaning)


def instrument_parameters() -> frozenset[str]:
    """Parameters that an instrument of a shipped plan names."""
    from sim.inputs.plan import load_plan

    keys = ("unit_cost", "payee_cap", "reviewer_cap", "awareness", "application", "lag", "half_life")
    plans = (load_plan("hangzhou"), load_plan("template"))
    instruments = [instrument for plan in plans for instrument in plan.instruments]
    return frozenset(getattr(instrument, key) for instrument in instruments for key in keys) - {""}


def source_counts() -> str:
    """How many parameters rest on what."""
    from sim.inputs.parameters import load_parameters

    def kind(row: Parameter) -> str:
        if row.source.startswith("judgement"):
            return "judgement"
        return "evidence, size judged there" if row.judged else "evidence"

    rows = list(load_parameters())
    fixed = sum(row.distribution.startswith("fixed") for row in rows)
    counts = Counter(kind(row) for row in rows)
    effects = Counter(row.effect for row in rows if row.effect)
    text = table(("rests on", "parameters"), sorted(counts.items()))
    return (
        f"{len(rows)} parameters, {fixed} of them fixed and {len(rows) - fixed} drawn for each run; "
        f"{sum(effects.values())} are effects of a lever "
        f"({', '.join(f'{number} {name}' for name, number in sorted(effects.items()))}).\n\n{text}"
    )
