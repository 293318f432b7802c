"""Every fault of a plan file is one sentence that names file, key, value, what is allowed and the nearest name."""

from __future__ import annotations

import tomllib

import pytest

from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.plan.anchors import NEEDED
from sim.inputs.plan.load import plan_from
from sim.shipped import data_path

TEMPLATE = (data_path("scenarios/plans") / "template.toml").read_text(encoding="utf-8")

# what is replaced in the template plan, by what, and what the sentence must say
SPOILED = {
    "unknown key": ("document = ", "documents = ", "plan.documents: unknown key.*did you mean 'document'"),
    "unknown key deep": (
        'metric = "high_tech_first"',
        'metrik = "high_tech_first"',
        r"targets\[high-tech-firms\].*metrik",
    ),
    "missing section": ("[anchors]", "[anchor]", "anchor: unknown key.*did you mean 'anchors'"),
    "quoted date": ("issued = 2024-12-30", 'issued = "2024-12-30"', "plan.issued: must be a date"),
    "impossible date": ("issued = 2024-12-30", "issued = 2024-02-30", "not valid TOML"),
    "in force before issued": ("in_force = 2025-01-31", "in_force = 2024-01-31", "plan.in_force: must not be before"),
    "ends before in force": ("ends = 2026-12-31", "ends = 2025-01-30", "plan.ends: must be after"),
    "months and end differ": ("months = 24", "months = 23", "plan.months: .* end in 2026-11"),
    "fractional months": ("months = 24", "months = 24.0", "plan.months: must be a whole number"),
    "start no month": ('start = "2025-01"', 'start = "2025-13"', "plan.start"),
    "repeated id": ('id = "island"', 'id = "north"', r"districts\[north\].id: this id stands twice"),
    "identifier": ('id = "island"', 'id = "Isle Of"', r"districts\[Isle Of\].id: must be lower-case"),
    "unknown programme": ('programme = "firms"', 'programme = "firm"', "unknown programme.*did you mean 'firms'"),
    "two capital actions": ('pot = "expenditure"', 'pot = "capital"', "pot: only one action may|no action is paid"),
    "unknown pot": ('pot = "capital"', 'pot = "captial"', "allowed: expenditure, capital; did you mean 'capital'"),
    "negative baseline": ("baseline = 4", "baseline = -4", "baseline: must not be below 0"),
    "zero weight": ("weight = 3", "weight = 0", "weight: must be above 0"),
    "infinite weight": ("weight = 3", "weight = inf", "weight: must be a finite number"),
    "truth as number": ("weight = 3", "weight = true", "weight: must be a number"),
    "unknown profile": ('profile = "frontier"', 'profile = "fronteer"', "did you mean 'frontier'"),
    "unknown metric": (
        '"high_tech_stock"',
        '"high_tech_stok"',
        r"readings\[stock\].metric: unknown metric.*'high_tech_stock'",
    ),
    "unknown primary": ('primary = "first"', 'primary = "frist"', "unknown reading.*did you mean 'first'"),
    "unknown class": ('class = "C"', 'class = "D"', r"targets\[fund-system\].class: not one of"),
    "class and confidence": ('confidence_cap = "very low"', 'confidence_cap = "low"', "does not suit class C"),
    "break-even place": (
        "{share} of {denominator} first",
        "{shares} of {denominator} first",
        "must hold each of its three",
    ),
    "break-even brace": ("{share} of {denominator} first", "{share of first", "cannot be filled in|must hold each"),
    "break-even alone": ('denominator = "zone_candidates"', 'denominator = ""', "belong together"),
    "certain outside view": ("outside_view = 0.8", "outside_view = 1.0", "outside_view: must be below 1"),
    "anchor years": (
        "year = 2018, value = 150",
        "year = 2025, value = 150",
        "anchors.high_tech_stock: years must rise",
    ),
    "zone of no field": (
        'field = "quantum"\ndistricts',
        'field = "quantun"\ndistricts',
        r"named_zone_candidates\[1\].field: unknown field.*did you mean 'quantum'",
    ),
    "zone of no district": (
        'districts = ["island"]',
        'districts = ["islnd"]',
        r"named_zone_candidates\[1\].districts: unknown district.*did you mean 'island'",
    ),
    "zone twice in a district": (
        'districts = ["island"]',
        'districts = ["island", "island"]',
        r"named_zone_candidates\[1\].districts: a district stands twice",
    ),
    "zone in three districts": (
        'districts = ["island"]',
        'districts = ["island", "north", "south"]',
        r"named_zone_candidates\[1\].districts: must not have more than 2",
    ),
    "counted by half": ("counted = false", "counted = 0.5", r"counted: must be true or false"),
    "anchor zero": ("value = 150", "value = 0", "value: must be above 0"),
    "anchor beyond any count": ("value = 150", "value = 1e9", "value: must not be above 10,000,000"),
    "unknown anchor": (
        "high_tech_stock = [",
        "hightech_stock = [",
        "anchors.hightech_stock: unknown city total.*1 more fault.*did you mean 'high_tech_stock'",
    ),
    "target beyond any count": ("number = 15", "number = 1e300", "number: must not be above 10,000,000"),
    "weight beyond all": ("weight = 3", "weight = 1e300", "weight: must not be above 1,000,000,000,000"),
    "growth in quotes": ("growth = ", 'growth = "0.16" #', "plan.growth: must be a number"),
    "growth in quotes with blanks": ("growth = ", 'growth = "  0.5 " #', "plan.growth: must be a number"),
    "growth true": ("growth = ", "growth = true #", "plan.growth: must be a number"),
    "growth nan": ("growth = ", "growth = nan #", "plan.growth: must be a finite number"),
    "zone listed later": (
        'listed = "2023-06"',
        'listed = "2099-06"',
        r"provincial_zones\[1\].listed: must be listed when the plan starts.*'2099-06'.*up to '2025-01'",
    ),
    "no month": (
        'from = "2024-07"',
        'from = "2024-13"',
        r"nested_goals\[1\].from: must be a month such as 2025-01.*'2024-13'",
    ),
    "a date for a month": (
        'from = "2024-07"',
        "from = 2024-07-01",
        r"nested_goals\[1\].from: must be text in quotes \(found 'the date or time 2024-07-01'\)",
    ),
    "control character": ('en = "Island"', 'en = "Isl\\u0001and"', "name.en: must be one line without control"),
    "terminal sequence": ('en = "Island"', 'en = "\\u001b[31mIsland"', "name.en: must be one line without control"),
    "two lines": ('en = "Island"', 'en = "Isl\\nand"', "name.en: must be one line without control"),
    "no character": ('en = "Island"', 'en = "Isl\\uffffand"', "name.en: must be one line without control"),
}


@pytest.mark.parametrize("name", NEEDED)
def test_a_city_total_that_runs_begin_from_is_asked_for(name, tmp_path):
    document = tomllib.loads(TEMPLATE)
    del document["anchors"][name]
    with pytest.raises(InputError, match=f"^city: anchors.{name}: this city total is missing"):
        plan_from(document, "city")


@pytest.mark.parametrize("table", ["nested_goals", "named_zone_candidates", "provincial_zones"])
def test_nothing_counts_twice(table):
    document = tomllib.loads(TEMPLATE)
    document[table].append({**document[table][0], "source": "another"})
    sentence = rf"^city: {table}\[{len(document[table])}\]: the same as {table}\[1\], and would count twice"
    with pytest.raises(InputError, match=sentence):
        plan_from(document, "city")


@pytest.mark.parametrize("case", SPOILED, ids=str)
def test_one_sentence_for_a_spoiled_plan(case, tmp_path):
    old, new, sentence = SPOILED[case]
    assert old in TEMPLATE
    file = tmp_path / "city.toml"
    file.write_text(TEMPLATE.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=sentence) as refusal:
        load_plan(file)
    assert str(refusal.value).startswith(str(file))
    assert "\n" not in str(refusal.value)


def instrument(**changes: object) -> str:
    entries = {
        "id": '"vouchers"',
        "name": '{ zh = "创新券", en = "Vouchers" }',
        "action": '"start-ups"',
        "delivery": '"open-call"',
        "channel": '"start-up-voucher"',
        "share": "1",
        "eligibility": '"young-firm"',
        "window": "[3, 9]",
        **changes,
    }
    return "\n[[instruments]]\n" + "".join(f"{key} = {value}\n" for key, value in entries.items())


BAD_INSTRUMENTS = {
    "unknown action": ({"action": '"start-up"'}, "unknown action.*did you mean 'start-ups'"),
    "unknown delivery": ({"delivery": '"open-cal"'}, "unknown delivery.*did you mean 'open-call'"),
    "unknown channel": ({"channel": '"start-up-vouchers"'}, "unknown channel.*did you mean 'start-up-voucher'"),
    "channel of another delivery": ({"channel": '"park-space"'}, "not a channel of 'open-call'"),
    "unknown eligibility": ({"eligibility": '"young-firms"'}, "unknown eligibility.*did you mean 'young-firm'"),
    "no window": ({"window": "[]"}, "needs the months in which it is open"),
    "no such month": ({"window": "[3, 13]"}, r"window\[2\]: must not be above 12"),
    "month twice": ({"window": "[3, 3]"}, "a month stands twice"),
    "capital from grants": ({"delivery": '"capital"'}, "capital goes with the capital action only"),
    "stage of a grant": ({"fund_stage": '"seed"'}, "only instruments that deliver capital have one"),
    "share above 1": ({"share": "1.5"}, "share: must not be above 1"),
    "shares do not sum": ({"share": "0.5"}, r"shares of action '[a-z-]+' must sum to 1"),
}


@pytest.mark.parametrize("case", BAD_INSTRUMENTS, ids=str)
def test_one_sentence_for_a_bad_instrument(case, tmp_path):
    changes, sentence = BAD_INSTRUMENTS[case]
    file = tmp_path / "city.toml"
    bare = TEMPLATE.split("[[instruments]]\n")[0] if "\n[[instruments]]" in TEMPLATE else TEMPLATE
    file.write_text(bare + instrument(**changes), encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        load_plan(file)


def named(**changes: object) -> str:
    entries = {
        "id": '"forums"',
        "name": '{ zh = "论坛", en = "Forums" }',
        "action": '"start-ups"',
        "clause": '{ section = "三 14", zh = "举办论坛" }',
        **changes,
    }
    return "\n[[named]]\n" + "".join(f"{key} = {value}\n" for key, value in entries.items())


BAD_NAMED = {
    "unknown action": ({"action": '"start-up"'}, r"named\[forums\].action: unknown action.*did you mean 'start-ups'"),
    "unknown field": ({"fields": '["quantun"]'}, r"named\[forums\].fields: unknown field.*did you mean 'quantum'"),
    "unknown district": ({"districts": '["nord"]'}, r"districts: unknown district.*allowed: north, south, island"),
    "unknown reason": ({"reason": '"no-amount"'}, r"reason: not one of.*did you mean 'no-amount-no-study'"),
    "amount without a row": ({"reason": '"amount-on-file"'}, "evidence: rows of evidence belong to the reason"),
    "row without the reason": ({"evidence": '["policy:x"]'}, "evidence: rows of evidence belong to the reason"),
    "no clause": ({"clause": "3"}, r"named\[forums\].clause: must be a table"),
    "clause without a section": ({"clause": '{ zh = "论坛" }'}, r"clause.section: this key is missing"),
    "unknown key of a clause": ({"clause": '{ section = "1", word = "x" }'}, r"clause.word: unknown key"),
}


@pytest.mark.parametrize("case", BAD_NAMED, ids=str)
def test_one_sentence_for_a_bad_entry_of_what_is_named(case, tmp_path):
    changes, sentence = BAD_NAMED[case]
    file = tmp_path / "city.toml"
    file.write_text(TEMPLATE + named(**changes), encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        load_plan(file)


def nested(**changes: object) -> str:
    entries = {
        "target": '"scenarios"',
        "field": '"quantum"',
        "number": "30",
        "from": '"2024-07"',
        "by": '"2026-12"',
        "source": '"invented"',
        **changes,
    }
    rows = "".join(f"{key} = {value}\n" for key, value in entries.items() if value is not None)
    return "\n[[nested_goals]]\n" + rows


BAD_NESTED = {
    "unknown target": (
        {"target": '"scenario"'},
        r"nested_goals\[4\].target: not one of.*allowed: breakthroughs, scenarios, consortia; .*'scenarios'",
    ),
    "unknown field": ({"field": '"quantun"'}, r"nested_goals\[4\].field: unknown field.*did you mean 'quantum'"),
    "no number": ({"number": None}, r"nested_goals\[4\].number: this key is missing"),
    "nothing": ({"number": "0"}, r"nested_goals\[4\].number: must be above 0"),
    "beyond the room": ({"number": "10001"}, r"nested_goals\[4\].number: must not be above 10,?000"),
    "no month": ({"from": '"2024"'}, r"nested_goals\[4\].from: .*found '2024'"),
    "ends before it begins": (
        {"from": '"2026-12"', "by": '"2026-11"'},
        r"nested_goals\[4\].by: a sector plan must not end before it begins .found '2026-11'.*from '2026-12' on",
    ),
    "over": (
        {"by": '"2024-12"'},
        r"nested_goals\[4\].by: .* over when the plan starts.*found '2024-12'.*allowed: from '2025-01' on",
    ),
    "unknown key": ({"until": '"2026-12"'}, r"nested_goals\[4\].until: unknown key"),
}


@pytest.mark.parametrize("case", BAD_NESTED, ids=str)
def test_one_sentence_for_a_bad_nested_goal(case, tmp_path):
    changes, sentence = BAD_NESTED[case]
    file = tmp_path / "city.toml"
    file.write_text(TEMPLATE + nested(), encoding="utf-8")
    assert load_plan(file).nested_goals[3].field == "quantum"
    file.write_text(TEMPLATE + nested(**changes), encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        load_plan(file)


def test_the_same_safeguard_twice_is_refused(tmp_path):
    safeguard = (
        '\n[[safeguards]]\nid = "access"\nname = { zh = "准入", en = "Access" }\nclause = "4"\nmodel = "none"\n'
        'has = { zh = "没有", en = "nothing" }\n'
    )
    file = tmp_path / "city.toml"
    file.write_text(TEMPLATE + named() + safeguard, encoding="utf-8")
    plan = load_plan(file)
    assert (plan.named[0].reason, plan.safeguards[0].clause.section) == ("no-amount-no-study", "4")
    file.write_text(TEMPLATE + 2 * safeguard, encoding="utf-8")
    with pytest.raises(InputError, match=r"safeguards\[access\].id: this id stands twice"):
        load_plan(file)


def test_the_first_fault_says_how_many_more(tmp_path):
    file = tmp_path / "city.toml"
    file.write_text(
        TEMPLATE.replace("weight = 3", "weight = -3").replace("months = 24", "months = 1"), encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"plan\.months: must not be below 3, and 2 more faults in this file"):
        load_plan(file)


def test_more_than_sixteen_fields_are_refused(tmp_path):
    more = "".join(
        f'\n[[fields]]\nid = "f{n}"\nname = {{ zh = "域", en = "field" }}\ntier = "other"\nprofile = "frontier"\n'
        f'weight = 1\nweight_source = "invented"\n'
        for n in range(14)
    )
    file = tmp_path / "city.toml"
    file.write_text(TEMPLATE + more, encoding="utf-8")
    with pytest.raises(InputError, match="fields: must not have more than 16 entries"):
        load_plan(file)
