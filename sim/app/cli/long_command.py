"""A long command: runs the model with progress, writes a results folder, and can be resumed after Ctrl-C.

The folder is checked before the run, and removed again when the input proves invalid.
"""

import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from sim.app.cli.command import Command
from sim.app.cli.faults import input_sentence
from sim.app.cli.option_types import loaded
from sim.app.cli.progress import Report, progress
from sim.app.cli.request import Request
from sim.app.cli.streams import FAILED_RUNS, INTERNAL, INTERRUPTED, SUCCESS, console, note
from sim.errors import InputError, LibraryText, Text

Failed = Callable[[Any], tuple[int, int]]


@contextmanager
def prepared(folder: Path, file: str | None = None, key: str | None = "--out") -> Iterator[Path]:
    """``folder``, made and writable. Folders made here are removed again while empty where the work fails.

    Raises InputError when it cannot be made or written, which names the ``file`` and ``key`` that say so.
    """
    created = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as fault:
            raise InputError(Text("cannot be written: {reason}", reason=LibraryText(fault.strerror)), file=file,
                             key=key, value=str(folder)) from None  # fmt: skip
        yield folder
    except Exception:
        for path in created:
            with suppress(OSError):
                path.rmdir()
        raise


class LongCommand(Command):
    """A command that calls the library's function ``call`` ("module:function") and answers with its result.

    ``folder``: how the folder for the results is named after what was asked, a first word and names of parameters;
    ``picture``: the file that the last note points to. ``interrupted``, ``saved``, ``failed``: keys of wording;
    ``failures``: failed runs of a result, and all its runs.
    """

    step = "progress.step"

    def __init__(
        self,
        name: str,
        *,
        options: Sequence[click.Parameter],
        folder: tuple[str, ...],
        picture: str | None = None,
        interrupted: str = "compare.interrupted",
        saved: str = "forecast.saved",
        failed: str = "forecast.failed",
        failures: Failed = lambda result: (result.runs_failed, result.runs),
    ) -> None:
        super().__init__(name, options)
        self._folder, self._picture = folder, picture
        self._interrupted, self._saved, self._failed, self._failures = interrupted, saved, failed, failures

    @property
    def call(self) -> str:
        """The library's function, "module:function"."""
        return f"sim.analyses.{self.name}.run:{self.name}"

    def complete(self, request: Request) -> None:
        """Name the results folder where none was given."""
        if request.values["out"] is None:
            request.values["out"] = str(Path("results") / self.folder_name(request))

    def folder_name(self, request: Request) -> str:
        """The name of the results folder, made from the arguments."""
        first, *names = self._folder
        return named_parts(first, names, request.values)

    def saved_by(self, request: Request) -> str:
        """The command that the result's type names: what else is in the folder is refused."""
        return str(self.name)

    def work(self, request: Request) -> int:
        """Run, answer, and return the exit code. Raises InputError for what cannot be used, before any run."""
        from sim.results.folder import refuse_another_kind

        self.complete(request)
        self.check(request)
        refuse_another_kind(request.folder, self.saved_by(request))
        try:
            with prepared(request.folder, *request.written_at("out")):
                result = self.computed(request)
        except KeyboardInterrupt as stop:
            return self.stopped(request, stop)
        except InputError as fault:
            # the disk refused when all was computed: the answer is worth more than its file
            unsaved = getattr(fault, "result", None)
            if unsaved is None:
                raise
            self.answer(request, unsaved)
            note(request.say("error.input", sentence=input_sentence(fault, request.session)))
            return INTERNAL
        self.answer(request, result)
        return self.finish(request, result)

    def check(self, request: Request) -> None:
        """Checks that the library does not make. Raises InputError."""

    def computed(self, request: Request) -> Any:
        """The library's result, with progress on standard error and its warnings as notes."""
        with (
            request.as_written(),
            warnings.catch_warnings(),
            progress(request.session, quiet=request.quiet, step=self.step) as report,
        ):
            warnings.showwarning = lambda message, *_: note(str(message))
            return loaded(self.call)(*request.positional(), **request.named(), **self.extra(request, report))

    def extra(self, request: Request, report: Report) -> dict[str, Any]:
        """Arguments of the library's function that are no options."""
        return {"progress": report, "lang": request.session.lang}

    def stopped(self, request: Request, stop: KeyboardInterrupt) -> int:
        """Print what is saved and the command that resumes it, and nothing more; the exit code after Ctrl-C."""
        note(request.say(self._interrupted, folder=request.folder))
        return self.resumed(request)

    def resumed(self, request: Request, code: int = INTERRUPTED) -> int:
        """Print the command that resumes the work; the exit code."""
        note(request.say("forecast.resume", command=request.command_line()))
        return code

    def answer(self, request: Request, result: Any) -> None:
        """Print the result in the wanted format: a JSON object, CSV, or tables."""
        if request.values.get("json"):
            print(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
        elif not request.values.get("csv"):
            self.show(request, result)
        else:
            print(result.csv_text(result.table(request.session.lang)), end="")

    def show(self, request: Request, result: Any) -> None:
        """Print the tables and sentences of ``result``, in the words of the session."""
        from sim.app.cli.table import show

        show(loaded(f"sim.analyses.{self.name}.views:screen")(result, request.session.lang), console())

    def finish(self, request: Request, result: Any) -> int:
        """Print where the results are and how many runs failed; the exit code."""
        if not request.quiet:
            self.tell(request, result)
        return self.count_failures(request, result)

    def count_failures(self, request: Request, result: Any) -> int:
        """Print how many runs failed, if any did; the exit code."""
        failed, runs = self._failures(result)
        if failed:
            note(request.say(self._failed, failed=failed, runs=runs))
        return FAILED_RUNS if failed else SUCCESS

    def tell(self, request: Request, result: Any) -> None:
        """Print the paths of the results and of the picture."""
        note(request.say(self._saved, folder=request.folder))
        picture = self.picture(request)
        if picture is not None:
            note(request.say("forecast.chart", path=request.folder / picture))

    def picture(self, request: Request) -> str | None:
        """The file that the last note points to."""
        return self._picture


def named_parts(first: str, names: Iterable[str], values: Mapping[str, Any]) -> str:
    """The name of a results folder: ``first``, and the ``values`` of ``names`` that say something."""
    parts = (_part(name, values[name]) for name in names)
    return "-".join([first, *(part for part in parts if part)])


def _part(name: str, value: Any) -> str:
    """A value as part of a folder's name: of a path its stem; moved money and a flag as one word; months with their
    word."""
    if name == "move":
        return "moved" if value else ""
    if isinstance(value, bool):
        return name if value else ""
    if name == "months" and value is not None:
        return f"{value}-months"
    if isinstance(value, tuple):
        return "-".join(Path(str(entry)).stem for entry in value)
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else Path(str(value)).stem
