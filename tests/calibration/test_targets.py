"""What may be fitted: parameters with a reason, never an effect of money, and both ways between scales."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.analyses.calibrate.history import Setting
from sim.analyses.calibrate.targets import from_probit, load_targets, log_state, probit, state_of
from sim.errors import InputError


def test_no_effect_of_money_is_fitted(setting: Setting) -> None:
    fitted = {*setting.targets.drawn, *setting.targets.states}
    assert not fitted & {row.name for row in setting.table if row.effect}
    # nor anything that an instrument is priced or limited by
    from description.parameter_tables import instrument_parameters

    assert not fitted & instrument_parameters()


def test_scales_are_undone(setting: Setting) -> None:
    names = setting.targets.drawn
    theta = setting.table.draw(3, 50)[:, [setting.table.column(name) for name in names]]
    z = probit(setting.table, names, theta)
    assert abs(z.mean()) < 0.2
    np.testing.assert_allclose(from_probit(setting.table, names, z), theta, rtol=1e-6)
    np.testing.assert_allclose(state_of(log_state(np.array([0.0, 3.0, 400.0]))), [0.0, 3.0, 400.0], atol=1e-9)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[parameters]\nvoucher_response = 'x'\n", "an effect of money keeps its prior"),
        ("[parameters]\nnowhere = 'x'\n", "unknown parameter"),
        ("[parameters]\ncertificate_loss = ''\n", "needs the reason"),
        ("[parameters]\nhigh_tech_validity = 'x'\n", "a fixed parameter"),
        ("[states]\nstart_unicorns = 'unicornz'\n", "unknown metric"),
        ("[states]\nstart_unicorns = { metric = 'city_unicorns' }\n", "not a state"),
        ("[states]\nstart_unicorns = 43\n", "not a state"),
        ("[reported]\nx = { metric = 'city_listed' }\n", "not a number of the history"),
        ("[reported]\nx = { metric = 'city_listed', to = '2025-01' }\n", "outside the history runs"),
        ("[parameter]\ncertificate_loss = 'x'\n", "unknown table"),
        ("[parameters\n", "cannot be read as TOML"),
    ],
)
def test_a_spoiled_list_gives_one_sentence(tmp_path: Path, setting: Setting, text: str, sentence: str) -> None:
    path = tmp_path / "fit.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        load_targets(setting.table, path)
