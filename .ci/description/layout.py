"""The wings of the package in their import order, and what belongs in each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "sim"


@dataclass(frozen=True)
class Room:
    """A folder or file of a wing, and what it holds."""

    name: str
    holds: str


@dataclass(frozen=True)
class Wing:
    """A folder of ``sim``. ``rooms``: in the order in which they may import each other; empty where its files are one
    room."""

    name: str
    holds: str
    rooms: tuple[Room, ...] = ()


#: Files of ``sim`` itself, below all wings: they import nothing of the package but each other.
GROUND = ("errors", "version", "shipped", "display")

#: From the ground up: a wing imports wings above it in this list and none below it; so does a room inside its wing.
WINGS: tuple[Wing, ...] = (
    Wing("language", "all wording in Chinese and English, and numbers as people read them"),
    Wing("model", "the city: its state, every random decision, the rules of a month, and how a run begins", (
        Room("tables", "state of every kind of agent, metrics, phases, channels, codes, layout of records"),
        Room("decisions", "every random decision by number"),
        Room("draws", "random numbers by seed, run, month, agent and decision"),
        Room("dialect", "`rule` and `behaviour`, the marks of a text that both engines run"),
        Room("rules", "what one agent does: research, sales, staff, money, titles, closure; the city's purse"),
        Room("markets", "what many agents do together: calls, admissions, rounds, lists, designations"),
        Room("population", "the city at the start of a run"),
        Room("record", "the monthly record of every metric"),
        Room("month", "the month: twelve phases that both engines walk"),
        Room("rule_texts", "every rule of the model, to be read"),
    )),
    Wing("inputs", "what is given: published facts, parameters, a plan, a policy, a fitted set", (
        Room("evidence", "published figures, rules, amounts and studies, each with source and knowledge date"),
        Room("parameters", "the one table of numbers: unit, distribution, source; draws from it"),
        Room("plan", "the published plan as data: actions, instruments, fields, districts, targets"),
        Room("policy", "a scenario file: money by action and month, switches, readings, reviews"),
        Room("fitted", "fitted parameter sets: posterior draws that a forecast starts from"),
    )),
    Wing("engine", "what runs the model", (
        Room("compiled", "the compiled engine: worlds, kernel, cache, many runs in threads"),
        Room("agents", "the Mesa model `City` and its agents; each method is one behaviour"),
        Room("simulate", "`simulate` on either engine"),
    )),
    Wing("results", "one base of every result: tables, JSON object, pictures by name, a folder that is read back"),
    Wing("study", "how every analysis runs: inputs, designs, one loop over runs, differences, scores, provenance"),
    Wing("analyses", "the questions that can be asked, each named as its command", (
        Room("forecast", "probabilities of the targets, their errors, results that repeat"),
        Room("vintage", "a forecast kept as quantiles that nobody can change, and its score when outcomes arrive"),
        Room("calibrate", "the fit to the city's record: observations, history runs, posterior, gate"),
        Room("backtest", "how well the model would have forecast the past, against dressed baselines"),
        Room("compare", "scenarios side by side on the same runs; what adapting is worth"),
        Room("value", "what a step of money in each action changes, where more stops helping; the price list"),
        Room("sensitivity", "what would change each probability most, and what knowing more would be worth"),
        Room("search", "the best allocation of the movable expenditure, its worth on fresh runs, fronts, robustness"),
        Room("discover", "boxes of parameters and switches in which a target is missed, found by PRIM"),
        Room("sweep", "declared experiments: designs, work units on any executor, results as tables and datasets"),
    )),
    Wing("charts", "all pictures, in one style and one palette; one file a picture"),
    Wing("report", "reports of a result for planners: Word, workbook, one HTML file, PDF"),
    Wing("app", "what people start", (
        Room("local_server", "an address of this machine for the reader's own browser"),
        Room("page", "the what-if page: a local server, its checks of what is posted, and its static files"),
        Room("viz", "one run to watch in a browser: Mesa's SolaraViz on the Mesa model, and what its views show"),
        Room("cli", "the command `xiandao`"),
    )),
)  # fmt: skip

#: Libraries that only some rooms may import, so that the rest stays light and the rules stay free of engines.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "mesa": ("engine.agents", "app.viz"),
    "solara": ("app.viz",),
    "numba": ("model.draws", "model.dialect", "model.rules.enrolment", "engine.compiled", "study.provenance"),
    "matplotlib": ("charts",),
    "docx": ("report",),
    "xlsxwriter": ("report",),
    "pandas": ("results", "analyses"),
    "xarray": ("analyses.sweep",),
    "dask": ("analyses.sweep",),
    "pyarrow": ("analyses.sweep",),
    "netCDF4": ("analyses.sweep",),
    "cma": ("analyses.search",),
    "SALib": ("analyses.sensitivity",),
    "starlette": ("app.page", "app.viz"),
    "uvicorn": ("app.page", "app.viz"),
    "anyio": ("app.page",),
    "scoringrules": ("study.scores",),
    "scipy": ("inputs.parameters", "study", "analyses"),
    "rich": ("app.cli",),
    "click": ("app.cli",),
}


@dataclass(frozen=True)
class Import:
    """One import: by which module, of which, at which line; ``typing``: for types; ``inside``: a function."""

    by: str
    of: str
    line: int
    typing: bool
    inside: bool


def module_name(path: Path) -> str:
    """Dotted name of a file of the package: ``sim.model.rules.sales``."""
    parts = ("sim", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def sources() -> dict[str, Path]:
    """Module -> file of the whole package, in alphabetical order."""
    return {module_name(path): path for path in sorted(PACKAGE.rglob("*.py")) if "_data" not in path.parts}


def place_of(module: str) -> tuple[int, int] | None:
    """Wing and room of a module, as numbers from the ground up; None where the layout does not name it."""
    parts = module.split(".")[1:]
    for number, wing in enumerate(WINGS):
        if wing.name == parts[0]:
            names = [room.name for room in wing.rooms]
            inner = parts[1] if len(parts) > 1 else ""
            return (number, names.index(inner)) if inner in names else (number, -1) if not names or not inner else None
    return (-1, 0) if len(parts) == 1 and parts[0] in GROUND else None


def imports_of(module: str) -> Iterator[Import]:
    """Every absolute import of a module of the package, in the order of its lines."""
    tree = ast.parse(sources()[module].read_text(encoding="utf-8"))
    yield from _walk(tree, module, typing=False, inside=False)


def _walk(node: ast.AST, module: str, *, typing: bool, inside: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        types = typing or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test))
        if isinstance(child, ast.Import):
            for name in child.names:
                yield Import(module, name.name, child.lineno, typing, inside)
        elif isinstance(child, ast.ImportFrom) and child.module and not child.level:
            for name in child.names:
                whole = f"{child.module}.{name.name}"
                yield Import(module, whole if whole in sources() else child.module, child.lineno, typing, inside)
        function = inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        yield from _walk(child, module, typing=types, inside=function)
