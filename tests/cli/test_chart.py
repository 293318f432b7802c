"""``xiandao chart``: pictures, words and exit codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from sim.forecast.run import forecast as run_forecast
from tests.forecast import toy

Command = Callable[..., Any]


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


@pytest.mark.parametrize(
    ("file", "command"),
    [("comparison.json", "compare"), ("value.json", "value"), ("search.json", "search"),
     ("sensitivity.json", "sensitivity"), ("inputs/sweep.json", "sweep")],
)  # fmt: skip
def test_another_command_s_pictures_are_pointed_to(xiandao: Command, file: str, command: str) -> None:
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
