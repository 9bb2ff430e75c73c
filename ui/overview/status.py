"""How many components are full, partial and zero, where components are loaded; else a sentence that says so."""

import streamlit as st

from text import formats
from ui import notes, picture, sources
from ui.charts import status as charts_status
from ui.charts.frame import Words
from ui.visit import Visit
from warehouse.queries import overview as queries

_FEW = 8


def show(visit: Visit) -> None:
    """Draw the own unit's statuses, without one those of all units loaded while they are few; then whose are loaded.

    The sentences say every figure of the picture.
    """
    edition = visit.edition
    st.header(visit.say("overview_status"), anchor=False)
    rows = visit.fetch(queries.status_shares)
    if not rows:
        notes.quiet(visit.say("overview_status_none", year=edition["year"]))
        return
    own = [row for row in rows if row["unit_code"] == visit.unit_code]
    few = rows if len(rows) <= _FEW else []
    drawn = own if visit.unit else few
    told = [sentence for row in drawn for sentence in _sentences(visit, row)]
    if drawn:
        title = visit.say(
            "overview_shares_title", index=visit.named(edition, "short_name"), year=edition["year"]
        )
        foot = sources.foot(visit.fetch(queries.status_sources), visit.build_id, visit.language)
        figure = charts_status.share_bars(drawn, Words(title, [foot], visit.language), visit.palette)
        alt = " ".join([f"{title}.", *told])
        picture.draw(figure, alt, "overview_shares")
    if visit.unit and not own:
        told.insert(0, visit.say("overview_status_own_none", unit=visit.named(visit.unit)))
    names = ", ".join(visit.named(row) for row in rows)
    known = formats.rank(len(rows), edition["cohort_size"])
    notes.show([*told, visit.say("overview_status_coverage", known=known, units=names)])


def _sentences(visit: Visit, row: dict) -> list[str]:
    shares = {
        f"{status}_share": formats.percent(row[f"{status}_share"], visit.language)
        for status in ("full", "partial", "zero")
    }
    told = [
        visit.say(
            "overview_status_sentence",
            unit=visit.named(row),
            count=row["assessed_count"],
            full=row["full_count"],
            partial=row["partial_count"],
            zero=row["zero_count"],
            **shares,
        )
    ]
    if row["not_assessed_count"]:
        told.append(visit.say("overview_status_not_assessed", count=row["not_assessed_count"]))
    return told
