"""The width rule of ``calibration/revision``: no judged driver of a target is narrower than its registered law."""

from __future__ import annotations

import csv
import re

import numpy as np
import pytest
import scipy

from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.shipped import data_path

TABLE = load_parameters()
FLOOR_LOG, FLOOR_LOGIT = 0.42, 0.55
#: Registered elsewhere than in drivers.csv, or widths that were derived from figures (README of the revision).
DERIVED = {
    "certificate_loss",
    "start_certificate_hazard",
    "province_over_city_certificates",
    "province_over_city_register",
}


def rows(name: str) -> list[dict[str, str]]:
    with data_path(f"calibration/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DRIVERS = {row["row"]: row for row in rows("revision/drivers.csv")}
REGISTERED = {row["name"]: row for row in rows("revision/parameters.csv")}
HISTORY = {row["name"]: row for row in rows("history.csv")}


def test_every_driver_has_its_registered_law() -> None:
    for name, row in DRIVERS.items():
        law = row["new_law"]
        if "an effect of money is registered apart" in row["evidence_searched"] and name not in TABLE.index:
            continue  # some of them were replaced by conversions of their own
        if law == "removed":
            assert name not in TABLE.index, name
        elif law.startswith("kept"):
            assert TABLE[name].distribution == row["present_law"], name
        else:
            assert TABLE[name].distribution == law, name


def test_every_new_or_changed_row_has_its_registered_law() -> None:
    for name, row in REGISTERED.items():
        if row["action"] == "removed":
            assert name not in TABLE.index, name
        elif row["action"] != "optional" and name != "trait_correlation":  # optional too, and not taken
            assert TABLE[name].distribution == row["distribution"], name


def test_every_judged_driver_is_as_wide_as_the_rule() -> None:
    """90 % intervals: a factor of 4 at least, of shares 6 in odds; unless the row is kept with a reason."""
    named = {driver for target in load_plan("hangzhou").targets for driver in target.drivers}
    tried = 0
    for name in sorted(named & set(TABLE.index) - DERIVED):
        row = TABLE[name]
        if not row.judged or row.effect or DRIVERS.get(name, {}).get("new_law", "").startswith("kept"):
            continue
        low, high = (float(row.law.from_unit(edge)) for edge in (0.05, 0.95))
        cut = 0.8 if re.search("low=|high=", row.distribution) else 0.95  # a truncated law is narrower than its sigma
        if row.unit in ("share", "probability") and high < 1.0:
            spread, floor = (scipy.special.logit(high) - scipy.special.logit(low)) / 3.29, FLOOR_LOGIT
        elif re.match("lognormal|gamma", row.distribution):
            spread, floor = np.log(high / low) / 3.29, FLOOR_LOG
        else:
            continue
        assert spread > cut * floor, name
        tried += 1
    assert tried > 20


def test_replaced_rows_keep_what_they_were_and_why() -> None:
    """A row that the revision changed or removed is in the history with its old law; later rows say their reason."""
    changed = {name for name, row in DRIVERS.items() if not row["new_law"].startswith("kept")}
    changed |= {name for name, row in REGISTERED.items() if row["action"] in ("changed", "removed")}
    assert changed <= set(HISTORY)
    for name, row in HISTORY.items():
        assert row["reason"].strip(" ?"), name
        revised = row["until"] == "2026-11-29"
        assert revised or row["reason"].startswith("money with prices: "), name
        assert not revised or row["distribution"] == DRIVERS.get(name, {}).get("present_law", row["distribution"]), name
        if name in TABLE.index:
            now = TABLE[name]
            was = (row["distribution"], row["source"], row["meaning"])
            assert (now.distribution, str(now.source), now.meaning) != was, name


@pytest.mark.parametrize(
    "name", ["cohort_lapse", "high_tech_renewal", "cohort_certificate_growth", "provincial_zone_rate"]
)
def test_removed_rows_are_gone(name: str) -> None:
    assert name not in TABLE.index
    assert name in HISTORY
