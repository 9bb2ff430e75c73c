"""The real server as readers, as the holder of its key, and as people with a login of a local provider reach it."""

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from access import key, refusals
from tests.serving import free_port, serving

KEY = "K" * 43
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
        self._browsers: list[httpx.Client] = []

    def browser(self, **cookies: str) -> httpx.Client:
        """A browser with an empty jar, or with forged cookies in it."""
        self._browsers.append(httpx.Client(base_url=self.address, cookies=cookies, timeout=60, trust_env=False))
        return self._browsers[-1]

    def key_holder(self, secret: str = KEY) -> httpx.Client:
        """A browser that has opened the link with the key."""
        browser = self.browser()
        browser.get("/start", params={"key": secret})
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
}
ROLES = """
[roles]
analyst = ["an@example.vn", "groups:dti-analysts"]
admin = ["binh@example.vn"]
"""


@pytest.fixture(scope="module")
def login_site(open_site: Callable, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with the login of a local OpenID provider that knows PEOPLE, and a key that must not count."""
    from oidc_provider_mock import User, run_server_in_thread

    port = free_port()
    people = [User(sub=name, claims=claims) for name, claims in PEOPLE.items()]
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    with run_server_in_thread(user_claims=people) as provider:
        secrets.write_text(auth(port, f"http://localhost:{provider.server_port}") + ROLES, encoding="utf-8")
        with open_site(f"--secrets.files={secrets}", port=port, key=KEY) as site:
            site.secrets = secrets
            yield site


def auth(port: int, provider: str, secret: str = SECRET) -> str:
    """The section [auth] of a secrets file."""
    section = f"""
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{secret}"
client_id = "dashboard"
client_secret = "of the provider"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
    tomllib.loads(section)
    return section
