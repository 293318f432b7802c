"""Neural posterior estimation (extra ``sbi``) as a check of the regression, behind the same interface.

Another method on the same histories: where both agree, the regression's quadratic form is not what decides. It takes
minutes and PyTorch, so it is no default and no forecast needs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analyses.calibrate.regression import sample_crps
from sim.analyses.calibrate.training import Floats, Training, systematic
from sim.errors import InputError

_DRAWS = 400  # of the posterior, where a rank or a score needs a sample


@dataclass(frozen=True, eq=False)
class NeuralPosterior:
    """A trained density estimator as an ``Amortised``. ``middle``, ``scale``: standardisation of the statistics."""

    posterior: Any
    middle: Floats
    scale: Floats

    def sample(self, x: Floats, draws: int, seed: int) -> Floats:
        """Draws given ``x`` float64[q]."""
        import torch

        torch.manual_seed(seed)
        sample = self.posterior.sample((draws,), x=self._data(x[None, :]), show_progress_bars=False)
        return sample.numpy().astype(np.float64)

    def mean(self, x: Floats) -> Floats:
        """Means of a sample for each row of ``x``."""
        return np.array([self.sample(row, _DRAWS, 0).mean(axis=0) for row in x])

    def ranks(self, x: Floats, z: Floats) -> Floats:
        """Share of a sample below ``z``, for each row."""
        return np.array([(self.sample(row, _DRAWS, 0) < truth).mean(axis=0) for row, truth in zip(x, z, strict=True)])

    def crps(self, x: Floats, z: Floats) -> Floats:
        """Score of a sample, for each row."""
        weight = np.full(_DRAWS, 1.0 / _DRAWS)
        result = np.empty(z.shape)
        for row, statistics in enumerate(x):
            draws = self.sample(statistics, _DRAWS, 0)
            for column in range(z.shape[1]):
                result[row, column] = sample_crps(draws[:, column], weight, z[row : row + 1, column])[0]
        return result

    def _data(self, x: Floats) -> Any:
        import torch

        return torch.as_tensor((x - self.middle) / self.scale, dtype=torch.float32)


class _Silent:
    """Takes what the library would log into a folder of the caller's, and keeps nothing."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


def neural_posterior(training: Training, seed: int = 1) -> NeuralPosterior:
    """The engine. Raises InputError where the extra is not installed.

    Bounds enter by resampling the pairs in proportion to their weights before training.
    """
    try:
        import torch
        from sbi.inference import NPE
    except ImportError:
        raise InputError("the referee needs the extra 'sbi': pip install 'xiandao[sbi]'") from None
    torch.manual_seed(seed)
    rows = systematic(training.weight, len(training.z), 0.5)
    x, z = training.x[rows], training.z[rows]
    middle, scale = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-9)
    inference = NPE(density_estimator="maf", tracker=_Silent(), show_progress_bars=False)
    data = torch.as_tensor((x - middle) / scale, dtype=torch.float32)
    inference.append_simulations(torch.as_tensor(z, dtype=torch.float32), data)
    inference.train(training_batch_size=200, stop_after_epochs=10)
    return NeuralPosterior(inference.build_posterior(), middle, scale)
