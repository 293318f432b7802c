"""The compile cache: found again by its sources, safe for many processes, and no failure of it stops a run."""

from __future__ import annotations

import importlib.util
import itertools
import json
import multiprocessing
import os
import pickle
import subprocess
import sys
import warnings
from pathlib import Path

import numba
import pytest

from sim.engine.compiled import cache

try:
    import resource
except ImportError:  # Windows
    resource = None

REPOSITORY = Path(__file__).resolve().parents[2]
RULES = "from numba.extending import register_jitable\n\n\n@register_jitable\ndef grow(x):\n    return x + {step}\n"
KERNEL = "from numba import njit\nfrom {rules} import grow\n\n\n@njit\ndef run(x):\n    return grow(x) * 2.0\n"
WORKER = """
import json, sys, warnings
sys.path[:0] = [{repository!r}, {folder!r}]
warnings.simplefilter("error" if {strict} else "ignore")
import {kernel} as kernel
from pathlib import Path
from sim.engine.compiled import cache
where = cache.enable(kernel.run, [Path({folder!r})])
if {together}:
    sys.stdin.readline()
answer = cache.compiled(kernel.run, (1.0,))(1.0)
stats = kernel.run.stats
print(json.dumps([str(where), answer, sum(stats.cache_hits.values()), sum(stats.cache_misses.values())]))
"""
_names = itertools.count()


class Project:
    """A kernel and a rule of its own, in files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stem = f"planted{next(_names)}"
        folder.mkdir()
        self.write_rule(1)
        (folder / f"{self.stem}.py").write_text(KERNEL.format(rules=f"{self.stem}_rules"))

    def write_rule(self, step: int) -> None:
        """Give the rule another text."""
        (self.folder / f"{self.stem}_rules.py").write_text(RULES.format(step=f"{step}.0"))

    def start(self):
        """The kernel as a process that has just started has it: nothing compiled, nothing loaded."""
        for name in (f"{self.stem}_rules", self.stem):
            spec = importlib.util.spec_from_file_location(name, self.folder / f"{name}.py")
            sys.modules[name] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(sys.modules[name])
        return sys.modules[self.stem].run

    def run(self):
        """Start, enable the cache and run once: (folder, answer, hits, misses)."""
        kernel = self.start()
        folder = cache.enable(kernel, [self.folder])
        answer = cache.compiled(kernel, (1.0,))(1.0)
        return folder, answer, sum(kernel.stats.cache_hits.values()), sum(kernel.stats.cache_misses.values())

    def worker(self, *, strict: bool = True, together: bool = False) -> subprocess.Popen:
        """The same in a process of its own."""
        text = WORKER.format(
            repository=str(REPOSITORY), folder=str(self.folder), kernel=self.stem, strict=strict, together=together
        )
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen([sys.executable, "-c", text], **pipes)


def said(process: subprocess.Popen) -> tuple:
    """What a worker reports."""
    out, error = process.communicate("\n", timeout=120)
    assert process.returncode == 0, error
    return tuple(json.loads(out))


forked = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="no fork: so many interpreters start too slowly"
)


def together(project: Project, count: int, *, nobody: bool = False) -> list[tuple]:
    """What ``count`` workers report that run at the same moment, as the user nobody if wanted."""
    context = multiprocessing.get_context("fork")
    reports, gate = context.Queue(), context.Barrier(count)

    def report():
        if nobody:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        gate.wait(60)
        reports.put(project.run())

    workers = [context.Process(target=report) for _ in range(count)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 and later warn of forks beside threads
        for one in workers:
            one.start()
    found = [reports.get(timeout=60) for _ in workers]
    for one in workers:
        one.join()
    return found


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # an edit within one second must be seen
    yield (made := Project(tmp_path / "project"))
    for name in (made.stem, f"{made.stem}_rules"):
        sys.modules.pop(name, None)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Homes, temporary folders and notes of this test alone."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", cache.VARIABLE):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(cache.tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(cache, "_noted", set())
    return tmp_path / "home"


def test_the_second_start_loads_and_compiles_nothing(project, home):
    before = numba.config.CACHE_DIR
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        folder, answer, hits, misses = project.run()
        assert (answer, hits, misses) == (4.0, 0, 1)
        assert home in folder.parents
        assert project.run() == (folder, 4.0, 1, 0)
    assert before == numba.config.CACHE_DIR
    assert not list(project.folder.rglob("*.nbi")), "nothing is kept beside the sources"


def test_an_edited_rule_in_another_file_opens_a_new_folder(project):
    first, answer, *_ = project.run()
    project.write_rule(5)
    second, changed, hits, misses = project.run()
    assert (answer, changed, hits, misses) == (4.0, 12.0, 0, 1)
    assert first != second
    project.write_rule(1)
    assert project.run() == (first, 4.0, 1, 0)


def test_the_digest_depends_on_text_names_versions_and_settings(project, monkeypatch):
    digest = cache.digest([project.folder])
    assert digest == cache.digest([project.folder])
    renamed = project.folder / "renamed.py"
    os.rename(project.folder / f"{project.stem}.py", renamed)
    others = {cache.digest([project.folder]), cache.digest([renamed])}
    monkeypatch.setattr(numba, "__version__", "0.0")
    others.add(cache.digest([project.folder]))
    monkeypatch.setattr(numba.config, "BOUNDSCHECK", 1)
    others.add(cache.digest([project.folder]))
    assert len(others | {digest}) == 5
    with pytest.raises(OSError, match="missing"):
        cache.digest([project.folder / "missing.py"])


def test_the_rulebook_names_every_dialect_file_and_exists():
    from tests.dialect.checks.source import files

    sources = cache.rulebook()
    assert all(one.exists() for one in sources)
    assert all(any(one == path or one in path.parents for one in sources) for path in files())
    assert len(cache.digest(sources)) == 16


def test_the_chosen_folder_comes_first_and_one_that_fails_is_named_once(project, monkeypatch, tmp_path):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "chosen"))
    assert project.run()[0].parent == tmp_path / "chosen"
    blocked = tmp_path / "a file"
    blocked.touch()
    monkeypatch.setenv(cache.VARIABLE, str(blocked / "cache"))
    with pytest.warns(cache.CacheWarning, match="a file"):
        folder, answer, *_ = project.run()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert project.run() == (folder, answer, 1, 0)
    assert answer == 4.0
    assert tmp_path / "home" in folder.parents


def test_a_home_that_cannot_be_written_moves_the_cache_to_a_private_temporary_folder(project, home, tmp_path):
    home.touch()  # a file: nobody, not even root, can make a folder in it
    folder, answer, *_ = project.run()
    assert answer == 4.0
    assert folder.parent.parent == tmp_path / "temporary"
    assert folder.parent.stat().st_mode & 0o077 == 0
    assert project.run() == (folder, 4.0, 1, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_a_temporary_folder_that_others_can_write_to_is_not_trusted(project, home):
    home.touch()
    cache._private_temporary_folder().chmod(0o777)
    with pytest.warns(cache.CacheWarning, match="compiled at every start"):
        assert project.run()[:2] == (None, 4.0)


def test_with_no_place_at_all_the_model_runs_and_says_so_once(project, home, monkeypatch):
    home.touch()
    monkeypatch.setattr(cache.tempfile, "tempdir", str(home / "temporary"))
    with pytest.warns(cache.CacheWarning, match="compiled at every start"):
        assert project.run()[:2] == (None, 4.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert project.run()[:2] == (None, 4.0)


@forked
def test_a_user_without_rights_to_the_home_still_runs(project, home, tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "elsewhere"))
    project.run()  # what a user without rights to this interpreter could not import later
    monkeypatch.delenv(cache.VARIABLE)
    home.mkdir(mode=0o500)
    if os.geteuid() == 0:  # root may write everywhere, so the worker becomes nobody; pytest's folders are closed to it
        for folder in [one for one in (tmp_path, *tmp_path.parents) if not one.stat().st_mode & 0o001]:
            folder.chmod(folder.stat().st_mode | 0o011)
    (tmp_path / "temporary").chmod(0o777)
    ((folder, *rest),) = together(project, 1, nobody=os.geteuid() == 0)
    assert folder.parent.parent == tmp_path / "temporary"
    assert rest == [4.0, 0, 1]
    assert list(home.iterdir()) == []


@pytest.mark.skipif(resource is None, reason="no limit on file sizes")
def test_a_disk_that_fills_while_saving_costs_only_a_note(project, monkeypatch):
    monkeypatch.setattr(cache, "_PROBE", b"small")
    kernel = project.start()
    folder = cache.enable(kernel, [project.folder])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))  # each longer write fails as on a full disk
    try:
        with pytest.warns(cache.CacheWarning, match="could not be kept"):
            assert cache.compiled(kernel, (1.0,))(1.0) == 4.0
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not folder.exists(), "no half of a kernel stays behind"
    assert project.run() == (folder, 4.0, 0, 1)
    assert project.run() == (folder, 4.0, 1, 0)


@pytest.mark.skipif(resource is None, reason="no limit on file sizes")
def test_a_disk_that_is_already_full_is_found_by_writing(home, tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))
    try:
        assert not cache._writable(tmp_path / "full")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert cache._writable(tmp_path / "full")


@pytest.mark.parametrize("ending", ["nbi", "nbc"])
@pytest.mark.parametrize("damage", ["truncated", "empty", "noise", "another object", "a folder"])
def test_a_damaged_file_is_deleted_and_made_again(project, ending, damage):
    folder, *_ = project.run()
    (path,) = folder.rglob(f"*.{ending}")
    whole = path.read_bytes()
    if damage == "a folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(
            {
                "truncated": whole[: len(whole) // 2],
                "empty": b"",
                "noise": bytes(range(256)) * 8,
                "another object": pickle.dumps(numba.__version__) + pickle.dumps(("stamp", 7)),
            }[damage]
        )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again, answer, hits, misses = project.run()
        assert (again, answer, hits, misses) == (folder, 4.0, 0, 1)
        assert project.run() == (folder, 4.0, 1, 0)


def test_a_folder_deleted_by_another_process_while_compiling_is_made_again(project):
    kernel = project.start()
    folder = cache.enable(kernel, [project.folder])
    cache._delete(folder)
    assert cache.compiled(kernel, (1.0,))(1.0) == 4.0
    assert project.run() == (folder, 4.0, 1, 0)


def test_old_digests_are_forgotten_and_other_folders_left_alone(project):
    folder, *_ = project.run()
    for i in range(cache._KEPT_FOLDERS + 3):
        old = folder.parent / f"{i:016x}"
        old.mkdir()
        os.utime(old, (i, i))
    (folder.parent / "mine").mkdir()
    project.run()
    left = {one.name for one in folder.parent.iterdir() if one.is_dir()}
    assert left == {folder.name, "mine", *(f"{i:016x}" for i in range(3, cache._KEPT_FOLDERS + 3))}


def test_a_worker_loads_what_the_parent_compiled(project):
    folder, *_ = project.run()
    assert said(project.worker()) == (str(folder), 4.0, 1, 0)


@forked
@pytest.mark.parametrize("warm", [True, False], ids=["after the parent", "before anyone"])
def test_of_sixteen_workers_at_most_one_compiles(project, warm):
    if warm:
        project.run()
    compiling = [] if warm else [(4.0, 0, 1)]
    found = sorted(report[1:] for report in together(project, 16))
    assert found == compiling + [(4.0, 1, 0)] * (16 - len(compiling))


def test_of_workers_that_start_together_one_compiles(project):
    workers = [project.worker(together=True) for _ in range(2)]
    for one in workers:
        one.stdin.write("go\n")
        one.stdin.flush()
    reports = [said(one) for one in workers]
    assert sorted(report[1:] for report in reports) == [(4.0, 0, 1), (4.0, 1, 0)]


def test_without_compilation_nothing_is_kept(project):
    assert cache.enable(lambda x: x, [project.folder]) is None
    assert cache.compiled(abs, (1.0,)) is abs
