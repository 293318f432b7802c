"""The whole calibration on synthetic histories: same bytes, honest gate, nothing becomes the default that fails."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.analyses.calibrate import fit as fitting
from sim.analyses.calibrate.document import digests, document
from sim.analyses.calibrate.findings import carried_values
from sim.analyses.calibrate.fit import Fit, fit_histories
from sim.analyses.calibrate.history import Setting
from sim.analyses.calibrate.run import calibrate
from sim.analyses.calibrate.save import make_default, save_fit
from sim.analyses.calibrate.statistics import data_until
from sim.errors import InputError

from .worlds import synthetic_histories

MADE = date(2026, 11, 24)


def made(setting: Setting, seed: int = 4, draws: int = 4000) -> Fit:
    histories = synthetic_histories(setting, draws + 800, seed)
    return fit_histories(setting, histories, data_until(setting, MADE), draws, seed, synthetic=400, replicas=3)


@pytest.fixture(scope="module")
def fit(setting: Setting) -> Fit:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "PREDICTIVE", 8)
        patch.setattr(fitting, "_STEPS", (4, 1))
        return made(setting)


@pytest.fixture(scope="module")
def place(fit: Fit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fit as it is saved, with blank pictures: the real ones are drawn in ``tests/charts``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fit, "pictures", lambda self, lang: dict.fromkeys(self.drawings(), b"not drawn"))
        return save_fit(fit, tmp_path_factory.mktemp("sets"), MADE)


def test_the_fit_is_honest_on_synthetic_histories(fit: Fit) -> None:
    assert fit.passed, fit.gate.faults
    assert fit.gate.identified.sum() >= 10
    assert fit.gate.average_coverage == pytest.approx(0.9, abs=0.03)


def test_more_histories_never_teach_much_less(fit: Fit) -> None:
    numbers, scores = zip(*fit.learning, strict=True)
    assert list(numbers) == sorted(numbers)
    assert scores[-1] == min(scores)
    assert scores[-1] < 1.0


def test_the_posterior_contains_what_was_published(fit: Fit) -> None:
    assert fit.posterior_logs.shape == (8, len(fit.setting.observations.used))
    assert fit.prior_logs.shape == (4000, len(fit.setting.observations.used))
    assert np.isfinite(carried_values(fit, fit.z)).all()


@pytest.mark.slow
def test_the_same_fit_has_the_same_digest_and_another_seed_another(
    fit: Fit, setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "PREDICTIVE", 8)
    monkeypatch.setattr(fitting, "_STEPS", (1,))  # the learning curve is not in the digest, and takes longest
    assert digests(made(setting)) == digests(fit)
    assert digests(made(setting, seed=5, draws=1000))["draws"] != digests(fit)["draws"]


def test_a_saved_set_is_read_back_by_the_forecast(fit: Fit, place: Path) -> None:
    from sim.inputs.fitted import load_fitted

    assert place.name.startswith("2026-11-24-")
    record = json.loads((place / "fit.json").read_text(encoding="utf-8"))
    assert record == document(fit, MADE)
    back = load_fitted(place)
    assert back is not None
    table = fit.setting.table
    theta = back.apply(table, table.draw(1, 400), 1, 0)
    values = carried_values(fit, fit.z)
    for column, name in enumerate(fit.setting.targets.carried):
        drawn = theta[:, table.column(name)]
        # every drawn value is one of the posterior's
        assert np.isclose(drawn[:, None], values[None, :, column], rtol=1e-6).any(axis=1).all()
        assert drawn.mean() == pytest.approx(values[:, column].mean(), abs=0.3 * values[:, column].std())


def test_a_fit_that_fails_its_gate_cannot_become_the_default(fit: Fit, tmp_path: Path) -> None:
    gate = replace(fit.gate, coverage=np.full_like(fit.gate.coverage, 0.5))
    failed = replace(fit, gate=gate)
    assert not failed.passed
    with pytest.raises(InputError, match="failed its gate"):
        make_default(failed, tmp_path / "set")
    assert not (tmp_path / "current").exists()
    make_default(fit, tmp_path / "set")
    assert (tmp_path / "current").read_text() == "set\n"


def test_the_report_names_every_parameter_and_figure(fit: Fit, place: Path) -> None:
    text = (place / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in place.glob("*.png")} == set(fit.drawings())
    for name in fit.setting.targets.carried:
        assert f"`{name}`" in text
    for one in (*fit.data.points, *fit.data.bounds):
        assert one.id.removeprefix("series:") in text
    assert "every effect of money, keep their prior" in text


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"draws": 4100}, "a multiple of 200"),
        ({"draws": 200}, "a multiple of 200 from 1,000"),
        ({"until": date(2017, 1, 1)}, "before the first month"),
    ],
)
def test_bad_input_is_refused_before_any_run(options: dict[str, object], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        calibrate(**options)  # type: ignore[arg-type]
