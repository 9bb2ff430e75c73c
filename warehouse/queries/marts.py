"""Rows of any mart as they are, for what is shown without more, and names in further languages."""

from collections.abc import Mapping

import polars as pl

from warehouse.columns import column_catalogue
from warehouse.connection import query


def translations(build_id: str, language: str) -> pl.DataFrame:
    """The names of a further language: `name_kind`, `official_name` and `translated_name`."""
    return query(
        build_id,
        "select name_kind, official_name, translated_name from mart.names where language_code = $language",
        {"language": language},
    )


def rows(build_id: str, mart: str, where: Mapping[str, str | int] | None = None) -> pl.DataFrame:
    """The rows of a mart in the order of its columns, its key first: all, or those that have the values of `where`.

    Raises SqlFileFault for a mart that is not described.
    """
    described = column_catalogue().column(f"mart.{mart}")
    conditions = " and ".join(f"{column} = ${column}" for column in where or ()) or "true"
    return query(build_id, f"select * from {described.name} where {conditions} order by all", dict(where or {}))
