"""The rooms of the package in the order in which they may import each other, and what each line of code belongs to."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "sim"


@dataclass(frozen=True)
class Room:
    """Modules that stand on one floor. ``modules``: dotted names below ``sim``; the longest one that fits counts."""

    modules: tuple[str, ...]
    holds: str


#: From the ground up: a room may import rooms above it in this list and nothing below it.
ROOMS: tuple[Room, ...] = (
    Room(
        ("errors", "resources", "callable_package", "display"),
        "the one exception for bad input; the shipped data files; packages that are also functions; short reprs",
    ),
    Room(("scores",), "proper scores of a sample, of quantiles, of an interval, of a probability"),
    Room(("evidence",), "published figures, rules, amounts and studies, each with source and knowledge date"),
    Room(("language",), "all wording of command line and charts, Chinese and English"),
    Room(("results.numbers", "results.order", "results.table"), "numbers, order and tables as people read them"),
    Room(("tables",), "state of every kind of agent, metrics, phases, channels, codes, names of parameters"),
    Room(("decisions", "draws"), "every random decision by number; keyed random numbers"),
    Room(("ensemble.layout",), "record layouts, made from the tables"),
    Room(("dialect",), "`rule` and `behaviour`, the marks of a text that both engines run"),
    Room(("rules",), "what one agent does: research, sales, staff, money, titles, closure; the city's purse"),
    Room(("markets",), "what many agents do together: calls, admissions, rounds, lists, designations"),
    Room(("rules.phases", "rules.counting"), "the month: twelve phases that both engines walk, and its record"),
    Room(("population",), "the city at the start of a run"),
    Room(("parameters",), "the one table of numbers: unit, distribution, source; draws from it"),
    Room(("plan",), "the published plan as data: actions, instruments, fields, districts, targets"),
    Room(("policy",), "a scenario file: money by action and month, switches, readings, reviews"),
    Room(("ensemble",), "the compiled engine: worlds, kernel, cache, many runs in threads"),
    Room(("agents",), "the Mesa agents; each method is one behaviour"),
    Room(("model",), "the Mesa model `City`"),
    Room(
        ("replicates", "simulation"),
        "`simulate` on either engine: compiled, or Mesa replicates where a behaviour is overridden",
    ),
    Room(("fitted",), "fitted parameter sets: posterior draws that a forecast starts from"),
    Room(("results",), "one base of every result: tables, JSON object, pictures by name, a folder that is read back"),
    Room(
        ("forecast.provenance", "forecast.inputs", "forecast.runs", "forecast.chunks"),
        "what every study of runs stands on: its inputs, the record of runs, kept chunks, digests, whole files",
    ),
    Room(("study",), "how every analysis runs: designs, one loop over runs, progress, the command that repeats it"),
    Room(("forecast",), "probabilities of the targets, their errors, results that repeat"),
    Room(("vintage",), "a forecast kept as quantiles that nobody can change, and its score when outcomes arrive"),
    Room(("calibration",), "the fit to the city's record: observations, history runs, posterior, gate"),
    Room(("backtest",), "how well the model would have forecast the past, against dressed baselines"),
    Room(("comparison",), "scenarios side by side on the same runs; what adapting is worth"),
    Room(("marginal",), "what a step of money more or less in each action changes, and where more stops helping"),
    Room(("sensitivity",), "what would change each probability most, and what knowing more would be worth"),
    Room(("search",), "the best allocation of the movable expenditure, its worth on fresh runs, fronts, robustness"),
    Room(("discovery",), "boxes of parameters and switches in which a target is missed, found by PRIM"),
    Room(("sweep",), "declared experiments: designs, work units on any executor, results as tables and datasets"),
    Room(("local_server",), "an address of this machine for the reader's own browser"),
    Room(("page",), "the what-if page: a local server, its checks of what is posted, and its static files"),
    Room(("charts",), "all pictures, in one style and one palette"),
    Room(("viz",), "one run to watch in a browser: Mesa's SolaraViz on the Mesa model, and what its views show"),
    Room(("report",), "reports of a forecast for planners: Word, workbook, one HTML file, PDF"),
    Room(("cli",), "the command `xiandao`"),
)

#: Libraries that only some rooms may import, so that the rest stays light and the rules stay free of engines.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "mesa": ("agents", "model", "viz"),
    "solara": ("viz",),
    "numba": ("draws", "dialect", "rules.enrolment", "ensemble", "forecast.provenance"),
    "matplotlib": ("charts",),
    "docx": ("report",),
    "xlsxwriter": ("report",),
    "pandas": (
        *("forecast", "vintage", "calibration", "backtest", "comparison", "marginal"),
        *("sensitivity", "search", "discovery", "sweep"),
    ),
    "xarray": ("sweep",),
    "dask": ("sweep",),
    "pyarrow": ("sweep",),
    "netCDF4": ("sweep",),
    "cma": ("search",),
    "SALib": ("sensitivity",),
    "starlette": ("page", "viz"),
    "uvicorn": ("page", "viz"),
    "anyio": ("page",),
    "scoringrules": ("scores",),
    "scipy": ("parameters", "forecast", "calibration", "discovery", "sweep"),
    "rich": ("cli",),
    "click": ("cli",),
}


@dataclass(frozen=True)
class Import:
    """One import: by which module, of which, at which line; ``typing``: for types."""

    by: str
    of: str
    line: int
    typing: bool


def module_name(path: Path) -> str:
    """Dotted name of a file of the package: ``sim.model.rules.sales``."""
    parts = ("sim", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def sources() -> dict[str, Path]:
    """Module -> file of the whole package, in alphabetical order."""
    return {module_name(path): path for path in sorted(PACKAGE.rglob("*.py")) if "_data" not in path.parts}


def room_of(module: str) -> int | None:
    """Place in ROOMS of a module of the package; None when no room names it."""
    name = module.removeprefix("sim.")
    best: tuple[int, int] | None = None
    for place, room in enumerate(ROOMS):
        for owned in room.modules:
            if name == owned or name.startswith(f"{owned}."):
                best = max(best or (0, 0), (len(owned), place))
    return None if best is None else best[1]


def imports_of(module: str) -> Iterator[Import]:
    """Every absolute import of a module of the package, in the order of its lines."""
    tree = ast.parse(sources()[module].read_text(encoding="utf-8"))
    yield from _walk(tree, module, typing=False)


def _walk(node: ast.AST, module: str, *, typing: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        types = typing or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test))
        if isinstance(child, ast.Import):
            for name in child.names:
                yield Import(module, name.name, child.lineno, typing)
        elif isinstance(child, ast.ImportFrom) and child.module and not child.level:
            for name in child.names:
                whole = f"{child.module}.{name.name}"
                yield Import(module, whole if whole in sources() else child.module, child.lineno, typing)
        yield from _walk(child, module, typing=types)
