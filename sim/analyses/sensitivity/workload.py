"""Number of runs of a sensitivity analysis, stage by stage, and the checks of its sizes."""

from dataclasses import dataclass
from typing import Any

from sim.analyses.sensitivity.common_numbers import REPLICATES
from sim.display import Displayed
from sim.errors import InputError
from sim.study.inputs import whole_number

TRAJECTORIES, BASE_SAMPLES, KEEP = 10, 256, 20
USUAL_RUNS, TORNADO_RUNS, STRUCTURE_RUNS = 4000, 200, 200
_MOST = 1_000_000


@dataclass(frozen=True)
class Sizes:
    """``trajectories`` of the screening, rows of the Sobol' sample, parameters kept, usual runs (of each scenario), and
    how many of them are repeated for a side of a bar and for a structural variant."""

    trajectories: int
    base_samples: int
    keep: int
    usual: int
    tornado: int
    structure: int


@dataclass(frozen=True)
class Workload(Displayed):
    """Runs by stage. ``screening``, ``indices``: on common random numbers; ``usual``: with differing draws and seeds;
    ``others``: of the alternative scenarios. ``fitted``: the posterior behind them, or "prior"."""

    sizes: Sizes
    screening: int
    usual: int
    others: int
    indices: int
    tornado: int
    structure: int
    fitted: str

    @property
    def total(self) -> int:
        """All runs."""
        return self.screening + self.usual + self.others + self.indices + self.tornado + self.structure


def sizes(
    trajectories: Any = None,
    base_samples: Any = None,
    keep: Any = None,
    usual: Any = None,
    tornado: Any = None,
    structure: Any = None,
) -> Sizes:
    """Checked sizes; None for the default. Raises InputError."""

    def size(value: Any, default: int, name: str, low: int, high: int = _MOST, *, even: bool = False) -> int:
        return whole_number(default if value is None else value, name, low, high, even=even)

    runs = size(usual, USUAL_RUNS, "runs", 20, even=True)
    rows = size(base_samples, BASE_SAMPLES, "base_samples", 8)
    if rows & (rows - 1):
        raise InputError("a Sobol sample needs a power of two", key="base_samples", value=rows, allowed="256, 512")
    return Sizes(
        size(trajectories, TRAJECTORIES, "trajectories", 2, 10_000),
        rows,
        size(keep, KEEP, "keep", 1, 1000),
        runs,
        min(size(tornado, TORNADO_RUNS, "tornado runs", 4, even=True), runs),
        min(size(structure, STRUCTURE_RUNS, "structure runs", 0, even=True), runs),
    )


def workload(sizes: Sizes, factors: int, scenarios: int, variants: int, fitted: str) -> Workload:
    """Runs of an analysis of ``factors`` parameters, ``scenarios`` alternatives and ``variants`` of the structure."""
    kept = min(sizes.keep, factors)
    groups = kept + (factors > kept)  # the others are one
    return Workload(
        sizes,
        screening=REPLICATES * sizes.trajectories * (factors + 1),
        usual=sizes.usual,
        others=scenarios * sizes.usual,
        indices=REPLICATES * sizes.base_samples * (groups + 2),
        tornado=2 * kept * sizes.tornado,
        structure=variants * sizes.structure,
        fitted=fitted,
    )
