"""Words and tables of a back-test for terminal and Markdown: series, coverage, origins, forecasts of one series."""

from collections.abc import Iterator, Sequence

from sim.analyses.backtest.findings import BacktestFindings, Coverage
from sim.language import text, texts
from sim.language.numbers import NOTHING, fixed, part, ranged
from sim.results.table import Block, Line, Table, markdown


def series_name(series: str, lang: str) -> str:
    """The series in words; its id where the catalogue does not know it (another observation table)."""
    return texts(lang).get(f"backtest.series-{series}", series)


def baseline_name(baseline: str, lang: str) -> str:
    """The baseline in words."""
    return text(f"backtest.baseline-{baseline}", lang)


def screen(backtest: BacktestFindings, lang: str) -> Iterator[Block]:
    """What it does not say first, then the series, the verdict and the coverage."""
    yield Line(text("backtest.name", lang), "title")
    yield Line(text("backtest.limit", lang), "strong")
    yield Line(text("backtest.pseudo", lang))
    yield Line(f"\n{summary(backtest, lang)}")
    yield series_table(backtest, lang)
    yield Line("")
    yield from (Line(sentence) for sentence in verdict(backtest, lang))
    yield coverage_table(backtest, lang)


def summary(backtest: BacktestFindings, lang: str) -> str:
    """One sentence: what was forecast from where."""
    origins = text("backtest.and", lang).join(str(day.year) for day in backtest.origins)
    counts = {"forecasts": len(backtest.rows), "series": len(backtest.names)}
    return text("backtest.summary", lang, origins=origins, runs=f"{backtest.runs:,}", seed=backtest.seed, **counts)


def verdict(backtest: BacktestFindings, lang: str) -> tuple[str, ...]:
    """Sentences: geometric mean, coverage of 90 per cent, and the series that are significantly worse, by name."""
    ninety = next(coverage for coverage in backtest.coverage if coverage.nominal == 0.9)
    worse = [series_name(score.series, lang) for score in backtest.series if score.worse]
    mean = ranged(backtest.geometric_mean, backtest.geometric_low, backtest.geometric_high)
    covered = {"value": _part(ninety.value), "low": _part(ninety.low), "high": _part(ninety.high)}
    sentences = [text("backtest.geometric", lang, mean=mean), text("backtest.covered", lang, **covered)]
    listed = text("backtest.and", lang).join(worse)
    sentences.append(text("backtest.worse", lang, series=listed) if worse else text("backtest.none-worse", lang))
    return tuple(sentences)


def series_table(backtest: BacktestFindings, lang: str) -> Table:
    """One row a series; those without a baseline stand there with dashes.

    Forecasts are counted with a baseline / in all; scores and years are of those with one, of all where there is none.
    """
    heads = ("series", "forecasts", "years", "crps", "baseline", "baseline-crps", "ratio", "wis-ratio", "skill")
    rows = []
    for name in backtest.names:
        score, forecasts = backtest.score(name), backtest.of(name)
        if score is None:
            mean = sum(row.crps for row in forecasts) / len(forecasts)
            cells = (f"0/{len(forecasts)}", str(len({row.year for row in forecasts})), f"{mean:.3f}", *([NOTHING] * 5))
            rows.append((series_name(name, lang), *cells))
            continue
        rows.append(
            (
                series_name(name, lang),
                f"{score.forecasts}/{len(forecasts)}",
                str(score.years),
                f"{score.crps:.3f}",
                baseline_name(score.baseline, lang),
                f"{score.baseline_crps:.3f}",
                ranged(score.ratio, score.low, score.high),
                ranged(score.wis_ratio, None, None),
                text("backtest.claimed" if score.skill_claimed else "backtest.shown", lang),
            )
        )
    return Table("", _heads(heads, lang), tuple(rows))


def coverage_table(backtest: BacktestFindings, lang: str) -> Table:
    """Overall, then by horizon."""
    heads = ("of", "nominal", "covered", "clusters")
    rows = _coverage_rows(text("backtest.all-forecasts", lang), backtest.coverage)
    for years, both in sorted(backtest.by_horizon.items()):
        rows += _coverage_rows(text("backtest.at-horizon", lang, years=years), both)
    return Table("", _heads(heads, lang), tuple(rows))


def origins_table(backtest: BacktestFindings, lang: str) -> Table:
    """What each origin knew, and how honest its regression is on synthetic histories."""
    heads = ("origin", "points", "bounds", "share", "unseen-50", "unseen-90")
    rows = []
    for fit in backtest.fits:
        counts = (str(fit.points), str(fit.bounds), _part(fit.share if fit.points else None))
        rows.append((str(fit.day), *counts, _part(fit.unseen_50), _part(fit.unseen_90)))
    return Table("", _heads(heads, lang), tuple(rows))


def rows_table(backtest: BacktestFindings, series: str, lang: str) -> Table:
    """Every forecast of one series."""
    heads = ("outcome", "origin", "horizon", "published", "forecast", "rank", "crps", "baseline-crps", "past")
    best = backtest.score(series)
    rows = []
    for row in backtest.of(series):
        low, _, middle, _, high = row.quantiles
        base = NOTHING if best is None or not row.baselines else f"{row.baselines[best.baseline]:.3f}"
        rows.append(
            (
                row.outcome.removeprefix("series:"),
                str(row.origin),
                str(row.horizon),
                fixed(row.value, 0),
                ranged(middle, low, high, 0),
                f"{row.pit:.2f}",
                f"{row.crps:.3f}",
                base,
                str(row.past),
            )
        )
    return Table("", _heads(heads, lang), tuple(rows), words=(0, 1))


def _coverage_rows(what: str, both: Sequence[Coverage]) -> list[tuple[str, ...]]:
    return [
        (
            what,
            _part(coverage.nominal),
            ranged(100.0 * coverage.value, 100.0 * coverage.low, 100.0 * coverage.high, 1),
            str(coverage.clusters),
        )
        for coverage in both
    ]


def _part(share: float | None) -> str:
    return part(share, 1)


def _heads(names: Sequence[str], lang: str) -> tuple[str, ...]:
    return tuple(text(f"backtest.head-{name}", lang) for name in names)


def page(backtest: BacktestFindings, lang: str, *, pictures: bool = False) -> str:
    """The page; ``pictures``: with links to those that ``Backtest.plot`` writes into the same folder."""
    parts = [
        f"# {text('backtest.name', lang)}",
        f"**{text('backtest.limit', lang)}**",
        text("backtest.pseudo", lang),
        summary(backtest, lang),
        markdown(series_table(backtest, lang)),
        *([f"![{text('backtest.name', lang)}](backtest.png)"] if pictures else []),
        *verdict(backtest, lang),
        f"## {text('backtest.coverage', lang)}",
        markdown(coverage_table(backtest, lang)),
        text("backtest.coverage-note", lang),
        f"## {text('backtest.origins', lang)}",
        markdown(origins_table(backtest, lang)),
        text("backtest.origins-note", lang),
        f"## {text('backtest.method', lang)}",
        *(text(f"backtest.method-{part}", lang) for part in ("forecast", "outcomes", "baselines", "intervals")),
        f"## {text('backtest.by-series', lang)}",
    ]
    for name in backtest.names:
        parts += [f"### {series_name(name, lang)}", markdown(rows_table(backtest, name, lang))]
        parts += [f"![{series_name(name, lang)}](backtest-{name}.png)"] if pictures else []
    return "\n\n".join(parts) + "\n"
