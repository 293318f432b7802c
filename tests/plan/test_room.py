"""What a plan may hold: at the limit it loads, one above it is refused with the limit; the engine says the same."""

from __future__ import annotations

import datetime

import pytest

from sim.engine.compiled.worlds import build_worlds
from sim.errors import InputError
from sim.inputs.parameters import load_parameters
from sim.inputs.parameters.table import ParameterTable
from sim.inputs.plan import load_plan
from sim.inputs.plan.load import plan_from
from sim.inputs.policy import allocation, load_scenario
from sim.model.tables.codes import MAX_REVIEWS, MAX_SCALE
from sim.model.tables.layout import FUND_TYPE, GOVERNMENT_TYPE, WORLD_TYPE
from sim.model.tables.limits import EARLIEST_START, LARGEST_NESTED_GOAL, PLAN_ROOM, SAMPLE_METRICS, most_samples
from sim.shipped import data_path
from tests.filled_plan import plan_document


@pytest.mark.parametrize("table", PLAN_ROOM)
def test_a_plan_may_fill_the_records(table):
    most = PLAN_ROOM[table]
    assert len(getattr(plan_from(plan_document(**{table: most})), table)) == most


@pytest.mark.parametrize("table", PLAN_ROOM)
def test_a_plan_beyond_the_records_is_refused_with_the_limit(table):
    most = PLAN_ROOM[table]
    with pytest.raises(InputError) as refusal:
        plan_from(plan_document(**{table: most + 1}), "mine.toml")
    assert (refusal.value.file, refusal.value.key) == ("mine.toml", table)
    assert (refusal.value.value, refusal.value.allowed) == (f"a list of {most + 1}", f"at most {most}")


@pytest.mark.parametrize("table", PLAN_ROOM)
def test_the_engine_refuses_what_no_file_could_say(table):
    """A plan put together in Python has seen no schema."""
    plan = load_plan("template")
    rows = getattr(plan, table)
    long = plan.model_copy(update={table: (rows * (PLAN_ROOM[table] + 1))[: PLAN_ROOM[table] + 1]})
    parameters = load_parameters()
    policy = allocation(load_scenario("template", plan), plan)
    with pytest.raises(InputError, match=rf"{table}: must not have more than {PLAN_ROOM[table]} entries"):
        build_worlds(long, parameters, parameters.central(), policy)


def test_the_limits_are_the_lengths_of_the_records():
    lengths = {
        "actions": [WORLD_TYPE["action_money"], GOVERNMENT_TYPE["released_plan"]],
        "instruments": [WORLD_TYPE["instrument_action"], GOVERNMENT_TYPE["purse"]],
        "fields": [WORLD_TYPE["field_weight"], GOVERNMENT_TYPE["field_firms"], FUND_TYPE["mandate"]],
        "districts": [WORLD_TYPE["district_weight"], GOVERNMENT_TYPE["district_firms"]],
        "provincial_zones": [WORLD_TYPE["provincial_field"], WORLD_TYPE["provincial_month"]],
        "named_zone_candidates": [WORLD_TYPE["named_zone_field"], WORLD_TYPE["named_zone_second"]],
        "nested_goals": [WORLD_TYPE["nested_kind"], WORLD_TYPE["nested_rate"], WORLD_TYPE["nested_until"]],
    }
    for table, nested in lengths.items():
        assert {one.shape for one in nested} == {(PLAN_ROOM[table],)}, table
    assert GOVERNMENT_TYPE["sample_due"].shape == (most_samples(MAX_SCALE),)


def scaled(scale: float, **target):
    document = plan_document()
    document["plan"]["scale"] = scale
    document["targets"][0].update(target)
    return plan_from(document)


def test_a_city_is_at_most_so_many_times_the_one_described():
    assert scaled(float(MAX_SCALE)).header.scale == MAX_SCALE
    with pytest.raises(InputError, match=rf"plan.scale: must not be above {MAX_SCALE}"):
        scaled(MAX_SCALE * 1.001)
    large = load_plan("template")
    large = large.model_copy(update={"header": large.header.model_copy(update={"scale": 1e6})})
    parameters = load_parameters()
    policy = allocation(load_scenario("template", large), large)
    with pytest.raises(InputError, match=rf"plan.scale: must not be above {MAX_SCALE}.*at most {MAX_SCALE}"):
        build_worlds(large, parameters, parameters.central(), policy)


@pytest.mark.parametrize("scale", [0.05, 1.0, 1.5, MAX_SCALE])
@pytest.mark.parametrize("metric", SAMPLE_METRICS)
def test_a_target_of_more_samples_than_a_city_can_list_is_refused(scale, metric):
    readings = [{"id": "first", "metric": metric, "name": {"zh": "样本", "en": "samples"}}]
    most = most_samples(scale)
    assert scaled(scale, number=most, readings=readings).targets[0].number == most
    with pytest.raises(InputError, match=rf"high-tech-firms\].number: .*samples.*found {most + 1}.*at most {most}"):
        scaled(scale, number=most + 1, readings=readings)


def test_a_larger_city_lists_more_samples():
    parameters = load_parameters()
    for scale in (0.05, 1.0, 3.0, MAX_SCALE):
        plan = scaled(scale)
        policy = allocation(load_scenario("template", plan), plan)
        world = build_worlds(plan, parameters, parameters.central(), policy)[0]
        assert world["sample_room"] == most_samples(scale) >= 64 * min(1.0, scale)


def starting(month: str):
    document = plan_document()
    year = month[:4]
    document["plan"].update(start=month, issued=_day(f"{year}-01-01"), in_force=_day(f"{month}-28"), months=24)
    document["provincial_zones"] = []
    last = int(year) * 12 + int(month[5:]) - 1 + 23
    document["plan"]["ends"] = _day(f"{last // 12}-{last % 12 + 1:02d}-28")
    return document


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize("month", ["2018-01", "2017-12", "1995-06"])
def test_a_plan_before_the_clock_of_the_model_is_refused(month):
    with pytest.raises(InputError, match=rf"plan.start: .*found '{month}'.*allowed: from '2018-02' on"):
        plan_from(starting(month))


def test_a_plan_may_start_with_the_second_month_of_the_clock():
    plan = plan_from(starting("2018-02"))
    parameters = load_parameters()
    policy = allocation(load_scenario("template", plan), plan)
    assert build_worlds(plan, parameters, parameters.central(), policy)[0]["month"] == 1


def test_a_table_without_the_profile_of_a_field_is_named():
    table = load_parameters()
    short = ParameterTable([row for row in table if row.name != "field_compute[synthetic-biology]"], "mine.csv")
    plan = load_plan("template")
    policy = allocation(load_scenario("template", plan), plan)
    with pytest.raises(InputError, match=r"mine.csv: field_compute: unknown profile.*synthetic-biology"):
        build_worlds(plan, short, short.central(), policy)


def test_the_description_of_plans_states_the_limits():
    text = " ".join((data_path("scenarios") / "README.md").read_text(encoding="utf-8").split())
    held = f"{PLAN_ROOM['actions']} actions, {PLAN_ROOM['instruments']} instruments, {PLAN_ROOM['fields']} fields, "
    held += f"{PLAN_ROOM['districts']} districts and {PLAN_ROOM['provincial_zones']} zones"
    held += f" that are on the provincial list already and {PLAN_ROOM['named_zone_candidates']} that it names"
    assert f"A plan holds at most {held}" in text
    assert f"its `scale` is at most {MAX_SCALE} and its `start` not before {EARLIEST_START}." in text
    assert f"A target counts at most {most_samples(1.0)} samples" in text
    goals = f"at most {PLAN_ROOM['nested_goals']} nested goals, each of at most {LARGEST_NESTED_GOAL:,}"
    assert f"A plan holds {goals}" in text
    assert f"Refused: more than {MAX_REVIEWS} rules" in text
