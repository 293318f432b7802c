"""What the pictures of a sensitivity analysis show is what the analysis says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.analyses.sensitivity.tornado import STRUCTURE, Bar
from sim.charts.palette import BASELINE, PAPER, SCENARIO, SCENARIO_BAR, SCENARIO_HALF
from sim.charts.sensitivity_indices import drawn_indices, indices_figure
from sim.charts.sensitivity_screening import screening_figure
from sim.charts.sensitivity_tornado import drawn_bars, tornado_figure
from sim.errors import InputError
from sim.study.paired import Difference
from tests.charts.greys import lightness


def widths(figure):
    return [bar.get_width() for bar in figure.axes[0].patches]


def test_the_bars_are_percentage_points_low_then_high(analysed) -> None:
    figure = tornado_figure(analysed, "scenarios", "en")
    bars = drawn_bars(analysed.target("scenarios"))
    expected = [100 * side.value for bar in bars for side in (bar.low, bar.high)]
    assert widths(figure) == pytest.approx(expected)
    assert [bar.factor for bar in bars] == ["strong", "weak"]


def test_only_switches_that_are_shown_to_matter_are_drawn(analysed) -> None:
    target = analysed.target("scenarios")
    shown = Difference(-0.2, 0.02)
    more = (*target.bars, Bar("leniency=true", STRUCTURE, None, shown, shown))
    changed = replace(analysed, targets=(replace(target, bars=more),))
    figure = tornado_figure(changed, "scenarios", "en")
    assert widths(figure)[-1] == pytest.approx(-20.0)
    from matplotlib.colors import to_rgba

    assert figure.axes[0].patches[-1].get_facecolor() == to_rgba(BASELINE)
    assert any("−20.0 ± 2.0" in words.get_text() for words in figure.texts)


def test_what_is_not_shown_to_differ_is_an_equals_sign(analysed) -> None:
    target = analysed.target("scenarios")
    unclear = tuple(replace(bar, swing=Difference(0.01, 0.02)) for bar in target.bars)
    figure = tornado_figure(replace(analysed, targets=(replace(target, bars=unclear),)), "scenarios", "zh")
    assert [words.get_text() for words in figure.texts].count("=") == 2


def test_low_and_high_are_told_apart_in_grey() -> None:
    assert lightness(PAPER) > lightness(SCENARIO_HALF) + 10 > lightness(SCENARIO) + 20
    assert lightness(SCENARIO_BAR) > lightness(SCENARIO) + 20


def test_the_indices_are_first_order_then_total_and_the_others_stand_last(analysed) -> None:
    figure = indices_figure(analysed, "en")
    moving = [target for target in analysed.targets if target.indices]
    assert len(figure.axes) == len(moving) == 4
    rows = drawn_indices(moving[0])
    assert rows[-1].grouped
    assert widths(figure) == pytest.approx([value for one in rows for value in (one.first, one.total)])


def test_every_parameter_is_a_point_of_the_screening(analysed) -> None:
    figure = screening_figure(analysed, "en")
    moving = [target for target in analysed.targets if target.effects]
    assert len(figure.axes) == len(moving)
    points = sum(len(drawn.get_offsets()) for drawn in figure.axes[0].collections)
    assert points == analysed.factors


def test_every_target_that_varies_has_its_tornado_in_both_formats(analysed, monkeypatch) -> None:
    names = ["indices", "screening", *(f"tornado-{id}" for id in analysed.undecided)]
    drawings = analysed.drawings()
    assert sorted(drawings) == sorted(f"{name}.{kind}" for name in names for kind in ("png", "svg"))
    # each drawn once, in the one format or the other, and some of them again
    once = {name: drawings[name] for k, name in enumerate(sorted(drawings)) if k % 4 in (0, 3)}
    monkeypatch.setattr(type(analysed), "drawings", lambda self: once)
    drawn = analysed.pictures("zh")
    assert list(drawn) == list(once)
    assert {name.partition(".")[0] for name in drawn} == set(names)
    assert all(content.startswith((b"\x89PNG", b"<?xml")) for content in drawn.values())
    again = {name: once[name] for name in ("indices.png", f"tornado-{analysed.undecided[-1]}.svg") if name in once}
    monkeypatch.setattr(type(analysed), "drawings", lambda self: again)
    assert again
    assert analysed.pictures("zh") == {name: drawn[name] for name in again}


def test_the_caption_says_which_analysis_it_is(analysed) -> None:
    figure = tornado_figure(analysed, "scenarios", "en")
    assert figure.record["source"] == analysed.command
    assert f"{analysed.workload.total:,} runs, seed 1" in figure.record["description"]


def test_plot_draws_the_first_target_that_varies(analysed, tmp_path) -> None:
    analysed.plot(tmp_path / "one.svg", "en")
    assert (tmp_path / "one.svg").stat().st_size > 1000
    with pytest.raises(InputError, match="nothing varies"):
        replace(analysed, targets=(analysed.target("fund-system"),)).plot()
