"""Small parameter tables in temporary files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.inputs.evidence import Evidence, load_evidence
from sim.inputs.parameters import ParameterTable, load_parameters
from sim.inputs.parameters.load import COLUMNS

HEADER = ",".join(COLUMNS)
ROWS = (
    "exit_first_year,per year,0.016,lognormal(median=0.01549;sigma=0.402),priors:exit_hazard_cn_year1,,,early closure",
    "certificate_years,years,3,fixed(3),rules:hte_validity_years,,,validity of a certificate",
    "grant_gain,share,0.07,twopiece_normal(mode=0.07;sd_left=0.0664;sd_right=0.109),priors:cn_grant_effect_patents,"
    "single,0,patents of grant holders",
    "award_response,ratio,1.02,spike(at=1;mass=0.4;then=normal(mu=1.05;sd=0.04;low=0.9)),judgement: no study,single,1,"
    "applications after an award",
    "subsidy_crowding,CNY per CNY,0.075,normal(mu=0.075;sd=0.04;low=-0.2;high=0.4),priors:rd_bfb_meta,meta,0,own R&D",
    "label_gain,risk ratio,1,lognormal(median=1;sigma=0.044),priors:cert_only_effect,null,1,what a seal alone does",
    "action_effect_discount,ratio,0.6,lognormal(median=0.5612;sigma=0.287;high=1),priors:action_effect_discount,,,"
    "shrinkage of single studies",
    "growth[general-ai],share per year,0.2,beta(a=4;b=16),judgement,,,growth of the field",
    "growth[frontier],share per year,0.1,gamma(shape=4;scale=0.025),judgement,,,growth of the field",
    "speed,ratio,1,uniform(low=0.5;high=1.5),series:hte_valid,,,speed of review",
)


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    return load_evidence()


@pytest.fixture(scope="session")
def rows() -> tuple[str, ...]:
    return ROWS


@pytest.fixture
def load(tmp_path: Path, evidence: Evidence) -> Callable[..., ParameterTable]:
    """``load(row, ...)`` reads a table of these rows under the usual header."""

    def read(*rows: str, header: str = HEADER) -> ParameterTable:
        path = tmp_path / "parameters.csv"
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        return load_parameters(path, evidence)

    return read


@pytest.fixture
def table(load: Callable[..., ParameterTable]) -> ParameterTable:
    return load(*ROWS)
