"""A scenario file may call everything by its name in Chinese or English where an id is asked for."""

from __future__ import annotations

import pytest

from sim.errors import InputError
from sim.inputs.policy import load_scenario
from sim.model.tables.metrics import METRIC_INDEX, METRICS

HEAD = """
plan = "template"
[budget]
expenditure = 60
capital = 40
"""
IN_IDS = """
[shares]
pilot-zones = 0.5
start-ups = 0.2
[committed]
start-ups = 0.1
[fields]
all = { quantum = 2 }
pilot-zones = { general-ai = 3 }
[calendar]
quarters = [0.1, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1, 0.2]
funds = [0.5, 0, 0, 0, 0.5, 0, 0, 0]
[targets]
high-tech-firms = { number = 12, reading = "stock" }
[[reviews]]
metric = "high-tech-firms"
below = 3
month = 12
from = "pilot-zones"
to = "start-ups"
part = 0.5
[[reviews]]
metric = "firms"
below = 3
month = 13
from = "pilot-zones"
to = "start-ups"
part = 0.5
"""
IN_CHINESE = """
[shares]
"先导区与场景" = 0.5
"初创企业孵化" = 0.2
[committed]
"Start-ups" = 0.1
[fields]
all = { "量子科技" = 2 }
"先导区与场景" = { "通用人工智能" = 3 }
[calendar]
quarters = [0.1, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1, 0.2]
"专项基金" = [0.5, 0, 0, 0, 0.5, 0, 0, 0]
[targets]
"高新技术企业" = { number = 12, reading = "存量" }
[[reviews]]
metric = "高新技术企业"
below = 3
month = 12
from = "先导区与场景"
to = "初创企业孵化"
part = 0.5
[[reviews]]
metric = "METRIC"
below = 3
month = 13
from = "Pilot zones and scenarios"
to = "start-ups"
part = 0.5
"""


def test_names_are_the_ids_that_they_stand_for(written, template) -> None:
    words = METRICS[METRIC_INDEX["firms"]].words("zh")
    named = load_scenario(written(HEAD + IN_CHINESE.replace("METRIC", words)), template)
    assert named == load_scenario(written(HEAD + IN_IDS), template)


def test_movable_money_and_lines_name_actions(written, hangzhou) -> None:
    body = 'based_on = "reference"\n[movable]\n{} = 1\n'
    named, by_id = (load_scenario(written(body.format(name)), hangzhou) for name in ('"初创小微企业孵化"', "start-ups"))
    assert named == by_id
    line = (
        '[budget]\nexpenditure = 1\ncapital = 0\n[[lines]]\naction = "{}"\nwhat = "x"\nsource = "judgement"\n'
        "committed = true\namount = 1\nfuture_share = 0.1\ntake_up = 0.5\n"
    )
    named, by_id = (load_scenario(written(line.format(name)), hangzhou) for name in ("初创小微企业孵化", "start-ups"))
    assert named == by_id


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ('[targets]\n"高新企业" = {}', "targets.高新企业: unknown target.*did you mean '高新技术企业'"),
        (
            '[targets]\n"高新技术企业" = { reading = "存货" }',
            "targets.high-tech-firms.reading: unknown reading.*'存量'",
        ),
        ('[fields]\nall = { "量子科" = 1 }', "fields.all.量子科: unknown field.*did you mean '量子科技'"),
        ('[shares]\n"先导区与" = 1', "shares.先导区与: unknown action.*did you mean '先导区与场景'"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(written, template, table: str, sentence: str) -> None:
    shares = "" if "[shares]" in table else "[shares]\nstart-ups = 1\n"
    with pytest.raises(InputError, match=sentence):
        load_scenario(written(HEAD + shares + table), template)
