"""Targets, actions and scenarios by their Chinese names wherever an id is understood, and the same answer for both."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.analyses.forecast.run import forecast as run_forecast
from sim.app.cli.streams import BELOW, SUCCESS, USAGE
from tests.forecast import toy

Xiandao = Callable[..., Any]


def test_a_scenario_by_its_name_is_the_scenario_by_its_id(xiandao: Xiandao, forecast) -> None:
    """The folder too, so that runs that are there already are found."""
    for name in ("参考方案（高）", "参考方案(高)", "Reference, high", "high"):
        assert xiandao("forecast", name, "--runs", "20").code == SUCCESS
    assert [call["scenario"] for call in forecast.calls] == ["high"] * 4
    assert {call["out"] for call in forecast.calls} == {"results/forecast-high-20-1"}


def test_a_near_miss_is_refused_in_the_language_of_the_reader(xiandao: Xiandao, forecast) -> None:
    refused = xiandao("forecast", "参考方安", "--lang", "zh")
    assert (refused.code, forecast.calls) == (USAGE, [])
    assert "是否想写 '参考方案'" in refused.err
    assert "基金优先，参考方案（高）" in refused.err
    assert "funds-first" not in refused.err
    assert "funds-first" in xiandao("forecast", "参考方安", "--lang", "en").err


def test_a_comparison_by_names(xiandao: Xiandao) -> None:
    few = ("--runs", "20", "--effects-runs", "0", "--json", "-q")
    ids = xiandao("compare", "template", "template-no-plan", "--move", "start-ups:pilot-zones:2", *few, "--out", "a")
    named = ("模板方案（虚构）", "模板市无计划资金（虚构）", "--move", "初创企业孵化：先导区与场景：2")
    names = xiandao("compare", *named, *few, "--out", "b")
    assert ids.code == names.code == SUCCESS

    def numbers(done: Any) -> dict[str, Any]:
        return {name: part for name, part in json.loads(done.out).items() if name not in ("command", "provenance")}

    assert numbers(ids) == numbers(names)


def test_a_limit_on_a_target_by_its_name(xiandao: Xiandao, forecast) -> None:
    assert xiandao("forecast", "--fail-under", "高新技术企业=0.27").code == SUCCESS
    missed = xiandao("forecast", "--fail-under", "高新技术企业=0.28")
    assert missed.code == BELOW
    assert "High-tech firms: probability 0.274 is below 0.28" in missed.err
    refused = xiandao("forecast", "--fail-under", "高新技术企=0.28", "--lang", "zh")
    assert refused.code == USAGE
    assert "没有这项目标" in refused.err
    assert "是否想写 '高新技术企业'" in refused.err


@pytest.mark.parametrize("command", ["sensitivity", "discover"])
def test_a_target_by_its_name_gives_the_same_settings(xiandao: Xiandao, command: str) -> None:
    by_id = xiandao(command, "--target", "scenarios", "--print-config")
    by_name = xiandao(command, "参考方案", "--target", "典型应用场景", "--print-config")
    assert by_name.code == SUCCESS
    assert by_name.out == by_id.out
    refused = xiandao(command, "--target", "典型应用场", "--lang", "zh")
    assert refused.code == USAGE
    assert "--target：没有这项目标（写的是 '典型应用场'）" in refused.err


def test_bounds_and_weights_with_chinese_keys_are_read(xiandao: Xiandao) -> None:
    """What they are refused for says that they were understood."""
    Path("bounds.toml").write_text('[locks]\n"人才队伍引培" = 1e9\n', encoding="utf-8")
    Path("weights.toml").write_text('"典型应用场景" = -1\n', encoding="utf-8")
    refused = xiandao("search", "--bounds", "bounds.toml", "--lang", "en").err
    assert "the lower bounds ask for more than there is to move" in refused
    refused = xiandao("search", "--objective", "weights.toml", "--lang", "en").err
    assert "weights.toml: weights.典型应用场景: must be a finite weight" in refused


@pytest.mark.parametrize("target", ["scenarios", "典型应用场景", "Typical application scenarios"])
def test_a_picture_of_a_target_by_any_name_is_one_file(xiandao: Xiandao, tmp_path: Path, target: str) -> None:
    folder = run_forecast("reference", runs=20, seed=1, simulate=toy.simulate).save(tmp_path / "result")
    assert xiandao("chart", str(folder), "quantiles", "--target", target, "-q", "--date", "none").code == SUCCESS
    assert (folder / "chart-quantiles-scenarios.png").is_file()


@pytest.mark.parametrize("topic", ["典型应用场景", "人才队伍引培", "Talent", "talent"])
def test_explain_knows_every_name(xiandao: Xiandao, topic: str) -> None:
    assert xiandao("explain", topic).code == SUCCESS


def test_explain_says_the_nearest_chinese_name(xiandao: Xiandao) -> None:
    refused = xiandao("explain", "人才队伍引陪", "--lang", "zh")
    assert refused.code == USAGE
    assert "'人才队伍引培'" in refused.err
