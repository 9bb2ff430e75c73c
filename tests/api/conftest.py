"""The API over a build of all real data, asked without a server between."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from starlette.testclient import TestClient

from access.clients import Clients
from access.roles import Visitor
from api.server import Api
from warehouse import builds

PEER = "203.0.113.7"


async def _pages(scope, receive, send):
    """What answers pages, behind the API; it has nothing to begin or to end."""
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b"a page"})


def client_of(
    base: str = "", per_minute: int = 0, login: bool = False, visitor: Visitor | None = None, peer: str = PEER
) -> TestClient:
    """A client of an API of its own, at this address."""
    asked = TestClient(
        Api(_pages, base, Clients("", is_proxied=False), per_minute, lambda: login, lambda _: visitor or Visitor()),
        base_url="http://dti.test",
        follow_redirects=False,
    )
    asked.app_state["peer"] = peer
    return asked


@contextmanager
def warehouse_of(directory: Path) -> Iterator[None]:
    """The warehouse that is asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DTI_WAREHOUSE_DIR", str(directory))
        yield


@pytest.fixture(autouse=True, scope="module")
def asked_warehouse(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every test asks the build of all real data, unless it says otherwise; in a folder where packages may be made."""
    folder = tmp_path_factory.mktemp("asked") / "warehouse"
    shutil.copytree(warehouse, folder, ignore=shutil.ignore_patterns("parsed", "packages", "*.lock"))
    with warehouse_of(folder):
        yield folder


@pytest.fixture(scope="module")
def api() -> TestClient:
    """An API without a limit of questions."""
    return client_of()


@pytest.fixture(scope="module")
def sql(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable]:
    """Rows of a copy of the same build as dictionaries, by the engine itself."""
    copy = tmp_path_factory.mktemp("copy") / "copy.duckdb"
    shutil.copy(builds.database_path(warehouse, builds.current_id(warehouse)), copy)
    with duckdb.connect(str(copy), read_only=True) as made:

        def rows(query: str, *values: object) -> list[dict]:
            found = made.execute(query, values)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

        yield rows
