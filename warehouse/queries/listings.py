"""Rows of marts for programs: narrowed by codes, in the order of a key, from behind a key on.

A listing says which columns of which marts, which conditions it knows and what its rows are ordered by. The key is
unique, so that reading on from the key of the last row gives every row once.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from warehouse.connection import query
from warehouse.queries.plans import STATE

TEXT, WHOLE = "varchar", "integer"


@dataclass(frozen=True)
class Listing:
    """Rows that can be listed. `rows` is a query of ours over marts, `key` its unique key with the type of each column,
    nulls last; `conditions` are what may narrow it, by the name of the value that each compares with.
    """

    rows: str
    key: Mapping[str, str]
    conditions: Mapping[str, str]


_EDITIONS = "list_contains($edition_codes, edition_code)"
_UNIT = {"unit_code": "unit_code = $unit_code", "unit": "unit_system || '.' || unit_code = $unit"}
_SYSTEM = "unit_system = $unit_system"
_INDICATOR = "indicator_code = $indicator_code"
_LEVEL = "indicator_level = $indicator_level"
_REGION = "region_code = $region_code"
# Plans are of the unit that made them, and now of the one that it became part of.
_PLANS_OF_UNIT = {
    "unit_code": "$unit_code in (province_code, successor_code)",
    "unit": "$unit in (province_system || '.' || province_code, successor_system || '.' || successor_code)",
}
_SCOPE = "scope_level = $scope_level"

_FIGURES = """
    select edition_code, figures.index_code, figures.period_code, figures.year, figures.cohort_code,
        figures.is_provisional, figures.cohort_size, figures.framework_code,
        indicator_code, figures.indicator_level, measures.indicator_name_vi, measures.indicator_name_en,
        editions.unit_system, unit_code, unit_name_vi, unit_name_en, region_code, region_name_vi, region_name_en,
        rank, rank_basis, figures.rank_series, rank_reason, published_rank, computed_rank, tie_count,
        scale_max, value, value_decimals, value_basis, value_rule, value_reason, published_value, computed_value,
        figures.previous_edition_code, previous_rank, places_gained, places_gained_basis, places_gained_reason,
        previous_value, value_change, value_change_basis, value_change_reason, comparability, comparability_reasons,
        restated_previous_rank, restated_places_gained, restated_previous_value, restated_previous_basis,
        restated_value_change, rank_release_code, rank_source_address, value_release_code, value_source_address
    from mart.unit_ranking as figures
    join mart.measures as measures using (edition_code, indicator_code)
    join mart.editions as editions using (edition_code)
"""

LISTINGS: Mapping[str, Listing] = MappingProxyType(
    {
        "editions": Listing(
            "select * exclude (edition_position) from mart.editions", {"edition_code": TEXT},
            {"edition_codes": _EDITIONS, "unit_system": _SYSTEM},
        ),
        "units": Listing(
            "select * exclude (region_position, tile_row, tile_col) from mart.units",
            {"unit_system": TEXT, "unit_code": TEXT},
            {
                **_UNIT, "unit_system": _SYSTEM, "region_code": _REGION, "unit_level": "unit_level = $unit_level",
            },
        ),
        "indicators": Listing(
            """
            select editions.edition_code, editions.period_code, editions.cohort_code, indicators.*,
                coalesce(measures.value_count, 0) as value_count, coalesce(measures.rank_count, 0) as rank_count
            from mart.editions as editions
            join mart.indicators as indicators using (framework_code)
            left join mart.measures as measures
                on measures.edition_code = editions.edition_code
                and measures.indicator_code = indicators.indicator_code
            """,
            {"edition_code": TEXT, "tree_position": WHOLE, "indicator_code": TEXT},
            {"edition_codes": _EDITIONS, "indicator_level": _LEVEL},
        ),
        "rankings": Listing(
            _FIGURES, {"rank": WHOLE, "unit_code": TEXT},
            {"edition_codes": _EDITIONS, "indicator_code": _INDICATOR, "region_code": _REGION},
        ),
        "results": Listing(
            _FIGURES, {"edition_code": TEXT, "unit_code": TEXT, "indicator_code": TEXT},
            {
                "edition_codes": _EDITIONS, **_UNIT, "indicator_code": _INDICATOR,
                "indicator_level": _LEVEL,
            },
        ),
        "unit_years": Listing(
            """
            select years.* exclude (edition_indicator_code), cohorts.unit_system
            from mart.unit_years as years
            join mart.cohort_years as series using (index_code, cohort_code, edition_code)
            join (select distinct cohort_code, unit_system from mart.editions) as cohorts using (cohort_code)
            where years.framework_code = series.framework_code
            """,
            {
                "index_code": TEXT, "cohort_code": TEXT, "edition_code": TEXT, "unit_code": TEXT,
                "indicator_code": TEXT,
            },
            {
                "edition_codes": _EDITIONS, "index_code": "index_code = $index_code",
                "cohort": "cohort_code = $cohort", **_UNIT, "indicator_code": _INDICATOR,
            },
        ),
        "components": Listing(
            """
            select statuses.*, editions.unit_system, units.unit_name_vi, units.unit_name_en
            from mart.component_status as statuses
            join mart.editions as editions using (edition_code)
            join mart.units as units using (unit_system, unit_code)
            """,
            {"edition_code": TEXT, "unit_code": TEXT, "indicator_code": TEXT},
            {
                "edition_codes": _EDITIONS, **_UNIT, "status": "status = $status",
                "main_code": "main_code = $main_code",
            },
        ),
        "targets": Listing(
            """
            select *, if($today is null, null, rule.target_state(progress, due_on, due_year, cast($today as date)))
                as target_state
            from mart.targets
            """,
            {"release_code": TEXT, "row_number": WHOLE},
            {
                **_PLANS_OF_UNIT, "scope_level": _SCOPE,
                "index_code": "index_code = $index_code", "due_year": "due_year = $due_year",
            },
        ),
        "tasks": Listing(
            f"""
            select *, if($today is null, null, {STATE.format(status="task_status")}) as task_state
            from mart.tasks
            """,
            {"release_code": TEXT, "row_number": WHOLE},
            {
                **_PLANS_OF_UNIT, "scope_level": _SCOPE,
                "indicator_code": _INDICATOR,
            },
        ),
        "reconciliation": Listing(
            """
            select checks.*, editions.unit_system
            from mart.reconciliation as checks
            join mart.editions as editions using (edition_code)
            """,
            {"release_code": TEXT, "row_number": WHOLE, "figure": TEXT, "checked_against": TEXT},
            {
                "edition_codes": _EDITIONS, **_UNIT, "figure": "figure = $figure",
                "verdict": "verdict = $verdict",
            },
        ),
        "sources": Listing(
            "select * from mart.sources", {"release_code": TEXT, "source_address": TEXT},
            {
                "edition_codes": """
                    release_code in (select release_code from mart.figure_sources where list_contains($edition_codes,
                        edition_code))
                """,
                "release_code": "release_code = $release_code",
            },
        ),
    }
)  # fmt: skip

# What the codes of each kind are, to tell one that is not known from one without rows.
_KNOWN = {
    "unit": "select distinct unit_system || '.' || unit_code from mart.units",
    "unit_code": "select distinct unit_code from mart.units",
    "unit_system": "select distinct unit_system from mart.units",
    "unit_level": "select distinct unit_level from mart.units",
    "region_code": "select distinct region_code from mart.units where region_code is not null",
    "index_code": "select distinct index_code from mart.editions",
    "indicator_code": "select distinct indicator_code from mart.indicators",
    "main_code": "select distinct indicator_code from mart.indicators where indicator_level = 'main'",
    "release_code": "select distinct release_code from mart.sources",
}


def page(
    build_id: str, listing: str, given: Mapping[str, object], after: Sequence[str | None] = (), limit: int | None = None
) -> pl.DataFrame:
    """The rows of a listing that have the values ``given`` (None narrows nothing), from behind the key ``after`` on, at
    most ``limit``.

    Values and key are bound; a part of the key that is no number where one is needed raises duckdb's own fault.
    """
    asked = LISTINGS[listing]
    narrowing = [name for name, value in given.items() if value is not None and name in asked.conditions]
    conditions = [asked.conditions[name] for name in narrowing]
    bound: dict[str, object] = dict(given) | {"limit": limit}
    if after:
        places = [f"cast($after_{place} as {kind})" for place, kind in enumerate(asked.key.values())]
        conditions.append(f"row({', '.join(asked.key)}) > row({', '.join(places)})")
        bound |= {f"after_{place}": part for place, part in enumerate(after)}
    sql = f"""
        with listed as ({asked.rows})
        select * from listed
        where {' and '.join(f'({condition})' for condition in conditions) or 'true'}
        order by {', '.join(f'{column} nulls last' for column in asked.key)}
        limit $limit
    """
    return query(build_id, sql, {name: bound.get(name) for name in re.findall(r"\$(\w+)", sql)})


def measured(build_id: str, edition_codes: Sequence[str] | None) -> list[str]:
    """Every indicator above the components that these editions have, of all editions where none is named, in the order
    of codes.
    """
    found = query(
        build_id,
        """
        select distinct indicator_code from mart.measures
        where $edition_codes is null or list_contains($edition_codes, edition_code)
        order by indicator_code
        """,
        {"edition_codes": edition_codes},
    )
    return found["indicator_code"].to_list()


def known(build_id: str, name: str) -> list[str] | None:
    """Every code that a value of this name can be, in order; None where there is no list of them."""
    if name not in _KNOWN:
        return None
    codes = query(build_id, f"with codes(code) as ({_KNOWN[name]}) select code from codes order by code")
    return codes["code"].to_list()
