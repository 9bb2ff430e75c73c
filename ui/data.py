"""The only cache of the interface, keyed by build id and scalars: a new build never shows old figures.

What is kept is bounded in bytes, not in entries: a frame of 34 provinces takes a few kilobytes, one of all communes
more than a megabyte.
"""

from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import polars as pl
import streamlit as st

from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES
from warehouse import builds, paths
from warehouse.columns import column_catalogue
from warehouse.errors import DamagedBuild, NoBuild, OtherSchema, PointerLost
from warehouse.memory_cache import MemoryCache
from warehouse.queries import marts

ROWS_BYTES = 100 * 1024**2
VIEWS_BYTES = 100 * 1024**2
T = TypeVar("T")

_rows = MemoryCache(ROWS_BYTES)
_read_last = ""  # the id of the build
_turning = Lock()
_NEVER = datetime(1980, 1, 1, tzinfo=UTC)
_SHOWN = "build.shown"  # the id of the build that this window shows


def current_build() -> builds.Stamp:
    """The stamp of the build that this window shows: the one that was current when it was opened, until its reader asks
    for a newer one (`show_newest`) or it is no longer kept. What was kept in memory is let go once another is current.

    Raises NoBuild, PointerLost, DamagedBuild and OtherSchema, as for the one that is current now.
    """
    directory = paths.warehouse_dir()
    newest = builds.current_id(directory)
    _turn_to(newest)
    stamp = _stamp(directory, newest)
    shown = st.session_state.setdefault(_SHOWN, newest)
    if shown != newest and builds.database_path(directory, shown).exists():
        return _stamp_of(directory, shown) or stamp
    st.session_state[_SHOWN] = newest
    return stamp


def made_at() -> datetime:
    """When the build that this window shows was made, which dates its files; without a build, as of old."""
    try:
        return current_build().built_time
    except (NoBuild, PointerLost, DamagedBuild, OtherSchema):
        return _NEVER


def has_newer() -> bool:
    """Whether another build has become current than the one that this window shows."""
    newest = builds.current_id(paths.warehouse_dir())
    return st.session_state.get(_SHOWN, newest) != newest


def show_newest() -> None:
    """Let this window show the build that is current, from the next question on."""
    st.session_state.pop(_SHOWN, None)


def _turn_to(build_id: str) -> None:
    global _read_last
    with _turning:
        if build_id == _read_last:
            return
        _read_last = build_id
    _rows.clear()
    _shown.clear()


def fetch(query: Callable[..., T], build_id: str, *codes: Hashable) -> T:
    """What a function finds in a build, as those of `warehouse.queries` do; asked once per build and arguments, as long
    as it is kept.
    """

    def asked() -> Any:
        found = query(build_id, *codes)
        return with_names(found, build_id) if isinstance(found, pl.DataFrame) else found

    return _rows.get((query, build_id, codes), asked)


def kept(make: Callable[[], T], name: str, *seen: Hashable) -> T:
    """What `make` makes, made once per name and `seen`, which must say the build and everything it depends on."""
    return _rows.get((name, *seen), make)


def with_names(found: pl.DataFrame, build_id: str) -> pl.DataFrame:
    """The rows with their names in every language of the interface: those that the mart does not have come from
    `mart.names`, null where nobody has translated it.
    """
    official = f"_{DEFAULT_LANGUAGE}"
    for stem in [column.removesuffix(official) for column in found.columns if column.endswith(official)]:
        described = column_catalogue().by_name.get(stem)
        kind = described.format.by if described else ""
        for language in LANGUAGES if kind else ():
            if f"{stem}_{language}" not in found.columns:
                names = fetch(marts.translations, build_id, language).filter(name_kind=kind)
                translated = pl.col(stem + official).replace_strict(
                    names["official_name"], names["translated_name"], default=None, return_dtype=pl.String
                )
                found = found.with_columns(translated.alias(f"{stem}_{language}"))
    return found


def show(draw: Callable[[], None], name: str, build_id: str, *codes: str | int | tuple | None) -> None:
    """Show what `draw` draws; drawn once per build and codes, then the same elements are shown again.

    `codes` must say everything that `draw` depends on. It may draw charts and tables, not pickers.
    """
    # One text, because Streamlit takes long to look into each of several arguments.
    _shown(repr((name, build_id, *codes)), draw)


@lru_cache(maxsize=10)
def _stamp(directory: Path, build_id: str) -> builds.Stamp:
    return builds.current(directory)


@lru_cache(maxsize=10)
def _stamp_of(directory: Path, build_id: str) -> builds.Stamp | None:
    return builds.stamp_or_none(directory, build_id)


@st.cache_data(max_size=VIEWS_BYTES, show_spinner=False)
def _shown(view: str, _draw: Callable) -> None:
    _draw()
