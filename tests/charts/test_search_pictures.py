"""What the pictures of a search show is what the search says."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from matplotlib.colors import to_hex

import sim
from sim.charts.palette import BASELINE, SCENARIO
from sim.charts.search import money_figure
from sim.charts.search_front import front_figure
from sim.charts.search_trace import trace_figure
from sim.language import LANGUAGES, text

from .test_drawing import texts_of


def stand_in():
    name = "search_toy"
    if name not in sys.modules:
        path = Path(__file__).parents[1] / "search" / "toy.py"
        spec = importlib.util.spec_from_file_location(name, path)
        loaded = importlib.util.module_from_spec(spec)
        sys.modules[name] = loaded
        spec.loader.exec_module(loaded)
    return sys.modules[name].stand_in()


def found(objective, simulations: int):
    return sim.search("reference", objective, simulations, 1, fitted="prior", simulate=stand_in(), estimate_runs=100)


@pytest.fixture(scope="module")
def result():
    return found("expected", 600)


@pytest.fixture(scope="module")
def front():
    return found([{"weights": {"high-tech-firms": 1.0}}, "expected"], 1500)


def words(figure) -> list[str]:
    return [artist.get_text() for artist in texts_of(figure)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_picture_says_on_what_money_rests_and_what_repeats_it(result, front, lang: str) -> None:
    for made, draw in ((result, money_figure), (result, trace_figure), (front, front_figure)):
        figure = draw(made, lang)
        assert text("search.rests-on", lang) in words(figure)
        assert text("search.rests-on", lang) in figure.record["description"]
        assert figure.record["source"].startswith("xiandao search reference --objective")


def test_dumbbells_stand_at_the_money(result) -> None:
    for lang, per in (("en", 1.0), ("zh", 100.0)):
        axes = money_figure(result, lang).axes[0]
        dots = [line for line in axes.get_lines() if line.get_marker() in ("D", "o")]
        before = [line.get_xdata()[0] for line in dots if line.get_marker() == "D"]
        after = [line.get_xdata()[0] for line in dots if line.get_marker() == "o"]
        assert before == pytest.approx([row.scenario / per for row in result.money])
        assert after == pytest.approx([row.winner / per for row in result.money])
        assert [bar.get_width() for bar in axes.patches] == pytest.approx([row.committed / per for row in result.money])
        assert {to_hex(line.get_color()) for line in dots} == {BASELINE, SCENARIO}


def test_the_differences_are_written(result) -> None:
    said = words(money_figure(result, "en"))
    row = max(result.money, key=lambda row: row.difference)
    assert f"{row.difference:+,.1f}" in said


def test_the_trace_ends_at_the_gain_on_fresh_runs(result) -> None:
    lines = trace_figure(result, "en").axes[0].get_lines()
    fresh = next(line for line in lines if line.get_marker() == "s")
    assert fresh.get_ydata()[0] == pytest.approx(result.worth.gain.value)
    generations = next(line for line in lines if line.get_marker() == "o")
    assert list(generations.get_ydata()) == pytest.approx(list(result.trace.gains))
    assert len(result.trace.simulations) == len(generations.get_xdata())


def test_beaten_points_are_hollow(front) -> None:
    axes = front_figure(front, "en").axes[0]
    dots = [line for line in axes.get_lines() if line.get_marker() == "o"]
    assert [to_hex(dot.get_markerfacecolor()) == "#ffffff" for dot in dots] == [point.beaten for point in front.front]
    assert [dot.get_xdata()[0] for dot in dots] == pytest.approx([point.values[0].value for point in front.front])
    own = next(line for line in axes.get_lines() if line.get_marker() == "D")
    assert own.get_xdata()[0] == pytest.approx(front.worths[0].scenario.value)


def test_a_saved_search_has_its_pictures(front, tmp_path: Path) -> None:
    front.save(tmp_path, charts=True, lang="zh")
    names = {path.name for path in tmp_path.iterdir()}
    assert {"search.png", "search-trace.png", "search-front.png", "front-1.toml"} <= names
    picture = front.plot(tmp_path / "mine.svg", "en")
    assert (tmp_path / "mine.svg").stat().st_size > 10_000
    assert picture.record["title"] == text("search.chart-money", "en")
