"""A PostgreSQL and an S3 store of the tests' own, and servers that share a lake on them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import duckdb
import pytest

from tests.lake.postgres import Postgres, started
from warehouse import builds
from warehouse.connection import close_all
from warehouse.lake import acts
from warehouse.publications import Publication
from warehouse.table_hashes import table_hashes

_numbers = count()


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    yield
    close_all()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL for all tests of a worker; each takes a database of its own."""
    with started() as running:
        yield running


@dataclass(frozen=True)
class Server:
    """A folder of builds and one of loads, as one machine has them."""

    warehouse: Path
    loaded: Path
    role: str
    use: Callable[["Server"], None]

    def publish(self, build_id: str, who: str = "an", note: str = "") -> dict:
        """Publish a kept build as the loader does: into the lake, then here."""
        self.use(self)
        done: list[dict] = []

        def commit(entry: Publication) -> None:
            done.append(acts.publish(self.warehouse, self.loaded, entry))

        with builds.builder_lock(self.warehouse):
            builds.publish(self.warehouse, build_id, who, note, commit=commit)
        return done[0]

    def sync(self) -> dict:
        """Take over what is published."""
        self.use(self)
        return acts.sync(self.warehouse, self.loaded)

    @property
    def current(self) -> str:
        """The build that its pages show."""
        return builds.current_id(self.warehouse)


class Site:
    """A lake, and the way to servers of it: each is what the environment says while it acts."""

    def __init__(self, postgres: Postgres, database: str, files: str, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.postgres, self.database, self.files, self.root, self.patch = postgres, database, files, root, patch
        patch.setenv("DTI_LAKE", postgres.reached(database))
        patch.setenv("DTI_LAKE_FILES", files)
        patch.setenv("DTI_LAKE_PUBLISHER", "https://publisher.example")

    def server(self, role: str, like: Path | None = None) -> Server:
        """A server of its own folders, empty or as those of another one were."""
        place = self.root / f"{role}{next(_numbers)}"
        if like:
            shutil.copytree(like, place)
        for name in ("warehouse", "loaded"):
            (place / name).mkdir(parents=True, exist_ok=True)
        made = Server(place / "warehouse", place / "loaded", role, self._use)
        made.use(made)
        return made

    def _use(self, server: Server) -> None:
        self.patch.setenv("DTI_LAKE_ROLE", server.role)
        self.patch.setenv("DTI_WAREHOUSE_DIR", str(server.warehouse))
        self.patch.setenv("DTI_LOADED_DIR", str(server.loaded))


@pytest.fixture
def site(postgres, tmp_path, monkeypatch) -> Site:
    """An empty lake in a folder."""
    return Site(postgres, postgres.database(), str(tmp_path / "files"), tmp_path, monkeypatch)


def give_build(warehouse: Path, server: Server) -> str:
    """Put the build of all real data among those that a server keeps, not current; its id."""
    build_id = builds.current_id(warehouse)
    for suffix in (".duckdb", ".json"):
        shutil.copy(warehouse / f"{build_id}{suffix}", server.warehouse)
    return build_id


def changed_build(server: Server, former: str, sql: str) -> str:
    """Another build that a server keeps: a former one with some rows changed by hand, and a stamp that fits."""
    stamp = builds.stamp(server.warehouse, former)
    build_id = builds.new_build_id("0" * 8)
    unfinished = server.warehouse / f"{build_id}{builds.UNFINISHED}"
    shutil.copy(builds.database_path(server.warehouse, former), unfinished)
    with duckdb.connect(str(unfinished)) as connection:
        connection.execute(sql)
        tables = table_hashes(connection, stamp.tables)
        connection.execute("checkpoint")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    builds.keep(server.warehouse, unfinished, replace(stamp, build_id=build_id, built_at=now, tables=tables))
    return build_id


A_VALUE = "update mart.unit_ranking set value = {value} where unit_code = '08' and indicator_code = 'index'"


@dataclass(frozen=True)
class Shared:
    """A publisher and a reader that both show the build of all real data."""

    publisher: Server
    reader: Server
    build_id: str
    site: "Site"

    def further(self, value: str = "0.1234") -> str:
        """Another build of the publisher, in which one value is another; not published."""
        return changed_build(self.publisher, self.publisher.current, A_VALUE.format(value=value))


@dataclass(frozen=True)
class Model:
    """A lake in which the build of all real data is published, and the folders of two servers that show it: tests work
    on copies of them.
    """

    database: str
    root: Path
    publisher: Path
    reader: Path
    build_id: str


@pytest.fixture(scope="session")
def model(postgres, warehouse, tmp_path_factory) -> Model:
    root = tmp_path_factory.mktemp("lake")
    with pytest.MonkeyPatch.context() as patch:
        site = Site(postgres, postgres.database(), str(root / "files"), root, patch)
        publisher, reader = site.server("publisher"), site.server("reader")
        build_id = give_build(warehouse, publisher)
        publisher.publish(build_id, note="first")
        reader.sync()
        return Model(site.database, root, publisher.warehouse.parent, reader.warehouse.parent, build_id)


def shared_on(database: str, model: Model, postgres: Postgres, root: Path, patch: pytest.MonkeyPatch) -> Shared:
    """A publisher and a reader who both show the build of all real data, on a copy of the model's database that is made
    already, their folders below a root.
    """
    shutil.copytree(model.root / "files", root / "files", dirs_exist_ok=True)
    site = Site(postgres, database, str(root / "files"), root, patch)
    publisher, reader = site.server("publisher", model.publisher), site.server("reader", model.reader)
    return Shared(publisher, reader, model.build_id, site)


@pytest.fixture
def shared(model, postgres, tmp_path, monkeypatch) -> Shared:
    """A publisher and a reader of a lake of their own, who both show the build of all real data."""
    return shared_on(postgres.database(like=model.database), model, postgres, tmp_path, monkeypatch)
