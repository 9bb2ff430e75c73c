"""The lake that several servers share, on all real data: what each act takes. Further builds differ from the real one
in one value, changed by hand. Its drills: `benchmarks.lake_drills`.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from benchmarks.measured import Measured, timed
from etl import building
from tests.lake import store
from tests.lake.conftest import A_VALUE, Server, Site, changed_build, give_build
from tests.lake.postgres import started


@contextmanager
def site_of(*, is_store: bool = False) -> Iterator[tuple[Site, Server, Path]]:
    """An empty lake on a PostgreSQL of its own and a folder or an S3 store, its publisher, and a folder with the build
    of all real data.
    """
    with ExitStack() as held:
        root = Path(held.enter_context(tempfile.TemporaryDirectory()))
        patch = held.enter_context(pytest.MonkeyPatch.context())
        building.build(root / "warehouse", loaded_dir=root / "loaded")
        postgres = held.enter_context(started())
        if is_store:
            patch.setenv("DTI_LAKE_SECRETS", str(root / "secrets.toml"))
            store.write_secrets(root / "secrets.toml", held.enter_context(store.started()))
        files = f"{store.BUCKET}/dti" if is_store else str(root / "files")
        site = Site(postgres, postgres.database(), files, root, patch)
        yield site, site.server("publisher"), root / "warehouse"


def further(publisher: Server, number: int) -> str:
    """Another build that the publisher keeps, with a value of this number; not published."""
    return changed_build(publisher, publisher.current, A_VALUE.format(value=f"0.{number:04d}"))


def measure() -> list[Measured]:
    """A first publication, one of a changed value, a first copy, one of a changed value, and a way back."""
    seconds: dict[str, list[float]] = {
        name: [] for name in ("publish all", "copy all", "publish", "copy", "publish back", "copy back")
    }

    def clocked(name: str, act: Callable[[], object]) -> None:
        seconds[name] += timed(act, 1, 0)

    for _ in range(3):
        with site_of() as (site, publisher, warehouse):
            first = give_build(warehouse, publisher)
            clocked("publish all", partial(publisher.publish, first))
            reader = site.server("reader")
            clocked("copy all", reader.sync)
            changed = further(publisher, 1)
            clocked("publish", partial(publisher.publish, changed))
            clocked("copy", reader.sync)
            clocked("publish back", partial(publisher.publish, first))
            clocked("copy back", reader.sync)
            floor = timed(reader.sync, 3)
    targets = {"publish all": 3, "copy all": 3, "publish": 2, "copy": 2, "publish back": 2, "copy back": 1}
    return [
        Measured(f"lake: {name}", seconds[name], "s", target, "an act with nothing to do", floor)
        for name, target in targets.items()
    ]
