"""Part of the profile: why rank and value changed, and the units that a merged one comes from."""

import streamlit as st

from text import formats, profile
from text.answer import measure_label
from text.catalogue import named
from ui import data, notes, tables
from ui.charts.waterfall import rank_change, step_name, waterfall
from ui.profile import profile_tables
from ui.profile.reading import Reading, Told, halves
from warehouse.queries import profile as queries
from warehouse.queries import ranking as ranking_queries


def show(reading: Reading) -> None:
    """Draw the two explanations side by side, odd movements below the index, then the units merged."""
    steps = reading.fetch(queries.waterfall)
    reading.show(lambda: _draw(reading, steps), "change")
    if steps:
        reading.offer(
            profile_tables.STEPS,
            steps,
            "profile_file_steps",
            _told(reading, steps),
        )


def _draw(reading: Reading, steps: list[dict]) -> None:
    left, right = halves()
    with left:
        st.header(reading.say("profile_rank_heading"), anchor=False)
        _rank_change(reading)
    with right:
        st.header(reading.say("profile_value_heading"), anchor=False)
        _value_change(reading, steps)
    odd = profile.odd_movements(reading.rows, reading.language)
    if odd:
        st.header(reading.say("profile_odd_heading"), anchor=False)
        notes.show(odd)
    _predecessors(reading)


def _rank_change(reading: Reading) -> None:
    unit, language = reading.profile.unit, reading.language
    split = reading.fetch(queries.rank_change)
    if not split:
        st.info(notes.literal(profile.why_no_split(unit, reading.profile.edition, language)))
        return
    sentence = profile.rank_change(split[0], unit, language)
    st.markdown(notes.literal(sentence))
    cited = [source for year in _years(reading) for source in _sources_of_cohort(reading, year)]
    words = reading.words("profile_split_title", [reading.say("profile_split_note")], cited)
    reading.picture(rank_change(split[0], words, reading.palette), f"{words.title}. {sentence}", "split")


def _years(reading: Reading) -> tuple[int, int]:
    """The year and the one that it is measured against."""
    return reading.profile.edition["year"], reading.profile.unit["previous_year"]


def _sources_of_cohort(reading: Reading, year: int) -> list[dict]:
    """The sources of the whole cohort's index in one year: what the others did is theirs to say."""
    index_code, _, cohort_code, _ = reading.profile.keys
    return data.fetch(ranking_queries.sources, reading.build_id, index_code, year, cohort_code, "index").to_dicts()


def _value_change(reading: Reading, steps: list[dict]) -> None:
    unit, language = reading.profile.unit, reading.language
    if not steps:
        st.info(notes.literal(profile.why_no_waterfall(unit, reading.profile.edition, language)))
        return
    told = _told(reading, steps)
    words = reading.words("profile_waterfall_title", told.notes, told.cited)
    read = "; ".join(f"{step_name(row, language)} {formats.number(row['contribution'], language, 5)}" for row in steps)
    alt = reading.say("profile_waterfall_alt", title=words.title, steps=read)
    reading.picture(waterfall(steps, unit, words, reading.palette), alt, "waterfall")
    tables.show(
        profile_tables.STEPS.columns(steps, language),
        reading.palette,
        alt=reading.say("profile_steps_table", title=words.title),
        key="profile_steps_table",
    )


def _told(reading: Reading, steps: list[dict]) -> Told:
    """What the picture of the steps and its table say of themselves."""
    explained = {row["step_code"] for row in steps}
    told = [reading.say("profile_waterfall_note")]
    if "unknown_mains" in explained:
        names = [
            measure_label(row, reading.language) for row in reading.mains if row["indicator_code"] not in explained
        ]
        told.append(reading.say("profile_unknown_mains", names=", ".join(names)))
    cited = reading.sources_of(lambda origin: origin["year"] in _years(reading))
    return Told(reading.title("profile_waterfall_title"), told, cited)


def _predecessors(reading: Reading) -> None:
    rows = reading.fetch(queries.predecessors)
    if not rows:
        return
    name = named(reading.profile.unit, "unit_name", reading.language)
    st.header(notes.literal(reading.say("profile_predecessors_heading", unit=name)), anchor=False)
    notes.quiet(reading.say("profile_predecessors_note"))
    tables.show(
        profile_tables.PREDECESSORS.columns(rows, reading.language),
        reading.palette,
        alt=reading.say("profile_predecessors_table", unit=name, count=len(rows)),
        key="profile_predecessors_table",
    )
