"""Every fault of a scenario file is one sentence that names file, key, value, what is allowed and the nearest name."""

from __future__ import annotations

import pytest

from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.policy import load_scenario

POTS = "[budget]\nexpenditure = 100\ncapital = 50\n"
HALF = POTS + "[shares]\nstart-ups = 0.5\n"
REVIEW = (
    '[[reviews]]\nmetric = "high_tech_first"\nbelow = 1\nmonth = 6\nfrom = "talent"\nto = "start-ups"\npart = 0.5\n'
)
LINE = '[[lines]]\naction = "talent"\nwhat = "x"\nsource = "judgement"\ncommitted = true\n'
FACTORS = "amount = 1\nfuture_share = 0.1\ntake_up = 0.5\n"

BAD = {
    "unknown section": (HALF + "[share]\na = 1", "share: unknown key.*did you mean 'shares'"),
    "unknown key": (HALF + "[switches]\nlever_effect = 1", "switches.lever_effect: unknown key.*'lever_effects'"),
    "unprintable key": (HALF + '[switches]\n"a\\nb" = 1', "switches.'a.*nb': unknown key"),
    "negative share": (POTS + "[shares]\nstart-ups = -0.1", "shares.start-ups: must not be below 0"),
    "share above 1": (POTS + "[shares]\nstart-ups = 1.1", "shares.start-ups: must not be above 1"),
    "nan": (POTS + "[shares]\nstart-ups = nan", "shares.start-ups: must be a finite number"),
    "inf budget": ("[budget]\nexpenditure = inf\ncapital = 0", "budget.expenditure: must be a finite number"),
    "sum above 1": (POTS + "[shares]\nstart-ups = 0.6\ntalent = 0.6", "shares: the shares sum to more than 1.*1.2"),
    "quoted share": (POTS + '[shares]\nstart-ups = "0.5"', "shares.start-ups: must be a number"),
    "truth as share": (POTS + "[shares]\nstart-ups = true", "shares.start-ups: must be a number"),
    "unknown action": (POTS + "[shares]\nstartups = 0.5", "unknown action.*did you mean 'start-ups'"),
    "share of capital": (POTS + "[shares]\nfunds = 0.5", "shares.funds: is paid from the capital pot"),
    "shares no table": (POTS + "shares = 3", "budget.shares: unknown key"),
    "negative budget": ("[budget]\nexpenditure = -1\ncapital = 0", "budget.expenditure: must not be below 0"),
    "beyond the city": (
        "[budget]\nexpenditure = 200000\ncapital = 0\n[shares]\ntalent = 1",
        "more than the city could pay",
    ),
    "huge number": (f"[budget]\nexpenditure = {10**400}\ncapital = 0", "budget.expenditure: must be a number"),
    "no budget": ("[shares]\ntalent = 1", "budget.expenditure: this key is missing.*and 1 more fault"),
    "one pot missing": ("[budget]\nexpenditure = 1\n[shares]\ntalent = 1", "budget.capital: this key is missing"),
    "no shares": (POTS, "shares: this table is missing"),
    "unknown level": ('[budget]\nlevel = "mid"', "budget.level: not one of.*low, middle, high; did you mean 'middle'"),
    "level of nothing": ('[budget]\nlevel = "low"\n[shares]\ntalent = 1', "budget.level: needs budget.levels"),
    "level and amount": (POTS + 'level = "low"\n[shares]\ntalent = 1', "budget.level: stands beside an amount"),
    "commit too much": (HALF + "[committed]\nstart-ups = 0.6", "committed.start-ups: more is committed than"),
    "commit unknown": (HALF + "[committed]\nstart-up = 0.1", "committed.start-up: unknown action"),
    "movable alone": (POTS + "[movable]\ntalent = 1", "movable: needs scenario.based_on"),
    "shares and lines": (HALF + LINE + FACTORS, r"lines: stands beside \[shares\]"),
    "line twice": (
        POTS + 2 * (LINE + FACTORS),
        r"lines\[2\]: the same as lines\[1\], and would count twice",
    ),
    "target beyond any count": (
        HALF + "[targets]\nhigh-tech-firms = { number = 1e300 }",
        "targets.high-tech-firms.number: must not be above 10,000,000",
    ),
    "control character": (
        HALF + '[targets]\nhigh-tech-firms = { reading = "\\u001b[31mfirst" }',
        "targets.high-tech-firms.reading: must be one line without control",
    ),
    "reading of another target": (
        HALF + '[targets]\nhigh-tech-firms = { reading = "listd" }',
        "targets.high-tech-firms.reading: unknown reading",
    ),
    "one thing under two names": (
        POTS + '[shares]\nstart-ups = 0.1\n"Start-ups" = 0.1',
        "shares.Start-ups: stands twice, under two names",
    ),
    "unknown field": (HALF + "[fields]\nall = { robots = 1 }", "unknown field.*did you mean 'humanoid-robots'"),
    "field of nobody": (HALF + "[fields]\nstart-up = { quantum = 1 }", "fields.start-up: unknown action"),
    "negative weight": (HALF + "[fields]\nall = { quantum = -1 }", "fields.all.quantum: must not be below 0"),
    "short calendar": (HALF + "[calendar]\nquarters = [0.5, 0.5]", "calendar.quarters: must have 8 numbers"),
    "calendar sum": (
        HALF + "[calendar]\nquarters = [1, 1, 0, 0, 0, 0, 0, 0]",
        "calendar.quarters: the numbers must sum to 1",
    ),
    "negative quarter": (
        HALF + "[calendar]\nquarters = [1.5, -0.5, 0, 0, 0, 0, 0, 0]",
        r"quarters\[1\]: must not be above",
    ),
    "calendar no list": (HALF + "[calendar]\nquarters = 1", "calendar.quarters: must be a list"),
    "calendar of nobody": (
        HALF + "[calendar]\nfund = [1, 0, 0, 0, 0, 0, 0, 0]",
        "calendar.fund: unknown action.*'funds'",
    ),
    "unknown target": (
        HALF + "[targets]\nhigh-tech = { number = 3 }",
        "unknown target.*did you mean 'high-tech-firms'",
    ),
    "unknown reading": (
        HALF + '[targets]\nleaders = { reading = "first" }',
        "targets.leaders.reading: unknown reading",
    ),
    "unknown tolerance": (HALF + '[targets]\nleaders = { tolerance = "abut" }', "did you mean 'about'"),
    "target of zero": (HALF + "[targets]\nleaders = { number = 0 }", "targets.leaders.number: must be above 0"),
    "switch no truth": (HALF + "[switches]\nleniency = 1", "switches.leniency: must be true or false"),
    "unknown crowding": (HALF + '[switches]\ncrowding = "inn"', "allowed: prior, in, out; did you mean 'in'"),
    "unknown metric": (
        HALF + REVIEW.replace("high_tech_first", "high_tech_fist"),
        "unknown target or metric.*'high_tech_first'",
    ),
    "review too early": (HALF + REVIEW.replace("month = 6", "month = 0"), r"reviews\[1\].month: .*allowed: 1 to 22"),
    "review too late": (HALF + REVIEW.replace("month = 6", "month = 23"), r"reviews\[1\].month: no month in which"),
    "review of no quarter": (HALF + REVIEW.replace("month = 6", 'at = "2026-Q5"'), r"reviews\[1\].at: .*as 2025-Q4"),
    "review at the end": (HALF + REVIEW.replace("month = 6", 'at = "2026-Q4"'), r"reviews\[1\].at: no date at which"),
    "review of two dates": (HALF + REVIEW + 'at = "2025-Q4"\n', r"reviews\[1\]: needs one of at and month"),
    "review of no date": (HALF + REVIEW.replace("month = 6\n", ""), r"reviews\[1\]: needs one of at and month"),
    "review of two marks": (HALF + REVIEW + "at_least = 3\n", r"reviews\[1\]: needs one of below and at_least"),
    "review of no mark": (HALF + REVIEW.replace("below = 1\n", ""), r"reviews\[1\]: needs one of below and at_least"),
    "review at nan": (HALF + REVIEW.replace("below = 1", "below = nan"), r"reviews\[1\].below: must be a finite"),
    "review of committed money": (
        HALF.replace("start-ups", "talent") + "[committed]\ntalent = 0.5\n" + REVIEW,
        r"reviews\[1\].from: all its money is committed",
    ),
    "reviews of committed money": (
        HALF.replace("start-ups", "talent")
        + "[committed]\ntalent = 0.25\n"
        + REVIEW.replace("0.5", "1")
        + REVIEW.replace("month = 6", "month = 9").replace("0.5", "1"),
        "reviews: together these rules could move committed money",
    ),
    "reviews that contradict": (
        HALF
        + REVIEW
        + REVIEW.replace('"talent"', '"x"').replace('"start-ups"', '"talent"').replace('"x"', '"start-ups"'),
        r"reviews\[2\]: contradicts reviews\[1\]",
    ),
    "review twice": (HALF + REVIEW + REVIEW, r"reviews\[2\]: is the same rule as reviews\[1\]"),
    "review to itself": (HALF + REVIEW.replace('"start-ups"', '"talent"'), "from an action to itself"),
    "review across pots": (HALF + REVIEW.replace('"start-ups"', '"funds"'), "the pots mix only with"),
    "review of nobody": (HALF + REVIEW.replace('"start-ups"', '"start-up"'), r"reviews\[1\].to: unknown action"),
    "review of nothing": (HALF + REVIEW.replace("part = 0.5", "part = 0"), r"reviews\[1\].part: must be above 0"),
    "line unknown": (
        POTS + LINE.replace('"talent"', '"talents"') + FACTORS,
        r"lines\[1\].action: unknown action.*'talent'",
    ),
    "line half": (POTS + LINE + "amount = 1", r"lines\[1\]: a published line needs amount"),
    "line double": (POTS + LINE + FACTORS + "share = 0.1", r"lines\[1\]: a published line needs"),
    "assumption with amount": (POTS + LINE + FACTORS + "assumption = true", r"lines\[1\]: an assumption has a share"),
    "assumptions only": (POTS + LINE + "assumption = true\nshare = 0.5", "lines: the published lines hold no money"),
    "impossible date": (HALF + "[switches]\nleniency = 2025-02-30", "not valid TOML"),
}


@pytest.mark.parametrize("case", BAD, ids=str)
def test_one_sentence_for_a_bad_scenario(case, written, hangzhou):
    body, sentence = BAD[case]
    file = written(body)
    with pytest.raises(InputError, match=sentence) as refusal:
        load_scenario(file, hangzhou)
    assert str(refusal.value).startswith(str(file))
    assert "\n" not in str(refusal.value)


HEADS = {
    "no scenario section": ("[budget]\nexpenditure = 1\n", "scenario: this key is missing"),
    "no name": ('[scenario]\nid = "a"\ndescription = { zh = "a", en = "b" }\n', "scenario.name: this key is missing"),
    "name in one language": (
        '[scenario]\nid = "a"\nname = { zh = "a" }\ndescription = { zh = "a", en = "b" }\n',
        "scenario.name.en: this key is missing",
    ),
    "id with blank": (
        '[scenario]\nid = "a b"\nname = { zh = "a", en = "b" }\ndescription = { zh = "a", en = "b" }\n',
        "scenario.id: must be lower-case letters",
    ),
}


@pytest.mark.parametrize("case", HEADS, ids=str)
def test_one_sentence_for_a_bad_head(case, written, hangzhou):
    head, sentence = HEADS[case]
    with pytest.raises(InputError, match=sentence):
        load_scenario(written("", head=head), hangzhou)


def test_unknown_scenario_names_the_nearest(hangzhou):
    with pytest.raises(InputError, match=r"unknown scenario.*did you mean 'reference'"):
        load_scenario("referense", hangzhou)


def test_missing_files_and_folders(tmp_path, hangzhou):
    with pytest.raises(InputError, match="no such scenario file"):
        load_scenario(tmp_path / "none.toml", hangzhou)
    with pytest.raises(InputError, match="this is a folder"):
        load_scenario(tmp_path, hangzhou)


def based_on(name: str) -> str:
    return f'based_on = "{name}"\n'


def test_based_on_cannot_go_in_circles(written, hangzhou):
    written(based_on("./b.toml"), "a")
    written(based_on("./a.toml"), "b")
    itself = written(based_on("./c.toml"), "c")
    with pytest.raises(InputError, match=r"scenario.based_on: leads back to itself: a -> b -> a"):
        load_scenario(itself.parent / "a.toml", hangzhou)
    with pytest.raises(InputError, match=r"leads back to itself: c -> c"):
        load_scenario(itself, hangzhou)


def test_based_on_names_the_nearest_and_a_faulty_base_names_itself(written, hangzhou):
    with pytest.raises(InputError, match=r"scenario.based_on: unknown scenario.*did you mean 'reference'"):
        load_scenario(written(based_on("refference")), hangzhou)
    base = written(POTS + "[shares]\ntalent = 2", "base")
    with pytest.raises(InputError, match=r"shares.talent: must not be above 1") as refusal:
        load_scenario(written(based_on("./base.toml")), hangzhou)
    assert refusal.value.file == str(base)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("[movable]\ntalent = 0.7\nstart-ups = 0.7", "movable: the shares sum to more than 1"),
        ("[movable]\ntalents = 0.7", "movable.talents: unknown action.*did you mean 'talent'"),
        ("[movable]\nfunds = 0.7", "shares.funds: is paid from the capital pot"),
        ("[movable]\ntalent = 1\n[shares]\ntalent = 1", "movable: stands beside"),
    ],
)
def test_a_bad_movable_part(body, sentence, written, hangzhou):
    with pytest.raises(InputError, match=sentence):
        load_scenario(written(based_on("reference") + body), hangzhou)


def test_the_plan_must_exist_and_fit(written, hangzhou):
    with pytest.raises(InputError, match=r"scenario.plan: unknown plan.*did you mean 'hangzhou'"):
        load_scenario(written('plan = "hangzho"\n' + HALF))
    with pytest.raises(InputError, match=r"scenario.plan: made for another plan than 'hangzhou'"):
        load_scenario("template", hangzhou)
    with pytest.raises(InputError, match=r"scenario.plan: not 'hangzhou', the plan of based_on"):
        load_scenario(written('plan = "template"\n' + based_on("reference")))


def test_capital_needs_an_action_that_takes_it(written, template):
    content = template.model_dump(by_alias=True)
    content["actions"] = [action for action in content["actions"] if action["pot"] == "expenditure"]
    content["instruments"] = []
    plan = type(load_plan("template")).model_validate(content)
    file = written('plan = "template"\n' + POTS + "[shares]\nstart-ups = 1")
    with pytest.raises(InputError, match=r"budget.capital: no action of plan 'template' is paid from capital"):
        load_scenario(file, plan)
