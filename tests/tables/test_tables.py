"""Names written twice, as words for people and as numbers for rules, mean the same; every city fits its room."""

from __future__ import annotations

from collections import Counter

import pytest

from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.model import decisions
from sim.model.tables import codes, levers, metrics, phases, records
from sim.model.tables.metrics import METRIC_INDEX, METRICS
from sim.model.tables.numbered import Numbered
from sim.model.tables.parameter_fields import parameter_fields
from sim.model.tables.world import WORLD_STATE

# Two constants are not the channel in capitals: a kind of lab and a kind of house have those names.
OTHER_NAMES = {"innovation-centre": "INNOVATION_CENTRES", "pilot-scale-base": "PILOT_SCALE"}

#: Columns of the records that were saved so far, in their places.
SAVED_COLUMNS = """
    consortia_formed consortia_stock consortia_provincial consortia_delivering centres_recognised centres_by_product
    centres_stock centres_earned projects_launched projects_accepted projects_claimed projects_met_aim
    upper_zones_listed upper_zones_stock upper_zones_completed upper_zones_operating city_zones_completed
    city_zones_listed city_zones_operating zone_districts_listed zone_districts_completed zone_districts_operating
    leaders_named leaders_capable leaders_earned high_tech_first high_tech_with_renewals high_tech_stock
    high_tech_earned samples_accepted samples_listed samples_operating scenarios_accepted scenarios_listed
    scenarios_in_use fund_stages_investing fund_stages_existing platforms_opened platforms_stock platforms_active
    city_high_tech_first city_centres_recognised project_applications consortium_candidates zone_candidates
    scenario_needs firms births closures revenue research staff ip deals deal_money dry_powder unicorns listings
    tenants city_high_tech_stock released spent unspent technology_smes technology_smes_new city_certified
    city_renewed quasi_unicorns quasi_unicorns_new city_unicorns city_unicorns_new city_listings city_listed
    little_giants little_giants_new city_research
"""


def constant(name: str) -> int:
    return getattr(levers, OTHER_NAMES.get(name, name.replace("-", "_").upper()))


def test_a_line_of_a_list_gives_its_number() -> None:
    letters: Numbered[str] = Numbered()
    assert [letters.add(one) for one in "abc"] == [0, 1, 2]
    assert letters.all() == ("a", "b", "c")


@pytest.mark.parametrize(
    "names", [levers.FIRM_CHANNELS, levers.CITY_CHANNELS, levers.ELIGIBILITY, levers.DELIVERIES], ids=lambda n: n[0]
)
def test_a_word_of_a_plan_and_the_constant_of_the_rules_are_called_alike(names: tuple[str, ...]) -> None:
    assert [constant(name) for name in names] == list(range(len(names)))


def test_records_have_room_for_the_lists() -> None:
    assert len(levers.FIRM_CHANNELS) == levers.FIRM_CHANNEL_COUNT <= codes.MAX_CHANNELS
    assert len(levers.CITY_CHANNELS) == levers.CITY_CHANNEL_COUNT <= codes.MAX_CHANNELS
    assert len(METRICS) <= codes.MAX_METRICS


def test_fund_stages_and_phases_are_called_like_their_constants() -> None:
    funds = [getattr(levers, f"{stage.upper()}_FUND") for stage in levers.FUND_STAGES]
    order = [getattr(phases, phase.name.upper()) for phase in phases.PHASES]
    for numbers in (funds, order):
        assert numbers == list(range(len(numbers)))


def test_a_metric_is_called_like_its_constant() -> None:
    named = [metric.id for metric in METRICS if not metric.id.startswith(("begun_", "delivered_"))]
    assert [getattr(metrics, name.upper()) for name in named] == [METRIC_INDEX[name] for name in named]


def test_what_money_begins_is_counted_in_the_order_of_the_channels() -> None:
    for first, word, channels in (
        (metrics.BEGUN, "begun", levers.CHANNELS),
        (metrics.DELIVERED, "delivered", levers.CITY_CHANNELS),
    ):
        columns = METRICS[first : first + len(channels)]
        assert [column.id for column in columns] == [f"{word}_{channel.replace('-', '_')}" for channel in channels]


def test_saved_columns_keep_their_places() -> None:
    assert [metric.id for metric in METRICS[: len(SAVED_COLUMNS.split())]] == SAVED_COLUMNS.split()
    assert len({metric.id for metric in METRICS}) == len(METRICS)


def test_every_row_without_profile_is_a_field_of_the_world() -> None:
    assert parameter_fields() == tuple(row.name for row in load_parameters() if not row.profile)
    assert set(parameter_fields()) & {field.name for field in WORLD_STATE} == set()


def test_every_parameter_is_used_by_a_rule_an_instrument_a_profile_or_an_observation() -> None:
    from description.parameter_tables import instrument_parameters
    from description.reading import parameter_files
    from sim.analyses.calibrate.observations import load_observations
    from sim.engine.compiled.anchors import HISTORY_PARAMETERS
    from sim.engine.compiled.worlds import PROFILE_PARAMETERS
    from sim.inputs.parameters.effects import DISCOUNT

    used = {*parameter_files(), *PROFILE_PARAMETERS, *instrument_parameters(), *HISTORY_PARAMETERS, DISCOUNT}
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
    for kind, fields in {**records.KINDS, "World": WORLD_STATE}.items():
        names = Counter(field.name for field in fields)
        assert [name for name, number in names.items() if number > 1] == [], kind
        assert all(field.unit and field.meaning for field in fields), kind
        assert all(field.type in (float, int, bool) for field in fields), kind
        assert not any(field.type is bool and field.length for field in fields), f"{kind}: nested yes/no"
