"""Means and standard deviations of runs by point of a sweep, with errors clustered by parameter draw; unit by unit.

The runs of a draw are alike, so a draw is one observation of the error. They follow each other in the flat order but
may stand in two units: the draw that is still open is carried over.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.record import DONE, SweepRecord
from sim.results.frame import DataFrame, data_frame
from sim.study.design import Floats

Answers = Callable[[int, Floats], Floats]  # of the rows of a point

_ROWS = 200_000  # of a table that is handed on at a time


@dataclass(frozen=True)
class Piece:
    """Runs of one point that stand in one unit: their ``draws`` int64[n], which are ``done`` bool[n], ``rows``."""

    point: int
    draws: NDArray[np.int64]
    done: NDArray[np.bool_]
    rows: Floats


@dataclass(frozen=True)
class Moments:
    """Q answers of the runs of one point. ``sd``: over runs, nan below two; ``error``: of the mean, clustered by
    parameter draw, nan below two draws. ``runs`` finished, ``failed`` did not.
    """

    mean: Floats
    sd: Floats
    error: Floats
    runs: int
    failed: int


def pieces(results: SweepRecord) -> Iterator[Piece]:
    """Pieces of all finished units, by point, in flat order."""
    layout = results.layout
    for runs, block in results.blocks():
        edges = np.flatnonzero(np.diff(runs // layout.runs_a_point)) + 1
        for start, end in zip([0, *edges.tolist()], [*edges.tolist(), len(runs)], strict=True):
            rows = block[start:end]
            within = runs[start:end] % layout.runs_a_point
            yield Piece(int(runs[start] // layout.runs_a_point), within // layout.replicates, rows[:, 0] == DONE, rows)


def moments(results: SweepRecord, answers: Answers, number: int) -> Iterator[Moments]:
    """One Moments a point, in order, also for points without a run.

    ``answers(point, rows)`` gives float64[n, ``number``].
    """
    sums = _Sums(number)
    point = 0
    for piece in pieces(results):
        while point < piece.point:
            yield sums.moments()
            sums, point = _Sums(number), point + 1
        sums.add(piece, answers)
    for _ in range(point, results.layout.points):
        yield sums.moments()
        sums = _Sums(number)


def by_draw(
    results: SweepRecord, answers: Answers, number: int
) -> Iterator[tuple[int, Floats, NDArray[np.int64], int]]:
    """(point, sums float64[D, ``number``] and sizes int64[D] of its finished runs by draw, runs that failed).

    Points without a run are left out. One point in memory at a time.
    """
    draws = results.layout.draws
    point, sums, sizes, failed = -1, np.zeros((draws, number)), np.zeros(draws, np.int64), 0
    for piece in pieces(results):
        if piece.point != point:
            if point >= 0:
                yield point, sums, sizes, failed
            point, sums, sizes, failed = piece.point, np.zeros((draws, number)), np.zeros(draws, np.int64), 0
        distinct, starts = np.unique(piece.draws[piece.done], return_index=True)
        failed += int((~piece.done).sum())
        if len(distinct):
            sums[distinct] += np.add.reduceat(answers(point, piece.rows[piece.done]), starts, axis=0)
            sizes += np.bincount(piece.draws[piece.done], minlength=draws)
    if point >= 0:
        yield point, sums, sizes, failed


def clustered_error(sums: Floats, sizes: NDArray[np.int64]) -> Floats:
    """Standard error of the mean over all runs, float64[Q], from ``sums`` float64[D, Q] and ``sizes`` by draw.

    Of a ratio of sums, so draws may have unequal numbers of runs; nan below two draws.
    """
    nonempty = sizes > 0
    sums, counts = sums[nonempty], sizes[nonempty][:, None]
    if len(counts) < 2:
        return np.full(sums.shape[1], np.nan)
    residual = sums - counts * (sums.sum(axis=0) / counts.sum())
    return np.asarray(np.sqrt(len(counts) / (len(counts) - 1.0) * (residual**2).sum(axis=0)) / counts.sum())


def point_table(results: SweepRecord, columns: Sequence[str]) -> DataFrame:
    """One row a point, month and column: point, factors, month, column, mean, sd, error, runs, failed.

    Points without a run have nan. Raises InputError for a column that was not kept.
    """
    import pandas as pd

    return pd.concat(list(point_tables(results, columns)), ignore_index=True)


def point_tables(results: SweepRecord, columns: Sequence[str]) -> Iterator[DataFrame]:
    """``point_table`` in parts of many points, in order."""
    selected = results.columns(columns)
    positions = [position for position, _, _ in selected]
    number = max(1, _ROWS // max(1, len(selected)))
    ready: list[Moments] = []
    first = 0
    for point_moments in moments(results, lambda _, rows: rows[:, positions], len(positions)):
        ready.append(point_moments)
        if len(ready) == number or first + len(ready) == results.layout.points:
            yield _table(results, selected, first, ready)
            first, ready = first + len(ready), []


def _table(
    results: SweepRecord, selected: Sequence[tuple[int, str, str]], first: int, moments_of: Sequence[Moments]
) -> DataFrame:
    each = len(selected)
    points = np.repeat(np.arange(first, first + len(moments_of)), each)
    factors = results.points.iloc[points].reset_index(drop=True)
    values = {
        "month": [month for _, month, _ in selected] * len(moments_of),
        "column": [name for _, _, name in selected] * len(moments_of),
        **{name: np.concatenate([getattr(entry, name) for entry in moments_of]) for name in ("mean", "sd", "error")},
        **{name: np.repeat([getattr(entry, name) for entry in moments_of], each) for name in ("runs", "failed")},
    }
    return data_frame({"point": points}).join(factors).join(data_frame(values))


class _Sums:
    """What the moments of a point need, in memory that does not grow with its runs.

    Values are taken from the first run's on, so that small spreads of large numbers keep their digits.
    """

    def __init__(self, number: int) -> None:
        self.runs = self.failed = self.draws = 0
        self._first: Floats | None = None
        self._sum, self._square = np.zeros(number), np.zeros(number)
        self._open = (-1, 0, np.zeros(number))  # draw, runs, sum
        self._squares_of_sums, self._size_times_sum, self._squares_of_sizes = np.zeros(number), np.zeros(number), 0.0

    def add(self, piece: Piece, answers: Answers) -> None:
        """Take in the finished runs of a piece."""
        draws = piece.draws[piece.done]
        self.failed += len(piece.draws) - len(draws)
        if not len(draws):
            return
        values = answers(piece.point, piece.rows[piece.done])
        if self._first is None:
            self._first = values[0].copy()
        values = values - self._first
        self.runs += len(draws)
        self._sum += values.sum(axis=0)
        self._square += np.einsum("nq,nq->q", values, values)
        distinct, starts = np.unique(draws, return_index=True)
        sums, sizes = np.add.reduceat(values, starts, axis=0), np.diff([*starts, len(draws)])
        if distinct[0] == self._open[0]:
            sizes[0] += self._open[1]
            sums[0] += self._open[2]
        else:
            self._close(np.array([self._open[1]]), self._open[2][None])
        self._close(sizes[:-1], sums[:-1])
        self._open = (int(distinct[-1]), int(sizes[-1]), sums[-1].copy())

    def moments(self) -> Moments:
        """Moments of all runs added so far."""
        self._close(np.array([self._open[1]]), self._open[2][None])
        self._open = (-1, 0, np.zeros_like(self._sum))
        n, draws, none = self.runs, self.draws, np.full_like(self._sum, np.nan)
        if self._first is None:
            return Moments(none, none, none, 0, self.failed)
        mean = self._sum / n
        spread = np.maximum(self._square - n * mean**2, 0.0)
        residual = self._squares_of_sums - 2.0 * mean * self._size_times_sum + mean**2 * self._squares_of_sizes
        error = np.sqrt(draws / (draws - 1.0) * np.maximum(residual, 0.0)) / n if draws > 1 else none
        return Moments(self._first + mean, np.sqrt(spread / (n - 1.0)) if n > 1 else none, error, n, self.failed)

    def _close(self, sizes: NDArray[np.int64], sums: Floats) -> None:
        self.draws += int((sizes > 0).sum())
        self._squares_of_sums += (sums**2).sum(axis=0)
        self._size_times_sum += (sizes[:, None] * sums).sum(axis=0)
        self._squares_of_sizes += float((sizes.astype(np.float64) ** 2).sum())
