"""Small whole numbers that stand for a kind or a state, named once for the rules, the reporters and the charts."""

from __future__ import annotations

# Room in the records: a city may have fewer, so that every city runs on one compiled text. The checks of plans and
# scenarios refuse what is above these numbers (see sim.tables.limits).
MAX_FIELDS = 16
MAX_DISTRICTS = 16
MAX_ACTIONS = 16
MAX_INSTRUMENTS = 32
MAX_CHANNELS = 16
MAX_PROVINCIAL_ZONES = 8
MAX_REVIEWS = 8
MAX_SCALE = 16  # size of a city over the one that the parameters describe
SAMPLES_A_CITY = 64  # samples that a city of that size may list in one run; a larger one more in proportion
MAX_SAMPLES = SAMPLES_A_CITY * MAX_SCALE
FUND_STAGE_COUNT = 4

# Where a firm came from.
INCUMBENT = 0
FOUNDED = 1
SPUN_OUT = 2
ARRIVED = 3

# Why a firm is no longer counted.
CLOSED = 1
BOUGHT = 2
MOVED_AWAY = 3

# Rounds of venture finance a firm has closed.
UNFUNDED = 0
SEEDED = 1
SERIES_A = 2
SERIES_B = 3
SERIES_C = 4
SERIES_D = 5

# Stages of funds, in the order of sim.tables.levers.FUND_STAGES.
SEED_FUND = 0
ANGEL_FUND = 1
VENTURE_FUND = 2
MERGER_FUND = 3

# Incubator kinds.
INCUBATOR = 0
MAKER_SPACE = 1
SCIENCE_PARK = 2
PROOF_OF_CONCEPT_CENTRE = 3
PILOT_SCALE_BASE = 4

# Levels of incubators and zones.
MUNICIPAL = 0
PROVINCIAL = 1
NATIONAL = 2

# Life of a pilot zone.
PREPARING = 0
LISTED = 1
COMPLETED = 2

# Lab kinds.
LABORATORY = 0
UNIVERSITY = 1
INNOVATION_CENTRE = 2

# A firm's key-technology project, its consortium and its scenario trial.
NO_PROJECT = 0
PROJECT_RUNNING = 1
PROJECT_UNDER_REVIEW = 2
NO_CONSORTIUM = 0
CONSORTIUM_FORMING = 1
CONSORTIUM_SIGNED = 2
NO_TRIAL = 0
TRIAL_BUILDING = 1
TRIAL_IN_USE = 2

# The cohort table of the rest of the city: age bands x size bands x certificate states.
AGE_BANDS = 5
SIZE_BANDS = 3
CERTIFICATE_STATES = 4
COHORT_CELLS = AGE_BANDS * SIZE_BANDS * CERTIFICATE_STATES

# How an instrument passes its money on, in the order of sim.tables.levers.DELIVERIES.
OPEN_CALL = 0
CAPACITY = 1
CAPITAL = 2
PROJECTS = 3

QUARTER = 3  # months

# Calendar months (0 = January) of the statutory rounds.
JANUARY = 0
JUNE = 5
JULY = 6
DECEMBER = 11

# Identities of firms: incumbents by field and rank, entrants by month, source, field, district and rank.
INCUMBENT_STRIDE = 8192
ENTRANT_BASE = 1048576
ENTRANT_SOURCES = 4
ENTRANT_RANKS = 4096
LAB_RANKS = 16  # spin-outs of a month and lab: a block of ranks for each lab
# Ranks beyond these blocks, which only a very large city has, are identities of other blocks, so that none meet.
LARGE_RANKS = 2**32
LARGE_ENTRANT_BASE = 2**54
LARGE_INCUMBENT_BASE = 2**60
LARGE_LAB_BASE = 2**31  # a rank: spin-outs of a lab beyond its block
LARGE_LAB_RANKS = 2**12

# The firm and city channels of sim.tables.levers as numbers (a test holds the two together).
RESEARCH_SUBSIDY = 0
CENTRE_COACHING = 1
CERTIFICATION_COACHING = 2
GROWTH_AWARD = 3
START_UP_VOUCHER = 4
COMPUTE_VOUCHER = 5
UPGRADE_GRANT = 6
ENGINEER_GRANT = 7
COMPETITION_PRIZE = 8
LISTING_HELP = 9
HEADQUARTERS_AWARD = 10
FIRM_CHANNEL_COUNT = 11

LABORATORY_PROGRAMME = 0
INNOVATION_CENTRES = 1
PROOF_OF_CONCEPT = 2
PILOT_SCALE = 3
ATTRACTION = 4
FOUNDING_SUPPORT = 5
INCUBATION_SERVICE = 6
ZONE_PREPARATION = 7
PARK_SPACE = 8
DATA_PILOT = 9
SCENARIO_OPENING = 10
DEMONSTRATION = 11
TALENT_TEAM = 12
COOPERATION_PLATFORM = 13
CITY_CHANNEL_COUNT = 14

# Who may apply, in the order of sim.tables.levers.ELIGIBILITY.
ANY_FIRM = 0
YOUNG_FIRM = 1
FAST_GROWING_FIRM = 2
UNCERTIFIED_FIRM = 3
CENTRE_CANDIDATE = 4
RESEARCH_FIRM = 5
COMPUTE_USER = 6
LARGE_FIRM = 7
MATURE_PRODUCT_FIRM = 8
LATE_STAGE_FIRM = 9
FINANCE_SEEKER = 10
