"""Fitted sets: what was fitted comes from the posterior, all else stays to the bit; a misfit is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import InputError
from sim.inputs.fitted import FittedSet, load_fitted
from sim.inputs.fitted import load as loading
from sim.inputs.parameters import load_parameters

TABLE = load_parameters()
NAMES = ("certificate_loss", "founding_rate")
ROWS = 200


def written(folder: Path, **changes: object) -> Path:
    """A small valid set; ``changes`` replace files by name (without suffix)."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(1)
    values = np.column_stack([TABLE[name].law.from_unit(random.uniform(0.4, 0.6, ROWS)) for name in NAMES])
    record = {
        "schema_version": "1",
        "name": "2026-11-24-12345678",
        "plan": "hangzhou",
        "made": "2026-11-24",
        "until": "2026-11-23",
        "parameters": [
            {"name": name, "prior": TABLE[name].distribution, "identified": True, "contraction": 0.5} for name in NAMES
        ],
    }
    lines = [",".join(NAMES), *(",".join(f"{value:.9g}" for value in row) for row in values)]
    moments = [",".join(f"{name},{name}^2" for name in NAMES), "0.1,1.1,0.2,0.9", "0.0,1.0,0.3,1.0"]
    files: dict[str, object] = {"fit": record, "draws": lines, "replicates": moments}
    files.update(changes)
    (folder / "fit.json").write_text(json.dumps(files["fit"]), encoding="utf-8")
    for name in ("draws", "replicates"):
        (folder / f"{name}.csv").write_text("\n".join(files[name]) + "\n", encoding="utf-8")  # type: ignore[arg-type]
    return folder


@pytest.fixture
def fitted(tmp_path: Path) -> FittedSet:
    found = load_fitted(written(tmp_path / "set"), TABLE)
    assert found is not None
    return found


def test_only_fitted_columns_change(fitted: FittedSet) -> None:
    """Money-response parameters, and all that was not fitted, keep their prior draws to the bit."""
    theta = TABLE.draw(3, 300)
    made = fitted.apply(TABLE, theta, 3)
    columns = [TABLE.column(name) for name in NAMES]
    others = np.setdiff1d(np.arange(len(TABLE)), columns)
    assert made[:, others].tobytes() == theta[:, others].tobytes()
    effects = [TABLE.column(row.name) for row in TABLE if row.effect]
    assert set(effects) <= set(others)
    assert not np.isclose(made[:, columns], theta[:, columns]).all(axis=1).any()
    assert theta.tobytes() == TABLE.draw(3, 300).tobytes()  # the caller's array is untouched


def test_whole_rows_of_the_posterior_are_used_evenly(fitted: FittedSet) -> None:
    made = fitted.apply(TABLE, TABLE.draw(3, 20_000), 3)[:, [TABLE.column(name) for name in NAMES]]
    rows = {tuple(row) for row in fitted.draws}
    assert {tuple(row) for row in made} == rows
    counts = np.bincount(fitted.rows(3, 0, 20_000), minlength=ROWS)
    # binomial with mean 100 and sd 10: five of them in 200 rows by chance once in ten thousand
    assert counts.min() > 50
    assert counts.max() < 150


@settings(max_examples=30)
@given(st.integers(0, 2**40), st.integers(0, 500), st.integers(1, 60), st.integers(1, 59))
def test_chunks_do_not_show(seed: int, first: int, draws: int, cut: int) -> None:
    one = FittedSet(
        "n", "hangzhou", "", "", NAMES, np.arange(2.0 * ROWS).reshape(ROWS, 2), np.zeros((2, 2, 2)), {}, {}, {}
    )
    whole = one.rows(seed, first, draws)
    parts = [one.rows(seed, first, min(cut, draws)), one.rows(seed, first + min(cut, draws), max(draws - cut, 0))]
    assert np.concatenate(parts).tolist() == whole.tolist()


def test_names_paths_and_the_current_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "data_path", lambda _: tmp_path / "calibration")
    assert load_fitted(None, TABLE) is None
    home = tmp_path / "calibration" / "fitted"
    written(home / "2026-11-24-12345678")
    assert load_fitted(None, TABLE) is None  # nothing points at it yet
    (home / "current").write_text("2026-11-24-12345678\n")
    for choice in (None, "2026-11-24-12345678", home / "2026-11-24-12345678", str(home / "2026-11-24-12345678")):
        assert load_fitted(choice, TABLE).name == "2026-11-24-12345678"  # type: ignore[union-attr]
    with pytest.raises(InputError, match="did you mean '2026-11-24-12345678'"):
        load_fitted("2026-11-24-1234567", TABLE)
    with pytest.raises(InputError, match="does not exist"):
        load_fitted(tmp_path / "nowhere", TABLE)


def record(edit: Callable[[dict], None]) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = folder / "fit.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        edit(content)
        path.write_text(json.dumps(content), encoding="utf-8")

    return spoil


def text(name: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = folder / name
        content = path.read_text(encoding="utf-8")
        assert old in content
        path.write_text(content.replace(old, new, 1), encoding="utf-8")

    return spoil


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (record(lambda one: one["parameters"][0].update(prior="beta(a=1;b=1)")), "stale.*run xiandao calibrate"),
        (record(lambda one: one["parameters"][0].update(name="certificate_lozz")), "did you mean 'certificate_loss'"),
        (
            record(lambda one: one["parameters"][0].update(name=next(row.name for row in TABLE if row.effect))),
            "an effect of money keeps its prior",
        ),
        (record(lambda one: one.pop("until")), "until.*not the record"),
        (record(lambda one: one["parameters"][0].pop("prior")), "prior.*not the record"),
        (record(lambda one: one["parameters"].clear()), "holds no parameter"),
        (lambda folder: (folder / "fit.json").write_text("{"), "not JSON"),
        (lambda folder: (folder / "fit.json").unlink(), "does not exist"),
        (lambda folder: (folder / "draws.csv").write_text(""), "empty"),
        (lambda folder: (folder / "draws.csv").write_bytes(b"\xff\xfe"), "not UTF-8"),
        (text("draws.csv", "certificate_loss,founding_rate", "certificate_loss,founding"), "unknown column"),
        (text("draws.csv", "\n", "\nnan,0.2\n"), "not a finite number"),
        (text("draws.csv", "\n", "\n1.5,0.2\n"), "outside the prior's support"),
        (text("draws.csv", "\n", "\n0.2\n"), "1 cells where the header has 2"),
        (text("replicates.csv", "0.1,1.1,0.2,0.9\n", ""), "too few rows"),
    ],
)
def test_a_spoiled_set_gives_one_sentence(tmp_path: Path, spoil: Callable[[Path], None], sentence: str) -> None:
    folder = written(tmp_path / "set")
    spoil(folder)
    with pytest.raises(InputError, match=sentence) as caught:
        load_fitted(folder, TABLE)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)
