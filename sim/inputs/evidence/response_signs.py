"""Signs that published studies give for what agents do with money, action by action: which way, from which month on.

They were written down before the first response table was run, and are read here, never made.
"""

from dataclasses import dataclass
from pathlib import Path

from sim.display import Displayed
from sim.errors import InputError, check_name
from sim.inputs.evidence.csv_file import number, parts, read_csv
from sim.model.tables.behaviours import BEHAVIOURS
from sim.shipped import data_path

FILE = "calibration/response_signs.csv"
COLUMNS = ("id", "action", "behaviour", "months", "sign", "nil", "evidence", "reason")
SIGNS = {"+": 1, "0": 0, "-": -1}


@dataclass(frozen=True)
class ResponseSign(Displayed):
    """One row: money of ``action`` moves ``behaviour`` by the end of each of ``months`` of the plan in the direction
    ``sign``: 1 up, -1 down, 0 not at all.

    ``nil``: of sign 0, the largest change per 100 million CNY that the evidence takes for none, either way; else None.
    ``evidence``: rows of the evidence.
    """

    id: str
    action: str
    behaviour: str
    months: tuple[int, ...]
    sign: int
    nil: float | None
    evidence: tuple[str, ...]
    reason: str


def load_response_signs(path: str | Path | None = None) -> tuple[ResponseSign, ...]:
    """The signs in the order of their file, the shipped one where ``path`` is None. Raises InputError."""
    file = data_path(FILE) if path is None else Path(path)
    signs = tuple(_sign(row, file) for row in read_csv(file, COLUMNS))
    known: set[tuple[str, str, int]] = set()
    for sign in signs:
        for month in sign.months:
            key = (sign.action, sign.behaviour, month)
            if key in known:
                raise InputError("two rows say a sign for the same action, behaviour and month", file=file, key=sign.id)
            known.add(key)
    return signs


def _sign(row: dict[str, str], file: Path) -> ResponseSign:
    check_name("unknown behaviour", row["behaviour"], BEHAVIOURS, file=file, key=f"{row['id']} behaviour")
    check_name("not one of the allowed words", row["sign"], SIGNS, file=file, key=f"{row['id']} sign")
    months = tuple(int(number(part, file=file, key=f"{row['id']} months")) for part in parts(row["months"]))
    nil = number(row["nil"], file=file, key=f"{row['id']} nil") if row["nil"] else None
    if (row["sign"] == "0") != (nil is not None and nil > 0.0):
        raise InputError("a sign of 0, and no other, needs the largest change that counts as none", file=file,
                         key=row["id"])  # fmt: skip
    if not (months and row["evidence"] and row["reason"]):
        raise InputError("a sign needs months, evidence and a reason", file=file, key=row["id"])
    return ResponseSign(row["id"], row["action"], row["behaviour"], months, SIGNS[row["sign"]], nil,
                        parts(row["evidence"]), row["reason"])  # fmt: skip


def sign_at(signs: tuple[ResponseSign, ...], action: str, behaviour: str, month: int) -> ResponseSign | None:
    """The row about a behaviour by a month of the plan; None where none is."""
    wanted = (action, behaviour)
    return next((one for one in signs if (one.action, one.behaviour) == wanted and month in one.months), None)
