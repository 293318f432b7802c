"""``xiandao chart``: pictures, words and exit codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from sim.analyses.compare.run import compare
from sim.analyses.forecast.run import forecast as run_forecast
from tests.forecast import toy

Command = Callable[..., Any]


@pytest.fixture(autouse=True)
def coarse_pictures() -> None:
    """Pictures as a user has them: their size is told here."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = run_forecast("reference", runs=20, seed=1, simulate=toy.simulate)
    return made.save(tmp_path_factory.mktemp("saved") / "result")


def test_it_draws_and_says_where(xiandao: Command, folder: Path) -> None:
    done = xiandao("chart", str(folder), "quantiles", "--target", "scenarios", "--out", "dots.png", "--lang", "en")
    assert (done.code, done.out, done.err) == (0, "", "Chart: dots.png\n")
    with Image.open("dots.png") as image:
        assert image.size[0] == 4098
        assert "not a commitment" in image.text["Description"]


def test_the_default_name_says_what_it_is(xiandao: Command, folder: Path) -> None:
    assert xiandao("chart", str(folder), "fan", "--metric", "firms", "-q").err == ""
    assert (folder / "chart-fan-firms.png").is_file()


@pytest.mark.parametrize("kind", ["drivers.svg", "dots.pdf"])
def test_the_ending_is_the_format(xiandao: Command, folder: Path, kind: str) -> None:
    assert xiandao("chart", str(folder), kind.partition(".")[0], "--out", kind).code == 0
    assert Path(kind).stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("FOLDER",), "sheet, dots, fan, quantiles, drivers, fields, districts"),
        (("FOLDER", "quantile"), "did you mean 'quantiles'"),
        (("FOLDER", "fan", "--metric", "firm"), "unknown metric"),
        (("FOLDER", "dots", "--target", "scenarios"), "--target"),
        (("FOLDER", "districts"), "keeps no firms by district"),
        (("FOLDER", "dots", "--out", "dots.gif"), ".png, .svg, .pdf"),
        (("FOLDER", "dots", "--out", " "), "not the name of a file"),
        ((".", "dots"), "no manifest.json"),
    ],
)
def test_bad_input_is_one_sentence(xiandao: Command, folder: Path, arguments: tuple[str, ...], says: str) -> None:
    done = xiandao("chart", *(str(folder) if word == "FOLDER" else word for word in arguments), "--lang", "en")
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = compare("template", "template-no-plan", runs=20, effects_runs=0, simulate=toy.simulate)
    return made.save(tmp_path_factory.mktemp("saved") / "compared")


def test_any_result_is_drawn_its_main_picture_without_a_kind(xiandao: Command, compared: Path) -> None:
    done = xiandao("chart", str(compared), "--lang", "en")
    assert (done.code, done.err) == (0, f"Chart: {compared / 'chart-sheet.png'}\n")
    assert (compared / "chart-sheet.png").is_file()
    wrong = xiandao("chart", str(compared), "target", "--lang", "en")
    assert wrong.code == 2
    assert "did you mean 'targets'" in wrong.err
    assert "quantiles" not in xiandao("chart", str(compared), "pie", "--lang", "en").err


@pytest.mark.slow
def test_a_date_is_written_unless_it_is_not_wanted(
    xiandao: Command, compared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn(name: str, *options: str) -> dict[str, str]:
        assert xiandao("chart", str(compared), "money", "--out", name, "-q", *options).code == 0
        with Image.open(name) as image:
            return dict(image.text)

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert drawn("today.png")["Creation Time"] == date.today().isoformat()
    assert drawn("then.png", "--date", "2026-03-05")["Creation Time"] == "2026-03-05"
    bare = drawn("bare.png", "--date", "none")
    assert "Creation Time" not in bare
    assert bare["Scenario"] == "template, template-no-plan"
    drawn("again.png", "--date", "none")
    assert Path("again.png").read_bytes() == Path("bare.png").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert drawn("built.png")["Creation Time"] == "2023-11-14"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert "SOURCE_DATE_EPOCH" in xiandao("chart", str(compared), "money", "--lang", "en").err
    assert "--date" in xiandao("chart", str(compared), "money", "--date", "5 March", "--lang", "en").err


def test_files_are_named_after_what_they_show(xiandao: Command, folder: Path) -> None:
    xiandao("chart", str(folder), "quantiles", "--target", "high-tech-firms", "-q")
    assert (folder / "chart-quantiles-high-tech-firms.png").is_file()
    done = xiandao("chart", str(folder), "districts", "--boundaries", "none.geojson", "--lang", "en")
    assert done.code == 2


@pytest.mark.parametrize(
    ("file", "command"),
    [("comparison.json", "compare"), ("value.json", "value"), ("search.json", "search"),
     ("sensitivity.json", "sensitivity"), ("backtest.json", "backtest"), ("fit.json", "calibrate")],
)  # fmt: skip
def test_pictures_of_a_result_that_keeps_nothing_to_draw_are_pointed_to(
    xiandao: Command, file: str, command: str
) -> None:
    place = Path("other") / file
    place.parent.mkdir(parents=True)
    place.write_text("{}", encoding="utf-8")
    bare = xiandao("chart", "other", "--lang", "en")
    assert bare.code == 2
    assert f"xiandao {command}" in bare.err
    (Path("other") / "picture.png").write_bytes(b"")
    done = xiandao("chart", "other", "--lang", "en")
    assert (done.code, done.out) == (0, f"{Path('other') / 'picture.png'}\n")
    assert f"xiandao {command}" in done.err
    assert xiandao("chart", "other", "sheet", "--lang", "en").code == 2
