"""What is counted every month: one list, from which the record, the readings and the charts take their columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Metric:
    """One column of the monthly record. ``cumulative``: counted since the plan; otherwise a stock or a monthly flow."""

    id: str
    unit: str
    cumulative: bool
    meaning: str


METRICS: tuple[Metric, ...] = (
    # --- targets: recognised counts under every reading, then what was earned
    Metric("consortia_formed", "count", True, "innovation consortia signed since the plan"),
    Metric("consortia_stock", "count", False, "innovation consortia in being"),
    Metric("consortia_provincial", "count", True, "consortia on the provincial list since the plan"),
    Metric(
        "consortia_delivering",
        "count",
        True,
        "consortia formed since the plan whose lead runs or has finished a project",
    ),
    Metric(
        "centres_recognised",
        "count",
        True,
        "enterprise technology centres recognised since the plan, firms in the fields",
    ),
    Metric("centres_by_product", "count", True, "the same, plus centres of other firms with a product in the fields"),
    Metric("centres_stock", "count", False, "technology centres held by firms in the fields"),
    Metric("centres_earned", "count", True, "centres recognised since the plan whose thresholds hold on true values"),
    Metric("projects_launched", "count", True, "key-technology projects launched since the plan"),
    Metric("projects_accepted", "count", True, "key-technology projects accepted since the plan"),
    Metric("projects_claimed", "count", True, "results claimed by project leaders since the plan"),
    Metric(
        "projects_met_aim", "count", True, "accepted or finished projects since the plan that met their technical aim"
    ),
    Metric(
        "upper_zones_listed", "count", True, "provincial and national pilot zones listed for cultivation since the plan"
    ),
    Metric("upper_zones_stock", "count", False, "provincial and national pilot zones on the lists"),
    Metric("upper_zones_completed", "count", True, "provincial and national pilot zones completed since the plan"),
    Metric(
        "upper_zones_operating", "count", True, "upper-level zones listed since the plan with tenants and a carrier"
    ),
    Metric("city_zones_completed", "count", True, "municipal pilot zones completed since the plan"),
    Metric("city_zones_listed", "count", True, "municipal pilot zones listed for cultivation since the plan"),
    Metric("city_zones_operating", "count", True, "completed municipal zones with tenants and a carrier"),
    Metric("zone_districts_listed", "count", True, "districts in which a municipal zone is listed"),
    Metric("zone_districts_completed", "count", True, "districts in which a municipal zone is completed"),
    Metric("zone_districts_operating", "count", True, "districts with a listed zone that has tenants and a carrier"),
    Metric("leaders_named", "count", True, "ecosystem-leading firms named by the city"),
    Metric("leaders_capable", "count", False, "firms that pass the capacity test of an ecosystem leader"),
    Metric("leaders_earned", "count", True, "named ecosystem leaders that pass the capacity test"),
    Metric("high_tech_first", "count", True, "first high-tech certifications since the plan"),
    Metric("high_tech_with_renewals", "count", True, "first certifications and renewals since the plan"),
    Metric("high_tech_stock", "count", False, "field firms holding a valid high-tech certificate"),
    Metric("high_tech_earned", "count", True, "first certifications since the plan whose conditions hold on true R&D"),
    Metric("samples_accepted", "count", True, "future-society demonstration samples accepted since the plan"),
    Metric("samples_listed", "count", True, "future-society demonstration samples listed since the plan"),
    Metric("samples_operating", "count", True, "samples in operation since the plan"),
    Metric("scenarios_accepted", "count", True, "typical application scenarios accepted (in use) since the plan"),
    Metric("scenarios_listed", "count", True, "typical application scenarios listed since the plan"),
    Metric("scenarios_in_use", "count", True, "listed scenarios whose installation operates"),
    Metric(
        "fund_stages_investing",
        "count",
        False,
        "fund stages (of four) with money to invest and a field deal in the last year",
    ),
    Metric("fund_stages_existing", "count", False, "fund stages (of four) with at least one fund"),
    Metric("platforms_opened", "count", True, "cooperation platforms opened since the plan"),
    Metric("platforms_stock", "count", False, "cooperation platforms in being"),
    Metric("platforms_active", "count", True, "platforms opened since the plan and in operation for a quarter"),
    # --- denominators of the break-evens
    Metric("city_high_tech_first", "count", True, "first high-tech certifications of the whole city since the plan"),
    Metric("city_centres_recognised", "count", True, "technology centres recognised in the whole city since the plan"),
    Metric("project_applications", "count", True, "project proposals filed by field firms since the plan"),
    Metric("consortium_candidates", "count", False, "firms able to lead a consortium"),
    Metric("zone_candidates", "count", False, "zones in preparation or further"),
    Metric("scenario_needs", "count", True, "scenario needs opened since the plan"),
    # --- the economy
    Metric("firms", "count", False, "field firms alive"),
    Metric("births", "count", True, "firms founded since the plan, spin-outs and arrivals included"),
    Metric("closures", "count", True, "firms closed, moved away or bought since the plan"),
    Metric("revenue", "million CNY/year", False, "sum of annual revenue of field firms"),
    Metric("research", "million CNY/year", False, "sum of true R&D spending of field firms"),
    Metric("staff", "persons", False, "persons employed by field firms"),
    Metric("ip", "count", False, "intellectual-property items held by living field firms"),
    Metric("deals", "count", True, "venture rounds closed since the plan"),
    Metric("deal_money", "million CNY", True, "money raised in those rounds"),
    Metric("dry_powder", "million CNY", False, "money that funds can still invest"),
    Metric("unicorns", "count", False, "field firms valued at one billion US dollars or more"),
    Metric("listings", "count", True, "field firms listed since the plan"),
    Metric("tenants", "count", False, "field firms in incubation"),
    Metric("city_high_tech_stock", "count", False, "valid high-tech certificates of the whole city"),
    # --- money
    Metric(
        "released", "million CNY", True, "public money released since the start of the run, general programmes included"
    ),
    Metric("spent", "million CNY", True, "public money taken up since the start of the run"),
    Metric("unspent", "million CNY", False, "released money that could not be taken up"),
    # --- the whole city, fields included: what the city publishes, counted since the start of the run
    Metric("technology_smes", "count", False, "technology SMEs on the provincial register, whole city"),
    Metric("technology_smes_new", "count", True, "technology SMEs new in the whole city since the start of the run"),
    Metric("city_certified", "count", True, "first certifications in the whole city since the start of the run"),
    Metric("city_renewed", "count", True, "certificates renewed in the whole city since the start of the run"),
    Metric("quasi_unicorns", "count", False, "unlisted firms of all branches worth 100 million US dollars or more"),
    Metric("quasi_unicorns_new", "count", True, "firms that became such quasi-unicorns since the start of the run"),
    Metric("city_unicorns", "count", False, "unlisted firms of all branches worth one billion US dollars or more"),
    Metric("city_unicorns_new", "count", True, "firms that became such unicorns since the start of the run"),
    Metric("city_listings", "count", True, "firms of all branches listed since the start of the run"),
    Metric("city_listed", "count", False, "listed companies of all branches"),
    Metric("little_giants", "count", False, "national little giants of all branches"),
    Metric("little_giants_new", "count", True, "little giants named since the start of the run"),
    Metric("city_research", "million CNY/year", False, "R&D expenditure of the whole city in the calendar year"),
)

METRIC_INDEX: dict[str, int] = {metric.id: column for column, metric in enumerate(METRICS)}
