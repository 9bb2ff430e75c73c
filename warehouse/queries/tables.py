"""Any mart as a table: its columns, what a reader may narrow it by, how many rows are left, and a page or all of them.

Names of marts and columns stand in the text of these queries, so they are held against those that the build has; values
are bound as ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from warehouse import paths, sql_files
from warehouse.connection import query
from warehouse.errors import PackageFailed

_NUMBERED = ("indicator_code", "main_code", "component_code", "parent_code")
REGION, SYSTEM = "region_code", "unit_system"


@dataclass(frozen=True)
class Mart:
    """A mart of a build: its columns with their types, in their order."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]

    @property
    def knows_regions(self) -> bool:
        """Whether its rows can be told by region: they say it, or are of units of a cohort or of a system."""
        has = set(self.columns)
        of_cohort = {"unit_code", "edition_code", "cohort_code"}
        return REGION in has or {"unit_code", "unit_system"} <= has or of_cohort <= has


@dataclass(frozen=True)
class Asked:
    """Which rows: those that have the `values` of these columns, in the order of a column, or else of all."""

    values: tuple[tuple[str, str], ...] = ()
    order: str = ""
    falling: bool = False


def names(build_id: str, directory: Path | None = None) -> list[str]:
    """The marts of a build, by name."""
    every = "select distinct table_name from information_schema.tables where table_schema = 'mart'"
    return sorted(query(build_id, every, directory=directory)["table_name"])


def whole(build_id: str, name: str, directory: Path | None = None) -> pl.DataFrame:
    """Every row and column of a mart that `names` gives, ordered by all columns. Raises PackageFailed for one that
    takes more memory than the engine has.
    """
    try:
        return query(build_id, f'select * from mart."{name}" order by all', directory=directory)
    except duckdb.OutOfMemoryException as fault:
        raise PackageFailed(build_id, f"mart.{name}: {str(fault).splitlines()[0]}") from fault


def mart(build_id: str, name: str) -> Mart:
    """A mart of a build. Raises KeyError for a name that it does not have."""
    found = query(
        build_id,
        """
        select column_name, data_type from information_schema.columns
        where table_schema = 'mart' and table_name = $name order by ordinal_position
        """,
        {"name": name},
    )
    if found.is_empty():
        raise KeyError(name)
    return Mart(name, tuple(found["column_name"]), tuple(found["data_type"]))


def count(build_id: str, of: Mart, asked: Asked) -> int:
    """How many rows there are."""
    where, parameters = _where(of, asked)
    return query(build_id, f"select count(*) as count from mart.{of.name} as asked where {where}", parameters).item()


def page(build_id: str, of: Mart, asked: Asked, start: int, size: int) -> pl.DataFrame:
    """So many rows with all columns, from `start`."""
    where, parameters = _where(of, asked)
    return query(
        build_id,
        f"select * from mart.{of.name} as asked where {where} order by {_order(of, asked)} limit $size offset $start",
        {**parameters, "size": size, "start": start},
    )


def rows(build_id: str, of: Mart, asked: Asked, columns: Sequence[str]) -> pl.DataFrame:
    """All rows with these columns."""
    where, parameters = _where(of, asked)
    listed = ", ".join(_known(of, column) for column in columns)
    return query(
        build_id,
        f"select {listed} from mart.{of.name} as asked where {where} order by {_order(of, asked)}",
        parameters,
    )


def held(build_id: str, of: Mart, column: str) -> list[str]:
    """What a column holds, each once; regions too where only the units of the rows have them."""
    if column == REGION and REGION not in of.columns:
        found = query(build_id, "select distinct region_code as held from mart.units where region_code is not null")
    else:
        known = _known(of, column)
        found = query(
            build_id, f"select distinct {known}::varchar as held from mart.{of.name} where {known} is not null"
        )
    return sorted(found["held"])


def sources(build_id: str, of: Mart, asked: Asked) -> pl.DataFrame:
    """The releases that rows of a mart name, with their documents; none where they name none."""
    named = [column for column in of.columns if column.endswith("release_code")]
    if not named:
        named_by = "select null::varchar as release_code where false"
        parameters: dict[str, object] = {}
    else:
        where, parameters = _where(of, asked)
        asked_for = f"as release_code from mart.{of.name} as asked where {where}"
        named_by = " union ".join(f"select {each} {asked_for}" for each in named)
    return query(
        build_id,
        f"""
        select distinct publisher, document_number, published_on, published_text, source_address
        from mart.sources where release_code in ({named_by})
        order by published_on desc nulls last, publisher, document_number, source_address
        """,
        parameters,
    )


def _known(of: Mart, column: str) -> str:
    if column not in of.columns:
        raise KeyError(column)
    return f'"{column}"'


def _order(of: Mart, asked: Asked) -> str:
    if not asked.order:
        return "all"
    way = "desc" if asked.falling else "asc"
    column, rest = _known(of, asked.order), ", ".join(_known(of, column) for column in of.columns)
    if asked.order in _NUMBERED:  # 1.2 before 1.10
        column = f"[coalesce(try_cast(each as integer), 0) for each in string_split({column}, '.')] {way}, {column}"
    collated = " collate vi" if of.types[of.columns.index(asked.order)] == "VARCHAR" else ""
    return f"{column}{collated} {way} nulls last, {rest}"


def _where(of: Mart, asked: Asked) -> tuple[str, dict[str, object]]:
    conditions = ["true"]
    for place, (column, _) in enumerate(asked.values):
        value = f"$value_{place}"
        if column == REGION and REGION not in of.columns:
            conditions.append(_of_region(of, value))
        elif column == SYSTEM and SYSTEM not in of.columns:
            conditions.append(_of_system(of, value))
        else:
            conditions.append(f"asked.{_known(of, column)}::varchar = {value}")
    return " and ".join(conditions), {f"value_{place}": value for place, (_, value) in enumerate(asked.values)}


def _of_system(of: Mart, value: str) -> str:
    """Of rows that say no system of units themselves: by their edition, restated ones by the cohort they are for."""
    if "edition_code" not in of.columns:
        return "true"
    editions = f"select edition_code from mart.editions where unit_system = {value}"
    cohorts = f"select cohort_code from mart.editions where unit_system = {value}"
    return f"""(
        asked.edition_code in ({editions})
        or asked.edition_code in (select edition_code from mart.cohort_years where cohort_code in ({cohorts}))
    )"""


def _of_region(of: Mart, value: str) -> str:
    if "unit_system" in of.columns:
        units = f"select unit_system, unit_code from mart.units where region_code = {value}"
        return f"(asked.unit_system, asked.unit_code) in ({units})"
    units = "select edition_code, unit_code from mart.units join mart.editions using (unit_system)"
    return f"(asked.edition_code, asked.unit_code) in ({units} where region_code = {value})"


def every_column(build_id: str) -> pl.DataFrame:
    """One row per column of each mart, marts by name and columns in their order."""
    return query(
        build_id,
        """
        select table_name as mart, column_name as column_code, lower(data_type) as column_type,
            column_index as column_position
        from duckdb_columns()
        where schema_name = 'mart' and not internal
        order by mart, column_position
        """,
    )


def keys() -> dict[str, tuple[str, ...]]:
    """The columns that name a row of each mart, by its name."""
    return {file.name: file.grain for file in sql_files.ordered(paths.SQL_DIR) if file.layer == "mart"}
