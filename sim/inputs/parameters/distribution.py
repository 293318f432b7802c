"""Interface of the distributions of the parameter table."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Distribution(ABC):
    """A distribution on the real line, in the parameter's unit. Arrays of any shape, element by element."""

    @property
    @abstractmethod
    def support(self) -> tuple[float, float]:
        """Smallest closed interval that holds all the mass."""

    @abstractmethod
    def mean(self) -> float:
        """Expected value."""

    @abstractmethod
    def _quantile(self, u: Floats) -> Floats: ...

    @abstractmethod
    def _cdf(self, x: Floats) -> Floats: ...

    @abstractmethod
    def logpdf(self, x: ArrayLike) -> Floats:
        """Log density at ``x``, -inf outside the support. A point mass counts with the log of its mass."""

    def from_unit(self, u: ArrayLike) -> Floats:
        """Value whose share ``u`` (0 to 1) of the mass lies below it: increasing in ``u``, so uniform u give draws.

        Raises ValueError when ``u`` is not in [0, 1].
        """
        shares = np.asarray(u, dtype=np.float64)
        if not np.all((shares >= 0.0) & (shares <= 1.0)):
            raise ValueError("a share of the mass lies between 0 and 1")
        return self._quantile(shares)

    def to_unit(self, x: ArrayLike) -> Floats:
        """Share of the mass below ``x``; in the middle of its jump at a point mass. Undoes ``from_unit``."""
        return self._cdf(np.asarray(x, dtype=np.float64))

    def quantile(self, p: float) -> float:
        """The ``p`` quantile as a number."""
        return float(self.from_unit(p))

    def contains(self, x: float) -> bool:
        """Whether ``x`` is a value that can occur (inside the support, with positive density or mass)."""
        return bool(self.logpdf(x) > -np.inf)


class Continuous(Distribution):
    """A distribution with a density, which can be truncated."""

    @abstractmethod
    def partial_mean(self, low: float, high: float) -> float:
        """Integral of x times the density from ``low`` to ``high`` (both may be infinite)."""

    def mean(self) -> float:
        return self.partial_mean(-np.inf, np.inf)


def inside(x: ArrayLike, low: float, high: float, density: Callable[[Floats], Floats]) -> Floats:
    """``density(x)`` where low < x < high, -inf elsewhere, without evaluating it out of bounds; NaN stays NaN."""
    values = np.asarray(x, dtype=np.float64)
    within = (values > low) & (values < high)
    result = np.where(np.isnan(values), np.nan, -np.inf)
    result[within] = density(values[within])
    return result
