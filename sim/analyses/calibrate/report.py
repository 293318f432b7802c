"""Report of a fitted set as Markdown: data, posterior, diagnostics."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

import numpy as np

from sim.analyses.calibrate.document import reported
from sim.analyses.calibrate.findings import FitFindings, carried_values
from sim.analyses.calibrate.gate import IDENTIFIED_FROM
from sim.analyses.calibrate.views import draws_words
from sim.results.table import Table, markdown

PICTURES = (
    ("contraction.png", "Contraction: how much of the prior's variance the record removes, and the interval it leaves"),
    ("prior-posterior.png", "Prior against posterior"),
    ("predictive.png", "What the model says of each published figure, before and after the fit"),
    ("pairs.png", "The best-informed parameters together"),
    ("gate.png", "The gate: ranks and coverage on synthetic histories, and the learning curve"),
)


def report(fit: FitFindings, record: dict[str, Any], *, pictures: bool = True) -> str:
    """The report of a fit; ``record``: content of its ``fit.json``; ``pictures``: whether pictures stand beside it."""
    parts = [
        f"# Fitted set {record['name']}",
        _summary(fit, record),
        "## What history taught",
        _parameters(fit, record),
        _others(fit),
        "## Gate",
        _gate(fit, record),
        "## The record it was fitted to",
        _observations(fit),
        "## Pattern of what is missed",
        _patterns(fit),
        "## Learning curve",
        _table(("histories learnt from", "score over the prior's, informed columns"), _learning(fit)),
    ]
    if pictures:
        parts += ["## Pictures", *(f"![{caption}]({name})\n\n{caption}." for name, caption in PICTURES)]
    return "\n\n".join(parts) + "\n"


def _summary(fit: FitFindings, record: dict[str, Any]) -> str:
    informed = sum(entry["identified"] for entry in record["parameters"])
    command = f"xiandao calibrate --draws {fit.runs} --seed {fit.seed} --until {fit.data.until}"
    verdict = "passed" if fit.passed else "FAILED: it is not the default"
    lines = [
        f"Made {record['made']} from what was published by {fit.data.until}: {len(fit.data.points)} figures and "
        f"{len(fit.data.bounds)} bounds, {fit.runs:,} simulated histories, seed {fit.seed}. Gate {verdict}.",
        f"{informed} of {len(record['parameters'])} quantities are informed by the record (contraction of 5 % at least "
        "on unseen histories); the others stay near their prior and are shown so.",
        f"Repeat with `{command}`.",
    ]
    return "\n\n".join(lines)


def _parameters(fit: FitFindings, record: dict[str, Any]) -> str:
    values, prior = carried_values(fit, fit.z), carried_values(fit, fit.prior_z)
    rows = []
    for column, entry in enumerate(record["parameters"]):
        rows.append(
            (
                f"`{entry['name']}`",
                draws_words(prior[:, column]),
                draws_words(values[:, column]),
                f"{100 * entry['contraction']:.0f} %",
                "yes" if entry["identified"] else "no",
                "state at the end of 2024"
                if entry["kind"] == "state"
                else fit.setting.targets.parameters[entry["name"]],
            )
        )
    heads = ("quantity", "before (90 %)", "after (90 %)", "contraction", "informed", "by")
    note = "For a state, *before* is the spread of the simulated end of 2024 under the prior."
    return f"{_table(heads, rows)}\n\n{note}"


def _others(fit: FitFindings) -> str:
    """Whether anything outside the list is informed, and that effects of money are not."""
    informed = [(name, value) for name, value in fit.others.items() if value >= IDENTIFIED_FROM]
    most = max((fit.others[name] for name in fit.effects), default=0.0)
    informed.sort(key=itemgetter(1), reverse=True)
    names = ", ".join(f"`{name}` ({100 * value:.0f} %)" for name, value in informed)
    return (
        "The rest of the parameters, and every effect of money, keep their prior: no allocation history was published. "
        f"As a check, all {len(fit.others)} were regressed on the record too. Largest contraction of an effect of "
        f"money ({len(fit.effects)} of them): {100 * most:.1f} %. Informed outside the list, and left at their prior: "
        f"{names or 'none'}."
    )


def _gate(fit: FitFindings, record: dict[str, Any]) -> str:
    gate = fit.gate
    rows = [
        (
            f"`{name}`",
            *(f"{part:.3f}" for part in gate.coverage[column]),
            f"{gate.uniform[column]:.2g}",
            f"{gate.score[column]:.2f}",
            "yes" if gate.identified[column] else "no",
        )
        for column, name in enumerate(gate.names)
    ]
    heads = ("quantity", "50 % covered", "80 %", "90 %", "p of ranks", "score / prior's", "informed")
    verdict = "No fault." if fit.passed else "Faults:\n\n" + "\n".join(f"- {fault}" for fault in fit.faults)
    average = f"{gate.average_coverage:.3f}" if gate.identified.any() else "none is informed"
    summary = f"{gate.histories} synthetic histories. Average coverage of nominal 90 % over the informed: {average}."
    return f"{summary} {verdict}\n\n{_table(heads, rows)}"


def _observations(fit: FitFindings) -> str:
    used = fit.setting.observations.used
    known = {observation.id for observation in (*fit.data.points, *fit.data.bounds)}
    rows = []
    for column, observation in enumerate(used):
        if observation.id not in known:
            continue
        sign = {"point": "", "lower": "over ", "upper": "under "}[observation.bound]
        rows.append(
            (
                f"`{observation.id.removeprefix('series:')}`",
                f"{sign}{observation.value:,.6g}",
                draws_words(np.exp(fit.posterior_logs[:, column]) - 0.5),
                draws_words(np.exp(fit.smoothed[:, column]) - 0.5),
            )
        )
    far = f"Before the fit, {100 * fit.check.share:.0f} % of simulated histories lie at least as far out as the record."
    heads = ("evidence row", "published", "run again from the fit (90 %)", "model given every figure (90 %)")
    note = (
        "*Run again* draws luck and errors of observation afresh; *given every figure* is the model's own number in "
        "the histories that agree with the record."
    )
    told = [(f"`{name}`", *(f"{value:,.0f}" for value in row)) for name, row in reported(fit).items()]
    more = _table(("number of the history, given every figure", "5 %", "median", "95 %"), told) if told else ""
    return "\n\n".join(part for part in (far, note, _table(heads, rows), more) if part)


def _patterns(fit: FitFindings) -> str:
    rows = [
        (
            row.series,
            f"{row.points}",
            f"{row.first:.1f}–{row.last:.1f}",
            f"{row.level:+.3f} ({row.p[0]:.2f})",
            _with_p(row.trend, row.p[1]),
            "—" if np.isnan(row.detectable) else f"{row.detectable:.3f}",
            "—" if np.isnan(row.growth) else f"{row.growth:.3f} against {row.modelled:.3f} ({row.p[2]:.2f})",
        )
        for row in fit.patterns
    ]
    note = (
        "The record less the median history run again from the posterior, in log points; p-values in brackets. A "
        "trend is a slope a year; *could have been seen* is the slope that so few points show four times in five. "
        "Held to 5 % over all series (Holm)."
    )
    heads = ("series", "figures", "years", "level", "trend", "could have been seen", "net growth a year")
    return f"{note}\n\n{_table(heads, rows)}"


def _with_p(value: float, p: float) -> str:
    return "—" if np.isnan(value) else f"{value:+.3f} ({p:.2f})"


def _learning(fit: FitFindings) -> Iterable[tuple[str, str]]:
    return [(f"{n:,}", f"{score:.3f}") for n, score in fit.learning]


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = tuple(heads)
    return markdown(Table("", names, tuple(tuple(row) for row in rows), words=tuple(range(len(names)))))
