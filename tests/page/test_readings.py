"""A target counted in another way: both sides of every difference are counted so, on every screen on the way."""

from __future__ import annotations

import re

import pytest

import sim

from .browsing import CHROMIUM, NO_CHROMIUM, finished, numbers_in, type_in
from .running import stages_of
from .served import TOY, Served

BROWSER = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)


def target(stage, id):
    return next(one for one in stage["targets"] if one["id"] == id)


@pytest.mark.parametrize("switches", [{}, {"mobilisation": True, "leniency": True}])
def test_the_baseline_is_counted_by_the_new_reading_at_every_stage(service, post_of, switches) -> None:
    before = target(stages_of(service, post_of(service))[-1], "scenarios")
    posted = {**post_of(service, scenarios=160.0), "readings": {"scenarios": "listed"}, "switches": switches}
    stages = stages_of(service, posted)
    assert len(stages) == 5
    for stage in stages:
        one = target(stage, "scenarios")
        assert one["reading"] == "listed"
        assert one["recounted"]
        assert one["baseline"] > before["baseline"] + 0.1  # the toy counts twice as much by it
        assert one["probability"] == pytest.approx(one["baseline"] + one["difference"]["value"], abs=0.006)
        base_count = one["expected"] - one["count_difference"]["value"]
        assert base_count == pytest.approx(2.0 * before["expected"], rel=0.35 if stage["runs"] < 50 else 0.1)
        assert not target(stage, "city-zones")["recounted"]
    last = stages[-1]
    assert last["joint"]["baseline_met"] < last["joint"]["expected_met"] - last["joint"]["expected_difference"]["value"]


def test_a_handful_of_runs_does_not_contradict_the_shipped_forecast(make_service, post_of, engine) -> None:
    """The first estimate of the untouched baseline, eight runs of it, says what the forecast that stood there said."""
    service = make_service()
    service.shipped = sim.forecast("reference", runs=200, seed=1, fitted="prior", simulate=engine()).to_json()
    first = stages_of(service, post_of(service))[0]
    assert first["runs"] == 8
    assert first["joint"]["expected_met"] == service.shipped["joint"]["expected_met"]
    assert first["joint"]["all_met"] == service.shipped["joint"]["all_met"]
    for one, shipped in zip(first["targets"], service.shipped["targets"], strict=True):
        assert one["expected"] == shipped["expected"]
        assert one["probability"] == pytest.approx(shipped["probability"], rel=1e-5)
    again = make_service()
    again.shipped = service.shipped
    recounted = stages_of(again, {**post_of(again), "readings": {"scenarios": "listed"}})[0]
    assert recounted["joint"]["baseline_met"] == service.shipped["joint"]["expected_met"]
    lowest = min(one["baseline"] for one in recounted["targets"] if one["baseline"] is not None)
    assert recounted["joint"]["all_met"] <= lowest


_SCREENS = """() => { window.screens = []; new MutationObserver(() => {
    const row = document.getElementById("target-scenarios");
    const at = (mark) => parseFloat(row.querySelector(mark).style.left);
    const text = (id) => document.getElementById(id).textContent;
    window.screens.push({base: at(".base"), dot: at(".dot"), gain: row.querySelector(".gain").textContent,
        name: row.querySelector(".name").textContent, count: row.querySelector(".count").textContent,
        joint: text("joint"), reading: text("reading"), stale: document.getElementById("targets").matches(".stale")});
    }).observe(document.getElementById("reading"), {childList: true}); }"""


@BROWSER
@pytest.mark.slow
@pytest.mark.parametrize("assumed", [False, True])
def test_no_screen_contradicts_itself_while_a_reading_changes(opened, assumed) -> None:
    with Served([*TOY, "0.01", "--runs", "200"]) as own:
        page = opened(url=own.url)
        finished(page)
        untouched = re.search(r"平均达标 ([\d.]+) 项", page.inner_text("#joint"))[1]
        if assumed:
            page.click("#tab-assumptions")
            page.select_option("#switch-leniency", "true")
            page.click("#tab-money")
        type_in(page, "scenarios", "1.6")
        finished(page)
        page.evaluate(_SCREENS)
        page.click("#tab-assumptions")
        page.select_option("#reading-scenarios", "listed")
        page.wait_for_function("() => window.screens.length >= 4")
        finished(page)
        screens = page.evaluate("window.screens")
    assert len(screens) >= 5
    for screen in screens:
        assert screen["name"].endswith("口径：列入清单")
        if screen["gain"][0] in "▲▼":
            points = float(screen["gain"][1:]) * (1 if screen["gain"][0] == "▲" else -1)
            assert screen["dot"] - screen["base"] == pytest.approx(points, abs=0.6)
        said = re.search(r"“列入清单”计；基线按新口径平均达标 ([\d.]+) 项（原口径 ([\d.]+) 项）", screen["reading"])
        assert said[2] == untouched
        together = re.search(r"平均达标 ([\d.]+) 项（基线 ([\d.]+) 项，([多少]) ([\d.]+) 项）", screen["joint"])
        if together:
            assert together[2] == said[1]
            more = float(together[4]) * (1 if together[3] == "多" else -1)
            assert float(together[1]) == pytest.approx(float(together[2]) + more)
        if "→" in screen["count"]:
            base, own_count, more = numbers_in(screen["count"])[:3]
            assert own_count - base == pytest.approx(more)
    assert together
    assert screens[-1]["gain"].startswith("▼")


@BROWSER
@pytest.mark.slow
def test_what_is_kept_says_how_it_was_counted(opened) -> None:
    page = opened()
    page.click("#tab-assumptions")
    page.select_option("#reading-scenarios", "listed")
    finished(page)
    page.click("#keep")
    said = page.inner_text("#picture")
    assert said.count("列入清单") == 1
    page.click("#tab-table")
    assert page.inner_text("#picture").count("列入清单") == 1
