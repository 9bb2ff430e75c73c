"""The data packages that are kept: one zip for each build that was published, which outlives the build itself.

A package holds every mart as CSV and Parquet with a descriptor (`exports.package` makes it). A build that is kept no
more is opened from the Parquet files of its package.
"""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warehouse.errors import DamagedBuild

FOLDER = "packages"
DESCRIPTOR = "datapackage.json"
_TABLES, _PARQUET = "data/", ".parquet"


def path(directory: Path, build_id: str) -> Path:
    """Where the package of a build is kept, whether it is there or not."""
    return directory / FOLDER / f"{build_id}.zip"


def kept(directory: Path) -> list[str]:
    """Ids of the builds that have a package, newest first."""
    return sorted((each.stem for each in (directory / FOLDER).glob("*.zip")), reverse=True)


def descriptor(directory: Path, build_id: str) -> dict[str, Any]:
    """What a kept package says of itself. Raises DamagedBuild where it cannot be read."""
    try:
        with zipfile.ZipFile(path(directory, build_id)) as package:
            return json.loads(package.read(DESCRIPTOR))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as fault:
        raise DamagedBuild(build_id, f"{FOLDER}/{build_id}.zip: {fault}") from fault


def require_whole(directory: Path, build_id: str) -> None:
    """Read a kept package to its end; raises DamagedBuild where it is not the one that was written for this build."""
    is_whole = descriptor(directory, build_id).get("version") == build_id
    try:
        with zipfile.ZipFile(path(directory, build_id)) as package:
            damaged = package.testzip()
    except (OSError, zipfile.BadZipFile) as fault:
        raise DamagedBuild(build_id, f"{FOLDER}/{build_id}.zip: {fault}") from fault
    if damaged or not is_whole:
        raise DamagedBuild(build_id, f"{FOLDER}/{build_id}.zip: {damaged or 'of another build'}")


def tables(directory: Path, build_id: str) -> Iterator[tuple[str, bytes]]:
    """Every mart of a kept package, by name, with its rows as Parquet. Raises DamagedBuild as above."""
    try:
        with zipfile.ZipFile(path(directory, build_id)) as package:
            for name in package.namelist():
                if name.startswith(_TABLES) and name.endswith(_PARQUET):
                    yield name.removeprefix(_TABLES).removesuffix(_PARQUET), package.read(name)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as fault:
        raise DamagedBuild(build_id, f"{FOLDER}/{build_id}.zip: {fault}") from fault
