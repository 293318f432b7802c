"""State of every kind of agent: one table from which Mesa agents, compiled records and the field reference are made."""

from __future__ import annotations

from dataclasses import dataclass

from sim.tables.codes import (
    COHORT_CELLS,
    FUND_STAGE_COUNT,
    MAX_ACTIONS,
    MAX_CHANNELS,
    MAX_DISTRICTS,
    MAX_FIELDS,
    MAX_INSTRUMENTS,
    MAX_REVIEWS,
    MAX_SAMPLES,
)

MAX_METRICS = 64


@dataclass(frozen=True)
class Field:
    """One field of a record. ``length`` 0 is a scalar; else a nested array of that many float or int."""

    name: str
    type: type
    unit: str
    meaning: str
    default: float | int | bool = 0
    length: int = 0


def _f(name: str, unit: str, meaning: str, default: float = 0.0, length: int = 0) -> Field:
    return Field(name, float, unit, meaning, default, length)


def _i(name: str, unit: str, meaning: str, default: int = 0, length: int = 0) -> Field:
    return Field(name, int, unit, meaning, default, length)


def _b(name: str, meaning: str) -> Field:
    return Field(name, bool, "yes/no", meaning, False)


_IDENTITY = (
    _i("id", "key", "identity for draws; comes from where and when it could arise"),
    _i("index", "slot", "place in its list, never reused"),
    _b("alive", "still in being"),
)

FIRM = (
    *_IDENTITY,
    _i("field", "code", "future-industry field it counts for"),
    _i("district", "code", "district"),
    _i("zone", "slot", "pilot zone it is a tenant of", -1),
    _i("incubator", "slot", "incubator it is a tenant of", -1),
    _i("tenancy", "months", "months in incubation"),
    _i("origin", "code", "incumbent, founded, spun out, arrived"),
    _i("ending", "code", "why it is no longer counted: closed, bought, moved away"),
    _i("age", "months", "months since registration"),
    _f("revenue", "million CNY/year", "annual rate of sales"),
    _f("staff", "persons", "employees"),
    _f("science_staff", "persons", "employees in R&D and related work"),
    _f("equipment", "million CNY", "R&D equipment"),
    _f("research", "million CNY/year", "annual rate of true R&D spending"),
    _f("intensity", "share", "R&D spending over sales it aims at"),
    _f("relabelled", "share", "share of reported R&D that is relabelled expense"),
    _f("margin", "share", "operating surplus over sales before R&D"),
    _f("sales_total", "million CNY", "sales of this calendar year so far and of the three before", 0.0, 4),
    _f("research_total", "million CNY", "true R&D of this calendar year so far and of the three before", 0.0, 4),
    _f("knowledge", "million CNY", "knowledge stock: R&D less depreciation"),
    _f("readiness", "TRL", "technology readiness, 1 to 9", 1.0),
    _i("ip", "count", "intellectual-property items held"),
    _b("class_one_ip", "holds at least one class-I item (invention patent)"),
    _f("high_tech_share", "share", "sales from high-tech products over all sales"),
    _f("quality", "sd", "standing trait: what management and technology are worth"),
    _f("growth", "log points/year", "growth of sales under way"),
    _f("shock", "log points/year", "growth shock of the current year"),
    _f("demand_pull", "log points/year", "extra growth from scenarios, demonstrations and zones"),
    _f("closure_hazard", "per month", "hazard of closing, refreshed every quarter"),
    _f("cash", "million CNY", "cash at hand"),
    _b("venture", "seeks venture capital by design"),
    _b("seeking", "looks for a round this month"),
    _i("stage", "code", "venture rounds closed"),
    _i("backer", "slot", "fund that led the last round", -1),
    _i("last_round", "month", "month of the last round", -1),
    _f("valuation", "million CNY", "post-money value of the last round"),
    _b("listed", "shares are listed"),
    _f("equity", "million CNY", "equity raised so far"),
    _f("grants", "million CNY", "public money received so far"),
    _f("support", "intensity", "fading support by firm channel", 0.0, MAX_CHANNELS),
    _i("supports", "count", "kinds of support it holds this month"),
    _f("overlap", "ratio", "factor on each effect when several supports meet", 1.0),
    _b("high_tech", "holds a valid high-tech certificate"),
    _i("high_tech_until", "month", "last month of validity", -1),
    _b("high_tech_filed", "application of this round is filed"),
    _b("high_tech_ever", "has been certified before"),
    _b("specialised", "holds a specialised (SRDI) title"),
    _b("centre", "holds an enterprise technology centre"),
    _b("centre_filed", "centre application of this round is filed"),
    _b("centre_true", "the centre's thresholds held on true values when it was recognised"),
    _i("project", "code", "key-technology project: none, running, under review"),
    _i("project_due", "month", "when the project or its review ends", -1),
    _b("project_met", "the running project meets its technical aim"),
    _i("projects_done", "count", "projects accepted so far"),
    _i("consortium", "code", "innovation consortium it leads: none, forming, signed"),
    _i("consortium_due", "month", "when the consortium is signed", -1),
    _b("consortium_new", "the consortium was signed since the plan"),
    _i("trial", "code", "scenario trial: none, building, in use"),
    _i("trial_due", "month", "when the installation is in use", -1),
    _b("leader", "named ecosystem leader by the city"),
)

INCUBATOR = (
    *_IDENTITY,
    _i("kind", "code", "incubator, maker space, science park, proof-of-concept centre, pilot-scale base"),
    _i("level", "code", "municipal, provincial, national"),
    _i("district", "code", "district"),
    _i("capacity", "firms", "places for firms of the fields"),
    _i("tenants", "firms", "places taken"),
    _i("graduates", "firms", "firms that left as graduates"),
    _f("quality", "ratio", "quality of service, 1 = average", 1.0),
    _f("grants", "million CNY", "public money received so far"),
    _f("space", "firms", "places under construction, paid for and not yet open"),
)

FUND = (
    *_IDENTITY,
    _i("stage", "code", "seed, angel, venture, merger"),
    _f("committed", "million CNY", "money not yet called"),
    _f("dry", "million CNY", "money that can be invested"),
    _f("raised", "million CNY", "money raised so far"),
    _f("invested", "million CNY", "money invested so far"),
    _f("returned", "million CNY", "exit proceeds received"),
    _f("distributed", "million CNY", "proceeds passed on to investors"),
    _f("raised_normal", "million CNY", "size at which it settled"),
    _f("public_inflow", "million CNY", "public capital received since the plan"),
    _f("public_share", "share", "share of capital that is public"),
    _f("tolerance", "ratio", "appetite for risk, 1 = market"),
    _f("patience", "years", "time until it presses for exit"),
    _f("local_duty", "share", "share that must stay in the city"),
    _f("mandate", "share", "weight of each field", 0.0, MAX_FIELDS),
    _i("portfolio", "firms", "firms it backs"),
    _i("deals", "count", "rounds led so far"),
    _i("last_deal", "month", "month of its last round in the fields", -1000),
)

ZONE = (
    *_IDENTITY,
    _i("field", "code", "lead field"),
    _i("district", "code", "district"),
    _i("second_district", "code", "second district, -1 = none", -1),
    _i("level", "code", "municipal, provincial, national"),
    _i("status", "code", "preparing, listed, completed"),
    _b("since_plan", "listed since the plan"),
    _f("preparation", "share", "how ready the application and the ground are, 1 = ready"),
    _i("listed_month", "month", "when it was listed", -1),
    _f("build", "share", "works done, 1 = ready for acceptance"),
    _f("build_months", "months", "time the works take at ordinary pace"),
    _f("carriers", "count", "carriers (buildings, platforms) opened"),
    _i("tenants", "firms", "field firms inside"),
    _f("grants", "million CNY", "public money received so far"),
)

LAB = (
    *_IDENTITY,
    _i("kind", "code", "laboratory, university, manufacturing innovation centre"),
    _i("field", "code", "main field"),
    _i("district", "code", "district"),
    _f("output", "discoveries/year", "rate of discoveries worth developing"),
    _f("discoveries", "count", "discoveries waiting for development"),
    _f("concepts", "count", "discoveries under proof of concept"),
    _i("spin_outs", "count", "firms spun out so far"),
    _i("next_spin_outs", "count", "firms it spins out this month"),
    _i("licences", "count", "licences granted so far"),
    _f("grants", "million CNY", "public money received so far"),
)

GOVERNMENT = (
    _i("firms", "count", "firm slots in use"),
    _i("incubators", "count", "incubators"),
    _i("funds", "count", "funds"),
    _i("zones", "count", "pilot zones"),
    _i("labs", "count", "labs"),
    _b("overflow", "the list of firms was full; the run must be redone with more room"),
    _f("count", "see metrics", "the monthly record, in the order of sim.tables.metrics", 0.0, MAX_METRICS),
    _f("purse", "million CNY", "released and not yet taken up, by instrument", 0.0, MAX_INSTRUMENTS),
    _f("released", "million CNY", "released so far, by instrument", 0.0, MAX_INSTRUMENTS),
    _f("spent", "million CNY", "taken up so far, by instrument", 0.0, MAX_INSTRUMENTS),
    _f("works_first", "million CNY", "paid and in the first half of its lag", 0.0, MAX_INSTRUMENTS),
    _f("works_second", "million CNY", "paid and in the second half of its lag", 0.0, MAX_INSTRUMENTS),
    _f("stock", "units", "capacity in force, by instrument", 0.0, MAX_INSTRUMENTS),
    _f("released_plan", "million CNY", "plan money released so far, by action", 0.0, MAX_ACTIONS),
    _f("spent_plan", "million CNY", "money of all kinds taken up since the plan, by action", 0.0, MAX_ACTIONS),
    _f("facility_grants", "million CNY", "public money received by facilities that are no agents"),
    _f("co_funded", "million CNY", "district and provincial money added to city grants"),
    _i("review_done", "yes/no", "review rows that have moved money", 0, MAX_REVIEWS),
    _f("cohort", "firms", "rest of the city: age x size x certificate", 0.0, COHORT_CELLS),
    _f("cohort_first", "firms", "first certifications of the rest of the city since the plan"),
    _f("cohort_centres", "centres", "technology centres of the rest of the city since the plan"),
    _f("cohort_centres_product", "centres", "of these, with a product in the fields"),
    _i("consortia_provincial", "count", "consortia on the provincial list since the plan"),
    _i("scenarios_open", "count", "listed scenarios looking for a firm"),
    _i("samples", "count", "samples listed so far"),
    _i("sample_due", "month", "when each listed sample is in operation", -1, MAX_SAMPLES),
    _i("sample_accepted", "yes/no", "accepted samples", 0, MAX_SAMPLES),
    _i("platforms", "count", "cooperation platforms in being"),
    _f("platform_works", "count", "platforms paid for and being set up"),
    _f("platform_active", "count", "platforms since the plan older than a quarter"),
    _f("recent_platforms", "count", "platforms since the plan younger than a quarter"),
    _i("zone_batch_month", "month", "month of the next municipal zone list", -1),
    _i("zone_batches", "count", "municipal zone lists issued"),
    _i("provincial_batch_month", "month", "month of the next provincial list", -1),
    _i("deals", "count", "rounds closed since the plan"),
    _i("listings", "count", "listings since the plan"),
    _i("births", "count", "entrants since the plan"),
    _i("closures", "count", "firms closed, bought or moved away since the plan"),
    _f("stage_money", "million CNY", "money raised by stage since the plan", 0.0, FUND_STAGE_COUNT),
    _i("stage_first", "slot", "first fund of each stage", 0, FUND_STAGE_COUNT),
    _i("stage_funds", "count", "funds of each stage", 0, FUND_STAGE_COUNT),
    _f("zone_pull", "share", "extra entry by field and district from listed zones", 0.0, MAX_FIELDS * MAX_DISTRICTS),
)

WORLD_STATE = (
    _i("key", "key", "key of the month's draws"),
    _i("run_key", "key", "key of draws that last for the whole run"),
    _i("month", "month", "months since January 2018"),
    _i("calendar", "month", "calendar month, 0 = January"),
    _i("plan_month", "months", "months since the first month with plan money; below 0 before"),
    _i("start", "month", "first month of the run"),
    _i("fields", "count", "fields of this city"),
    _i("districts", "count", "districts of this city"),
    _i("actions", "count", "actions of this plan"),
    _i("instruments", "count", "instruments of this plan"),
    _i("reviews", "count", "adaptive review rows"),
    _f("action_money", "million CNY", "plan money of the month by action", 0.0, MAX_ACTIONS),
    _f("baseline_money", "million CNY/month", "general programmes by action", 0.0, MAX_ACTIONS),
    _f("field_emphasis", "ratio", "weight of a field in an action (mean 1), action-major", 1.0, MAX_ACTIONS * MAX_FIELDS),
    _f("channel_emphasis", "ratio", "weight of a field in a city channel (mean 1), channel-major", 1.0, MAX_CHANNELS * MAX_FIELDS),
    _f("field_weight", "share", "share of a field in the firms", 0.0, MAX_FIELDS),
    _f("district_weight", "share", "share of a district in the firms", 0.0, MAX_DISTRICTS),
    _i("corridor", "yes/no", "district of the science corridor", 0, MAX_DISTRICTS),
    _f("field_growth", "log points/year", "drift of sales by field", 0.0, MAX_FIELDS),
    _f("field_founding", "ratio", "founding rate by field over the mean", 1.0, MAX_FIELDS),
    _f("field_compute", "share", "how much R&D rests on compute", 0.0, MAX_FIELDS),
    _f("field_delay", "ratio", "slow-down of readiness by regulation and capital need", 1.0, MAX_FIELDS),
    _f("field_demand", "ratio", "response of sales to public demand", 1.0, MAX_FIELDS),
    _f("supply", "log points", "venture supply, 0 = normal"),
    _b("window_open", "the listing window is open"),
    _f("demand", "log points/year", "shared demand shock"),
    _f("strictness", "sd", "shared strictness of the year's reviewers"),
    _f("review_pace", "ratio", "shared speed of reviews, 1 = ordinary"),
    _f("counting", "sd", "shared generosity of counting, acts only with leniency"),
    _f("lever", "units", "capacity in force by city channel", 0.0, MAX_CHANNELS),
    _f("lever_base", "units", "capacity that the general programmes alone sustain", 0.0, MAX_CHANNELS),
    _i("instrument_action", "code", "action of each instrument", 0, MAX_INSTRUMENTS),
    _i("instrument_delivery", "code", "open call, capacity, capital, projects", 0, MAX_INSTRUMENTS),
    _i("instrument_channel", "code", "channel within its delivery", 0, MAX_INSTRUMENTS),
    _i("instrument_eligibility", "code", "who may apply", 0, MAX_INSTRUMENTS),
    _f("instrument_share", "share", "share of its action's money", 0.0, MAX_INSTRUMENTS),
    _f("instrument_unit_cost", "million CNY", "cost of one unit", 1.0, MAX_INSTRUMENTS),
    _f("instrument_payee_cap", "million CNY", "most one payee may receive", 1.0, MAX_INSTRUMENTS),
    _f("instrument_reviewer_cap", "awards", "most awards an open month", 0.0, MAX_INSTRUMENTS),
    _f("instrument_awareness", "probability", "an eligible payee knows the call", 0.0, MAX_INSTRUMENTS),
    _f("instrument_application", "probability", "a payee who knows it applies", 0.0, MAX_INSTRUMENTS),
    _f("instrument_lag", "months", "mean lag from payment to capacity", 0.0, MAX_INSTRUMENTS),
    _f("instrument_keep", "share", "share of capacity or support kept from month to month", 1.0, MAX_INSTRUMENTS),
    _i("instrument_window", "yes/no", "open in a calendar month, instrument-major", 0, MAX_INSTRUMENTS * 12),
    _f("channel_keep", "share", "share of a firm's support kept from month to month", 1.0, MAX_CHANNELS),
    _i("review_metric", "code", "metric a review looks at", 0, MAX_REVIEWS),
    _i("review_month", "month", "plan month of the review", 0, MAX_REVIEWS),
    _i("review_from", "code", "action that gives", 0, MAX_REVIEWS),
    _i("review_to", "code", "action that receives", 0, MAX_REVIEWS),
    _f("review_below", "see metric", "money moves when the metric is below", 0.0, MAX_REVIEWS),
    _f("review_part", "share", "part of the giver's later money that moves", 0.0, MAX_REVIEWS),
    _b("label_effects", "switch: titles change behaviour"),
    _b("crowd_out", "switch: public capital displaces private capital"),
    _b("crowd_in", "switch: public capital attracts private capital as in national studies"),
    _b("zone_displacement", "switch: zones draw firms from the rest of the city"),
    _b("mobilisation", "switch: targets raise applications and calls"),
    _b("leniency", "switch: city titles are counted generously"),
    _b("co_funding", "switch: districts and province add to city grants"),
    _b("national_channel", "switch: national zone lists are open"),
    _f("anchor_high_tech_stock", "firms", "valid certificates in the city at the start"),
    _f("anchor_technology_smes", "firms", "technology SMEs in the city at the start"),
    _f("anchor_incubators", "count", "incubators and maker spaces at the start"),
    _f("anchor_concept_centres", "count", "proof-of-concept centres at the start"),
    _f("anchor_centres_new", "centres/year", "technology centres recognised a year at the start"),
    _f("anchor_firms_ratio", "ratio", "field firms at the start over January 2025"),
    _i("provincial_field", "code", "fields of the provincial zones already listed, -1 = none", -1, 8),
    _i("provincial_district", "code", "their districts", -1, 8),
    _i("provincial_second", "code", "their second districts, -1 = none", -1, 8),
    _i("provincial_month", "month", "when they were listed", -1, 8),
)


KINDS: dict[str, tuple[Field, ...]] = {
    "Firm": FIRM,
    "Incubator": INCUBATOR,
    "Fund": FUND,
    "PilotZone": ZONE,
    "Lab": LAB,
    "Government": GOVERNMENT,
}
