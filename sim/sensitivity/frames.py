"""The result as tidy tables, one row a number and its error; for spreadsheets and for whoever draws it otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sim.errors import unknown_name

if TYPE_CHECKING:
    import pandas as pd

    from sim.sensitivity.result import Sensitivity

Row = dict[str, Any]


def frame(result: Sensitivity, kind: str) -> pd.DataFrame:
    """One table of ``KINDS``. Raises InputError for another kind."""
    import pandas as pd

    if kind not in KINDS:
        raise unknown_name("table", kind, list(KINDS), key="kind")
    columns, rows = KINDS[kind]
    return pd.DataFrame(list(rows(result)), columns=list(columns))


def csv_text(result: Sensitivity, kind: str) -> str:
    """One table as CSV; empty cells where there is no number."""
    return frame(result, kind).to_csv(index=False, lineterminator="\n", float_format="%.6g")


def _targets(result: Sensitivity) -> Iterator[Row]:
    for one in result.targets:
        split = one.split
        shares = dict.fromkeys(_PARTS) if split is None else {name: getattr(split, name) for name in _PARTS}
        yield {
            "target": one.id,
            "class": one.class_,
            "probability": one.probability,
            "expected": one.expected,
            "chance_of_count": one.chance,
            **shares,
        }


def _effects(result: Sensitivity) -> Iterator[Row]:
    for target in result.targets:
        for rank, one in enumerate(target.effects, 1):
            yield {
                "target": target.id,
                "rank": rank,
                **vars(one),
                "kept": one.parameter in result.kept,
                "meaning": result.meanings[one.parameter],
            }


def _indices(result: Sensitivity) -> Iterator[Row]:
    for target in result.targets:
        for output, indices in (("count", target.indices), ("met", target.indices_met)):
            for one in indices:
                yield {"target": target.id, "output": output, **vars(one), "shown": one.shown}


def _bars(result: Sensitivity) -> Iterator[Row]:
    for target in result.targets:
        for one in target.bars:
            yield {
                "target": target.id,
                "factor": one.factor,
                "kind": one.kind,
                "low_value": one.low_value,
                "high_value": one.high_value,
                "low": None if one.low is None else one.low.value,
                "low_error": None if one.low is None else one.low.error,
                "high": one.high.value,
                "high_error": one.high.error,
                "swing": one.swing.value,
                "swing_error": one.swing.error,
                "shown": one.swing.shown,
            }


def _worths(result: Sensitivity) -> Iterator[Row]:
    for target in result.targets:
        for one in target.worths:
            yield {"target": target.id, **vars(one), "shown": one.shown}


def _decision(result: Sensitivity) -> Iterator[Row]:
    if result.decision is not None:
        for one in result.decision.worths:
            yield {**vars(one), "shown": one.shown}


def _alternatives(result: Sensitivity) -> Iterator[Row]:
    if result.decision is not None:
        for one in result.decision.alternatives:
            yield {
                "scenario": one.scenario,
                "expected_met": one.expected,
                "gain": one.gain.value,
                "gain_error": one.gain.error,
                "shown": one.gain.shown,
            }


_PARTS = ("parameter", "chance", "definition", "structure")
_ERRORS = ("low", "low_error", "high", "high_error", "swing", "swing_error", "shown")
_WORTH = ("parameter", "value", "raw", "by_chance", "threshold", "shown")

#: Table -> its columns and what makes its rows.
KINDS: Mapping[str, tuple[tuple[str, ...], Callable[[Sensitivity], Iterator[Row]]]] = {
    "targets": (("target", "class", "probability", "expected", "chance_of_count", *_PARTS), _targets),
    "screening": (
        ("target", "rank", "parameter", "mu", "mu_star", "sigma", "error", "kept", "meaning"),
        _effects,
    ),
    "indices": (
        ("target", "output", "factor", "first", "first_error", "total", "total_error", "shown"),
        _indices,
    ),
    "tornado": (("target", "factor", "kind", "low_value", "high_value", *_ERRORS), _bars),
    "information": (("target", *_WORTH), _worths),
    "decision": (_WORTH, _decision),
    "alternatives": (("scenario", "expected_met", "gain", "gain_error", "shown"), _alternatives),
}
