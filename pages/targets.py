"""Targets: what plans aim at, as printed and as read, by due year, and how far it is met as of today."""

import streamlit as st

from text import plans
from ui import answer_head, frame, notes
from ui.choices import context, declared, list_tools
from ui.targets import views
from ui.targets.choices import TargetList, words_of
from ui.visit import Visit


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language))
    if begun is None:
        return
    visit = context.pick_unit(*begun)
    context.settle(visit, begun[1])
    listed = TargetList(visit)
    short = visit.say("targets_list_title", unit=listed.name)
    if not listed.rows:
        whose = visit.named(visit.unit) if visit.unit else visit.named(visit.edition, "cohort_name")
        title = visit.say("targets_none_title", unit=whose)
        answer_head.show(answer_head.Head(title, "", "", [], [], [], short), language)
        page, kind = visit.say("load_title"), visit.say("load_kind_targets")
        st.info(notes.literal(visit.say("targets_none", unit=whose, page=page, kind=kind)))
        return
    chosen, _, tools = list_tools.pick(
        listed.rows, listed.conditions, declared.TARGET_SEARCH, words_of, language
    )
    shown = views.Shown(listed, chosen, tools)
    title, lead = plans.targets_answer(listed.name, listed.rows, language), plans.targets_lead(listed.rows, language)
    answer_head.show(
        answer_head.Head(title, lead, "", [], views.notes_of(listed), listed.cited, short), language
    )
    views.successors(listed.rows, visit, "targets")
    views.rank_charts(shown, of_index=True)
    views.list_of(shown)
    views.rank_charts(shown, of_index=False)


frame.inside(main)
