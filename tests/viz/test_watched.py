"""The watched city is the row of the forecast that it says it is, under the wordings that a reader chooses."""

from __future__ import annotations

import numpy as np
import pytest

from sim.app.viz.watched import SCENARIOS, WatchedCity, effect_choices, scenario_choices
from sim.engine.compiled import simulate
from sim.errors import InputError
from sim.model.tables.metrics import METRICS
from sim.study.inputs import gather

RUN = 3


def test_it_is_the_row_of_the_forecast() -> None:
    """Same draw, same luck: what it counts after two months is what the compiled engine counts in that run."""
    inputs = gather("even")
    theta = inputs.draws(7, RUN // 2, 1)
    row = simulate(
        theta,
        inputs.allocation.totals,
        np.array([[7, RUN]]),
        scenario=inputs.scenario,
        plan=inputs.plan,
        parameters=inputs.parameters,
    )
    city = WatchedCity("even", 7, RUN)
    for month in range(2):
        city.step()
        seen = [city.datacollector.model_vars[metric.id][month] for metric in METRICS]
        np.testing.assert_allclose(seen, row.metrics[0, month], rtol=1e-9)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wording_means_the_scenario_of_that_name(lang: str) -> None:
    choices = scenario_choices("even", lang)
    assert next(iter(choices.values())) == "even"
    assert sorted(choices.values()) == sorted(SCENARIOS)
    wording = next(words for words, name in choices.items() if name == "no-plan")
    assert WatchedCity(wording, given="even", lang=lang).inputs.scenario.id == "no-plan"


def test_the_effects_are_those_of_the_scenario_until_others_are_chosen() -> None:
    words = {mode: wording for wording, mode in effect_choices("zh").items()}
    own = WatchedCity("reference", effects=words[None], lang="zh")
    none = WatchedCity("reference", effects=words["none"], lang="zh")
    assert own.inputs.scenario.switches.lever_effects == "discounted"
    assert none.inputs.scenario.switches.lever_effects == "none"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"policy": "evn"}, "evn"),
        ({"seed": -1}, "seed"),
        ({"run": 1.5}, "run"),
        ({"effects": "strong"}, "unknown lever effects"),
        ({"given": "nowhere"}, "nowhere"),
    ],
)
def test_what_cannot_be_used_is_named(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(InputError, match=says):
        WatchedCity(**wrong)  # type: ignore[arg-type]
