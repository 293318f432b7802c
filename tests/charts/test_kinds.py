"""The pictures of a forecast by name: what they say, that they fit, and what is refused."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from sim.analyses.forecast.result import Forecast
from sim.charts.districts import shade
from sim.charts.kinds import KINDS, kind_figure
from sim.charts.palette import SCENARIO
from sim.charts.quantile_dots import DOTS, outcomes, stacked
from sim.errors import InputError
from sim.inputs.plan.district_tiles import tile_places
from sim.model.tables.metrics import METRIC_INDEX

from .legibility import words_of as words


@pytest.mark.slow
def test_the_same_from_a_folder(full: Forecast, tmp_path: Path) -> None:
    again = Forecast.opened(full.save(tmp_path / "result"))
    for kind in KINDS:
        assert words(kind_figure(again, kind, "zh")) == words(kind_figure(full, kind, "zh"))


def test_fifty_dots_are_the_odd_per_cents() -> None:
    np.testing.assert_array_equal(outcomes(np.arange(100.0)), np.arange(0.0, 100.0, 2.0))


@pytest.mark.parametrize(
    ("values", "threshold", "met"),
    [
        (np.arange(100.0), 70.0, 15),
        (np.zeros(100), 10.0, 0),
        (np.full(100, 12.0), 10.0, 50),
        (np.repeat([9.0, 10.0], 50), 10.0, 25),
        (np.linspace(0.0, 1.0, 100), 0.5, 25),
    ],
)
def test_dots_stand_on_their_side_of_the_threshold(values: np.ndarray, threshold: float, met: int) -> None:
    stacks = stacked(values, threshold, 3.0, 1.5)
    assert stacks.edge is not None
    assert np.count_nonzero(stacks.met) == met
    np.testing.assert_array_equal(stacks.x > stacks.edge, stacks.met)
    assert stacks.low <= stacks.x.min()
    assert stacks.x.max() <= stacks.high


@pytest.mark.parametrize("seed", range(20))
def test_dots_neither_overlap_nor_leave_the_panel(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.poisson(rng.choice([0.3, 4.0, 60.0]), 200).astype(float)
    stacks = stacked(values, float(rng.choice([1.0, 8.0, 90.0])), 3.0, 1.5)
    x = (stacks.x - stacks.low) / (stacks.high - stacks.low) * 3.0
    y = stacks.y * stacks.size
    apart = np.hypot(x[:, None] - x, y[:, None] - y)[np.triu_indices(DOTS, 1)]
    assert apart.min() >= 0.99 * stacks.size
    assert y.max() + stacks.size / 2 <= 1.5 + 1e-9


def test_the_quantile_plot_says_how_many_dots_meet(full: Forecast) -> None:
    target = full.target("high-tech-firms")
    record = next(one for one in full.plan.targets if one.id == target.id)
    ends = full.metrics[:, -1, METRIC_INDEX[record.reading(target.reading).metric]]
    met = int(np.count_nonzero(outcomes(ends) >= target.threshold))
    assert f"50 个中 {met} 个达标" in words(kind_figure(full, "quantiles", "zh", target="high-tech-firms"))


def test_the_tile_map_says_that_it_is_none(full: Forecast) -> None:
    said = words(kind_figure(full, "districts", "zh"))
    assert "非地理边界" in said
    for place, district in enumerate(full.plan.districts):
        assert district.name["zh"] in said
        assert f"{99 + 10 * place + 0.5:,.0f}" in said or f"{100 + 10 * place:,.0f}" in said
    places = tile_places([district.id for district in full.plan.districts])
    assert len(set(places)) == len(places) == 13
    assert len(set(tile_places(["north", "south", "island"]))) == 3
    assert shade(1.0) == SCENARIO


def test_any_metric_has_a_fan(full: Forecast) -> None:
    said = " ".join(words(kind_figure(full, "fan", "en", metric="firms")))
    middle = np.median(full.metrics[:, -1, METRIC_INDEX["firms"]])
    assert f"the median is {middle:,.0f}" in said
    assert "needs" not in said
    assert "needs 490" in " ".join(words(kind_figure(full, "fan", "en", metric="high_tech_first")))


def test_a_driver_shows_its_sign_and_share(full: Forecast) -> None:
    from sim.analyses.forecast.uncertainty import Driver

    first = next(target for target in full.targets if target.class_ == "A")
    driven = dataclasses.replace(first, drivers=(Driver("field_firms", -0.5, 0.25),))
    changed = dataclasses.replace(full, targets=(driven,))
    assert "−  25 %" in words(kind_figure(changed, "drivers", "en"))


def test_what_is_refused(full: Forecast, forecast: Forecast) -> None:
    with pytest.raises(InputError, match="sheet"):
        kind_figure(full, "pie", "en")
    with pytest.raises(InputError, match="unknown target"):
        kind_figure(full, "quantiles", "en", target="nothing")
    with pytest.raises(InputError, match=r"unknown metric.*high_tech_first"):
        kind_figure(full, "fan", "en", metric="high_tech_firs")
    with pytest.raises(InputError, match="exclude"):
        kind_figure(full, "fan", "en", metric="firms", target="scenarios")
    with pytest.raises(InputError, match=r"--metric.*fan"):
        kind_figure(full, "dots", "en", metric="firms")
    for kind in ("fields", "districts"):
        with pytest.raises(InputError, match="keeps no firms"):
            kind_figure(forecast, kind, "en")


@pytest.mark.parametrize(("lang", "guess"), [("zh", "个数为推测"), ("en", "number is a guess")])
def test_fields_that_nobody_counted_are_marked(full: Forecast, lang: str, guess: str) -> None:
    said = words(kind_figure(full, "fields", lang))
    for field in full.plan.fields:
        assert (f"{field.name[lang]} *" in said) != field.is_counted
    assert guess in ("" if lang == "zh" else " ").join(said)
    counts = tuple(field.model_copy(update={"counted": True}) for field in full.plan.fields)
    counted = dataclasses.replace(full, plan=full.plan.model_copy(update={"fields": counts}))
    said = words(kind_figure(counted, "fields", lang))
    assert not any(one.endswith(" *") for one in said)
    assert guess not in ("" if lang == "zh" else " ").join(said)
