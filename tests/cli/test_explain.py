"""``xiandao explain`` tells what stands in the plan and the tables, for every record, in both languages."""

from __future__ import annotations

import pytest

from sim.app.cli.streams import SUCCESS, USAGE
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.model.tables.phases import PHASES

PLAN = load_plan("hangzhou")
RECORDS = [*PLAN.actions, *PLAN.targets, *PLAN.fields, *PLAN.districts, *PLAN.named, *PLAN.safeguards]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_month_is_told_in_order(xiandao, lang: str) -> None:
    out = xiandao("explain", "--lang", lang).out
    places = [out.index(f"{place:2d} {phase.name} ") for place, phase in enumerate(PHASES, 1)]
    assert len(places) == 12
    assert places == sorted(places)
    assert all(getattr(phase, lang)[:20] in out for phase in PHASES)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sorted({record.id for record in RECORDS}))
def test_every_record_can_be_asked_for(xiandao, name: str, lang: str) -> None:
    done = xiandao("explain", name, "--lang", lang)
    assert (done.code, done.err) == (SUCCESS, "")
    assert all(record.name[lang] in done.out for record in RECORDS if record.id == name)


def test_a_target_tells_wording_clause_and_every_reading(xiandao, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    target = next(target for target in PLAN.targets if target.id == "high-tech-firms")
    out = xiandao("explain", target.id).out
    for words in (target.wording["zh"], target.wording["en"], *(r.name["en"] for r in target.readings)):
        assert words in out
    assert f"1 {target.clause.title}" in out


def test_an_action_tells_mechanism_instruments_and_evidence(xiandao, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    action = PLAN.actions[1]
    out = xiandao("explain", action.id).out
    instruments = [instrument for instrument in PLAN.instruments if instrument.action == action.id]
    assert instruments
    for words in (action.mechanism["en"], *action.evidence, *(i.name["en"] for i in instruments)):
        assert words in out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("action", PLAN.actions, ids=lambda action: action.id)
def test_an_action_tells_its_clause_and_what_is_named_and_not_modelled(xiandao, monkeypatch, action, lang) -> None:
    monkeypatch.setenv("COLUMNS", "2000")
    out = xiandao("explain", action.id, "--lang", lang).out
    named = [one for one in PLAN.named if one.action == action.id]
    assert named or action.id == "start-ups"
    for clause in (action.clause, *(i.clause for i in PLAN.instruments if i.action == action.id)):
        assert clause.zh in out
        assert (clause.en in out) is (lang == "en")
    heading = {"zh": "点名而未建模", "en": "named, not modelled"}[lang]
    reasons = {"zh": "没有金额，也没有研究", "en": "no amount and no study"}
    lines = [line for line in out.splitlines() if line.strip().startswith(heading)]
    assert len(lines) == len(named)
    for one, line in zip(named, lines, strict=True):
        assert one.name[lang] in line
        assert one.clause.zh in line
        assert (reasons[lang] in line) is (one.reason == "no-amount-no-study")
        assert all(row in line for row in one.evidence)
    others = [one for one in PLAN.named if one.action != action.id]
    assert [one.id for one in others if one.clause.zh in out and one.clause.zh not in action.clause.zh] == []


def test_nothing_is_cut_off_where_chinese_meets_the_edge(xiandao, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = xiandao("explain", "key-technology", "--lang", "zh").out
    assert "…" not in out
    assert PLAN.actions[1].clause.zh in "".join(out.split())


@pytest.mark.parametrize(("lang", "where"), [("zh", "三（三）7"), ("en", "3(3)7")])
def test_a_candidate_tells_clause_reason_and_fields(xiandao, lang: str, where: str) -> None:
    out = xiandao("explain", "national-candidate", "--lang", lang).out
    fields = {field.id: field.name[lang] for field in PLAN.fields}
    assert where in out
    assert all(fields[name] in out for name in ("general-ai", "brain-inspired"))
    assert all(district.name[lang] in out for district in PLAN.districts if district.corridor)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_safeguard_tells_what_of_it_the_model_has(xiandao, monkeypatch, lang: str) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    for one in PLAN.safeguards:
        out = xiandao("explain", one.id, "--lang", lang).out
        assert one.clause.zh in out
        assert one.has[lang] in out


@pytest.mark.parametrize("topic", ["scenarios", "key-technology", "brain-computer-interface", "high-tech-firms"])
def test_chinese_carries_no_english_sentence(xiandao, monkeypatch, topic: str) -> None:
    """Names of papers and their authors apart, which stand in brackets."""
    monkeypatch.setenv("COLUMNS", "400")
    out = xiandao("explain", topic, "--lang", "zh").out
    for english in ("Share of listed", "section two", "judgement", "outside view", "No checked figure"):
        assert english not in out


def test_a_name_shared_by_an_action_and_a_target_tells_both(xiandao) -> None:
    out = xiandao("explain", "scenarios").out
    assert "Action scenarios" in out
    assert "Target scenarios" in out


@pytest.mark.parametrize("topic", ["余杭", "余杭区", "yuhang", "YUHANG"])
def test_a_district_is_known_by_its_names(xiandao, topic: str) -> None:
    assert "yuhang" in xiandao("explain", topic).out


@pytest.mark.parametrize("place", [0, -1])
def test_a_parameter_tells_value_distribution_and_source(xiandao, monkeypatch, place: int) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    row = load_parameters().rows[place]
    out = xiandao("explain", row.name).out
    for words in (f"{row.central:g} {row.unit}", row.distribution, row.source.split(";")[0].strip()):
        assert words in out


@pytest.mark.parametrize(("topic", "nearest"), [("talnet", "'talent'"), ("high-tech-firm", "'high-tech-firms'")])
def test_an_unknown_topic_gets_the_nearest_name(xiandao, topic: str, nearest: str) -> None:
    done = xiandao("explain", topic)
    assert done.code == USAGE
    assert nearest in done.err
