"""Wrong usage and unusable values: one sentence, exit code 2, no traceback, the nearest valid name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.app.cli.streams import USAGE

WRONG = [
    (["forcast"], "'forecast'"),
    (["unknown"], "score, compare, value"),
    (["forecast", "--run", "5"], "'--runs'"),
    (["forecast", "--jsn"], "'--json'"),
    (["explain", "--runs", "5"], "'--runs'"),
    (["--colour"], "'--colour'"),
    (["forecast", "--runs"], "--runs"),
    (["forecast", "even", "second"], "second"),
    (["forecast", "--json=1"], "--json"),
    (["check"], "FILE"),
    (["--lang", "fr", "forecast"], "zh, en"),
    (["forecast", "--lang=ZH"], "'ZH'"),
    (["forecast", "--runs", "0"], "1000000"),
    (["forecast", "--runs", "1"], "1000000"),
    (["forecast", "--runs", "-5"], "'-5'"),
    (["forecast", "--runs", "1e3"], "'1e3'"),
    (["forecast", "--runs", "ten"], "'ten'"),
    (["forecast", "--runs", "9" * 40], "1000000"),
    (["forecast", "--runs", "१०"], "--runs"),
    (["forecast", "--seed", "1.5"], "--seed"),
    (["forecast", "--seed", str(2**63)], "--seed"),
    (["forecast", "--threads", "0"], "--threads"),
    (["forecast", "--level", "hihg"], "'high'"),
    (["forecast", "--level", ""], "low, middle, high"),
    (["forecast", "--out", " "], "--out"),
    (["forecast", "--out", "/proc/nothing"], "/proc/nothing"),
    (["forecast", "--json", "--csv"], "--csv"),
    (["forecast", "--fail-under", "30"], "'30'"),
    (["forecast", "--fail-under", "nan"], "'nan'"),
    (["forecast", "--fail-under", "half"], "'half'"),
    (["forecast", "--fail-under", "=0.5"], "'=0.5'"),
]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("arguments", "named"), WRONG, ids=[" ".join(words)[:40] for words, _ in WRONG])
def test_one_sentence_and_exit_code_2(xiandao, forecast, monkeypatch, arguments, named, lang) -> None:
    monkeypatch.setenv("XIANDAO_LANG", lang)
    done = xiandao(*arguments)
    assert done.code == USAGE
    assert done.out == ""
    assert named in done.err
    assert done.err.count("\n") == 1
    assert done.err.startswith({"en": "Error: ", "zh": "错误："}[lang])
    assert forecast.calls == []


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"runs = ", "xiandao.toml"),
        (b"run = 5", "'runs'"),
        (b"runs = 2.5", "'2.5'"),
        (b"runs = true", "'True'"),
        (b'level = "most"', "low, middle, high"),
        ("seed = '种'".encode("gbk"), "UTF-8"),
    ],
)
def test_a_settings_file_that_cannot_be_used(xiandao, forecast, tmp_path: Path, content: bytes, named: str) -> None:
    (tmp_path / "xiandao.toml").write_bytes(content)
    done = xiandao("forecast")
    assert (done.code, done.out, done.err.count("\n")) == (USAGE, "", 1)
    assert named in done.err


def test_an_environment_variable_that_cannot_be_used(xiandao, forecast, monkeypatch) -> None:
    monkeypatch.setenv("XIANDAO_RUNS", "many")
    done = xiandao("forecast")
    assert done.code == USAGE
    assert "XIANDAO_RUNS" in done.err
