"""A sensitivity analysis in words: one table a question, and notes on what the numbers rest on."""

from collections.abc import Callable, Iterator, Sequence

from sim.analyses.sensitivity.findings import SensitivityFindings
from sim.analyses.sensitivity.indices import OTHERS
from sim.analyses.sensitivity.information import Worth
from sim.analyses.sensitivity.tornado import PARAMETER
from sim.language import parameter_meaning, text, texts
from sim.language.numbers import SAME, at_least, counts, part, points, shown, significant, with_error
from sim.results.table import Block, Line, Table, by_class
from sim.study.inputs import PRIOR

MOST_FACTORS = 3  # of a target on screen; the files hold all
MOST_BARS = 5


def factor_name(name: str, lang: str) -> str:
    """A parameter, a switch at a value ("crowding=in") or the group of others, in words; else its id."""
    if name == OTHERS:
        return text("sensitivity.others", lang)
    if "=" in name:
        return texts(lang).get(f"sensitivity.variant-{name.replace('_', '-').replace('=', '-')}", name)
    return parameter_meaning(name, texts(lang).get(f"quantity.{name}", name), lang)


def screen(result: SensitivityFindings, lang: str) -> Iterator[Block]:
    """The whole analysis: the tables that have rows in the order of reading, then the notes."""
    yield Line(text("sensitivity.title", lang, scenario=result.scenario), "title")
    fitted = text("sensitivity.prior", lang) if result.fitted == PRIOR else result.fitted
    yield Line(text("sensitivity.summary", lang, set=fitted, seed=result.seed, factors=result.factors,
                    kept=len(result.kept), runs=f"{result.workload.total:,}"))  # fmt: skip
    tables = (split_table, screening_table, indices_table, tornado_table, worth_table, choice_table, choice_worth_table)
    yield from (table for table_of in tables if (table := table_of(result, lang)).rows)
    yield Line("")
    yield from (Line(sentence, "quiet") for sentence in notes(result, lang))


def split_table(result: SensitivityFindings, lang: str) -> Table:
    """What the uncertainty of each target is made of."""
    parts = ("parameter", "chance", "definition", "structure")
    rows = []
    for target in by_class(result.targets):
        shares = [None if target.split is None else getattr(target.split, name) for name in parts]
        cells = (shown(target.probability), *map(part, shares), part(target.chance))
        rows.append((result.names[target.id][lang], *cells))
    heads = ("target", "probability", *parts, "chance-of-count")
    return Table(text("sensitivity.split", lang), _heads(heads, lang), tuple(rows))


def screening_table(result: SensitivityFindings, lang: str) -> Table:
    """The parameters with the largest elementary effects on each count."""
    rows = []
    for target in by_class(result.targets):
        for effect in [effect for effect in target.effects if effect.shown][:MOST_FACTORS]:
            direction = "+" if effect.mu > effect.error else "-" if effect.mu < -effect.error else "±"
            size = with_error(effect.mu_star, effect.error)
            name = factor_name(effect.parameter, lang)
            rows.append((target.id, name, direction, size, significant(effect.sigma)))
    return _by_target("screening", ("factor", "direction", "effect", "sigma"), result, rows, lang)


def indices_table(result: SensitivityFindings, lang: str) -> Table:
    """First-order and total indices of each count: the largest, then all the others together."""
    rows = []
    for target in by_class(result.targets):
        alone = [index for index in target.indices if index.shown and not index.grouped]
        for index in (*alone[:MOST_FACTORS], *(index for index in target.indices if index.grouped)):
            cells = (with_error(index.first, index.first_error), with_error(index.total, index.total_error))
            rows.append((target.id, factor_name(index.factor, lang), *cells))
    return _by_target("indices", ("factor", "first", "total"), result, rows, lang)


def tornado_table(result: SensitivityFindings, lang: str) -> Table:
    """Percentage points of the probability with a parameter low and high, and switches that are shown to matter."""
    rows: list[tuple[str, ...]] = []
    for target in by_class(result.targets):
        if target.split is None:
            continue
        alone = [bar for bar in target.bars if bar.factor in target.important]
        switches = [bar for bar in target.bars if bar.kind != PARAMETER and bar.swing.shown]
        if not alone and not switches:
            rows.append((target.id, text("sensitivity.none-shown", lang), SAME, SAME, SAME))
        for bar in (*alone[:MOST_BARS], *switches):
            rows.append((target.id, factor_name(bar.factor, lang), *map(points, (bar.low, bar.high, bar.swing))))
    return _by_target("tornado", ("factor", "low", "high", "swing"), result, rows, lang)


def worth_table(result: SensitivityFindings, lang: str) -> Table:
    """How much of the variance of "met" goes when a parameter is known."""
    rows = [
        (target.id, name, value)
        for target in by_class(result.targets)
        if target.worths
        for name, value in _worths(target.worths, lang, shown)
    ]
    return _by_target("worth", ("factor", "gone"), result, rows, lang)


def choice_table(result: SensitivityFindings, lang: str) -> Table:
    """The scenarios to choose from; no rows without a choice."""
    decision = result.decision
    policies = () if decision is None else decision.alternatives
    rows = [
        (policy.scenario, f"{policy.expected:.3f}", counts(policy.gain) if rank else "")
        for rank, policy in enumerate(policies)
    ]
    targets = 0 if decision is None else decision.targets
    heads = (text(f"sensitivity.head-{name}", lang, targets=targets) for name in ("scenario", "expected", "gain"))
    return Table(text("sensitivity.choice", lang), tuple(heads), tuple(rows))


def choice_worth_table(result: SensitivityFindings, lang: str) -> Table:
    """What knowing a parameter before choosing would add to the expected number met; no rows without a choice."""
    worths = () if result.decision is None else result.decision.worths
    rows = _worths(worths, lang, lambda value: at_least(value, 3)) if worths else []
    heads = _heads(("factor", "added"), lang)
    return Table(text("sensitivity.choice-worth", lang), heads, tuple(rows))


def notes(result: SensitivityFindings, lang: str) -> list[str]:
    """Notes on what the numbers rest on, a paragraph each."""
    notes = [text(f"sensitivity.{name}", lang) for name in ("common", "bars-note", "worth-note")]
    if result.fitted != PRIOR:
        notes.insert(1, text("sensitivity.marginals", lang, set=result.fitted))
    targets = by_class(result.targets)
    still = [target.id for target in targets if not target.varies]
    certain = [target.id for target in targets if target.varies and target.split is None]
    for key, ids in (("nothing-varies", still), ("always-alike", certain)):
        names = text("sensitivity.join", lang).join(result.names[id][lang] for id in ids)
        notes += [text(f"sensitivity.{key}", lang, targets=names)] if ids else []
    if result.runs_failed or result.rows_lost:
        notes.append(text("sensitivity.failed", lang, runs=result.runs_failed, rows=result.rows_lost))
    return notes


def _worths(worths: Sequence[Worth], lang: str, written: Callable[[float], str]) -> list[tuple[str, str]]:
    """Those that are shown; one row with "=" where none is."""
    rows = [(factor_name(worth.parameter, lang), written(worth.value)) for worth in worths if worth.shown]
    return rows[:MOST_FACTORS] or [(text("sensitivity.none-shown", lang), SAME)]


def _by_target(
    name: str, heads: Sequence[str], result: SensitivityFindings, rows: Sequence[tuple[str, ...]], lang: str
) -> Table:
    """Rows that begin with the id of a target: its name takes the place of the id, in the first of its rows only."""
    named, last = [], None
    for id, *cells in rows:
        named.append(("" if id == last else result.names[id][lang], *cells))
        last = id
    return Table(text(f"sensitivity.{name}", lang), _heads(("target", *heads), lang), tuple(named), words=(0, 1))


def _heads(names: Sequence[str], lang: str) -> tuple[str, ...]:
    return tuple(text(f"sensitivity.head-{name}", lang) for name in names)
