"""A user's own boundaries: matched by name, and whatever is wrong with the file is one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.analyses.forecast.result import Forecast
from sim.charts import boundaries
from sim.charts.boundaries import inner_point, load_boundaries
from sim.charts.kinds import kind_figure
from sim.errors import InputError
from sim.inputs.plan import load_plan

from .legibility import legible, words_of

DISTRICTS = load_plan("hangzhou").districts


def square(west: float, south: float, side: float = 0.2) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def features() -> list[dict[str, Any]]:
    """Squares in a row, named in turn in Chinese, in English, and by a longer English name beside a code."""
    made = []
    for place, district in enumerate(DISTRICTS):
        names = ({"name": district.name["zh"]}, {"NAME_EN": district.name["en"].upper()},
                 {"adcode": 330100 + place, "label": f" {district.name['en']} District "})[place % 3]  # fmt: skip
        geometry = {"type": "Polygon", "coordinates": [square(118.5 + 0.25 * (place % 5), 29.5 + 0.25 * (place // 5))]}
        made.append({"type": "Feature", "properties": names, "geometry": geometry})
    return made


def written(folder: Path, found: Any) -> Path:
    path = folder / "own.geojson"
    path.write_text(found if isinstance(found, str) else json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return path


def collection(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": rows}


def test_districts_are_matched_by_any_of_their_names(tmp_path: Path) -> None:
    found = load_boundaries(written(tmp_path, collection(features()[::-1])), DISTRICTS)
    assert list(found.polygons) == [district.id for district in DISTRICTS]
    np.testing.assert_allclose(found.box, (118.5, 29.5, 119.7, 30.2))
    assert found.file == "own.geojson"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_map_says_that_nobody_checked_the_boundaries(full: Forecast, tmp_path: Path, lang: str) -> None:
    path = written(tmp_path, collection(features()))
    figure = kind_figure(full, "districts", lang, boundaries=str(path))
    legible(figure)
    said = " ".join(words_of(figure))
    assert {"zh": "边界由使用者自行提供，未经核对", "en": "the user's own file, not checked"}[lang] in said
    assert {"zh": "非地理边界", "en": "Not geographical"}[lang] not in said
    assert "own.geojson" in said
    for place, district in enumerate(DISTRICTS, start=1):
        assert f"{place}  {district.name[lang]}" in words_of(figure)


def broken(**changes: Any) -> dict[str, Any]:
    """The collection with the first feature changed."""
    rows = features()
    rows[0] = {**rows[0], **changes}
    return collection(rows)


def shape(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"geometry": {"type": kind, "coordinates": coordinates}}


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ("{", "no valid JSON"),
        ("[" * 100_000, "no valid JSON"),
        ("[1, 2]", "no list of features"),
        (collection([]), "no list of features"),
        (collection(features()[1:]), r"上城区 \(Shangcheng\)"),
        (broken(properties=None), "without properties"),
        (broken(properties={"name": "上城"}), None),
        (broken(properties={"name": "嘉兴市"}), "names no district"),
        (broken(properties={"name": "上域区"}), "did you mean '上城区'"),
        (broken(properties={"name": "上城区", "parent": "西湖区"}), "more than one district"),
        (broken(geometry=None), "has no polygon"),
        (broken(**shape("Point", [120.0, 30.0])), "has no polygon"),
        (broken(**shape("Polygon", [])), "polygon without points"),
        (broken(**shape("MultiPolygon", None)), "polygon without points"),
        (broken(**shape("Polygon", [[[120.0, 30.0], [120.1, 30.0], [120.0, 30.0]]])), "four points"),
        (broken(**shape("Polygon", [[["a", 30.0]] * 4])), "four points"),
        (broken(**shape("Polygon", [square(40_500_000.0, 3_350_000.0)])), "longitude and latitude"),
        (broken(**shape("Polygon", [square(20.0, 30.0)])), "not the size of a city"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path: Path, found: Any, says: str | None) -> None:
    path = written(tmp_path, found)
    if says is None:
        load_boundaries(path, DISTRICTS)
        return
    with pytest.raises(InputError, match=says) as told:
        load_boundaries(path, DISTRICTS)
    assert "\n" not in str(told.value)


def test_a_missing_or_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_boundaries(tmp_path / "none.geojson", DISTRICTS)
    path = written(tmp_path, collection(features()))
    monkeypatch.setattr(boundaries, "_MOST_POINTS", 60)
    with pytest.raises(InputError, match="too many points"):
        load_boundaries(path, DISTRICTS)
    monkeypatch.setattr(boundaries, "_LARGEST", 100)
    with pytest.raises(InputError, match="too large"):
        load_boundaries(path, DISTRICTS)


def test_a_label_lies_inside_its_polygon_and_outside_its_hole() -> None:
    outer, hole = np.array(square(0.0, 0.0, 3.0)), np.array(square(0.5, 0.5, 2.0))
    x, y = inner_point([(outer, hole)])
    assert 0.0 < x < 3.0
    assert not (0.5 < x < 2.5 and 0.5 < y < 2.5)
    bow = np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 3.0], [2.0, 3.0], [2.0, 1.0], [1.0, 1.0], [1.0, 3.0], [0.0, 3.0]])
    x, y = inner_point([(np.vstack([bow, bow[:1]]),)])
    assert y < 1.0 or not 1.0 < x < 2.0
