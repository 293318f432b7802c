"""``xiandao sweep`` as a researcher meets it: an estimate first, results, refusals, interrupts."""

from __future__ import annotations

import shlex

import pytest

SMALL = """
[sweep]
id = "small"
name = { zh = "小", en = "Small" }
scenario = "template"
fitted = "prior"
draws = 10
[[factors]]
path = "shares.pilot-zones"
values = [0.0, 0.1, 0.2]
[outputs]
metrics = %s
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL.replace("%s", "[]"), encoding="utf-8")
    return str(path)


def test_a_dry_run_says_what_it_takes_and_writes_nothing(xiandao, tmp_path, file):
    outcome = xiandao("sweep", file, "--dry-run", "--lang", "en")
    assert outcome.code == 0
    assert "3 points, 60 runs in 1 units (1 to do): about 1 s on" in outcome.err
    assert "kB on disk" in outcome.err
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_a_sweep_ends_with_a_summary_and_a_digest(xiandao, tmp_path, file, lang):
    outcome = xiandao("sweep", file, "--executor", "threads", "--lang", lang)
    assert outcome.code == 0
    assert "results/sweep-small" in outcome.err
    assert "SHA-256" in outcome.err
    assert (tmp_path / "results" / "sweep-small" / "complete.json").is_file()
    assert "20" in outcome.out
    again = xiandao("sweep", file, "--executor", "threads", "--lang", lang)
    assert again.out == outcome.out
    assert ("(0 to do)" if lang == "en" else "还剩 0 个") in again.err


def test_another_sweep_in_the_folder_is_refused_and_kept(xiandao, tmp_path, file):
    xiandao("sweep", file, "--executor", "threads", "--out", "there", "-q")
    (tmp_path / "small.toml").write_text(SMALL.replace("%s", '["firms"]'), encoding="utf-8")
    outcome = xiandao("sweep", file, "--executor", "threads", "--out", "there", "-q", "--lang", "en")
    assert outcome.code == 2
    assert "holds another sweep; what differs: sweep file, layout" in outcome.err
    assert xiandao("sweep", file, "--executor", "threads", "--out", "there", "-q", "--new").code == 0
    assert (tmp_path / "there" / "superseded-1" / "complete.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("tinny",), "unknown sweep (found 'tinny'); allowed: funding-grid, tiny; did you mean 'tiny'?"),
        (("tiny", "--executor", "proceses"), "unknown executor (found 'proceses')"),
        (("tiny", "--workers", "0"), "--workers: not a whole number in range"),
        (("tiny", "--out", " "), "--out: not the name of a folder"),
        (("./missing.toml",), "there is no such sweep file"),
    ],
)
def test_what_cannot_be_swept_is_one_sentence(xiandao, tmp_path, arguments, sentence):
    outcome = xiandao("sweep", *arguments, "--lang", "en")
    assert outcome.code == 2
    assert sentence in outcome.err
    assert "Traceback" not in outcome.err
    assert not (tmp_path / "results").exists()


def test_an_interrupt_says_how_much_is_kept(xiandao, monkeypatch, file):
    from sim.analyses.sweep.run import SweepInterrupted

    def stopped(*_, **__):
        raise SweepInterrupted(3, 8)

    monkeypatch.setattr("sim.analyses.sweep.run.sweep", stopped)
    outcome = xiandao("sweep", file, "--workers", "2", "-q", "--lang", "en")
    assert outcome.code == 130
    assert "3 of 8 are kept in results/sweep-small" in outcome.err
    command = f"xiandao sweep {file} --out results/sweep-small --executor processes --workers 2"
    assert f"{command} --lang en -q" in outcome.err
    again = xiandao("sweep", file, "--workers", "2", "-q", "--repair", "--lang", "en")
    assert f"{command} --repair --lang en -q" in again.err


def altered(folder):
    """The unit of a small sweep with one bit turned: its size stays."""
    path = folder / "units" / "00000" / "00000000.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    return path


def test_a_damaged_unit_is_refused_everywhere_until_it_is_run_again(xiandao, tmp_path, file):
    """The command in the sentence is one that mends it."""
    xiandao("sweep", file, "--executor", "threads", "--out", "there", "-q")
    sound = altered(tmp_path / "there")
    digest = (tmp_path / "there" / "complete.json").read_bytes()
    for words in (["sweep", file, "--executor", "threads", "--out", "there", "-q"],
                  ["sweep", file, "--out", "there", "--dry-run"], ["chart", "there"],
                  ["export", "there", "--to", "csv"]):  # fmt: skip
        outcome = xiandao(*words, "--lang", "en")
        assert outcome.code == 2, words
        assert f"{sound.relative_to(tmp_path)}: damaged, not the file that SHA256SUMS records" in outcome.err
        assert "Traceback" not in outcome.err
    assert "已损坏，与 SHA256SUMS 所记不符" in xiandao("chart", "there", "--lang", "zh").err
    refused = xiandao("sweep", file, "--out", "there", "-q", "--lang", "en").err
    command = shlex.split(refused[refused.index("xiandao sweep") :])
    assert command == ["xiandao", "sweep", file, "--out", "there", "--repair"]
    mended = xiandao(*command[1:], "--executor", "threads", "--lang", "en")
    assert mended.code == 0
    assert "(1 to do)" in mended.err
    assert (tmp_path / "there" / "complete.json").read_bytes() == digest
    assert xiandao("export", "there", "--to", "csv").code == 0


@pytest.mark.parametrize(("lang", "sentence"), [("en", "nothing tells whether its units"), ("zh", "无从得知其单元")])
def test_a_folder_from_before_digests_says_that_it_is_unchecked(xiandao, tmp_path, file, lang, sentence):
    xiandao("sweep", file, "--executor", "threads", "--out", "there", "-q")
    (tmp_path / "there" / "SHA256SUMS").unlink()
    for words in (["chart", "there"], ["export", "there", "--to", "csv"]):
        outcome = xiandao(*words, "--lang", lang)
        assert outcome.code == 0
        assert sentence in outcome.err
        assert "Warning" not in outcome.err


def test_check_knows_a_sweep(xiandao, file):
    outcome = xiandao("check", file, "--lang", "en")
    assert outcome.code == 0
    assert "a valid sweep (Small; 3 points, 60 runs)" in outcome.out
