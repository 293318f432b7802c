"""What is written: whole or not at all, with the sentence on what it does not say, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from sim.analyses.backtest.result import COLUMNS
from sim.analyses.backtest.run import score_histories
from sim.analyses.backtest.views import page, series_name
from sim.errors import InputError
from sim.language import text
from sim.results.files import StorageError


@pytest.fixture(scope="module")
def made(toy):
    days = [toy.date(year, 1, 1) for year in (2018, 2020, 2022)]
    return score_histories(
        toy.truth(2), toy.histories(1400, 1), (), days, 1200, 1, {"model": "abc", "versions": {"sim": "0"}}
    )


@pytest.mark.parametrize(
    ("lang", "limit", "pseudo"),
    [
        ("en", "The back-test says nothing about the targets without history.", "It is called pseudo because"),
        ("zh", "回测不能说明没有历史数据的目标。", "称为“伪”回测"),
    ],
)
def test_above_the_table_stands_what_it_does_not_say(made, lang: str, limit: str, pseudo: str) -> None:
    written = page(made, lang)
    table = written.index("\n| ")
    assert -1 < written.index(limit) < written.index(pseudo) < table


def test_every_forecast_stands_on_the_page_and_every_line_of_a_table_is_whole(made) -> None:
    written = page(made, "en")
    for name in made.names:
        assert f"### {series_name(name, 'en')}" in written
    blocks = [block.splitlines() for block in written.split("\n\n") if block.startswith("| ")]
    for lines in blocks:
        assert len({line.count("|") for line in lines}) == 1
    assert sum(len(lines) - 2 for lines in blocks[3:]) == len(made.rows)


def test_the_json_object_is_plain_and_finite(made) -> None:
    written = json.dumps(made.to_json(), allow_nan=False)
    assert len(json.loads(written)["rows"]) == len(made.rows)
    assert json.loads(written)["coverage"][1]["nominal"] == 0.9


def test_a_row_without_a_baseline_has_empty_cells(made, tmp_path: Path) -> None:
    place = made.save(tmp_path)
    content = (place / "rows.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")  # Excel reads it as UTF-8
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    first = [row for row in rows if row["origin"] == "2018-01-01"]
    assert first
    assert {row["crps_last-value"] for row in first} == {""}
    assert {row["past"] for row in first} == {"0"}
    assert all(float(row["crps_last-value"]) > 0 for row in rows if row["origin"] == "2022-01-01")
    assert {row["past"] for row in rows if row["origin"] == "2022-01-01"} == {"3", "4"}


def test_saving_twice_gives_the_same_bytes(made, tmp_path: Path) -> None:
    for name in ("one", "two"):
        made.save(tmp_path / name, charts=True, lang="en")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted(
        [
            "backtest.json",
            "backtest.md",
            "manifest.json",
            "backtest.png",
            "result.json",
            "rows.csv",
            *(f"backtest-{name}.png" for name in made.names),
        ]
    )
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.usefixtures("drawn_pictures")
def test_pictures_are_drawn_for_all_and_for_each_series(made, tmp_path: Path) -> None:
    made.save(tmp_path, charts=True, lang="zh")
    titles = set()
    for name in ("backtest.png", *(f"backtest-{name}.png" for name in made.names)):
        with Image.open(tmp_path / name) as image:
            titles.add(image.text["Title"])
    assert len(titles) == 1 + len(made.names)
    assert text("hindcast.title", "zh") in titles


def test_a_full_disk_leaves_what_was_there(made, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "backtest.md").write_text("before")

    def refuse(path: Path, content: bytes) -> None:
        if path.name == "backtest.json":
            raise StorageError("the disk is full", file=path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    monkeypatch.setattr("sim.results.files.write_whole", refuse)
    with pytest.raises(StorageError):
        made.save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["backtest.md"]
    assert (tmp_path / "backtest.md").read_text() == "before"


def test_a_series_is_found_by_name(made) -> None:
    assert {row.series for row in made.of("stock")} == {"stock"}
    assert made.score("shown").skill_claimed is False
    with pytest.raises(InputError, match="stock"):
        made.of("stocks")


def test_words_of_the_shipped_series_stand_in_both_languages(shipped) -> None:
    for series in {one.series for one in shipped.observations.scored}:
        assert series_name(series, "zh") != series != series_name(series, "en")
