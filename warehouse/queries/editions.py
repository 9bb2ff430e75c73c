"""Which indexes, years, cohorts and measures there are to choose from."""

import polars as pl

from warehouse.connection import query


def editions(build_id: str) -> pl.DataFrame:
    """One row per index, year and cohort that was published, in the order of the picker (newest first)."""
    return query(build_id, "select * from mart.editions order by edition_position")


def measures(build_id: str, index_code: str, year: int, cohort_code: str) -> pl.DataFrame:
    """One row per indicator of an edition that has any figure, in the order of its framework's tree."""
    return query(
        build_id,
        """
        select indicator_code, indicator_level, indicator_name_vi, indicator_name_en, value_count, rank_count
        from mart.measures
        where index_code = $index_code and year = $year and cohort_code = $cohort_code and has_figures
        order by indicator_position
        """,
        {"index_code": index_code, "year": year, "cohort_code": cohort_code},
    )
