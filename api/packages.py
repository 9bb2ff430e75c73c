"""The data packages of builds: which there are, and each of them."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from api.problems import Problem
from exports import package
from warehouse import packages, paths
from warehouse.errors import UnknownBuild

_COLUMNS = {
    "build_id": pl.String,
    "built_at": pl.String,
    "is_current": pl.Boolean,
    "package_bytes": pl.Int64,
    "package_bytes_reason": pl.String,
}


def state() -> str:
    """What a list of packages depends on beside the build: which there are, and which are made already."""
    directory = paths.warehouse_dir()
    return ",".join([*package.available(directory), "", *packages.kept(directory)])


def chosen(values: Mapping[str, Any]) -> list[str]:
    """The ids of the builds that are asked for, newest first. Raises Problem for one that there is not."""
    directory = paths.warehouse_dir()
    there = package.available(directory)
    if values["build"] is not None and values["build"] not in there:
        raise Problem("unknown", "code", there, parameter="build", found=values["build"])
    of_day = package.as_of(directory, values["as_of"]) if values["as_of"] else None
    if values["as_of"] and of_day is None:
        raise Problem("unknown", "code", package.days(directory), parameter="as_of", found=values["as_of"])
    asked = {values["build"], of_day} - {None}
    return [build_id for build_id in there if asked <= {build_id}]


def listed(build_ids: list[str], current: str) -> pl.DataFrame:
    """One row per build; how large its package is, null with a reason where it is made when it is first asked for."""
    return pl.DataFrame(package.listed(paths.warehouse_dir(), build_ids, current), _COLUMNS)


def content(build_id: str) -> bytes:
    """The bytes of a package. Raises Problem where its build is gone."""
    try:
        return package.given(paths.warehouse_dir(), build_id)
    except UnknownBuild as gone:
        raise Problem("unknown", "code", gone.known, parameter="build", found=build_id) from gone
