"""The data package of a build: every mart as CSV and Parquet, what the columns mean, where the figures come from.

A package is a Frictionless data package (version 2) in one zip. It says nothing that is not of its build, or of the
publications before it, and the same build gives the same bytes: rows are ordered by all columns, marts by name, every
date is that of the build, and Parquet is stored as it is. One mart after the other is written, since the largest alone
may take hundreds of megabytes.
"""

import hashlib
import io
import os
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from exports.delimited import csv_machine
from exports.package_texts import READ_AGAIN, changelog, descriptor, readme
from exports.sheet import FrameSheet
from text.formats import VIET_NAM
from warehouse import atomic_files, builds, packages, publications
from warehouse.builds import Stamp
from warehouse.errors import DamagedBuild, PackageFailed, UnknownBuild, WarehouseError
from warehouse.queries import tables

LIST_SEPARATOR = ";"
_LEVEL = 3  # of compression: a little larger, in half the time
_LEFT_SECONDS = 3600  # after which an unfinished package is what a kill has left


def content(directory: Path, build_id: str) -> bytes:
    """The package of a kept build. Raises UnknownBuild and DamagedBuild."""
    stamp = builds.stamp(directory, build_id)
    sums: dict[str, tuple[int, str]] = {}
    frames: dict[str, pl.DataFrame] = {}
    rows: dict[str, int] = {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:

        def add(name: str, file: bytes) -> None:
            sums[name] = len(file), hashlib.sha256(file).hexdigest()
            is_packed = name.endswith(".parquet")
            zipped.writestr(_part(name), file, zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED, _LEVEL)

        for name in tables.names(build_id, directory):
            frame = tables.whole(build_id, name, directory)
            add(f"data/{name}.csv", csv_machine(_plain(name, frame)))
            add(f"data/{name}.parquet", _parquet(frame))
            rows[name] = frame.height
            frames[name] = frame if name in READ_AGAIN else frame.clear()  # of the others the columns are asked alone
        add("README.md", readme(stamp, frames, rows).encode())
        add("CHANGELOG.md", changelog(list(_before(directory, stamp)), frames).encode())
        add(packages.DESCRIPTOR, descriptor(stamp, frames, sums).encode())
    return buffer.getvalue()


def _part(name: str) -> zipfile.ZipInfo:
    """A file of the zip, without what differs between times and systems."""
    part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    part.external_attr = 0o644 << 16
    part.create_system = 3
    return part


def make(directory: Path, build_id: str) -> Path:
    """Make the package of a build and keep it, unless it is kept already; where it is.

    Raises UnknownBuild, DamagedBuild, and PackageFailed where it cannot be written.
    """
    if build_id not in {*builds.kept(directory), *packages.kept(directory)}:
        raise UnknownBuild(build_id, builds.kept(directory))
    kept = packages.path(directory, build_id)
    if not kept.exists():
        made = content(directory, build_id)
        unfinished = kept.with_name(f"{kept.name}.{os.getpid()}{atomic_files.UNFINISHED}")  # another may make it too
        try:
            kept.parent.mkdir(exist_ok=True)
            atomic_files.write(unfinished, made)
            atomic_files.move(unfinished, kept)
        except OSError as fault:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise PackageFailed(build_id, str(fault)) from fault
    return kept


def file_name(build_id: str) -> str:
    """What the package of a build is called where it is saved."""
    return f"dti_{build_id}.zip"


def missing(directory: Path) -> list[str]:
    """The builds that were published, are kept and have no package; one that cannot be read, or is of another schema,
    is passed over.
    """
    return [
        build_id
        for build_id in builds.published(directory)
        if not packages.path(directory, build_id).exists() and builds.fault_of(directory, build_id) is None
    ]


def make_missing(directory: Path) -> list[str]:
    """Make the packages that are missing; the ids of those that were made. Raises PackageFailed where one could not be
    made, once the others are.
    """
    made = []
    for leftover in (directory / packages.FOLDER).glob(f"*{atomic_files.UNFINISHED}"):
        if time.time() - leftover.stat().st_mtime > _LEFT_SECONDS:
            leftover.unlink(missing_ok=True)
    failed: PackageFailed | None = None
    for build_id in missing(directory):
        try:
            make(directory, build_id)
        except PackageFailed as fault:
            failed = fault
            continue
        except WarehouseError:  # gone, or damaged, since it was listed
            continue
        made.append(build_id)
    if failed:
        raise failed
    return made


def given(directory: Path, build_id: str) -> bytes:
    """The bytes of a package, which is made first where it is not kept yet, or not as it was written. Raises as `make`,
    and DamagedBuild where a damaged one cannot be made anew.
    """
    kept = packages.path(directory, build_id)
    if kept.exists():
        try:
            packages.require_whole(directory, build_id)
        except DamagedBuild:
            if not builds.database_path(directory, build_id).exists():
                raise
            kept.unlink(missing_ok=True)
    try:
        return make(directory, build_id).read_bytes()
    except PackageFailed:  # no place to keep it: it is still given
        return content(directory, build_id)


def available(directory: Path) -> list[str]:
    """Ids of the builds that were published and can be opened or have a package, newest first."""
    return sorted({*builds.published(directory), *packages.kept(directory)}, reverse=True)


def listed(directory: Path, build_ids: Sequence[str], current_id: str) -> list[dict[str, Any]]:
    """One row per build: when it was made, and how large its package is; null with a reason where that is `not_made`,
    which it is when it is first asked for, or `damaged`, and the build itself is gone.
    """
    rows = []
    for build_id in build_ids:
        file, reason = packages.path(directory, build_id), None
        try:
            made: str | None = when(directory, build_id).isoformat()
        except DamagedBuild:
            made, reason = None, "damaged"
        if reason is None and not file.exists():
            reason = "not_made"
        rows.append(
            {
                "build_id": build_id,
                "built_at": made,
                "is_current": build_id == current_id,
                "package_bytes": file.stat().st_size if reason is None else None,
                "package_bytes_reason": reason,
            }
        )
    return rows


def when(directory: Path, build_id: str) -> datetime:
    """When a build was made, by its stamp or its package. Raises DamagedBuild where neither can be read."""
    if stamp := builds.stamp_or_none(directory, build_id):
        return stamp.built_time
    return datetime.fromisoformat(packages.descriptor(directory, build_id)["created"])


def as_of(directory: Path, day: str) -> str | None:
    """The build that was current at the end of a day in Viet Nam (`2026-11-30`), of those available; else None."""
    try:
        asked = date.fromisoformat(day)
    except ValueError:
        return None
    return next((build_id for published, build_id in _by_day(directory) if published <= asked), None)


def days(directory: Path) -> list[str]:
    """The days in Viet Nam on which a build became current that is available still, the newest first."""
    return list(dict.fromkeys(published.isoformat() for published, _ in _by_day(directory)))


def _by_day(directory: Path) -> Iterator[tuple[date, str]]:
    there = set(available(directory))
    for entry in reversed(publications.read(directory)):
        if entry.when and entry.build_id in there:
            yield entry.when.astimezone(VIET_NAM).date(), entry.build_id


def _before(directory: Path, stamp: Stamp) -> Iterator[publications.Publication]:
    """The publications up to the first one of this build; of one that never was, those before it was made."""
    log = publications.read(directory)
    was_published = any(entry.build_id == stamp.build_id for entry in log)
    for entry in log:
        if not was_published and (entry.when is None or entry.when > stamp.built_time):
            return
        yield entry
        if entry.build_id == stamp.build_id:
            return


def _plain(name: str, frame: pl.DataFrame) -> FrameSheet:
    """The frame under the names of its columns, as texts, numbers and days."""
    columns = []
    for column in frame.get_columns():
        if column.dtype == pl.Boolean:
            columns.append(column.cast(pl.String))
        elif isinstance(column.dtype, pl.List):
            columns.append(column.list.join(LIST_SEPARATOR))
        else:
            columns.append(column)
    return FrameSheet(name, frame.columns, pl.DataFrame(columns))


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()

