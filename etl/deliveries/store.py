"""Atomic writes of deliveries: a folder gets to its place whole or not at all, and what was never published goes again.

What is not published yet has a mark beside it, ``<load id>.candidate``; only what has one is ever removed.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from etl.deliveries.deliveries import ACTIVE, Active, active, read_copy
from warehouse import atomic_files, builds, checksums, publications
from warehouse.errors import BuildFailed, reason_of

_CANDIDATE = ".candidate"
_ASIDE = ".new-"  # what is written aside; hidden, so that nothing reads it


def content_hash(hashes: Mapping[str, str]) -> str:
    """The digits that the id of a delivery ends with, from the hashes of its files (but the label) by their path."""
    lines = "".join(f"{name}\0{sha256}\n" for name, sha256 in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def write(loaded: Path, load_id: str, files: Mapping[str, bytes]) -> Path:
    """A new delivery: written aside, on the disk before it gets its name, so that nobody ever meets half of it.

    `files` is its content by path. Raises BuildFailed, and then leaves nothing behind.
    """
    aside, place = loaded / f"{_ASIDE}{load_id}", loaded / load_id
    try:
        loaded.mkdir(parents=True, exist_ok=True)
        atomic_files.write(_mark(loaded, load_id), b"")
        for name, content in files.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic_files.write(path, content)
        for folder in sorted({aside, *(path for path in aside.rglob("*") if path.is_dir())}, reverse=True):
            atomic_files.sync_folder(folder)
        atomic_files.move(aside, place)
        atomic_files.sync_folder(loaded)
    except OSError as fault:
        shutil.rmtree(aside, ignore_errors=True)
        remove(loaded, load_id)
        raise BuildFailed(reason_of(fault), str(fault)) from fault
    return place


def note_published(warehouse: Path, loaded: Path) -> None:
    """After a publication: its deliveries are no candidates any more, and the copy of the active set is renewed.

    A disk that is full only makes the copy old.
    """
    now = active(warehouse, loaded)
    try:
        for load_id in now.loads:
            _mark(loaded, load_id).unlink(missing_ok=True)
        if now != read_copy(loaded) and (now != Active() or (loaded / ACTIVE).exists()):
            loaded.mkdir(parents=True, exist_ok=True)
            atomic_files.replace(loaded / ACTIVE, json.dumps(checksums.with_checksum(asdict(now)), indent=1))
    except OSError:
        return


def prune(warehouse: Path, loaded: Path) -> None:
    """Remove candidates that no kept build is made of, and what killed processes left. Deliveries that were ever
    published stay: they are the originals. Call under the builder's lock.
    """
    stamps = [builds.stamp_or_none(warehouse, build_id) for build_id in builds.kept(warehouse)]
    wanted = {load_id for stamp in stamps if stamp for load_id in stamp.loads}
    published = {load_id for entry in publications.read(warehouse) for load_id in entry.loads}
    for mark in loaded.glob(f"*{_CANDIDATE}"):
        if mark.stem in published:
            mark.unlink(missing_ok=True)
        elif mark.stem not in wanted:
            remove(loaded, mark.stem)
    for leftover in loaded.glob(f"{_ASIDE}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    for leftover in loaded.glob(f"*{atomic_files.UNFINISHED}"):
        leftover.unlink(missing_ok=True)


def remove(loaded: Path, load_id: str) -> None:
    """Take a candidate away: out of sight in one step, then file by file. What does not go now goes at a pruning."""
    aside = loaded / f"{_ASIDE}{load_id}"
    try:
        if (loaded / load_id).is_dir():
            os.replace(loaded / load_id, aside)
            shutil.rmtree(aside, ignore_errors=True)
        _mark(loaded, load_id).unlink(missing_ok=True)
    except OSError:
        return


def _mark(loaded: Path, load_id: str) -> Path:
    """The mark of a delivery that was never published; only what has one is ever removed."""
    return loaded / f"{load_id}{_CANDIDATE}"
