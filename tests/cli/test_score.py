"""``xiandao forecast --vintage`` and ``xiandao score``: a forecast is kept, and scored when outcomes arrive."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import shlex
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from sim.analyses.vintage import read_vintage, write_vintage
from sim.app.cli.streams import INTERNAL, INTERRUPTED, SUCCESS, USAGE
from sim.language import LANGUAGES, text

KEPT = Path("results/reference/vintages")
OUTCOMES = """date,metric,value,kind,error
2026-12,high_tech_first,14,reported,
2026-12-31,high_tech_first,15,recognised,2
2026-12,target:city-zones,1,listed,
2026-12,target:city-zones,1,reported,
2026-06-15,revenue,9,reported,
"""


@pytest.fixture(scope="module")
def toy():
    path = Path(__file__).parents[1] / "forecast/toy.py"
    spec = importlib.util.spec_from_file_location("cli_toy", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.simulate


@pytest.fixture
def city(xiandao, toy, monkeypatch: pytest.MonkeyPatch):
    """The command with the toy in place of the engine."""
    from sim.study import engine

    monkeypatch.setattr(engine, "compiled", engine.engine_of(toy))
    return xiandao


@pytest.fixture(scope="module")
def once(toy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from sim.analyses.forecast.run import forecast

    return write_vintage(forecast("template", runs=40, simulate=toy), tmp_path_factory.mktemp("once"))


@pytest.fixture
def kept(once: Path, city) -> str:
    """The path of a vintage of the template city; outcomes.csv lies beside."""
    Path("outcomes.csv").write_text(OUTCOMES, encoding="utf-8")
    return str(shutil.copytree(once, KEPT / once.name))


def test_a_forecast_is_kept_and_the_place_told(city) -> None:
    done = city("forecast", "template", "--runs", "6", "--vintage", "--json")
    assert done.code == SUCCESS
    (place,) = KEPT.iterdir()
    assert f"Vintage: {place}\n" in done.err
    document = json.loads(done.out)
    vintage = read_vintage(place)
    assert (vintage.document["scenario"], vintage.document["runs"]) == ("template", 6)
    assert vintage.document["fingerprint"] == document["provenance"]["fingerprint"]


def test_nothing_is_kept_unasked_and_nothing_is_said_in_quiet(city) -> None:
    assert "Vintage" not in city("forecast", "template", "--runs", "6").err
    assert not KEPT.exists()
    assert city("forecast", "template", "--runs", "6", "-q", "--vintage").err == ""
    assert len(list(KEPT.iterdir())) == 1


def test_the_same_forecast_again_is_the_same_vintage(city, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.analyses.vintage.write.date", SimpleNamespace(today=lambda: date(2026, 11, 24)))
    for _ in range(2):
        assert city("forecast", "template", "--runs", "6", "--vintage").code == SUCCESS
    assert len(list(KEPT.iterdir())) == 1


def test_a_disk_that_refuses_does_not_cost_the_answer(city) -> None:
    KEPT.parent.mkdir(parents=True)
    KEPT.write_text("a file in the way")
    done = city("forecast", "template", "--runs", "6", "-q", "--vintage", "--json")
    assert done.code == INTERNAL
    assert json.loads(done.out)["runs"] == 6
    assert done.err.startswith("Error: results/reference/vintages/")
    assert done.err.count("\n") == 1


def test_the_resume_line_carries_the_wish(xiandao, forecast) -> None:
    def stop(progress, runs):
        raise KeyboardInterrupt

    forecast.act = stop
    done = xiandao("forecast", "--runs", "20", "--vintage", "--fail-under", "0.1")
    assert done.code == INTERRUPTED
    words = shlex.split(done.err.strip().splitlines()[-1])
    assert "--vintage" in words
    assert words[-2:] == ["--fail-under", "0.1"]
    without = xiandao("forecast", "--runs", "20")
    assert "--vintage" not in without.err


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_a_file_of_chinese_excel_is_scored(city, kept: str, encoding: str) -> None:
    text = OUTCOMES.replace("2026-12-31", "2026年12月31日").replace("2026-06-15", "2026/6/15").replace(",14,", ",１４,")
    Path("excel.csv").write_text(text, encoding=encoding)
    own, excel = city("score", kept, "outcomes.csv", "--json"), city("score", kept, "excel.csv", "--json")
    assert (excel.code, json.loads(excel.out)) == (SUCCESS, json.loads(own.out))


def test_another_encoding_is_refused_with_the_remedy(city, kept: str) -> None:
    Path("other.csv").write_bytes(OUTCOMES.encode() + b"\xe9")
    done = city("score", kept, "other.csv", "--lang", "zh")
    assert done.code == USAGE
    assert "另存为“CSV UTF-8”" in done.err


def test_the_table_tells_every_outcome_and_the_cautions(city, kept: str) -> None:
    done = city("score", kept, "outcomes.csv")
    assert (done.code, done.err) == (SUCCESS, "")
    assert f"{Path(kept).name}: 5 outcomes" in done.out
    assert "realised target counts of 2025-26 unseen" in done.out
    for words in ("high_tech_first", "15 ± 2", "target:city-zones", "2026-06-15 reported", "million CNY"):
        assert words in done.out
    assert "city-zones (listed), needed 2: not met; probability" in done.out
    assert "city-zones (completed), needed 2: not met; probability" in done.out
    assert "outside view 80 %, Brier 0.640" in done.out
    assert "Fewer than ten outcomes" in done.out
    assert "All outcomes are of one month" not in done.out


def test_the_answer_in_chinese(city, kept: str) -> None:
    done = city("score", kept, "outcomes.csv", "--lang", "zh")
    assert "5 项结果" in done.out
    assert "当时未见 2025-26 年各项目标的实际数" in done.out
    assert "结果不足十项" in done.out
    assert "市级先导区" not in done.out  # a vintage knows ids, no names


def test_json_is_one_object_and_csv_a_table(city, kept: str) -> None:
    done = city("score", kept, "outcomes.csv", "--json")
    document = json.loads(done.out)
    assert document["vintage"] == Path(kept).name
    assert "Fewer than ten" in done.err
    told = city("score", kept, "outcomes.csv", "--csv")
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert [row["name"] for row in rows] == [row["name"] for row in document["outcomes"]]
    for row, outcome in zip(rows, document["outcomes"], strict=True):
        assert float(row["wis"]) == pytest.approx(outcome["wis"], rel=1e-5)
    assert rows[0]["brier"] == ""
    assert float(rows[2]["brier"]) == pytest.approx(document["outcomes"][2]["event"]["brier"], rel=1e-5)


def test_a_vintage_is_found_by_its_name(city, kept: str) -> None:
    assert city("score", Path(kept).name, "outcomes.csv", "--json").code == SUCCESS


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2026-12,high_tech_frist,14,reported,", "row 1, metric: unknown metric (found 'high_tech_frist'); allowed:"),
        ("2026-12,high_tech_first,many,reported,", "row 1, value: not a finite number (found 'many')"),
        ("2026-12,high_tech_first,-4,reported,", "row 1, value: a count cannot be negative (found '-4')"),
        ("2027-02,high_tech_first,4,reported,", "outside the months of the vintage (found '2027-02-28'); allowed: 20"),
    ],
)
def test_a_bad_file_is_one_sentence_and_exit_2(city, kept: str, row: str, sentence: str) -> None:
    Path("outcomes.csv").write_text(f"date,metric,value,kind,error\n{row}\n")
    done = city("score", kept, "outcomes.csv")
    assert (done.code, done.out) == (USAGE, "")
    assert done.err.startswith("Error: outcomes.csv: row 1, ")
    assert sentence in done.err
    assert done.err.count("\n") == 1


def test_the_nearest_metric_is_told(city, kept: str) -> None:
    Path("outcomes.csv").write_text("date,metric,value,kind,error\n2026-12,high_tech_frist,14,reported,\n")
    assert "did you mean 'high_tech_first'?" in city("score", kept, "outcomes.csv").err
    assert "没有这个指标" in city("score", kept, "outcomes.csv", "--lang", "zh").err


def test_a_vintage_that_was_changed_is_exit_2(city, kept: str) -> None:
    path = Path(kept) / "targets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",0.8\n", ",0.9\n", 1), encoding="utf-8")
    done = city("score", kept, "outcomes.csv")
    assert done.code == USAGE
    assert "changed since it was made" in done.err


@pytest.mark.parametrize(
    "words", [["gone", "outcomes.csv"], ["gone"], [], ["a", "b", "c"], ["a", "b", "--json", "--csv"]]
)
def test_wrong_usage_is_exit_2(xiandao, words: list[str]) -> None:
    done = xiandao("score", *words)
    assert (done.code, done.out) == (USAGE, "")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_names_the_columns(xiandao, lang: str) -> None:
    told = xiandao("score", "--help", "--lang", lang).out
    assert text("help.outcomes", lang) in told
    assert "date、metric" in told or "date, metric" in told
    assert "--vintage" in xiandao("forecast", "--help", "--lang", lang).out
