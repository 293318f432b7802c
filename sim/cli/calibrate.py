"""What ``xiandao calibrate`` does beyond other long commands: stages, the gate, a fitted set on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.guard import BELOW, DONE
from sim.cli.long_command import LongCommand
from sim.cli.progress import Report
from sim.cli.request import Request
from sim.cli.session import Session
from sim.cli.streams import console, note

if TYPE_CHECKING:
    import numpy as np

    from sim.calibration.fit import Fit


@dataclass(frozen=True)
class Kept:
    """A fit and the folder of its set."""

    fit: Fit
    place: Path


class CalibrateCommand(LongCommand):
    """``xiandao calibrate``."""

    def extra(self, request: Request, report: Report) -> dict[str, Any]:
        """Progress, and beside it the stage that is begun."""

        def begun(stage: str) -> None:
            if not request.quiet:
                note(request.say(f"calibrate.stage-{stage}"))

        return {"progress": report, "report": begun}

    def computed(self, request: Request) -> Kept:
        """The fit, kept as a set, and as the default where that is asked and the gate is passed."""
        from sim.calibration.save import make_default, save_fit
        from sim.resources import data_path

        fit: Fit = super().computed(request)
        place = save_fit(fit, request.folder, lang=request.session.lang)
        if request.values["make_default"] and fit.passed:
            shipped = save_fit(fit, data_path("calibration") / "fitted", lang="en")
            make_default(fit, shipped)
            note(request.say("calibrate.default", folder=shipped))
        return Kept(fit, place)

    def answer(self, request: Request, result: Kept) -> None:
        """Print the record of the fit, or what it changed."""
        if request.values["json"]:
            print((result.place / "fit.json").read_text(encoding="utf-8"), end="")
        else:
            show(result.fit, result.place, request.session)

    def finish(self, request: Request, result: Kept) -> int:
        """The exit code tells whether the gate was passed."""
        if result.fit.passed:
            return DONE
        faults = result.fit.faults
        note(request.say("calibrate.failed", fault=faults[0], more=len(faults) - 1))
        return BELOW


def show(fit: Fit, place: Path, session: Session) -> None:
    from rich import box
    from rich.table import Table

    from sim.calibration.fit import carried_values

    say, out = session.say, console()
    heading: Mapping[str, Any] = {
        "figures": len(fit.data.points),
        "bounds": len(fit.data.bounds),
        "until": fit.data.until,
        "draws": f"{fit.runs:,}",
    }
    out.print(say("calibrate.title", **heading), style="bold")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for column, side in (("quantity", "left"), ("before", "right"), ("after", "right"), ("contraction", "right")):
        table.add_column(say(f"calibrate.{column}"), justify="left" if side == "left" else "right")
    values, prior = carried_values(fit, fit.z), carried_values(fit, fit.prior_z)
    for row, name in enumerate(fit.setting.targets.carried):
        share = fit.gate.contraction[fit.names.index(name)]
        table.add_row(name, _range(prior[:, row]), _range(values[:, row]), f"{100 * share:.0f} %")
    out.print(table)
    gate = {"histories": fit.gate.histories, "coverage": f"{100 * fit.gate.average_coverage:.1f}"}
    out.print(say("calibrate.gate-passed" if fit.passed else "calibrate.gate-failed", **gate))
    note(say("calibrate.saved", folder=place))


def _range(values: np.ndarray) -> str:
    import numpy as np

    low, middle, high = (_short(value) for value in np.quantile(values, (0.05, 0.5, 0.95)))
    return f"{middle} ({low}–{high})"


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
