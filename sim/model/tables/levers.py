"""Named lever values: what money can move. Rules read these; they never know which action moved them.

Each name is a word in plans and a number in rules, written in one line; a new one goes to the end of its list.
"""

from sim.model.tables.numbered import Numbered

# What a firm is paid: through an open call (support that is used up with the instrument's half-life), or with a title.
_firm_channels: Numbered[str] = Numbered()
RESEARCH_SUBSIDY = _firm_channels.add("research-subsidy")
CENTRE_COACHING = _firm_channels.add("centre-coaching")
CERTIFICATION_COACHING = _firm_channels.add("certification-coaching")
GROWTH_AWARD = _firm_channels.add("growth-award")
START_UP_VOUCHER = _firm_channels.add("start-up-voucher")
COMPUTE_VOUCHER = _firm_channels.add("compute-voucher")
UPGRADE_GRANT = _firm_channels.add("upgrade-grant")
ENGINEER_GRANT = _firm_channels.add("engineer-grant")
COMPETITION_PRIZE = _firm_channels.add("competition-prize")
LISTING_HELP = _firm_channels.add("listing-help")
HEADQUARTERS_AWARD = _firm_channels.add("headquarters-award")
FIRM_CHANNELS: tuple[str, ...] = _firm_channels.all()
FIRM_CHANNEL_COUNT = len(FIRM_CHANNELS)

# Capacity that money builds in the city. It arrives with the instrument's lag and fades with its half-life.
_city_channels: Numbered[str] = Numbered()
LABORATORY_PROGRAMME = _city_channels.add("laboratory-programme")
INNOVATION_CENTRES = _city_channels.add("innovation-centre")
PROOF_OF_CONCEPT = _city_channels.add("proof-of-concept")
PILOT_SCALE = _city_channels.add("pilot-scale-base")
ATTRACTION = _city_channels.add("attraction")
FOUNDING_SUPPORT = _city_channels.add("founding-support")
INCUBATION_SERVICE = _city_channels.add("incubation-service")
ZONE_PREPARATION = _city_channels.add("zone-preparation")
PARK_SPACE = _city_channels.add("park-space")
DATA_PILOT = _city_channels.add("data-pilot")
SCENARIO_OPENING = _city_channels.add("scenario-opening")
DEMONSTRATION = _city_channels.add("demonstration")
TALENT_TEAM = _city_channels.add("talent-team")
COOPERATION_PLATFORM = _city_channels.add("cooperation-platform")
CITY_CHANNELS: tuple[str, ...] = _city_channels.all()
CITY_CHANNEL_COUNT = len(CITY_CHANNELS)

# Money that goes through a market of its own.
_market_channels: Numbered[str] = Numbered()
PROJECT_GRANT = _market_channels.add("project-grant")
FUND_CAPITAL = _market_channels.add("fund-capital")
MARKET_CHANNELS: tuple[str, ...] = _market_channels.all()

# All of them, where units begun are counted: awards to firms first, then capacity, then markets.
CHANNELS: tuple[str, ...] = FIRM_CHANNELS + CITY_CHANNELS + MARKET_CHANNELS
FIRST_CITY_CHANNEL = FIRM_CHANNEL_COUNT
FIRST_MARKET_CHANNEL = FIRM_CHANNEL_COUNT + CITY_CHANNEL_COUNT
BEGUN_CHANNELS = len(CHANNELS)

# Who may apply to an open call.
_eligibility: Numbered[str] = Numbered()
ANY_FIRM = _eligibility.add("any-firm")
YOUNG_FIRM = _eligibility.add("young-firm")
FAST_GROWING_FIRM = _eligibility.add("fast-growing-firm")
UNCERTIFIED_FIRM = _eligibility.add("uncertified-firm")
CENTRE_CANDIDATE = _eligibility.add("centre-candidate")
RESEARCH_FIRM = _eligibility.add("research-firm")
COMPUTE_USER = _eligibility.add("compute-user")
LARGE_FIRM = _eligibility.add("large-firm")
MATURE_PRODUCT_FIRM = _eligibility.add("mature-product-firm")
LATE_STAGE_FIRM = _eligibility.add("late-stage-firm")
FINANCE_SEEKER = _eligibility.add("finance-seeker")
ELIGIBILITY: tuple[str, ...] = _eligibility.all()

# Stages of funds.
_fund_stages: Numbered[str] = Numbered()
SEED_FUND = _fund_stages.add("seed")
ANGEL_FUND = _fund_stages.add("angel")
VENTURE_FUND = _fund_stages.add("venture")
MERGER_FUND = _fund_stages.add("merger")
FUND_STAGES: tuple[str, ...] = _fund_stages.all()
FUND_STAGE_COUNT = len(FUND_STAGES)

# How an instrument passes its money on.
_deliveries: Numbered[str] = Numbered()
OPEN_CALL = _deliveries.add("open-call")
CAPACITY = _deliveries.add("capacity")
CAPITAL = _deliveries.add("capital")
PROJECTS = _deliveries.add("projects")
DELIVERIES: tuple[str, ...] = _deliveries.all()

FIRM_CHANNEL_INDEX = {name: code for code, name in enumerate(FIRM_CHANNELS)}
CITY_CHANNEL_INDEX = {name: code for code, name in enumerate(CITY_CHANNELS)}
ELIGIBILITY_INDEX = {name: code for code, name in enumerate(ELIGIBILITY)}
FUND_STAGE_INDEX = {name: code for code, name in enumerate(FUND_STAGES)}
DELIVERY_INDEX = {name: code for code, name in enumerate(DELIVERIES)}
