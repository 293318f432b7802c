"""The picture of a target's boxes shows what the boxes say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.colors import to_rgba

from sim.analyses.discover.findings import Condition
from sim.analyses.discover.result import Discovery
from sim.charts.discover import discovery_figure, range_of, shade
from sim.charts.palette import SCENARIO
from sim.errors import InputError
from sim.language import LANGUAGES

OPEN = "tech-centres"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_and_the_path_of_both_halves_are_drawn(discovered: Discovery, lang: str) -> None:
    figure = discovery_figure(discovered, OPEN, lang)
    box = discovered.boxes[OPEN][0]
    lines = figure.axes[0].get_lines()
    assert list(lines[0].get_xdata()) == pytest.approx([100 * step.searched.coverage for step in box.path])
    assert list(lines[1].get_ydata()) == pytest.approx([100 * step.held_out.density for step in box.path])
    assert lines[3].get_xdata()[0] == pytest.approx(100 * box.held_out.coverage)
    written = " ".join(text.get_text() for text in figure.texts)
    assert discovered.names[OPEN][lang] in written
    assert "strong" in written
    for text in figure.texts:  # nothing runs over an edge
        edges = text.get_window_extent()
        assert edges.x0 >= 0
        assert edges.x1 <= figure.bbox.x1


def test_bars_are_the_ranges_that_the_box_leaves(discovered: Discovery) -> None:
    box = discovered.boxes[OPEN][0]
    axes = discovery_figure(discovered, OPEN, "en").axes[1]
    inside = [patch for patch in axes.patches if patch.get_facecolor() == to_rgba(SCENARIO)]
    (strong,) = [one for one in box.conditions if one.factor == "strong"]
    assert [(patch.get_x(), patch.get_width()) for patch in inside] == [(0, pytest.approx(strong.percentile))]
    tenths = axes.patches[2:]
    assert [patch.get_facecolor() for patch in tenths] == [to_rgba(shade(share)) for share in box.profiles["strong"]]


def test_two_ends_leave_the_middle() -> None:
    def end(sense: str, percentile: float) -> Condition:
        return Condition("x", sense, 1.0, percentile, (), "months", "", 0.01, 0.01)

    assert range_of([end("at_least", 20.0), end("at_most", 70.0)]) == (20.0, 70.0)
    assert range_of([end("at_least", 20.0)]) == (20.0, 100.0)
    assert range_of([end("at_most", 70.0)]) == (0.0, 70.0)


def test_darker_is_more_often() -> None:
    assert shade(0.0) == "#ffffff"
    assert int(shade(0.3)[1:3], 16) > int(shade(0.6)[1:3], 16)


def test_plot_takes_the_first_target_with_a_box_and_refuses_one_without(discovered: Discovery, tmp_path) -> None:
    discovered.plot(tmp_path / "boxes.svg", "zh")
    assert (tmp_path / "boxes.svg").stat().st_size > 10_000
    empty = replace(discovered, targets=tuple(replace(one, boxes=()) for one in discovered.targets))
    with pytest.raises(InputError, match="nothing to draw"):
        empty.plot()
    with pytest.raises(InputError, match="tech-centres"):
        discovered.plot(target="tech-centers")
