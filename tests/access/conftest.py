"""The real server as readers, as the holder of its key, and as people with a login of a local provider reach it."""

import json
import math
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from access import key, refusals
from tests.serving import free_port, serving
from text.catalogue import say

from .window import Window

KEY = "K" * 43
PLAIN = {"trust_env": False, "verify": False}  # nothing here is encrypted: no browser has to read certificates
SECRET = "a secret of a test, long enough to sign with"


@pytest.fixture(autouse=True)
def folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A loaded folder of the test's own, no key in this process, and no refusals counted yet."""
    loaded = tmp_path_factory.mktemp("loaded")
    monkeypatch.setenv("DTI_LOADED_DIR", str(loaded))
    monkeypatch.delenv("DTI_LOADING_KEY_FILE", raising=False)
    key.gate.cache_clear()
    refusals._listed.clear()
    refusals._uncounted.clear()
    return loaded


class Site:
    """A running server: its address, its folder of loads, and browsers to visit it with."""

    def __init__(self, address: str, loaded: Path) -> None:
        self.address = address
        self.loaded = loaded
        self.secrets: Path | None = None
        self.log: Path | None = None
        self.provider = None
        self._button = (-math.inf, "")
        self._browsers: list[httpx.Client] = []

    def browser(self, **cookies: str) -> httpx.Client:
        """A browser with an empty jar, or with forged cookies in it."""
        self._browsers.append(httpx.Client(base_url=self.address, cookies=cookies, timeout=60, **PLAIN))
        return self._browsers[-1]

    def key_holder(self, secret: str = KEY) -> httpx.Client:
        """A browser that has opened the link with the key."""
        browser = self.browser()
        browser.get("/start", params={"key": secret})
        return browser

    def button(self, browser: httpx.Client) -> str:
        """The address that the button 'Sign in' leads to: the same for everybody, for some minutes."""
        if time.monotonic() - self._button[0] > 60:
            with Window(browser) as window:
                window.run()
                self._button = time.monotonic(), window.press(say("vi", "access_sign_in")).redirect
        return self._button[1]

    def at_provider(self, browser: httpx.Client, **headers: str) -> str:
        """Where a browser that pressed the button is sent."""
        return browser.get(self.button(browser), headers=headers).headers["location"]

    def signed_in(self, name: str) -> httpx.Client:
        """A browser that pressed the button, signed in at the provider as this person, and came back."""
        browser = self.browser()
        back = self.provider.accept(self.at_provider(browser), name)
        assert back.startswith(f"{self.address}/oauth2callback?")
        assert browser.get(back).headers["location"] == "/"
        assert USER_COOKIE_NAME in browser.cookies
        return browser

    def audit(self) -> list[dict]:
        """The audit log, oldest first."""
        return self._lines("audit.jsonl")

    def refused(self) -> list[dict]:
        """What visitors without a name were refused, as it is counted."""
        return self._lines("refused.jsonl")

    def _lines(self, name: str) -> list[dict]:
        log = self.loaded / name
        return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []

    def close(self) -> None:
        """Close every browser."""
        for browser in self._browsers:
            browser.close()


@pytest.fixture(scope="module")
def open_site(tmp_path_factory: pytest.TempPathFactory) -> Callable:
    """Start a server with settings, a key and environment variables, on an empty warehouse."""

    @contextmanager
    def open_server(*settings: str, loaded: Path | None = None, **options: str | int | None) -> Iterator[Site]:
        loaded = loaded or tmp_path_factory.mktemp("loaded")
        folders = {"DTI_WAREHOUSE_DIR": str(tmp_path_factory.mktemp("empty")), "DTI_LOADED_DIR": str(loaded)}
        with serving(*settings, **folders, **options) as address:
            site = Site(address, loaded)
            yield site
            site.close()

    return open_server


@pytest.fixture(scope="module")
def keyed(open_site: Callable) -> Iterator[Site]:
    """A server with the loading key."""
    with open_site(key=KEY) as site:
        yield site


@pytest.fixture(scope="module")
def keyless(open_site: Callable) -> Iterator[Site]:
    """A server that nobody gave a key."""
    with open_site() as site:
        yield site


PEOPLE = {
    "an": {"email": "An@Example.vn", "email_verified": True},
    "binh": {"email": "binh@example.vn", "email_verified": True},
    "chi": {"email": "chi@example.vn", "email_verified": True},
    "dung": {"email": "an@example.vn", "email_verified": False},  # claims the address of an analyst
    "giang": {"groups": ["staff", "dti-analysts"]},
    "ha": {},
    "khanh": {"email": "khanh@example.vn", "email_verified": True, "groups": ["dti-analysts"]},
    "long": {},
    "minh": {"groups": [*(f"a group of a long name, {number}" for number in range(200)), "dti-analysts"]},
}
ROLES = """
[roles]
analyst = ["an@example.vn", "groups:dti-analysts"]
admin = ["binh@example.vn", "khanh@example.vn", "sub:ha"]
"""


@pytest.fixture(scope="module")
def open_login_site(open_site: Callable, tmp_path_factory: pytest.TempPathFactory) -> Callable:
    """Start a kind of provider that knows PEOPLE, and a server with its login and a key that must not count."""

    @contextmanager
    def open_both(kind: Callable) -> Iterator[Site]:
        port, folder = free_port(), tmp_path_factory.mktemp("secrets")
        provider = kind(PEOPLE, f"http://127.0.0.1:{port}/oauth2callback")
        secrets = folder / "secrets.toml"
        secrets.write_text(auth(port, provider.url, asks=kind.asks) + ROLES, encoding="utf-8")
        with provider, open_site(f"--secrets.files={secrets}", port=port, key=KEY, log=folder / "log") as site:
            site.secrets, site.log, site.provider = secrets, folder / "log", provider
            yield site

    return open_both


@pytest.fixture(scope="module")
def login_site(open_login_site: Callable) -> Iterator[Site]:
    """Such a server with the simpler one of the providers."""
    from .providers import Mock

    with open_login_site(Mock) as site:
        yield site


def auth(port: int, provider: str, secret: str = SECRET, asks: str = "") -> str:
    """The section [auth] of a secrets file; ``asks`` is what the provider is asked besides the usual."""
    section = f"""
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{secret}"
client_id = "dashboard"
client_secret = "of the provider"
server_metadata_url = "{provider}/.well-known/openid-configuration"
{f"client_kwargs = {{ {asks} }}" if asks else ""}
"""
    tomllib.loads(section)
    return section
