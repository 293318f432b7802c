"""The twelve phases of a month: their order, names and meaning in one list; ``SHOCK`` is the number of ``shock``."""

from dataclasses import dataclass

from sim.model.tables.numbered import Numbered


@dataclass(frozen=True)
class Phase:
    """One phase: its name in code, and what happens in it in Chinese and English."""

    name: str
    zh: str
    en: str


_phases: Numbered[Phase] = Numbered()


def phase(name: str, zh: str, en: str) -> int:
    """Add a phase to the month; its number."""
    return _phases.add(Phase(name, zh, en))


DISBURSE = phase(
    "disburse",
    "拨付：资金按日程进入资金池，经申报、评审形成能力；用不掉的留作结余",
    "money by calendar reaches purses, capacity and open calls; what cannot be taken up stays visibly unspent",
)
SHOCK = phase(
    "shock",
    "冲击：创投供给、上市窗口、需求、评审尺度等全市共同变化",
    "shared states move: venture supply, listing window, demand, reviewers",
)
DISCOVER = phase(
    "discover",
    "发现：实验室产生成果，概念验证把一部分成果变成项目和衍生企业",
    "labs discover; proof of concept turns some discoveries into spin-outs and licences",
)
FOUND = phase(
    "found", "创立：各领域、各区县的新设、衍生和引进企业", "births by field and district, spin-outs and arrivals"
)
INCUBATE = phase("incubate", "孵化：先筛选入孵，再服务，后毕业", "incubators admit, serve and graduate tenants")
RESEARCH = phase(
    "research",
    "研发：研发投入、知识存量、技术成熟度、知识产权",
    "R&D, the knowledge stock, technology readiness, intellectual property",
)
SELL = phase(
    "sell",
    "销售：厚尾增长，公共需求作为一个修正量",
    "sales grow with fat-tailed yearly shocks; public demand is one modifier",
)
STAFF = phase(
    "staff", "用工：招聘与裁减，科技人员受人才供给限制", "hiring and shedding; science staff limited by the talent pool"
)
FINANCE = phase(
    "finance", "融资：现金、轮次、基金筛选、退出与上市", "cash, rounds, screening by funds, exits and listings"
)
RECOGNISE = phase(
    "recognise",
    "认定：高企、技术中心、联合体、项目、场景、样本、先导区等按窗口与名单进行",
    "certificates, centres, consortia, projects, scenarios, samples, zones and leaders in their windows and lists",
)
LEAVE = phase("leave", "退出：关闭、迁出", "closure and moving away")
COUNT = phase("count", "计数：按每一种口径记录每月指标", "the monthly record of every metric under every reading")

PHASES: tuple[Phase, ...] = _phases.all()
PHASE_COUNT = len(PHASES)
