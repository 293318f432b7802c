"""What is counted every month: one list, a line a column, from which the record, the readings and the charts are made.

``FIRMS`` is the number of the column ``firms``, for the rules; ``METRICS[FIRMS]`` says what it counts. A new metric is
a line at the end and a store to ``government.count`` in ``sim.model.record``: the order is that of saved results.
"""

from dataclasses import dataclass

from sim.model.tables.begun import BEGUN_WORDS, DELIVERED_WORDS
from sim.model.tables.numbered import Numbered


@dataclass(frozen=True)
class Metric:
    """One column of the monthly record. ``cumulative``: counted since the plan; otherwise a stock or a monthly flow."""

    id: str
    unit: str
    cumulative: bool
    meaning: str
    meaning_zh: str

    def words(self, lang: str) -> str:
        """What it counts, in words."""
        return self.meaning_zh if lang == "zh" else self.meaning


NOW, SINCE = False, True  # counted at the end of the month, or since the plan began
_columns: Numbered[Metric] = Numbered()


def metric(id: str, unit: str, cumulative: bool, meaning: str, meaning_zh: str) -> int:
    """Add a column to the record; its number."""
    return _columns.add(Metric(id, unit, cumulative, meaning, meaning_zh))


# A line a metric, or two or three where its words are long.
# fmt: off
# --- targets: recognised counts under every reading, then what was earned
CONSORTIA_FORMED = metric("consortia_formed", "count", SINCE,
    "innovation consortia signed since the plan", "计划实施以来签约的创新联合体")
CONSORTIA_STOCK = metric("consortia_stock", "count", NOW, "innovation consortia in being", "现有创新联合体")
CONSORTIA_PROVINCIAL = metric("consortia_provincial", "count", SINCE,
    "consortia on the provincial list since the plan", "计划实施以来列入省级名单的创新联合体")
CONSORTIA_DELIVERING = metric("consortia_delivering", "count", SINCE,
    "consortia formed since the plan whose lead runs or has finished a project",
    "牵头企业已开展或完成项目的新组建联合体")
CENTRES_RECOGNISED = metric("centres_recognised", "count", SINCE,
    "enterprise technology centres recognised since the plan, firms in the fields", "新认定的领域企业技术中心")
CENTRES_BY_PRODUCT = metric("centres_by_product", "count", SINCE,
    "the same, plus centres of other firms with a product in the fields", "新认定技术中心（含有领域产品的其他企业）")
CENTRES_STOCK = metric("centres_stock", "count", NOW,
    "technology centres held by firms in the fields", "领域企业现有技术中心")
CENTRES_EARNED = metric("centres_earned", "count", SINCE,
    "centres recognised since the plan whose thresholds hold on true values", "按真实数据达标的新认定技术中心")
PROJECTS_LAUNCHED = metric("projects_launched", "count", SINCE,
    "key-technology projects launched since the plan", "计划实施以来立项的关键技术攻关项目")
PROJECTS_ACCEPTED = metric("projects_accepted", "count", SINCE,
    "key-technology projects accepted since the plan", "计划实施以来验收的关键技术攻关项目")
PROJECTS_CLAIMED = metric("projects_claimed", "count", SINCE,
    "results claimed by project leaders since the plan", "计划实施以来项目牵头方申报的成果")
PROJECTS_MET_AIM = metric("projects_met_aim", "count", SINCE,
    "accepted or finished projects since the plan that met their technical aim", "达到技术目标的已验收或结题项目")
UPPER_ZONES_LISTED = metric("upper_zones_listed", "count", SINCE,
    "provincial and national pilot zones listed for cultivation since the plan", "新列入培育的省级和国家级先导区")
UPPER_ZONES_STOCK = metric("upper_zones_stock", "count", NOW,
    "provincial and national pilot zones on the lists", "在册的省级和国家级先导区")
UPPER_ZONES_COMPLETED = metric("upper_zones_completed", "count", SINCE,
    "provincial and national pilot zones completed since the plan", "计划实施以来建成的省级和国家级先导区")
UPPER_ZONES_OPERATING = metric("upper_zones_operating", "count", SINCE,
    "upper-level zones listed since the plan with tenants and a carrier", "有企业入驻和载体的省级和国家级先导区")
CITY_ZONES_COMPLETED = metric("city_zones_completed", "count", SINCE,
    "municipal pilot zones completed since the plan", "计划实施以来建成的市级先导区")
CITY_ZONES_LISTED = metric("city_zones_listed", "count", SINCE,
    "municipal pilot zones listed for cultivation since the plan", "新列入培育的市级先导区")
CITY_ZONES_OPERATING = metric("city_zones_operating", "count", SINCE,
    "completed municipal zones with tenants and a carrier", "有企业入驻和载体的已建成市级先导区")
ZONE_DISTRICTS_LISTED = metric("zone_districts_listed", "count", SINCE,
    "districts in which a municipal zone is listed", "有市级先导区列名的区县（市）")
ZONE_DISTRICTS_COMPLETED = metric("zone_districts_completed", "count", SINCE,
    "districts in which a municipal zone is completed", "有市级先导区建成的区县（市）")
ZONE_DISTRICTS_OPERATING = metric("zone_districts_operating", "count", SINCE,
    "districts with a listed zone that has tenants and a carrier", "列名先导区已有企业入驻和载体的区县（市）")
LEADERS_NAMED = metric("leaders_named", "count", SINCE,
    "ecosystem-leading firms named by the city", "市级认定的生态主导型企业")
LEADERS_CAPABLE = metric("leaders_capable", "count", NOW,
    "firms that pass the capacity test of an ecosystem leader", "达到生态主导能力标准的企业")
LEADERS_EARNED = metric("leaders_earned", "count", SINCE,
    "named ecosystem leaders that pass the capacity test", "达到能力标准的已认定生态主导型企业")
HIGH_TECH_FIRST = metric("high_tech_first", "count", SINCE,
    "first high-tech certifications since the plan", "计划实施以来首次认定的领域高企")
HIGH_TECH_WITH_RENEWALS = metric("high_tech_with_renewals", "count", SINCE,
    "first certifications and renewals since the plan", "计划实施以来首次认定和重新认定的领域高企")
HIGH_TECH_STOCK = metric("high_tech_stock", "count", NOW,
    "field firms holding a valid high-tech certificate", "证书有效的领域高企")
HIGH_TECH_EARNED = metric("high_tech_earned", "count", SINCE,
    "first certifications since the plan whose conditions hold on true R&D", "按真实研发达标的首次认定高企")
SAMPLES_ACCEPTED = metric("samples_accepted", "count", SINCE,
    "future-society demonstration samples accepted since the plan", "计划实施以来验收的未来社会示范样本")
SAMPLES_LISTED = metric("samples_listed", "count", SINCE,
    "future-society demonstration samples listed since the plan", "计划实施以来列入清单的未来社会示范样本")
SAMPLES_OPERATING = metric("samples_operating", "count", SINCE,
    "samples in operation since the plan", "计划实施以来投入运营的未来社会示范样本")
SCENARIOS_ACCEPTED = metric("scenarios_accepted", "count", SINCE,
    "typical application scenarios accepted (in use) since the plan", "计划实施以来验收启用的典型应用场景")
SCENARIOS_LISTED = metric("scenarios_listed", "count", SINCE,
    "typical application scenarios listed since the plan", "计划实施以来列入清单的典型应用场景")
SCENARIOS_IN_USE = metric("scenarios_in_use", "count", SINCE,
    "listed scenarios whose installation operates", "设施已运行的列名应用场景")
FUND_STAGES_INVESTING = metric("fund_stages_investing", "count", NOW,
    "fund stages (of four) with money to invest and a field deal in the last year",
    "有资金可投且近一年投过领域的基金阶段数")
FUND_STAGES_EXISTING = metric("fund_stages_existing", "count", NOW,
    "fund stages (of four) with at least one fund", "至少有一只基金的基金阶段数")
PLATFORMS_OPENED = metric("platforms_opened", "count", SINCE,
    "cooperation platforms opened since the plan", "计划实施以来新设的合作平台")
PLATFORMS_STOCK = metric("platforms_stock", "count", NOW, "cooperation platforms in being", "现有合作平台")
PLATFORMS_ACTIVE = metric("platforms_active", "count", SINCE,
    "platforms opened since the plan and in operation for a quarter", "已运行满一季度的新设合作平台")
# --- denominators of the break-evens
CITY_HIGH_TECH_FIRST = metric("city_high_tech_first", "count", SINCE,
    "first high-tech certifications of the whole city since the plan", "计划实施以来全市首次认定高企")
CITY_CENTRES_RECOGNISED = metric("city_centres_recognised", "count", SINCE,
    "technology centres recognised in the whole city since the plan", "计划实施以来全市新认定技术中心")
PROJECT_APPLICATIONS = metric("project_applications", "count", SINCE,
    "project proposals filed by field firms since the plan", "计划实施以来领域企业申报的攻关项目")
CONSORTIUM_CANDIDATES = metric("consortium_candidates", "count", NOW,
    "firms able to lead a consortium", "有能力牵头创新联合体的企业")
ZONE_CANDIDATES = metric("zone_candidates", "count", NOW, "zones in preparation or further", "筹备中及以后阶段的先导区")
SCENARIO_NEEDS = metric("scenario_needs", "count", SINCE,
    "scenario needs opened since the plan", "计划实施以来开放的场景需求")
# --- the economy
FIRMS = metric("firms", "count", NOW, "field firms alive", "存续的领域企业")
BIRTHS = metric("births", "count", SINCE,
    "firms founded since the plan, spin-outs and arrivals included", "计划实施以来新增企业（含衍生和迁入）")
CLOSURES = metric("closures", "count", SINCE,
    "firms closed, moved away or bought since the plan", "计划实施以来关闭、外迁或被并购的企业")
REVENUE = metric("revenue", "million CNY/year", NOW, "sum of annual revenue of field firms", "领域企业年营收合计")
RESEARCH = metric("research", "million CNY/year", NOW,
    "sum of true R&D spending of field firms", "领域企业真实研发支出合计")
STAFF = metric("staff", "persons", NOW, "persons employed by field firms", "领域企业从业人员")
IP = metric("ip", "count", NOW, "intellectual-property items held by living field firms", "存续领域企业持有的知识产权")
DEALS = metric("deals", "count", SINCE, "venture rounds closed since the plan", "计划实施以来完成的创投融资轮次")
DEAL_MONEY = metric("deal_money", "million CNY", SINCE, "money raised in those rounds", "计划实施以来的创投融资额")
DRY_POWDER = metric("dry_powder", "million CNY", NOW, "money that funds can still invest", "基金可投资金")
UNICORNS = metric("unicorns", "count", NOW,
    "field firms valued at one billion US dollars or more", "估值 10 亿美元以上的领域企业")
LISTINGS = metric("listings", "count", SINCE, "field firms listed since the plan", "计划实施以来上市的领域企业")
TENANTS = metric("tenants", "count", NOW, "field firms in incubation", "在孵领域企业")
CITY_HIGH_TECH_STOCK = metric("city_high_tech_stock", "count", NOW,
    "valid high-tech certificates of the whole city", "全市有效高企证书")
# --- money
RELEASED = metric("released", "million CNY", SINCE,
    "public money released since the start of the run, general programmes included",
    "模拟期初以来拨付的财政资金（含普惠政策）")
SPENT = metric("spent", "million CNY", SINCE,
    "public money taken up since the start of the run", "模拟期初以来已使用的财政资金")
UNSPENT = metric("unspent", "million CNY", NOW, "released money that could not be taken up", "已拨付但未能使用的资金")
# --- the whole city, fields included: what the city publishes, counted since the start of the run
TECHNOLOGY_SMES = metric("technology_smes", "count", NOW,
    "technology SMEs on the provincial register, whole city", "全市省级登记的科技型中小企业")
TECHNOLOGY_SMES_NEW = metric("technology_smes_new", "count", SINCE,
    "technology SMEs new in the whole city since the start of the run", "模拟期初以来全市新增科技型中小企业")
CITY_CERTIFIED = metric("city_certified", "count", SINCE,
    "first certifications in the whole city since the start of the run", "模拟期初以来全市首次认定高企")
CITY_RENEWED = metric("city_renewed", "count", SINCE,
    "certificates renewed in the whole city since the start of the run", "模拟期初以来全市重新认定高企")
QUASI_UNICORNS = metric("quasi_unicorns", "count", NOW,
    "unlisted firms of all branches worth 100 million US dollars or more", "估值 1 亿美元以上的全行业未上市企业")
QUASI_UNICORNS_NEW = metric("quasi_unicorns_new", "count", SINCE,
    "firms that became such quasi-unicorns since the start of the run", "模拟期初以来新增准独角兽")
CITY_UNICORNS = metric("city_unicorns", "count", NOW,
    "unlisted firms of all branches worth one billion US dollars or more", "估值 10 亿美元以上的全行业未上市企业")
CITY_UNICORNS_NEW = metric("city_unicorns_new", "count", SINCE,
    "firms that became such unicorns since the start of the run", "模拟期初以来新增独角兽")
CITY_LISTINGS = metric("city_listings", "count", SINCE,
    "firms of all branches listed since the start of the run", "模拟期初以来全行业上市企业")
CITY_LISTED = metric("city_listed", "count", NOW, "listed companies of all branches", "全行业现有上市公司")
LITTLE_GIANTS = metric("little_giants", "count", NOW,
    "national little giants of all branches", "全行业国家级专精特新“小巨人”")
LITTLE_GIANTS_NEW = metric("little_giants_new", "count", SINCE,
    "little giants named since the start of the run", "模拟期初以来认定的“小巨人”")
CITY_RESEARCH = metric("city_research", "million CNY/year", NOW,
    "R&D expenditure of the whole city in the calendar year", "全市当年研发经费")
CITY_CERTIFICATES_LOST = metric("city_certificates_lost", "count", SINCE,
    "certificates lost in the whole city since the start of the run, by lapse or exit",
    "模拟期初以来全市失效高企")
CERTIFICATE_HAZARD = metric("certificate_hazard", "per year", NOW,
    "share of uncertified technology firms certified for the first time in the year",
    "当年未认定科技企业首次认定的比例")
TECHNOLOGY_SMES_STRUCK = metric("technology_smes_struck", "count", SINCE,
    "technology SMEs struck off the register since the start of the run", "模拟期初以来移出名录的企业")
TECHNOLOGY_SMES_ALIVE = metric("technology_smes_alive", "count", NOW,
    "technology SMEs of the register that are in business", "名录中仍在经营的科技型中小企业")
HIGH_TECH_BY_PRODUCT = metric("high_tech_by_product", "count", SINCE,
    "first certifications since the plan of field firms and of others with a product in the fields",
    "计划实施以来首次认定高企（按产品划分领域）")
PROJECT_PLACES = metric("project_places", "count", SINCE,
    "places for key-technology projects since the plan, whoever pays", "计划实施以来攻关项目立项名额")
# --- pilot zones of any level, and zones that the city declares complete
ZONE_DISTRICTS_ANY_LEVEL = metric("zone_districts_any_level", "count", NOW,
    "districts with a zone of city, provincial or national level, standing ones included",
    "有市级以上先导区（含原有）的区县（市）")
CITY_ZONES_DECLARED = metric("city_zones_declared", "count", SINCE,
    "municipal zones declared complete by paper review since the plan", "计划实施以来经书面评审宣布建成的市级先导区")
ZONE_DISTRICTS_DECLARED = metric("zone_districts_declared", "count", SINCE,
    "districts in which a municipal zone is declared complete", "有宣布建成的市级先导区的区县（市）")
# --- scenarios shown as cases and promoted, what sector plans deliver, municipal lists of consortia
SCENARIO_CASES_NAMED = metric("scenario_cases_named", "count", SINCE,
    "running cases put on a list of typical scenarios since the plan", "计划实施以来列入典型场景名单的在用案例")
SCENARIOS_NAMED = metric("scenarios_named", "count", SINCE,
    "cases named and scenarios accepted since the plan", "计划实施以来列名案例与通过验收的场景")
SCENARIOS_PROMOTED = metric("scenarios_promoted", "count", SINCE,
    "accepted scenarios promoted to further sites since the plan", "计划实施以来综合推广的场景")
BREAKTHROUGHS_NESTED = metric("breakthroughs_nested", "count", SINCE,
    "key parts and machines of sector plans delivered and counted since the plan",
    "计划实施以来各专项计划完成并计入的关键部件和整机")
SCENARIOS_NESTED = metric("scenarios_nested", "count", SINCE,
    "scenarios of sector plans accepted and counted since the plan", "计划实施以来各专项计划完成并计入的场景")
BREAKTHROUGHS_WITH_NESTED = metric("breakthroughs_with_nested", "count", SINCE,
    "key-technology projects launched, and parts and machines of sector plans counted, since the plan",
    "立项的攻关项目与专项计划计入的部件和整机")
SCENARIOS_WITH_NESTED = metric("scenarios_with_nested", "count", SINCE,
    "scenarios accepted, those of sector plans that count included, since the plan",
    "通过验收的场景（含专项计划计入的场景）")
CONSORTIA_LISTED = metric("consortia_listed", "count", SINCE,
    "consortia of field firms on municipal lists since the plan", "计划实施以来列入市级名单的创新联合体")
# --- what the agents do: firms of the start, arrivals, science staff, readiness; incubators, zones, labs, funds
SCIENCE_STAFF = metric("science_staff", "persons", NOW,
    "employees of field firms in R&D and related work", "领域企业从事研发及相关工作的人员")
READINESS_MEAN = metric("readiness_mean", "TRL", NOW,
    "mean technology readiness of field firms alive", "存续领域企业的平均技术成熟度")
FIRMS_OF_START = metric("firms_of_start", "count", NOW,
    "field firms of the start of the run that are still alive", "模拟期初已有、至今存续的领域企业")
ARRIVALS = metric("arrivals", "count", SINCE,
    "field firms that came from elsewhere since the start of the run", "模拟期初以来从外地迁入的领域企业")
INCUBATOR_GRADUATES = metric("incubator_graduates", "count", SINCE,
    "field firms that left incubation as graduates since the start of the run", "模拟期初以来毕业的在孵领域企业")
ZONE_TENANTS = metric("zone_tenants", "count", NOW,
    "field firms in pilot zones that are on a list", "在列先导区内的领域企业")
LAB_SPIN_OUTS = metric("lab_spin_outs", "count", SINCE,
    "firms spun out of laboratories and universities since the start of the run",
    "模拟期初以来实验室和高校衍生的企业")
FUND_COMMITMENTS = metric("fund_commitments", "million CNY", NOW,
    "money committed to funds and not yet called", "已认缴、尚未缴付的基金出资")
FUND_INVESTMENT = metric("fund_investment", "million CNY", SINCE,
    "money that funds of the city have invested in the fields, since they were set up",
    "本市基金设立以来投向各领域的资金")
FUND_PUBLIC_CAPITAL = metric("fund_public_capital", "million CNY", SINCE,
    "public capital placed in funds since the start of the run", "模拟期初以来注入基金的财政资金")
FUND_DISTRIBUTIONS = metric("fund_distributions", "million CNY", SINCE,
    "exit proceeds that funds passed on to their investors since the start of the run",
    "模拟期初以来基金分配给出资人的退出收益")
# fmt: on
# --- units that plan money has begun, by channel, and those that came into operation, by city channel
BEGUN = len(_columns.all())
for channel, begun in BEGUN_WORDS.items():
    metric(f"begun_{channel.replace('-', '_')}", begun.unit, SINCE, begun.en, begun.zh)
DELIVERED = len(_columns.all())
for channel, delivered in DELIVERED_WORDS.items():
    metric(f"delivered_{channel.replace('-', '_')}", delivered.unit, SINCE, delivered.en, delivered.zh)

METRICS: tuple[Metric, ...] = _columns.all()
METRIC_INDEX: dict[str, int] = {metric.id: column for column, metric in enumerate(METRICS)}
