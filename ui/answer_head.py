"""The head of a page: the answer in its largest words, one line below it, and one fold that holds every note once."""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import answer, caveats, formats
from text.catalogue import counted, say
from ui import browser, notes, sources
from ui.ranking import ranking_tables
from ui.visit import Visit
from warehouse.queries import overview as overview_queries
from warehouse.queries import sources as source_queries

_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_place: ContextVar[DeltaGenerator | None] = ContextVar("place of the title", default=None)
_page: ContextVar[str] = ContextVar("name of the page", default="")
_looked_at: ContextVar[str] = ContextVar("edition and unit", default="")


@dataclass(frozen=True)
class Head:
    """What the head of a page says.

    `comparing` are the notes that the change in `title` rests on, which it refers to; `told` are all others. `short`
    begins the title of the window.
    """

    title: str
    lead: str
    provenance: str
    comparing: Sequence[str]
    told: Sequence[str]
    cited: Sequence[dict]
    short: str


def reserve(page: str) -> None:
    """Keep room for the title of a page of this name; `title_of_page` fills it where the page has no answer to give."""
    _place.set(st.container())
    _page.set(page)
    _looked_at.set("")


def title_of_page(title: str) -> None:
    """Give a page its name for a title, unless an answer stands there already; the window says what is looked at."""
    place = _place.get()
    if place is not None:
        place.title(notes.literal(title), anchor=False)
        _place.set(None)
        if _looked_at.get():
            name_window(_looked_at.get())


def name_window(short: str) -> None:
    """Give the window its title, which ends with the name of the page."""
    st.set_page_config(page_title=f"{short} – {_page.get()}")


def look_at(visit: Visit) -> None:
    """Take note of what is looked at, for the title of a window whose page has no answer to give."""
    index, year = visit.named(visit.edition, "short_name"), visit.period(visit.edition)
    unit = visit.unit and visit.named(visit.unit)
    _looked_at.set(visit.say("browser_title", unit=unit, index=index, year=year) if unit else f"{index} {year}")


def show(head: Head, language: str) -> None:
    """Draw the head of a page and give it a head start."""
    place = _place.get() or st.container()
    _place.set(None)
    mark = _marks(len(head.comparing)) if head.comparing else ""
    place.title(notes.literal(head.title + mark), anchor=False)
    if head.lead:
        with place.container(key="lead"):
            st.markdown(notes.literal(head.lead))
    with place:
        _fold(head, language)
    name_window(head.short)
    browser.draw_text_first(_page.get(), head.title, head.lead)


def _marks(count: int) -> str:
    """`¹⁻³`: the numbers of the first notes."""
    return ("1" if count == 1 else f"1⁻{count}").translate(_DIGITS)


def _fold(head: Head, language: str) -> None:
    told = [*head.comparing, *head.told]
    parts = [
        head.provenance,
        counted(language, "notes_count", len(told)) if told else "",
        counted(language, "cited_count", len(head.cited)) if head.cited else "",
    ]
    label = " · ".join(part for part in parts if part)
    if not told and not head.cited:
        notes.quiet(label)
        return
    with st.expander(notes.literal(label), type="compact", key="notes"):
        notes.numbered(told)
        notes.show(sources.each_linked(head.cited, language))
        if head.provenance:
            st.page_link("pages/method.py", label=say(language, "page_to_method"), icon=":material/functions:")


def _notes_of_all(visit: Visit) -> list[str]:
    """How the ranks, values and the mean of the cohort came about, and which units are missing."""
    language = visit.language
    return [
        *caveats.series(visit.units, visit.summary, language),
        *caveats.means(visit.summary, language),
        *caveats.missing_units(visit.units, language),
    ]


def of_visit(visit: Visit) -> Head:
    """The head of a page about the whole cohort: of the visit's unit, or where nobody chose one of the cohort."""
    is_of_unit = visit.unit is not None or visit.is_of_one
    return of_unit(visit, _notes_of_all(visit)) if is_of_unit else of_cohort(visit, _notes_of_all(visit))


def of_unit(visit: Visit, more: Sequence[str] = ()) -> Head:
    """The head about the visit's unit, or the only one there is; `more` are notes of the page."""
    unit, language = visit.unit or visit.units[0], visit.language
    rank = formats.rank(unit["rank"], unit["cohort_size"])
    near = caveats.near_ties(ranking_tables.near_units(unit, visit), unit, language)
    gap = next(
        (
            row
            for row in visit.fetch(overview_queries.gaps, visit.measure_code)
            if row["unit_code"] == unit["unit_code"] and row["benchmark_kind"] == "country"
        ),
        None,
    )
    return Head(
        answer.answer(unit, visit.edition, visit.measure, visit.summary, language),
        answer.lead(unit, None if visit.is_of_one else gap, language),
        answer.provenance(unit, language),
        caveats.comparison(unit, visit.edition, visit.previous, language),
        [*answer.bases_told(unit, language), *near, *more],
        visit.fetch(source_queries.of_measure, visit.measure_code),
        visit.say(
            "browser_title",
            unit=" ".join(filter(None, (visit.named(unit), unit["rank"] and rank))),
            index=_ranked_by(visit),
            year=visit.period(visit.edition),
        ),
    )


def _ranked_by(visit: Visit) -> str:
    """What a rank in the title of the window is of: the index, or the measure below it."""
    if visit.measure["indicator_level"] != "index":
        return answer.measure_label(visit.measure, visit.language)
    return visit.named(visit.edition, "short_name")


def of_cohort(visit: Visit, more: Sequence[str] = ()) -> Head:
    """The head where nobody has chosen a unit: who leads, what is usual, and that one may choose."""
    language, mean = visit.language, visit.summary["mean_value"]
    told = ""
    if mean is not None:
        told = visit.say("page_lead_mean", mean=formats.value(mean, language, visit.summary["shown_decimals"]))
    title = answer.answer_of_all(visit.units, visit.edition, visit.measure, visit.summary, language)
    if visit.parent:
        title = answer.answer_within(visit.units_within, visit.parent, visit.edition, visit.measure, language)
    return Head(
        title,
        visit.say("page_lead_ask", mean=told),
        "",
        [],
        [*caveats.crossing(visit.units[0], visit.edition, visit.previous, language), *more],
        visit.fetch(source_queries.of_measure, visit.measure_code),
        f"{visit.named(visit.edition, 'short_name')} {visit.period(visit.edition)}",
    )
