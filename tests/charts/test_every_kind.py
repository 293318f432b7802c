"""Every kind of picture of every result, in both languages: legible, the same from a folder, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from sim.charts.figure import ChartFigure
from sim.charts.kinds import RESULTS, kind_figure, kinds_of, save_figure
from sim.errors import InputError
from sim.inputs.parameters import ParameterTable
from sim.language import text
from sim.results.folder import opened
from sim.results.record import RESULT, record_bytes

from . import records
from .legibility import legible, marks_lie_inside, words_of, words_stay_off_the_axes

DAY = date(2026, 11, 24)
#: Type of a result -> the fixture that makes one, of the kinds that need another the exception.
FIXTURES = {
    "Forecast": "full",
    "Comparison": "comparison",
    "MarginalValue": "valued",
    "PriceList": "priced",
    "ResponseTable": "responded",
    "SearchResult": "front",
    "Sensitivity": "analysed",
    "Discovery": "discovered",
    "SweepResults": "tiny",
    "Fit": "kept_fit",
    "Backtest": "backtested",
    "Vintage": "promised",
}
OPTIONS = {"series": {"series": "high-tech-stock"}}
CASES = [(kind, name) for kind, kinds in RESULTS.items() for name in kinds]


def drawn(result: Any, kind: str, lang: str) -> ChartFigure:
    """With a date, so that its words are looked at too."""
    figure = kind_figure(result, kind, lang, **OPTIONS.get(kind, {}))
    figure.dated(DAY, text("origin.drawn-on", lang, date=DAY))
    return figure


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize(("result", "kind"), CASES)
def test_every_kind_is_legible_in_both_languages(
    request: pytest.FixtureRequest, result: str, kind: str, lang: str
) -> None:
    made = request.getfixturevalue(FIXTURES[result])
    figure = drawn(made, kind, lang)
    legible(figure)
    if result in ("Fit", "Backtest"):
        words_stay_off_the_axes(figure)
        if kind != "pairs":  # its clouds leave out the farthest draws
            marks_lie_inside(figure)


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(name, marks=pytest.mark.slow) if name == "PriceList" else name  # two pages of many panels
        for name in FIXTURES
        if name not in ("Forecast", "SweepResults", "Fit", "Vintage")
    ],
)
def test_a_kept_result_gives_the_same_picture(request: pytest.FixtureRequest, result: str, tmp_path: Path) -> None:
    made = request.getfixturevalue(FIXTURES[result])
    if result == "Backtest":  # its invented scores are no whole table
        (tmp_path / "backtest.json").write_text("{}", encoding="utf-8")
        (tmp_path / RESULT).write_bytes(record_bytes(made))
    else:
        made.save(tmp_path)
    kind = next(iter(kinds_of(made)))
    pictures = [kind_figure(one, kind, "en") for one in (made, opened(tmp_path))]
    first, second = (save_figure(one, tmp_path / f"{k}.svg").read_bytes() for k, one in enumerate(pictures))
    assert first == second


def test_a_saved_fit_gives_the_same_pictures_with_its_own_digest(tmp_path: Path) -> None:
    made = records.fit()
    folder = made.save(tmp_path / "set")
    again = opened(folder)
    assert again.digests == made.bare().digests
    assert again.table().round(5).equals(made.bare().table().round(5))
    assert words_of(kind_figure(again, "pairs", "zh")) == words_of(kind_figure(made, "pairs", "zh"))
    with pytest.raises(InputError, match="copy its folder"):
        again.save(tmp_path / "again")


def test_a_saved_fit_is_drawn_while_what_it_fitted_stands_in_the_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later program may have more parameters, but names and units of the pictures come from its tables."""
    made = records.fit()
    folder = made.save(tmp_path / "set")
    rows = list(made.setting.table)
    other = next(k for k, row in enumerate(rows) if row.name not in made.names)
    fitted = next(k for k, row in enumerate(rows) if row.name == made.names[0])

    def changed(place: int) -> None:
        table = ParameterTable((*rows[:place], replace(rows[place], distribution="fixed(1)"), *rows[place + 1 :]))
        monkeypatch.setattr("sim.analyses.calibrate.result.load_setting", lambda: replace(made.setting, table=table))

    changed(other)
    assert words_of(kind_figure(opened(folder), "pairs", "zh")) == words_of(kind_figure(made, "pairs", "zh"))
    changed(fitted)
    with pytest.raises(InputError, match="other tables"):
        opened(folder)


def test_metadata_says_what_it_was_made_from_and_only_a_date_differs(comparison: Any, tmp_path: Path) -> None:
    def chunks(figure: ChartFigure) -> dict[str, str]:
        with Image.open(save_figure(figure, tmp_path / "one.png")) as image:
            return dict(image.text)

    figure = kind_figure(comparison, "money", "en")
    bare = chunks(figure)
    assert bare["Scenario"] == "template, template-no-plan, template-moved"
    assert bare["Parameter set"] == "prior"
    assert (bare["Runs"], bare["Seed"]) == ("20", str(comparison.first.seed))
    assert bare["Model"].startswith("xiandao ")
    assert "points" in bare["Monte Carlo error"]
    assert "Creation Time" not in bare
    figure.dated(DAY, "Drawn on 2026-11-24")
    assert chunks(figure) == {**bare, "Creation Time": "2026-11-24"}
    drawing = save_figure(figure, tmp_path / "one.svg").read_text(encoding="utf-8")
    assert "<dc:date>2026-11-24</dc:date>" in drawing
    assert "Parameter set: prior" in drawing
    paged = save_figure(figure, tmp_path / "one.pdf").read_bytes()
    assert b"D:20261124" in paged
    assert save_figure(figure, tmp_path / "again.pdf").read_bytes() == paged


def test_an_unknown_kind_lists_those_of_the_result(search_result: Any, comparison: Any) -> None:
    with pytest.raises(InputError, match=r"did you mean 'ternary'|ternary"):
        kind_figure(search_result, "ternery", "en")
    with pytest.raises(InputError, match="targets"):
        kind_figure(comparison, "ternary", "en")
    with pytest.raises(InputError, match="no such option"):
        kind_figure(search_result, "trace", "en", target="unicorns")
    with pytest.raises(InputError, match="no front"):
        kind_figure(search_result, "front", "en")
    with pytest.raises(TypeError, match="no pictures of a int"):
        kinds_of(3)
