"""The shipped plans say what was published, and rest on evidence that exists."""

from __future__ import annotations

import csv
import re
import subprocess
import sys

import pytest

from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.shipped import data_path

TARGETS = {  # wording decides: number, tolerance and class as published and as classed in the design
    "consortia": (10, "about", "B"),
    "tech-centres": (100, "about", "A"),
    "breakthroughs": (100, "about", "B"),
    "upper-zones": (3, "several", "B"),
    "city-zones": (10, "floor", "B"),
    "zone-districts": (10, "bare", "B"),
    "leaders": (10, "about", "C"),
    "high-tech-firms": (500, "about", "A"),
    "demo-samples": (10, "bare", "C"),
    "scenarios": (100, "bare", "B"),
    "fund-system": (4, "declared", "C"),
    "platforms": (5, "several", "C"),
}


@pytest.fixture(scope="module")
def plan():
    return load_plan("hangzhou")


def evidence_ids() -> set[str]:
    rows: set[str] = set()
    for table in data_path("calibration/evidence").glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            rows |= {row["id"] for row in csv.DictReader(file)}
    return rows


def test_hangzhou_has_the_published_parts(plan):
    assert [len(part) for part in (plan.programmes, plan.actions, plan.fields, plan.districts)] == [5, 14, 13, 13]
    assert {t.id: (t.number, t.tolerance, t.class_) for t in plan.targets} == TARGETS
    assert [action.id for action in plan.of_pot("capital")] == ["funds"]
    assert [field.tier for field in plan.fields] == ["priority"] * 5 + ["frontier"] * 7 + ["other"]
    assert {d.id for d in plan.districts if d.corridor} == {"xihu", "yuhang", "linan"}


def test_money_starts_in_february_2025(plan):
    assert plan.start_month == 84
    assert plan.months == len(plan.month_labels) == 24
    assert plan.month_labels[plan.first_money_month] == "2025-02"
    assert plan.quarters == 8


def test_district_weights_are_the_patents_of_2023(plan):
    assert sum(district.weight for district in plan.districts) == 31981


def test_a_weight_is_a_count_where_its_source_is_one_or_the_plan_says_so(plan):
    counted = {field.id for field in plan.fields if field.is_counted}
    assert counted == {"general-ai", "low-altitude", "synthetic-biology"}
    assert all(field.weight_source.startswith("series:field_firms/") for field in plan.fields if field.is_counted)
    template = load_plan("template")
    assert [field.is_counted for field in template.fields] == [True, True, False]
    counts = plan.fields[5].model_copy(update={"counted": True})
    assert counts.weight_source.startswith("judgement")
    assert counts.is_counted


def test_every_named_zone_candidate_cites_rows_that_were_known(plan):
    """A candidate's district rests on evidence or on the plan's own words; no row that came after January 2025."""
    with (data_path("calibration/evidence") / "series.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    standing = {zone.field for zone in plan.provincial_zones}
    for one in plan.named_zone_candidates:
        assert one.field not in standing
        cited = re.findall(r"series:[a-z0-9_/.-]*[a-z0-9]", one.source)
        assert cited or one.source.startswith("plan text")
        assert all(rows[row]["available_from"] <= "2025-01-31" for row in cited)


def test_every_wording_holds_its_number(plan):
    for target in plan.targets:
        if target.tolerance in ("about", "floor", "bare"):
            assert f"{target.number:g}" in target.wording["zh"], target.id


def test_every_cited_evidence_row_exists(plan):
    cited = {row for action in plan.actions for row in action.evidence}
    cited |= {row for target in plan.targets for row in target.placeholders}
    cited |= {row for one in plan.named for row in one.evidence}
    cited |= {anchor.source for rows in plan.anchors.values() for anchor in rows}
    cited |= {goal.source for goal in plan.nested_goals if not goal.source.startswith("judgement: ")}
    free = [a.baseline_source for a in plan.actions] + [f.weight_source for f in plan.fields]
    free += [d.weight_source for d in plan.districts] + [plan.header.budget_cap_source]
    cited |= {found for text in free for found in re.findall(r"(?:policy|series|priors):[a-z0-9_/.-]*[a-z0-9]", text)}
    assert len(cited) > 60
    assert cited <= evidence_ids(), sorted(cited - evidence_ids())


def test_nested_goals_were_known_before_the_plan_was_in_force(plan):
    """Each begins before the plan, and a row of the evidence behind one was published by then."""
    rows = {}
    with (data_path("calibration/evidence") / "series.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    goals = [goal for goal in plan.nested_goals if not goal.source.startswith("judgement: ")]
    assert goals
    for goal in goals:
        row = rows[goal.source]
        assert (float(row["value"]), row["role"]) == (goal.number, "target")
        assert row["available_from"] <= f"{plan.header.in_force}"
        assert row["available_from"][:7] <= goal.first
    assert all(goal.first < plan.header.start for goal in plan.nested_goals)


def test_every_placeholder_row_that_names_a_target_is_declared(plan):
    """Rows that the evidence itself marks as judged with a target in view are all declared by some target."""
    with (data_path("calibration/evidence") / "priors.csv").open(encoding="utf-8", newline="") as file:
        marked = {row["id"] for row in csv.DictReader(file) if "PLACEHOLDER" in row["note"]}
    assert marked == {row for target in plan.targets for row in target.placeholders}


def test_the_template_is_tiny_and_says_it_is_invented():
    plan = load_plan("template")
    assert [len(part) for part in (plan.programmes, plan.actions, plan.fields, plan.districts)] == [2, 4, 3, 3]
    assert len(plan.targets) == 5
    assert "invented" in plan.name["en"]
    assert set(plan.anchors) == set(load_plan("hangzhou").anchors)


def test_a_plan_cannot_be_changed(plan):
    with pytest.raises(Exception, match="frozen"):
        plan.actions[0].baseline = 1.0


def test_wording_knows_two_languages(plan):
    assert plan.name["zh"].startswith("杭州市")
    with pytest.raises(KeyError):
        plan.name["fr"]


def test_unknown_plan_names_the_nearest():
    with pytest.raises(InputError, match="did you mean 'hangzhou'"):
        load_plan("hangzou")


def test_importing_the_doors_is_light():
    code = (
        "import sys, sim.inputs.plan, sim.inputs.policy; print([m for m in ('pydantic', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_driver_is_a_row_of_the_parameter_table(plan):
    with data_path("calibration/parameters.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    for target in plan.targets:
        assert target.drivers, target.id
        assert set(target.drivers) <= names, target.id


@pytest.mark.parametrize("name", ["hangzhou", "template"])
def test_every_parameter_of_an_instrument_is_a_row_of_the_parameter_table(name):
    with data_path("calibration/parameters.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    keys = ("unit_cost", "payee_cap", "reviewer_cap", "awareness", "application", "lag", "half_life")
    named = {getattr(tool, key) for tool in load_plan(name).instruments for key in keys} - {""}
    assert named
    assert named <= names
