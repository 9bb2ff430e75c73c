"""The audit log as a file, given line by line: it may be longer than what the server's memory should hold."""

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from access import refusals
from access.roles import ADMIN, Visitor

PATH = "audit-log"


def route(
    visitor_of: Callable[[Mapping[str, str]], Visitor],
    make: Callable[[Mapping[str, str]], tuple[str, Iterator[bytes]]],
) -> Route:
    """The route for `st.App`. `visitor_of` says who shows these cookies; `make` gives, for what the address asks, the
    file's name and its content in pieces. Whoever is no administrator at that moment gets 403 and is recorded.
    """

    async def answer(request: Request) -> Response:
        visitor = visitor_of(request.cookies)
        if not visitor.may(ADMIN):
            await run_in_threadpool(refusals.record, visitor, PATH, f"needs_{ADMIN}")
            return PlainTextResponse("Forbidden", 403, {"Cache-Control": "no-store"})
        name, pieces = make(request.query_params)
        headers = {
            "Cache-Control": "no-store, private",
            "Content-Disposition": f"attachment; filename*=utf-8''{quote(name, safe='')}",
        }
        return StreamingResponse(pieces, media_type="text/csv", headers=headers)

    return Route(f"/{PATH}", answer, methods=["GET"])
