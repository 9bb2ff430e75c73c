"""Parts of the profile that explain its figures: why rank and value changed, where points were lost."""

from dataclasses import replace

import streamlit as st

from text import formats, headings, profile
from text.answer import is_restated_change, measure_label
from text.catalogue import named
from text.periods import Period
from ui import export_menu, notes
from ui.charts.main_indicators import derived, lost_of_most, lost_points
from ui.charts.waterfall import places, rank_change, step_name, waterfall
from ui.profile import profile_tables
from ui.profile.standing import show_years
from ui.profile.view import ProfileView, TableNotes, two_columns
from ui.visit import INDEX
from warehouse.queries import profile as queries
from warehouse.queries import sources as source_queries


def show_change(view: ProfileView) -> None:
    """Draw what changed indicator by indicator, against the restated year where the years do not compare; then why rank
    and value changed, or why that cannot be told; odd movements, the units merged, the years behind.
    """
    has_changes = _changes(view)
    steps, split = view.fetch(queries.waterfall), view.fetch(queries.rank_change)
    if steps or split:
        _explanations(view, steps)
    refused = profile.why_not_explained(view.unit, view.visit.edition, view.language, bool(split), bool(steps))
    if has_changes or steps or split:
        notes.show(refused)
    else:
        st.info(notes.listed(refused))
    odd = profile.odd_movements(view.rows, view.language)
    if odd:
        st.header(view.say("profile_odd_heading"), anchor=False)
        notes.show(odd)
    _predecessors(view)
    show_years(view)


def _changes(view: ProfileView) -> bool:
    """Draw the sheet of changes under the sentence of what they mainly show; False where nothing changed that is known.
    """
    is_restated = is_restated_change(view.unit)
    prefix = "restated_" if is_restated else ""
    lost = {row["indicator_code"]: row["lost_score"] for row in view.fetch(queries.lost_points)}
    rows = [
        row | {"lost_score": lost.get(row["indicator_code"])}
        for row in view.rows
        if row[f"{prefix}places_gained"] is not None or row[f"{prefix}value_change"] is not None
    ]
    if not rows:
        return False
    # Below the index and its pillars, the main indicators by what they lost.
    mains = [row for row in rows if row["indicator_level"] == "main"]
    mains.sort(key=lambda row: row[f"{prefix}places_gained"] or 0)
    rows = [row for row in rows if row["indicator_level"] != "main"] + mains
    title = profile.moved_most(view.unit, view.rows, view.language)
    title = title or view.say("profile_change_plain", year=Period(view.unit["previous_period_code"], view.language))
    table = profile_tables.changes(is_restated)
    about = TableNotes(view.title("profile_waterfall_title"), everything=rows)
    alt = view.say("profile_changes_table", title=view.name)
    with st.container(gap="xsmall"):
        line = export_menu.title_line(title)
        in_order = view.show_table(table, rows, "changes", alt, is_own=lambda row: row["indicator_level"] == INDEX)
    view.offer(table, in_order, "profile_file_changes", about, "export_changes", place=line)
    return True


def _explanations(view: ProfileView, steps: list[dict]) -> None:
    left, right = two_columns()
    with left:
        view.show(lambda: _rank_change(view), "rank_change")
        _offer_split(view)
    with right:
        view.show(lambda: _value_change(view, steps), "value_change")
        if steps:
            _steps(view, steps)


def _offer_split(view: ProfileView) -> None:
    if split := view.fetch(queries.rank_change):
        sizes = {name: view.unit[name] for name in ("cohort_size", "previous_cohort_size")}
        sized = [sizes | row for row in split]
        note = view.say("profile_split_note")
        about = TableNotes(view.title("profile_split_title"), [note], _sources_of_cohort(view))
        view.offer(profile_tables.SPLIT, sized, "profile_file_split", about, "export_split")


def _rank_change(view: ProfileView) -> None:
    unit, language = view.unit, view.language
    split = view.fetch(queries.rank_change)
    if not split:
        return
    heading = view.say("profile_rank_heading")
    sentence = profile.rank_change(split[0], unit, language)
    cited = _sources_of_cohort(view)
    reading = f"{sentence} {view.say('profile_split_note')}"
    own, others = (places(split[0][f"{part}_places_gained"], language) for part in ("own", "others"))
    heading = view.say("heading_split", own=own, others=others)
    words = view.picture_words("profile_split_title", heading, reading, cited=cited)
    view.picture(rank_change(split[0], words, view.palette), f"{words.title}. {sentence}", "split")


def _periods(view: ProfileView) -> tuple[str, str]:
    """The period and the one that it is measured against."""
    return view.visit.edition["period_code"], view.unit["previous_period_code"]


def _sources_of_cohort(view: ProfileView) -> list[dict]:
    """The sources of the whole cohort's index now and before: what the others did is theirs to say."""
    edition, previous = view.visit.edition, view.visit.previous
    editions = [edition]
    if previous and previous["cohort_code"] == edition["cohort_code"]:
        editions.append(previous)
    return [
        source
        for each in editions
        for source in view.visit.fetch_of(source_queries.of_measure, each["edition_code"], INDEX)
    ]


def _value_change(view: ProfileView, steps: list[dict]) -> None:
    unit, language = view.unit, view.language
    if not steps:
        return
    heading = view.say("profile_value_heading")
    told = _told(view, steps)
    reading = " ".join(told.notes)
    heading = headings.most_moved(steps, unit["value_change"], language) or heading
    words = view.picture_words("profile_waterfall_title", heading, reading, cited=told.cited)
    named_steps = (f"{step_name(row, language)} {formats.number(row['contribution'], language, 5)}" for row in steps)
    read = formats.phrases(named_steps, language)
    alt = view.say("profile_waterfall_alt", title=words.title, steps=read)
    view.picture(waterfall(steps, unit, words, view.palette), alt, "waterfall")


def _steps(view: ProfileView, steps: list[dict]) -> None:
    alt = view.say("profile_steps_table", title=view.title("profile_waterfall_title"))
    in_order = view.show_table(profile_tables.STEPS, steps, "steps", alt)
    told = replace(_told(view, steps), everything=steps)
    view.offer(profile_tables.STEPS, in_order, "profile_file_steps", told)


def _told(view: ProfileView, steps: list[dict]) -> TableNotes:
    """What the picture of the steps and its table say of themselves."""
    explained = {row["step_code"] for row in steps}
    told = [view.say("profile_waterfall_note")]
    if "unknown_mains" in explained:
        names = [
            measure_label(row, view.language) for row in view.mains if row["indicator_code"] not in explained
        ]
        told.append(view.say("profile_unknown_mains", names=formats.listed(names, view.language)))
    cited = view.sources_of(lambda origin: origin["period_code"] in _periods(view))
    return TableNotes(view.title("profile_waterfall_title"), told, cited)


def _predecessors(view: ProfileView) -> None:
    rows = view.fetch(queries.predecessors)
    if not rows:
        return
    name, note = view.visit.named(view.unit), view.say("profile_predecessors_note")
    title = view.say("profile_predecessors_heading", unit=name)
    line = export_menu.title_line(title)
    notes.quiet(note)
    alt = view.say("profile_predecessors_table", unit=name, count=len(rows))
    in_order = view.show_table(profile_tables.PREDECESSORS, rows, "predecessors", alt)
    about = TableNotes(title, [note], everything=rows)
    view.offer(
        profile_tables.PREDECESSORS, in_order, "profile_file_predecessors", about, "export_predecessors", place=line
    )


_STANDINGS = ("strength", "weakness")
_STATUSES = ("full", "partial", "zero", "not_assessed", "unknown")


def show_points(view: ProfileView) -> None:
    """Draw the points lost, and beside them what is strong, what is weak and what the components got."""
    rows = view.fetch(queries.lost_points)
    left, right = two_columns()
    with left:
        view.show(lambda: _lost(view, rows), "lost")
    with right:
        _strengths(view)
        _statuses(view)
    if rows:
        title = view.title("profile_lost_title")
        in_order = view.show_table(profile_tables.LOST, rows, "lost", view.say("profile_lost_table", title=title))
        about = TableNotes(title, _points_notes(view, rows), everything=rows)
        view.offer(profile_tables.LOST, in_order, "profile_file_lost", about)


def _lost(view: ProfileView, rows: list[dict]) -> None:
    if not rows:
        st.info(view.say("profile_no_lost"))
        return
    heading = view.say("heading_most_lost", main=measure_label(rows[0] | {"indicator_level": "main"}, view.language))
    reading = " ".join([view.say("profile_lost_note"), *_points_notes(view, rows)])
    words = view.picture_words("profile_lost_title", heading, reading)
    told = formats.phrases((
        f"{named(row, 'indicator_name', view.language)} {lost_of_most(row, view.language)}" for row in rows
    ), view.language)
    alt = view.say("profile_lost_alt", title=words.title, rows=told)
    view.picture(lost_points(rows, words, view.palette), alt, "lost")


def _points_notes(view: ProfileView, rows: list[dict]) -> list[str]:
    """Derived maxima, and the main indicators whose points are not known."""
    known = {row["indicator_code"] for row in rows}
    unknown = [measure_label(row, view.language) for row in view.mains if row["indicator_code"] not in known]
    lacking = [view.say("profile_lost_unknown", names=formats.listed(unknown, view.language))] if unknown else []
    return derived(rows, view.language) + lacking


def _strengths(view: ProfileView) -> None:
    rows = view.fetch(queries.strengths)
    for standing in _STANDINGS:
        st.header(view.say(f"profile_{standing}"), anchor=False)
        lines = [_strength(view, row) for row in rows if row["standing"] == standing]
        ranked = any(row["rank"] is not None and row["value"] is not None for row in view.mains)
        if lines:
            st.markdown(notes.listed(lines))
        else:
            notes.quiet(view.say(f"profile_no_{standing}" if ranked else "profile_unranked_mains"))
    unranked = [row for row in view.mains if row["rank"] is None or row["value"] is None]
    if rows and unranked:
        names = formats.listed((measure_label(row, view.language) for row in unranked), view.language)
        notes.quiet(view.say("profile_not_judged", names=names))


def _strength(view: ProfileView, row: dict) -> str:
    return view.say(
        "profile_strength_line",
        name=measure_label(row | {"indicator_level": "main"}, view.language),
        rank=formats.rank(row["rank"], row["cohort_size"]),
        value=formats.value(row["value"], view.language, view.visit.edition["shown_decimals"]),
    )


def _statuses(view: ProfileView) -> None:
    st.header(view.say("profile_statuses"), anchor=False)
    counts = view.fetch(queries.status_counts)
    if not counts:
        notes.quiet(view.say("profile_no_statuses"))
        return
    told = [
        view.say(f"profile_count_{status}", count=counts[0][f"{status}_count"])
        for status in _STATUSES
        if counts[0][f"{status}_count"]
    ]
    st.markdown(notes.listed(told))
    notes.quiet(view.say("profile_assessed", count=counts[0]["assessed_count"]))
    st.page_link("pages/components.py", label=view.say("profile_to_components"), icon=":material/checklist:")
