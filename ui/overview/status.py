"""How many components are full, partial and zero, where components are loaded; else a sentence that says so."""

import streamlit as st

from text import formats
from text.catalogue import named
from ui import notes, picture, sources
from ui.charts import shares as charts_shares
from ui.charts.frame import Words
from ui.overview.subject import Overview
from warehouse.queries import overview as queries

_FEW = 8


def show(view: Overview) -> None:
    """Draw the own unit's statuses, without one those of all units loaded while they are few; then whose are loaded.

    The sentences say every figure of the picture.
    """
    edition = view.edition
    st.header(view.say("overview_status"), anchor=False)
    codes = (edition["index_code"], edition["year"], edition["cohort_code"])
    rows = view.fetch_of(queries.status_shares, *codes)
    if not rows:
        notes.quiet(view.say("overview_status_none", year=edition["year"]))
        return
    own = [row for row in rows if row["unit_code"] == view.own_code]
    few = rows if len(rows) <= _FEW else []
    drawn = own if view.unit else few
    told = [sentence for row in drawn for sentence in _sentences(view, row)]
    if drawn:
        title = view.say(
            "overview_shares_title", index=named(edition, "short_name", view.language), year=edition["year"]
        )
        foot = sources.foot(view.fetch_of(queries.status_sources, *codes), view.build_id, view.language)
        figure = charts_shares.share_bars(drawn, Words(title, [foot], view.language), view.palette)
        alt = " ".join([f"{title}.", *told])
        picture.draw(figure, alt, "overview_shares")
    if view.unit and not own:
        told.insert(0, view.say("overview_status_own_none", unit=view.named(view.unit)))
    names = ", ".join(view.named(row) for row in rows)
    known = formats.rank(len(rows), edition["cohort_size"])
    notes.show([*told, view.say("overview_status_coverage", known=known, units=names)])


def _sentences(view: Overview, row: dict) -> list[str]:
    shares = {
        f"{status}_share": formats.percent(row[f"{status}_share"], view.language)
        for status in ("full", "partial", "zero")
    }
    told = [
        view.say(
            "overview_status_sentence",
            unit=view.named(row),
            count=row["assessed_count"],
            full=row["full_count"],
            partial=row["partial_count"],
            zero=row["zero_count"],
            **shares,
        )
    ]
    if row["not_assessed_count"]:
        told.append(view.say("overview_status_not_assessed", count=row["not_assessed_count"]))
    return told
