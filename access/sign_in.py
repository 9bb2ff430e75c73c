"""Signing in and out at a provider, around Streamlit's own addresses for it.

Streamlit answers a provider that is away with two English words on a white page, says nothing of a sign-in that went
wrong, forgets the language, and at `/auth/logout` a cookie only. Here whoever comes back finds the start page, in the
language they left, with the reason in its address; and a login that was signed out has ended.
"""

import asyncio
from collections.abc import Callable, Mapping
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.log_limits import log
from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES

LOGIN, LOGOUT, CALLBACK = _ADDRESSES = ("/auth/login", "/auth/logout", "/oauth2callback")
# What the address of the start page says of a sign-in that did not succeed, and why.
FAILED = "sign_in"
AWAY, DENIED, INVALID = REASONS = ("away", "denied", "invalid")
# A provider is asked up to three times at a return; httpx waits five seconds for each piece, and pieces may be many.
PROVIDER_SECONDS = 20
_LANGUAGE = "dti_sign_in_language"
_LANGUAGE_SECONDS = 1800


class SignIn:
    """ASGI middleware for the addresses of Streamlit's login, below any base path; everything else passes.

    ``know`` has Streamlit take in the secrets file as it is now. ``leave`` ends the login of these cookies.
    ``is_signed_in`` says whether the cookies of an answer, whose names begin with ``login_cookie``, are a login; where
    they are not, nobody gets them.
    """

    def __init__(
        self,
        app: ASGIApp,
        know: Callable[[], object],
        leave: Callable[[Mapping[str, str]], None],
        is_signed_in: Callable[[Mapping[str, str]], bool],
        login_cookie: str,
        seconds: float = PROVIDER_SECONDS,
    ) -> None:
        self._app = app
        self._know = know
        self._leave = leave
        self._is_signed_in = is_signed_in
        self._login_cookie = login_cookie
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what concerns signing in and out; pass on the rest."""
        path = scope["path"].rstrip("/") if scope["type"] == "http" else ""
        address = next((known for known in _ADDRESSES if path.endswith(known)), None)
        if address is None:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        await run_in_threadpool(self._know)
        if address == LOGOUT:
            await run_in_threadpool(self._leave, HTTPConnection(scope).cookies)
        base = path.removesuffix(address) or "/"  # as the cookies of Streamlit have it
        said = await self._asked(scope, receive)
        reason = self._failure(address, request, said)
        if reason == AWAY:
            log.warning("signing in did not succeed: the provider does not answer, or its discovery document is broken")
        elif reason:
            log.warning("signing in did not succeed: the provider's answer was %s", reason)
        language = _language(request)
        is_home = said is not None and _path(said.headers.get("location", "-")) == _path(base)
        if said is not None and not reason and not (is_home and language):
            if language:
                said.set_cookie(_LANGUAGE, language, _LANGUAGE_SECONDS, path=base, httponly=True, samesite="lax")
            await said(scope, receive, send)
            return
        answer = self._home(request, address, {"lang": language, FAILED: reason})
        self._keep_cookies(request, said, answer, base, is_refused=bool(reason) or said is None)
        await answer(scope, receive, send)

    async def _asked(self, scope: Scope, receive: Receive) -> Response | None:
        """What Streamlit answers; None where the provider keeps it waiting."""
        answer, body = Response(), bytearray()

        async def take(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status_code = message["status"]
                answer.raw_headers = list(message["headers"])
            else:
                body.extend(message.get("body", b""))

        try:
            async with asyncio.timeout(self._seconds):
                await self._app(scope, receive, take)
        except TimeoutError:
            return None
        answer.body = bytes(body)
        return answer

    def _failure(self, address: str, request: Request, said: Response | None) -> str:
        """Why nobody is signed in by this answer; empty where somebody is, or nobody wanted to be."""
        asked = request.query_params
        is_return = address == CALLBACK and asked.keys() & {"code", "state", "error"}  # from signing out: none of them
        if address == LOGOUT or (address == CALLBACK and not is_return):
            return ""
        if said is None or said.status_code >= 400:
            return AWAY
        if address == LOGIN or self._is_signed_in(_cookies(said)):
            return ""
        return DENIED if asked.get("error") == "access_denied" else INVALID

    def _home(self, request: Request, address: str, known: Mapping[str, str]) -> Response:
        """The way to the start page: a relative address, right below any base path, and never one a request made up."""
        told = urlencode({name: value for name, value in known.items() if value})
        home = "./" if address == CALLBACK else "../"
        return RedirectResponse(f"{home}?{told}" if told else home, 302, {"Cache-Control": "no-store"})

    def _keep_cookies(
        self, request: Request, said: Response | None, answer: Response, base: str, *, is_refused: bool
    ) -> None:
        """Give the cookies of what Streamlit answered; of a login that is refused none stay."""
        given = Headers(raw=said.raw_headers).getlist("set-cookie") if said else []
        of_login = [cookie for cookie in given if cookie.startswith(self._login_cookie)]
        for cookie in given:
            if not (is_refused and cookie in of_login):
                answer.headers.append("set-cookie", cookie)
        stale = [name for name in request.cookies if name.startswith(self._login_cookie)]
        for name in stale if is_refused and (of_login or said is None) else []:
            answer.delete_cookie(name, path=base)
        if _LANGUAGE in request.cookies:
            answer.delete_cookie(_LANGUAGE, path=base)


def _cookies(answer: Response) -> dict[str, str]:
    """The cookies that an answer gives to an empty browser."""
    jar: SimpleCookie = SimpleCookie()
    for cookie in Headers(raw=answer.raw_headers).getlist("set-cookie"):
        jar.load(cookie)
    return {name: morsel.value for name, morsel in jar.items()}


def _path(address: str) -> str:
    return urlsplit(address).path.rstrip("/")


def _language(request: Request) -> str:
    """The language of the page that one came from, else the one kept when one left; empty for the usual."""
    came_from = urlsplit(request.headers.get("referer", ""))
    if came_from.netloc == request.headers.get("host"):
        found = parse_qs(came_from.query).get("lang", [""])[0]
    else:
        found = request.cookies.get(_LANGUAGE, "")
    return found if found in LANGUAGES and found != DEFAULT_LANGUAGE else ""
