"""What every result gives, and the folder that it is opened from."""

from __future__ import annotations

import dataclasses
import inspect
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.analyses.vintage import Scores, read_vintage
from sim.analyses.vintage.result import OutcomeScore
from sim.charts.kinds import RESULTS
from sim.errors import InputError
from sim.language import LANGUAGES
from sim.results.files import StorageError
from sim.results.folder import class_of, opened
from sim.results.manifest import MANIFEST
from sim.results.record import RESULT
from sim.results.result import CLASSES, Drawing, NothingSavedError, Result
from tests.charts import records
from tests.results.test_moneyless import ANALYSES

VINTAGE = "2026-11-reference-cfe8784d"


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return sim.sweep("tiny", tmp_path_factory.mktemp("sweeps") / "tiny", executor="threads", workers=1)


@pytest.fixture(scope="module")
def value(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return ANALYSES["value"](tmp_path_factory.mktemp("value"))


def scores() -> Scores:
    day = date(2026, 12, 31)
    numbers = {field.name: 0.5 for field in dataclasses.fields(OutcomeScore)}
    words = {"date": day, "month": day, "name": "firms", "metric": "firms", "kind": "listed", "unit": "count"}
    return Scores(VINTAGE, "2026-11-24", "2025", (OutcomeScore(**{**numbers, **words, "event": None}),))


def test_every_result_is_called_alike(tmp_path: Path) -> None:
    """Old ways of calling stay: SweepResults.plot(kind), table(columns), table(kind)."""
    class_of(tmp_path)
    assert {*RESULTS, "Scores"} == {
        result.__name__ for result in CLASSES.values() if result.__module__.startswith("sim.")
    }
    for result in CLASSES.values():
        save = inspect.signature(result.save).parameters
        assert list(save) == ["self", "folder", "charts", "lang"], result
        assert save["charts"].kind is inspect.Parameter.KEYWORD_ONLY
        plot = list(inspect.signature(result.plot).parameters)
        assert plot[2:4] == ["lang", "kind"], result
        assert "path" in plot, result
        assert result.table is not Result.table, result
        assert result.to_json is not Result.to_json, result


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_result_has_a_table_in_both_languages(lang: str, swept: Any, value: Any) -> None:
    for result in (swept, value, records.fit(), records.backtest(), read_vintage(VINTAGE), scores()):
        assert len(result.table(lang)) > 0, result
        json.dumps(result.to_json(), allow_nan=False)
        with pytest.raises(InputError, match="language"):
            result.table("fr")


@pytest.mark.usefixtures("drawn_pictures")
def test_the_saved_sweep_is_a_whole_copy(swept: Any, tmp_path: Path) -> None:
    folder = swept.save(tmp_path / "copy", charts=True, lang="zh")
    again = opened(folder)
    assert again.sha256 == swept.sha256
    assert again.table().equals(swept.table(swept.layout.columns))
    assert (folder / "sweep.png").stat().st_size > 1000
    assert swept.save(swept.folder) == swept.folder
    (folder / "manifest.json").write_text(json.dumps({**swept.manifest, "code": "other"}), encoding="utf-8")
    with pytest.raises(InputError, match=r"holds another sweep; what differs: code"):
        swept.save(folder)


@pytest.mark.parametrize("given", [{"first": "lines"}, {"kind": "lines"}])
def test_the_kind_of_a_sweep_may_stand_first(swept: Any, given: dict[str, str], tmp_path: Path) -> None:
    figure = swept.plot(*[given["first"]] if "first" in given else [], lang="en", path=tmp_path / "old.svg",
                        **{k: v for k, v in given.items() if k != "first"})  # fmt: skip
    assert figure.record == swept.plot(tmp_path / "new.svg", "en", "lines").record
    assert (tmp_path / "old.svg").read_bytes() == (tmp_path / "new.svg").read_bytes()
    with pytest.raises(InputError, match="unknown kind of picture"):
        swept.plot("pie")


@pytest.mark.usefixtures("drawn_pictures")
def test_the_saved_vintage_is_one(tmp_path: Path) -> None:
    vintage = read_vintage(VINTAGE)
    folder = vintage.save(tmp_path, charts=True, lang="en")
    assert folder == tmp_path / VINTAGE
    assert opened(folder).to_json() == vintage.to_json()
    assert (folder / "promise.png").stat().st_size > 1000


def test_saved_scores_are_read_back_and_not_drawn(tmp_path: Path) -> None:
    folder = scores().save(tmp_path, charts=True)
    assert opened(folder) == scores()
    assert {path.name for path in folder.iterdir()} == {"scores.json", "scores.csv", RESULT, MANIFEST}
    with pytest.raises(InputError, match=r"no picture is drawn of this result \(found 'xiandao score'\)"):
        opened(folder).plot()


def test_a_folder_of_which_no_record_is_left_says_so(value: Any, tmp_path: Path) -> None:
    folder = value.save(tmp_path)
    (folder / RESULT).unlink()
    with pytest.raises(InputError, match=r"result\.json: cannot be read"):
        opened(folder)
    (folder / MANIFEST).unlink()  # as the first programs left it
    with pytest.raises(NothingSavedError, match="keeps no result to draw: xiandao value"):
        opened(folder)


@dataclasses.dataclass(frozen=True)
class Toy(Result):
    DOCUMENT = "toy.json"
    COMMAND = "toy"

    number: int

    def to_json(self) -> dict[str, Any]:
        return {"number": self.number}

    def drawings(self) -> dict[str, Drawing]:
        return {"toy.png": Drawing("none")}


@pytest.mark.usefixtures("drawn_pictures")
def test_what_cannot_be_drawn_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    Toy(1).save(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(InputError, match="no picture is drawn"):
        Toy(2).save(tmp_path, charts=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_the_disk_refused_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError) as refusal:
        Toy(3).save(tmp_path / "file")
    assert refusal.value.result == Toy(3)
