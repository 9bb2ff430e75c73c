"""Units of all systems: by which names they are found, what they became part of."""

import polars as pl

from warehouse.connection import query


def lying_in(parent_code: str, unit: str = "unit_code") -> str:
    """The condition that a `unit` of the cohort of `$edition_code` lies in `$parent_code`, as communes in a province;
    met by all units where that is empty. What a page of one unit asks is asked for these together, so that a look at
    the unit beside it costs no query, and none reads thousands of communes.
    """
    if not parent_code:
        return "$parent_code = ''"
    return f"""{unit} in (
        select unit_code from mart.unit_ranking
        where edition_code = $edition_code and indicator_code = 'index' and parent_unit_code = $parent_code
    )"""


def spellings(build_id: str, unit_system: str) -> pl.DataFrame:
    """One row per spelling and unit of a system, those of its predecessors under `predecessor_code` and name too.

    Units stand in the order of the Vietnamese alphabet.
    """
    return query(
        build_id,
        """
        select names.*, units.unit_name_vi, units.unit_name_en, units.unit_level,
            units.parent_name_vi, units.parent_name_en, units.is_name_shared
        from mart.unit_names as names
        join mart.units as units using (unit_system, unit_code)
        where unit_system = $unit_system
        order by units.unit_name_vi collate vi, unit_code, predecessor_name_vi collate vi nulls first, spelling
        """,
        {"unit_system": unit_system},
    )


def ranked_editions(build_id: str, unit_level: str, unit_name: str) -> pl.DataFrame:
    """One row per published edition in which a unit of this level and Vietnamese name has a rank by the index, or the
    one has that it is part of today.
    """
    return query(
        build_id,
        """
        with named as (
            select distinct unit_system, unit_code
            from mart.unit_names
            join mart.units using (unit_system, unit_code)
            where unit_level = $unit_level
                and (predecessor_name_vi = $unit_name or predecessor_code is null and unit_name_vi = $unit_name)
        )
        select ranking.edition_code
        from mart.unit_ranking as ranking
        join mart.editions as editions using (edition_code)
        join named on named.unit_system = editions.unit_system and named.unit_code = ranking.unit_code
        where ranking.indicator_code = 'index' and ranking.rank is not null
        """,
        {"unit_level": unit_level, "unit_name": unit_name},
    )


def units(build_id: str) -> pl.DataFrame:
    """One row per unit of every system: what it is called, and the successor that it became part of where that goes by
    another name (null: none does; `is_renamed`: nothing else became part of it).
    """
    return query(
        build_id,
        """
        select units.unit_system, units.unit_code, units.unit_name_vi, units.unit_name_en, units.unit_level,
            successors.unit_system as successor_system, successors.unit_code as successor_code, successors.is_renamed
        from mart.units as units
        left join (
            select distinct unit_system, unit_code, predecessor_system, predecessor_code, is_renamed
            from mart.unit_names where predecessor_code is not null
        ) as successors
            on successors.predecessor_system = units.unit_system and successors.predecessor_code = units.unit_code
        order by units.unit_system, units.unit_code
        """,
    )
