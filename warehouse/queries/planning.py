"""What plans are worked out from: one edition's cohort, a unit's main indicators, values after edits, others moved."""

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from warehouse.connection import query

# The points of the whole index of an edition: all assessed main indicators' together, else what the framework states.
_TOTAL = """(
    select coalesce(
        (
            select if(count(max_score) = count(*), sum(max_score), null) from reference.indicators
            where framework_code = editions.framework_code and indicator_level = 'main' and is_scored
        ),
        (
            select max_score from reference.indicators
            where framework_code = editions.framework_code and indicator_level = 'index'
        ),
        (select total_max_score from reference.frameworks where framework_code = editions.framework_code)
    )
    from mart.editions as editions
    where edition_code = $edition_code
)"""


def whole(build_id: str, edition_code: str) -> pl.DataFrame:
    """The one row of an edition: its cohort, how its index is scaled, and `total_score`, the points of its whole index;
    null where its framework does not say. No row for an edition that was not published.
    """
    return query(
        build_id,
        f"""
        select editions.*, {_TOTAL} as total_score, (
                select any_value(scale_max) from mart.unit_ranking
                where edition_code = $edition_code and indicator_code = 'index'
            ) as scale_max
        from mart.editions as editions
        where editions.edition_code = $edition_code
        """,
        {"edition_code": edition_code},
    )


# A value after each movement of `cohort`; what is not asked costs nothing.
_MOVED: Mapping[str, str] = {
    "still": "{value}",
    "gap": "rule.value_closer({value}, cast($amount as decimal(9, 4)))",
    "points": "rule.value_after({value}, cast($amount as decimal(18, 8)), cast($total as decimal(12, 4)))",
    "last": """rule.value_after(
        {value}, coalesce(change, sum(change) over ()), scale_max * if(change is null, count(change) over (), 1)
    )""",
}


def cohort(
    build_id: str, edition_code: str, movement: str = "still", amount: str = "0", total: str = "0"
) -> pl.DataFrame:
    """One row per unit of the cohort, best value first, unknown ones last: value of the index 0..1, rank, and
    `moved_value`, its value after a `movement` by `amount`.

    A movement is `still`, `gap` (percent of the distance to 1 are closed), `points` (out of `total`), or `last`: by its
    own last change; where it has none (`has_change`), by the mean of those that have one; null where none has. Where
    not every unit has a value, one printed with fewer than four decimals may be any from `low_value` to `high_value`,
    which move alike; else it is ranked as printed.
    """
    moved = {name: _MOVED[movement].format(value=name) for name in ("share", "low_share", "high_share")}
    return query(
        build_id,
        f"""
        with valued as (
            select *, if(scale_max = 1, value, rule.ratio(value, scale_max)) as share,
                if(
                    value_decimals < 4 and count(value) over () < count(*) over (),
                    rule.ratio(5, rule.power_of_ten(value_decimals + 1) * scale_max), 0
                ) as half_place,
                coalesce(value_change, restated_value_change) as change
            from mart.unit_ranking
            where edition_code = $edition_code and indicator_code = 'index'
        ),
        ranged as (
            select *, share - if(half_place > 0.0001, half_place, 0) as low_share,
                share + if(half_place > 0.0001, half_place - 0.0001, 0) as high_share
            from valued
        )
        select unit_code, unit_name_vi, unit_name_en, region_code, rank, rank_basis, value_basis,
            share as value, low_share as low_value, high_share as high_value, change is not null as has_change,
            {moved["share"]} as moved_value, {moved["low_share"]} as low_moved_value,
            {moved["high_share"]} as high_moved_value
        from ranged
        order by share desc nulls last, unit_name_vi collate vi, unit_code
        """,
        {"edition_code": edition_code}
        | ({"amount": amount} if movement in ("gap", "points") else {})
        | ({"total": total} if movement == "points" else {}),
    )


def mains(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per assessed main indicator, in the order of their codes: its points, those of the unit (null where not
    known), and the best value and points of the cohort.
    """
    return query(
        build_id,
        """
        select mains.indicator_code, mains.indicator_name_vi, mains.indicator_name_en, mains.max_score,
            mains.max_score_basis, own.value, own.value_basis, own.score, own.lost_score, known.best_value,
            known.best_score, coalesce(known.known_count, 0) as known_count, ranking.rank
        from mart.editions as editions
        join reference.indicators as mains
            on mains.framework_code = editions.framework_code and mains.indicator_level = 'main' and mains.is_scored
        left join mart.main_status as own
            on own.edition_code = editions.edition_code and own.unit_code = $unit_code
            and own.indicator_code = mains.indicator_code
        left join mart.unit_ranking as ranking
            on ranking.edition_code = editions.edition_code and ranking.unit_code = $unit_code
            and ranking.indicator_code = mains.indicator_code
        left join (
            select indicator_code, max(value) as best_value, max(score) as best_score, count(value) as known_count
            from mart.main_status where edition_code = $edition_code
            group by indicator_code
        ) as known on known.indicator_code = mains.indicator_code
        where editions.edition_code = $edition_code
        order by try_cast(mains.indicator_code as integer), mains.indicator_code
        """,
        {"edition_code": edition_code, "unit_code": unit_code},
    )


def after(
    build_id: str, edition_code: str, unit_code: str, points: Mapping[str, Decimal], total: Decimal
) -> pl.DataFrame:
    """One row for the index, each pillar and each assessed main indicator of the unit, in their order: value 0..1 and
    rank before and after these `points` of `total` are added to main indicators, or to `index` where it is not said to
    which.

    What all of its main indicators stand at their maximum for is 1. Null where the value is not known, and below the
    index where points are added that are not said to belong to a main indicator. A rank only where the whole cohort
    has a value; that of the index is left to `planning.ranks`, which knows what cohorts that are not complete allow.
    """
    return query(
        build_id,
        """
        with asked as (
            select unnest(cast($codes as varchar[])) as indicator_code,
                unnest(cast($points as decimal(18, 8)[])) as points
        ),
        parts as (
            select editions.framework_code, mains.indicator_code as main_code, coalesce(asked.points, 0) as points,
                own.score, mains.max_score,
                coalesce(own.score + coalesce(asked.points, 0) >= mains.max_score, false) as is_full
            from mart.editions as editions
            join reference.indicators as mains
                on mains.framework_code = editions.framework_code and mains.indicator_level = 'main'
                and mains.is_scored
            left join asked using (indicator_code)
            left join mart.main_status as own
                on own.edition_code = editions.edition_code and own.unit_code = $unit_code
                and own.indicator_code = mains.indicator_code
            where editions.edition_code = $edition_code
        ),
        held as (
            select 'index' as indicator_code, coalesce((select sum(points) from asked), 0) as points,
                cast($total as decimal(12, 4)) as max_score,
                coalesce((select bool_and(is_full) from parts), false) as is_full, null as score
            union all by name
            select pillars.pillar_code as indicator_code, sum(points) as points,
                if(count(max_score) = count(*), sum(max_score), null) as max_score, bool_and(is_full) as is_full
            from reference.pillar_mains as pillars
            join parts using (framework_code, main_code)
            group by pillars.pillar_code
            union all by name
            select main_code as indicator_code, points, max_score, is_full, score from parts
        ),
        moved as (
            select own.*, held.max_score, rule.ratio(own.value, own.scale_max) as share,
                if(
                    own.indicator_level = 'index' or not exists (
                        from asked where asked.points <> 0 and indicator_code not in (select main_code from parts)
                    ), held.points, null
                ) as points,
                case
                    when held.is_full then 1
                    when held.score is not null then rule.value_after(0, held.score + held.points, held.max_score)
                    else rule.value_after(rule.ratio(own.value, own.scale_max), held.points, held.max_score)
                end as known_share_after
            from mart.unit_ranking as own
            join held using (indicator_code)
            where own.edition_code = $edition_code and own.unit_code = $unit_code
        ),
        counted as (
            select moved.indicator_code, count(others.value) as value_count,
                count(*) filter (
                    others.unit_code <> $unit_code and moved.known_share_after
                        < if(others.scale_max = 1, others.value, rule.ratio(others.value, others.scale_max))
                ) as above_count
            from moved
            join mart.unit_ranking as others
                on others.edition_code = $edition_code and others.indicator_code = moved.indicator_code
            group by moved.indicator_code
        )
        select moved.indicator_code, moved.indicator_level, names.indicator_name_vi, names.indicator_name_en,
            moved.max_score, share as value, rank, points, if(points is null, null, known_share_after) as value_after,
            case
                when moved.indicator_level <> 'index' and points is not null and value_count = cohort_size
                    then above_count + 1
            end as rank_after
        from moved
        join counted using (indicator_code)
        join reference.indicators as names
            on names.framework_code = moved.framework_code and names.indicator_code = moved.indicator_code
        order by moved.indicator_position
        """,
        {
            "edition_code": edition_code,
            "unit_code": unit_code,
            "codes": list(points),
            "points": [f"{each:f}" for each in points.values()],
            "total": f"{total:f}",
        },
    )


def transitions(build_id: str, edition_code: str) -> pl.DataFrame:
    """One row per closing rate of the edition's cohort, oldest first: columns of `mart.closing_rates`."""
    return query(
        build_id,
        """
        select rates.*
        from mart.editions as asked
        join mart.closing_rates as rates using (index_code, cohort_code)
        where asked.edition_code = $edition_code
        order by rates.year, rates.edition_code
        """,
        {"edition_code": edition_code},
    )


def lost_by_components(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per component of the unit that lost points, in the order of the framework: how many, null where its score
    or its maximum is not known.
    """
    return query(
        build_id,
        """
        select indicator_code, indicator_name_vi, indicator_name_en, main_code, max_score - score as lost_score
        from mart.component_status
        where edition_code = $edition_code and unit_code = $unit_code and status in ('zero', 'partial')
        order by indicator_position
        """,
        {"edition_code": edition_code, "unit_code": unit_code},
    )


def peer_levels(build_id: str, edition_code: str, unit_code: str, peers: str, share: str) -> pl.DataFrame:
    """One row per assessed main indicator of which the unit's points are known, in the order of their codes: how many
    of the `peers` (codes joined by commas) have a value and a higher one, the levels that `share` of them and half of
    them reach, and the points that reaching either takes; null for fewer than five peers with a value.
    """
    return query(
        build_id,
        """
        with held as (
            select indicator_code, list(score) filter (score is not null) as score_list
            from mart.main_status
            where edition_code = $edition_code and list_contains(string_split($peers, ','), unit_code)
            group by indicator_code
        ),
        levels as (
            select own.indicator_code, own.indicator_name_vi, own.indicator_name_en, own.value, own.score,
                own.max_score, coalesce(len(held.score_list), 0) as peer_count,
                len(list_filter(held.score_list, lambda each: each > own.score)) as higher_count,
                rule.level_of_most(held.score_list, $share) as level_score,
                rule.level_of_most(held.score_list, 0.5) as half_score
            from mart.main_status as own
            left join held using (indicator_code)
            where own.edition_code = $edition_code and own.unit_code = $unit_code and own.is_scored
                and own.lost_score is not null
        )
        select *, rule.ratio(level_score, max_score) as level, rule.ratio(half_score, max_score) as half_level,
            if(level_score is not null, greatest(level_score - score, 0), null) as level_points,
            if(half_score is not null, greatest(half_score - score, 0), null) as half_points
        from levels
        order by try_cast(indicator_code as integer), indicator_code
        """,
        {"edition_code": edition_code, "unit_code": unit_code, "peers": peers, "share": share},
    )


def group_means(build_id: str, edition_code: str, units: str) -> pl.DataFrame:
    """One row per indicator above the components, in the order of the framework: the plain mean of these units (codes
    joined by commas), on the scale of the index; null while one of their values is missing.
    """
    return query(
        build_id,
        """
        select indicator_code, indicator_level, count(value) as value_count, any_value(scale_max) as scale_max,
            case when count(value) = count(*) then rule.ratio(sum(value), count(*)) end as mean_value
        from mart.unit_ranking
        where edition_code = $edition_code and list_contains(string_split($units, ','), unit_code)
        group by indicator_code, indicator_level, indicator_position
        order by indicator_position
        """,
        {"edition_code": edition_code, "units": units},
    )


def component_peers(build_id: str, edition_code: str, unit_code: str) -> pl.DataFrame:
    """One row per component that lost points of the unit: how many other units of the edition have it loaded and
    assessed, how many of them hold all of its points and which, and `expected_points`: the points lost × their share.

    Those lost for want of documents first, then by expected points, then by share. Null points where they are not
    known; no row where no other unit's components are loaded.
    """
    return query(
        build_id,
        """
        with shared as (
            select own.indicator_code, own.indicator_name_vi, own.indicator_name_en, own.main_code, own.status,
                own.indicator_position, own.max_score - own.score as lost_score,
                rule.has_document_reason(own.reason_codes) as is_for_documents,
                held.other_unit_count as peer_count, held.holder_count, (
                    select coalesce(list(units.unit_name_vi order by units.unit_name_vi collate vi), [])
                    from mart.unit_ranking as units
                    where units.edition_code = held.edition_code and units.indicator_code = 'index'
                        and list_contains(held.holder_codes, units.unit_code)
                ) as holders,
                rule.ratio(held.holder_count, held.other_unit_count) as holder_share
            from mart.component_status as own
            join mart.component_holders as held using (edition_code, unit_code, indicator_code)
            where own.edition_code = $edition_code and own.unit_code = $unit_code
        )
        select *, rule.ratio(lost_score * holder_count, peer_count) as expected_points
        from shared
        order by is_for_documents desc, expected_points desc nulls last, holder_share desc, indicator_position
        """,
        {"edition_code": edition_code, "unit_code": unit_code},
    )


def scores(build_id: str, edition_code: str) -> pl.DataFrame:
    """One row per unit of the cohort and assessed main indicator: its maximum, its points (null where not known), and
    the value of the unit's index, 0..1; ordered by indicator and unit.
    """
    return query(
        build_id,
        """
        select units.unit_code, mains.indicator_code, mains.max_score, own.score,
            rule.ratio(units.value, units.scale_max) as index_value
        from mart.unit_ranking as units
        join reference.indicators as mains
            on mains.framework_code = units.framework_code and mains.indicator_level = 'main' and mains.is_scored
        left join mart.main_status as own
            on own.edition_code = units.edition_code and own.unit_code = units.unit_code
            and own.indicator_code = mains.indicator_code
        where units.edition_code = $edition_code and units.indicator_code = 'index'
        order by try_cast(mains.indicator_code as integer), mains.indicator_code, units.unit_code
        """,
        {"edition_code": edition_code},
    )
