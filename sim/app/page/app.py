"""Routes of the page's server: static files, opening data, and posted requests."""

import contextlib
import json
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from threading import Event
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sim.analyses.value.reference_prices import bought
from sim.app.page.guards import Guard, TooLargeError, TooSlowError, bounded_body, refusal
from sim.app.page.opening import opening, preset
from sim.app.page.posted import decoded, file_bytes, page_language, posted_scenario
from sim.app.page.record import StoppedError
from sim.app.page.service import MOST_AT_ONCE, BusyError, Service
from sim.errors import InputError
from sim.inputs.evidence.text_file import utf8_text

STATIC = Path(__file__).with_name("static")
FILES = {
    "index.html": "text/html", "page.css": "text/css", "icon.svg": "image/svg+xml",
    **{f"{name}.js": "text/javascript" for name in (
        "main", "words", "amounts", "state", "code", "server", "money", "unspent", "assumptions", "targets",
        "order", "differences", "sentences", "chart", "series", "tables", "districts", "drawing", "exports", "menus",
        "share",
    )},
}  # fmt: skip
PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
#: How a fault is said: the fault and a language in, one sentence out.
Sentence = Callable[[InputError, str], str]
Answer = Callable[[Request], Awaitable[Response]]


def create_app(
    service: Service, sentence: Sentence, hosts: Iterable[str], token: str = "", lang: str | None = None
) -> Starlette:
    """The application over a service. ``hosts``: what may stand in a Host header; ``token``: what every request must
    show, the files' included, empty for nothing; ``lang``: in which every page opens, None for its reader's."""
    routes = [Route(f"/{'' if name == 'index.html' else name}", _file(name, kind)) for name, kind in FILES.items()]
    views = Views(service, sentence, lang)
    routes += [Route("/api/start", views.start), Route("/api/bought", views.bought)]
    routes += [
        Route(f"/api/{name}", _posted(view, sentence), methods=["POST"])
        for name, view in (("run", views.run), ("open", views.open), ("picture", views.picture))
    ]

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        service.start()
        try:
            yield
        finally:
            await to_thread.run_sync(service.close)

    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={404: _lost, 405: _lost})
    app.add_middleware(Guard, hosts=tuple(hosts), token=token)
    return app


def _file(name: str, kind: str) -> Answer:
    content = (STATIC / name).read_bytes()

    async def view(_request: Request) -> Response:
        return Response(content, media_type=kind)

    return view


async def _lost(_request: Request, fault: Any) -> Response:
    missing = fault.status_code == 404
    return refusal(fault.status_code, "there is nothing of that name here" if missing else "this is not done here")


def _posted(view: Callable[[Mapping[str, Any]], Awaitable[Response]], sentence: Sentence) -> Answer:
    """A view of a JSON object, its refusals as JSON and never a traceback."""

    async def answer(request: Request) -> Response:
        lang = "zh"
        try:
            posted = decoded(await bounded_body(request))
            lang = page_language(posted)
            return await view(posted)
        except TooLargeError:
            return refusal(413, sentence(InputError("too large"), lang))
        except TooSlowError:
            slow = sentence(InputError("the request did not come to its end"), lang)
            return refusal(408, slow, {"Connection": "close"})
        except InputError as fault:
            return refusal(400, sentence(fault, lang))
        except BusyError:
            return JSONResponse({"kind": "busy"}, 503, {"Retry-After": "2"})

    return answer


class Views:
    """The handlers of the routes."""

    def __init__(self, service: Service, sentence: Sentence, lang: str | None = None) -> None:
        self._service, self._sentence, self._lang = service, sentence, lang
        self._threads = CapacityLimiter(2 * MOST_AT_ONCE)
        self._drawing = CapacityLimiter(1)  # matplotlib draws one picture at a time

    async def start(self, _request: Request) -> Response:
        """The opening data of a page."""
        return JSONResponse(opening(self._service) | {"lang": self._lang})

    async def bought(self, _request: Request) -> Response:
        """What the money of each action buys, a sentence an action and language."""
        inputs = self._service.inputs
        return JSONResponse(bought(inputs.plan, inputs.scenario.id))

    async def open(self, posted: Mapping[str, Any]) -> Response:
        """A scenario file, as its text or as bytes that the browser does not take for UTF-8, kept as a preset."""
        text = utf8_text(file_bytes(posted)) if "base64" in posted else posted.get("toml")
        if not isinstance(text, str) or set(posted) - {"toml", "base64", "lang", "page"}:
            raise InputError("not the text of a scenario", key="toml")
        name = self._service.presets.open(text)
        return JSONResponse({"id": name, "preset": preset(self._service.presets.get(name), self._service)})

    async def run(self, posted: Mapping[str, Any]) -> Response:
        """The stages of a scenario, one JSON object a line."""
        scenario, name, page, stop = self._service.begin(posted)
        stages = self._service.stages(scenario, name, stop)
        return StreamingResponse(self._lines(stages, page, stop), media_type="application/x-ndjson")

    async def _lines(self, stages: Any, page: str, stop: Event) -> AsyncIterator[bytes]:
        try:
            while True:
                stage = await to_thread.run_sync(_next, stages, abandon_on_cancel=True, limiter=self._threads)
                if stage is None:
                    return
                yield json.dumps(stage, ensure_ascii=False, allow_nan=False).encode() + b"\n"
        finally:
            self._service.end(page, stop)

    async def picture(self, posted: Mapping[str, Any]) -> Response:
        """The forecast's own figure, with its caption, of a scenario whose runs are made."""
        kind = posted.get("kind")
        if not isinstance(kind, str) or kind not in PICTURES:
            raise InputError("unknown kind of picture", key="kind", value=str(kind)[:80], allowed=", ".join(PICTURES))
        fields = {key: value for key, value in posted.items() if key != "kind"}
        scenario = posted_scenario(fields, self._service.presets)
        lang = page_language(posted)
        content = await to_thread.run_sync(self._drawn, scenario, kind, lang, limiter=self._drawing)
        if content is None:
            raise InputError("the runs of this scenario are not finished", key="picture")
        return Response(content, media_type=PICTURES[kind])

    def _drawn(self, scenario: Any, kind: str, lang: str) -> bytes | None:
        forecast = self._service.forecast_of(scenario)
        if forecast is None:
            return None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"forecast.{kind}"
            forecast.plot(path, lang)
            return path.read_bytes()


def _next(stages: Any) -> dict[str, Any] | None:
    """The next stage; None at the end. A fault of the model is told as such, without a number."""
    try:
        stage = next(stages, None)
    except StoppedError:
        return {"kind": "stopped"}
    except RuntimeError as fault:
        return {"kind": "error", "sentence": str(fault)}
    return stage
