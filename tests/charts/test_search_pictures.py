"""What the pictures of a search show is what the search says."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.colors import to_hex

from sim.charts.palette import BASELINE, SCENARIO
from sim.charts.search import money_figure
from sim.charts.search_front import front_figure
from sim.charts.search_trace import trace_figure
from sim.language import LANGUAGES, text

from .legibility import words_of as words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_picture_says_on_what_money_rests_and_what_repeats_it(search_result, front, lang: str) -> None:
    for made, draw in ((search_result, money_figure), (search_result, trace_figure), (front, front_figure)):
        figure = draw(made, lang)
        assert text("search.rests-on", lang) in words(figure)
        assert text("search.rests-on", lang) in figure.record["description"]
        assert (
            "sim.search('reference', objective=" in figure.record["source"]
        )  # the toy is no engine that a command names


def test_dumbbells_stand_at_the_money(search_result) -> None:
    for lang, per in (("en", 1.0), ("zh", 100.0)):
        axes = money_figure(search_result, lang).axes[0]
        dots = [line for line in axes.get_lines() if line.get_marker() in ("D", "o")]
        before = [line.get_xdata()[0] for line in dots if line.get_marker() == "D"]
        after = [line.get_xdata()[0] for line in dots if line.get_marker() == "o"]
        assert before == pytest.approx([row.scenario / per for row in search_result.money])
        assert after == pytest.approx([row.winner / per for row in search_result.money])
        assert [bar.get_width() for bar in axes.patches] == pytest.approx(
            [row.committed / per for row in search_result.money]
        )
        assert {to_hex(line.get_color()) for line in dots} == {BASELINE, SCENARIO}


def test_the_differences_are_written(search_result) -> None:
    said = words(money_figure(search_result, "en"))
    row = max(search_result.money, key=lambda row: row.difference)
    assert f"{row.difference:+,.2f}" in said


def test_the_trace_ends_at_the_gain_on_fresh_runs(search_result) -> None:
    lines = trace_figure(search_result, "en").axes[0].get_lines()
    fresh = next(line for line in lines if line.get_marker() == "s")
    assert fresh.get_ydata()[0] == pytest.approx(search_result.worth.gain.value)
    generations = next(line for line in lines if line.get_marker() == "o")
    assert list(generations.get_ydata()) == pytest.approx(list(search_result.trace.gains))
    assert len(search_result.trace.simulations) == len(generations.get_xdata())


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
