"""What money begins and what comes of it, in words by channel: columns of the monthly record that no target counts."""

from typing import NamedTuple


class Unit(NamedTuple):
    """Unit of measure and words of a column."""

    unit: str
    en: str
    zh: str


#: channel -> units that plan money has begun since the plan, in the order of the channels
BEGUN_WORDS: dict[str, Unit] = {
    "research-subsidy": Unit("count", "R&D subsidies paid with plan money", "计划实施以来研发补助笔数"),
    "centre-coaching": Unit(
        "count", "applications for a technology centre filed since the plan", "计划实施以来企业技术中心申报数"
    ),
    "certification-coaching": Unit(
        "count", "applications for a first certificate filed since the plan", "计划实施以来首次高企申报数"
    ),
    "growth-award": Unit("count", "growth awards paid with plan money", "计划实施以来高成长奖励笔数"),
    "start-up-voucher": Unit(
        "count", "vouchers and start-up grants paid with plan money", "计划实施以来创新券与初创补助笔数"
    ),
    "compute-voucher": Unit("count", "compute vouchers paid with plan money", "计划实施以来算力券笔数"),
    "upgrade-grant": Unit(
        "count", "upgrade and first-purchase grants paid with plan money", "计划实施以来首购首用与改造补助笔数"
    ),
    "engineer-grant": Unit(
        "persons", "engineers and graduates paid for with plan money", "计划实施以来获补助的工程师和毕业生人数"
    ),
    "competition-prize": Unit("count", "prizes paid with plan money", "计划实施以来赛事奖励笔数"),
    "listing-help": Unit("count", "firms helped to list with plan money", "计划实施以来获上市扶持的企业数"),
    "headquarters-award": Unit("count", "R&D headquarters awards paid with plan money", "计划实施以来研发总部奖励笔数"),
    "laboratory-programme": Unit(
        "count", "laboratory programmes begun with plan money", "计划实施以来启动的实验室专项"
    ),
    "innovation-centre": Unit(
        "count", "manufacturing innovation centres begun with plan money", "计划实施以来启动的制造业创新中心"
    ),
    "proof-of-concept": Unit(
        "count", "proof-of-concept centres begun with plan money", "计划实施以来启动的概念验证中心"
    ),
    "pilot-scale-base": Unit("count", "pilot-scale bases begun with plan money", "计划实施以来启动的中试基地"),
    "attraction": Unit("count", "arrival packages agreed with plan money", "计划实施以来签订的招引项目"),
    "founding-support": Unit("count", "founders supported with plan money", "计划实施以来获扶持的创业者"),
    "incubation-service": Unit("count", "incubator grants paid with plan money", "计划实施以来孵化器补助笔数"),
    "zone-preparation": Unit("count", "zone packages begun with plan money", "计划实施以来启动的先导区培育包"),
    "park-space": Unit("count", "places in parks begun with plan money", "计划实施以来启动建设的园区工位"),
    "data-pilot": Unit("count", "data pilots begun with plan money", "计划实施以来启动的数据基础设施试点"),
    "scenario-opening": Unit(
        "count", "scenarios with public co-payment begun with plan money", "计划实施以来启动的财政共担场景"
    ),
    "demonstration": Unit("count", "demonstrations begun with plan money", "计划实施以来启动的应用示范"),
    "talent-team": Unit("count", "talent teams begun with plan money", "计划实施以来引进中的人才团队"),
    "cooperation-platform": Unit("count", "cooperation platforms begun with plan money", "计划实施以来启动的合作平台"),
    "project-grant": Unit("count", "project grants paid with plan money", "计划实施以来攻关项目资助笔数"),
    "fund-capital": Unit("million CNY", "plan money placed in funds", "计划实施以来投入基金的财政资金"),
}

#: city channel -> units bought with plan money that came into operation since the plan
DELIVERED_WORDS: dict[str, Unit] = {
    "laboratory-programme": Unit(
        "count", "laboratory programmes at work, bought with plan money", "计划资金见效的实验室专项"
    ),
    "innovation-centre": Unit(
        "count", "manufacturing innovation centres at work, bought with plan money", "计划资金建成的制造业创新中心"
    ),
    "proof-of-concept": Unit(
        "count", "proof-of-concept centres at work, bought with plan money", "计划资金建成的概念验证中心"
    ),
    "pilot-scale-base": Unit("count", "pilot-scale bases at work, bought with plan money", "计划资金建成的中试基地"),
    "attraction": Unit("count", "arrival packages carried out, bought with plan money", "计划资金落地的招引项目"),
    "founding-support": Unit(
        "count", "supported founders on their way, bought with plan money", "计划资金完成扶持的创业者"
    ),
    "incubation-service": Unit("count", "incubator grants at work, bought with plan money", "计划资金见效的孵化器补助"),
    "zone-preparation": Unit("count", "zone packages at work, bought with plan money", "计划资金见效的先导区培育包"),
    "park-space": Unit("count", "places in parks opened, bought with plan money", "计划资金投用的园区工位"),
    "data-pilot": Unit("count", "data pilots at work, bought with plan money", "计划资金建成的数据基础设施试点"),
    "scenario-opening": Unit(
        "count", "scenarios with public co-payment contracted, bought with plan money", "计划资金签约的财政共担场景"
    ),
    "demonstration": Unit("count", "demonstrations built, bought with plan money", "计划资金建成的应用示范"),
    "talent-team": Unit("count", "talent teams at work, bought with plan money", "计划资金到岗的人才团队"),
    "cooperation-platform": Unit(
        "count", "cooperation platforms set up, bought with plan money", "计划资金设立的合作平台"
    ),
}
