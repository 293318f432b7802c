"""``xiandao check``: the shipped files are valid, and a spoilt one is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.app.cli.streams import SUCCESS, USAGE
from sim.shipped import data_path

SCENARIOS = sorted(data_path("scenarios").glob("*.toml"))
PLANS = sorted(data_path("scenarios/plans").glob("*.toml"))
PARAMETERS = data_path("calibration/parameters.csv")


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_shipped_scenario_is_valid(xiandao, path: Path) -> None:
    done = xiandao("check", str(path))
    assert (done.code, done.err) == (SUCCESS, "")
    assert "a valid scenario" in done.out


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_shipped_plan_is_valid(xiandao, path: Path) -> None:
    done = xiandao("check", str(path), "--lang", "zh")
    assert (done.code, done.err) == (SUCCESS, "")
    assert "有效的计划" in done.out


def test_the_shipped_parameter_table_is_valid(xiandao) -> None:
    done = xiandao("check", str(PARAMETERS))
    rows = len(PARAMETERS.read_text(encoding="utf-8").strip().splitlines()) - 1
    assert done.code == SUCCESS
    assert f"({rows} parameters)" in done.out


SPOILT = [
    ("none.toml", None, "there is no such"),
    ("none.csv", None, "does not exist"),
    ("empty.toml", b"", "empty"),
    ("broken.toml", b"[scenario", "not valid TOML"),
    ("gbk.toml", "名 = '方案'".encode("gbk"), "UTF-8"),
    ("binary.toml", bytes(range(256)), "UTF-8"),
    ("other.toml", b"[scenari]\nid = 'x'", "'scenario'"),
    ("number.toml", b"scenario = 5", "neither a scenario nor a plan"),
    ("bare.toml", b"[scenario]\nid = 'x'", "missing"),
    ("plan.toml", b"[plan]\nid = 'x'", "missing"),
    ("empty.csv", b"", "empty"),
    ("columns.csv", b"name,units\na,b\n", "'unit'"),
    ("rows.csv", b"name,unit,central,distribution,source,effect,null_value,meaning\n", "no rows"),
]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("name", "content", "named"), SPOILT, ids=[name for name, _, _ in SPOILT])
def test_a_spoilt_file_is_refused_in_one_sentence(xiandao, tmp_path: Path, name, content, named, lang) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = xiandao("check", name, "--lang", lang)
    assert (done.code, done.out) == (USAGE, "")
    assert name in done.err
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    if lang == "en":
        assert named in done.err


def test_a_folder_is_no_file(xiandao, tmp_path: Path) -> None:
    done = xiandao("check", str(tmp_path))
    assert done.code == USAGE
    assert "folder" in done.err


def test_a_parameter_without_source_is_refused(xiandao, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(
        "name,unit,central,distribution,source,effect,null_value,meaning\nx,share,1,fixed(1),,,,a share\n"
    )
    done = xiandao("check", "p.csv")
    assert done.code == USAGE
    assert "source" in done.err
