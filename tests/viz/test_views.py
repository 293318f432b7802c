"""What the views show is what the agents are: every firm once, every organisation in its district, the right counts."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from sim.app.viz.district_map import district_map, stage_key
from sim.app.viz.snapshot import FUNDS, ON_EXCHANGE, STAGES, snapshot
from sim.app.viz.target_lines import TargetPath, target_lines, target_paths
from sim.app.viz.watched import WatchedCity
from sim.model.tables.levers import FUND_STAGE_COUNT
from sim.model.tables.metrics import METRICS

LANGUAGES = ("zh", "en")
SVG = "{http://www.w3.org/2000/svg}"


def test_every_living_firm_stands_once_in_its_district(later: WatchedCity) -> None:
    taken = snapshot(later)
    living = [firm for firm in later.firms if firm.alive]
    assert taken.month == 3
    assert sum(district.field.size for district in taken.districts) == len(living)
    for place, district in enumerate(taken.districts):
        assert district.field.tolist() == [firm.field for firm in living if firm.district == place]
    assert taken.firms(len(later.plan.fields)).sum() == len(living)
    listed = [firm for firm in living if firm.listed]
    assert listed
    assert taken.firms(len(later.plan.fields))[:, ON_EXCHANGE].sum() == len(listed)


def test_every_organisation_is_counted_once(later: WatchedCity) -> None:
    taken = snapshot(later)
    for name, roster in (("incubators", later.incubators), ("labs", later.labs), ("zones", later.zones)):
        assert sum(getattr(district, name) for district in taken.districts) == sum(one.alive for one in roster)
    assert sum(number for number, _ in taken.funds) == len(later.funds)
    assert sum(dry for _, dry in taken.funds) == pytest.approx(sum(fund.dry for fund in later.funds))
    assert all(0 <= district.listed <= district.zones for district in taken.districts)
    assert len(FUNDS) == FUND_STAGE_COUNT


def test_a_path_ends_at_the_count_of_the_run(later: WatchedCity) -> None:
    column = {metric.id: place for place, metric in enumerate(METRICS)}
    for one in target_paths(later, "zh"):
        choice = later.inputs.allocation.readings[one.id]
        assert len(one.counts) == 3
        assert one.counts[-1] == later.government.count[column[choice.metric]]


def test_the_threshold_is_the_forecasts(start: WatchedCity) -> None:
    paths = {one.id: one for one in target_paths(start, "en")}
    assert paths["high-tech-firms"].needed == 490  # "about 500", two in a hundred below
    assert paths["consortia"].needed == 10
    assert not any(one.reached for one in paths.values()), "nothing is counted before the first month"


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def squares(svg: str) -> int:
    return sum(path.get("d", "").count("M") for path in drawn(svg).iter(f"{SVG}path"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_draws_one_square_a_firm_inside_its_tile(lang: str, later: WatchedCity) -> None:
    taken = snapshot(later)
    picture = district_map(taken, later.plan, lang)
    assert squares(picture) == sum(district.field.size for district in taken.districts)
    words = {text.text for text in drawn(picture).iter(f"{SVG}text")}
    assert {district.name[lang] for district in later.plan.districts} <= words
    tiles = [[float(box.get(side, "")) for side in ("x", "y", "width", "height")]
             for box in drawn(picture).iter(f"{SVG}rect")]  # fmt: skip
    corners = np.array([[float(number) for number in pair] for pair in re.findall(r"M([\d.]+) ([\d.]+)h", picture)])
    inside = [
        ((corners[:, 0] >= x) & (corners[:, 0] < x + w) & (corners[:, 1] > y) & (corners[:, 1] < y + h)).sum()
        for x, y, w, h in tiles
    ]
    assert inside == [district.field.size for district in taken.districts]


def test_a_chosen_field_is_counted_alone(later: WatchedCity) -> None:
    taken = snapshot(later)
    picture = district_map(taken, later.plan, "en", field=0)
    numbers = [text.text for text in drawn(picture).iter(f"{SVG}text") if text.get("text-anchor") == "end"]
    assert numbers == [f"{(district.field == 0).sum():,}" for district in taken.districts]
    assert squares(picture) == sum(district.field.size for district in taken.districts), "the others stay, pale"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_key_names_every_stage_with_its_number(lang: str, later: WatchedCity) -> None:
    taken = snapshot(later)
    numbers = taken.firms(len(later.plan.fields)).sum(axis=0)
    words = [text.text or "" for text in drawn(stage_key(taken, later.plan, lang)).iter(f"{SVG}text")]
    assert [word.rpartition(" ")[2] for word in words[: len(STAGES)]] == [f"{number:,}" for number in numbers]


def path_of(class_: str, counts: tuple[float, ...]) -> TargetPath:
    return TargetPath("one", "<One> & two", "counted", class_, 10.0, counts)


@pytest.mark.parametrize(
    ("class_", "counts", "says"),
    [("A", (), "–"), ("A", (9.0,), "not yet"), ("B", (4.0, 10.0), "reached"), ("C", (12.0,), "declared by the issuer")],
)
def test_a_panel_says_how_it_stands_and_of_class_c_nothing(class_: str, counts: tuple[float, ...], says: str) -> None:
    picture = target_lines([path_of(class_, counts)], ["2025-01", "2025-02"], "en")
    words = [text.text or "" for text in drawn(picture).iter(f"{SVG}text")]
    assert "<One> & two" in words
    assert any(says in word for word in words)
    assert ("reached" in words) is (class_ != "C" and says == "reached")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_targets_are_drawn(lang: str, later: WatchedCity) -> None:
    picture = drawn(target_lines(target_paths(later, lang), later.plan.month_labels, lang))
    words = {text.text for text in picture.iter(f"{SVG}text")}
    assert {target.name[lang] for target in later.plan.targets} <= words
    assert len(list(picture.iter(f"{SVG}rect"))) == len(later.plan.targets)
