"""Finished chunks of runs on disk, from which an interrupted analysis resumes."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from sim.errors import InputError
from sim.results.files import arrays_of, npz, sha256, write_whole

FOLDER = ".unfinished"


class Chunks:
    """A store of arrays by key. Keys are digests of all inputs of a chunk, so a found chunk is the right one.

    A damaged chunk counts as missing: its own digest stands in front of it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder) / FOLDER

    def put(self, key: str, arrays: Mapping[str, np.ndarray]) -> None:
        """Keep ``arrays``, whole or not at all. Raises StorageError."""
        content = npz(arrays)
        write_whole(self._path(key), sha256(content).encode() + content)

    def get(self, key: str) -> dict[str, np.ndarray] | None:
        """The arrays put under ``key``, None when missing or damaged."""
        path = self._path(key)
        try:
            content = path.read_bytes()
            if sha256(content[64:]).encode() != content[:64]:
                return None
            return arrays_of(content[64:], path)
        except (OSError, InputError):
            return None

    def clear(self) -> None:
        """Forget everything: the forecast is finished and saved."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.npz"
