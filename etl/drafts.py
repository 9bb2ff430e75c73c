"""Folders for files that are only looked at, in the temporary folder of the system; killed processes leave none for
long.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from filelock import FileLock, Timeout

_PREFIX = "dti-draft-"
_HELD = "held"  # locked for as long as the draft is used; the system lets go of it with the process
_NEW_SECONDS = 60  # for which a folder may be too new to hold its lock


@contextmanager
def draft() -> Iterator[Path]:
    """A folder for one draft, gone with everything in it afterwards. Raises OSError where there is no room for one.

    Those that killed processes left are removed first.
    """
    clear()
    with TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name, FileLock(Path(name, _HELD)):
        yield Path(name)


def clear() -> None:
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
