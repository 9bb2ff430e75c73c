"""The API as ASGI middleware: who may ask, what is asked, whether it has changed, then the answer.

It stands before what answers pages, so that no address below its own is ever answered by a page. What a question names
is read before anything else, the build by a file of one line; so an answer that the client has already, or that is
kept, costs no query.
"""

import gzip
import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import anyio
import anyio.to_thread
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from access.clients import Clients
from access.compression import takes_gzip
from access.roles import VIEWER, Visitor
from api import content, documentation, openapi, parameters, problems
from api.endpoints import ENDPOINTS, Endpoint
from api.parameters import CSV, JSON, ZIP
from api.problems import Problem
from api.rates import Rates
from warehouse import builds, paths
from warehouse.errors import WarehouseError
from warehouse.memory_cache import MemoryCache

ROOT, VERSION = "/api", "v1"
CACHE_BYTES = 16 * 1024**2
_AT_ONCE = 2  # answers that are worked out at once: pages need the machine too
_RETRY_SECONDS = "30"
_METHODS = ("GET", "HEAD")
_USUAL = ("format", JSON)
_LEVEL = 1  # of compression: a third of the time, and rows compress well anyhow
_SHORT = 500  # bytes of a question that is kept as it was read
_log = logging.getLogger("dashboard")
# An answer depends on the build and on the program that writes it.
_PROGRAM = hashlib.sha256(
    b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py"))) + builds.own_schema().encode()
).hexdigest()[:8]


@dataclass(frozen=True)
class _Answer:
    """What is sent; ``body`` is left out where the client has it already, or asked for the head alone."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    async def send(self, send: Send, is_head: bool) -> None:
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in self.headers.items()]
        if self.status != 304:
            raw.append((b"content-length", str(len(self.body)).encode()))
        await send({"type": "http.response.start", "status": self.status, "headers": raw})
        await send({"type": "http.response.body", "body": b"" if is_head else self.body})


@dataclass(frozen=True)
class _Question:
    """What is asked of one build: an endpoint, or a document of ours, with values; and how it is to be answered."""

    name: str
    values: Mapping[str, Any]

    @property
    def format(self) -> str:
        """The format to answer in."""
        return self.values["format"]

    @cached_property
    def _asked(self) -> bytes:
        return json.dumps([self.name, self.values, _PROGRAM]).encode()

    def tag(self, build_id: str, state: str = "") -> str:
        """The entity tag of the answer; ``state`` is what it depends on besides the build."""
        return f'W/"{build_id}-{hashlib.sha256(self._asked + state.encode()).hexdigest()[:16]}"'


# The address of the rows behind these and the name of the file, each empty where there is none; and the body.
_Content = tuple[str, str, bytes]
_HTML = "html"
_DOCUMENTS = {"": _HTML, "openapi.json": JSON}
_MEDIA_TYPES = {
    JSON: content.MEDIA_TYPES[JSON],
    CSV: f"{content.MEDIA_TYPES[CSV]}; charset=utf-8; header=present",
    ZIP: content.MEDIA_TYPES[ZIP],
    _HTML: "text/html; charset=utf-8",
}


class Api:
    """ASGI middleware that answers everything below ``/api``. ``base`` is the base path of the server, ``visitor_of``
    says who shows these cookies, ``login_is_on`` whether a login is configured: then answers are kept by nobody on the
    way.
    """

    def __init__(
        self,
        app: ASGIApp,
        base: str,
        clients: Clients,
        per_minute: int,
        login_is_on: Callable[[], bool],
        visitor_of: Callable[[Mapping[str, str]], Visitor],
    ) -> None:
        self._app = app
        self._root = f"/{base.strip('/')}".rstrip("/") + ROOT
        self._page = f"{self._root}/{VERSION}/"
        self._clients, self._rates = clients, Rates(per_minute)
        self._login_is_on, self._visitor_of = login_is_on, visitor_of
        self._kept = MemoryCache(CACHE_BYTES)
        self._limiter: anyio.CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is asked here, pass on the rest."""
        if scope["type"] != "http" or not f"{scope['path']}/".startswith(f"{self._root}/"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            answer = await self._answer(scope, headers)
        except Problem as problem:
            answer = self._told(problem, scope, headers)
        await answer.send(send, scope["method"] == "HEAD")

    async def _answer(self, scope: Scope, headers: Headers) -> _Answer:
        try:
            question = self._question(scope, headers)
            build_id = _current_build()
        except Problem:
            self._take_turn(scope)
            raise
        tag = question.tag(build_id, await self._state(question))
        caching = "private, no-store" if self._login_is_on() else "no-cache"
        sent = {"ETag": tag, "Cache-Control": caching, "Vary": "Accept, Accept-Encoding", "DTI-Build": build_id}
        if _has(headers.get("if-none-match", ""), tag):
            return _Answer(304, sent)
        self._take_turn(scope)
        following, file_name, body = self._kept.kept(tag) or await self._worked_out(question, build_id, tag)
        sent["Content-Type"] = _MEDIA_TYPES[question.format]
        if question.format in (CSV, ZIP):
            sent["Content-Disposition"] = f'inline; filename="{file_name}"'
        if question.format == _HTML:
            sent["Content-Language"] = question.values["lang"]
        if following:
            sent["Link"] = f'<{following}>; rel="next"'
        if question.format != ZIP:
            if takes_gzip(headers.get("accept-encoding", "")):
                sent["Content-Encoding"] = "gzip"
            else:
                body = gzip.decompress(body)
        return _Answer(200, sent, body)

    def _question(self, scope: Scope, headers: Headers) -> _Question:
        """What a request asks. Raises Problem."""
        path = scope["path"]
        name = path.removeprefix(self._page) if path.startswith(self._page) else path
        if path == self._page.rstrip("/"):
            name = ""
        if name not in ENDPOINTS and name not in _DOCUMENTS:
            known = [f"{self._page}{each}" for each in (*_DOCUMENTS, *ENDPOINTS)]
            raise Problem("address", "nothing", known, found=path)
        if scope["method"] not in _METHODS:
            raise Problem("method", "only", headers={"Allow": ", ".join(_METHODS)}, found=scope["method"])
        # Who shows no cookie is a visitor as any other, by a key and by a login alike.
        visitor = self._visitor_of(HTTPConnection(scope).cookies) if "cookie" in headers else Visitor()
        if not visitor.may(VIEWER):
            raise Problem("forbidden", "viewer")
        if name in _DOCUMENTS:
            values = parameters.read([parameters.LANGUAGE], scope["query_string"])
            here = paths.public_address() or f"{scope['scheme']}://{headers.get('host', '')}"
            return _Question(name, values | {"origin": here, "format": _DOCUMENTS[name]})
        query, accepted = scope["query_string"], headers.get("accept", "")
        read = _read if len(query) + len(accepted) < _SHORT else _read.__wrapped__
        return read(name, query, accepted)

    async def _state(self, question: _Question) -> str:
        """What an answer depends on besides the build. Raises Problem."""
        state = ENDPOINTS[question.name].state if question.name in ENDPOINTS else None
        return await self._in_thread(state) if state else ""

    def _take_turn(self, scope: Scope) -> None:
        """Count a question that has to be answered. Raises Problem where its client has asked too many."""
        if seconds := self._rates.seconds_to_wait(self._clients.of(scope)):
            raise Problem("rate", "minute", headers={"Retry-After": str(seconds)}, seconds=str(seconds))

    async def _worked_out(self, question: _Question, build_id: str, tag: str) -> _Content:
        """The content of an answer; compressed, so that ten times as much is kept, unless it is a file that the disk
        keeps. Raises Problem.
        """
        if question.format == ZIP:
            return await self._in_thread(self._made, question, build_id)
        return await self._in_thread(self._kept.get, tag, lambda: self._compressed(question, build_id))

    async def _in_thread(self, work: Callable[..., Any], *given: Any) -> Any:
        """What comes of work that reads the warehouse, as few of it at once as pages can bear. Raises Problem."""
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(_AT_ONCE)
        try:
            return await anyio.to_thread.run_sync(work, *given, limiter=self._limiter)
        except (WarehouseError, OSError) as fault:
            raise _unavailable(fault) from fault

    def _compressed(self, question: _Question, build_id: str) -> _Content:
        following, file_name, body = self._made(question, build_id)
        return following, file_name, gzip.compress(body, _LEVEL, mtime=0)

    def _made(self, question: _Question, build_id: str) -> _Content:
        if question.name in _DOCUMENTS:
            language = question.values["lang"]
            if question.format == JSON:
                return "", "", content.facts_json(openapi.document(build_id, self._page, language))
            return "", "", documentation.page(build_id, self._page, question.values["origin"], language)
        endpoint: Endpoint = ENDPOINTS[question.name]
        found = endpoint.answer(build_id, question.values)
        if question.format == ZIP:
            return "", found.file_name, found.file
        following = self._following(question, found.go_on) if found.go_on else ""
        if question.format == CSV:
            return following, f"{question.name}.{CSV}", found.csv()
        return following, "", found.json({"build": build_id, "next": following or None})

    def _following(self, question: _Question, go_on: Mapping[str, str]) -> str:
        asked = {**question.values, **go_on}
        given = {name: value for name, value in asked.items() if value not in (None, []) and (name, value) != _USUAL}
        return f"{self._page}{question.name}?{urlencode(given, doseq=True, quote_via=quote)}"

    def _told(self, problem: Problem, scope: Scope, headers: Headers) -> _Answer:
        language = problems.language_of(headers.get("accept-language", ""))
        document = problem.document(language, self._page, scope["path"])
        sent = {
            "Content-Type": problems.MEDIA_TYPE,
            "Content-Language": language,
            "Cache-Control": "private, no-store" if self._login_is_on() else "no-store",
        }
        return _Answer(problem.status, sent | problem.headers, content.facts_json(document))


@lru_cache(maxsize=1000)
def _read(name: str, query: bytes, accepted: str) -> _Question:
    """What is asked of an endpoint; kept, since who asks again asks the same. Raises Problem."""
    endpoint = ENDPOINTS[name]
    values = parameters.read(endpoint.parameters, query)
    return _Question(name, values | {"format": content.chosen(values["format"], accepted, endpoint.formats)})


def _current_build() -> str:
    """The id of the current build, one that may be served. Raises Problem."""
    directory = paths.warehouse_dir()
    try:
        return _servable(directory, builds.current_id(directory))
    except (WarehouseError, OSError) as fault:
        raise _unavailable(fault) from fault


@lru_cache(maxsize=4)
def _servable(directory: Path, build_id: str) -> str:
    return builds.current(directory).build_id


def _unavailable(fault: Exception) -> Problem:
    _log.warning("the API has no answer: %s", type(fault).__name__)
    return Problem("unavailable", "build", headers={"Retry-After": _RETRY_SECONDS})


def _has(held: str, tag: str) -> bool:
    """Whether an If-None-Match names the tag, or any."""
    if not held:
        return False
    return held.strip() == "*" or tag in (f"W/{each.strip().removeprefix('W/')}" for each in held.split(","))
