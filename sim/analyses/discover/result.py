"""The result of a discovery: its findings with their sentences, tables, JSON object, pictures and folder."""

from dataclasses import dataclass
from typing import Any

from sim.analyses.discover.findings import DiscoveryFindings
from sim.analyses.discover.frames import KINDS, document
from sim.analyses.discover.views import sentences
from sim.language import language
from sim.results.frame import DataFrame, table_of_kind
from sim.results.origin import Origin, program
from sim.results.result import Drawing, Result


@dataclass(frozen=True)
class Discovery(DiscoveryFindings, Result, document="discovery.json", command="discover"):
    """The findings as a result: printed, drawn, saved as a folder and opened from it."""

    HEAD = ("target", "box", "factor", "sense", "value", "percentile")
    DIGITS = 6

    def words(self, lang: str | None = None) -> str:
        """The finding of every target and each of its boxes in sentences."""
        chosen = language(lang)
        return "\n".join(line for target in self.targets for line in sentences(self, target, chosen))

    def table(self, kind: str = "conditions") -> DataFrame:
        """The tidy table ``kind``, the main one for a language: names and numbers are the same in all.

        Kinds: see ``sim.analyses.discover.frames.KINDS``. Raises InputError for another one.
        """
        return table_of_kind(self, KINDS, kind, "conditions")

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao discover --json`` (see ``sim.analyses.discover.frames``)."""
        return document(self)

    def origin(self, lang: str) -> Origin:
        """Without an error: boxes are held against fresh draws instead."""
        return Origin(self.command, self.scenario, program(self.provenance), self.fitted, self.runs, self.seed)

    def attachments(self, lang: str, charts: bool) -> dict[str, bytes]:
        """The sentences."""
        return {"boxes.txt": f"{self.words(lang)}\n".encode()}

    def tables(self, lang: str) -> dict[str, DataFrame]:
        """Of every kind."""
        return {f"{kind}.csv": self.table(kind) for kind in KINDS}

    def drawings(self) -> dict[str, Drawing]:
        """One picture a target that has a box, as PNG and SVG."""
        return {
            f"boxes-{id}.{suffix}": Drawing("boxes", {"target": id}, 150)
            for id in self.with_boxes
            for suffix in ("png", "svg")
        }
