"""``xiandao calibrate``: a long command with stages, a gate and a saved fitted set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.app.cli.long_command import LongCommand
from sim.app.cli.progress import Report
from sim.app.cli.request import Request
from sim.app.cli.streams import BELOW, SUCCESS, note

if TYPE_CHECKING:
    from sim.analyses.calibrate.result import Fit


@dataclass(frozen=True)
class SavedFit:
    """A fit and the folder of its set."""

    fit: Fit
    folder: Path


class CalibrateCommand(LongCommand):
    """``xiandao calibrate``."""

    def extra(self, request: Request, report: Report) -> dict[str, Any]:
        """Progress, and a note for each stage as it begins."""

        def begun(stage: str) -> None:
            if not request.quiet:
                note(request.say(f"calibrate.stage-{stage}"))

        return {"progress": report, "report": begun}

    def computed(self, request: Request) -> SavedFit:
        """The fit, saved as a set, and as the default set where that is asked for and the gate is passed."""
        from sim.analyses.calibrate.save import make_default, save_fit
        from sim.shipped import data_path

        fit: Fit = super().computed(request)
        folder = save_fit(fit, request.folder, lang=request.session.lang)
        if request.values["make_default"] and fit.passed:
            shipped = save_fit(fit, data_path("calibration") / "fitted", lang="en")
            make_default(fit, shipped)
            note(request.say("calibrate.default", folder=shipped))
        return SavedFit(fit, folder)

    def answer(self, request: Request, result: SavedFit) -> None:
        """Print the record of the fit, or what it changed."""
        if request.values["json"]:
            print((result.folder / "fit.json").read_text(encoding="utf-8"), end="")
        else:
            self.show(request, result.fit)
            note(request.say("calibrate.saved", folder=result.folder))

    def finish(self, request: Request, result: SavedFit) -> int:
        """The exit code, which tells whether the gate was passed."""
        if result.fit.passed:
            return SUCCESS
        faults = result.fit.faults
        note(request.say("calibrate.failed", fault=faults[0], more=len(faults) - 1))
        return BELOW
