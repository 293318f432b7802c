"""The examples that drive the model through other libraries run as documented."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import mesa
import numpy as np
import pytest

from sim import City

FOLDER = Path(__file__).parents[2] / "scenarios" / "examples"


def example(name: str):
    found = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_every_example_is_listed() -> None:
    listed = set(re.findall(r"\]\((\w+\.py)\)", (FOLDER / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in FOLDER.glob("*.py")}


def test_mesa_repeats_a_seed() -> None:
    module = example("mesa_batch_run")
    once, again = module.batch(months=4), module.batch(months=4)
    assert once["seed"].tolist() == list(module.SEEDS)
    assert once["revenue"].tolist() == again["revenue"].tolist()
    assert once["revenue"].nunique() == 2
    city = City("template", months=4, rng=module.SEEDS[1])
    while city.running:
        city.step()
    record = city.datacollector.get_model_vars_dataframe()["revenue"].iloc[-1]
    assert once["revenue"].iloc[1] == record


@pytest.mark.parametrize("version", ["3.3.1", "3.5.0"])
def test_seeds_go_where_each_mesa_takes_them(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """3.5 discards a seed among the arguments of the model, 3.3 knows no ``rng``."""
    asked = {}
    monkeypatch.setattr(mesa, "__version__", version)
    monkeypatch.setattr(mesa, "batch_run", lambda model, arguments, **options: asked.update(arguments, **options) or [])
    module = example("mesa_batch_run")
    module.batch()
    assert asked["rng" if version == "3.5.0" else "seed"] == [1, 2]
    assert ("seed" in asked) == (version != "3.5.0")


def test_salib_finds_the_parameter_that_matters() -> None:
    """Births of field firms make most of the firms: its total index is about 0.9; the seeds are fixed."""
    module = example("salib_sobol")
    found = module.indices(base=32)
    assert np.argmax(found["ST"]) == list(module.PARAMETERS).index("field_firms")
    assert found["ST"][1] > 0.5
    sample = np.full((2, 3), 0.5)
    counts = module.outcomes(sample)
    assert counts[0] == counts[1]  # the same row, the same seeds
