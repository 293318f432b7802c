"""Weights of the fields in a run: a count errs a little, a guess much."""

import math

from sim.model.decisions import FIELD_WEIGHT
from sim.model.dialect import rule
from sim.model.draws import normal


@rule
def settle_field_weights(world):
    """Shares of the fields with the error of the run; they sum to 1, so the number of field firms is as drawn."""
    total = 0.0
    for field in range(world.fields):
        error = world.field_count_error if world.field_counted[field] > 0 else world.field_weight_error
        world.field_weight[field] *= math.exp(error * normal(world.run_key, field, FIELD_WEIGHT))
        total += world.field_weight[field]
    for field in range(world.fields):
        world.field_weight[field] /= total
