"""The examples of docs/operations.md, run by a real nginx and a real Caddy in front of the real server, on ports other
than 443, at the root of a host and below a path.
"""

import datetime
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from websockets.exceptions import InvalidStatus

from tests.serving import free_port
from text.catalogue import say
from warehouse.paths import ROOT

from .window import Window

START_SECONDS = 90
TEST_SECONDS = 180
# run.py from the end of its installation on, with the Python of the tests in place of one that it has installed
STARTED = """
import sys
from pathlib import Path
from launch import server
from launch.children import pass_on_termination
server.venv_python = lambda: Path(sys.executable)
pass_on_termination()
sys.exit(server.serve("127.0.0.1", int(sys.argv[1])))
"""


@dataclass
class Started:
    """A server as run.py starts it: where it listens, what is printed, and the ports of the proxies in front."""

    port: int
    base: str
    printed: Path
    proxies: dict[str, int]

    @property
    def key(self) -> str:
        """The key of this start."""
        return re.search(r"/start\?key=(\S+)", self.printed.read_text(encoding="utf-8"))[1]

    def through(self, proxy: str) -> str:
        """The address of readers through this proxy."""
        return f"https://localhost:{self.proxies[proxy]}{self.base}"


def _example(language: str) -> str:
    """The one example of this language in the document."""
    [found] = re.findall(rf"```{language}\n(.+?)```", (ROOT / "docs/operations.md").read_text(encoding="utf-8"), re.S)
    return found


def _replaced(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def _nginx(folder: Path, port: int, server: Started, change: Callable[[str], str] = lambda example: example) -> list:
    """Write the example of nginx for these ports; the command that runs it."""
    example = _replaced(
        change(_example("nginx")),
        {
            "listen 443": f"listen 127.0.0.1:{port}",
            "dti.example.gov.vn": "localhost",
            "/etc/ssl/dti": str(folder / "dti"),
            "127.0.0.1:8501": f"127.0.0.1:{server.port}",
        },
    )
    if server.base:
        below = {"location / ": "location /dti/ ", "location ~ /start/?$": "location ~ ^/dti/start/?$"}
        example = _replaced(example, below)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    config = folder / "nginx.conf"
    user = "" if os.name == "nt" or os.geteuid() else "user root; "  # else its worker may not enter our folder
    config.write_text(
        f"{user}daemon off; pid {folder}/nginx.pid; error_log stderr;\nevents {{}}\n"
        f"http {{ access_log {folder}/nginx.access;\n{places}{example}\n}}\n",
        encoding="utf-8",
    )
    return ["nginx", "-e", "stderr", "-c", str(config)]


def _caddy(folder: Path, port: int, server: Started) -> list:
    """Write the example of Caddy for these ports; the command that runs it."""
    example = _replaced(
        _example("caddy"),
        {
            "dti.example.gov.vn {": f"localhost:{port} {{\ntls {folder}/dti.pem {folder}/dti.key",
            "127.0.0.1:8501": f"127.0.0.1:{server.port}",
        },
    )
    if server.base:
        example = _replaced(example, {"reverse_proxy ": "redir /dti /dti/\nreverse_proxy /dti/* "})
    config = folder / "Caddyfile"
    own = f"{{\nadmin off\nauto_https disable_redirects\nstorage file_system {folder}/caddy\n}}\n"
    config.write_text(own + example, encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(config)]


PROXIES = {"nginx": _nginx, "caddy": _caddy}


@pytest.fixture(autouse=True)
def deadline() -> Iterator[None]:
    """No test here goes on for longer, whatever it waits for: proxies, sockets, a browser that closes."""
    if os.name == "nt":
        yield
        return

    def end(*_: object) -> None:
        raise TimeoutError(f"the test took more than {TEST_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(TEST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate for localhost that its owner has signed, dti.pem, and its key."""
    folder = tmp_path_factory.mktemp("proxy")
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "dti.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    kind, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "dti.key").write_bytes(key.private_bytes(kind, form, serialization.NoEncryption()))
    return folder


@contextmanager
def _running(command: list, log: Path, is_up: Callable[[], bool]) -> Iterator[None]:
    with log.open("wb") as written:
        process = subprocess.Popen(command, cwd=ROOT, stdout=written, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_up():
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        finally:
            process.kill()  # nothing that has ended
            process.wait()


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, verify=False, trust_env=False, timeout=5).status_code != 502
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module", params=["", "/dti"], ids=["root", "path"])
def started(request: pytest.FixtureRequest, folder: Path) -> Iterator[Started]:
    """A server at the root or below a path, with every proxy in front that this machine has."""
    server = Started(free_port(), request.param, folder / "printed", {proxy: free_port() for proxy in PROXIES})
    last = f"{server.through('nginx')}/\n"
    with pytest.MonkeyPatch.context() as patch, ExitStack() as running:
        patch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", request.param)
        patch.setenv("DTI_PUBLIC_ADDRESS", server.through("nginx"))
        patch.setenv("DTI_WAREHOUSE_DIR", str(folder / "empty"))
        command = [sys.executable, "-c", STARTED, str(server.port)]
        running.enter_context(_running(command, server.printed, lambda: last in server.printed.read_text("utf-8")))
        for proxy, write in PROXIES.items():
            if shutil.which(proxy):
                command = write(folder, server.proxies[proxy], server)
                is_up = partial(_answers, server.through(proxy) + "/ready")
                running.enter_context(_running(command, folder / f"{proxy}.log", is_up))
        yield server


def _require(proxy: str) -> None:
    if not shutil.which(proxy):
        pytest.skip(f"{proxy} is not installed on this machine")


@pytest.fixture(params=PROXIES)
def proxy(request: pytest.FixtureRequest) -> str:
    """The name of a proxy that this machine has."""
    _require(request.param)
    return request.param


@pytest.fixture
def browser(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], httpx.Client]]:
    """Browsers with empty jars at the address given; they and their windows believe the certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "dti.pem"))
    with ExitStack() as opened:
        trusted = ssl.create_default_context(cafile=folder / "dti.pem")
        yield lambda address: opened.enter_context(
            httpx.Client(base_url=address, verify=trusted, trust_env=False, timeout=60)
        )


def test_readers_and_the_holder_of_the_key_reach_everything_through_it(started, proxy, browser):
    reader, holder = browser(started.through(proxy)), browser(started.through(proxy))
    assert reader.get("/ready").json() == {"build_id": None, "loading": "key"}
    opened = holder.get("/start", params={"key": started.key})
    assert opened.status_code == 303
    kept = opened.headers["set-cookie"].split("; ")
    assert "Secure" in kept
    assert f"Path={started.base or '/'}" in kept
    page = reader.get("/")
    assert page.status_code == 200
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    origin = f"https://{urlsplit(started.through(proxy)).netloc}"
    with Window(reader, origin=origin) as window:
        assert "load" not in window.run().pages
        assert window.upload(b"x") == 403
    with Window(holder, origin=origin) as window:
        assert "load" in window.run("load").pages
        assert window.upload(bytes(5 * 2**20)) == 204
        assert window.upload(bytes(23 * 2**20)) == 413
    for inner in ("/_stcore/metrics", "/_stcore/agent/openapi.json"):
        assert holder.get(inner).status_code == 404


def test_the_address_without_its_last_slash_leads_to_the_page_on_the_same_port(started, proxy, browser):
    place = urlsplit(started.through(proxy))
    reader = browser(f"https://{place.netloc}")
    answer = reader.get(place.path or "/", follow_redirects=True)
    assert answer.status_code == 200
    assert str(answer.url) == started.through(proxy) + "/"


def test_a_page_of_another_address_is_refused_through_it_too(started, proxy, browser):
    with pytest.raises(InvalidStatus, match="403"):
        Window(browser(started.through(proxy)), origin="https://localhost")


def test_the_key_stands_in_no_log_of_it(started, proxy, browser, folder):
    reader = browser(started.through(proxy))
    assert reader.get("/start", params={"key": started.key}).status_code == 303
    for path in ("/start/", "/start//"):
        answer = reader.get(path, params={"key": started.key})
        assert not answer.is_redirect
        assert started.key not in f"{answer.headers}{answer.text}"
    reader.get("/")
    logs = [file for file in folder.iterdir() if file.is_file() and file.name.startswith(proxy)]
    assert logs
    assert [file.name for file in logs if started.key.encode() in file.read_bytes()] == []


def test_the_page_is_drawn_in_a_browser_that_opens_the_printed_link(started, chromium):
    _require("nginx")
    context = chromium.new_context(ignore_https_errors=True, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{started.through('nginx')}/start?key={started.key}")
    page.get_by_role("button", name=say("vi", "access_nameless")).wait_for()
    assert page.url.startswith(started.through("nginx") + "/")
    assert started.key not in page.url
    context.close()


def test_a_proxy_that_loses_the_port_makes_a_line_in_the_log_that_names_host_and_origin(started, browser, folder):
    _require("nginx")
    port = free_port()
    command = _nginx(folder, port, started, lambda example: _replaced(example, {"$http_host": "$host"}))
    address = f"https://localhost:{port}"
    is_up = partial(_answers, f"{address}{started.base}/ready")
    with _running(command, folder / "nginx.losing", is_up), pytest.raises(InvalidStatus, match="403"):
        Window(browser(address + started.base), origin=address)
    printed = started.printed.read_text(encoding="utf-8")
    assert f"connection refused: host 'localhost', origin '{address}'" in printed
