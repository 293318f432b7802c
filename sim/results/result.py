"""The base of every result: its tables, its JSON object, its pictures and the folder that holds them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from sim.display import Displayed, html_table
from sim.errors import InputError, Text
from sim.language import language
from sim.results.files import json_bytes, write_together
from sim.results.frame import DataFrame
from sim.results.manifest import MANIFEST, check_kept, manifest_bytes
from sim.results.origin import Origin
from sim.results.record import RESULT, record_bytes, reopened

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Document of a folder -> the class of result that writes it; a class is entered when its module is imported.
CLASSES: dict[str, type[Result]] = {}


@dataclass(frozen=True)
class Drawing:
    """A picture that a result is saved with: its kind and options (see ``sim.charts.kinds``), and dots per inch (those
    of print where None)."""

    kind: str
    options: Mapping[str, Any] = field(default_factory=dict)
    dpi: int | None = None


class NothingSavedError(InputError):
    """The folder holds tables and pictures, but no record that they could be drawn from again."""


class Result(Displayed):
    """A frozen record of what an analysis found, which is printed, drawn, saved as a folder and opened from it.

    A subclass names the file of its folder that holds its JSON object, and the command that writes such folders; it
    gives ``to_json``, ``table`` and ``origin``, and what its folder holds: ``tables``, ``attachments``, ``drawings``.
    """

    DOCUMENT: ClassVar[str]
    COMMAND: ClassVar[str]
    HEAD: ClassVar[tuple[str, ...]] = ()  # columns of the main table that a notebook shows
    DIGITS: ClassVar[int | None] = None  # significant, of the numbers of a CSV file; all where None

    def __init_subclass__(cls, *, document: str = "", command: str = "", **others: Any) -> None:
        super().__init_subclass__(**others)
        if document:
            cls.DOCUMENT, cls.COMMAND = document, command
            CLASSES[document] = cls

    def to_json(self) -> dict[str, Any]:
        """The JSON object that ``--json`` prints."""
        raise NotImplementedError

    def table(self, lang: str = "en") -> DataFrame:
        """The main table, tidy; names are in ``lang``. Raises InputError for another language."""
        raise NotImplementedError

    def origin(self, lang: str) -> Origin:
        """What the result rests on: stands below its pictures, in ``lang``, and in their metadata."""
        raise NotImplementedError

    def tables(self, lang: str) -> Mapping[str, DataFrame]:
        """File name -> tidy table, of the folder."""
        return {}

    def attachments(self, lang: str, charts: bool) -> Mapping[str, bytes]:
        """File name -> content, of what else the folder holds; ``charts``: whether pictures stand beside it."""
        return {}

    def drawings(self) -> Mapping[str, Drawing]:
        """File name -> picture, of the folder."""
        return {}

    def bare(self) -> Self:
        """What is saved to be drawn again: without the numbers that no picture shows."""
        return self

    @classmethod
    def opened(cls, folder: Path) -> Result:
        """The result saved in ``folder``, every number as it was, after a check of every file against its digest.

        Raises NothingSavedError where only tables and pictures were, InputError for a damaged folder. Warns
        (UncheckedWarning) about a folder from before digests were kept.
        """
        cls._require_record(folder)
        return reopened(folder, cls)

    @classmethod
    def _require_record(cls, folder: Path) -> None:
        if not (folder / RESULT).is_file() and not (folder / MANIFEST).is_file():
            raise NothingSavedError(Text("keeps no result to draw: xiandao {command}", command=cls.COMMAND),
                                    file=folder)  # fmt: skip
        check_kept(folder, {RESULT, cls.DOCUMENT})

    def plot(
        self, path: str | Path | None = None, lang: str | None = None, kind: str | None = None, **options: Any
    ) -> Figure:
        """The picture ``kind``, the main one where None, written to ``path`` (.png, .svg or .pdf) where one is given.

        The kinds of each result and their ``options``: ``sim.charts.kinds.RESULTS``. Raises InputError for a kind or an
        option that it does not have.
        """
        figure: Figure = import_module("sim.charts.kinds").draw(self, path, lang, kind, **options)
        return figure

    def save(self, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
        """Write the folder (made when missing; other files in it stay) and return its path.

        All files are first written beside it and then renamed, so that a full disk leaves what was there. ``charts``:
        with the pictures, whose words, like those of the tables, are in ``lang``. Raises InputError where the folder
        holds a result of another command, StorageError, whose ``result`` is this one.
        """
        import_module("sim.results.folder").refuse_another_kind(folder, self.COMMAND)
        write_together(Path(folder), self.files(language(lang), charts), self)
        return Path(folder)

    def files(self, lang: str, charts: bool) -> dict[str, bytes]:
        """File name -> content of the folder, in the order of writing: the last one makes it whole.

        manifest.json holds the digest of every other file but the pictures, which are drawn from the rest.
        """
        shown = self.bare()
        contents = {
            **getattr(self, "copies", {}),  # what the repeating command reads
            **self.attachments(lang, charts),
            **{name: self.csv_text(table).encode("utf-8-sig") for name, table in self.tables(lang).items()},
            RESULT: record_bytes(shown),
            self.DOCUMENT: json_bytes(self.to_json()),
        }
        pictures = shown.pictures(lang) if charts else {}
        return {**contents, **pictures, MANIFEST: manifest_bytes(contents)}

    def pictures(self, lang: str) -> dict[str, bytes]:
        """File name -> content of every picture of the folder."""
        contents = {}
        for name, drawing in self.drawings().items():
            figure = self.plot(lang=lang, kind=drawing.kind, **drawing.options)
            buffer = io.BytesIO()
            figure.savefig(buffer, format=name.rpartition(".")[2], dpi=drawing.dpi)
            contents[name] = buffer.getvalue()
        return contents

    def _repr_html_(self) -> str:
        facts = super()._repr_html_()
        if not self.HEAD:
            return facts
        return facts + html_table("", self.HEAD, self.table(language())[list(self.HEAD)].itertuples(index=False))

    @classmethod
    def csv_text(cls, table: DataFrame) -> str:
        """A table as CSV; empty cells where there is no number."""
        precision = None if cls.DIGITS is None else f"%.{cls.DIGITS}g"
        text: str = table.to_csv(index=False, lineterminator="\n", float_format=precision)
        return text
