"""Where the shipped data files are: inside an installed wheel, or beside the package in the repository."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def data_path(relative: str) -> Path:
    """Path of a shipped file or folder such as ``scenarios/reference.toml``.

    In a wheel the data lie under ``sim/_data``; in a checkout or an editable installation beside ``sim``.
    """
    packed = PACKAGE / "_data" / relative
    return packed if packed.exists() else PACKAGE.parent / relative
