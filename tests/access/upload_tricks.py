"""Synthetic uploads by who may not: every method, by every spelling of the address, as everybody one may claim to be.

A trick is written as it goes over the wire, so that the same list is tried in this process and on a real server.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from starlette.types import ASGIApp
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

SESSION = "0d5b2e4c-synthetic-session"
FILE = "f"
METHODS = ("PUT", "DELETE", "POST", "PATCH", "GET", "HEAD", "OPTIONS", "put", "Put", "MKCOL", "MOVE", "TRACE")
_HERE = "/_stcore/upload_file"
_BEFORE = (
    "", "/", "/.", "/x/..", "/dti", "/ranking", "/static/..", "/app/static/../..", "/..;", "/%2e%2e", "/%2F", "/~",
    "\\", "http://127.0.0.1", "http://elsewhere.example", "//elsewhere.example", "/?path=", "/%00",
    "/component/x/../..",
)  # fmt: skip
_SPELLED = (
    _HERE, "/_stcore/%75pload_file", "/%5Fstcore/upload%5ffile", "/_stcore%2Fupload_file", "/_stcore/%2575pload_file",
    "/_STCORE/UPLOAD_FILE", "/_stcore/Upload_File", "/_stcore//upload_file", "/_stcore/./upload_file",
    "/_stcore/x/../upload_file", "/_stcore\\upload_file", "/_stcore%5cupload_file", "/_stcore/upload_file%00",
    "/_stcore/upload%c0%aefile", "/_stcore/upload%EF%BC%BFfile", "/_stcore/upload_file;a=b", "/_stcore/upload_file/.",
    "/_stcore/u\u0070load_file", "/_stcore/upload_file%20", "".join(f"%{ord(letter):02x}" for letter in _HERE),
)  # fmt: skip
_AFTER = ("", "/", "?_method=PUT", "?a=/_stcore/health", "#x", ";jsessionid=1", "%2f", "%0d%0aX-Role:%20admin", "/..")
METHODS_NAMED = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
NAMES = (
    "X-Forwarded-User", "X-Remote-User", "Remote-User", "X-Auth-Request-Email", "X-Forwarded-Email", "X-Streamlit-User",
    "X-Role", "X-User", "X-WEBAUTH-USER", "Cf-Access-Authenticated-User-Email",
)  # fmt: skip
PLACES = ("X-Forwarded-For", "X-Real-IP", "X-Client-IP", "True-Client-IP", "X-Forwarded-Host", "X-Originating-IP")
PATHS = ("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-Forwarded-Uri", "X-Script-Name")


@dataclass(frozen=True)
class Identity:
    """Whom a request claims to come from: its cookies, a header Cookie each, and other headers."""

    what: str
    cookies: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


def addresses() -> list[str]:
    """The address of an upload as nobody but an attacker writes it: one of its three parts in every known way."""
    end = f"/{SESSION}/{FILE}"
    ways = [f"{before}{_HERE}{end}" for before in _BEFORE]
    ways += [f"{spelled}{end}" for spelled in _SPELLED[1:]]
    ways += [f"{_HERE}{end}{after}" for after in _AFTER[1:]]
    ways += [f"{_HERE}/{quote(SESSION)}/..%2f..", f"{_HERE}/../{SESSION}", f"{_HERE}/{SESSION}", _HERE, "*"]
    return ways


def identities(cookie: str, key: str, ended: str) -> list[Identity]:
    """Everybody one may claim to be without a right, where the cookie of a right has this name.

    `key` is the loading key itself, `ended` the value of a session that was left.
    """
    forged = {"a wrong value": "x" * 43, "the key": key, "nothing": "", "one that has left": ended, "admin": "admin"}
    names = [cookie.upper(), f"{cookie}.", cookie[:-1], f"__Host-{cookie}", "dti_loading_", "role", "_streamlit_user"]
    login = '{"email":"binh@example.vn","email_verified":true,"is_logged_in":true}'
    return [
        Identity("nobody"),
        *(Identity(f"a cookie with {what}", (f"{cookie}={value}",)) for what, value in forged.items()),
        *(Identity(f"a cookie of the name {name!r}", (f"{name}={ended}",)) for name in names),
        Identity("a login nobody signed", (f"_streamlit_user={login}",)),
        Identity("two cookies", (f"{cookie}={key}; {cookie}={ended}",)),
        Identity("two headers of cookies", (f"{cookie}={key}", f"{cookie}={ended}")),
        *(Identity(name, headers=((name, "binh@example.vn"),)) for name in NAMES),
        *(Identity(name, headers=((name, "127.0.0.1"),)) for name in PLACES),
        *(Identity(name, headers=((name, "/_stcore/health"),)) for name in PATHS),
        *(Identity(name, headers=((name, method),)) for name in METHODS_NAMED for method in ("PUT", "OPTIONS", "GET")),
        Identity("Forwarded", headers=(("Forwarded", "for=127.0.0.1;by=admin;host=localhost;proto=https"),)),
        Identity("a bearer", headers=(("Authorization", f"Bearer {key}"),)),
        Identity("a password", headers=(("Authorization", "Basic YWRtaW46YWRtaW4="),)),
        Identity("a page of our own", headers=(("Sec-Fetch-Site", "same-origin"), ("X-Again", "1"))),
        Identity("Streamlit itself", headers=(("User-Agent", "Streamlit"), ("X-Streamlit-Session-Id", SESSION))),
    ]


@dataclass(frozen=True)
class Upload:
    """One request as it is sent."""

    method: str
    address: str
    identity: Identity

    def headers(self) -> list[tuple[str, str]]:
        """All it needs to be taken, but a right: its own token against forged requests, in cookie and header."""
        token = generate_xsrf_token_string(b"synthetic")
        first, *others = self.identity.cookies or ("",)
        cookies = [f"_streamlit_xsrf={token}; {first}".rstrip("; "), *others]
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        named = [("X-Xsrftoken", token), ("Content-Type", kind), ("Content-Length", str(len(BODY)))]
        return [*(("Cookie", each) for each in cookies), *named, *self.identity.headers]

    def on_the_wire(self, host: str, version: str = "1.1") -> bytes:
        """The request with its body; the connection ends with the answer."""
        lines = [f"Host: {host}", "Connection: close", *(f"{name}: {value}" for name, value in self.headers())]
        head = f"{self.method} {self.address} HTTP/{version}\r\n" + "\r\n".join(lines) + "\r\n\r\n"
        return head.encode() + BODY

    async def ask(self, app: ASGIApp) -> int:
        """The status of an application in this process that is given the request as uvicorn gives it."""
        raw, _, query = self.address.partition("?")
        headers = [("Host", "127.0.0.1:8501"), *self.headers()]
        scope = {
            "type": "http",
            "method": self.method,
            "path": unquote(raw),
            "raw_path": raw.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "scheme": "http",
            "http_version": "1.1",
            "client": ("127.0.0.1", 5),
            "server": ("127.0.0.1", 8501),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        }
        statuses = []

        async def receive() -> dict:
            return {"type": "http.request", "body": BODY, "more_body": False}

        async def send(message: dict) -> None:
            statuses.append(message.get("status"))

        await app(scope, receive, send)
        return statuses[0]


BOUNDARY = "synthetic"
BODY = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
    f"Content-Type: text/csv\r\n\r\na\r\n--{BOUNDARY}--\r\n"
).encode()


def uploads(claimed: list[Identity]) -> Iterator[Upload]:
    """Every method by every address as nobody, and the two that change something as everybody."""
    for method, address in itertools.product(METHODS, addresses()):
        yield Upload(method, address, claimed[0])
    for method, address, identity in itertools.product(METHODS[:2], addresses(), claimed[1:]):
        yield Upload(method, address, identity)
