"""Things of a plan are called by id, or by name in Chinese or English; what is not clear is refused, never guessed."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest

from sim.app.cli.faults import input_sentence
from sim.app.cli.session import Session
from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.plan.document import locate, shipped_names, shipped_titles
from sim.inputs.plan.names import id_of, ids_of, names_of
from sim.inputs.plan.records import Bilingual

PLANS = [load_plan(name) for name in shipped_names("scenarios/plans")]
KINDS = ("actions", "targets", "fields", "districts", "programmes")


def names(*pairs: tuple[str, str, str]) -> dict[str, Bilingual]:
    return names_of(SimpleNamespace(id=id, name=Bilingual(zh=zh, en=en)) for id, zh, en in pairs)


ZONES = names(("zones", "先导区（市级）", "City zones"), ("funds", "基金", "Funds"), ("more", "基金", "More funds"))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
@pytest.mark.parametrize("kind", KINDS)
def test_every_name_of_a_shipped_plan_means_its_record(plan, kind) -> None:
    known = names_of(getattr(plan, kind))
    for id, name in known.items():
        assert {id_of(kind, written, known) for written in (id, name["zh"], name["en"])} == {id}


@pytest.mark.parametrize("written", ["先导区(市级)", " 先导区（市级） ", "city ZONES", "zones"])
def test_width_and_case_do_not_matter(written) -> None:
    assert id_of("zone", written, ZONES) == "zones"


def test_a_name_of_two_things_is_refused_and_both_ids_told() -> None:
    with pytest.raises(InputError, match=r"more than one thing has this name \(found '基金'\); allowed: funds, more"):
        id_of("action", "基金", ZONES)


@pytest.mark.parametrize(("written", "nearest"), [("先导区", "先导区（市级）"), ("zone", "zones"), ("fund", "funds")])
def test_what_is_only_near_is_refused_with_what_was_meant(written, nearest) -> None:
    with pytest.raises(InputError) as refused:
        id_of("action", written, ZONES)
    assert refused.value.nearest == nearest


@pytest.mark.parametrize("written", ["", " ", "?"])
def test_nothing_is_no_name(written) -> None:
    with pytest.raises(InputError, match="unknown action"):
        id_of("action", written, ZONES)


def test_a_refusal_lists_the_names_of_the_language() -> None:
    with pytest.raises(InputError) as refused:
        id_of("action", "人才", ZONES)
    assert "allowed: funds, more, zones" in str(refused.value)
    told = {lang: input_sentence(refused.value, Session(lang, False, ())) for lang in ("zh", "en")}
    assert "funds, more, zones" in told["en"]
    assert "先导区（市级），基金，基金" in told["zh"]
    assert "zones" not in told["zh"]


def test_a_key_written_twice_under_two_names_is_refused() -> None:
    known = names_of(PLANS[0].actions)
    assert ids_of("action", {"人才队伍引培": 1, "funds": 2}, known, file=None, key="locks") == {
        "talent": "人才队伍引培",
        "funds": "funds",
    }
    with pytest.raises(InputError, match=r"b\.toml: locks\.talent: stands twice, under two names"):
        ids_of("action", {"人才队伍引培": 1, "talent": 2}, known, file="b.toml", key="locks")


@pytest.mark.parametrize(("folder", "what"), [("scenarios", "scenario"), ("scenarios/sweeps", "sweep")])
def test_every_shipped_document_is_found_by_its_names(folder, what) -> None:
    titles = shipped_titles(folder, what)
    assert set(titles) == set(shipped_names(folder))
    for lang in ("zh", "en"):
        assert max(Counter(name[lang].casefold() for name in titles.values()).values()) == 1
    for name, title in titles.items():
        found = {locate(written, folder, what) for written in (name, title["zh"], title["en"])}
        assert found == {locate(name, folder, what)}
