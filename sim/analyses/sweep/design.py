"""The points of a sweep: every level of every factor, by grid, Latin hypercube, Sobol sequence, or a list."""

import csv
import io
import math
from collections.abc import Sequence
from itertools import product
from pathlib import Path as FilePath

import numpy as np
import scipy
from numpy.typing import NDArray

from sim.analyses.sweep.paths import Value, parse_path
from sim.analyses.sweep.schema import Factor, SweepDesign
from sim.errors import InputError, LibraryText, Text, check_name
from sim.inputs.evidence.text_file import utf8_text
from sim.inputs.parameters import ParameterTable

MOST_POINTS = 200_000
_TAIL = 0.05  # a parameter without a range of its own is gridded from here to 1 less this of its distribution
_LARGEST_LIST = 50_000_000  # bytes


def points_of(
    design: SweepDesign, factors: Sequence[Factor], table: ParameterTable, file: FilePath | None
) -> list[tuple[Value, ...]]:
    """One tuple a point, in the order of ``factors``. Counted before anything is made. Raises InputError."""
    _check(design, factors, table)
    if design.kind == "grid":
        levels = [grid_levels(factor, table) for factor in factors]
        number = math.prod(len(values) for values in levels)
        _check_number(number)
        return _distinct(list(product(*levels)))
    if design.kind == "list":
        return _distinct(_listed(design, factors, file))
    assert design.points is not None
    _check_number(design.points)
    unit = _unit_points(design, design.points, len(factors))
    columns = [_at(factor, unit[:, k], table) for k, factor in enumerate(factors)]
    return list(zip(*columns, strict=True))


def grid_levels(factor: Factor, table: ParameterTable) -> list[Value]:
    """Levels of a factor on a grid. Raises InputError."""
    if factor.values is not None:
        return list(factor.values)
    if factor.steps is None:
        raise InputError("a grid needs values, or steps of a range", key=f"factors[{factor.path}]")
    low, high = (0.0, 1.0) if factor.low is not None else (_TAIL, 1.0 - _TAIL)
    return _at(factor, np.linspace(low, high, factor.steps), table)


def _check(design: SweepDesign, factors: Sequence[Factor], table: ParameterTable) -> None:
    seen: set[str] = set()
    for factor in factors:
        path, key = parse_path(factor.path), f"factors[{factor.path}]"
        if factor.path in seen:
            raise InputError("the factor stands twice", key=key)
        seen.add(factor.path)
        name = path.parameter
        if name is not None:
            table.column(name)
        given = (factor.low is not None, factor.high is not None)
        ranged = any(given) or factor.steps is not None or factor.scale != "linear"
        if design.kind == "list" and (factor.values is not None or ranged):
            raise InputError("the file lists the levels: a factor has no values and no range beside it", key=key)
        if factor.values is not None and ranged:
            raise InputError("values and a range exclude each other", key=key)
        if factor.steps is not None and design.kind != "grid":
            raise InputError("only a grid takes steps", key=key, value=factor.steps)
        _check_distinct(factor, key)
        if any(given) and not all(given):
            raise InputError("a range needs low and high", key=key)
        if factor.low is not None and factor.high is not None:
            if not factor.low < factor.high:
                raise InputError("low must be below high", key=key, value=f"{factor.low:g}, {factor.high:g}")
            if factor.scale == "log" and factor.low <= 0.0:
                raise InputError("a logarithmic range begins above 0", key=key, value=factor.low)
        if factor.values is None and factor.low is None and name is None and design.kind != "list":
            raise InputError("needs values or a range", key=key)
    sampled = design.kind in ("latin-hypercube", "sobol")
    if sampled and design.points is None:
        raise InputError("a sampled design needs a number of points", key="design.points")
    if not sampled and design.points is not None:
        raise InputError("only a sampled design has a number of points", key="design.points", value=design.points)
    if (design.kind == "list") != bool(design.file):
        raise InputError("a list needs a file, and nothing else does", key="design.file", value=design.file or None)


def _check_distinct(factor: Factor, key: str) -> None:
    """Raises InputError for a level that stands twice."""
    levels = [(type(value), value) for value in factor.values or ()]
    twice = next((level for level in levels if levels.count(level) > 1), None)
    if twice is not None:
        raise InputError("a level stands twice", key=f"{key}.values", value=twice[1])


def _distinct(points: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """The points of a grid or a list. Raises InputError for one that is another again."""
    seen: dict[tuple[Value, ...], int] = {}
    for number, point in enumerate(points, start=1):
        if point in seen:
            problem, key = Text("the same as point {other}", other=seen[point]), Text("point {point}", point=number)
            raise InputError(problem, key=key, value=", ".join(map(str, point)))
        seen[point] = number
    return points


def _check_number(number: int) -> None:
    if number > MOST_POINTS:
        raise InputError("too many points", key="design", value=f"{number:,}",
                         allowed=Text("at most {most:,}", most=MOST_POINTS))  # fmt: skip


def _at(factor: Factor, unit: NDArray[np.float64], table: ParameterTable) -> list[Value]:
    """Values at places 0 to 1 of the factor's levels, range or, for a parameter without either, its distribution."""
    if factor.values is not None:
        indices = np.minimum((unit * len(factor.values)).astype(int), len(factor.values) - 1)
        return [factor.values[index] for index in indices]
    if factor.low is not None and factor.high is not None:
        if factor.scale == "log":
            low, high = math.log(factor.low), math.log(factor.high)
            return [math.exp(low + share * (high - low)) for share in unit.tolist()]
        return [factor.low + share * (factor.high - factor.low) for share in unit.tolist()]
    name = parse_path(factor.path).parameter
    assert name is not None
    return [float(value) for value in table[name].law.from_unit(unit)]


def _unit_points(design: SweepDesign, number: int, factors: int) -> NDArray[np.float64]:
    """float64[``number``, ``factors``] in the unit cube: a Latin hypercube, or a scrambled Sobol sequence, whose
    balance needs as many points as a power of two."""
    rng = np.random.default_rng(design.seed)
    if design.kind == "latin-hypercube":
        return np.asarray(scipy.stats.qmc.LatinHypercube(factors, rng=rng).random(number))
    if number & (number - 1):
        above = 1 << number.bit_length()
        raise InputError("a Sobol sequence is balanced only for a power of two", key="design.points", value=number,
                         allowed=Text("{below:d} or {above:d}", below=above // 2, above=above))  # fmt: skip
    return np.asarray(scipy.stats.qmc.Sobol(factors, scramble=True, rng=rng).random_base2(number.bit_length() - 1))


def _listed(design: SweepDesign, factors: Sequence[Factor], file: FilePath | None) -> list[tuple[Value, ...]]:
    """Rows of a CSV file whose columns are the factors' paths."""
    path = _beside(design.file, file)
    rows = list(csv.reader(io.StringIO(_text(path))))
    if len(rows) < 2:
        raise InputError("a list needs a heading and one row or more", file=path)
    heading, paths = [name.strip() for name in rows[0]], [factor.path for factor in factors]
    for name in paths:
        if name not in heading:
            raise InputError("the column is missing", file=path, key=name)
    for name in heading:
        check_name("unknown column", name, paths, file=path)
    _check_number(len(rows) - 1)
    points = []
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(heading):
            raise InputError("not as many cells as the heading has", file=path, key=Text("line {line}", line=line),
                             value=len(row))  # fmt: skip
        cells = dict(zip(heading, row, strict=True))
        points.append(tuple(_cell(cells[name], path, line, name) for name in paths))
    return points


def _beside(name: str, file: FilePath | None) -> FilePath:
    """A file in the folder of the sweep file or below it, and nowhere else."""
    folder = (FilePath.cwd() if file is None else file.resolve().parent).resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise InputError("must stand in the folder of the sweep file", file=file, key="design.file", value=name)
    return path


def _text(path: FilePath) -> str:
    if not path.is_file():
        raise InputError("there is no such file", file=path)
    if path.stat().st_size > _LARGEST_LIST:
        raise InputError("too large for a list", file=path, allowed=Text("{most:,} bytes", most=_LARGEST_LIST))
    try:
        return utf8_text(path.read_bytes(), path)
    except OSError as fault:
        raise InputError(Text("cannot be read as text: {reason}", reason=LibraryText(fault)), file=path) from None


def _cell(text: str, file: FilePath, line: int, name: str) -> Value:
    plain = text.strip()
    if plain.lower() in ("true", "false"):
        return plain.lower() == "true"
    try:
        number = float(plain)
    except ValueError:
        if plain:
            return plain
        number = math.nan
    if math.isfinite(number):
        return number
    problem = "not a finite number" if plain else "an empty cell"
    raise InputError(problem, file=file, key=Text("line {line}, {name}", line=line, name=name), value=plain or None)
