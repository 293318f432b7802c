"""Mesa's ``batch_run`` as Mesa 3.3 and 3.5 want to be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import mesa

VERSION = tuple(int(part) for part in mesa.__version__.split(".")[:2])


def batch_run(
    model: type[mesa.Model], parameters: dict[str, Any], seeds: Sequence[int], max_steps: int, **options: Any
) -> list[dict[str, Any]]:
    """``mesa.batch_run`` with one repeatable run for each of ``seeds``; the model ends itself at its horizon.

    3.3 knows seeds only as a model parameter; 3.5 discards those and takes ``rng``.
    """
    run: Callable[..., list[dict[str, Any]]] = mesa.batch_run
    if VERSION >= (3, 5):
        return run(model, parameters, rng=list(seeds), max_steps=max_steps, **options)
    return run(model, {**parameters, "seed": list(seeds)}, iterations=1, max_steps=max_steps, **options)
