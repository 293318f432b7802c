"""Refusals for damaged or missing files of a sweep, each with the command that repairs the folder."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from sim.analyses.sweep.digests import RECORD, unit_name
from sim.errors import InputError, Text

ANY_SWEEP = "SWEEP"  # in a command where the sweep file is not known
_MOST_NAMES = 5


def sweep_command(folder: Path, option: str, source: str = ANY_SWEEP) -> str:
    """The command line that runs the sweep of ``folder`` under ``option``: --repair runs damaged units again."""
    return shlex.join(["xiandao", "sweep", source, "--out", str(folder), option])


def damaged_file(path: Path, command: str) -> InputError:
    """One file is missing or does not match its digest."""
    if not path.exists():
        return InputError(Text("missing; to mend it: {command}", command=command), file=path)
    return InputError(Text("damaged, not the file that SHA256SUMS records; to mend it: {command}", command=command),
                      file=path)  # fmt: skip


def damaged_units(folder: Path, units: Sequence[int], command: str) -> InputError:
    """Some units do not match their digests."""
    if len(units) == 1:
        return damaged_file(folder / unit_name(units[0]), command)
    names = ", ".join(unit_name(unit) for unit in units[:_MOST_NAMES])
    problem = Text("damaged, {units:d} units are not the files that SHA256SUMS records; to mend them: {command}",
                   units=len(units), command=command)  # fmt: skip
    return InputError(problem, file=folder, value=names + ", ..." * (len(units) > _MOST_NAMES))


def other_digest(path: Path, command: str) -> InputError:
    """The units' digests are not those that the sweep was finished with."""
    return InputError(Text("damaged, not the digest of the units; to run them again: {command}", command=command),
                      file=path)  # fmt: skip


def no_record(folder: Path, command: str) -> InputError:
    """Units stand in the folder without a record of digests."""
    return InputError(Text("missing, so that nothing says whether the units are whole; to run them again: {command}",
                           command=command), file=folder / RECORD)  # fmt: skip


def faulty_record(folder: Path, line: int, command: str) -> InputError:
    """A line of the record is no digest and name."""
    return InputError(Text("damaged, not a digest and a name; to mend it: {command}", command=command),
                      file=folder / RECORD, key=Text("line {line}", line=line))  # fmt: skip


def not_restorable(path: Path) -> InputError:
    """A damaged file that the sweep file in hand does not give: it may be that of another sweep."""
    return InputError("damaged, and not the file that this sweep writes", file=path,
                      allowed=Text("another --out, or --new to set the old results aside"))  # fmt: skip
