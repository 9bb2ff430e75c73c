"""Documents: the chapter of a plan and the profile on one page in Word, an issued one brought up to date, templates."""

import streamlit as st

from reports.target import Aim
from text.errors import sentence
from ui import answer_head, frame, notes
from ui.choices import context, declared, url
from ui.documents import making, office_templates, update
from ui.visit import Visit


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language))
    if begun is None:
        return
    visit = context.pick_unit(*begun)
    context.settle(visit, begun[1])
    if visit.unit is None:
        title = visit.say("documents_unit_title")
        answer_head.show(answer_head.Head(title, "", "", [], [], [], title), language)
        st.info(visit.say("documents_choose_unit"))
        return
    aim = making.aim_asked()
    refused = making.refusal(visit, visit.unit, aim)
    aim = Aim() if refused else aim
    found = making.told(visit, visit.unit, aim)
    unit, year = visit.named(visit.unit), visit.period(visit.edition)
    title = visit.say("documents_answer", unit=unit, year=year)
    lead = visit.say("documents_lead", figures=found.figure_count, gaps=len(found.gaps))
    answer_head.show(answer_head.Head(title, lead, "", [], found.gaps, [], title), language)
    if refused:
        st.warning(notes.literal(sentence(language, type(refused).__name__, vars(refused))))
    _target(visit)
    if aim.add or aim.gain:
        notes.quiet(visit.say("documents_scenario"))
    with st.container(horizontal=True):
        making.offer(visit, visit.unit, making.CHAPTER, aim, "documents_chapter")
        making.offer(visit, visit.unit, making.PROFILE, Aim(), "documents_profile")
    notes.quiet(visit.say("documents_addresses"))
    update.show(visit)
    office_templates.show(visit, visit.unit)


def _target(visit: Visit) -> None:
    """The field for a rank to aim at; what a scenario of the simulator adds stands in the address alone."""
    key = f"documents_target_{visit.edition_code}_{visit.unit_code}"
    st.session_state.setdefault(key, making.aim_asked().rank or "")
    st.text_input(
        visit.say("documents_target"), key=key, help=visit.say("documents_target_help"), width=220, max_chars=20,
        on_change=_take_target, args=(key,),
    )  # fmt: skip


def _take_target(key: str) -> None:
    """Callback: the rank that was typed stands in the address."""
    name, typed = declared.DOCUMENT_TARGET.name, st.session_state[key].strip()
    url.update({name: typed} if typed else {}, () if typed else (name,))


frame.inside(main)
