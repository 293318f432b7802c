"""What the pictures of a sensitivity analysis show is what the analysis says."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from sim.charts.palette import BASELINE, PAPER, SCENARIO, SCENARIO_BAR, SCENARIO_HALF, lightness
from sim.charts.sensitivity_indices import drawn_indices, indices_figure
from sim.charts.sensitivity_screening import screening_figure
from sim.charts.sensitivity_tornado import drawn_bars, tornado_figure
from sim.errors import InputError
from sim.forecast.paired import Difference
from sim.language import LANGUAGES
from sim.sensitivity.pictures import pictures, tornado_targets
from sim.sensitivity.run import sensitivity
from sim.sensitivity.tornado import STRUCTURE, Bar


@pytest.fixture(scope="module")
def made():
    path = Path(__file__).parents[1] / "sensitivity" / "toy.py"
    spec = importlib.util.spec_from_file_location("chart_sensitivity_toy", path)
    toy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(toy)
    sizes = {"trajectories": 3, "base_samples": 64, "keep": 2, "runs": 400, "tornado_runs": 100, "structure_runs": 20}
    return sensitivity("template", parameters=toy.table(), simulate=toy.simulate, **sizes)


def widths(figure):
    return [bar.get_width() for bar in figure.axes[0].patches]


def test_the_bars_are_percentage_points_low_then_high(made) -> None:
    figure = tornado_figure(made, "scenarios", "en")
    bars = drawn_bars(made.target("scenarios"))
    expected = [100 * side.value for bar in bars for side in (bar.low, bar.high)]
    assert widths(figure) == pytest.approx(expected)
    assert [bar.factor for bar in bars] == ["strong", "weak"]


def test_only_switches_that_are_shown_to_matter_are_drawn(made) -> None:
    target = made.target("scenarios")
    shown = Difference(-0.2, 0.02)
    more = (*target.bars, Bar("leniency=true", STRUCTURE, None, shown, shown))
    changed = replace(made, targets=(replace(target, bars=more),))
    figure = tornado_figure(changed, "scenarios", "en")
    assert widths(figure)[-1] == pytest.approx(-20.0)
    from matplotlib.colors import to_rgba

    assert figure.axes[0].patches[-1].get_facecolor() == to_rgba(BASELINE)
    assert any("−20 ± 2" in words.get_text() for words in figure.texts)


def test_what_is_not_shown_to_differ_is_an_equals_sign(made) -> None:
    target = made.target("scenarios")
    unclear = tuple(replace(bar, swing=Difference(0.01, 0.02)) for bar in target.bars)
    figure = tornado_figure(replace(made, targets=(replace(target, bars=unclear),)), "scenarios", "zh")
    assert [words.get_text() for words in figure.texts].count("=") == 2


def test_low_and_high_are_told_apart_in_grey() -> None:
    assert lightness(PAPER) > lightness(SCENARIO_HALF) + 10 > lightness(SCENARIO) + 20
    assert lightness(SCENARIO_BAR) > lightness(SCENARIO) + 20


def test_the_indices_are_first_order_then_total_and_the_others_stand_last(made) -> None:
    figure = indices_figure(made, "en")
    moving = [target for target in made.targets if target.indices]
    assert len(figure.axes) == len(moving) == 4
    rows = drawn_indices(moving[0])
    assert rows[-1].grouped
    assert widths(figure) == pytest.approx([value for one in rows for value in (one.first, one.total)])


def test_every_parameter_is_a_point_of_the_screening(made) -> None:
    figure = screening_figure(made, "en")
    moving = [target for target in made.targets if target.effects]
    assert len(figure.axes) == len(moving)
    points = sum(len(drawn.get_offsets()) for drawn in figure.axes[0].collections)
    assert points == made.factors


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_target_that_varies_has_its_tornado_in_both_formats(made, lang: str) -> None:
    names = ["indices", "screening", *(f"tornado-{id}" for id in tornado_targets(made))]
    drawn = pictures(made, lang)
    assert sorted(drawn) == sorted(f"{name}.{kind}" for name in names for kind in ("png", "svg"))
    assert drawn == pictures(made, lang)


def test_the_caption_says_which_analysis_it_is(made) -> None:
    figure = tornado_figure(made, "scenarios", "en")
    assert figure.record["source"] == made.command
    assert f"{made.workload.total:,} runs, seed 1" in figure.record["description"]


def test_plot_draws_the_first_target_that_varies(made, tmp_path) -> None:
    made.plot(tmp_path / "one.svg", "en")
    assert (tmp_path / "one.svg").stat().st_size > 1000
    with pytest.raises(InputError, match="nothing varies"):
        replace(made, targets=(made.target("fund-system"),)).plot()
