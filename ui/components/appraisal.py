"""What a unit gave itself against what the appraisal gave: the view of the components page."""

from dataclasses import dataclass

import streamlit as st

from text import components as sentences
from text import headings
from text.catalogue import say
from ui import notes, picture, tables
from ui.charts import main_indicators as charts
from ui.components import component_tables
from ui.components.choices import ComponentList
from ui.components.views import EVERYTHING, Shown, narrowed
from warehouse.queries import components as queries


@dataclass(frozen=True)
class Appraisal:
    """A unit's components with points of any round (`rows`, the most reduced first), their sums by main indicator, and
    the sums of all of them (`whole`).
    """

    rows: list[dict]
    mains: list[dict]
    whole: dict


def loaded(listed: ComponentList) -> Appraisal | None:
    """What is known of the unit; None where no points of single components are loaded."""
    visit, code = listed.visit, listed.unit["unit_code"]
    rows = visit.fetch(queries.appraisals, code)
    if not rows:
        return None
    whole, *mains = visit.fetch(queries.appraisal_totals, code)
    return Appraisal(rows, mains, whole)


def nothing(listed: ComponentList) -> str:
    """That no score sheet of the unit is loaded, and who can load one where."""
    visit, names = listed.visit, listed.names
    page, kind = visit.say("load_title"), visit.say("load_kind_components")
    return visit.say("appraisal_nothing", unit=names["unit"], year=names["year"], page=page, kind=kind)


def show(shown: Shown, appraisal: Appraisal) -> None:
    """Draw the list, the chart beside the sums by main indicator, and the menus of their files."""
    told = sentences.appraisal_caveats(appraisal.whole, shown.language)
    if not appraisal.whole["compared_count"]:
        st.info(notes.literal(sentences.appraisal_next_step(appraisal.whole, shown.language)))
        _list(shown, appraisal, told)
        return
    _list(shown, appraisal, told)
    chart, beside = st.columns(2, gap="large")
    with chart:
        _chart(shown, appraisal, told)
    with beside:
        _totals(shown, appraisal, told)


def _list(shown: Shown, appraisal: Appraisal, told: list[str]) -> None:
    language = shown.language
    codes = {row["indicator_code"] for row in shown.rows}
    rows = [row for row in appraisal.rows if row["indicator_code"] in codes]
    if not narrowed(shown, rows, appraisal.rows):
        return

    table = component_tables.appraisals(shown.listed, shown.visit.palette)
    alt = say(language, "appraisal_alt", title=_title(shown), count=len(rows))
    in_order = tables.show(table, rows, language, alt=alt, key="appraisal", seen=shown.seen)
    shown.offer(table, in_order, appraisal.rows, "file_appraisal", shown.chosen, [*told, *shown.found])


def _chart(shown: Shown, appraisal: Appraisal, told: list[str]) -> None:
    compared = [main for main in appraisal.mains if main["compared_count"]]

    def draw() -> None:
        words = shown.picture("appraisal", told, heading=headings.most_reduced(compared, shown.language))
        alt = charts.appraisal_alt(compared, words)
        picture.draw(charts.appraisal(compared, words, shown.visit.palette), alt, "appraisal_chart")

    shown.visit.show(draw, "components_appraisal_chart")


def _totals(shown: Shown, appraisal: Appraisal, told: list[str]) -> None:
    language, rows = shown.language, [*appraisal.mains, appraisal.whole]
    table = component_tables.appraisal_totals(shown.listed, rows)
    st.header(say(language, "appraisal_totals_title"), anchor=False)
    alt = say(language, "appraisal_totals_alt", title=_title(shown), count=len(appraisal.mains))
    in_order = tables.show(table, rows, language, alt=alt, key="appraisal_totals", seen=shown.seen)
    shown.offer(table, in_order, rows, "file_appraisal_totals", EVERYTHING, [*told, *shown.found])


def _title(shown: Shown) -> str:
    return shown.visit.say("appraisal_title", **shown.listed.names)
