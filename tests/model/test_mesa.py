"""What a Mesa user expects, on every supported Mesa."""

from __future__ import annotations

import inspect

import mesa
import numpy as np
import pandas as pd
import pytest

from sim import City, Firm, Fund
from sim.engine.compiled import simulate
from sim.inputs.parameters import load_parameters
from sim.model.tables.metrics import METRICS
from tests.model.mesa_versions import batch_run


class Frugal(Firm):
    """Spends nothing on R&D."""

    def invest_in_research(self, world):
        return 0.0


def walked(months=12, **city):
    model = City("template", **city)
    for _ in range(months):
        model.step()
    return model


def test_the_record_of_the_city_is_the_record_of_the_ensemble():
    table = load_parameters()
    theta = table.draw(3, 2)[1]
    model = City("template", theta=theta, rng=5, run=7)
    while model.running:
        model.step()
    frame = model.datacollector.get_model_vars_dataframe()
    compiled = simulate(theta, None, [[5, 7]], scenario="template")
    assert isinstance(frame, pd.DataFrame)
    record = frame[[metric.id for metric in METRICS]]
    assert (record.to_numpy() == compiled.metrics[0]).all()


def test_a_subclass_with_one_behaviour_is_obeyed():
    stock, frugal = walked(), walked(agents={"Firm": Frugal})
    assert all(type(firm) is Frugal for firm in frugal.firms)
    assert sum(firm.research for firm in frugal.firms if firm.alive) == 0.0
    assert sum(firm.research for firm in stock.firms if firm.alive) > 0.0


def test_agent_sets_select_aggregate_and_group():
    model = walked(3)
    firms = model.agents_by_type[Firm]
    assert len(firms) == sum(firm.alive for firm in model.firms)
    funded = model.agents.select(lambda agent: isinstance(agent, Firm) and agent.stage > 0)
    assert 0 < len(funded) < len(firms)
    assert firms.agg("revenue", sum) == pytest.approx(sum(firm.revenue for firm in model.firms if firm.alive))
    groups = firms.groupby("field").count()
    assert sum(groups.values()) == len(firms)
    assert len(model.agents_by_type[Fund]) == len(model.funds)


def test_the_dead_leave_mesa_but_keep_their_slot():
    model = walked(24)
    gone = [firm for firm in model.firms if not firm.alive]
    assert gone
    assert not set(gone) & set(model.agents)
    assert [firm.index for firm in model.firms] == list(range(len(model.firms)))


def test_running_ends_at_the_horizon_and_step_takes_no_argument():
    model = City("template", months=3)
    while model.running:
        model.step()
    record = list(model.government.count)
    model.step()
    assert list(model.government.count) == record
    assert list(inspect.signature(City.step).parameters) == ["self"]


def test_every_argument_has_a_default_so_that_solara_can_build_it():
    for name, parameter in inspect.signature(City.__init__).parameters.items():
        assert name == "self" or parameter.default is not parameter.empty


def test_seed_and_rng_name_the_same_city():
    by_seed, by_rng, other = walked(seed=4), walked(rng=4), walked(rng=5)
    assert by_seed.government.count == by_rng.government.count != other.government.count


def test_two_models_alive_share_nothing():
    alone = walked(6, rng=1)
    first, second = City("template", rng=1), City("template", rng=2)
    for _ in range(6):
        first.step()
        second.step()
    assert first.government.count == alone.government.count
    assert second.government.count != first.government.count


def test_batch_run_repeats():
    rows = [batch_run(City, {"scenario": ["template"], "months": [2]}, [1, 2], 5, display_progress=False) for _ in "ab"]
    frames = [pd.DataFrame(row) for row in rows]
    key = "seed" if "seed" in frames[0] else "rng"
    counts = [dict(zip(frame[key], frame["revenue"], strict=True)) for frame in frames]
    assert counts[0] == counts[1]
    assert len(set(counts[0].values())) == 2


def test_mesa_is_a_supported_version():
    assert tuple(int(part) for part in mesa.__version__.split(".")[:2]) in {(3, 3), (3, 4), (3, 5)}
    assert np.isfinite(walked(1).government.count).all()
