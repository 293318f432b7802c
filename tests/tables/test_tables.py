"""Names written twice, as words for people and as numbers for rules, mean the same; every city fits its room."""

from __future__ import annotations

from collections import Counter

import pytest

from sim import decisions
from sim.parameters import load_parameters
from sim.plan import load_plan
from sim.tables import codes, levers, metric_columns, phases, records
from sim.tables.metrics import METRICS
from sim.tables.parameter_fields import PARAMETER_FIELDS

# Two constants are not the channel in capitals: a kind of lab and a kind of house have those names.
OTHER_NAMES = {"innovation-centre": "INNOVATION_CENTRES", "pilot-scale-base": "PILOT_SCALE"}


def constant(name: str) -> int:
    return getattr(codes, OTHER_NAMES.get(name, name.replace("-", "_").upper()))


@pytest.mark.parametrize("names", [levers.FIRM_CHANNELS, levers.CITY_CHANNELS, levers.ELIGIBILITY], ids=lambda n: n[0])
def test_channels_and_eligible_pools_have_their_numbers(names: tuple[str, ...]) -> None:
    assert [constant(name) for name in names] == list(range(len(names)))


def test_lists_are_as_long_as_the_rules_believe() -> None:
    assert len(levers.FIRM_CHANNELS) == codes.FIRM_CHANNEL_COUNT <= codes.MAX_CHANNELS
    assert len(levers.CITY_CHANNELS) == codes.CITY_CHANNEL_COUNT <= codes.MAX_CHANNELS
    assert len(levers.FUND_STAGES) == codes.FUND_STAGE_COUNT
    assert len(phases.PHASES) == phases.PHASE_COUNT
    assert len(METRICS) <= records.MAX_METRICS


def test_stages_deliveries_and_phases_have_their_numbers() -> None:
    funds = [getattr(codes, f"{stage.upper()}_FUND") for stage in levers.FUND_STAGES]
    deliveries = [getattr(codes, name.replace("-", "_").upper()) for name in levers.DELIVERIES]
    order = [getattr(phases, phase.name.upper()) for phase in phases.PHASES]
    for numbers in (funds, deliveries, order):
        assert numbers == list(range(len(numbers)))


def test_columns_of_the_record_are_in_the_order_of_the_metrics() -> None:
    columns = {name: value for name, value in vars(metric_columns).items() if name.isupper()}
    assert columns == {metric.id.upper(): place for place, metric in enumerate(METRICS)}


def test_every_world_parameter_is_a_row_without_profile() -> None:
    rows = {row.name for row in load_parameters()}
    assert set(PARAMETER_FIELDS) - rows == set()
    assert [name for name, number in Counter(PARAMETER_FIELDS).items() if number > 1] == []


def test_every_parameter_is_used_by_a_rule_an_instrument_a_profile_or_an_observation() -> None:
    from description.parameter_tables import instrument_parameters
    from sim.calibration.observations import load_observations
    from sim.ensemble.anchors import HISTORY_PARAMETERS
    from sim.ensemble.worlds import PROFILE_PARAMETERS
    from sim.parameters.effects import DISCOUNT

    used = {*PARAMETER_FIELDS, *PROFILE_PARAMETERS, *instrument_parameters(), *HISTORY_PARAMETERS, DISCOUNT}
    fields = [field.id for field in load_plan("hangzhou").fields]
    used.update(name for one in load_observations(fields).used for name in one.model.names)
    assert {row.base for row in load_parameters()} - used == set()


def test_profiles_are_complete() -> None:
    """Each field of each plan finds its profile under every parameter that has profiles."""
    table = load_parameters()
    profiles = {field.profile for name in ("hangzhou", "template") for field in load_plan(name).fields}
    for base in {row.base for row in table if row.profile}:
        assert profiles <= set(table.profile_rows(base)), base


def test_decisions_are_numbered_without_gap_or_repeat() -> None:
    numbers = sorted(value for name, value in vars(decisions).items() if name.isupper())
    assert numbers == list(range(1, len(numbers) + 1))


def test_fields_of_a_record_have_a_unit_a_meaning_and_one_name() -> None:
    for kind, fields in {**records.KINDS, "World": records.WORLD_STATE}.items():
        names = Counter(field.name for field in fields)
        assert [name for name, number in names.items() if number > 1] == [], kind
        assert all(field.unit and field.meaning for field in fields), kind
        assert all(field.type in (float, int, bool) for field in fields), kind
        assert not any(field.type is bool and field.length for field in fields), f"{kind}: nested yes/no"
