"""The folders of one installation and what of them a build reads; temporary ones for files that are only looked at.
"""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from filelock import FileLock, Timeout

from warehouse import paths


@dataclass(frozen=True)
class Folders:
    """Where builds, deliveries and shipped data lie. Tests put them elsewhere."""

    warehouse: Path = field(default_factory=paths.warehouse_dir)
    loaded: Path = field(default_factory=paths.loaded_dir)
    raw: Path = paths.RAW_DIR
    reference: Path = paths.REFERENCE_DIR
    layouts: Path = paths.LAYOUTS_DIR
    sql: Path = paths.SQL_DIR


def with_deliveries(shipped: Path, deliveries: Sequence[Path], name: str) -> Iterator[Path]:
    """A shipped folder, then the folder `name` of each delivery that has one, the oldest first."""
    yield shipped
    yield from (folder for each in deliveries if (folder := each / name).is_dir())


_PREFIX = "dti-draft-"
_HELD = "held"  # locked for as long as the draft is used; the system lets go of it with the process
_NEW_SECONDS = 60  # for which a folder may be too new to hold its lock


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for one draft, gone with everything in it afterwards. Raises OSError where there is no room for one.

    Those that killed processes left are removed first.
    """
    clear_temporary_folders()
    with TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name, FileLock(Path(name, _HELD)):
        yield Path(name)


def clear_temporary_folders() -> None:
    """Remove the drafts of this user that no process holds any more."""
    for folder in Path(gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError, Timeout):
            if _is_ours(folder) and time.time() - folder.stat().st_mtime > _NEW_SECONDS:
                with FileLock(folder / _HELD, timeout=0):
                    pass
                shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder that this user made: others may write into the temporary folder too."""
    return folder.is_dir() and not folder.is_symlink() and (os.name == "nt" or folder.lstat().st_uid == os.getuid())
