"""Files of a fitted set that a forecast reads: ``fit.json``, the posterior draws and the bootstrap replicas."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from sim.analyses.calibrate.findings import FitFindings, carried_values
from sim.analyses.calibrate.gate import LEVELS
from sim.analyses.calibrate.history import model_digest
from sim.analyses.calibrate.targets import probit, state_of
from sim.analyses.calibrate.training import Floats
from sim.results.files import csv_bytes
from sim.study.provenance import code_digest, digest_of, numeric_fingerprint, sha256, versions

SCHEMA_VERSION = "1"
_QUANTILES = (0.05, 0.5, 0.95)
_DIGITS = 8  # significant, of the draws: far below their Monte Carlo error


def digests(fit: FitFindings) -> dict[str, str]:
    """Digests of data, model, draws and program; the set's own is that of data, setting and draws. Of an opened fit
    those that it was made with."""
    if fit.digests is not None:
        return dict(fit.digests)
    rows = (*fit.data.points, *fit.data.bounds)
    data = [[row.id, row.value, row.error, row.bound, str(row.available_from)] for row in rows]
    draws, again = sha256(draws_csv(fit)), sha256(replicates_csv(fit))
    return {
        "data": digest_of(data),
        "model": model_digest(),
        "setting": fit.setting.digest,
        "draws": draws,
        "replicates": again,
        "set": digest_of([data, fit.setting.digest, draws, again, fit.runs, fit.seed]),
        "code": code_digest(),
        "fingerprint": numeric_fingerprint(),
    }


def document(fit: FitFindings, day: date) -> dict[str, Any]:
    """The content of ``fit.json``, in JSON types."""
    digest_of_part = digests(fit)
    columns = {name: column for column, name in enumerate(fit.names)}
    gate, table = fit.gate, fit.setting.table

    def entry(name: str) -> dict[str, Any]:
        column = columns[name]
        return {
            "name": name,
            "prior": table[name].distribution,
            "kind": "state" if name in fit.setting.targets.states else "parameter",
            "identified": bool(gate.identified[column]),
            "contraction": _short(gate.contraction[column]),
            "coverage": {f"{level:g}": _short(gate.coverage[column, k]) for k, level in enumerate(LEVELS)},
            "rank_p": _short(gate.uniform[column]),
            "score": _short(gate.score[column]),
        }

    return {
        "schema_version": SCHEMA_VERSION,
        "name": f"{day}-{digest_of_part['set'][:8]}",
        "made": str(day),
        "until": str(fit.data.until),
        "plan": fit.setting.plan.id,
        "runs": fit.runs,
        "seed": fit.seed,
        "passed": fit.passed,
        "digests": digest_of_part,
        "versions": versions(),
        "parameters": [entry(name) for name in fit.setting.targets.carried],
        "nuisances": [entry(name) for name in fit.setting.targets.nuisances],
        "check": {
            "share_further_out": _short(fit.check.share),
            "ranks": {name: _short(rank) for name, rank in zip(fit.check.names, fit.check.rank, strict=True)},
        },
        "gate": {
            "histories": gate.histories,
            "average_coverage_90": _short(gate.average_coverage) if gate.identified.any() else None,
            "faults": list(fit.faults),
        },
        "others": {name: _short(value) for name, value in fit.others.items()},
        "reported": {
            name: {f"q{100 * level:02.0f}": _short(value) for level, value in zip(_QUANTILES, row, strict=True)}
            for name, row in reported(fit).items()
        },
        "patterns": [
            {
                "series": row.series,
                "points": row.points,
                **{name: _known(getattr(row, name)) for name in ("level", "trend", "growth", "modelled", "detectable")},
                "p": dict(zip(("level", "trend", "growth"), map(_known, row.p), strict=True)),
            }
            for row in fit.patterns
        ],
        "learning": [[n, _short(score)] for n, score in fit.learning],
        "observations": [
            {
                "row": observation.id,
                "value": _short(observation.value),
                "error": observation.error,
                "bound": observation.bound,
                "available_from": str(observation.available_from),
                "known": observation in fit.data.points or observation in fit.data.bounds,
            }
            for observation in fit.setting.observations.used
            if observation.fitted
        ],
    }


def reported(fit: FitFindings) -> dict[str, Floats]:
    """Quantiles of the numbers of the history that are told beside the record, given every figure."""
    names = tuple(fit.setting.targets.reported)
    logs = fit.smoothed[:, fit.smoothed.shape[1] - len(names) :]
    return dict(zip(names, np.quantile(state_of(logs), _QUANTILES, axis=0).T, strict=True))


def draws_csv(fit: FitFindings) -> bytes:
    """The posterior draws of what a fitted set holds, in natural units."""
    return _table(fit.setting.targets.carried, carried_values(fit, fit.z))


def replicates_csv(fit: FitFindings) -> bytes:
    """Mean score and mean squared score of every replica, on the probit scale of the priors."""
    carried = fit.setting.targets.carried
    rows = []
    for z in fit.replicas:
        scores = probit(fit.setting.table, carried, carried_values(fit, z))
        rows.append(np.column_stack([scores.mean(axis=0), (scores * scores).mean(axis=0)]).ravel())
    names = tuple(name for parameter in carried for name in (parameter, f"{parameter}^2"))
    return _table(names, np.array(rows))


def _table(names: tuple[str, ...], rows: Floats) -> bytes:
    return csv_bytes(names, ([f"{value:.{_DIGITS}g}" for value in row] for row in rows))


def _known(value: float) -> float | None:
    """The number, or None where there is none."""
    return None if np.isnan(value) else _short(value)


def _short(value: float) -> float:
    return float(f"{float(value):.6g}")
