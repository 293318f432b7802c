"""A vintage of a forecast whose runs went on holds what one without them holds: months and targets of the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.analyses.forecast.run import forecast
from sim.analyses.vintage.read import read_vintage
from sim.analyses.vintage.write import write_vintage
from tests.forecast.going_on import going_on

from .conftest import MADE


def test_a_vintage_ends_with_the_plan(tmp_path: Path) -> None:
    def kept(name: str, **options: Any) -> Any:
        made = forecast("template", runs=20, seed=3, fitted="prior", simulate=going_on, **options)
        return read_vintage(write_vintage(made, tmp_path / name, made=MADE))

    long, usual = kept("long", months=60), kept("usual")
    assert long.months == usual.months
    assert f"{long.months[-1]:%Y-%m}" == "2026-12"
    assert long.targets == usual.targets
    assert {name: values.tolist() for name, values in long.quantiles.items()} == {
        name: values.tolist() for name, values in usual.quantiles.items()
    }
