"""``sim.calibrate(...)``: history runs, fit, gate, and the folder that a forecast can use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sim.analyses.calibrate.fit import Fit, fit_histories
from sim.analyses.calibrate.history import CHUNK, Progress, load_setting, run_histories
from sim.analyses.calibrate.regression import regression
from sim.analyses.calibrate.statistics import data_until
from sim.analyses.calibrate.training import Engine
from sim.errors import InputError, Text
from sim.study.chunks import Chunks

HISTORY_FOLDER = Path("results") / "history"
LEAST_DRAWS, MOST_DRAWS = 1000, 1_000_000
FIRST_DAY = date(2018, 1, 31)
#: the gate's synthetic histories are taken from these many further runs: the bounds reject some of them
_FULL_FROM, _HELD_OUT, _HELD_OUT_SMALL = 10_000, 2600, 1000


def held_out(draws: int) -> int:
    """Histories beyond ``draws`` that no fit learns from: what the gate is held on."""
    return _HELD_OUT if draws >= _FULL_FROM else _HELD_OUT_SMALL


def calibrate(
    draws: int = 40_000,
    until: date | None = None,
    seed: int = 1,
    *,
    histories: str | Path = HISTORY_FOLDER,
    evidence: str | Path | None = None,
    observations: str | Path | None = None,
    targets: str | Path | None = None,
    engine: Engine = regression,
    threads: int | None = None,
    progress: Progress | None = None,
    report: Callable[[str], None] | None = None,
) -> Fit:
    """Fit the model to what was published about the city by ``until`` (today by default).

    ``draws``: parameter draws to learn from, a multiple of 200; further runs serve the gate. Finished runs are kept in
    ``histories`` and taken up again. ``engine``: what fits (``sim.analyses.calibrate.regression`` or another behind the
    seam). ``progress(done, total)`` as runs finish, ``report(stage)`` as the fit goes on. Raises InputError for bad
    input and where the record lies outside what the model can produce, naming the statistic.
    """
    day = until or date.today()
    if day < FIRST_DAY:
        raise InputError("before the first month of the model", key="until", value=str(day),
                         allowed=Text("2018-01-31 on"))  # fmt: skip
    if not LEAST_DRAWS <= draws <= MOST_DRAWS or draws % CHUNK:
        allowed = Text("a multiple of {chunk:d} from {least:,} to {most:,}", chunk=CHUNK, least=LEAST_DRAWS,
                       most=MOST_DRAWS)  # fmt: skip
        raise InputError("not a number of draws", key="draws", value=draws, allowed=allowed)
    setting = load_setting(evidence, observations, targets)
    data = data_until(setting, day)
    finished = run_histories(
        setting, draws + held_out(draws), seed, chunks=Chunks(Path(histories)), threads=threads, progress=progress
    )
    synthetic = 1000 if draws >= _FULL_FROM else 400
    return fit_histories(setting, finished, data, draws, seed, engine=engine, synthetic=synthetic, report=report)
