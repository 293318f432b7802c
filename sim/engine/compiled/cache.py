"""Compiled code kept on disk, in a folder named by everything that it depends on.

Numba notices an edit of the kernel's own file, but not of a rule in another one; so the folder's name is a digest of
all the sources, the versions and the processor, and an edited rule opens a new folder. Whatever goes wrong with the
folder (read-only home, full disk, truncated file) costs a compilation and never an error: the folder is deleted, the
kernel is compiled, and one ``CacheWarning`` says so if the next start will have to compile again.
"""

import contextlib
import hashlib
import os
import platform
import re
import shutil
import stat
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from sim.shipped import PACKAGE

VARIABLE = "XIANDAO_CACHE"
_KEPT_FOLDERS = 8  # digests of other versions of the rules that are left beside the current one
_PROBE = bytes(2**16)
#: settings of numba that change the compiled code and that its own index does not record
_SETTINGS = ("OPT", "BOUNDSCHECK", "DEBUGINFO_DEFAULT", "LOOP_VECTORIZE", "SLP_VECTORIZE", "DISABLE_INTEL_SVML")
_noted: set[str] = set()
_locked: set[Path] = set()


class CacheWarning(UserWarning):
    """The compiled model could not be kept where it was meant to be; the run goes on."""


def rulebook() -> tuple[Path, ...]:
    """The sources on which the compiled model depends: the rules with their tables and draws, and the kernel."""
    return PACKAGE / "model", PACKAGE / "engine" / "compiled" / "kernel.py"


def enable(dispatcher: Any, sources: Iterable[Path]) -> Path | None:
    """Keep what ``dispatcher`` (a numba function) compiles; the folder it is kept in, or None for nowhere.

    Places tried, by writing: ``$XIANDAO_CACHE``, the user's cache folder, a private folder under the temporary one.
    ``sources``: files and folders of Python text that the compiled code depends on (OSError if one is missing).
    """
    if not hasattr(dispatcher, "enable_caching"):  # NUMBA_DISABLE_JIT
        return None
    name = digest(sources)
    for root in _roots():
        folder = root / name
        if _writable(folder) and _keep_in(dispatcher, folder):
            _forget_old(root, folder)
            return folder
        if VARIABLE in os.environ and root == Path(os.environ[VARIABLE]):
            _note(f"{VARIABLE}={root} cannot be written; another place is used")
    _note(
        f"no folder to keep the compiled model in: it is compiled at every start (set {VARIABLE} to a writable folder)"
    )
    return None


def compiled(dispatcher: Any, args: tuple[Any, ...]) -> Any:
    """Load or compile ``dispatcher`` for arguments like ``args`` and return it.

    Of many processes that start together one compiles; the others wait for it and load.
    """
    import numba
    from numba.core.compiler_lock import global_compiler_lock

    if not hasattr(dispatcher, "compile"):
        return dispatcher
    signature = tuple(numba.typeof(argument) for argument in args)
    folder = getattr(getattr(dispatcher, "_cache", None), "folder", None)
    # numba's lock first, as numba itself does when it saves: the other order could block two threads for ever
    with global_compiler_lock, _alone(folder):
        dispatcher.compile(signature)
    return dispatcher


def digest(sources: Iterable[Path]) -> str:
    """16 hexadecimal digits of the sources (name and bytes), the versions, the processor and numba's settings."""
    import llvmlite
    import numba
    import numpy as np
    from numba.core.registry import cpu_target

    code = hashlib.sha256()
    settings = [getattr(numba.config, name, None) for name in _SETTINGS]
    versions = (numba.__version__, np.__version__, llvmlite.__version__, sys.version, platform.machine())
    code.update(repr((versions, settings, cpu_target.target_context.codegen().magic_tuple())).encode())
    for source in sorted(map(Path, sources)):
        for path in sorted(source.rglob("*.py")) if source.is_dir() else [source]:
            text = path.read_bytes()
            code.update(f"\0{path.relative_to(source.parent).as_posix()}\0{len(text)}\0".encode())
            code.update(text)
    return code.hexdigest()[:16]


class _Surviving:
    """Numba's cache of one function, whose failures cost a compilation and nothing else."""

    def __init__(self, stock: Any, folder: Path) -> None:
        self._stock = stock
        self.folder = folder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stock, name)

    def load_overload(self, signature: Any, target: Any) -> Any:
        """The compiled function, or None: then numba compiles."""
        try:
            return self._stock.load_overload(signature, target)
        except Exception:  # a damaged pickle may raise anything at all
            _delete(self.folder)
            return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep the compiled function if that is possible."""
        try:
            with _alone(self.folder):
                try:
                    self._stock.save_overload(signature, compiled)
                except Exception:  # another process deleted the folder, or the index, which is read first, is damaged
                    _delete(self.folder)
                    self._stock.save_overload(signature, compiled)
        except Exception as error:
            _delete(self.folder)
            _note(f"the compiled model could not be kept in {self.folder} ({error}): the next start compiles again")


def _keep_in(dispatcher: Any, folder: Path) -> bool:
    """Point the cache of ``dispatcher`` at ``folder``; whether numba took it."""
    import numba
    from numba.core.compiler_lock import global_compiler_lock

    config: Any = numba.config
    with global_compiler_lock:
        cache, before = dispatcher._cache, config.CACHE_DIR
        config.CACHE_DIR = str(folder)
        try:
            dispatcher.enable_caching()
        except (OSError, RuntimeError):
            return False
        finally:
            config.CACHE_DIR = before
        if folder not in Path(dispatcher._cache.cache_path).parents:
            dispatcher._cache = cache  # numba fell back to a place of its own, without a digest
            return False
        dispatcher._cache = _Surviving(dispatcher._cache, folder)
        return True


def _roots() -> Iterator[Path]:
    chosen = os.environ.get(VARIABLE)
    if chosen:
        yield Path(chosen)
    with contextlib.suppress(RuntimeError):  # no home
        yield _platform_folder()
    with contextlib.suppress(OSError):
        yield _private_temporary_folder()


def _platform_folder() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "xiandao" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "xiandao"
    chosen = os.environ.get("XDG_CACHE_HOME")
    return (Path(chosen) if chosen else Path.home() / ".cache") / "xiandao"


def _private_temporary_folder() -> Path:
    """A folder that nobody else can write to: loading what another user put there would run it (OSError)."""
    user = os.geteuid() if hasattr(os, "geteuid") else None
    folder = Path(tempfile.gettempdir()) / ("xiandao" if user is None else f"xiandao-{user}")
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if user is not None and (not stat.S_ISDIR(state.st_mode) or state.st_uid != user or state.st_mode & 0o022):
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(_PROBE)
    except OSError:
        return False
    return True


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _forget_old(root: Path, current: Path) -> None:
    """Delete the folders of digests not used for longest."""
    with contextlib.suppress(OSError):
        os.utime(current)
        others = [path for path in root.iterdir() if re.fullmatch(r"[0-9a-f]{16}", path.name) and path != current]
        others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for old in others[_KEPT_FOLDERS:]:
            _delete(old)
            old.with_suffix(".lock").unlink(missing_ok=True)


def _note(message: str) -> None:
    if message not in _noted:
        _noted.add(message)
        warnings.warn(message, CacheWarning, stacklevel=3)


@contextlib.contextmanager
def _alone(folder: Path | None) -> Iterator[None]:
    """No other process of this machine compiles into ``folder`` meanwhile; the caller holds numba's compiler lock."""
    if folder is None or folder in _locked:
        yield
        return
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # a file system without locks: each process compiles for itself
            _lock(stack.enter_context(folder.with_suffix(".lock").open("ab")))
        _locked.add(folder)
        stack.callback(_locked.discard, folder)
        yield


def _lock(handle: IO[bytes]) -> None:
    """Wait for the file and lock it until it is closed."""
    if sys.platform == "win32":
        import msvcrt

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
