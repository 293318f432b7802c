"""Finding and reading files: names, paths, and all that is not a TOML file."""

from __future__ import annotations

import shutil

import pytest

from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.plan.document import locate, read, shipped_names
from sim.shipped import data_path


def test_a_name_is_shipped_and_a_path_is_a_file(tmp_path):
    assert locate("template", "scenarios/plans", "plan") == data_path("scenarios/plans/template.toml")
    for path in ("./a", "b/c", "d.toml"):
        assert str(locate(path, "scenarios/plans", "plan")) == path.removeprefix("./")
    copy = tmp_path / "copy.toml"
    shutil.copy(data_path("scenarios/plans/template.toml"), copy)
    assert load_plan(copy) == load_plan(str(copy)) == load_plan("template")


@pytest.mark.parametrize("name", ["", "  ", "a\0b", "a\nb"])
def test_a_name_must_be_readable(name):
    with pytest.raises(InputError, match="needs a name or a path"):
        locate(name, "scenarios", "scenario")


def test_a_differing_file_of_the_same_name_is_mentioned_once_and_not_used(tmp_path, monkeypatch, capsys):
    own = tmp_path / "scenarios" / "plans" / "template.toml"
    own.parent.mkdir(parents=True)
    shutil.copy(data_path("scenarios/plans/template.toml"), own)
    monkeypatch.chdir(tmp_path)
    assert locate("template", "scenarios/plans", "plan") == data_path("scenarios/plans/template.toml")
    assert capsys.readouterr().err == ""
    own.write_text("months = 3", encoding="utf-8")
    assert load_plan("template").months == 24
    note = capsys.readouterr().err
    assert note.count("\n") == 1
    assert "./scenarios/plans/template.toml" in note


def test_shipped_names_are_sorted():
    assert shipped_names("scenarios/plans") == ["hangzhou", "template"]


NOT_TOML = {
    "empty": (b"", "empty: nothing of a plan"),
    "only a comment": (b"# nothing\n", "empty"),
    "binary": (bytes(range(256)), "not UTF-8 text"),
    "GBK": ("a = '名'".encode("gbk"), "not UTF-8 text but GBK.*encoding UTF-8"),
    "UTF-16": ("a = '名'".encode("utf-16"), "not UTF-8 text but UTF-16.*encoding UTF-8"),
    "json": (b'{"plan": 1}', "not valid TOML"),
    "half": (b"[plan\nid = 1", "not valid TOML"),
    "key twice": (b"a = 1\na = 2\n", "not valid TOML"),
    "endless nesting": (b"a = " + b"[" * 100_000, "not valid TOML"),
    "endless digits": (b"a = " + b"9" * 10_000, "not valid TOML"),
    "too large": (b"#" * 1_000_001, "too large"),
}


def test_a_byte_order_mark_is_no_fault(tmp_path):
    file = tmp_path / "x.toml"
    file.write_bytes("a = '名'\n".encode("utf-8-sig"))
    assert read(file, "plan") == {"a": "名"}


@pytest.mark.parametrize("case", NOT_TOML, ids=str)
def test_what_is_not_toml_is_refused(case, tmp_path):
    content, sentence = NOT_TOML[case]
    file = tmp_path / "x.toml"
    file.write_bytes(content)
    with pytest.raises(InputError, match=sentence):
        read(file, "plan")


def test_what_is_not_a_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="this is a folder"):
        read(tmp_path, "plan")
    with pytest.raises(InputError, match="there is no such plan file"):
        read(tmp_path / "none.toml", "plan")
