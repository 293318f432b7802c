"""What the plan file cites stands in the plan's text, and nothing of the text is left out."""

from __future__ import annotations

import re
import tomllib

import numpy as np
import pytest

from sim.engine.compiled.worlds import build_worlds
from sim.inputs.evidence import load_evidence
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.inputs.plan.load import plan_from
from sim.inputs.plan.schema import Plan
from sim.inputs.policy import allocation, load_scenario
from sim.shipped import data_path
from tests.plan.plan_text import Passage, plan_text

PLAN, TEXT = load_plan("hangzhou"), plan_text()
CLAIMING = ("instruments", "named", "safeguards")
AIMS = """提升“从0到1”的原始创新能力
催生颠覆性的技术和产品
聚焦“5+X”未来产业重点领域
以“抢占未来产业制高点”为目标
不断提升未来产业核心竞争力
支持有条件的龙头企业、高校、科研院所和新型研发机构等
积极布局未来产业
聚焦科技型中小企业
加大对中小微企业的支持力度
激发企业创新动能
坚持全市统筹、差异发展
培育发展未来产业
提升专业化科技成果和前沿技术孵化能力
形成异构融合、算网协同、绿色低碳的算力支撑体系
打造国家数据基础设施样板
面向未来生产生活方式
发挥杭州丰富的城市场景资源优势
以先行试验、融合应用助力技术转化和产品开发
针对应用场景明确、短期有望产业化的未来产业方向
强化智力要素保障
统筹资金要素保障
聚焦重大活动保障
以及
营造以赛引才、项目引才的良好氛围
促进全球范围内的合作与交流
为未来产业的可持续发展奠定人才基础
""".splitlines()  # of sections three and four: what a sentence is for, or whom; nothing in them could be done or paid


def citations(plan: Plan) -> list[tuple[str, str, tuple[str, ...]]]:
    """(what, section, official words) of everything that cites a clause; a target's words are its wording."""
    found = []
    for kind in ("programmes", "actions", "fields", *CLAIMING, "targets"):
        for one in getattr(plan, kind):
            words = one.wording["zh"] if kind == "targets" else one.clause.zh
            found.append((f"{kind}[{one.id}]", one.clause.section, tuple(filter(None, (words, one.clause.title)))))
    return found


def claimed(plan: Plan) -> list[tuple[str, str]]:
    """(section, words) below the level of an action, whose own clause holds its whole paragraph."""
    found = [(one.clause.section, one.clause.zh) for kind in CLAIMING for one in getattr(plan, kind)]
    found += [(field.clause.section, field.clause.zh) for field in plan.fields]
    return found + [(target.clause.section, target.wording["zh"]) for target in plan.targets]


def uncovered(plan: Plan, text: dict[str, Passage]) -> list[str]:
    """Every numbered clause, and every sentence or promise in it, that nothing of the plan file claims."""
    words = claimed(plan)
    numbers = {section for _, section, _ in citations(plan)}
    left = [section for section, passage in text.items() if passage.numbered and section not in numbers]
    for section, passage in text.items():
        parts = passage.promises if section == "一" else passage.sentences
        left += [part for part in parts if not any(place == section and _touch(part, said) for place, said in words)]
    return left


def _touch(part: str, said: str) -> bool:
    return bool(said) and (said in part or part in said)


def test_the_text_is_read_whole() -> None:
    assert [number for number, passage in TEXT.items() if passage.numbered] == [
        *("一", "二（一）1", "二（一）2", "二（一）3", "二（一）4", "二（一）5", "二（二）"),
        *("三（一）1", "三（一）2", "三（一）3", "三（二）4", "三（二）5", "三（二）6"),
        *("三（三）7", "三（三）8", "三（三）9", "三（四）10", "三（四）11"),
        *("三（五）12", "三（五）13", "三（五）14", "四"),
    ]
    assert TEXT["三（一）2"].title == "科技创新攻关行动"
    assert TEXT["四"].sentences[-1].startswith("深入开展科普教育")
    assert len(TEXT["一"].promises) == 11
    file = (data_path("calibration/evidence") / "plan_text.md").read_text(encoding="utf-8")
    kept = "".join(passage.whole for passage in TEXT.values())
    below = file.partition("\n---\n")[2]
    assert len(re.sub(r"[#\s]", "", kept)) == len(re.sub(r"[#\s]", "", below))


@pytest.mark.parametrize(("what", "section", "words"), citations(PLAN), ids=lambda value: str(value)[:40])
def test_what_is_quoted_stands_where_it_is_cited(what: str, section: str, words: tuple[str, ...]) -> None:
    assert words, what
    assert [one for one in words if one not in TEXT[section].whole] == []


def test_nothing_of_the_text_is_left_out() -> None:
    assert uncovered(PLAN, TEXT) == []


def test_what_no_claim_quotes_are_aims() -> None:
    """Sections three and four phrase by phrase: what quotes hold is blotted out, the rest between commas is known."""
    left = []
    for section, passage in TEXT.items():
        for sentence in passage.sentences if section[0:1] in ("三", "四") else ():
            open_ = list(sentence)
            for place, words in claimed(PLAN):
                if place == section and words and words in sentence:
                    start = sentence.index(words)
                    open_[start : start + len(words)] = "，" * len(words)
            left += [part for part in "".join(open_).split("，") if part]
    assert left == AIMS


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ({"forums", "competitions"}, "举办国际性未来产业论坛、大会"),
        ({"access"}, "适当放宽新兴领域产品和服务市场的准入条件"),
        ({"leaders"}, "发展生态主导型企业10家左右"),
        ({"zone-preparation", "zone-districts"}, "有序布局市级未来产业先导区发展"),
        ({"quantum"}, None),  # its words stand for seven fields
        ({"talent", "talent-teams", "engineer-grants", "three-way-mechanism", "excellent-engineers"}, "三（五）12"),
    ],
)
def test_what_is_taken_away_is_missed(gone: set[str], left: str | None) -> None:
    kinds = ("actions", "fields", "targets", *CLAIMING)
    kept = {kind: tuple(one for one in getattr(PLAN, kind) if one.id not in gone) for kind in kinds}
    missed = uncovered(PLAN.model_copy(update=kept), TEXT)
    assert [left in part for part in missed].count(True) >= 1 if left else missed == []


def test_every_part_cites_its_clause() -> None:
    for kind in ("programmes", "actions", "fields", "instruments"):
        assert [one.id for one in getattr(PLAN, kind) if one.clause is None] == []
    assert [action.clause.section for action in PLAN.actions] == [n for n in TEXT if re.fullmatch(r"三（.）\d+", n)]
    for action in PLAN.actions:
        assert action.clause.zh == TEXT[action.clause.section].body.rstrip("。")
    sections = {action.id: action.clause.section for action in PLAN.actions}
    assert [one.id for one in PLAN.named if one.clause.section != sections[one.action]] == []
    assert [one.id for one in PLAN.instruments if one.clause.section not in (sections[one.action], "一")] == []


def test_names_are_the_headings() -> None:
    for action in PLAN.actions:
        assert f"{action.name['zh']}行动" == re.sub("[“”]", "", TEXT[action.clause.section].title)
    for programme in PLAN.programmes:
        assert f"{programme.name['zh']}工程" == TEXT[programme.clause.section].title
        first = {
            action.clause.section.rstrip("0123456789") for action in PLAN.actions if action.programme == programme.id
        }
        assert first == {programme.clause.section}


def test_fields_and_lists_of_fields_are_those_of_the_text() -> None:
    names = {tier: [f.name["zh"] for f in PLAN.fields if f.tier == tier] for tier in ("priority", "frontier")}
    assert names["priority"] == [TEXT[f"二（一）{place}"].title for place in range(1, 6)]
    listed = re.search("积极跟踪(.+)等前沿领域产业", TEXT["二（二）"].body)
    assert listed is not None
    assert listed[1].split("、") == names["frontier"]
    centres = re.search("在(.+)等细分赛道创建市级制造业创新中心", TEXT["三（一）2"].body)
    assert centres is not None
    assert centres[1].split("、") == [field.name["zh"] for field in PLAN.fields if field.innovation_centre]
    zones = re.search("扎实推进人工智能、(.+)等省级未来产业先导区", TEXT["三（三）7"].body)
    assert zones is not None
    standing = {zone.field for zone in PLAN.provincial_zones}
    candidates = next(one for one in PLAN.named if one.id == "provincial-candidates").fields
    assert standing.isdisjoint(candidates)
    assert tuple(one.field for one in PLAN.named_zone_candidates) == candidates
    told = {field.name["zh"] for field in PLAN.fields if field.id in {*standing, *candidates} - {"general-ai"}}
    assert told == set(zones[1].split("、"))
    national = next(one for one in PLAN.named if one.id == "national-candidate")
    assert set(national.districts) == {district.id for district in PLAN.districts if district.corridor}


def test_dates_and_the_lead_agency_are_those_of_the_text() -> None:
    header = PLAN.header
    told = f"自{_day(header.in_force)}起施行，有效期至{_day(header.ends)}，由市经信局负责牵头组织实施"
    assert told in TEXT["end"].whole
    assert header.lead_agency["zh"] == "杭州市经济和信息化局"
    assert header.name["zh"] in (data_path("calibration/evidence") / "plan_text.md").read_text(encoding="utf-8")


def _day(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def test_an_amount_on_file_is_on_file() -> None:
    evidence = load_evidence()
    cited = {row for one in PLAN.named for row in one.evidence}
    assert cited
    assert {row for row in cited if not evidence.has(row)} == set()


def test_both_languages_are_there() -> None:
    for kind in ("programmes", "actions", "fields", *CLAIMING):
        assert [one.id for one in getattr(PLAN, kind) if not (one.clause.zh and one.clause.en)] == []


def older() -> dict:
    """The shipped plan as files were before clauses had records: a target's clause is a text, nothing else has one."""
    document = tomllib.loads((data_path("scenarios/plans") / "hangzhou.toml").read_text(encoding="utf-8"))
    for table in document.values():
        for one in table if isinstance(table, list) else ():
            one.pop("clause", None)
    for target in document["targets"]:
        target["clause"] = "section two, goal 1"
    del document["named"], document["safeguards"]
    return document


def test_an_older_file_is_read_and_gives_the_same_city() -> None:
    old = plan_from(older())
    assert {target.clause.section for target in old.targets} == {"section two, goal 1"}
    assert (old.actions[0].clause, old.named, old.safeguards) == (None, (), ())
    assert Plan.model_validate_json(old.model_dump_json(by_alias=True)) == old
    parameters = load_parameters()
    worlds = [
        build_worlds(plan, parameters, parameters.central(), allocation(load_scenario("reference", plan), plan))
        for plan in (PLAN, old)
    ]
    np.testing.assert_array_equal(worlds[0].view(np.uint8), worlds[1].view(np.uint8))


def test_a_plan_comes_back_from_its_own_words() -> None:
    assert Plan.model_validate_json(PLAN.model_dump_json(by_alias=True)) == PLAN
