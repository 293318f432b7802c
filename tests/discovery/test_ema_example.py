"""The example for the EMA Workbench runs as documented; without the extra `ema` it is skipped."""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path

import numpy as np
import pytest

FILE = Path(__file__).parents[2] / "scenarios" / "examples" / "with_ema_workbench.py"


@pytest.fixture(scope="module")
def example():
    pytest.importorskip("ema_workbench", reason="the extra `ema` is not installed")
    found = importlib.util.spec_from_file_location("with_ema_workbench", FILE)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_its_experiments_are_runs_of_the_model_and_its_prim_finds_the_switch(example) -> None:
    """60 experiments of the city of Hangzhou, two runs each. With leniency off the target is nearly always missed."""
    from ema_workbench import perform_experiments

    model = example.city()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        experiments, outcomes = perform_experiments(model, scenarios=60)
        failed = example.missed(outcomes["count"])
        box = example.box(experiments, failed)
    again = model.function(**{name: experiments[name].tolist()[7] for name in [*example.PARAMETERS, *example.SWITCHES]})
    assert again["count"] == outcomes["count"][7]
    assert set(np.unique(failed)) == {False, True}
    assert box.density > failed.mean()
    assert "leniency" in box.qp[-1]
