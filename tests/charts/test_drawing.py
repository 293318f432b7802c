"""What every picture must keep, in both languages: no missing glyph, no overlap, nothing cut off, the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from PIL import Image

from sim.analyses.forecast.result import Forecast
from sim.charts import dots_figure, forecast_figure, save_figure
from sim.charts.figure import ChartFigure
from sim.errors import InputError
from sim.language import LANGUAGES

from .legibility import legible

HERE = Path(__file__).parent
LONG = {
    "zh": "把全部可调整资金集中投向初创企业孵化、应用场景开放和专项基金赋能，"
    "同时压缩载体建设支出的对照方案（第二版，供讨论，尚未报批）",
    "en": "All movable money to start-ups, application scenarios and funds, with less for carriers, "
    "second version, for discussion only and not yet submitted for approval",
}


@pytest.fixture(
    params=[
        "with-baseline",
        "other-city",
        *(pytest.param(one, marks=pytest.mark.slow) for one in ("long-name", "failed-runs")),
    ]
)
def picture(
    request: pytest.FixtureRequest, forecast: Forecast, baseline: Forecast, other_city: Forecast,
    make: Callable[..., Forecast],
) -> Callable[[str], ChartFigure]:  # fmt: skip
    cases: dict[str, Callable[[str], ChartFigure]] = {
        "with-baseline": lambda lang: forecast_figure(forecast, lang, baseline),
        "other-city": lambda lang: forecast_figure(other_city, lang),
        "long-name": lambda lang: forecast_figure(
            long_name := make("template", name=forecast.scenario.name.model_copy(update=LONG)), lang, long_name
        ),
        "failed-runs": lambda lang: forecast_figure(make("template", failed=4), lang, other_city),
    }
    return cases[request.param]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sheet_is_legible(picture: Callable[[str], ChartFigure], lang: str) -> None:
    legible(picture(lang))


def digests(forecast: Forecast, folder: Path) -> list[str]:
    figure = dots_figure(forecast, "zh")
    paths = [save_figure(figure, folder / f"picture.{kind}") for kind in ("png", "svg", "pdf")]
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


# Draws the same picture where matplotlib knows no font but its own.
BARE = """
import dataclasses, json, sys
from pathlib import Path
from matplotlib import font_manager, get_data_path
manager = font_manager.fontManager
manager.ttflist = [font for font in manager.ttflist if font.fname.startswith(get_data_path())]
from tests.charts.invented import invented
from tests.charts.test_drawing import digests
forecast = dataclasses.replace(invented("template"), provenance=json.loads(sys.argv[2]))
print(*digests(forecast, Path(sys.argv[1])))
print(*{font.name for font in manager.ttflist if "DejaVu" not in font.name}, sep=";")
"""


@pytest.mark.slow
@pytest.mark.usefixtures("fine_pictures")  # the other process draws them so
def test_same_bytes_twice_and_without_system_fonts(other_city: Forecast, tmp_path: Path) -> None:
    here = digests(other_city, tmp_path)
    assert digests(other_city, tmp_path) == here
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
    arguments = [sys.executable, "-c", BARE, str(tmp_path), json.dumps(other_city.provenance)]
    printed = subprocess.run(arguments, capture_output=True, text=True, env=environment, check=True).stdout
    there, fonts = printed.splitlines()
    assert "Noto" not in fonts
    assert there.split() == here


@pytest.mark.slow
def test_settings_of_the_user_neither_show_nor_change(other_city: Forecast, tmp_path: Path) -> None:
    plain = digests(other_city, tmp_path)
    odd = {"font.family": ["serif"], "font.size": 30.0, "axes.facecolor": "red", "pdf.fonttype": 3}
    with mpl.rc_context(odd):
        assert digests(other_city, tmp_path) == plain
        assert {key: mpl.rcParams[key] for key in odd} == odd


def test_pyplot_is_not_imported() -> None:
    """A result is made, and the charts are imported, without matplotlib; a module that draws takes the library, but
    never pyplot's global state."""
    script = (
        "import sys; import sim.charts, sim.charts.style; "
        "import sim.analyses.backtest.result, sim.analyses.calibrate.result; "
        "assert not [name for name in sys.modules if name.startswith('matplotlib')]; "
        "import sim.charts.backtest, sim.charts.fit_parameters; "
        "import sim.charts.fit_predictive, sim.charts.fit_pairs, sim.charts.fit_gate; "
        "assert 'matplotlib.lines' in sys.modules and 'matplotlib.pyplot' not in sys.modules; "
        "from tests.charts.invented import invented; "
        "from sim.charts import forecast_figure; forecast_figure(invented('template'), 'en'); "
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)


@pytest.mark.slow
@pytest.mark.usefixtures("fine_pictures")
def test_png_is_for_print_and_says_what_it_is(other_city: Forecast, tmp_path: Path) -> None:
    figure = forecast_figure(other_city, "en")
    with Image.open(save_figure(figure, tmp_path / "picture.png")) as image:
        assert image.size[0] == round(13.66 * 300)
        text: dict[str, Any] = image.text  # type: ignore[attr-defined]
    assert "sim.forecast(" in text["Source"]  # the toy is no engine that a command names
    assert "not a commitment" in text["Description"]
    assert other_city.scenario.name["en"] in text["Title"]


def test_pdf_text_is_truetype_and_svg_needs_no_font(other_city: Forecast, tmp_path: Path) -> None:
    figure = forecast_figure(other_city, "zh")
    assert b"/CIDFontType2" in save_figure(figure, tmp_path / "picture.pdf").read_bytes()
    drawing = save_figure(figure, tmp_path / "picture.svg").read_text(encoding="utf-8")
    assert "<text" not in drawing
    assert "<dc:date>" not in drawing


def test_plain_savefig_gives_the_same_file(other_city: Forecast, tmp_path: Path) -> None:
    figure = forecast_figure(other_city, "zh")
    figure.savefig(tmp_path / "plain.svg")
    saved = save_figure(figure, tmp_path / "saved.svg")
    assert (tmp_path / "plain.svg").read_bytes() == saved.read_bytes()


@pytest.mark.parametrize("name", ["picture.bmp", "picture", "missing/picture.png"])
def test_a_file_that_cannot_be_written_is_one_sentence(other_city: Forecast, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="picture"):
        save_figure(dots_figure(other_city, "en"), tmp_path / name)


def test_an_unknown_language_is_refused(other_city: Forecast) -> None:
    with pytest.raises(InputError, match="allowed: zh, en"):
        forecast_figure(other_city, "fr")
