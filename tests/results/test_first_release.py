"""Folders that the first release wrote open, draw and report: ``first_release/*.zip``, made by commit 76aae67.

Each is a folder of ``tests/result_bytes/write.py`` as that commit wrote it, without its pictures.
"""

from __future__ import annotations

import json
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sim.charts.kinds import kinds_of
from sim.errors import InputError
from sim.report import report
from sim.results.folder import opened

FOLDERS = sorted(Path(__file__).with_name("first_release").glob("*.zip"))
#: Kinds of picture that these small results have nothing to show in.
NOTHING_TO_SHOW = {("search-front", "ternary")}
REPORTED = ("forecast-template", "compare")
SHIPPED = Path(__file__).parents[2] / "results" / "reference"


@pytest.fixture(params=FOLDERS, ids=lambda path: path.stem)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """One folder, unpacked under its own name."""
    path: Path = request.param
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / path.stem)
    return tmp_path / path.stem


def read(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a sweep from before digests says that it is unchecked
        return opened(folder)


def test_every_kind_of_folder_is_there() -> None:
    assert {path.stem for path in FOLDERS} >= {"forecast-template", "compare", "value", "search-front", "sensitivity",
                                               "discover", "sweep"}  # fmt: skip


def test_it_opens_with_the_numbers_that_it_was_saved_with(folder: Path) -> None:
    result = read(folder)
    document = folder / type(result).DOCUMENT
    if document.name != "sweep.json":  # the document of a sweep is its question, not its answer
        assert known(json.loads(document.read_bytes())) == known(result.to_json())
    assert len(result.table("en")) > 0


def known(document: Any) -> Any:
    """What the first release could say: later fields are left out, the shares that its JSON does not hold too."""
    found = json.loads(json.dumps(document))
    found.get("structure") and found["structure"].pop("shares", None)
    return {name: found[name] for name in sorted(found) if name not in LATER}


LATER = frozenset({"copies"})


@pytest.mark.parametrize("kinds", ["main", pytest.param("others", marks=pytest.mark.slow)])
def test_every_picture_that_has_something_to_show_is_drawn(folder: Path, tmp_path: Path, kinds: str) -> None:
    result = read(folder)
    main, *others = kinds_of(result)
    for kind in [main] if kinds == "main" else others:
        if (folder.name, kind) in NOTHING_TO_SHOW:
            with pytest.raises(InputError):
                result.plot(None, "zh", kind)
        else:
            result.plot(tmp_path / f"{kind}.png", "zh", kind)
            assert (tmp_path / f"{kind}.png").stat().st_size > 5000


@pytest.mark.filterwarnings("ignore::sim.results.manifest.UncheckedWarning")
@pytest.mark.parametrize("to", ["html", "docx", "xlsx"])
@pytest.mark.parametrize("name", REPORTED)
def test_it_is_reported(name: str, to: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(Path(__file__).with_name("first_release") / f"{name}.zip") as archive:
        archive.extractall(tmp_path / name)
    assert report(tmp_path / name, to, lang="zh").stat().st_size > 5000


def test_the_shipped_vintage_and_fitted_set_of_the_first_release_open() -> None:
    vintages = [path for path in (SHIPPED / "vintages").iterdir() if path.is_dir()]
    assert vintages
    for vintage in vintages:
        assert len(read(vintage).table("en")) > 0
