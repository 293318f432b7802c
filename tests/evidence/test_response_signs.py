"""The table of signs of responses: it cites what exists, and is refused in one sentence where it is broken."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.inputs.evidence import load_evidence
from sim.inputs.evidence.response_signs import COLUMNS, FILE, SIGNS, load_response_signs, sign_at
from sim.inputs.plan import load_plan
from sim.language.refusals import translated
from sim.shipped import data_path


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(data_path(FILE).open(encoding="utf-8", newline="")))


def written(path: Path, changed: dict[str, str], id: str = "key-technology/ip/24") -> Path:
    """The shipped table with some cells of one row changed."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows({**row, **changed} if row["id"] == id else row for row in rows())
    path.write_text(file.getvalue(), encoding="utf-8")
    return path


def test_every_row_is_read_and_is_about_an_action_of_the_plan() -> None:
    signs = load_response_signs()
    assert [sign.id for sign in signs] == [row["id"] for row in rows()]
    assert {sign.action for sign in signs} == {action.id for action in load_plan().actions}
    grants = sign_at(signs, "key-technology", "ip", 24)
    assert grants is not None
    assert (grants.sign, grants.nil, grants.months) == (0, 26.0, (24,))
    assert sign_at(signs, "key-technology", "ip", 12) is None
    assert sign_at(signs, "somebody-elses", "ip", 24) is None


def test_every_row_cites_evidence_that_exists() -> None:
    evidence = load_evidence()
    for sign in load_response_signs():
        assert sign.evidence, sign.id
        for reference in sign.evidence:
            assert evidence.has(reference), (sign.id, reference)


def test_ids_say_action_behaviour_and_months_and_stand_once() -> None:
    signs = load_response_signs()
    assert len({sign.id for sign in signs}) == len(signs)
    for sign in signs:
        assert sign.id == f"{sign.action}/{sign.behaviour}/{'-'.join(map(str, sign.months))}"
    assert set(SIGNS.values()) >= {sign.sign for sign in signs} >= {0, 1}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"behaviour": "patents"}, "key-technology/ip/24 behaviour: unknown behaviour"),
        ({"sign": "up"}, "key-technology/ip/24 sign: not one of the allowed words"),
        ({"months": "two years"}, "key-technology/ip/24 months: not a finite number"),
        ({"months": ""}, "key-technology/ip/24: a sign needs months, evidence and a reason"),
        ({"reason": ""}, "key-technology/ip/24: a sign needs months, evidence and a reason"),
        ({"nil": ""}, "key-technology/ip/24: a sign of 0, and no other, needs the largest change"),
        ({"nil": "0"}, "key-technology/ip/24: a sign of 0, and no other, needs the largest change"),
        ({"sign": "+"}, "key-technology/ip/24: a sign of 0, and no other, needs the largest change"),
        ({"months": "60"}, "key-technology/ip/60: two rows say a sign for the same action, behaviour and month"),
    ],
)
def test_a_broken_row_is_refused_in_a_sentence_of_both_languages(
    tmp_path: Path, changed: dict[str, str], sentence: str
) -> None:
    file = written(tmp_path / "signs.csv", changed)
    with pytest.raises(InputError) as refusal:
        load_response_signs(file)
    assert str(refusal.value).startswith(f"{file}: {sentence}")
    assert translated(refusal.value.problem, "zh") != str(refusal.value.problem)
