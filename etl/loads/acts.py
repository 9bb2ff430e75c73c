"""Acts and refusals on their way into the audit log."""

import getpass
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from etl.errors import EtlError
from etl.folders import Folders
from warehouse import audit, builds
from warehouse.errors import AuditFailed, WarehouseError

WAIT_SECONDS = 30  # for the build of another analyst


def os_user() -> str:
    """Who works at this command line, as the system names them; empty where it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


@contextmanager
def recorded(
    loaded: Path, action: str, who: str, role: str, subject: str, sha256: Collection[str] = ()
) -> Iterator[None]:
    """Record an act, then let it happen; record too where it does not come about.

    Raises AuditFailed, and then nothing has happened.
    """
    audit.record(loaded, action, who, role, subject, sha256)
    try:
        yield
    except (EtlError, WarehouseError) as fault:
        with suppress(AuditFailed):  # that it was asked for is on record; what matters now is the fault itself
            audit.record(loaded, action, who, role, subject, sha256, f"failed: {type(fault).__name__}")
        raise


@contextmanager
def refusals_recorded(
    loaded: Path, action: str, who: str, role: str, subject: str, sha256: Collection[str] = ()
) -> Iterator[None]:
    """Record what is refused before anything could change."""
    try:
        yield
    except (EtlError, WarehouseError) as fault:
        with suppress(AuditFailed):
            audit.record(loaded, action, who, role, subject, sha256, f"refused: {type(fault).__name__}")
        raise


@contextmanager
def builder(folders: Folders, action: str, who: str, role: str, subject: str) -> Iterator[None]:
    """Hold the one right to build or publish; record where it cannot be had. Raises BuilderBusy and BuildFailed."""
    with ExitStack() as held:
        with refusals_recorded(folders.loaded, action, who, role, subject):
            held.enter_context(builds.builder_lock(folders.warehouse, WAIT_SECONDS))
        yield
