"""The switch ``lever_effects``: shrinkage of the parameters that hold effects of policy levers.

Single studies overstate effects by about a factor of two (Ioannidis, Stanley and Doucouliagos 2017), so by default they
are shrunk towards nothing by a factor that is itself an uncertain row. Meta-analyses and published nulls stay.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, Text, check_name
from sim.inputs.parameters.parameter import Parameter

EFFECTS: dict[str, str] = {
    "single": "effect of one study or of judgement: shrunk under discounted",
    "meta": "effect from a meta-analysis: not shrunk",
    "null": "a published null result: not shrunk",
    "additional": "share of what money begins that would not have come: wide, so not shrunk",
}
LEVER_EFFECTS: tuple[str, ...] = ("none", "discounted", "full")
DISCOUNT = "action_effect_discount"


def transform(rows: Sequence[Parameter], theta: NDArray[np.float64], mode: str) -> NDArray[np.float64]:
    """A copy of ``theta`` float64[n, parameters] under one of LEVER_EFFECTS.

    ``full`` changes nothing; ``discounted`` sets each single-study effect to null + (value - null) x discount of its
    draw; ``none`` sets every effect to its null value. Raises InputError for another mode.
    """
    check_name("unknown lever effects", mode, LEVER_EFFECTS, key="lever_effects")
    result = theta.copy()
    if mode == "full":
        return result
    chosen = [
        (column, row.null_value)
        for column, row in enumerate(rows)
        if row.null_value is not None and (mode == "none" or row.effect == "single")
    ]
    if not chosen:
        return result
    columns = np.array([column for column, _ in chosen])
    nulls = np.array([null for _, null in chosen])
    if mode == "none":
        result[:, columns] = nulls
    else:
        discount = theta[:, [_discount_column(rows)]]
        result[:, columns] = nulls + (theta[:, columns] - nulls) * discount
    return result


def _discount_column(rows: Sequence[Parameter]) -> int:
    for column, row in enumerate(rows):
        if row.name == DISCOUNT:
            return column
    raise InputError("single-study effects need this row", key=DISCOUNT)


def check_discount(rows: Sequence[Parameter], file: object = None) -> None:
    """InputError when single-study effects stand without a discount, or the discount is itself an effect."""
    discount = next((row for row in rows if row.name == DISCOUNT), None)
    single = next((row for row in rows if row.effect == "single"), None)
    if discount is None and single is not None:
        raise InputError(Text("the row is missing, but {name!r} is a single-study effect", name=single.name), file=file,
                         key=DISCOUNT)  # fmt: skip
    if discount is not None and discount.effect:
        raise InputError("the discount of effects cannot be an effect", file=file, key=DISCOUNT, value=discount.effect)
