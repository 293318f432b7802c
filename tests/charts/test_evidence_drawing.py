"""Pictures of fits and back-tests keep what every picture must keep, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import matplotlib as mpl
import pytest

from sim.charts import save_figure
from sim.charts.backtest import backtest_figure, series_figure
from sim.charts.figure import ChartFigure
from sim.charts.fit_gate import gate_figure, learning_figure
from sim.charts.fit_pairs import pairs_figure
from sim.charts.fit_parameters import contraction_figure, prior_posterior_figure
from sim.charts.fit_predictive import predictive_figure
from sim.errors import InputError

from . import records
from .legibility import legible, marks_lie_inside, words_stay_off_the_axes

EARLY = date(2020, 6, 30)
Draw = Callable[[str], ChartFigure]


def cases() -> dict[str, Callable[[], Draw]]:
    """Name -> what makes the drawing function, once the records are needed."""
    made: dict[str, Callable[[], Draw]] = {}
    of_fit = {
        "contraction": contraction_figure,
        "prior-posterior": prior_posterior_figure,
        "predictive": predictive_figure,
        "pairs": pairs_figure,
        "gate": gate_figure,
        "learning": learning_figure,
    }
    for name, draw in of_fit.items():
        made[name] = lambda draw=draw: partial(draw, records.fit())
        if name != "prior-posterior":
            made[f"{name}-nothing-known"] = lambda draw=draw: partial(draw, records.fit(date(2018, 2, 1), "none"))
        if name in ("contraction", "predictive", "gate"):
            made[f"{name}-all-informed"] = lambda draw=draw: partial(draw, records.fit(EARLY, "all", 0.5))
    made["learning-too-few"] = lambda: partial(learning_figure, records.changed(records.fit(), learning=()))
    made["backtest"] = lambda: partial(backtest_figure, records.backtest())
    made["backtest-no-baseline"] = lambda: partial(backtest_figure, bare())
    for series in ("listings", "unicorns", "research", "high-tech-new", "technology-smes-new", "little-giants"):
        made[f"series-{series}"] = lambda series=series: partial(series_figure, records.backtest(), series)
    made["series-one-origin"] = lambda: partial(series_figure, records.backtest(1), "ai-firms")
    return made


def bare():
    """A back-test in which nothing has a baseline and nothing can be resampled."""
    none = {"series": (), "geometric_mean": None, "geometric_low": None, "geometric_high": None, "by_horizon": {}}
    return records.changed(records.backtest(1), **none, provenance={})


CASES = cases()
#: The plain pictures are looked at in test_every_kind.
PLAIN = ("contraction", "prior-posterior", "predictive", "pairs", "gate", "learning", "backtest")
SEVERAL_PANELS = ("predictive", "gate", "series-listings")
#: Series like others that are looked at.
ALIKE = ("series-unicorns", "series-high-tech-new", "series-technology-smes-new")


#: English words are the longer ones; test_every_kind looks at the Chinese first.
@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow if name in ALIKE else ()) for name in CASES if name not in PLAIN],
)
def test_every_glyph_is_there_and_nothing_overlaps_or_is_cut_off(name: str, lang: str) -> None:
    figure = CASES[name]()(lang)
    legible(figure)
    words_stay_off_the_axes(figure)
    if not name.startswith("pairs"):  # its clouds leave out the farthest draws
        marks_lie_inside(figure)


@pytest.mark.parametrize(
    "name", ["contraction", "backtest", *(pytest.param(one, marks=pytest.mark.slow) for one in SEVERAL_PANELS)]
)
def test_same_bytes_whatever_the_user_has_set(name: str, tmp_path: Path) -> None:
    def content(file: str) -> bytes:
        return save_figure(CASES[name]()("zh"), tmp_path / file).read_bytes()

    plain = content("plain.svg")
    with mpl.rc_context({"font.family": ["serif"], "font.size": 30.0, "axes.grid": True, "axes.facecolor": "red"}):
        assert content("odd.svg") == plain


@pytest.mark.slow
def test_a_set_is_kept_with_five_pictures() -> None:
    made = records.fit().bare().pictures("en")
    assert sorted(made) == ["contraction.png", "gate.png", "pairs.png", "predictive.png", "prior-posterior.png"]
    assert all(content.startswith(b"\x89PNG") for content in made.values())
    assert sum(len(content) for content in made.values()) < 1_900_000  # thirty quantities


@pytest.mark.parametrize("draw", [contraction_figure, predictive_figure, gate_figure, learning_figure])
def test_an_unknown_language_is_refused(draw: Callable[..., ChartFigure]) -> None:
    with pytest.raises(InputError, match="allowed: zh, en"):
        draw(records.fit(), "fr")


def test_a_series_without_forecasts_is_refused() -> None:
    with pytest.raises(InputError, match="unicorns"):
        series_figure(records.backtest(), "unicorn", "en")
