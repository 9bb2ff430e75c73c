"""The sources that figures rest on, as pages cite them.

All but `origins` give one row per source: its address, publisher, document, date and authority, the releases that were
read from it, the units whose figures it gave, and what was found in it while components were read from it (`notes`, one
a line). Sources of components come first, then the best authority, then the newest.
"""

import polars as pl

from warehouse.connection import query
from warehouse.queries.time_series import SERIES
from warehouse.queries.units import lying_in


def of_measure(build_id: str, edition_code: str, indicator_code: str) -> pl.DataFrame:
    """Those behind the values and ranks of one indicator in an edition."""
    return _behind(
        build_id,
        "edition_code = $edition_code and indicator_code = $indicator_code and figure in ('value', 'rank')",
        {"edition_code": edition_code, "indicator_code": indicator_code},
    )


def of_editions(build_id: str, edition_codes: str) -> pl.DataFrame:
    """Those behind the values and ranks of some editions (codes joined by commas), restated ones among them."""
    return _behind(
        build_id,
        "list_contains(string_split($edition_codes, ','), edition_code) and figure in ('value', 'rank')",
        {"edition_codes": edition_codes},
    )


def of_means(build_id: str, edition_code: str) -> pl.DataFrame:
    """Those behind the means of `overview.means_over_years`: those that print them, and those of the values they are
    made of.
    """
    return _behind(
        build_id,
        """
        exists (
            select 1
            from mart.mean_years as means
            join mart.editions as asked using (index_code, cohort_code, period_kind)
            where asked.edition_code = $edition_code and means.indicator_level in ('index', 'pillar')
                and means.edition_code = figures.edition_code and means.indicator_code = figures.indicator_code
                and (figure = 'mean' or figure = 'value' and means.mean_basis = 'computed')
        )
        """,
        {"edition_code": edition_code},
    )


def of_statuses(build_id: str, edition_code: str) -> pl.DataFrame:
    """Those that state statuses of components in an edition."""
    return _behind(build_id, "edition_code = $edition_code and figure = 'status'", {"edition_code": edition_code})


def of_components(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """Those behind the statuses of a unit's components and the values of its main indicators."""
    return _behind(
        build_id,
        """
        edition_code = $edition_code and unit_code = $unit_code
            and (
                figure = 'status'
                or figure = 'value' and indicator_code in (
                    select indicator_code from mart.measures
                    where edition_code = $edition_code and indicator_level = 'main'
                )
            )
        """,
        {"edition_code": edition_code, "unit_code": unit_code},
    )


def of_appraisals(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """Those behind a unit's self-assessed and appraised points."""
    return _behind(
        build_id,
        "edition_code = $edition_code and unit_code = $unit_code and figure in ('appraised_score', 'self_score')",
        {"edition_code": edition_code, "unit_code": unit_code},
    )


def of_all(build_id: str) -> pl.DataFrame:
    """Those of everything that is loaded, plans among them."""
    every = "select null as unit_code, release_code, source_address, false as is_of_components from mart.sources"
    return _cited(build_id, every, {})


def origins(build_id: str, edition_code: str, parent_code: str) -> pl.DataFrame:
    """One row per edition in the row of this one, unit that lies in `parent_code` (`units.lying_in`), indicator and
    source of its values and ranks, or of those of its predecessors.
    """
    return query(
        build_id,
        f"""
        with {SERIES}
        select edition_code, period_code, unit_code, indicator_code, release_code, source_address
        from mart.figure_sources as figures
        join followed using (edition_code)
        where figure in ('value', 'rank') and {lying_in(parent_code)}
        union
        select followed.edition_code, followed.period_code, merged.unit_code, figures.indicator_code, release_code,
            source_address
        from followed
        join mart.predecessors as merged
            on merged.edition_code = followed.edition_code and merged.indicator_code = 'index'
        join mart.figure_sources as figures
            on figures.edition_code = merged.predecessor_edition_code
            and figures.unit_code = merged.predecessor_code
        where figure in ('value', 'rank') and {lying_in(parent_code, 'merged.unit_code')}
        """,
        {"edition_code": edition_code, "parent_code": parent_code},
    )


def _behind(build_id: str, condition: str, parameters: dict[str, str]) -> pl.DataFrame:
    """The sources of the figures in `mart.figure_sources` that meet a condition."""
    figures = f"""
        select unit_code, release_code, source_address,
            figure in ('status', 'appraised_score', 'self_score') as is_of_components
        from mart.figure_sources as figures
        where {condition}
    """
    return _cited(build_id, figures, parameters)


def _cited(build_id: str, used: str, parameters: dict[str, str]) -> pl.DataFrame:
    """The sources of the releases and addresses that `used` selects."""
    return query(
        build_id,
        f"""
        with used as ({used})
        select sources.source_address, publisher, document_number, published_on, published_text, authority,
            list(distinct sources.release_code order by sources.release_code) as release_codes,
            list(distinct unit_code order by unit_code) as unit_codes,
            max(notes) filter (is_of_components) as notes
        from used
        join mart.sources as sources using (release_code)
        where used.source_address is not distinct from sources.source_address
        group by sources.source_address, publisher, document_number, published_on, published_text, authority
        order by coalesce(bool_or(is_of_components), false) desc, rule.authority_order(authority),
            published_on desc nulls last, publisher, document_number, sources.source_address
        """,
        parameters,
    )
