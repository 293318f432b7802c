"""A vintage says what the forecast said, of everything that is counted, and is written once."""

from __future__ import annotations

import csv
import dataclasses
import errno
import os
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from sim.analyses.vintage import read_vintage, write_vintage
from sim.analyses.vintage.content import _named
from sim.analyses.vintage.layout import FILES
from sim.analyses.vintage.write import content
from sim.errors import InputError
from sim.inputs.evidence import ORIGIN, load_evidence
from sim.model.tables.metrics import METRIC_INDEX, METRICS
from sim.results.files import StorageError
from sim.study.probabilities import met
from sim.study.scores import HUB_LEVELS

MADE = date(2026, 11, 24)


@pytest.fixture(scope="module")
def once(city, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_vintage(city, tmp_path_factory.mktemp("once") / "kept", made=MADE)


@pytest.fixture
def place(once: Path, tmp_path: Path) -> Path:
    """A vintage of the city, alone in its folder, that a test may spoil."""
    return shutil.copytree(once, tmp_path / "kept" / once.name)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_name_tells_month_scenario_and_digest(place: Path) -> None:
    assert place.name.startswith("2026-11-reference-")
    assert len(place.name.rpartition("-")[2]) == 8
    assert set(bytes_of(place)) == set(FILES)
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_every_metric_stands_there_for_every_month(city, place: Path) -> None:
    vintage = read_vintage(place)
    assert list(vintage.quantiles) == [metric.id for metric in METRICS]
    assert vintage.months[0] == date(2025, 1, 31)
    assert vintage.months[1] == date(2025, 2, 28)
    assert vintage.months[-1] == date(2026, 12, 31)
    for metric in METRICS:
        assert vintage.quantiles[metric.id].shape == (24, 23)
        assert vintage.units[metric.id] == metric.unit


def test_the_quantiles_are_those_of_the_finished_runs(city, place: Path) -> None:
    vintage = read_vintage(place)
    column = city.metrics[:, :, METRIC_INDEX["high_tech_first"]]
    assert city.runs_failed == 2
    for month in (0, 7, 23):
        expected = np.quantile(column[city.done, month], HUB_LEVELS)
        assert vintage.quantiles["high_tech_first"][month] == pytest.approx(expected, rel=1e-5)
    assert vintage.mean["high_tech_first"][23] == pytest.approx(column[city.done, 23].mean(), rel=1e-5)
    assert not np.allclose(np.quantile(column[:, 23], HUB_LEVELS), np.quantile(column[city.done, 23], HUB_LEVELS))


def test_the_quantiles_agree_with_the_forecast_of_every_target(city, place: Path) -> None:
    vintage = read_vintage(place)
    places = [HUB_LEVELS.index(level) for level in (0.05, 0.5, 0.95)]
    for target in city.targets:
        metric = next(row.metric for row in vintage.targets if row.target == target.id and row.chosen)
        found = vintage.quantiles[metric][-1, places]
        assert found == pytest.approx([target.q05, target.q50, target.q95], rel=1e-5)


def test_every_reading_of_every_target_stands_there(city, place: Path) -> None:
    vintage = read_vintage(place)
    for target, planned in zip(city.targets, city.plan.targets, strict=True):
        rows = vintage.readings(target.id)
        assert {row.reading for row in rows} == {reading.id for reading in planned.readings}
        assert [row.chosen for row in rows] == [True] + [False] * (len(rows) - 1)
        assert rows[0].reading == target.reading
        assert rows[0].threshold == target.threshold
        assert rows[0].probability == pytest.approx(target.probability, rel=1e-5)
        for row in rows:
            assert row.model_probability == pytest.approx(target.readings[row.reading], rel=1e-5)
            raw = met(city.metrics[city.done, -1, METRIC_INDEX[row.metric]], row.threshold).mean()
            assert row.model_probability == pytest.approx(raw, abs=0.02)


def test_a_declared_target_is_its_outside_view_under_every_reading(city, place: Path) -> None:
    vintage = read_vintage(place)
    for target in city.targets:
        for row in vintage.readings(target.id):
            if target.class_ == "C":
                assert (row.probability, row.mc_error, row.low) == (target.outside_view, None, None)
            else:
                assert row.probability == row.model_probability
                assert row.mc_error is not None
                assert row.outside_view == target.outside_view


def test_firms_by_field_where_the_engine_counts_them(city, tmp_path: Path) -> None:
    fields = city.plan.fields
    firms = np.arange(city.runs)[:, None, None] * np.ones((1, 24, 1)) + 1000.0 * np.arange(len(fields))
    # a forecast with the attribute: its own class may not have it yet
    names = [field.name for field in dataclasses.fields(city)]
    values = {name: getattr(city, name) for name in [*names, "runs_failed", "done"]}
    with_fields = SimpleNamespace(**{**values, "field_firms": firms})
    vintage = read_vintage(write_vintage(with_fields, tmp_path, made=MADE))
    assert [name for name in vintage.quantiles if ":" in name] == [f"field_firms:{field.id}" for field in fields]
    second = vintage.quantiles[f"field_firms:{fields[1].id}"][5]
    assert second == pytest.approx(1000 + np.quantile(np.flatnonzero(city.done), HUB_LEVELS), rel=1e-5)
    assert vintage.units[f"field_firms:{fields[0].id}"] == "count"


def test_the_document_tells_what_the_forecast_was_made_from(city, place: Path) -> None:
    document = read_vintage(place).document
    assert document["statement"] == "made in 2026-11; realised target counts of 2025-26 unseen"
    assert (document["plan"], document["scenario"]) == ("hangzhou", "reference")
    assert (document["runs"], document["runs_failed"], document["seed"]) == (120, 2, 3)
    assert document["switches"] == city.provenance["switches"]
    assert document["code"] == city.provenance["code"]
    assert document["fingerprint"] == city.provenance["fingerprint"]
    assert document["parameters"] == {"set": city.provenance["fitted"], "number": city.provenance["parameters"]}


def test_what_was_met_by_chance_is_disclosed(place: Path, tmp_path: Path) -> None:
    from sim.analyses.vintage.content import disclosures

    told = read_vintage(place).document["evidence"]["disclosures"]
    assert told == disclosures()
    assert "first municipal list" in told[0]["what"]
    assert f"Disclosed: {told[0]['what']}" in (place / "README.md").read_text(encoding="utf-8")
    (tmp_path / "bad.csv").write_text("seen,what\n2026-11-24,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="effect"):
        disclosures(tmp_path / "bad.csv")


def test_a_fitted_set_is_named(city, tmp_path: Path) -> None:
    fitted = dataclasses.replace(city, provenance={**city.provenance, "fitted": "2026-11-20-0a1b2c3d"})
    place = write_vintage(fitted, tmp_path, made=MADE)
    assert read_vintage(place).document["parameters"]["set"] == "2026-11-20-0a1b2c3d"
    assert "Parameters: 2026-11-20-0a1b2c3d." in (place / "README.md").read_text(encoding="utf-8")
    assert _named({"name": "x", "draws": 3}) == "x"


def test_the_document_lists_the_late_rows(place: Path) -> None:
    told = read_vintage(place).document["evidence"]
    listed = {row["id"]: row for row in told["late_rows"]}
    evidence = load_evidence()
    expected = {
        row.id for row in evidence if row.available_from > ORIGIN and row.period_end and row.period_end <= ORIGIN
    }
    assert set(listed) == expected
    assert len(expected) > 50
    assert all(row["available_from"] > "2025-01-31" for row in listed.values())
    late = {row.id for row in evidence if row.late}
    assert set(told["other_late_rows"]) == late - expected


def test_written_again_nothing_changes(city, place: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in place.iterdir()}
    assert write_vintage(city, place.parent, made=MADE) == place
    assert {path.name: path.stat().st_mtime_ns for path in place.iterdir()} == before


def test_another_day_or_another_forecast_is_another_vintage(city, small_city, place: Path) -> None:
    other = {write_vintage(city, place.parent, made=date(2026, 11, 25)), write_vintage(small_city, place.parent)}
    assert len(other | {place}) == 3
    assert len(list(place.parent.iterdir())) == 3
    assert read_vintage(place).document["made"] == "2026-11-24"


@pytest.fixture(scope="module")
def small_city(toy):
    from sim.analyses.forecast.run import forecast

    return forecast("template", runs=20, seed=1, simulate=toy)


def test_today_is_the_day_that_is_stated_by_default(small_city, tmp_path: Path) -> None:
    days = {date.today().isoformat()}
    made = read_vintage(write_vintage(small_city, tmp_path)).document["made"]
    assert made in days | {date.today().isoformat()}


@pytest.mark.parametrize("name", FILES)
def test_a_folder_with_other_content_is_never_written_over(city, place: Path, name: str) -> None:
    (place / name).write_bytes(b"mine\n")
    with pytest.raises(InputError, match="never changed") as fault:
        write_vintage(city, place.parent, made=MADE)
    assert (fault.value.file, fault.value.key) == (str(place), name)
    assert (place / name).read_bytes() == b"mine\n"


def test_a_folder_that_lacks_a_file_is_refused_too(city, place: Path) -> None:
    (place / "targets.csv").unlink()
    with pytest.raises(InputError, match="never changed"):
        write_vintage(city, place.parent, made=MADE)


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_full_disk_leaves_nothing(city, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", refuse)
    else:
        monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StorageError, match="the disk is full"):
        write_vintage(city, tmp_path / "kept", made=MADE)
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_number_that_is_none_cannot_stand_in_a_vintage(small_city) -> None:
    metrics = small_city.metrics.copy()
    metrics[2, 3, 4] = np.nan
    with pytest.raises(ValueError, match="nan cannot stand"):
        content(dataclasses.replace(small_city, metrics=metrics), MADE)


def test_numbers_have_six_digits_and_no_exponent(city, place: Path) -> None:
    with (place / "quantiles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cells = [row[column] for row in rows for column in ("mean", "0.5", "0.99")]
    assert all(len(cell.replace(".", "").strip("0")) <= 6 for cell in cells)
    big = dataclasses.replace(city, metrics=city.metrics + 1_234_567.0)
    text = content(big, MADE)["quantiles.csv"].decode()
    assert "1234570" in text
    assert "e+" not in text
