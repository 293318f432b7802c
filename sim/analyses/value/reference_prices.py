"""What the money of each action buys, in one sentence: from the price list that comes with the program."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from sim.analyses.value.price_list import COLUMNS
from sim.errors import InputError
from sim.inputs.evidence.csv_file import read_csv
from sim.inputs.plan import Plan
from sim.language import LANGUAGES, text
from sim.language.numbers import counts
from sim.shipped import data_path
from sim.study.paired import Difference

FILE = "results/reference/prices/prices.csv"
_MOST = 2  # counts that a sentence names


def bought(plan: Plan, scenario: str) -> dict[str, dict[str, str]]:
    """Action -> language -> sentence; empty where no price list of ``scenario`` comes with the program."""
    path = data_path(FILE)
    if scenario != "reference" or not path.is_file():
        return {}
    try:
        rows = read_csv(path, COLUMNS)
    except InputError:
        return {}
    lines = [row for row in rows if row["kind"] == "average" and row["primary"] == "True" and not row["instrument"]]
    known = {target.id for target in plan.targets}
    return {
        action: {lang: _sentence([row for row in own if row["target"] in known], plan, lang) for lang in LANGUAGES}
        for action, own in ((key, list(found)) for key, found in groupby(lines, itemgetter("action")))
    }


def _sentence(rows: Iterable[Mapping[str, str]], plan: Plan, lang: str) -> str:
    """The counts that answer most clearly by the later month, with their units by both; or why none does."""
    by_target: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        by_target.setdefault(row["target"], []).append(row)
    last = [(found, _units(found[-1])) for found in by_target.values() if found[-1]["shown"] == "True"]
    answering = [found for found, units in last if units.value > 0.0]
    answering.sort(key=lambda found: -_units(found[-1]).value / _units(found[-1]).error)
    if not answering:
        return text("bought.nothing", lang)
    gains = [
        text("bought.gain", lang, name=plan.targets[plan.target_index[found[0]["target"]]].name[lang],
             when=text("bought.join-months", lang).join(
                 text("bought.by", lang, units=counts(_units(row)), month=row["month"]) for row in found))
        for found in answering[:_MOST]
    ]  # fmt: skip
    return text("bought.line", lang, gains=text("bought.join", lang).join(gains))


def _units(row: Mapping[str, str]) -> Difference:
    return Difference(float(row["units"]), float(row["units_error"]))
