"""The referee behind the same seam (extra ``sbi``; left out where it is not installed)."""

from __future__ import annotations

import numpy as np
import pytest

from .conftest import closed_form, linear_gaussian

X = np.array([0.9, -0.7, 0.4])


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from sim.analyses.calibrate.npe import neural_posterior
    from sim.errors import InputError

    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(InputError, match=r"xiandao\[sbi\]"):
        neural_posterior(linear_gaussian(100, 1))


def test_the_closed_form_posterior_is_met(request: pytest.FixtureRequest) -> None:
    """Looser than the regression's five per cent: a network learns the law that the regression assumes."""
    pytest.importorskip("sbi")
    from sim.analyses.calibrate.npe import neural_posterior

    fitted = neural_posterior(linear_gaussian(5000, 1))
    draws = fitted.sample(X, 4000, 1)
    mean, sd = closed_form(X)
    assert np.abs(draws[:, :2].mean(axis=0) - mean).max() < 0.25 * sd.max()
    np.testing.assert_allclose(draws[:, :2].std(axis=0), sd, rtol=0.25)
