"""``sim.backtest(...)``: history runs, a forecast from every origin, scores."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sim.analyses.backtest.figures import Figure, older_figures, pasts
from sim.analyses.backtest.findings import ScoredForecast
from sim.analyses.backtest.forecasts import OriginForecast, forecast_from
from sim.analyses.backtest.origins import ORIGINS, origin_days
from sim.analyses.backtest.result import Backtest
from sim.analyses.backtest.rows import scored_rows
from sim.analyses.backtest.summary import by_horizon, coverage, geometric_mean, series_score
from sim.analyses.calibrate.history import (
    CHUNK,
    Histories,
    Progress,
    Setting,
    load_setting,
    model_digest,
    run_histories,
)
from sim.analyses.calibrate.observations import Observations
from sim.analyses.calibrate.regression import regression
from sim.analyses.calibrate.run import HISTORY_FOLDER, LEAST_DRAWS, MOST_DRAWS, held_out
from sim.analyses.calibrate.training import Engine
from sim.errors import InputError, Text
from sim.inputs.evidence import load_evidence
from sim.study.chunks import Chunks
from sim.study.provenance import code_digest, digest_of, numeric_fingerprint, versions

RUNS = 40_000


def backtest(
    origins: Sequence[int] = ORIGINS,
    runs: int = RUNS,
    seed: int = 1,
    *,
    out: str | Path | None = None,
    histories: str | Path = HISTORY_FOLDER,
    evidence: str | Path | None = None,
    observations: str | Path | None = None,
    targets: str | Path | None = None,
    engine: Engine = regression,
    threads: int | None = None,
    progress: Progress | None = None,
    report: Callable[[date], None] | None = None,
) -> Backtest:
    """Forecast the city's record from 1 January of each year of ``origins`` and score it.

    ``runs``: history runs to learn from, a multiple of 200; further ones check the regression. They are those of
    ``sim.analyses.calibrate.run.calibrate``: finished ones are kept in ``histories`` and taken up again. ``out``:
    folder for the results, None to keep nothing. ``progress(done, total)`` as runs finish, ``report(origin)`` as
    origins are begun. Raises InputError for bad input and where nothing can be scored.
    """
    days = origin_days(origins)
    check_runs(runs)
    setting = load_setting(evidence, observations, targets)
    older = older_figures(load_evidence(evidence))
    finished = run_histories(
        setting, runs + held_out(runs), seed, chunks=Chunks(Path(histories)), threads=threads, progress=progress
    )
    provenance = _provenance(setting, older)
    result = score_histories(setting, finished, older, days, runs, seed, provenance, engine=engine, report=report)
    if out is not None:
        result.save(out)
    return result


def check_runs(runs: int, key: str = "runs") -> None:
    """InputError for a number of history runs that is too small, too large, or no multiple of a chunk."""
    if not LEAST_DRAWS <= runs <= MOST_DRAWS or runs % CHUNK:
        allowed = Text("a multiple of {chunk:d} from {least:,} to {most:,}", chunk=CHUNK, least=LEAST_DRAWS,
                       most=MOST_DRAWS)  # fmt: skip
        raise InputError("not a number of history runs", key=key, value=runs, allowed=allowed)


def score_histories(
    setting: Setting,
    histories: Histories,
    older: Iterable[Figure],
    days: Sequence[date],
    runs: int,
    seed: int,
    provenance: Mapping[str, Any] | None = None,
    *,
    engine: Engine = regression,
    report: Callable[[date], None] | None = None,
) -> Backtest:
    """The back-test from finished histories; draws from ``runs`` on are unseen by every fit.

    ``older``: figures that baselines see beside the observation table. Raises InputError where no outcome follows.
    """
    published_before = tuple(older)
    forecasts: list[OriginForecast] = []
    rows: list[ScoredForecast] = []
    for day in days:
        if report is not None:
            report(day)
        forecasts.append(forecast_from(setting, histories, runs, seed, day, engine))
        rows += scored_rows(forecasts[-1], pasts(setting.observations, published_before, day), day)
    if not rows:
        raise InputError("no outcome that can be scored follows", key="origins", value=", ".join(map(str, days)))
    rows.sort(key=lambda row: (row.series, row.year, row.outcome, row.origin))
    claimed = claims(setting.observations)
    series = sorted({row.series for row in rows})
    scores = [series_score([row for row in rows if row.series == name], name in claimed) for name in series]
    summaries = tuple(score for score in scores if score is not None)
    mean, low, high = geometric_mean(rows, summaries)
    return Backtest(
        origins=tuple(days),
        rows=tuple(rows),
        series=summaries,
        coverage=coverage(rows),
        geometric_mean=mean,
        geometric_low=low,
        geometric_high=high,
        runs=runs,
        seed=seed,
        by_horizon=by_horizon(rows),
        fits=tuple(forecast.fit for forecast in forecasts),
        provenance=provenance or {},
    )


def claims(observations: Observations) -> frozenset[str]:
    """Series for which skill is claimed: those of which the fit uses a figure; the others are shown."""
    return frozenset(observation.series for observation in observations.used if observation.fitted)


def _provenance(setting: Setting, older: tuple[Figure, ...]) -> dict[str, Any]:
    """Digests of what the result rests on: the published figures, the model, the program."""
    figures = [
        [figure.id, figure.value, figure.error, figure.bound, figure.fitted, figure.scored, str(figure.available_from)]
        for figure in setting.observations.used
    ]
    before = [[figure.id, figure.value, str(figure.available_from)] for figure in older]
    return {
        "figures": digest_of([figures, before]),
        "model": model_digest(),
        "setting": setting.digest,
        "code": code_digest(),
        "numerics": numeric_fingerprint(),
        "versions": versions(),
    }
