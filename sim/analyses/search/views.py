"""A search in words: what it is worth, the money, the targets, and under which assumptions it holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sim.analyses.search.estimate import DRAWS, Robustness, Worth, interval
from sim.analyses.search.objective import Objective
from sim.analyses.search.result import SearchResult
from sim.analyses.search.worlds import OWN
from sim.inputs.plan import Plan
from sim.language import text
from sim.language.numbers import SAME, amount, counts, decimals_of, fixed, part, points, shown
from sim.results.table import Block, Cell, Line, Table, by_class
from sim.study.paired import Difference


def objective_name(objective: Objective, lang: str) -> str:
    """The name of the objective, as part of a sentence."""
    return text(f"search.objective-{objective.kind}", lang)


def value_words(objective: Objective, value: float, lang: str) -> str:
    """A value: per cent for a probability, never 0 or 100, else two decimals."""
    if not objective.in_per_cent:
        return fixed(value, 2)
    extreme = shown(value)
    return text("unit.percent", lang, value=fixed(100.0 * value, 1) if extreme.isdigit() else extreme)


def gain_words(objective: Objective, gain: Difference, lang: str) -> str:
    """A gain with its standard error and its unit, "=" where the runs show none."""
    if not objective.in_per_cent:
        return counts(gain)
    return text("search.points", lang, value=points(gain)) if gain.shown else SAME


def gain_at(objective: Objective, value: float, error: float) -> str:
    """An end of the interval of a gain, with the decimals of the gain."""
    scale, least = (100.0, 1) if objective.in_per_cent else (1.0, 0)
    return fixed(scale * value, decimals_of(scale * error, least=least), plus=True)


def loss_words(objective: Objective, value: float) -> str:
    """A regret, without the unit."""
    return fixed(100.0 * value, 1) if objective.in_per_cent else fixed(value, 2)


def world_name(world: str, plan: Plan, lang: str) -> str:
    """A world by the words of the plan; a switch keeps the name that it has in a scenario file."""
    if world == OWN:
        return text("search.world-scenario", lang)
    if world == DRAWS:
        return text("search.world-draws", lang)
    target, _, reading = world.partition("=")
    if target not in plan.target_index:
        return world
    planned = plan.targets[plan.target_index[target]]
    return f"{planned.name[lang]}{text('cli.colon', lang)}{planned.reading(reading).name[lang]}"


def screen(result: SearchResult, lang: str) -> Iterator[Block]:
    """The whole result. Only numbers that stand in the result are shown; what is undefined is a dash."""
    name = text("search.and", lang).join(objective_name(objective, lang) for objective in result.objectives)
    yield Line(text("search.title", lang, scenario=result.scenario.name[lang], objective=name, seed=result.seed,
                    searched=result.searched, runs=result.estimate_runs), "title")  # fmt: skip
    for objective, worth in zip(result.objectives, result.worths, strict=True):
        yield Line(_value(objective, worth, lang))
    if result.winner_name == "scenario":
        yield Line(text("search.kept", lang))
    elif not result.worth.gain.shown:
        yield Line(text("search.no-gain", lang))
    yield Line(text("search.intervals", lang), "quiet")
    yield money_table(result, lang)
    if result.fields:
        names = {field.id: field.name[lang] for field in result.plan.fields}
        weights = [(names[id], fixed(before, 2), fixed(after, 2)) for id, (before, after) in result.fields.items()]
        yield _table(text("search.fields", lang), ("field", "scenario", "winner"), weights, lang)
    yield targets_table(result, lang)
    modes = {text(f"search.mode-{mode}", lang): worth for mode, worth in result.effects.items()}
    rows = _worths(result.objectives[0], modes, lang)
    yield _table(text("search.effects", lang), ("mode", "scenario", "winner", "worth", "positive"), rows, lang)
    if result.robust is not None:
        yield from _robust(result, result.robust, lang)
    if result.front:
        yield front_table(result, lang)
        yield Line(text("search.front-note", lang), "quiet")
    yield Line(f"\n{text('search.rests-on', lang)}")
    yield Line(text("search.legend", lang), "quiet")


def _value(objective: Objective, worth: Worth, lang: str) -> str:
    values = {"objective": objective_name(objective, lang), "gain": gain_words(objective, worth.gain, lang)}
    for side in ("scenario", "winner"):
        estimated = getattr(worth, side)
        low, high = interval(estimated)
        values[side] = value_words(objective, estimated.value, lang)
        values[f"{side}_low"] = value_words(objective, max(low, 0.0), lang)
        values[f"{side}_high"] = value_words(objective, min(high, objective.most), lang)
    ends = zip(("low", "high"), interval(worth.gain), strict=True)
    values |= {name: gain_at(objective, end, worth.gain.error) for name, end in ends}
    sentence = text("search.value", lang, **values)
    return sentence[:1].upper() + sentence[1:]


def money_table(result: SearchResult, lang: str) -> Table:
    """Every action before and after, what of it cannot move, and the sums; in the reader's unit."""
    names = {action.id: action.name[lang] for action in result.plan.actions}
    by_year = any(row.first_year is not None for row in result.money)
    rows: list[tuple[Cell, ...]] = []
    for row in result.money:
        shares = [part(share) for share in row.first_year or (None, None)] if by_year else []
        amounts = [amount(value, lang) for value in (row.committed, row.scenario, row.winner)]
        rows.append((names[row.action], *amounts, amount(row.difference, lang, plus=True), *shares))
    sums = [sum(getattr(row, name) for row in result.money) for name in ("committed", "scenario", "winner")]
    total = [*(amount(value, lang) for value in sums), amount(sums[2] - sums[1], lang, plus=True)]
    rows.append((text("search.total", lang), *total, *[""] * (2 if by_year else 0)))
    years = ("year-scenario", "year-winner") if by_year else ()
    title = f"{text('search.money', lang)}{text('cli.colon', lang)}{text('search.money-unit', lang)}"
    return _table(title, ("action", "committed", "scenario", "winner", "difference", *years), rows, lang)


def targets_table(result: SearchResult, lang: str) -> Table:
    """Probability of every target before and after, by class."""
    names = {target.id: target.name[lang] for target in result.plan.targets}
    rows = [
        (names[row.id], row.class_, shown(row.scenario), shown(row.winner), points(row.gain))
        for row in by_class(result.targets)
    ]
    return _table(text("search.targets", lang), ("target", "class", "scenario", "winner", "gain"), rows, lang)


def front_table(result: SearchResult, lang: str) -> Table:
    """One row a point of the front: both objectives, and their gains."""
    pair = result.objectives
    rows = []
    for number, point in enumerate(result.front, start=1):
        cells = [str(number)]
        for objective, value, gain in zip(pair, point.values, point.gains, strict=True):
            cells += [value_words(objective, value.value, lang), gain_words(objective, gain, lang)]
        rows.append((*cells, text("search.front-beaten", lang) if point.beaten else ""))
    first, second = (objective_name(objective, lang) for objective in pair)
    heads = (text("search.head-point", lang), pair[0].name, "", pair[1].name, "", "")
    return Table(text("search.front", lang, first=first, second=second), heads, tuple(rows), words=(0, 5))


def _robust(result: SearchResult, robust: Robustness, lang: str) -> Iterator[Block]:
    objective = result.objectives[0]
    worths = {world_name(row.world, result.plan, lang): row.worth for row in robust.rows}
    rows = [
        (*cells, loss_words(objective, row.scenario_regret), loss_words(objective, row.winner_regret))
        for cells, row in zip(_worths(objective, worths, lang), robust.rows, strict=True)
    ]
    heads = ("world", "scenario", "winner", "worth", "positive", "scenario-regret", "winner-regret")
    yield _table(text(f"search.robust-{robust.criterion}", lang), heads, rows, lang)
    values = {
        "scenario": value_words(objective, robust.worst[0], lang),
        "winner": value_words(objective, robust.worst[1], lang),
        "scenario_regret": loss_words(objective, robust.regret[0]),
        "winner_regret": loss_words(objective, robust.regret[1]),
    }
    yield Line(text("search.robust-worst", lang, **values, policies=robust.policies))
    yield Line(text("search.robust-runs", lang, runs=robust.runs), "quiet")


def _worths(objective: Objective, worths: Mapping[str, Worth], lang: str) -> list[tuple[Cell, ...]]:
    return [
        (
            name,
            value_words(objective, worth.scenario.value, lang),
            value_words(objective, worth.winner.value, lang),
            gain_words(objective, worth.gain, lang),
            shown(worth.positive),
        )
        for name, worth in worths.items()
    ]


def _table(title: str, heads: Sequence[str], rows: Iterable[tuple[Cell, ...]], lang: str) -> Table:
    return Table(title, tuple(text(f"search.head-{head}", lang) for head in heads), tuple(rows))
