"""``xiandao report``: files, words and exit codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sim.analyses.forecast.run import forecast as run_forecast
from tests.forecast import toy

Command = Callable[..., Any]
FORMATS = ("docx", "xlsx", "html", "pdf")


@pytest.fixture
def written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that take no drawing: what is in them is tested in tests/report."""
    monkeypatch.setattr("sim.report.formats.written", lambda result, to, lang: f"{to} {lang} {result.runs}".encode())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = run_forecast("reference", runs=20, seed=1, simulate=toy.simulate)
    return made.save(tmp_path_factory.mktemp("saved") / "result")


@pytest.mark.parametrize("to", FORMATS)
def test_it_writes_one_file_and_says_where(xiandao: Command, written_at_once: None, folder: Path, to: str) -> None:
    done = xiandao("report", str(folder), "--to", to, "--out", f"brief.{to}", "--lang", "en")
    assert (done.code, done.out, done.err) == (0, "", f"Written: brief.{to}\n")
    assert [path.name for path in Path().iterdir()] == [f"brief.{to}"]
    assert Path(f"brief.{to}").read_text(encoding="utf-8") == f"{to} en 20"


def test_a_workbook_from_beginning_to_end(xiandao: Command, folder: Path) -> None:
    assert xiandao("report", str(folder), "--to", "xlsx", "--out", "brief.xlsx", "--lang", "zh", "-q").code == 0
    assert load_workbook("brief.xlsx").sheetnames[0] == "达标概率"


def test_another_result_is_told_which_ones_have_reports(xiandao: Command) -> None:
    Path("made").mkdir()
    Path("made/value.json").write_text("{}", encoding="utf-8")
    done = xiandao("report", "made", "--to", "html", "--lang", "zh")
    assert done.code == 2
    assert "这种结果没有报告" in done.err
    assert "xiandao forecast, xiandao compare" in done.err


def test_without_a_name_it_stands_in_the_folder(xiandao: Command, written_at_once: None, folder: Path) -> None:
    done = xiandao("report", str(folder), "--to", "html", "-q")
    assert (done.code, done.err) == (0, "")
    assert (folder / "forecast.html").is_file()
    assert xiandao("report", str(folder), "--to", "pdf").code == 0, "a report in the folder does not spoil it"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("FOLDER",), "docx, xlsx, html, pdf"),
        (("FOLDER", "--to", "word"), "unknown format"),
        (("FOLDER", "--to", "html", "--out", " "), "not the name of a file"),
        ((".", "--to", "html"), "no manifest.json"),
        (("nowhere", "--to", "html"), "nowhere"),
        ((), "RESULT"),
    ],
)
def test_bad_input_is_one_sentence(xiandao: Command, folder: Path, arguments: tuple[str, ...], says: str) -> None:
    done = xiandao("report", *(str(folder) if word == "FOLDER" else word for word in arguments), "--lang", "en")
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1


def test_a_place_that_cannot_be_written_is_an_internal_fault(
    xiandao: Command, written_at_once: None, folder: Path
) -> None:
    Path("file").write_text("", encoding="utf-8")
    done = xiandao("report", str(folder), "--to", "html", "--out", "file/brief.html", "--lang", "en")
    assert done.code == 1
    assert "cannot be written" in done.err


def test_a_damaged_folder_is_refused(xiandao: Command, folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    document = copy / "forecast.json"
    document.write_bytes(document.read_bytes().replace(b'"seed": 1', b'"seed": 2'))
    done = xiandao("report", "copy", "--to", "html", "--lang", "zh")
    assert done.code == 2
    assert "forecast.json" in done.err
