"""Which lines of a chart have names and colours: the own unit, those chosen, and the leaders."""

from collections.abc import Sequence

from streamlit.delta_generator import DeltaGenerator

from ui.charts.lines import MOST_NAMED
from ui.choices import several_units
from ui.choices.choice import UnknownChoice, refuse
from ui.choices.declared import RANKING_UNITS
from ui.ranking.views import RankingView
from ui.visit import Visit

LEADERS = 3


def offer(view: RankingView, units: Sequence[dict], leaders: Sequence[str], place: DeltaGenerator) -> list[str]:
    """Draw the picker of further units to colour in `place`; the codes of all coloured ones, most important first.

    `units` are those shown, `leaders` their codes in the order of the ranking. A code of the address that is not in the
    cohort is quoted, a unit that has left it is named; one that the filter hides stays in the address.
    """
    visit, own = view.visit, view.visit.unit_code
    cohort = {unit["unit_code"]: unit for unit in (*visit.units, *units)}
    names = {unit["unit_code"]: visit.named(unit) for unit in units}
    asked = several_units.asked(RANKING_UNITS, cohort) or several_units.Asked([], [], [])
    _tell(asked, visit)
    chosen = [code for code in asked.codes if code in names and code != own]
    several_units.offer(
        RANKING_UNITS,
        place,
        "history_units",
        names,
        chosen,
        visit.language,
        others=sorted((code for code in names if code not in (*chosen, own)), key=names.__getitem__),
        width=240,
        is_full=len(chosen) + (own in names) >= MOST_NAMED,
    )
    several_units.keep(RANKING_UNITS, asked, cohort)
    first = [own] if own and own in names else []
    return list(dict.fromkeys([*first, *chosen, *list(leaders)[:LEADERS]]))


def _tell(asked: several_units.Asked, visit: Visit) -> None:
    cohort = visit.named(visit.edition, "cohort_name")
    if asked.strangers:
        refuse(UnknownChoice(RANKING_UNITS.unknown, asked=", ".join(asked.strangers), cohort=cohort), visit.language)
    if asked.left:
        refuse(UnknownChoice(RANKING_UNITS.left, units=", ".join(asked.left), cohort=cohort), visit.language)
