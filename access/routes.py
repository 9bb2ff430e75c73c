"""Addresses of our own: `/start` swaps the loading key for a cookie, `/again` gives a window that waits for its right a
ticket, `/ready` says whether pages have figures, `/home` leads to the first page.
"""

from collections.abc import Callable, Collection, Mapping
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from access import refusals
from access.document import NO_REFERRER
from access.key import Gate, TooManyAttempts, WrongKey
from access.log_limits import log
from access.logins import tickets
from access.roles import ANALYST, Visitor
from text.catalogue import LANGUAGES, say
from warehouse import builds, paths
from warehouse.errors import WarehouseError
from warehouse.queries.editions import editions

NO_STORE = {"Cache-Control": "no-store"}


def routes(
    gate: Gate,
    login_is_on: Callable[[], bool],
    visitor_of: Callable[[Mapping[str, str]], Visitor],
    faults: Callable[[], Collection[str]],
) -> list[Route]:
    """The routes for `st.App`; the key opens nothing while a login is configured, which is asked at every request.

    `visitor_of` says who shows these cookies, `faults` why a login gives nobody a role.
    """

    async def start(request: Request) -> Response:
        if login_is_on() or not gate.has_key:
            return await _refused("closed", 404)
        if _is_from_elsewhere(request):
            return await _refused("from_elsewhere", 403)
        client = request.client.host if request.client else ""
        try:
            token = gate.open(request.query_params.get("key", ""), client, request.cookies)
        except WrongKey:
            return await _refused("wrong_key", 403)
        except TooManyAttempts:
            return await _refused("too_many_attempts", 429)
        # A relative address: right below any base path, and never one that the request made up.
        answer = RedirectResponse("./", status_code=303, headers=NO_STORE | NO_REFERRER)
        is_secure = request.scope["scheme"] == "https" or paths.public_address().startswith("https://")
        # Below a base path other programs may live on the same host, whom the cookie is none of their business.
        base = request.url.path.removesuffix("/start") or "/"
        answer.set_cookie(gate.cookie_name, token, path=base, httponly=True, samesite="strict", secure=is_secure)
        return answer

    async def again(request: Request) -> Response:
        # A header of our own is what no page of another address can send without asking first, and nobody answers that.
        may = "x-again" in request.headers and visitor_of(request.cookies).may(ANALYST)
        return JSONResponse({"ticket": tickets().give(request.cookies) if may else ""}, headers=NO_STORE)

    async def ready(request: Request) -> Response:
        needs = "login" if login_is_on() else "key" if gate.has_key else "nobody"
        build_id = await run_in_threadpool(answering_build)
        answer: dict[str, object] = {"build_id": build_id, "loading": needs}
        if lake := await run_in_threadpool(_lake):
            answer["lake"] = lake
        if found := list(faults()):
            answer |= {"loading": "nobody", "faults": found}
        return JSONResponse(answer, status_code=200 if build_id else 503, headers=NO_STORE)

    async def beyond_start(request: Request) -> Response:
        # Starlette would send on `/start/?key=…` to the address without its slash, with the key in it.
        return PlainTextResponse("Not Found", 404, NO_STORE)

    async def home(request: Request) -> Response:
        # The name of the first page within the program: at this address Streamlit says that there is no such page.
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"./{query}", status_code=308)

    answering = {"/home": home, "/start": start, "/start/{rest:path}": beyond_start, "/again": again, "/ready": ready}
    return [Route(path, answer, methods=["GET"]) for path, answer in answering.items()]


def with_base_path(base: str, found: list[Route]) -> list[Route]:
    """The same routes below the base path of the server, which Streamlit adds to its own alone."""
    prefix = f"/{base.strip('/')}".rstrip("/")
    return [Route(f"{prefix}{route.path}", route.endpoint, methods=["GET"]) for route in found]


def _is_from_elsewhere(request: Request) -> bool:
    """Whether a page of another address, or a link on one, made the browser ask: it would not send our cookie back."""
    origin = request.headers.get("origin")
    is_foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    return is_foreign or request.headers.get("sec-fetch-site") in ("cross-site", "same-site")


def _lake() -> dict[str, object]:
    """What a monitor should know of the lake that this server follows; empty where it stands alone."""
    if not paths.lake()["catalog"]:
        return {}
    from warehouse.lake import following

    view = following.view(paths.warehouse_dir())
    told = ("state", "newest", "publication", "is_behind", "reason", "since", "checked_at", "step", "steps")
    return {name: view[name] for name in told}


def answering_build() -> str | None:
    """The id of the current build if it answers a query, else None: so too while no file can be opened."""
    try:
        build_id = builds.current(paths.warehouse_dir()).build_id
        editions(build_id)
    except WarehouseError:
        return None
    except OSError as fault:
        log.warning("the current build cannot be asked: %s", fault)
        return None
    return build_id


async def _refused(why: str, status: int) -> PlainTextResponse:
    """The sentences, one per language; the attempt is recorded."""
    await run_in_threadpool(refusals.record, Visitor(), "start", why)
    told = "\n".join(say(language, f"start_{why}") for language in LANGUAGES)
    return PlainTextResponse(told + "\n", status_code=status, headers=NO_STORE | NO_REFERRER)
