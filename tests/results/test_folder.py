"""A folder holds the result of one command, and what was altered in it since is refused by name."""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path

import pytest

import sim
from sim.errors import InputError
from sim.results.folder import class_of, opened, refuse_another_kind
from sim.results.manifest import MANIFEST, UncheckedWarning
from sim.results.result import CLASSES
from tests.charts import records


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compared") / "folder"
    sim.compare("template", "template-no-plan", runs=4, effects_runs=0, months=60, out=folder, lang="en")
    return folder


@pytest.fixture
def folder(compared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(compared, tmp_path / "copy"))


def test_what_was_saved_opens(folder: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert opened(folder).to_json() == json.loads((folder / "comparison.json").read_bytes())


def rewritten(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    assert "2029-12" in content
    path.write_text(content.replace("2029-12", "2029-99"), encoding="utf-8")


ALTERED = {
    "result.json": rewritten,
    "comparison.json": lambda path: path.write_bytes(b"{}"),
    "targets.csv": lambda path: path.write_bytes(b""),
    "inputs/template.toml": lambda path: shutil.rmtree(path.parent),
    MANIFEST: lambda path: path.write_bytes(b"{}"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_an_altered_file_is_refused_by_name(name: str, folder: Path) -> None:
    ALTERED[name](folder / name)
    with pytest.raises(InputError) as refusal:
        opened(folder)
    assert refusal.value.file == str(folder / name)


def test_a_folder_from_before_digests_opens_and_is_said_to_be_unchecked(folder: Path) -> None:
    (folder / MANIFEST).unlink()
    with pytest.warns(UncheckedWarning, match="before digests were kept|写于记录摘要之前"):
        opened(folder)


def test_a_fitted_set_has_digests_of_its_files_too() -> None:
    files = records.fit().files("en", False)
    assert set(json.loads(files[MANIFEST])["files"]) == set(files) - {MANIFEST}


@pytest.mark.parametrize("document", sorted({"comparison.json", "forecast.json", "value.json", "inputs/sweep.json"}))
def test_a_folder_with_a_result_is_refused_to_other_commands(document: str, tmp_path: Path) -> None:
    class_of(tmp_path)  # all kinds are known
    path = tmp_path / document
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"{}")
    for kind in CLASSES.values():
        if document == kind.DOCUMENT:
            refuse_another_kind(tmp_path, kind.COMMAND)
        else:
            with pytest.raises(InputError, match=r"and a folder holds one result.*another --out"):
                refuse_another_kind(tmp_path, kind.COMMAND)


def test_a_result_is_not_saved_over_another_kind(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(InputError, match="holds a result of xiandao compare"):
        sim.forecast("template", 2, structure_runs=0, out=folder)
    shutil.rmtree(folder / ".unfinished")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_folder_with_two_results_is_not_taken_for_one_of_them(folder: Path) -> None:
    (folder / "forecast.json").write_bytes(b"{}")
    with pytest.raises(InputError, match=r"results of more than one command.*xiandao compare, xiandao forecast"):
        opened(folder)
