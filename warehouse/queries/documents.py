"""What documents say of one unit in one edition, beside what `profile`, `components` and `sources` find for pages."""

import polars as pl

from warehouse.connection import query
from warehouse.queries.marts import rows
from warehouse.queries.time_series import SERIES


def figures(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per indicator above the components: the row of `mart.unit_ranking` with its names, parent and maximum, in
    the order of the framework's tree.
    """
    return query(
        build_id,
        """
        select ranking.*, indicator_name_vi, indicator_name_en, parent_code, max_score, max_score_basis
        from mart.unit_ranking as ranking
        join mart.indicators as indicators using (framework_code, indicator_code)
        where edition_code = $edition_code and unit_code = $unit_code
        order by ranking.indicator_position
        """,
        {"edition_code": edition_code, "unit_code": unit_code},
    )


def years(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per edition in the row of this one up to it, oldest first, with the unit's index in it: rank and value,
    null where it has none; `break_reasons` say why no line leads from the edition before.
    """
    return query(
        build_id,
        f"""
        with {SERIES}
        select followed.edition_code, followed.period_code, followed.framework_code, followed.is_restated,
            followed.is_provisional, followed.break_reasons, followed.cohort_size, figures.rank, figures.value,
            figures.value_decimals, figures.scale_max
        from followed
        join mart.editions as asked on asked.edition_code = $edition_code
        left join mart.unit_years as figures
            on figures.index_code = followed.index_code and figures.cohort_code = followed.cohort_code
            and figures.edition_code = followed.edition_code and figures.framework_code = followed.asked_framework_code
            and figures.indicator_code = 'index' and figures.unit_code = $unit_code
        where followed.period_code <= asked.period_code
        order by followed.period_code
        """,
        {"edition_code": edition_code, "unit_code": unit_code},
    )


def tree(build_id: str, framework_code: str) -> pl.DataFrame:
    """One row per indicator of a framework, in the order of its tree, those that are not assessed too; with how many
    components lie in it, assessed or not.
    """
    return query(
        build_id,
        """
        with components as (
            select parent_code, count(*) as component_count
            from mart.indicators
            where framework_code = $framework_code and indicator_level = 'component'
            group by parent_code
        )
        select indicators.*, coalesce(component_count, 0) as component_count
        from mart.indicators as indicators
        left join components on components.parent_code = indicators.indicator_code
        where framework_code = $framework_code
        order by indicator_position
        """,
        {"framework_code": framework_code},
    )


def pillar_mains(build_id: str, framework_code: str) -> pl.DataFrame:
    """One row per pillar of a framework and main indicator in it."""
    return rows(build_id, "pillar_mains", {"framework_code": framework_code})


def names(build_id: str, edition_code: str) -> pl.DataFrame:
    """One row per unit of an edition in Vietnamese order: its code and names."""
    return query(
        build_id,
        """
        select unit_code, unit_name_vi, unit_name_en from mart.unit_ranking
        where edition_code = $edition_code and indicator_code = 'index' order by unit_name_vi collate vi
        """,
        {"edition_code": edition_code},
    )
