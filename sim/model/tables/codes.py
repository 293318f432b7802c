"""Small whole numbers that stand for a kind or a state, named once for the rules, the reporters and the charts."""

# Room in the records: a city may have fewer, so that every city runs on one compiled text. The checks of plans and
# scenarios refuse what is above these numbers (see sim.model.tables.limits).
MAX_FIELDS = 16
MAX_DISTRICTS = 16
MAX_ACTIONS = 16
MAX_INSTRUMENTS = 32
MAX_CHANNELS = 16
MAX_CHANNELS_OF_ALL = 32
MAX_METRICS = 192
MAX_PROVINCIAL_ZONES = 12
MAX_NAMED_ZONES = 8
MAX_EXTRA_CANDIDATES = 4  # municipal candidates of a district beyond its first, outside the corridor
MAX_REVIEWS = 8
MAX_NESTED_GOALS = 16
MAX_SCALE = 16  # size of a city over the one that the parameters describe
SAMPLES_A_CITY = 64  # samples that a city of that size may list in one run; a larger one more in proportion
MAX_SAMPLES = SAMPLES_A_CITY * MAX_SCALE

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

# A firm's key-technology project and its scenario trials; how many trials and consortia one firm has room for.
NO_PROJECT = 0
PROJECT_RUNNING = 1
PROJECT_UNDER_REVIEW = 2
NO_TRIAL = 0
TRIAL_BUILDING = 1
TRIAL_VERIFIED = 2  # early verification: the installation operates
TRIAL_INTEGRATED = 3  # integrated trial: accepted in use
TRIAL_PROMOTED = 4  # general promotion: spread to further sites
TRIALS_MOST = 4
CONSORTIA_MOST = 4

# What a sector plan counts: goals inside the plan's own; months over which its installations are built at most.
NESTED_BREAKTHROUGHS = 0
NESTED_SCENARIOS = 1
NESTED_CONSORTIA = 2
NESTED_MONTHS_MOST = 120

# The cohort table of the rest of the city: age bands x size bands x certificate states.
AGE_BANDS = 5
SIZE_BANDS = 3
VALID_YEARS = 3  # states of a valid certificate of the cohort: years left, the present one included
ONCE_CERTIFIED = 4  # no valid certificate now, but one before
CERTIFICATE_STATES = 5  # 0 never certified, 1 to VALID_YEARS, ONCE_CERTIFIED
COHORT_CELLS = AGE_BANDS * SIZE_BANDS * CERTIFICATE_STATES

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
