"""History runs on the compiled engine: kept as they are made, the same bytes however they are cut or interrupted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.analyses.calibrate import history
from sim.analyses.calibrate.history import Histories, Setting, run_histories, simulate_histories
from sim.inputs.parameters.keyed import uniforms
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.chunks import Chunks
from sim.study.design import Design, seeds_of
from sim.study.engine import compiled

RUNS, SEED = 12, 5


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "CHUNK", 4)


def histories_of(setting: Setting, theta: np.ndarray) -> Histories:
    return simulate_histories(setting, Design(theta, seeds_of(SEED, np.arange(len(theta)))))


@pytest.fixture(scope="module")
def whole(setting: Setting) -> Histories:
    return histories_of(setting, setting.table.draw(SEED, RUNS))


def test_chunks_do_not_show(setting: Setting, whole: Histories, tmp_path: Path) -> None:
    made = run_histories(setting, RUNS, SEED, chunks=Chunks(tmp_path))
    assert made.values.tobytes() == whole.values.tobytes()
    assert made.states.tobytes() == whole.states.tobytes()
    assert made.bases.tobytes() == whole.bases.tobytes()
    assert made.draw.tolist() == list(range(RUNS))


def test_an_interrupted_run_goes_on_and_gives_the_same_bytes(
    setting: Setting, whole: Histories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(done: int, total: int) -> None:
        if done > 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_histories(setting, RUNS, SEED, chunks=Chunks(tmp_path), progress=stop)
    simulated = []

    def counted(inputs: Any, design: Design, **options: Any) -> Any:
        simulated.append(int(design.seeds[0, 1]))
        return compiled(inputs, design, **options)

    monkeypatch.setattr(history, "compiled", counted)
    made = run_histories(setting, RUNS, SEED, chunks=Chunks(tmp_path))
    assert simulated == [8]
    assert made.values.tobytes() == whole.values.tobytes()


def test_a_failed_run_is_left_out_and_the_others_keep_their_number(
    setting: Setting, whole: Histories, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(inputs: Any, design: Design, **options: Any) -> Any:
        made = compiled(inputs, design, **options)
        made.status[design.seeds[:, 1] == 5] = 3
        return made

    monkeypatch.setattr(history, "compiled", failing)
    made = run_histories(setting, RUNS, SEED)
    assert made.draw.tolist() == [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]
    np.testing.assert_array_equal(made.values[5], whole.values[6])


def test_statistics_are_the_metrics_they_name(setting: Setting, whole: Histories) -> None:
    """A stock, a flow over a year and a product with a parameter, taken from the monthly record by hand."""
    from sim.engine.compiled.runs import simulate

    theta = setting.table.draw(SEED, 2)
    keys = np.array([[SEED, 0], [SEED, 1]])
    made = simulate(theta, None, keys, scenario="no-plan", plan=setting.plan, months=84, start=0)
    place = {one.id: k for k, one in enumerate(setting.observations.used)}

    def column(name: str) -> np.ndarray:
        return made.metrics[:, :, METRIC_INDEX[name]]

    stock = whole.values[:2, place["series:unicorns/hangzhou/all/2021"]]
    np.testing.assert_array_equal(stock, column("city_unicorns")[:, 38])
    flow = whole.values[:2, place["series:ipos/hangzhou/all/2021"]]
    np.testing.assert_array_equal(flow, column("city_listings")[:, 47] - column("city_listings")[:, 35])
    ratio = theta[:, setting.table.column("ai_statistics_ratio")]
    firms = whole.values[:2, place["series:field_firms/hangzhou/artificial-intelligence/2024"]]
    np.testing.assert_allclose(firms, made.field_firms[:, 83, 0] * ratio)
    new = whole.values[:2, place["series:hte_new/hangzhou/all/2018"]]
    counted = theta[:, setting.table.column("renewals_counted_as_new")]
    np.testing.assert_allclose(new, column("city_certified")[:, 11] + counted * column("city_renewed")[:, 11])


def test_history_starts_from_its_own_margins_alone(setting: Setting) -> None:
    """No figure of a later year enters January 2018: parameters of the start of 2025 change nothing."""
    table = setting.table
    theta = table.draw(SEED, 2)
    other = theta.copy()
    for name in table.names:
        if name.startswith("start_"):
            other[:, table.column(name)] *= 3.0
    before, after = (histories_of(setting, one).values for one in (theta, other))
    assert before.tobytes() == after.tobytes()
    moved = theta.copy()
    moved[:, table.column("history_unicorns")] *= 3.0
    assert histories_of(setting, moved).values.tobytes() != before.tobytes()


def test_the_draw_behind_a_history_is_that_of_its_number(setting: Setting) -> None:
    """What a fit reads as the parameters of run k are the parameters that run k had."""
    from sim.analyses.calibrate.statistics import drawn_scores

    made = history.Histories(np.array([2, 7]), np.zeros((2, 0)), np.zeros((2, 0)), np.zeros((2, 0)), np.zeros((2, 0)))
    name = ("certificate_loss",)
    unit = uniforms(SEED, 0, 8, name)[[2, 7]]
    from scipy.special import ndtri

    np.testing.assert_allclose(drawn_scores(setting, made, SEED, name), ndtri(unit), atol=1e-7)
