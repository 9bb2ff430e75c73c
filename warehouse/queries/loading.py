"""What figures can be loaded for. These read reference and staging: an edition to come stands in no mart yet."""

from pathlib import Path

import duckdb
import polars as pl

from warehouse import paths, sql_files
from warehouse.connection import query

# what a blank template is made from
REFERENCE = ("frameworks", "indexes", "indicators", "cohorts", "units", "editions", "reasons", "pillar_mains",
             "indicator_links", "indicator_keys", "regions", "successions", "aliases", "periods")  # fmt: skip


def frameworks(build_id: str) -> pl.DataFrame:
    """One row per framework with the index and the level of units it measures, the newest decision of the first index
    first."""
    return query(
        build_id,
        """
        select frameworks.framework_code, frameworks.index_code, frameworks.entity_level, frameworks.decision,
            indexes.short_name_vi, indexes.short_name_en
        from reference.frameworks as frameworks
        join reference.indexes as indexes using (index_code)
        order by indexes.position, indexes.index_code, frameworks.issued_on desc nulls last,
            frameworks.framework_code
        """,
    )


def years(build_id: str) -> pl.DataFrame:
    """One row per declared edition, published or not, the newest first."""
    return query(
        build_id,
        """
        select edition_code, editions.index_code, editions.framework_code, editions.period_code, core.period_kind,
            core.year, editions.cohort_code, entity_level
        from reference.editions as editions
        join core.editions as core using (edition_code)
        join reference.frameworks as frameworks on frameworks.framework_code = editions.framework_code
        order by core.ends_on desc, editions.cohort_size, editions.cohort_code
        """,
    )


def cohorts(build_id: str) -> pl.DataFrame:
    """One row per cohort in the order of its declaration, with the system its units' codes belong to and the levels
    they stand at."""
    return query(
        build_id,
        """
        select cohort_code, cohort_name_vi, cohort_name_en, unit_system, cohort_family, unit_levels
        from reference.cohorts
        left join (
            select unit_system, list(distinct unit_level) as unit_levels from reference.units group by unit_system
        ) using (unit_system)
        """,
    )


def unit_systems(build_id: str) -> pl.DataFrame:
    """One row per system of units in the order of its declaration, with the names of its first cohort, one of all its
    units before another; null where it has none."""
    return query(
        build_id,
        """
        select unit_system, first(cohort_name_vi order by is_whole_system desc, cohorts.rowid) as cohort_name_vi,
            first(cohort_name_en order by is_whole_system desc, cohorts.rowid) as cohort_name_en
        from (select unit_system, min(rowid) as place from reference.units group by unit_system)
        left join reference.cohorts as cohorts using (unit_system)
        group by unit_system, place
        order by place
        """,
    )


def units(build_id: str, unit_system: str) -> pl.DataFrame:
    """One row per unit of a unit system, by name."""
    return query(
        build_id,
        """
        select unit_code, unit_name_vi, unit_name_en
        from reference.units
        where unit_system = $unit_system
        order by unit_name_vi collate vi
        """,
        {"unit_system": unit_system},
    )


def indicators(build_id: str) -> pl.DataFrame:
    """One row per index and ranked indicator that any of its frameworks has, named as the newest of them does."""
    return query(
        build_id,
        """
        select frameworks.index_code, indicators.indicator_code, indicators.indicator_level,
            indicators.indicator_name_vi, indicators.indicator_name_en
        from reference.indicators as indicators
        join reference.frameworks as frameworks using (framework_code)
        where indicators.indicator_level in ('index', 'group', 'pillar', 'main')
        qualify row_number() over (
            partition by frameworks.index_code, indicators.indicator_code
            order by frameworks.issued_on desc nulls last, frameworks.framework_code
        ) = 1
        """,
    )


def provenance(build_id: str) -> pl.DataFrame:
    """One row per release of a build: the document it was taken from, and how many rows it gave."""
    return query(
        build_id,
        """
        select release_code, title, publisher, authority, document_number, issued_on as published_on,
            cast(null as varchar) as published_text, address as source_address, layout, file_name, row_count
        from staging.releases
        """,
    )


def reference(build_id: str, name: str) -> pl.DataFrame:
    """A reference table of a build as it stands there; `name` is one of `REFERENCE`, never anybody's text."""
    if name not in REFERENCE:
        raise ValueError(f"no such table: {name!r}")
    return query(build_id, f"select * from reference.{name}")


_COLUMNS = ("printed", "decimals", "score", "max_score", "parts")


def verdicts(rows: pl.DataFrame, sql_dir: Path = paths.SQL_DIR) -> pl.Series:
    """How each printed figure stands to the ratio that reproduces it, in the order of the rows.

    `rows` has what `sql/rule/verdict.sql` takes: printed, decimals, score, max_score, parts; the answer is one of the
    four verdicts of docs/methodology.md#reconciliation, null where there is nothing to compare.
    """
    with duckdb.connect(config={"enable_external_access": "false"}) as connection:
        connection.execute("create schema rule")
        for file in sql_files.ordered(sql_dir):
            if file.layer == "rule":
                connection.execute(file.text)
        connection.register("given", rows.select(_COLUMNS).with_row_index("place"))
        asked = f"select rule.verdict({', '.join(_COLUMNS)}) as verdict from given order by place"
        return connection.execute(asked).pl()["verdict"]
