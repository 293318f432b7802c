"""Nothing published after the split is read: absurd later figures change no byte of a fit."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.analyses.calibrate.history import Setting, load_setting
from sim.analyses.calibrate.regression import regression
from sim.analyses.calibrate.statistics import bound_weights, data_until, end_states, published, training_pairs
from sim.errors import InputError
from sim.shipped import data_path

from .worlds import synthetic_histories

SPLIT = date(2022, 1, 1)


def planted(folder: Path) -> Path:
    """A copy of the evidence in which every figure that became known after the split is a thousand times too large."""
    shutil.copytree(data_path("calibration/evidence"), folder)
    path = folder / "series.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    changed = 0
    for row in rows:
        if date.fromisoformat(row["available_from"]) > SPLIT:
            row["value"] = f"{1000 * float(row['value']):g}"
            changed += 1
    assert changed > 100
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def fitted_bytes(setting: Setting) -> bytes:
    histories = synthetic_histories(setting, 3000, 4)
    data = data_until(setting, SPLIT)
    pairs = training_pairs(setting, histories, 4, data)
    return regression(pairs).sample(data.x, 500, 4).tobytes()


def test_absurd_later_figures_change_no_byte(tmp_path: Path, setting: Setting) -> None:
    absurd = load_setting(planted(tmp_path / "evidence"))
    later = [one for one in absurd.observations.used if not one.known(SPLIT)]
    honest = {one.id: one.value for one in setting.observations.used}
    assert sum(one.value > 100 * honest[one.id] for one in later) > 10
    assert absurd.digest == setting.digest  # not one history is run again either
    assert fitted_bytes(absurd) == fitted_bytes(setting)


def test_a_known_figure_does_change_the_fit(setting: Setting) -> None:
    """The test above can fail: the same change to a figure known at the split is seen."""
    used = list(setting.observations.used)
    place = next(k for k, one in enumerate(used) if one.fitted and one.known(SPLIT) and one.bound == "point")
    used[place] = replace(used[place], value=2.0 * used[place].value)
    other = replace(setting, observations=replace(setting.observations, used=tuple(used)))
    assert fitted_bytes(other) != fitted_bytes(setting)


def test_masked_statistics_are_absent_and_not_imputed(setting: Setting) -> None:
    histories = synthetic_histories(setting, 200, 1)
    early, late = (data_until(setting, day) for day in (date(2020, 1, 1), date(2026, 11, 24)))
    assert len(early.points) < len(late.points)
    assert training_pairs(setting, histories, 1, early).x.shape == (200, len(early.points))
    assert {one.id for one in early.points} < {one.id for one in late.points}


def test_an_error_of_observation_belongs_to_run_and_row(setting: Setting) -> None:
    histories = synthetic_histories(setting, 50, 1)
    points = data_until(setting, date(2026, 11, 24)).points
    whole = published(setting, histories, 1, points)
    one = published(setting, histories, 1, points[3:4])
    np.testing.assert_array_equal(one[:, 0], whole[:, 3])
    exact = published(setting, histories, 1, (replace(points[3], error=1e-12),))
    assert np.std(one - exact) == pytest.approx(points[3].error, rel=0.3)


def test_bounds_weigh_by_the_chance_that_they_hold(setting: Setting) -> None:
    histories = synthetic_histories(setting, 400, 1)
    used = setting.observations.used
    lower = next(one for one in used if one.bound == "lower")
    weight = bound_weights(setting, histories, (lower,))
    above = histories.values[:, used.index(lower)] > lower.value
    assert weight[above].min() > 0.5 > weight[~above].max()
    assert bound_weights(setting, histories, (replace(lower, bound="upper"),)) == pytest.approx(1.0 - weight)


def state_column(setting: Setting, name: str) -> int:
    return list(setting.targets.states).index(name)


def test_a_start_lies_within_the_error_of_the_last_figure(setting: Setting) -> None:
    """A figure of the start itself is the start, whatever level the histories reach."""
    histories = synthetic_histories(setting, 2000, 1)
    level = replace(histories, bases=histories.states)
    logs = end_states(setting, level, 1, data_until(setting, date(2026, 11, 24)))
    for name, state in setting.targets.states.items():
        base = setting.base(state)
        if base is None:
            continue
        column = logs[:, state_column(setting, name)]
        assert column.mean() == pytest.approx(base.log, abs=4.0 * base.error / np.sqrt(2000)), name
        assert column.std() == pytest.approx(base.error, rel=0.1), name


def test_an_old_figure_moves_by_what_the_model_moves(setting: Setting) -> None:
    histories = synthetic_histories(setting, 500, 1)
    data = data_until(setting, date(2026, 11, 24))
    column = state_column(setting, "start_quasi_unicorns")
    still = end_states(setting, replace(histories, bases=histories.states), 1, data)[:, column]
    moved = end_states(setting, histories, 1, data)[:, column]
    expected = np.log(histories.states[:, column] + 0.5) - np.log(histories.bases[:, column] + 0.5)
    np.testing.assert_allclose(moved - still, expected, atol=1e-9)


def test_a_state_without_a_known_figure_is_the_level_of_the_run(setting: Setting) -> None:
    histories = synthetic_histories(setting, 50, 1)
    early = end_states(setting, histories, 1, data_until(setting, SPLIT))
    np.testing.assert_array_equal(early, np.log(histories.states + 0.5))


def test_a_base_must_be_a_published_stock_in_use(tmp_path: Path) -> None:
    path = tmp_path / "fit.toml"
    path.write_text("[states]\nstart_listed = { metric = 'city_listed', from = 'series:ipos/hangzhou/all/2024' }\n")
    with pytest.raises(InputError, match="not a published stock that is used"):
        load_setting(fit=path)
