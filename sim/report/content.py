"""The parts of a report before it has a format: title, paragraphs, tables, pictures by kind."""

from dataclasses import dataclass

from sim.results.table import Line, Table


@dataclass(frozen=True)
class ReportPicture:
    """A picture of the result: ``kind`` of ``sim.charts.kinds``, under its own title where ``title`` is empty."""

    kind: str
    title: str = ""


Part = Line | Table | ReportPicture


@dataclass(frozen=True)
class Report:
    """``limit``: the sentence that says what the numbers are not; ``command`` repeats the result."""

    title: str
    limit: str
    command: str
    parts: tuple[Part, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in their order."""
        return tuple(part for part in self.parts if isinstance(part, Table))
