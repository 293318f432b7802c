"""Every kind of picture of every result, in both languages: legible, the same from a folder, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from sim.calibration.record import OWN, reopened_fit
from sim.charts.figure import ChartFigure
from sim.charts.kinds import RESULTS, kind_figure, kinds_of
from sim.charts.opened import opened
from sim.charts.save import save_figure
from sim.errors import InputError
from sim.kept.files import RESULT, kept
from sim.language import text

from . import records
from .legibility import legible, marks_lie_inside, words_of, words_stay_off_the_axes

DAY = date(2026, 11, 24)
#: Type of a result -> the fixture that makes one, of the kinds that need another the exception.
FIXTURES = {
    "Forecast": "full",
    "Comparison": "comparison",
    "MarginalValue": "valued",
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
    "result", [name for name in FIXTURES if name not in ("Forecast", "SweepResults", "Fit", "Vintage")]
)
def test_a_kept_result_gives_the_same_picture(request: pytest.FixtureRequest, result: str, tmp_path: Path) -> None:
    made = request.getfixturevalue(FIXTURES[result])
    if result == "Backtest":  # its invented scores are no whole table
        (tmp_path / "backtest.json").write_text("{}", encoding="utf-8")
        (tmp_path / RESULT).write_bytes(kept(made))
    else:
        made.save(tmp_path)
    kind = next(iter(kinds_of(made)))
    pictures = [kind_figure(one, kind, "en") for one in (made, opened(tmp_path))]
    first, second = (save_figure(one, tmp_path / f"{k}.svg").read_bytes() for k, one in enumerate(pictures))
    assert first == second


def test_a_kept_fit_gives_the_same_pictures_with_its_own_digest(kept_fit: Any, tmp_path: Path) -> None:
    (tmp_path / RESULT).write_bytes(kept(kept_fit, OWN))
    (tmp_path / "fit.json").write_text("{}", encoding="utf-8")
    again = opened(tmp_path)
    assert kept(again, OWN) == kept(kept_fit, OWN)
    assert again.digests == kept_fit.digests
    assert words_of(kind_figure(again, "pairs", "zh")) == words_of(kind_figure(records.fit(), "pairs", "zh"))
    (tmp_path / RESULT).write_bytes((tmp_path / RESULT).read_bytes().replace(b'"setting":"', b'"setting":"0'))
    with pytest.raises(InputError, match="other tables"):
        reopened_fit(tmp_path)


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
