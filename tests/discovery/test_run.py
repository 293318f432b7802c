"""``sim.discover`` on a planted box: the boxes, their words in both languages, what is saved, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analyses.discover.frames import KINDS
from sim.errors import InputError
from sim.study.record import Interrupted

from . import toy


def discover(**changes):
    return sim.discover(**{"parameters": toy.table(), "runs": 2000, "simulate": toy.simulate, **changes})


@pytest.fixture(scope="module")
def ids() -> list[str]:
    return [target.id for target in sim.load_plan("hangzhou").targets]


@pytest.fixture(scope="module")
def made(ids):
    return discover(target=ids[1], runs=1600)


def test_the_planted_box_is_found(made) -> None:
    (found,) = made.targets
    box = found.boxes[0]
    assert found.finding == "boxes"
    assert set(found.screened) == {"strong", "leniency"}
    strong, leniency = box.conditions
    assert (strong.factor, strong.sense) == ("strong", "at_most")
    assert strong.value == pytest.approx(toy.BELOW, abs=0.03)
    assert strong.percentile == pytest.approx(40, abs=4)
    assert (leniency.factor, leniency.levels) == ("leniency", ("false",))
    # 0.9 inside; coverage 0.9 * 0.2 / (0.9 * 0.2 + 0.1 * 0.8) = 0.69
    assert box.held_out.density == pytest.approx(1 - toy.FLIPPED, abs=0.08)
    assert box.held_out.coverage == pytest.approx(0.69, abs=0.1)
    assert box.confirmed
    assert strong.held_out_p < 1e-6
    assert found.share == pytest.approx(0.26, abs=0.04)


def test_when_it_is_met_is_the_complement(ids) -> None:
    boxes = discover(target=ids[1], outcome="met", runs=1000).boxes[ids[1]]
    said = {(one.factor, one.sense, one.levels) for box in boxes for one in box.conditions}
    assert ("leniency", "among", ("true",)) in said
    assert ("strong", "at_least", ()) in said
    assert all(box.held_out.density > 0.8 for box in boxes if box.confirmed)


def test_switches_may_stay_as_they_are(ids) -> None:
    result = discover(target=ids[1], switches=False)
    assert result.factors == 6
    assert [one.factor for one in result.boxes[ids[1]][0].conditions] == ["strong"]
    assert "switches=False" in result.command


def test_words_in_english(made) -> None:
    words = made.words("en").splitlines()
    assert words[0] == f"Enterprise technology centres: missed in {100 * made.targets[0].share:.0f} % of the runs."
    assert words[1].startswith("Box 1: missed when the strong lag (strong) is at most 0.")
    assert " months (lowest " in words[1]
    assert words[1].endswith("% of its draws), and leniency in counting and granting titles is off")
    assert "Held out: " in words[2]
    assert "Confirmed, p < 0.001." in words[2]


def test_words_in_chinese(made) -> None:
    words = made.words("zh").splitlines()
    assert words[0] == f"企业技术中心：{100 * made.targets[0].share:.0f}% 的模拟未达标。"
    assert words[1].startswith("条件框 1：未达标的情形：the strong lag（strong）不高于 0.")
    assert " 个月（其抽样中最低的 " in words[1]
    assert words[1].endswith("%）；且 从宽认定：关")
    assert "得到证实" in words[2]


def test_always_and_never_is_one_sentence_and_no_error(ids) -> None:
    never, always = discover(target=ids[0], runs=200), discover(target=ids[-1], runs=200)
    assert (never.targets[0].finding, always.targets[0].finding) == ("never", "always")
    assert never.targets[0].boxes == always.targets[0].boxes == ()
    assert never.words("en").endswith(": met in every run, so there are no circumstances to tell apart.")
    assert always.words("zh").endswith("：每次模拟都未达标，没有可区分的情形。")
    met = discover(target=ids[0], runs=200, outcome="met")
    assert met.targets[0].finding == "always"
    assert met.words("en") == never.words("en")
    assert never.to_json()["targets"][0]["words"]["en"] == [never.words("en")]
    assert len(never.table()) == 0


def test_too_few_runs_to_see_anything_say_so(ids) -> None:
    constant = discover(target=ids[1], runs=200, parameters=inert_table(), switches=False, simulate=coin)
    assert constant.targets[0].finding == "no-factor"
    assert "no parameter and no switch" in constant.words("en")
    unreachable = discover(target=ids[1], runs=600, density=1.0, coverage=0.9)
    assert unreachable.targets[0].finding == "no-box"
    assert "density=1.0" in unreachable.command


def inert_table():
    rows = [row for row in toy.table() if row.name != "strong"] + [toy.row("strong", "fixed(0)")]
    return sim.inputs.parameters.ParameterTable(rows)


def coin(theta, totals, seeds, **options):
    """The box everywhere or nowhere, by the seed alone."""
    from types import SimpleNamespace

    made = toy.simulate(theta, totals, seeds, **options)
    heads = np.array([np.random.default_rng([int(seed), int(run)]).random() < 0.5 for seed, run in seeds])
    return SimpleNamespace(metrics=made.metrics.max() * np.where(heads, 1.0, 0.0)[:, None, None] + 0 * made.metrics,
                           status=made.status, money=None)  # fmt: skip


def test_without_a_target_all_open_ones_of_class_a_and_b(ids) -> None:
    result = discover(runs=400)
    classes = {target.id: target.class_ for target in sim.load_plan("hangzhou").targets}
    assert [one.id for one in result.targets] == [id for id in ids[1:] if classes[id] in "AB"]
    assert set(result.boxes) == {one.id for one in result.targets}


def test_a_target_may_stand_with_its_name(ids) -> None:
    by_name, by_id = (discover(target=target, runs=400) for target in ("企业技术中心", "tech-centres"))
    assert by_name.to_json() == by_id.to_json()
    assert by_name.target("Enterprise technology centres") is by_name.targets[0]
    with pytest.raises(InputError, match="did you mean '企业技术中心'"):
        discover(target="企业技术中", runs=400)


def test_tables_are_tidy_and_complete(made) -> None:
    for kind, (columns, _) in KINDS.items():
        frame = made.table(kind)
        assert list(frame.columns) == list(columns)
        assert len(frame) > 0
    conditions = made.table()
    assert list(conditions.factor) == ["strong", "leniency"][: len(conditions)] + list(conditions.factor[2:])
    path = made.table("trajectory")
    assert path.coverage.iloc[0] == pytest.approx(1.0)
    assert path.groupby("box").chosen.sum().eq(1).all()
    with pytest.raises(InputError, match="trajectory"):
        made.table("trajektory")


def test_json_is_finite_and_says_everything(made) -> None:
    document = json.loads(json.dumps(made.to_json(), allow_nan=False))
    (target,) = document["targets"]
    box = target["boxes"][0]
    assert {"coverage", "density", "mass", "cases"} == set(box["held_out"])
    assert box["restricted"] == 2
    assert box["conditions"][0]["quasi_p"] < 1e-6
    assert len(box["path"]) > 10
    assert document["draws"] == {"searched": 400, "held_out": 400}
    assert "sim.discover('inputs/scenario.toml', runs=1600, seed=1, target='tech-centres', " in document["command"]


def test_saved_is_the_result_and_an_interruption_does_not_show(ids, tmp_path: Path) -> None:
    options = {"target": ids[1], "runs": 400, "lang": "en", "switches": False}
    discover(**options, out=tmp_path / "whole")
    stop = [2]
    with pytest.raises(Interrupted):
        discover(**options, out=tmp_path / "cut", simulate=lambda *a, **k: toy.simulate(*a, **k, stop=stop))
    assert not (tmp_path / "cut" / "discovery.json").exists()
    discover(**options, out=tmp_path / "cut")
    folders = [[path for path in (tmp_path / name).rglob("*") if path.is_file()] for name in ("whole", "cut")]
    whole, cut = ({path.name: path.read_bytes() for path in folder} for folder in folders)
    assert whole == cut
    picture = {f"boxes-{ids[1]}.png", f"boxes-{ids[1]}.svg"}
    copies = {"scenario.toml", "plan.toml", "parameters.csv"}  # the toy's table has no name that a command could say
    own = {"discovery.json", "manifest.json", "result.json", "boxes.txt", *(f"{kind}.csv" for kind in KINDS)}
    assert set(whole) == own | picture | copies
    assert len(pd.read_csv(tmp_path / "whole" / "boxes.csv")) >= 1
    assert whole["boxes.txt"].decode().startswith("Enterprise technology centres: missed in")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"target": "tech-centers"}, "did you mean 'tech-centres'"),
        ({"outcome": "failed"}, "allowed: met, missed"),
        ({"runs": 100}, "200 to"),
        ({"runs": 201}, "pairs"),
        ({"density": 1.5}, "0 to 1"),
        ({"coverage": True}, "0 to 1"),
    ],
)
def test_what_cannot_be_used_is_refused_before_any_run(wrong, says: str) -> None:
    def never(*args, **options):
        raise AssertionError("ran")

    with pytest.raises(InputError, match=says):
        discover(**wrong, simulate=never)


def test_failed_runs_are_counted_and_left_out(ids) -> None:
    result = discover(target=ids[1], runs=200, simulate=lambda *a, **k: toy.simulate(*a, **k, fail=(0, 1, 2)))
    assert result.runs_failed == 3
    assert result.draws == (49, 50)
    with pytest.raises(RuntimeError, match="none of the 200 runs"):
        discover(runs=200, simulate=lambda *a, **k: toy.simulate(*a, **k, fail=range(200)))
