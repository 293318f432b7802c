"""The house: every module has a wing, imports run one way without exception, heavy libraries keep to their rooms, files
stay short."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest

from description import layout
from description.layout import LIBRARIES, PACKAGE, WINGS, Import, imports_of, place_of, sources

ROOT = Path(__file__).parent.parent
FRONT = ("sim", "sim.__main__")  # the lazy front door names what it opens

LINES = 300
LONG: dict[str, str] = {}
MOST_INSIDE_FUNCTIONS = 150
MOST_VISIBLE = 12


def within(module: str, owner: str) -> bool:
    name = module.removeprefix("sim.")
    return name == owner or name.startswith(f"{owner}.")


def upward(one: Import) -> bool:
    """Whether an import, wherever it stands and whatever for, reaches a wing or room further from the ground."""
    if not (one.of == "sim" or one.of.startswith("sim.")):
        return False
    target, own = place_of(one.of), place_of(one.by)
    assert own is not None, f"{one.by} has no place in description.layout.WINGS"
    assert target is not None, f"{one.by}, line {one.line}: {one.of} has no place in description.layout.WINGS"
    return target > own


def all_imports() -> Iterator[Import]:
    for module in sources():
        if module not in FRONT:
            yield from imports_of(module)


def test_every_module_has_a_place() -> None:
    lost = [module for module in sources() if module not in FRONT and place_of(module) is None]
    assert lost == [], "name them in description.layout.WINGS"


def test_every_wing_and_room_is_there() -> None:
    print("wings from the ground up:", " < ".join(wing.name for wing in WINGS))
    for wing in WINGS:
        assert (PACKAGE / wing.name).is_dir()
        for room in wing.rooms:
            assert (PACKAGE / wing.name / room.name).is_dir() or (PACKAGE / wing.name / f"{room.name}.py").is_file()
    assert {path.name for path in PACKAGE.iterdir() if path.is_dir()} - {"__pycache__"} == {wing.name for wing in WINGS}
    assert len(WINGS) <= MOST_VISIBLE


def test_imports_run_towards_the_ground() -> None:
    wrong = [f"{one.by}, line {one.line}: {one.of}" for one in all_imports() if upward(one)]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports inside functions and for types count like any other."""
    known = sources()
    graph = networkx.DiGraph((one.by, one.of) for one in all_imports() if one.of in known and one.of != one.by)
    assert [sorted(circle) for circle in networkx.strongly_connected_components(graph) if len(circle) > 1] == []


def test_few_imports_stand_inside_functions() -> None:
    assert sum(one.inside for one in all_imports()) <= MOST_INSIDE_FUNCTIONS


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("import sim.app.cli", True),
        ("from sim.analyses.forecast import run", True),
        ("from sim.model.month import perform", True),
        ("def f():\n    from sim.model.markets import deals", True),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sim.engine.agents.city import City", True),
        ("from sim.model.tables.codes import QUARTER", False),
        ("import math", False),
    ],
)
def test_a_planted_import_in_a_rule(text: str, caught: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(text, encoding="utf-8")
    known = {**sources(), "sim.model.rules.planted": planted}
    monkeypatch.setattr(layout, "sources", lambda: known)
    assert any(upward(one) for one in imports_of("sim.model.rules.planted")) is caught


def test_libraries_keep_to_their_rooms() -> None:
    wrong = []
    for one in all_imports():
        library = one.of.partition(".")[0]
        if library in LIBRARIES and not one.typing and not any(within(one.by, room) for room in LIBRARIES[library]):
            wrong.append(f"{one.by}, line {one.line}: {one.of}")
    assert wrong == []


def test_a_rule_imports_the_tables_the_draws_and_other_rules_only() -> None:
    """What decides a firm's life depends on no engine, no file and no plan."""
    allowed = {
        "__future__",
        "math",
        "sim.model.tables",
        "sim.model.decisions",
        "sim.model.draws",
        "sim.model.dialect",
        "sim.model.rules",
    }
    allowed |= {"sim.model.markets", "sim.model.population"}
    wrong = [
        f"{one.by}, line {one.line}: {one.of}"
        for one in all_imports()
        if one.by.startswith(("sim.model.rules.", "sim.model.markets.", "sim.model.population."))
        and one.by != "sim.model.rules.enrolment"  # the one seam between the engines
        and not any(one.of == name or one.of.startswith(f"{name}.") for name in allowed)
    ]
    assert wrong == []


def test_files_are_short() -> None:
    long = {}
    for path in sources().values():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LINES:
            long[path.relative_to(ROOT).as_posix()] = lines
    assert {name: lines for name, lines in long.items() if name not in LONG} == {}, "split it, or give a reason in LONG"
    assert set(LONG) <= set(long), "no longer long: take it out of LONG"


def test_the_description_of_the_rooms_imports_nothing() -> None:
    code = "import description.layout, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT / ".ci", check=True)
    assert set(done.stdout.split()).isdisjoint({"numpy", "numba", "pydantic", "mesa", "sim.model.tables"})
