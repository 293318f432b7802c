"""Why money changes a count by nothing that is shown, in one clause: reading, evidence, lag or chance."""

from collections.abc import Iterator
from functools import cache

from sim.analyses.value.price import Price
from sim.inputs.evidence.price_bands import load_price_bands

OFFICE, UNTOUCHED, SMALL = "office", "untouched", "small"
REASONS = (OFFICE, UNTOUCHED, SMALL)


def reason(pair: tuple[Price, ...]) -> str:
    """Of lines of one count at all horizons, none of them shown: "office", where the count is a title that the office
    gives or a list that it issues (``kind`` of the registered bands), for which nothing is paid; "untouched", where no
    run differs, since nothing that the money pays for leads there; "small", where the difference is within chance."""
    if pair[0].metric in administrative():
        return OFFICE
    if all(line.units.value == 0.0 and line.units.error == 0.0 for line in pair):
        return UNTOUCHED
    return SMALL


@cache
def administrative() -> frozenset[str]:
    """Columns of the monthly record that count administrative acts."""
    return frozenset(metric for band in load_price_bands() if band.kind == "administrative" for metric in band.metrics)


def by_reason(pairs: list[tuple[Price, ...]]) -> Iterator[tuple[str, list[tuple[Price, ...]]]]:
    """The reasons that occur, in the order of REASONS, each with its counts."""
    for found in REASONS:
        group = [pair for pair in pairs if reason(pair) == found]
        if group:
            yield found, group


def counts_later(pair: tuple[Price, ...]) -> bool:
    """Whether money is shown to change the count by the later horizon only: what it begins is late."""
    return len(pair) > 1 and not pair[0].units.shown and pair[-1].units.shown
