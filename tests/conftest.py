"""What all rooms share: a fixed environment and repeatable property tests."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Pictures are drawn without a display; must stand before matplotlib is imported anywhere.
os.environ.setdefault("MPLBACKEND", "Agg")
# Matrices here are small: of several threads for each of several test processes most only wait, and burn a core each.
# Must stand before NumPy is imported anywhere, and a result imports it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from sim.charts import style
from sim.results.result import Result

# Half a million objects stand from the start, thousands of tests and their libraries: the stock collector walks over
# them again and again. Now it walks less often, and not at all over what stands when the first test begins.
gc.set_threshold(50_000, 20, 20)

# A shell starts what runs in the background deaf to Ctrl-C, and the programs that tests start would be so too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Simulations are slow and uneven, so no deadline; on CI the same examples every time.
settings.register_profile("xiandao", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("xiandao")


_WITHOUT_A_CITY = ("page", "dialect", "plan", "policy", "language", "viz", "vintage")


def _room(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).parts[0]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A second worker starts in the middle: there stand rooms without a compiled city, which the first compiles."""
    others = [item for item in items if _room(item) not in _WITHOUT_A_CITY]
    light = [item for room in _WITHOUT_A_CITY for item in items if _room(item) == room]
    cut = min(len(items) // 2, len(others))
    while 0 < cut < len(others) and _room(others[cut - 1]) == _room(others[cut]):
        cut -= 1
    items[:] = others[:cut] + light + others[cut:]


def pytest_collection_finish() -> None:
    """What stands now stands until the end."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _nothing_left_in_the_tree() -> Iterator[None]:
    """Tests write to folders of their own; what one of them leaves beside the sources would be taken for a source."""
    root = Path(__file__).parent.parent
    before = {path.name for path in root.iterdir()}
    yield
    left = {path.name for path in root.iterdir() if not path.name.startswith(".")} - before
    assert left == set(), "left at the top of the project by a test"


_DRAW = Result.pictures


@pytest.fixture(autouse=True)
def blank_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """A saved result has all its files, of which the pictures are blank: to draw them takes most of the time of saving.

    Pictures are looked at in ``charts``, whose fixture of this name leaves them as they are.
    """
    monkeypatch.setattr(Result, "pictures", lambda self, lang: dict.fromkeys(self.drawings(), b"not drawn"))


@pytest.fixture
def drawn_pictures(blank_pictures: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are drawn after all."""
    monkeypatch.setattr(Result, "pictures", _DRAW)


@pytest.fixture(autouse=True)
def coarse_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn has 40 dots an inch: at the 300 of print it takes a second to save it.

    A file that looks at their size has a fixture of this name that leaves them as they are.
    """
    stock = style._settings
    monkeypatch.setattr(style, "_settings", lambda: {**stock(), "savefig.dpi": 40.0})


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting or language of the person who runs the tests leaks into them."""
    for name in [name for name in os.environ if name.startswith("XIANDAO_")]:
        monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
