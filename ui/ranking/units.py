"""Which lines of a chart have names and colours: the own unit, those chosen, and the leaders."""

from collections.abc import Sequence

from streamlit.delta_generator import DeltaGenerator

from text.catalogue import named
from ui import chosen_units, filters
from ui.charts.lines import MOST_NAMED
from ui.choices import UnknownChoice
from ui.ranking.views import PAGE, Reading

LEADERS = 3


def offer(reading: Reading, units: Sequence[dict], leaders: Sequence[str], place: DeltaGenerator) -> list[str]:
    """Draw the picker of further units to colour in `place`; the codes of all coloured ones, most important first.

    `units` are those shown, `leaders` their codes in the order of the ranking. A code of the address that is not in the
    cohort is quoted, a unit that has left it is named; one that the filter hides stays in the address.
    """
    own = reading.own_code
    cohort = {unit["unit_code"]: unit for unit in (*reading.ranking.units, *units)}
    names = {unit["unit_code"]: named(unit, "unit_name", reading.language) for unit in units}
    asked = chosen_units.asked(PAGE, cohort) or chosen_units.Asked([], [], [])
    _tell(asked, reading)
    chosen = [code for code in asked.codes if code in names and code != own]
    chosen_units.offer(
        place,
        "history_units",
        names,
        chosen,
        reading.language,
        others=sorted((code for code in names if code not in (*chosen, own)), key=names.__getitem__),
        width=240,
        is_full=len(chosen) + (own in names) >= MOST_NAMED,
    )
    chosen_units.keep(PAGE, asked, cohort)
    first = [own] if own and own in names else []
    return list(dict.fromkeys([*first, *chosen, *list(leaders)[:LEADERS]]))


def _tell(asked: chosen_units.Asked, reading: Reading) -> None:
    cohort = named(reading.ranking.edition, "cohort_name", reading.language)
    if asked.strangers:
        unknown = UnknownChoice("history_unknown_units", asked=", ".join(asked.strangers), cohort=cohort)
        filters.refuse(unknown, reading.language)
    if asked.left:
        gone = UnknownChoice("history_units_left", units=", ".join(asked.left), cohort=cohort)
        filters.refuse(gone, reading.language)
