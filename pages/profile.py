"""Profile: one unit in one year. Where it stands, against what, why it moved, what it lost, what it aimed at."""


from text import answer, caveats, profile
from ui import browser, frame, notes
from ui.profile import cards, change, choices, plans, points, sources, standing
from ui.profile.view import ProfileView
from ui.ranking import near_ties
from ui.visit import Visit

PARTS = {
    "standing": standing.show,
    "change": change.show,
    "points": points.show,
    "targets": plans.show,
    "sources": sources.show,
}


def main(language: str) -> None:
    """Draw the page in one language. Only the part that is open is computed."""
    picked = choices.pick(Visit.now(language))
    if picked is None:
        return
    visit, against = picked
    unit = visit.unit or visit.units[0]
    told = [
        *caveats.comparison(unit, visit.edition, visit.previous, language),
        *caveats.near_ties(near_ties.beside(unit, visit), unit, language),
        *profile.stray_rank(unit, language),
    ]
    notes.headline(answer.answer(unit, visit.edition, visit.measure, visit.summary, language))
    notes.quiet(answer.provenance(unit, language))
    notes.show(told)
    browser.draw_text_first()
    view = ProfileView(visit, against, told)
    cards.show(view)
    PARTS[choices.part(visit)](view)


frame.inside(main)
