"""Runs without a seed differ and can be repeated; what an override draws differs from run to run."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Callable
from pathlib import Path

import mesa
import pandas as pd
import pytest

import sim
from sim import City, Firm
from sim.engine.agents import FIRST_FREE_DECISION
from sim.model.draws import uniform
from sim.model.tables.metrics import METRICS
from tests.model.overriding import FromMesa, FromNumpy, Keyed

RECORD = [metric.id for metric in METRICS]


def walked(months: int = 3, **city) -> City:
    model = City("template", months=months, **city)
    while model.running:
        model.step()
    return model


def test_cities_without_a_seed_differ_and_each_can_be_repeated():
    first, second = walked(), walked()
    assert first.run_seed != second.run_seed
    assert first.government.count != second.government.count
    again = walked(seed=first.run_seed, run=first.run_number)
    assert again.government.count == first.government.count


def test_the_record_says_which_run_it_is_of():
    frame = walked(2, seed=7, run=3).datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == [*RECORD, "seed", "run"]
    assert frame["seed"].tolist() == [7, 7]
    assert frame["run"].tolist() == [3, 3]


def test_iterations_of_batch_run_without_seeds_are_different_runs_that_can_be_repeated():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Mesa 3.5 asks for rng = [None] * 3
        rows = mesa.batch_run(
            City, {"scenario": "template", "months": 2}, iterations=3, max_steps=2, display_progress=False
        )
    frame = pd.DataFrame(rows)
    last = frame.groupby("RunId").last()
    assert last["seed"].nunique() == last["revenue"].nunique() == 3
    row = last.iloc[1]
    again = walked(2, seed=int(row["seed"]), run=int(row["run"]))
    assert again.government.count[RECORD.index("revenue")] == row["revenue"]


def test_a_fresh_seed_is_exact_as_a_float_and_as_a_key_of_the_compiled_engine():
    seeds = [City("template", months=1).run_seed for _ in range(3)]
    assert len(set(seeds)) == 3
    assert all(int(float(seed)) == seed and 0 <= seed < 2**63 for seed in seeds)


@pytest.mark.parametrize(
    "drawn",
    [lambda model: model.random.random(), lambda model: float(model.rng.random())],
    ids=["random", "rng"],
)
def test_streams_of_mesa_depend_on_seed_and_run(drawn: Callable[[City], float]):
    keys = [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1)]
    numbers = [drawn(City("template", months=1, seed=seed, run=run)) for seed, run in keys]
    assert len(set(numbers)) == len(keys)
    assert numbers == [drawn(City("template", months=1, rng=seed, run=run)) for seed, run in keys]


@pytest.mark.parametrize("agent", [Keyed, FromMesa, FromNumpy])
def test_what_an_override_draws_differs_from_run_to_run_and_repeats(agent):
    drawn = []
    for run in (0, 1, 0):
        model = walked(2, seed=1, run=run, agents={"Firm": agent})
        drawn.append([firm.drawn for firm in model.firms[:50]])
    assert drawn[0] == drawn[2] != drawn[1]
    assert len({numbers[0] for one in drawn[:2] for numbers in one if numbers}) > 50


def test_a_keyed_draw_is_not_moved_by_another_firm():
    """One firm that draws more often changes the others' luck from Mesa's stream, and nobody's by key."""

    def others(agent, often: int) -> list[list[float]]:
        model = City("template", months=2, seed=1, agents={"Firm": agent})
        model.firms[0].often = often
        while model.running:
            model.step()
        return [firm.drawn for firm in model.firms[1:40]]

    assert others(Keyed, 1) == others(Keyed, 5)
    assert others(FromMesa, 1) != others(FromMesa, 5)


def test_a_keyed_draw_differs_from_run_to_run_when_the_city_is_settled():
    """``assess_closure`` is asked before the first month opens, when the key of the month must be one already."""

    class AtSettlement(Firm):
        def assess_closure(self, world):
            self.first = getattr(self, "first", uniform(world.key, self.id, FIRST_FREE_DECISION))
            return super().assess_closure(world)

    settled = [City("template", months=1, seed=1, run=run, agents={"Firm": AtSettlement}) for run in (0, 1)]
    first, second = ([firm.first for firm in city.firms[:50]] for city in settled)
    assert len({*first, *second}) == 100


def test_decisions_of_overrides_are_none_of_the_model():
    from sim.model import decisions

    assert max(value for name, value in vars(decisions).items() if name.isupper()) < FIRST_FREE_DECISION


def test_the_example_of_the_description_runs():
    """The indented block of sim/README.md that shows an override."""
    readme = (Path(sim.__file__).parent / "README.md").read_text(encoding="utf-8")
    block = readme.split("everything else is a rule without a seam.\n\n")[1].split("\n\n`City(")[0]
    names: dict[str, type] = {}
    exec(textwrap.dedent(block), names)
    stock, impatient = (walked(6, seed=1, agents=agents) for agents in (None, {"Firm": names["Impatient"]}))
    left = [sum(house.graduates for house in model.incubators) for model in (stock, impatient)]
    assert left[1] > left[0]
