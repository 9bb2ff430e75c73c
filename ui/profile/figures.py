"""The figures of a profile: the unit's own, each beside what it is held against."""

import polars as pl

from ui import data
from ui.profile.choices import Profile
from warehouse.queries import editions as edition_queries
from warehouse.queries import profile as queries


def held_against(profile: Profile, build_id: str) -> list[dict]:
    """One row per indicator above the components, in the order of the tree.

    Its name, and the unit's columns of `warehouse.queries.profile.standing`.
    """
    edition, unit_code = profile.keys[:3], profile.keys[3]
    cohort = data.fetch(queries.standing, build_id, *edition, profile.against)
    own = {row["indicator_code"]: row for row in cohort.filter(pl.col("unit_code") == unit_code).to_dicts()}
    measures = data.fetch(edition_queries.measures, build_id, *edition).iter_rows(named=True)
    return [row | own[row["indicator_code"]] for row in measures]
