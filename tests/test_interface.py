"""The package's front door: light to open, every public name behind it, ``forecast`` both a function and a package."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sim

ROOT = Path(__file__).parent.parent
HEAVY = ("mesa", "pandas", "scipy", "matplotlib", "numba", "numpy", "pydantic", "click", "rich")


def loaded_after(code: str) -> set[str]:
    """Names in sys.modules after ``code`` ran in a fresh interpreter."""
    program = f"{code}\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines())


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert loaded_after("import sim").isdisjoint(HEAVY)


def test_a_compiled_forecast_imports_neither_mesa_nor_pandas_nor_scipy_stats() -> None:
    loaded = loaded_after("import sim; sim.forecast('reference', runs=2, seed=1)")
    assert loaded.isdisjoint({"mesa", "pandas", "scipy.stats"})


@pytest.mark.parametrize("name", sorted(sim.__all__))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(sim, name) is not None
    assert name in dir(sim)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="forcast"):
        sim.forcast  # noqa: B018


@pytest.mark.parametrize(
    "before", ["", "import sim.analyses.forecast.words; ", "from sim.analyses.forecast.words import likelihood; "]
)
def test_forecast_is_a_function_before_and_after_its_package_is_imported(before: str) -> None:
    """Importing a submodule binds the name ``sim.forecast`` to the package, which must stay callable."""
    code = (
        f"{before}import sys, types, sim; run = types.ModuleType('sim.analyses.forecast.run'); "
        "run.forecast = lambda scenario, runs=1000: (scenario, runs); sys.modules['sim.analyses.forecast.run'] = run; "
        "assert sim.forecast('even', runs=3) == ('even', 3); "
        "import inspect; assert list(inspect.signature(sim.forecast).parameters) == ['scenario', 'runs']; "
        "import sim.analyses.forecast.words; assert sim.analyses.forecast.words.likelihood(0.7) == 'likely'"
    )
    loaded_after(code)


def commands(readme: str) -> list[str]:
    return re.findall(r"^python3 -m venv .*$", (ROOT / readme).read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_both_readmes_give_the_same_commands() -> None:
    # page, run, test, offline installation
    assert len(commands("README.md")) == 4
    assert commands("README.md") == commands("README.zh-CN.md")


def test_the_version_is_written_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" in project["dynamic"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", sim.__version__)
