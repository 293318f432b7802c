"""What is kept of a fit so that its pictures can be drawn again: the posterior whole, the simulated prior thinned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.calibration.fit import Fit
from sim.calibration.history import Setting, load_setting
from sim.calibration.training import Floats
from sim.errors import InputError
from sim.forecast.provenance import digest_of
from sim.kept.codec import Own
from sim.kept.files import RESULT, reopened

PRIOR = 2000  # simulated histories kept of some ten thousand: pictures show densities and quantiles


@dataclass(frozen=True, eq=False)
class KeptFit(Fit):
    """A fit without its bootstrap replicas; ``digests``: those of the fit as it was made."""

    digests: Mapping[str, str]


def drawable(fit: Fit, digests: Mapping[str, str]) -> KeptFit:
    """The part of ``fit`` that pictures show, in single precision where the numbers are draws."""
    rows = np.linspace(0, len(fit.prior_z) - 1, min(PRIOR, len(fit.prior_z))).astype(int)
    thin = {
        "z": _single(fit.z),
        "prior_z": _single(fit.prior_z[rows]),
        "prior_weight": _single(fit.prior_weight[rows]),
        "prior_logs": _single(fit.prior_logs[rows]),
        "posterior_logs": _single(fit.posterior_logs),
        "replicas": np.zeros((0, 0, 0)),
        "gate": replace(fit.gate, ranks=_single(fit.gate.ranks)),
    }
    return KeptFit(**{**vars(fit), **thin, "digests": dict(digests)})


def reopened_fit(folder: str | Path) -> KeptFit:
    """The fit kept in ``folder``.

    Raises InputError where there is none, and where plan, parameters or observations of the program have changed since:
    names and units of its pictures come from them.
    """
    return reopened(folder, KeptFit, {Setting: (_digest, lambda found: _setting(found, Path(folder)))})


def _setting(found: Any, folder: Path) -> Setting:
    setting = load_setting()
    if _digest(setting) != found:
        raise InputError("fitted to other tables than the program has now", file=folder / RESULT)
    return setting


def _digest(setting: Setting) -> str:
    """Of all that a picture takes from the tables: distributions, units, what is fitted and what was published."""
    rows = [[row.name, row.unit, row.distribution] for row in setting.table]
    used = [[one.id, one.form, one.first, one.last, one.value, one.bound] for one in setting.observations.used]
    targets = [list(group.items()) for group in vars(setting.targets).values()]
    return digest_of([rows, used, targets])


def _single(values: Floats) -> Any:
    return values.astype(np.float32)


#: How ``sim.kept`` writes what a fit started from.
OWN: Own = {Setting: (_digest, lambda found: found)}
