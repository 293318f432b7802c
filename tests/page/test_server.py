"""The server against what a network may send: foreign hosts, large and broken bodies, paths, two hundred at once."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import JSONResponse

from sim.app.page.app import FILES, STATIC
from sim.app.page.guards import LARGEST_BODY
from sim.app.page.opening import opening
from sim.app.page.service import Service
from sim.charts import palette
from sim.language import texts

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "127.0.0.1", "", "testserver@evil"])
def test_a_foreign_host_is_refused(client, host) -> None:
    answer = client.get("/api/start", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.json() == {"kind": "error", "sentence": "unknown host"}


def test_its_own_host_with_any_port_is_served(client) -> None:
    assert client.get("/", headers={"Host": "testserver:8123"}).status_code == 200


def test_a_foreign_origin_is_refused(client, service, post_of) -> None:
    body = json.dumps(post_of(service))
    answer = client.post("/api/run", content=body, headers={**JSON, "Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert client.post("/api/run", content=body, headers={**JSON, "Origin": "http://testserver"}).status_code == 200


def test_a_form_cannot_post(client) -> None:
    answer = client.post("/api/run", content=b"{}", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415


def test_every_answer_forbids_other_sources(client) -> None:
    for path in ("/", "/main.js", "/api/start", "/nothing"):
        assert client.get(path).headers["content-security-policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("path", ["/../app.py", "/static/main.js", "/%2e%2e/app.py", "/page.css%00", "/.git/config"])
def test_only_the_listed_files_are_served(client, path) -> None:
    assert client.get(path).status_code == 404


def test_every_static_file_is_listed_and_the_page_is_light(client) -> None:
    assert {path.name for path in STATIC.iterdir()} == set(FILES)
    weight = sum(len(client.get("/" if name == "index.html" else f"/{name}").content) for name in FILES)
    assert weight + len(client.get("/api/start").content) <= 150_000


def test_the_page_is_light_with_the_shipped_result_too() -> None:
    """As it opens for everybody: the fitted set, and the baseline's forecast that comes with the program."""
    service = Service(simulate=lambda *_, **__: None)
    opened = JSONResponse(opening(service)).body
    heads = 300  # bytes of headers an answer, as browsers reckon them
    weight = sum((STATIC / name).stat().st_size + heads for name in FILES)
    assert service.shipped is not None
    assert weight + len(opened) + heads <= 150_000


@pytest.mark.parametrize("size", [LARGEST_BODY + 1, 5_000_000])
def test_a_large_body_is_refused_declared_or_not(client, size) -> None:
    assert client.post("/api/run", content=b"x" * size, headers=JSON).status_code == 413
    pieces = (b"x" * 10_000 for _ in range(size // 10_000 + 1))
    assert client.post("/api/run", content=pieces, headers=JSON).status_code == 413


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'{"expenditure": NaN}', b"{" * 60_000, b"\xff", b'{"lang": "fr"}', b'{"page": 3}']
)
@pytest.mark.parametrize("path", ["/api/run", "/api/open", "/api/picture"])
def test_a_broken_body_is_refused_in_one_sentence(client, path, body) -> None:
    answer = client.post(path, content=body, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["kind"] == "error"
    assert "Traceback" not in answer.text


def test_negative_money_and_nan_are_refused(client, service, post_of) -> None:
    answer = client.post("/api/run", json=post_of(service, scenarios=-1.0))
    assert answer.status_code == 400
    assert "not an amount of money" in answer.json()["sentence"]
    body = json.dumps(post_of(service, scenarios=float("nan")))
    assert client.post("/api/run", content=body, headers=JSON).status_code == 400


def test_stages_come_one_a_line(client, service, post_of) -> None:
    answer = client.post("/api/run", json=post_of(service, scenarios=60.0))
    stages = [json.loads(line) for line in answer.text.splitlines()]
    assert [stage["kind"] for stage in stages] == ["estimate"] * (len(stages) - 1) + ["result"]
    assert all(0.0 <= stage["seconds"][what] < 60.0 for stage in stages[:-1] for what in ("waited", "engine"))
    assert "seconds" not in stages[-1]  # a result is the same bytes however long it took


def test_a_model_that_fails_gives_a_sentence_and_no_number(make_service, post_of) -> None:
    from starlette.testclient import TestClient

    from sim.app.page.app import create_app

    service = make_service(runs=100, fail=tuple(range(100)))
    with TestClient(create_app(service, lambda fault, _: str(fault), ("testserver",))) as client:
        lines = client.post("/api/run", json=post_of(service, scenarios=60.0)).text.splitlines()
    last = json.loads(lines[-1])
    assert last["kind"] == "error"
    assert "targets" not in last


@pytest.mark.slow  # test_load asks a server of its own as much
def test_two_hundred_requests_at_once(client, service, post_of) -> None:
    """Each is answered, served or told to wait; the server lives on."""

    def ask(number: int) -> int:
        posted = {**post_of(service, scenarios=60.0 + number % 7), "page": f"page-number-{number}"}
        return client.post("/api/run", json=posted).status_code

    with ThreadPoolExecutor(50) as pool:
        codes = list(pool.map(ask, range(200)))
    assert set(codes) <= {200, 503}
    assert 200 in codes
    assert client.post("/api/run", json=post_of(service)).status_code == 200


def test_opening_a_scenario_gives_a_preset(client, service) -> None:
    from sim.inputs.policy import scenario_toml

    answer = client.post("/api/open", json={"toml": scenario_toml(service.inputs.scenario), "lang": "en"})
    assert answer.json()["preset"]["expenditure"] == 4500.0
    assert client.post("/api/open", json={"toml": "[", "lang": "en"}).status_code == 400


def test_a_picture_comes_of_finished_runs_only(client, service, post_of) -> None:
    posted = post_of(service, scenarios=60.0)
    assert client.post("/api/picture", json={**posted, "kind": "svg"}).status_code == 400
    client.post("/api/run", json=posted)
    answer = client.post("/api/picture", json={**posted, "kind": "png"})
    assert answer.content.startswith(b"\x89PNG")
    assert client.post("/api/picture", json={**posted, "kind": "exe"}).status_code == 400


def test_every_word_of_the_page_is_said_and_every_word_said_exists() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in STATIC.iterdir())
    keys = {key.removeprefix("page.") for key in texts("en") if key.startswith("page.")}
    literal = set(re.findall(r'data-(?:word|label)="([a-z-]+)"', source)) | set(re.findall(r'"([a-z-]+)"', source))
    begun = tuple(re.findall(r'"([a-z]+-)" \+', source))
    assert [key for key in keys if key not in literal and not key.startswith(begun)] == []
    said = set(re.findall(r'data-(?:word|label)="([a-z-]+)"', source)) | set(
        re.findall(r'\b(?:say|setStatus)\("([a-z-]+)"[,)]', source)
    )
    assert said - keys == set()


def test_the_syntax_is_that_of_chromium_91() -> None:
    late = r"structuredClone|\.at\(|Object\.hasOwn|:has\(|@layer|\.findLast|\.toSorted|\?\?=|\|\|=|@container|inert\b"
    for path in STATIC.iterdir():
        assert re.findall(late, path.read_text(encoding="utf-8")) == [], path.name


def test_nothing_points_outside_and_nothing_stands_inline() -> None:
    for path in STATIC.iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert re.findall(r"https?://|\bstyle=|\bon[a-z]+=\"|innerHTML|eval\(", text) == [], path.name


def test_the_programmes_have_the_colours_of_the_charts() -> None:
    css = (STATIC / "page.css").read_text(encoding="utf-8")
    assert tuple(re.findall(r"\.p\d\{--own-colour:(#\w+)\}", css)) == palette.PROGRAMMES


def test_the_pictures_have_the_colours_of_the_charts() -> None:
    """The page's own pictures take every colour but white from these."""
    root = re.search(r":root\{([^}]*)\}", (STATIC / "page.css").read_text(encoding="utf-8"))
    written = dict(re.findall(r"--([a-z]+):(#\w+)", root[1]))
    charts = {
        "ink": palette.INK, "muted": palette.MUTED, "rule": palette.RULE, "own": palette.SCENARIO,
        "bar": palette.SCENARIO_BAR, "half": palette.SCENARIO_HALF, "pale": palette.SCENARIO_PALE,
        "base": palette.BASELINE, "off": palette.PRIOR,
    }  # fmt: skip
    assert {name: written[name] for name in charts} == charts
    for path in STATIC.glob("*.js"):
        assert set(re.findall(r"#[0-9a-f]{3,8}\b", path.read_text(encoding="utf-8"))) <= {"#fff"}, path.name
