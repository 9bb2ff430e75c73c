"""Profile: one unit in one year. Where it stands, against what, why it moved, what it lost, what it aimed at."""

from dataclasses import replace

from text import profile
from ui import answer_head, frame
from ui.choices.declared import PROFILE_PART
from ui.profile import explanation, plans, sensitivity, standing, view
from ui.visit import INDEX, Visit

PARTS = {
    "standing": standing.show_standing,
    "change": explanation.show_change,
    "points": explanation.show_points,
    "targets": plans.show,
    "sources": view.show_sources,
}


def main(language: str) -> None:
    """Draw the page in one language. Only the part that is open is computed."""
    picked = view.pick(Visit.now(language))
    if picked is None:
        return
    visit, against = picked
    if visit.unit is None and not visit.is_of_one:
        answer_head.show(answer_head.of_cohort(visit), language)
        view.offer_units(visit)
        return
    visit = replace(visit, unit=visit.unit or visit.units[0])
    head = answer_head.of_unit(visit, profile.stray_rank(visit.unit or {}, language))
    shown = view.ProfileView(visit, against, [*head.comparing, *head.told])
    # the part of the sources names them itself
    cited = [] if PROFILE_PART.requested == "sources" else shown.sources_of(lambda row: row["indicator_code"] == INDEX)
    answer_head.show(replace(head, cited=cited), language)
    part = view.part(visit)
    PARTS[part](shown)
    if part == "standing":
        sensitivity.show(shown)


frame.inside(main)
