"""Pictures of a sweep: what stands in them is what the runs say, and the caption says what was averaged over."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from sim.analyses.sweep.results import SweepResults
from sim.analyses.sweep.run import sweep
from sim.charts.sweep import sweep_figure
from sim.charts.sweep_heat import shade
from sim.charts.sweep_words import axis_of
from sim.errors import InputError
from sim.language import LANGUAGES, text
from tests.sweep.parts import part_of

BIRTHS, ZONES = "parameters.founding_rate", "shares.pilot-zones"


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> SweepResults:
    """40 sampled points over four factors, two of them words."""
    both = {"zh": "抽样", "en": "Sampled"}
    document = {
        "sweep": {"id": "sampled", "name": both, "scenario": "template", "fitted": "prior", "draws": 3},
        "design": {"kind": "latin-hypercube", "points": 40},
        "factors": [
            {"path": "budget.expenditure", "low": 20.0, "high": 400.0},
            {"path": BIRTHS},
            {"path": "switches.leniency", "values": [True, False]},
            {"path": "switches.crowding", "values": ["prior", "in", "out"]},
        ],
    }
    return sweep(document, tmp_path_factory.mktemp("sweeps") / "sampled", executor="threads", workers=1)


def written(figure) -> str:
    return " ".join(text.get_text() for text in figure.texts)


def inside(figure) -> None:
    """Nothing that is written runs over an edge of the picture."""
    texts = [*figure.texts, *(label for axes in figure.axes for label in [*axes.texts, *axes.get_xticklabels()])]
    for words in texts:
        if words.get_text():
            edges = words.get_window_extent()
            assert edges.x0 >= 0, words.get_text()
            assert edges.x1 <= figure.bbox.x1, words.get_text()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_factors_are_a_heat_map_with_numbers(tiny, lang) -> None:
    figure = sweep_figure(tiny, lang=lang)
    (axes,) = figure.axes
    value = tiny.summary().value[:, -2].reshape(3, 3)  # expected number met, births in the columns of the design
    shown = [float(words.get_text().partition(" ±")[0]) for words in axes.texts]  # digits follow the error
    assert shown == pytest.approx([value[column, row] for row in range(3) for column in range(3)], abs=0.051)
    assert tiny.manifest["name"][lang] in written(figure)
    inside(figure)


def test_a_missing_cell_is_empty_and_the_picture_says_what_is_there(tiny, tmp_path) -> None:
    figure = sweep_figure(part_of(tiny, tmp_path / "part", range(8)), lang="en")
    assert "64 of 72 runs (89 %)" in written(figure)
    assert figure.axes[0].texts[-1].get_text() == "–"
    with pytest.raises(InputError, match="no results yet"):
        sweep_figure(part_of(tiny, tmp_path / "nothing", []), lang="en")


def test_lines_average_over_the_other_factor(tiny) -> None:
    figure = sweep_figure(tiny, "lines", x=BIRTHS, measure="attainment", lang="en")
    (line,) = figure.axes[0].get_lines()
    value = tiny.summary().value[:, -1].reshape(3, 3)
    assert list(line.get_xdata()) == pytest.approx(tiny.points[BIRTHS].unique().tolist())
    assert list(line.get_ydata()) == pytest.approx(100 * value.mean(axis=0))
    assert "Averaged over all levels of: Pilot zones" in written(figure)
    assert "% of expenditure" in written(figure)


def test_a_second_factor_is_one_line_a_level(tiny) -> None:
    figure = sweep_figure(tiny, "lines", x=BIRTHS, y=ZONES, lang="zh")
    value = tiny.summary().value[:, -2].reshape(3, 3)
    for level, line in enumerate(figure.axes[0].get_lines()):
        assert list(line.get_ydata()) == pytest.approx(value[level])
    assert [label.get_text() for label in figure.legends[0].get_texts()] == ["0", "10", "20"]
    assert "Averaged" not in written(figure)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_small_multiples_have_a_panel_for_each_target(tiny, lang) -> None:
    figure = sweep_figure(tiny, "multiples", x=ZONES, lang=lang)
    assert len(figure.axes) == len(tiny.manifest["targets"])
    for target in tiny.manifest["targets"]:
        assert target["name"][lang] in written(figure)
    inside(figure)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_many_factors_are_parallel_coordinates(sampled, lang) -> None:
    figure = sweep_figure(sampled, lang=lang)
    lines = [line for line in figure.axes[0].get_lines() if len(line.get_xdata()) == 5]
    assert len(lines) == 40
    value = sampled.summary().value[:, -2]
    assert lines[-1].get_color() == shade(value.max(), value)
    words = [words.get_text() for words in figure.axes[0].texts]
    assert {text("switch.on", lang), text("switch.off", lang), text("switch.crowding-in", lang)} <= set(words)
    inside(figure)


@pytest.mark.parametrize("kind", ["heat", "lines", "multiples"])
def test_sampled_values_are_drawn_in_groups_and_the_caption_says_so(sampled, kind) -> None:
    figure = sweep_figure(sampled, kind, lang="en")
    assert "equally large groups: Expenditure, million CNY" in written(figure)
    inside(figure)
    axis = axis_of(sampled, "budget.expenditure", 12, 8)
    assert np.bincount(axis.of).tolist() == [5] * 8
    assert axis.binned
    assert list(axis.levels) == sorted(axis.levels)


def test_darker_is_higher_and_nothing_is_white() -> None:
    among = np.array([0.2, 0.5, np.nan, 0.8])
    red = [to_rgba(shade(value, among))[0] for value in (0.8, 0.5, 0.2)]
    assert red == sorted(red)
    assert shade(np.nan, among) == "#ffffff" != shade(0.2, among)
    assert shade(0.3, np.array([0.3, 0.3])) != "#ffffff"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"kind": "map"}, "heat, lines, multiples"),
        ({"measure": "high-tech-firm"}, "did you mean 'high-tech-firms'"),
        ({"x": "shares.pilot-zone"}, "did you mean 'shares.pilot-zones'"),
        ({"x": ZONES, "y": ZONES}, "another factor"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(tiny, options, says) -> None:
    with pytest.raises(InputError, match=says):
        sweep_figure(tiny, **options, lang="en")


def test_plot_saves_a_file(tiny, tmp_path) -> None:
    tiny.plot("lines", x=ZONES, path=tmp_path / "a.png", lang="en")
    tiny.plot("lines", x=ZONES, path=tmp_path / "b.png", lang="en")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_class_c_is_capacity_and_says_so(tiny) -> None:
    """A forecast gives the outside view for class C; runs tell only whether the capacity would be there."""
    figure = sweep_figure(tiny, "lines", x=BIRTHS, measure="fund-system", lang="en")
    assert "Fund system: share of runs with the capacity" in written(figure)
    assert "Class C: share of runs in which the capacity" in written(figure)
    assert "Class C" not in written(sweep_figure(tiny, "lines", x=BIRTHS, measure="breakthroughs", lang="en"))
