"""The result of a sensitivity analysis: its findings with their tables, JSON object, pictures and folder."""

from dataclasses import dataclass
from typing import Any

from sim.analyses.sensitivity.findings import SensitivityFindings
from sim.analyses.sensitivity.frames import KINDS, OF_A_CHOICE, document
from sim.results.frame import DataFrame, table_of_kind
from sim.results.origin import Origin, points, program
from sim.results.result import Drawing, Result


@dataclass(frozen=True)
class Sensitivity(SensitivityFindings, Result, document="sensitivity.json", command="sensitivity"):
    """The findings as a result: printed, drawn, saved as a folder and opened from it."""

    HEAD = ("target", "output", "factor", "total", "total_error")
    DIGITS = 6

    def table(self, kind: str = "indices") -> DataFrame:
        """The tidy table ``kind``, the main one for a language: names and numbers are the same in all.

        Kinds: see ``sim.analyses.sensitivity.frames.KINDS``. Raises InputError for another one.
        """
        return table_of_kind(self, KINDS, kind, "indices")

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao sensitivity --json`` (see ``sim.analyses.sensitivity.frames``)."""
        return document(self)

    def origin(self, lang: str) -> Origin:
        """The error is the largest of a bar of the tornado."""
        error = points((bar.swing.error for target in self.targets for bar in target.bars), lang)
        return Origin(self.command, self.scenario, program(self.provenance), self.fitted, self.workload.total,
                      self.seed, error)  # fmt: skip

    def tables(self, lang: str) -> dict[str, DataFrame]:
        """Of every kind; those of a choice only where there was one."""
        kinds = [kind for kind in KINDS if self.decision is not None or kind not in OF_A_CHOICE]
        return {f"{kind}.csv": self.table(kind) for kind in kinds}

    def drawings(self) -> dict[str, Drawing]:
        """A tornado a target, the screening and the indices of all, as PNG and SVG."""
        drawings = {f"tornado-{id}": Drawing("tornado", {"target": id}, 150) for id in self.undecided}
        if any(target.effects for target in self.targets):
            drawings["screening"] = Drawing("screening", dpi=150)
        if any(target.indices for target in self.targets):
            drawings["indices"] = Drawing("indices", dpi=150)
        return {f"{name}.{suffix}": drawing for name, drawing in drawings.items() for suffix in ("png", "svg")}
