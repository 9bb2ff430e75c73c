"""Writing so that a reader finds the old or the new, whole, and what was said to be written survives a power cut.

Every function raises OSError as the system gives it; callers know what the file meant.
"""

import os
import time
from pathlib import Path

UNFINISHED = ".building"
RENAME_TRIES = 20


def move(source: Path, target: Path) -> None:
    """Rename atomically; on Windows a reader that has the old file open for an instant is waited for."""
    for _ in range(RENAME_TRIES):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if os.name == "posix":
                raise
            time.sleep(0.05)
    os.replace(source, target)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows needs no such step."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def write(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Put ``content`` into a file and wait until its bytes are on the disk; a new file has the permissions ``mode``."""
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, content: str | bytes, mode: int = 0o666) -> None:
    """Put ``content`` at ``path``, atomically, with the permissions ``mode``."""
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        write(unfinished, content.encode() if isinstance(content, str) else content, mode)
        move(unfinished, path)
        sync_folder(path.parent)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def append_line(path: Path, line: str) -> int:
    """Add one line at the end of a log, the file's size before it; a line that did not get there whole is taken back.

    What a kill left of an earlier line becomes a line of its own, never a part of this one. Callers hold a lock.
    """
    log = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
    try:
        size = os.fstat(log).st_size
        if size:
            os.lseek(log, -1, os.SEEK_END)
        is_torn = bool(size) and os.read(log, 1) != b"\n"
        rest = ("\n" * is_torn + line + "\n").encode()
        try:
            while rest:
                rest = rest[os.write(log, rest) :]
            os.fsync(log)
        except OSError:
            os.ftruncate(log, size)
            raise
    finally:
        os.close(log)
    return size
