"""Tasks: what plans ask of whom, by agency, main indicator or date, and how far it is as of today."""

import streamlit as st

from text import plans
from ui import answer_head, frame, notes
from ui.choices import context, declared, list_tools
from ui.targets.views import successors
from ui.tasks import views
from ui.tasks.choices import VIEWS, TaskList, words_of
from ui.visit import Visit


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language))
    if begun is None:
        return
    visit = context.pick_unit(*begun)
    context.settle(visit, begun[1])
    listed = TaskList(visit)
    short = visit.say("tasks_list_title", unit=listed.name)
    if not listed.rows and not listed.duties:
        whose = visit.named(visit.unit) if visit.unit else visit.named(visit.edition, "cohort_name")
        title = visit.say("tasks_none_title", unit=whose)
        answer_head.show(answer_head.Head(title, "", "", [], [], [], short), language)
        page, kind = visit.say("load_title"), visit.say("load_kind_tasks")
        st.info(notes.literal(visit.say("tasks_nothing", unit=whose, page=page, kind=kind)))
        return
    offered = VIEWS if visit.unit else VIEWS[:-1]  # zeros are those of one unit
    arranged = (declared.TASK_VIEW, {view: visit.say(f"tasks_view_{view}") for view in offered})
    chosen, view, tools = list_tools.pick(
        listed.rows, listed.conditions, declared.TASK_SEARCH, words_of, language, arranged
    )
    shown = views.Shown(listed, chosen, view, tools)
    title = plans.tasks_answer(listed.name, listed.rows, listed.duties, visit.today, language)
    told = views.notes_of(listed)
    answer_head.show(answer_head.Head(title, views.lead(listed), "", [], told, listed.cited, short), language)
    successors([*listed.rows, *listed.duties], visit, "tasks")
    if view == "zeros":
        views.without_task(shown)
        views.agencies_of(shown)
        return
    views.further_files(shown)
    views.list_of(shown)
    views.duties_of(shown)
    views.statuses_of(shown)


frame.inside(main)
