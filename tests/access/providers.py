"""Two OpenID providers of other hands, run here over HTTP, which a test can stop, alter, and close accounts of.

oidc-provider-mock has one form and takes whom it is told; Canaille, in the memory of a process as pytest-iam has it,
asks for a password and for consent, locks accounts, and ends its sessions.
"""

import datetime
import threading
import uuid
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Self

import flask
import httpx
import oidc_provider_mock
from joserfc.jwk import RSAKey
from pytest_iam import Backend, create_app, models
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wrappers import Request, Response

from tests.serving import free_port

CLIENT, CLIENT_SECRET = "dashboard", "of the provider"
PASSWORD = "a password of a test"
SCOPES = ["openid", "profile", "email", "groups"]
People = Mapping[str, Mapping[str, object]]


class Provider:
    """A provider with an address of its own, and how a person gets past its pages.

    `asks` is what the secrets file has to say for it, `alter` changes its answers on their way, as a broken machine or
    a forger would.
    """

    asks = ""

    def __init__(self, application: flask.Flask, port: int) -> None:
        self.application = application
        self.url = f"http://localhost:{port}"
        self.alter: Callable[[Request, Response], Response] | None = None
        self._port = port
        self._server: BaseWSGIServer | None = None

    def __enter__(self) -> Self:
        """The provider, answering."""
        self.start()
        return self

    def __exit__(self, kind: type | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        """Stop it."""
        self.stop()

    def start(self) -> None:
        """Answer from now on, at the same address as before."""
        self._server = make_server("localhost", self._port, self._answer, threaded=True)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Be away: nobody listens at the address any more."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def addresses(self) -> dict:
        """The discovery document."""
        return httpx.get(f"{self.url}/.well-known/openid-configuration", verify=False, trust_env=False).json()

    def _answer(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if self.alter is None:
            return self.application(environ, start_response)
        answer = Response.from_app(self.application, environ, buffered=True)
        return self.alter(Request(environ), answer)(environ, start_response)


class Mock(Provider):
    """oidc-provider-mock."""

    def __init__(self, people: People, redirect_uri: str) -> None:
        users = [oidc_provider_mock.User(sub=name, claims=dict(claims)) for name, claims in people.items()]
        super().__init__(oidc_provider_mock.app(user_claims=users), free_port())

    def accept(self, at: str, name: str) -> str:
        """Where a person is sent back to who signs in and agrees; ``at`` is where the dashboard sent them."""
        return httpx.post(at, data={"sub": name}, verify=False, trust_env=False).headers["location"]

    def deny(self, at: str, name: str) -> str:
        """Where a person is sent back to who refuses."""
        return httpx.post(at, data={"action": "deny"}, verify=False, trust_env=False).headers["location"]

    def close_account(self, name: str) -> None:
        """Forget a person: whoever signs in by that name later is somebody new."""
        self._storage()._users.pop(name)

    def rotate(self) -> None:
        """Sign with a new key from now on, and show no other."""
        storage = self._storage()
        storage.jwk = storage.jwk.generate_key(is_private=True)

    def visit(self, page: object, name: str) -> None:
        """Sign in in a real browser that is at the form."""
        page.get_by_text(name, exact=True).click()

    def leave(self, page: object) -> None:
        """Confirm in a real browser that one signs out here as well."""
        # On a busy machine the page that was left is still there, and so are its buttons.
        page.wait_for_url(lambda address: "end_session" in address)
        page.get_by_role("button").first.click()

    def _storage(self) -> object:
        with self.application.test_request_context("/"):
            self.application.preprocess_request()
            return flask.g.oidc_provider_mock_storage


class Canaille(Provider):
    """pytest-iam's Canaille, which tells groups only to who asks for them, and with Streamlit's own
    `prompt = "select_account"` goes back to the password for ever instead of taking a consent.
    """

    asks = 'scope = "openid email profile groups", prompt = ""'

    def __init__(self, people: People, redirect_uri: str) -> None:
        port = free_port()
        verified = [name for name, claims in people.items() if claims.get("email_verified")]
        settings = {
            "TESTING": True,
            "ENV_FILE": None,
            "SECRET_KEY": uuid.uuid4().hex,
            "WTF_CSRF_ENABLED": False,
            "PREFERRED_URL_SCHEME": "http",
            "SERVER_NAME": f"localhost:{port}",
            "CANAILLE": {
                "DATABASE": "memory",
                "JAVASCRIPT": False,
                "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}},
                "LOGGING": {"version": 1, "disable_existing_loggers": False},
            },
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [_new_key()]},
        }
        super().__init__(create_app(config=settings, env_file=".none", env_prefix="NONE_"), port)
        # Canaille says of no address that it is verified unless it is told how: as text, "true".
        claims = self.application.config["CANAILLE_OIDC"]["USERINFO_MAPPING"]
        claims["EMAIL_VERIFIED"] = f"{{{{ 'true' if user.user_name in {verified!r} else '' }}}}"
        self._backend = Backend.instance
        with self.application.app_context():
            self._fill(people, redirect_uri)

    def _fill(self, people: People, redirect_uri: str) -> None:
        users = {}
        for name, claims in people.items():
            mails = [claims["email"]] if "email" in claims else []
            users[name] = models.User(
                user_name=name, formatted_name=name, family_name=name, emails=mails, password=PASSWORD
            )
            self._backend.save(users[name])
        for group in {group for claims in people.values() for group in claims.get("groups", ())}:
            members = [users[name] for name, claims in people.items() if group in claims.get("groups", ())]
            self._backend.save(models.Group(display_name=group, members=members))
        client = models.Client(
            client_id=CLIENT,
            client_secret=CLIENT_SECRET,
            client_id_issued_at=datetime.datetime.now(datetime.UTC),
            client_name=CLIENT,
            client_uri="https://dashboard.example",
            redirect_uris=[redirect_uri],
            post_logout_redirect_uris=[redirect_uri],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=SCOPES,
            token_endpoint_auth_method="client_secret_basic",
        )
        self._backend.save(client)
        client.audience = [client]
        self._backend.save(client)

    def accept(self, at: str, name: str) -> str:
        """Where a person is sent back to who signs in and agrees; empty where the provider does not let them in."""
        return self._answered(at, name, "accept")

    def deny(self, at: str, name: str) -> str:
        """Where a person is sent back to who refuses."""
        return self._answered(at, name, "deny")

    def _answered(self, at: str, name: str, answer: str) -> str:
        self._forget()
        with httpx.Client(verify=False, trust_env=False, follow_redirects=True, timeout=20) as person:
            password = person.post(person.get(at).url, data={"login": name})
            consent = person.post(password.url, data={"password": PASSWORD})
            back = person.post(consent.url, data={"answer": answer}, follow_redirects=False)
            return back.headers.get("location", "")

    def _forget(self) -> None:
        """Ask everybody for consent again. And drop codes that nobody came back with: in its memory Canaille looks for
        a code or a client, not for both, so it would take an old code for the new one.
        """
        with self.application.app_context():
            for found in (*self._backend.query(models.Consent), *self._backend.query(models.AuthorizationCode)):
                self._backend.delete(found)

    def close_account(self, name: str) -> None:
        """Lock a person out."""
        with self.application.app_context():
            user = self._backend.get(models.User, user_name=name)
            user.lock_date = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=1)
            self._backend.save(user)

    def rotate(self) -> None:
        """Sign with a new key from now on, and show no other."""
        self.application.config["CANAILLE_OIDC"]["ACTIVE_JWKS"] = [_new_key()]

    def visit(self, page: object, name: str) -> None:
        """Sign in and agree in a real browser that is at the form."""
        self._forget()
        page.locator("[name=login]").fill(name)
        page.locator("[name=login]").press("Enter")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.locator("#accept").click()

    def leave(self, page: object) -> None:
        """Nothing to confirm: the hint of the login says who leaves."""


def _new_key() -> dict:
    return RSAKey.generate_key(2048, auto_kid=True).as_dict(private=True)
