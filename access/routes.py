"""Two addresses of our own: `/start` swaps the loading key for a cookie, `/ready` says whether pages have figures."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from access import refusals
from access.key import Gate, TooManyAttempts, WrongKey
from access.roles import Visitor
from text.catalogue import LANGUAGES, say
from warehouse import builds, paths
from warehouse.errors import WarehouseError
from warehouse.queries.editions import editions

NO_STORE = {"Cache-Control": "no-store"}


def routes(gate: Gate, login_is_on: Callable[[], bool]) -> list[Route]:
    """The routes for `st.App`; the key opens nothing while a login is configured, which is asked at every request."""

    async def start(request: Request) -> Response:
        if login_is_on() or not gate.has_key:
            return await _refused("closed", 404)
        client = request.client.host if request.client else ""
        try:
            token = gate.open(request.query_params.get("key", ""), client)
        except WrongKey:
            return await _refused("wrong_key", 403)
        except TooManyAttempts:
            return await _refused("too_many_attempts", 429)
        # A relative address: right below any base path, and never one that the request made up.
        answer = RedirectResponse("./", status_code=303, headers=NO_STORE)
        is_secure = request.scope["scheme"] == "https" or paths.public_address().startswith("https://")
        answer.set_cookie(gate.cookie_name, token, httponly=True, samesite="strict", secure=is_secure)
        return answer

    async def ready(request: Request) -> Response:
        needs = "login" if login_is_on() else "key" if gate.has_key else "nobody"
        build_id = await run_in_threadpool(answering_build)
        answer = {"build_id": build_id, "loading": needs}
        return JSONResponse(answer, status_code=200 if build_id else 503, headers=NO_STORE)

    return [Route("/start", start, methods=["GET"]), Route("/ready", ready, methods=["GET"])]


def answering_build() -> str | None:
    """The id of the current build if it answers a query, else None."""
    try:
        build_id = builds.current(paths.warehouse_dir()).build_id
        editions(build_id)
    except WarehouseError:
        return None
    return build_id


async def _refused(why: str, status: int) -> PlainTextResponse:
    """The sentences, one per language; the attempt is recorded."""
    await run_in_threadpool(refusals.record, Visitor(), "start", why)
    told = "\n".join(say(language, f"start_{why}") for language in LANGUAGES)
    return PlainTextResponse(told + "\n", status_code=status, headers=NO_STORE)
