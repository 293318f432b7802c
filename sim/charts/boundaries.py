"""District boundaries from a user's GeoJSON file (RFC 7946): read, checked, matched to the plan by name."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, Text, nearest_name, unreadable
from sim.inputs.plan import District
from sim.results.files import sha256

Floats = NDArray[np.float64]
#: Outer ring first, then holes, each float64[n, 2] of longitude and latitude.
Polygon = tuple[Floats, ...]

_LARGEST = 50_000_000  # bytes
_MOST_POINTS = 1_000_000
_WIDEST = 10.0  # degrees that a city may reach over
_SUFFIX = re.compile(r"(\s+(district|county|city)|区|县|市)$")


@dataclass(frozen=True, eq=False)
class Boundaries:
    """``polygons``: district id -> its polygons; ``file`` and ``digest`` tell which file it was."""

    polygons: Mapping[str, tuple[Polygon, ...]]
    file: str
    digest: str

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        points = np.concatenate([polygon[0] for polygons in self.polygons.values() for polygon in polygons])
        west, south = points.min(axis=0)
        east, north = points.max(axis=0)
        return float(west), float(south), float(east), float(north)


def load_boundaries(path: str | Path, districts: Sequence[District]) -> Boundaries:
    """The polygons of every one of ``districts``, whose names may stand in any property of a feature.

    Raises InputError: a file that cannot be read or is too large, no GeoJSON, no polygons, coordinates that are no
    longitude and latitude of a city, a district that is missing or that the plan does not know.
    """
    file = Path(path)
    content = _content(file)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise InputError("not a GeoJSON file: no valid JSON", file=file) from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise InputError("not a GeoJSON file: no list of features", file=file, key="features")
    polygons: dict[str, list[Polygon]] = {}
    points = 0
    for index, feature in enumerate(features):
        key = f"features[{index}]"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise InputError("a feature without properties, so no district is named", file=file, key=key)
        id = _district(feature["properties"], districts, file, key)
        for polygon in _polygons(feature.get("geometry"), file, key):
            points += sum(len(ring) for ring in polygon)
            if points > _MOST_POINTS:
                raise InputError("too many points to draw", file=file,
                                 allowed=Text("at most {most:,}", most=_MOST_POINTS))  # fmt: skip
            polygons.setdefault(id, []).append(polygon)
    missing = [district for district in districts if district.id not in polygons]
    if missing:
        names = ", ".join(f"{district.name['zh']} ({district.name['en']})" for district in missing)
        raise InputError("these districts have no boundary", file=file, value=names)
    by_district = {district.id: tuple(polygons[district.id]) for district in districts}
    boundaries = Boundaries(by_district, file.name, sha256(content))
    west, south, east, north = boundaries.box
    if not (0.0 < east - west <= _WIDEST and 0.0 < north - south <= _WIDEST):
        size = Text("{width:.3g} x {height:.3g} degrees", width=east - west, height=north - south)
        raise InputError("not the size of a city", file=file, value=size)
    return boundaries


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            most = Text("at most {most:d} MB", most=_LARGEST // 10**6)
            raise InputError("too large for district boundaries", file=file, allowed=most)
        return file.read_bytes()
    except OSError as fault:
        raise unreadable(fault, file) from None


def _district(properties: Mapping[str, Any], districts: Sequence[District], file: Path, key: str) -> str:
    names = {_plain(name): district.id for district in districts
             for name in (district.id, district.name["zh"], district.name["en"])}  # fmt: skip
    words = [value for value in properties.values() if isinstance(value, str)]
    matched = {names[_plain(word)] for word in words if _plain(word) in names}
    if len(matched) > 1:
        raise InputError("names more than one district", file=file, key=key, value=", ".join(sorted(matched)))
    if not matched:
        word = words[0] if words else None
        near = None if word is None else nearest_name(word, [district.name["zh"] for district in districts])
        raise InputError("names no district of the plan", file=file, key=key, value=word, nearest=near)
    return matched.pop()


def _plain(word: str) -> str:
    """A name without case, apostrophes, and the kind of district behind it."""
    return _SUFFIX.sub("", re.sub(r"['’]", "", word.strip().casefold()))


def _polygons(geometry: Any, file: Path, key: str) -> Iterator[Polygon]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise InputError("has no polygon", file=file, key=key, value=kind, allowed="Polygon, MultiPolygon")
    parts = geometry.get("coordinates")
    for rings in [parts] if kind == "Polygon" else parts if isinstance(parts, list) else [None]:
        if not isinstance(rings, list) or not rings:
            raise InputError("has a polygon without points", file=file, key=key)
        yield tuple(_ring(ring, file, key) for ring in rings)


def _ring(ring: Any, file: Path, key: str) -> Floats:
    numbers = isinstance(ring, list) and all(
        isinstance(point, list) and len(point) >= 2 and all(type(value) in (int, float) for value in point[:2])
        for point in ring
    )
    if not numbers or len(ring) < 4:
        raise InputError("a ring needs four points or more, each of two numbers", file=file, key=key)
    for x, y, *_ in ring:
        if not (math.isfinite(x) and math.isfinite(y) and abs(x) <= 180.0 and abs(y) <= 90.0):
            raise InputError("not a longitude and latitude in degrees", file=file, key=key, value=f"{x}, {y}")
    return np.array([point[:2] for point in ring], dtype=np.float64)


def inner_point(polygons: Sequence[Polygon]) -> tuple[float, float]:
    """A point inside the largest polygon, for a label: the middle of its widest stretch at one of nine heights."""
    largest = max(polygons, key=lambda polygon: abs(_area(polygon[0])))
    low, high = largest[0][:, 1].min(), largest[0][:, 1].max()
    best = (-1.0, float(largest[0][:, 0].mean()), float((low + high) / 2))
    for share in np.linspace(0.1, 0.9, 9):
        y = float(low + share * (high - low))
        crossed = sorted(x for ring in largest for x in _crossings(ring, y))
        for left, right in zip(crossed[::2], crossed[1::2], strict=False):
            # the middle heights win unless another is clearly wider
            best = max(best, ((right - left) * (1.0 - abs(share - 0.5)), (left + right) / 2, y))
    return best[1], best[2]


def _crossings(ring: Floats, y: float) -> list[float]:
    start, end = ring, np.roll(ring, -1, axis=0)
    crosses = (start[:, 1] > y) != (end[:, 1] > y)
    (x, low), (right, high) = start[crosses].T, end[crosses].T
    return [float(crossing) for crossing in x + (y - low) / (high - low) * (right - x)]


def _area(ring: Floats) -> float:
    x, y = ring.T
    return float(0.5 * (x @ np.roll(y, -1) - y @ np.roll(x, -1)))
