"""Hashes that tell whether anything has to be read again. Nothing but the standard library and our words: this answers
before the heavy imports, so an unchanged build costs a fraction of a second.
"""

import hashlib
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from text.catalogue import LANGUAGES, TEMPLATE, topic
from warehouse.paths import ROOT


def inputs_hash(roots: Iterable[Path]) -> str:
    """One hash over the names and bytes of every file below the given files and folders.

    Order of `roots` does not matter; hidden files, office lock files and compiled Python are left out.
    A root that does not exist counts as empty, so its appearing changes the hash.
    """
    total = hashlib.sha256()
    for root in sorted(set(roots), key=lambda path: path.as_posix()):
        for path in _files_below(root):
            label = f"{root.name}/{path.relative_to(root).as_posix()}"
            total.update(f"{label}\0{file_sha256(path)}\n".encode())
    return total.hexdigest()


def words_hash() -> str:
    """One hash over the words that files are read by and that a build keeps: those of templates, names of periods.

    What else the files of languages say does not touch a build.
    """
    periods = [dict(topic(language, "periods")) for language in LANGUAGES]
    return hashlib.sha256(repr([dict(TEMPLATE), *periods]).encode()).hexdigest()


def commit() -> str | None:
    """The commit of the checkout, with a mark when files differ from it; None outside a checkout.

    Also where the checkout belongs to another user, as one that was made by root: git answers for no other folder.
    """
    trusted = f"safe.directory={ROOT.as_posix()}"
    try:
        described = subprocess.run(
            ["git", "-c", trusted, "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],  # noqa: S607
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return described.stdout.strip() or None


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, as lower-case hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_ignored(path: Path) -> bool:
    """True for what desktops and editors leave in folders and nobody means as data."""
    return path.name.startswith((".", "~$")) or path.suffix == ".pyc" or path.name == "Thumbs.db"


def _files_below(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for path in sorted(root.rglob("*"), key=lambda path: path.as_posix()):
        inside = path.relative_to(root)
        if path.is_file() and not any(is_ignored(Path(part)) for part in inside.parts):
            yield path
