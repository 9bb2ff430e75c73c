"""Profile: one unit in one year. Where it stands, against what, why it moved, what it lost, what it aimed at."""


from text import answer, caveats, profile
from ui import browser, frame, notes
from ui.profile import explanation, plans, standing, view
from ui.ranking import ranking_tables
from ui.visit import Visit

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
    unit = visit.unit or visit.units[0]
    told = [
        *caveats.comparison(unit, visit.edition, visit.previous, language),
        *caveats.near_ties(ranking_tables.near_units(unit, visit), unit, language),
        *profile.stray_rank(unit, language),
    ]
    notes.headline(answer.answer(unit, visit.edition, visit.measure, visit.summary, language))
    notes.quiet(answer.provenance(unit, language))
    notes.show(told)
    browser.draw_text_first()
    shown = view.ProfileView(visit, against, told)
    standing.show_cards(shown)
    PARTS[view.part(visit)](shown)


frame.inside(main)
