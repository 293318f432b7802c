"""``xiandao search``: what it asks for, what it prints where, what it leaves behind, how it ends."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import shlex
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import sim.analyses.search.run as module
from sim.analyses.search.run import search as searched
from sim.app.cli.streams import FAILED_RUNS, INTERNAL, INTERRUPTED, SUCCESS, USAGE
from sim.engine.compiled.available import available_cores
from sim.results.files import StorageError


def toy():
    name = "search_toy"
    if name not in sys.modules:
        path = Path(__file__).parents[1] / "search" / "toy.py"
        spec = importlib.util.spec_from_file_location(name, path)
        loaded = importlib.util.module_from_spec(spec)
        sys.modules[name] = loaded
        spec.loader.exec_module(loaded)
    return sys.modules[name]


def found(objective="expected", simulations=400, **options):
    engine = toy().stand_in(by=options.get("by", ()))
    return searched(
        "reference", objective, simulations, 1, fitted="prior", simulate=engine, estimate_runs=40, **options
    )


@pytest.fixture(scope="module")
def made():
    return found()


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch, made) -> SimpleNamespace:
    """Stands in for ``search.run.search``; ``calls`` lists what it was asked, ``act`` may raise or report."""
    desk = SimpleNamespace(calls=[], act=lambda progress, report: progress(1, 1), made=made)

    def answer(scenario, objective, simulations, seed, *, progress, report, out, lang, **options):
        desk.calls.append((scenario, objective, simulations, seed, options))
        desk.act(progress, report)
        desk.made.save(out, charts=False, lang=lang)
        return desk.made

    monkeypatch.setattr(module, "search", answer)
    return desk


def test_the_defaults_are_those_of_the_design(xiandao, search) -> None:
    done = xiandao("search")
    assert done.code == SUCCESS
    options = {"budget": None, "bounds": None, "by": (), "robust": None, "level": None, "fitted": None}
    options["threads"] = available_cores()
    assert search.calls == [("reference", ("expected",), 4000, 1, options)]
    assert "xiandao forecast results/search-reference-expected-4000-1/winner.toml" in done.err
    assert Path("results/search-reference-expected-4000-1/winner.toml").is_file()


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("en", ("Expected number", "Money by action: million CNY", "4,500.0", "Cooperation", "none: all effects",
                "rests on published")),
        ("zh", ("A、B 两类目标达成数的期望", "各项行动的资金：亿元", "45.00", "开放合作提升", "none：关闭",
                "已发表的研究与判断")),
    ],
)  # fmt: skip
def test_value_money_targets_effects_and_caveat_are_on_stdout(xiandao, search, lang: str, sentences) -> None:
    done = xiandao("search", "--lang", lang, "-q")
    places = [done.out.index(sentence) for sentence in sentences]
    assert places[0] < places[1] < places[-1]
    assert done.err == ""


def test_a_tie_is_called_one(xiandao, search, monkeypatch) -> None:
    """An engine on which money does nothing."""
    none = toy().inputs_of().scenario.with_switches(lever_effects="none")
    engine = toy().stand_in()
    search.made = searched(none, "expected", 200, 1, fitted="prior", simulate=engine, estimate_runs=20)
    assert "Nothing that was tried is shown to beat the scenario" in xiandao("search", "-q").out


def test_the_settings_reach_the_search(xiandao, search) -> None:
    Path("b.toml").write_text("[locks]\nscenarios = 100\n")
    options = [
        "even",
        "--objective",
        "all, worst",
        "--budget",
        "5000",
        "--bounds",
        "b.toml",
        "--by",
        "field",
        "--by",
        "year",
    ]
    options += ["--simulations", "1000", "--seed", "7", "--threads", "1", "--prior", "--out", "mine", "-q"]
    assert xiandao("search", *options).code == SUCCESS
    asked = {"budget": 5000.0, "bounds": "b.toml", "by": ("field", "year"), "robust": None, "level": None}
    assert search.calls == [("even", ("all", "worst"), 1000, 7, {**asked, "fitted": "prior", "threads": 1})]


def test_json_is_one_object_and_csv_one_line_an_action(xiandao, search, made) -> None:
    document = json.loads(xiandao("search", "--json").out)
    assert document["schema_version"] == "1"
    assert document["objectives"][0]["winner"]["value"] == pytest.approx(made.worth.winner.value)
    rows = list(csv.DictReader(io.StringIO(xiandao("search", "--csv").out)))
    assert [row["action"] for row in rows] == [row.action for row in made.money]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_worlds_fields_years_and_front_have_their_tables(xiandao, search, lang: str) -> None:
    search.made = found(simulations=2000, robust="maximin")
    out = xiandao("search", "--lang", lang, "-q").out
    assert "crowding=out" in out
    assert ("regret, winner" if lang == "en" else "遗憾，胜出方案") in out
    search.made = found(simulations=200, by=("field", "year"))
    out = xiandao("search", "--lang", lang, "-q").out
    assert ("first year, winner" if lang == "en" else "首年占比，胜出方案") in out
    assert ("Weight of the fields" if lang == "en" else "领域权重") in out
    search.made = found(["expected", "worst"], 1000)
    assert ("Front: expected" if lang == "en" else "前沿：") in xiandao("search", "--lang", lang, "-q").out


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--objective", "expcted"], "'expected'"),
        (["--objective", "weights.toml"], "weights.toml"),
        (["--objective", ""], "objective"),
        (["--objective", "all,"], "objective"),
        (["--budget", "much"], "'much'"),
        (["--budget", "100"], "budget"),
        (["--budget", "1亿"], "'1亿'"),
        (["--budget", "3,5亿"], "'3,5亿'"),
        (["--bounds", "none.toml"], "none.toml"),
        (["--by", "month"], "'month'"),
        (["--robust", "maximun"], "'maximin'"),
        (["--simulations", "10"], "200"),
        (["--simulations", "many"], "'many'"),
        (["--seed", "-1"], "--seed"),
        (["--threads", "0"], "--threads"),
        (["--level", "huge"], "'huge'"),
        (["--level", "low", "--budget", "4000"], "budget"),
        (["--prior", "--fitted", "x"], "--fitted"),
        (["--out", " "], "--out"),
        (["--json", "--csv"], "--csv"),
        (["refrence"], "'reference'"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(xiandao, monkeypatch, options, named, lang) -> None:
    monkeypatch.setenv("XIANDAO_LANG", lang)
    done = xiandao("search", *options, "-q")
    assert done.code == USAGE
    assert (done.out, done.err.count("\n")) == ("", 1)
    assert named in done.err
    assert not Path("results").exists()


def test_an_output_folder_that_is_a_file_is_refused_before_the_runs(xiandao, search) -> None:
    Path("taken").write_text("")
    assert xiandao("search", "--out", "taken").code == USAGE
    assert search.calls == []


def test_a_full_disk_does_not_cost_the_answer(xiandao, search, monkeypatch) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise StorageError("the disk is full: free some space", file=path.name)

    monkeypatch.setattr("sim.results.files.write_whole", refuse)
    done = xiandao("search", "-q")
    assert done.code == INTERNAL
    assert "Money by action" in done.out
    assert done.err == "Error: winner.toml: the disk is full: free some space\n"


def test_failed_runs_are_told_and_change_the_exit_code(xiandao, search) -> None:
    engine = toy().stand_in(fail=(3,))
    search.made = searched("reference", "expected", 200, 1, fitted="prior", simulate=engine, estimate_runs=20)
    done = xiandao("search", "-q")
    assert done.code == FAILED_RUNS
    assert "2 runs failed" in done.err


def test_the_best_so_far_is_told_once_every_ten_per_cent(xiandao, search) -> None:
    def act(progress, report):
        for done in range(1, 101):
            progress(done, 100)
            report(done / 100)

    search.act = act
    lines = [line for line in xiandao("search").err.splitlines() if "best gain" in line]
    assert lines[0].endswith("+0.100")
    assert len(lines) == 10


def test_ctrl_c_prints_the_line_that_goes_on(xiandao, search) -> None:
    def stop(progress, report):
        raise KeyboardInterrupt

    ordinary, search.act = search.act, stop
    options = ["--objective", "worst", "--by", "year", "--budget", "5000", "--out", "a b", "--prior", "--csv", "-q"]
    done = xiandao("search", "even", *options)
    assert (done.code, done.out) == (INTERRUPTED, "")
    line = shlex.split(done.err.strip().splitlines()[-1].removeprefix("Resume with: "))
    search.act = ordinary
    assert xiandao(*line[1:]).code == SUCCESS
    assert search.calls[0] == search.calls[1]
