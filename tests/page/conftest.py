"""A service on the toy engine, its application, and posts as a page makes them."""

from __future__ import annotations

import asyncio
import functools
import importlib.util
import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra 'page' is not installed")

from sim.app.page import presets
from sim.app.page.app import create_app
from sim.app.page.presets import action_money
from sim.app.page.service import Service
from sim.inputs.plan import load_plan
from sim.inputs.policy import load_scenario

from .browsing import ARGUMENTS, CHROMIUM, LOCALE, SIZES
from .served import TOY, Served


def toy():
    name = "page_toy"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("toy.py"))
        loaded = importlib.util.module_from_spec(spec)
        sys.modules[name] = loaded
        spec.loader.exec_module(loaded)
    return sys.modules[name]


@pytest.fixture
def engine():
    return toy().engine


@functools.cache
def _shipped(name, plan):
    """A shipped scenario of the plan of that id, which nothing can change."""
    return load_scenario(name, None if plan is None else load_plan(plan))


@pytest.fixture
def make_service(monkeypatch):
    """``make_service(pause=0.01)``: a service on the prior, whose presets are read once for all; closed at the end."""
    made = []
    monkeypatch.setattr(presets, "load_scenario", lambda name, plan=None: _shipped(name, plan and plan.id))

    def make(*, runs=200, pause=0.0, fail=(), **options):
        made.append(Service(runs=runs, fitted="prior", simulate=toy().engine(pause, fail), **options))
        return made[-1]

    yield make
    for service in made:
        service.close()


@pytest.fixture
def service(make_service):
    return make_service()


@pytest.fixture
def client(service):
    from starlette.testclient import TestClient

    app = create_app(service, lambda fault, lang: f"{lang}: {fault}", ("testserver",))
    with TestClient(app, raise_server_exceptions=True) as made:
        yield made


@pytest.fixture
def post_of():
    """``post_of(service, scenarios=400.0)``: what a page posts for the reference with some amounts changed."""

    def post(service, preset="reference", **money):
        scenario = service.presets.get(preset)
        amounts = {**action_money(scenario, service.inputs.plan), **{k.replace("_", "-"): v for k, v in money.items()}}
        budget = scenario.budget
        pots = {"expenditure": budget.expenditure, "capital": budget.capital}
        return {"page": "test-page-1", "preset": preset, **pots, "money": amounts, "switches": {}, "readings": {}}

    return post


@pytest.fixture(scope="session")
def chromium():
    """Headless Chromium, started once, and the event loop of its driver; what uses it is skipped where there is none.

    A thread whose loop runs can run no other (``asyncio.run``), so the loop is the thread's only while ``browser`` is
    in use. Playwright itself passes it to and fro in the same way.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield made, loop
        asyncio._set_running_loop(loop)
        made.close()


@pytest.fixture
def browser(chromium):
    """The one browser of the session; each test opens contexts of its own in it."""
    made, loop = chromium
    asyncio._set_running_loop(loop)
    yield made
    asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def served():
    """A page server on the toy engine, a process of its own, for all tests that leave it as it was."""
    with Served([*TOY, "0.0005", "--runs", "100"]) as made:
        yield made


@pytest.fixture
def opened(browser, served):
    """``opened("phone", hash="#...")``: a fresh page; an error in it, or a request elsewhere, fails the test."""
    contexts, faults = [], []

    def open_page(size="desk", hash="", url=None, faulty=False, locale=LOCALE):
        context = browser.new_context(viewport=dict(zip(("width", "height"), SIZES[size], strict=True)), locale=locale)
        contexts.append(context)
        page = context.new_page()
        if not faulty:
            page.on("pageerror", lambda fault: faults.append(str(fault)))
            page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((url or served.url, "blob:")) else faults.append(asked.url),
        )
        page.goto((url or served.url) + hash)
        page.wait_for_selector(".target")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
