"""The only cache of the interface, keyed by build id and scalars: a new build never shows old figures."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import polars as pl
import streamlit as st

from warehouse import builds, paths


def current_build() -> builds.Stamp:
    """The stamp of the build that pages read now. Raises NoBuild, DamagedBuild and OtherSchema."""
    directory = paths.warehouse_dir()
    return _stamp(directory, builds.current_id(directory))


def fetch(query: Callable[..., pl.DataFrame], build_id: str, *codes: str | int) -> pl.DataFrame:
    """The rows of a function of `warehouse.queries`; asked once per build and arguments."""
    return _rows(query, build_id, codes)


def show(draw: Callable[[], None], name: str, build_id: str, *codes: str | int | tuple | None) -> None:
    """Show what `draw` draws; drawn once per build and codes, then the same elements are shown again.

    `codes` must say everything that `draw` depends on. It may draw charts and tables, not pickers.
    """
    # One text, because Streamlit takes long to look into each of several arguments.
    _shown(repr((name, build_id, *codes)), draw)


# Frames and stamps never change, so every session may hold the same ones. Python's own cache, because a page asks ten
# times, and Streamlit's takes a fifth of a millisecond to find what it has.
@lru_cache(maxsize=1000)
def _rows(query: Callable, build_id: str, codes: tuple) -> pl.DataFrame:
    return query(build_id, *codes)


@lru_cache(maxsize=10)
def _stamp(directory: Path, build_id: str) -> builds.Stamp:
    return builds.current(directory)


@st.cache_data(max_entries=300, show_spinner=False)
def _shown(view: str, _draw: Callable) -> None:
    _draw()
