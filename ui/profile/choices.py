"""The choices of the profile: index, edition, own unit, what it is held against, and which part is open."""

from dataclasses import replace

import streamlit as st

from ui import notes
from ui.choices import context, declared, pickers
from ui.choices.choice import Options
from ui.visit import Visit

COUNTRY, REGION, LEADER = ("country", "region", "leader")
PARTS = ("standing", "change", "points", "targets", "sources")


def pick(visit: Visit) -> tuple[Visit, str] | None:
    """Draw the pickers: the visit, which has a unit, and the code of what that is held against.

    The unit is the first of the cohort, and it is said, where nobody chose one. None, after a sentence, when the
    address asks for an edition or a unit that is not there.
    """
    begun = context.begin(visit)
    if begun is None:
        return None
    visit, grid = begun
    visit, fault = context.find_unit(visit, grid)
    if fault:
        context.refuse(fault, visit.language)
        return None
    if visit.unit is None:
        visit = replace(visit, unit=visit.units[0])
        first = visit.named(visit.units[0])
        why = visit.say(f"profile_first_{_standing(visit.units[0])}")
        st.info(notes.literal(visit.say("profile_no_unit", unit=first, why=why)))
    return visit, _pick_against(visit, grid)


def _standing(first: dict) -> str:
    """What can be said of the first unit of a cohort: that it leads, or is the best one known, or neither."""
    if first["rank"] is None:
        return "listed"
    return "ranked" if first["rank_series"] in ("published", "computed") else "known"


def _pick_against(visit: Visit, grid: pickers.Pickers) -> str:
    """The mark chosen; the country's where none was, or one that is not there, or the unit itself."""
    own = visit.unit_code or ""
    options = Options(
        against_labels(visit),
        COUNTRY,
        names={row["unit_code"]: row["unit_name_vi"] for row in visit.units},
        aliases={own: COUNTRY},
        quoted={"cohort": visit.named(visit.edition, "cohort_name")},
    )
    return grid.offer(declared.PROFILE_AGAINST, options)


def against_labels(visit: Visit) -> dict[str, str]:
    """Everything that the unit can be held against, by code: means, the highest value, every other unit."""
    unit = visit.unit or visit.units[0]
    has_regions = unit["region_code"] is not None
    labels = {COUNTRY: visit.say("profile_country" if has_regions else "profile_cohort")}
    if has_regions:
        labels[REGION] = visit.say("profile_region", region=visit.named(unit, "region_name"))
    labels[LEADER] = visit.say("profile_leader")
    others = sorted(visit.units, key=lambda row: row["unit_code"])
    return labels | {row["unit_code"]: visit.named(row) for row in others if row["unit_code"] != unit["unit_code"]}


def part(visit: Visit) -> str:
    """Draw the switch between the parts of the page, and return the code of the one that is open."""
    labels = {code: visit.say(f"profile_part_{code}") for code in PARTS}
    return pickers.switch(declared.PROFILE_PART, Options(labels, PARTS[0]), visit.language)
