"""The command that a result carries gives its numbers again, from the folder where it is saved.

The scenario is made in Python under the id of a shipped one with other money: a command that named it by its id would
run, and say something else.
"""

from __future__ import annotations

import contextlib
import io
import json
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

import sim
import sim.app.cli
from sim.analyses.search import run as search_run
from sim.analyses.sensitivity import run as sensitivity_run
from sim.analyses.sensitivity.common_numbers import Factors
from sim.errors import InputError
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.inputs.policy import load_scenario
from sim.shipped import data_path

SIZES: dict[str, dict[str, Any]] = {
    "forecast": {"runs": 6, "structure_runs": 2},
    "compare": {"runs": 4, "effects_runs": 2},
    "value": {"runs": 4, "step": 7.5, "curves": False},
    "search": {"simulations": 200, "estimate_runs": 20},
    "sensitivity": {
        "trajectories": 2,
        "base_samples": 8,
        "keep": 1,
        "runs": 20,
        "tornado_runs": 4,
        "structure_runs": 0,
    },
    "discover": {"runs": 200, "switches": False, "density": 0.5},
}


@pytest.fixture(scope="module")
def mine() -> Any:
    """The template scenario with half of its money for one action, under the template's own id."""
    scenario = load_scenario("template")
    action = max(scenario.shares, key=lambda id: scenario.shares[id])
    return scenario.model_copy(update={"shares": {**scenario.shares, action: scenario.shares[action] / 2.0}})


def analysed(name: str, scenario: Any, **given: Any) -> Any:
    """A small analysis of ``scenario``, beside the template without a plan where it takes two."""
    others = ["template-no-plan"] if name == "compare" else []
    against = {"against": ["template-no-plan"]} if name == "sensitivity" else {}
    return getattr(sim, name)(scenario, *others, **{**SIZES[name], "seed": 3, **against, **given})


def numbers(document: dict[str, Any]) -> dict[str, Any]:
    """All that a result says but for how it was asked and what it rests on."""
    return {key: value for key, value in document.items() if key not in ("command", "provenance", "digest")}


def command_of(result: Any) -> list[str]:
    said = result.provenance["command"] if hasattr(result, "joint") else result.command
    return shlex.split(said)


def typed(words: list[str]) -> dict[str, Any]:
    """The JSON object that the command prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        assert sim.app.cli.run([*words[1:], "--json", "-q"]) == 0
    return json.loads(printed.getvalue())


def called(words: list[str]) -> dict[str, Any]:
    """The JSON object of the result that a call in Python gives."""
    assert words[:2] == ["python", "-c"]
    *before, call = words[2].split("; ")
    known: dict[str, Any] = {}
    exec("; ".join(before), known)
    return eval(call, known).to_json()


def few_factors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screening of all uncertain parameters is some twelve hundred runs, made twice; here they are twenty."""
    of = sensitivity_run.factors_of
    few = slice(0, 20)
    monkeypatch.setattr(
        sensitivity_run,
        "factors_of",
        lambda inputs: Factors(inputs, of(inputs).names[few], of(inputs).columns[few]),
    )


@pytest.mark.parametrize("name", [name for name in SIZES if name != "search"])
def test_a_scenario_made_in_python_is_repeated_from_its_copy(
    name: str, mine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "sensitivity":
        few_factors(monkeypatch)
    result = analysed(name, mine, out=tmp_path / "made")
    words = command_of(result)
    assert words[:2] == ["xiandao", name]
    assert words[2].startswith("inputs/")
    monkeypatch.chdir(tmp_path / "made")
    assert numbers(typed(words)) == numbers(result.to_json())
    if name in ("forecast", "value"):  # that other money shows at all
        assert numbers(analysed(name, "template").to_json()) != numbers(result.to_json())


@pytest.mark.parametrize("kind", ["prices", "responses"])
def test_another_value_of_a_scenario_made_in_python_is_repeated_from_its_copy(
    kind: str, mine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = sim.value(mine, 4, 3, months=30, out=tmp_path / "made", **{kind: True})
    monkeypatch.chdir(tmp_path / "made")
    assert command_of(result)[:4] == ["xiandao", "value", "inputs/scenario.toml", f"--{kind}"]
    assert numbers(typed(command_of(result))) == numbers(result.to_json())


def test_a_search_with_a_size_that_no_option_says_is_repeated_by_a_call(
    mine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = analysed("search", mine, budget=70.0, bounds={"bounds": {"start-ups": [0.0, 20.0]}}, out=tmp_path)
    monkeypatch.chdir(tmp_path)
    assert numbers(called(command_of(result))) == numbers(result.to_json())


def few_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """No option of the command says the runs of an estimate, whose 400 are many to make twice: here as few are the
    default of both."""
    few = SIZES["search"]["estimate_runs"]
    monkeypatch.setattr(search_run, "ESTIMATE_RUNS", few)
    monkeypatch.setitem(search_run.search.__kwdefaults__, "estimate_runs", few)


@pytest.mark.slow
def test_files_of_a_search_are_copied_where_the_command_runs_in_the_folder(
    mine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("weights.toml").write_text("[weights]\nscenarios = 2.0\nbreakthroughs = 1.0\n", encoding="utf-8")
    Path("bounds.toml").write_text("[locks]\nstart-ups = 9.0\n", encoding="utf-8")
    few_by_default(monkeypatch)
    given = {"objective": "weights.toml", "bounds": "bounds.toml"}
    result = analysed("search", mine, out="made", **given)
    Path("weights.toml").unlink()
    Path("bounds.toml").unlink()
    monkeypatch.chdir("made")
    assert numbers(typed(command_of(result))) == numbers(result.to_json())


@pytest.mark.parametrize("name", ["forecast", "value"])
def test_a_plan_and_a_table_of_ones_own_are_repeated_by_a_call(
    name: str, mine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = load_plan("template")
    richer = plan.model_copy(update={"targets": tuple(reversed(plan.targets))})
    table = load_parameters(data_path("calibration/parameters.csv"))
    result = analysed(name, mine, plan=richer, parameters=table, out=tmp_path)
    monkeypatch.chdir(tmp_path)
    assert numbers(called(command_of(result))) == numbers(result.to_json())


def test_an_engine_of_ones_own_is_imported_or_left_to_be_put_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that a module holds is named; of any other the call says that it is missing, and refuses in a word."""
    from sim.engine.compiled.runs import simulate

    monkeypatch.chdir(tmp_path)  # the call saves what it gives beside whoever makes it
    result = analysed("value", "template", simulate=simulate)
    assert numbers(called(command_of(result))) == numbers(result.to_json())
    other = analysed("value", "template", simulate=lambda *given, **named: simulate(*given, **named))
    assert "simulate=..." in command_of(other)[2]
    with pytest.raises(InputError, match="not an engine"):
        called(command_of(other))


def test_what_is_named_stays_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shipped scenario, a path, a level and the current set: no copy is needed, and none is saved."""
    monkeypatch.chdir(tmp_path)
    Path("my city").mkdir()
    Path("my city/own.toml").write_bytes((data_path("scenarios") / "template.toml").read_bytes())
    result = analysed("value", "my city/own.toml", out="made")
    assert result.command == "xiandao value 'my city/own.toml' --runs 4 --seed 3 --step 7.5 --no-curves"
    assert not Path("made/inputs").exists()
    low = sim.forecast("reference", runs=2, seed=1, level="low", structure_runs=0).provenance
    current = data_path("calibration/fitted/current").read_text(encoding="utf-8").strip()
    assert low["command"] == (
        f"xiandao forecast reference --runs 2 --seed 1 --level low --fitted {current} --structure-runs 0"
    )


def test_a_set_given_by_its_path_takes_the_scenario_file_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command runs in one folder: where one input is a copy, so is every other file, and a level is in the copy."""
    monkeypatch.chdir(tmp_path)
    Path("own.toml").write_bytes((data_path("scenarios") / "reference.toml").read_bytes())
    current = data_path("calibration/fitted/current").read_text(encoding="utf-8").strip()
    shutil.copytree(data_path("calibration/fitted") / current, "set")
    result = sim.forecast("own.toml", level="low", fitted=Path("set"), runs=2, seed=3, structure_runs=0, out="made")
    words = command_of(result)
    assert words[2] == "inputs/scenario.toml"
    assert words[words.index("--fitted") + 1] == "inputs/fitted"
    shutil.rmtree("set")
    Path("own.toml").unlink()
    monkeypatch.chdir("made")
    assert numbers(typed(words)) == numbers(result.to_json())


def test_every_forecast_of_a_comparison_says_its_own_command(
    mine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moved scenario and the second of one id are forecasts of other money than the first."""
    result = sim.compare("template", mine, moves=["start-ups:key-technology:6"], runs=4, effects_runs=0)
    for place, forecast in enumerate(result.forecasts):
        folder = forecast.save(tmp_path / str(place))
        monkeypatch.chdir(folder)
        again = typed([*shlex.split(forecast.provenance["command"]), "--structure-runs", "0"])
        assert again["targets"] == forecast.to_json()["targets"]
        assert again["money"] == forecast.to_json()["money"]
