"""Files and columns of a vintage's folder, and the folder's name, which holds a digest of the content."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date

from sim.study.scores import HUB_LEVELS

SCHEMA_VERSION = "1"
FOLDER = "results/reference/vintages"
DOCUMENT, QUANTILES, TARGETS, README = "vintage.json", "quantiles.csv", "targets.csv", "README.md"
FILES = (README, QUANTILES, TARGETS, DOCUMENT)

LEVEL_COLUMNS = tuple(f"{level:g}" for level in HUB_LEVELS)
QUANTILE_COLUMNS = ("metric", "date", "unit", "mean", *LEVEL_COLUMNS)
TARGET_FIGURES = ("number", "threshold", "probability", "mc_error", "low", "high", "model_probability", "outside_view")
TARGET_COLUMNS = ("target", "class", "reading", "chosen", "metric", *TARGET_FIGURES)
MAY_BE_EMPTY = ("mc_error", "low", "high", "outside_view")
#: The metric of the living firms of one field is this and the field's id.
FIELD_FIRMS = "field_firms:"

_LETTERS = 8
_NAME = re.compile(rf"\d{{4}}-\d{{2}}-.+-([0-9a-f]{{{_LETTERS}}})")


def digest(files: Mapping[str, bytes]) -> str:
    """Digest of the content of a vintage by file name. Line ends count as LF: git may change them on its way."""
    total = hashlib.sha256()
    for name in sorted(files):
        content = files[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def folder_name(day: date, scenario: str, content_digest: str) -> str:
    """``2026-11-reference-1a2b3c4d``: month, scenario, and the beginning of the content's digest."""
    return f"{day:%Y-%m}-{scenario}-{content_digest[:_LETTERS]}"


def promised_digest(name: str) -> str | None:
    """The beginning of the digest that a folder's name states, None where it is not the name of a vintage."""
    match = _NAME.fullmatch(name)
    return None if match is None else match.group(1)
