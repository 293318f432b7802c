"""What a page may post: an untouched page is the preset itself, and nothing impossible gets as far as a run."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

import sim.app.page
from sim.app.page.posted import decoded, posted_scenario
from sim.app.page.presets import SHIPPED
from sim.errors import InputError
from sim.inputs.plan.document import shipped_names
from sim.inputs.policy import allocation, load_scenario, scenario_from, scenario_toml
from sim.shipped import data_path

README = (Path(sim.app.page.__file__).parent / "README.md").read_text(encoding="utf-8")


def test_an_untouched_page_is_the_preset(service, post_of) -> None:
    for name, scenario in service.presets.shipped.items():
        assert posted_scenario(post_of(service, name), service.presets) is scenario


def test_the_readme_says_which_shipped_scenarios_do_not_open(service) -> None:
    refused, not_offered = set(), set()
    for name in shipped_names("scenarios"):
        if load_scenario(name).plan != service.inputs.plan.id:
            continue
        if name not in SHIPPED:
            not_offered.add(name)
        try:
            service.presets.open(data_path(f"scenarios/{name}.toml").read_text(encoding="utf-8"))
        except InputError:
            refused.add(name)
    told = re.search(r"a scenario that mixes them \((.*?)\) is not offered and is refused when opened", README)
    opens = re.search(r"The stress case (\S+)\s+is not offered either.* opens as a file", README, re.DOTALL)
    assert told is not None
    assert opens is not None
    assert set(re.findall(r"`([a-z-]+)`", told[1])) == refused
    assert set(re.findall(r"`([a-z-]+)`", told[1] + opens[1])) == not_offered


def test_the_stress_case_opens_with_nothing_committed(service, post_of) -> None:
    name = service.presets.open(data_path("scenarios/even-all.toml").read_text(encoding="utf-8"))
    assert posted_scenario(post_of(service, name), service.presets) is service.presets.get(name)
    made = posted_scenario(post_of(service, name, talent=0.0), service.presets)
    assert allocation(made, service.inputs.plan).totals[service.inputs.plan.action_index["talent"]] == 0.0


def test_money_arrives_as_posted(service, post_of) -> None:
    made = posted_scenario(post_of(service, scenarios=100.0, science_parks=136.0), service.presets)
    plan = service.inputs.plan
    totals = dict(zip([a.id for a in plan.actions], allocation(made, plan).totals, strict=True))
    assert totals["scenarios"] == pytest.approx(100.0)
    assert totals["science-parks"] == pytest.approx(136.0)
    assert totals["talent"] == service.inputs.allocation.totals[plan.action_index["talent"]]  # to the last bit


def test_a_saved_scenario_gives_the_same_money_and_opens_again(service, post_of) -> None:
    made = posted_scenario({**post_of(service, scenarios=100.0, funds=1500.0), "switches": {"leniency": True},
                            "readings": {"high-tech-firms": "stock"}}, service.presets)  # fmt: skip
    text = scenario_toml(made)
    name = service.presets.open(text)
    again = service.presets.get(name)
    plan = service.inputs.plan
    np.testing.assert_array_equal(allocation(again, plan).totals, allocation(made, plan).totals)
    assert again.switches.leniency
    assert allocation(again, plan).readings["high-tech-firms"].reading == "stock"
    assert posted_scenario(post_of(service, name), service.presets) is again


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"money": None}, "missing"),
        ({"expenditure": -1.0}, "amount"),
        ({"expenditure": True}, "amount"),
        ({"expenditure": 10**400}, "amount"),
        ({"expenditure": math.inf}, "amount"),
        ({"expenditure": 4000.0}, "more than the pot"),
        ({"capital": 100.0}, "more than the pot"),
        ({"expenditure": 1e12}, "more than the city could pay"),
        ({"preset": "../../etc/passwd"}, "unknown preset"),
        ({"preset": ["reference"]}, "unknown preset"),
        ({"path": "/etc/passwd"}, "unknown key"),
        ({"switches": {"gravity": True}}, "gravity"),
        ({"switches": {"leniency": "perhaps"}}, "leniency"),
        ({"switches": {"transfers_between_pots": True}}, "two pots apart"),
        ({"switches": []}, "not a table"),
        ({"readings": {"consortia": "dreamt"}}, "unknown reading"),
        ({"readings": {"wishes": "formed"}}, "unknown target"),
    ],
)
def test_what_is_impossible_is_refused(service, post_of, change, words) -> None:
    with pytest.raises(InputError, match=words):
        posted_scenario({**post_of(service), **change}, service.presets)


@pytest.mark.parametrize(
    ("money", "words"),
    [
        ({"scenarios": -5.0}, "not an amount"),
        ({"scenarios": float("nan")}, "not an amount"),
        ({"scenarios": "100"}, "not an amount"),
        ({"scenarios": 500.0}, "more than the pot"),
        ({"talent": 1000.0}, "less than is committed"),
        ({"moonshots": 1.0}, "unknown action"),
    ],
)
def test_impossible_money_is_refused(service, post_of, money, words) -> None:
    with pytest.raises(InputError, match=words):
        posted_scenario(post_of(service, **money), service.presets)


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            {"expenditure": 9_999_900.0},
            ("99,999.00 亿元", "1,004.00 亿元"),
            ("9,999,900.00 million", "100,400.00 million"),
        ),
        ({"expenditure": 4000.0}, ("45.00 亿元", "40.00 亿元"), ("4,500.00 million", "4,000.00 million")),
        ({"capital": 100.0}, ("20.00 亿元", "1.00 亿元"), ("2,000.00 million", "100.00 million")),
        ({"money": {"talent": 1000.0}}, ("10.00 亿元", "11.81 亿元"), ("1,000.00 million", "1,181.06 million")),
    ],
)
def test_a_refusal_counts_money_as_the_page_does(service, post_of, change, zh, en) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        posted = post_of(service)
        changed = {**change, "money": {**posted["money"], **change.get("money", {})}}
        with pytest.raises(InputError) as caught:
            posted_scenario({**posted, **changed, "lang": lang}, service.presets)
        assert words[0] in str(caught.value.value)
        assert words[1] in str(caught.value.allowed)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"a": NaN}', b'{"a": Infinity}', b"\xff\xfe", b"[" * 50_000, b'{"a":' + b"9" * 9000 + b"}"],
)
def test_a_body_that_is_no_object_of_finite_numbers_is_refused(body) -> None:
    with pytest.raises(InputError, match="JSON object"):
        decoded(body)


@pytest.mark.parametrize("key", ["based_on", "plan"])
@pytest.mark.parametrize("path", ["/etc/passwd", "../reference.toml", "secret.toml", "a/b"])
def test_an_opened_scenario_names_no_path(service, key, path) -> None:
    text = scenario_toml(service.inputs.scenario)
    text = text.replace('plan = "hangzhou"', f'{key} = "{path}"')
    with pytest.raises(InputError, match="only a shipped name"):
        service.presets.open(text)


@pytest.mark.parametrize("text", ["[", "scenario = 3", "a = " + "[" * 5000, "", "[scenario]\nbased_on = 3"])
def test_an_opened_text_that_is_no_scenario_is_refused(service, text) -> None:
    with pytest.raises(InputError):
        service.presets.open(text)


def test_only_the_last_opened_scenarios_are_kept(service) -> None:
    document = json.loads(service.inputs.scenario.model_dump_json(by_alias=True))
    names = []
    for number in range(40):
        scenario = scenario_from(_document(document, 1000.0 + number), service.inputs.plan)
        names.append(service.presets.open(scenario_toml(scenario)))
    assert len(set(names)) == 40
    with pytest.raises(InputError, match="unknown preset"):
        service.presets.get(names[0])
    assert service.presets.get(names[-1]).budget.capital == 1039.0


def _document(whole, capital):
    header = {key: whole[key] for key in ("id", "name", "description", "plan")}
    budget = {"expenditure": 4500.0, "capital": capital}
    return {"scenario": header, "budget": budget, "shares": whole["shares"], "committed": whole["committed"]}
