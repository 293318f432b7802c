"""Time left is told from the runs finished since the first report, so that compilation does not count."""

from __future__ import annotations

from sim.app.cli.progress import Lines
from sim.app.cli.session import Session


def test_time_left(capsys) -> None:
    clock = iter([100.0, 110.0])
    lines = Lines(Session("en", False, ()), clock=lambda: next(clock))
    lines(0, 100)
    lines(25, 100)
    assert capsys.readouterr().err.splitlines()[-1] == "20 %, 25 of 100 runs, about 30 s left"


def test_nothing_is_promised_after_a_single_report(capsys) -> None:
    clock = iter([100.0])
    Lines(Session("zh", False, ()), clock=lambda: next(clock))(50, 100)
    assert capsys.readouterr().err.splitlines()[-1] == "50%，已完成 50/100 次"
