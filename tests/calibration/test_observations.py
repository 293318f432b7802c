"""The observation table: complete, dated, and strict about everything that can be wrong in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sim.analyses.calibrate.history import Setting
from sim.analyses.calibrate.observations import COLUMNS, load_observations
from sim.errors import InputError
from sim.inputs.evidence import load_evidence
from sim.shipped import data_path

Edit = Callable[[list[dict[str, str]]], None]


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(data_path("calibration/observations.csv").open(encoding="utf-8")))


def written(path: Path, edit: Edit) -> Path:
    table = rows()
    edit(table)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def cell(column: str, value: str, row: int = 0) -> Edit:
    def edit(table: list[dict[str, str]]) -> None:
        table[row][column] = value

    return edit


def test_every_published_figure_of_the_city_is_used_or_left_out_with_a_reason(setting: Setting) -> None:
    named = {one.id for one in setting.observations.used} | {one.reference for one in setting.observations.left_out}
    for row in load_evidence().table("series"):
        if row.columns["region"] == "Hangzhou":
            assert row.id in named or f"series:{row.columns['series']}" in named
    assert all(one.reason for one in (*setting.observations.used, *setting.observations.left_out))


def test_bounds_are_never_scored_and_conflicting_figures_both_stand(setting: Setting) -> None:
    used = setting.observations.used
    assert {one.bound for one in used} == {"point", "lower", "upper"}
    assert not any(one.scored for one in used if one.bound != "point")
    twice = [one.value for one in used if one.series == "research" and one.last == 47]
    assert len(twice) == 2
    assert twice[0] != twice[1]


def test_a_figure_is_known_when_it_and_its_factor_were(setting: Setting) -> None:
    evidence = load_evidence()
    one = next(one for one in setting.observations.used if one.id.endswith("rd_intensity/hangzhou/all/2018"))
    rows = (evidence.row(one.id), evidence.row("series:gdp/hangzhou/all/2018"))
    assert one.available_from == max(row.available_from for row in rows)
    assert one.value == pytest.approx(rows[0].number() * rows[1].number())


@pytest.mark.parametrize("year", range(2019, 2026))
def test_a_forecaster_of_a_day_knows_nothing_of_later_months(setting: Setting, year: int) -> None:
    for one in setting.observations.fitted(date(year, 1, 1)):
        assert one.available_from <= date(year, 1, 1)
        assert one.last < 12 * (year - 2018)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (cell("row", "series:hte_new/hangzhou/all/2031"), "unknown evidence row"),
        (cell("row", "series:hte_nwe"), "unknown evidence row"),
        (cell("use", "fitt"), "did you mean 'fit'"),
        (cell("form", "level"), "unknown form"),
        (cell("bound", "about"), "unknown bound"),
        (cell("model", "city_certifed"), "did you mean 'city_certified'"),
        (cell("from", "2018-13"), "outside the history runs"),
        (cell("from", "then"), "not a month"),
        (cell("from", "2019-05"), "ends before it begins"),
        (cell("to", "2026-01"), "outside the history runs"),
        (cell("factor", "0"), "above zero"),
        (cell("error", "0"), "above zero"),
        (cell("error", "wide"), "not a finite number"),
        (cell("error", "NaN"), "not a finite number"),
        (cell("reason", ""), "the reason is missing"),
        (cell("series", ""), "the series is missing"),
        (cell("unit", "100 million CNY"), "another unit"),
        (cell("bound", "lower"), "a bound cannot be scored"),
        (lambda table: table.append(dict(table[0])), "the row appears twice"),
        (lambda table: table.pop(), "neither used nor left out"),
    ],
)
def test_a_spoiled_table_gives_one_sentence(tmp_path: Path, setting: Setting, edit: Edit, sentence: str) -> None:
    path = written(tmp_path / "observations.csv", edit)
    fields = [field.id for field in setting.plan.fields]
    with pytest.raises(InputError, match=sentence) as caught:
        load_observations(fields, path, table=setting.table)
    assert str(path) in str(caught.value) or "evidence row" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "empty"), (b"\xff\xfe\x00", "not UTF-8"), (b"row,use\nx,none\n", "missing"), (b"rows\n", "unknown column")],
)
def test_a_broken_file_gives_one_sentence(tmp_path: Path, setting: Setting, content: bytes, sentence: str) -> None:
    path = tmp_path / "observations.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=sentence):
        load_observations([field.id for field in setting.plan.fields], path, table=setting.table)


def test_rows_of_one_factor_share_its_draw(setting: Setting) -> None:
    """Province over city is one unknown number for every row that uses it: a parameter, not a constant."""
    for factor, rows in (("province_over_city_certificates", 2), ("province_over_city_register", 2)):
        using = [row for row in setting.observations.used if factor in row.model.names]
        assert len(using) == rows
        assert factor in setting.targets.nuisances
        assert all(row.id.startswith("series:") and "/zhejiang/" in row.id for row in using)


def test_a_series_is_of_one_quantity(setting: Setting) -> None:
    """Baselines, pictures and patterns take the rows of a series together: city and province are two series."""
    quantities: dict[str, set[tuple[tuple[str, ...], ...]]] = {}
    for row in setting.observations.used:
        quantities.setdefault(row.series, set()).add(row.model.terms)
    assert {series: terms for series, terms in quantities.items() if len(terms) > 1} == {}
