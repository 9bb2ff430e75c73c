"""Years before the units of a cohort were formed, worked out anew for them: which one the page is about."""

from dataclasses import replace

from ui.choices import declared
from ui.choices.choice import Options
from ui.choices.context_line import ContextPickers
from ui.visit import Visit
from warehouse.queries import time_series as queries


def pick(visit: Visit, pickers: ContextPickers) -> Visit:
    """The visit of the year that is chosen: the edition itself, or an earlier one restated for its units. Offered where
    there are any, or where the address asks for one in vain.
    """
    years = [row for row in visit.fetch(queries.editions) if row["is_restated"]]
    if not years and not declared.METHOD_RESTATED.requested:
        return visit
    labels = {visit.edition_code: visit.say("method_restated_none", year=visit.period(visit.edition))}
    labels |= {row["edition_code"]: str(visit.period(row)) for row in reversed(years)}
    code = pickers.offer(declared.METHOD_RESTATED, Options(labels, visit.edition_code))
    return replace(visit, edition=visit.edition | next((row for row in years if row["edition_code"] == code), {}))
