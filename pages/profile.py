"""Profile: one unit in one year. Where it stands, against what, why it moved, what it lost, what it aimed at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from text import formats, plans, profile
from text.catalogue import say
from text.folding import code_of
from ui import answer_head, frame, notes
from ui.choices.choice import Options
from ui.choices.declared import PLAN_AGENCY, PLAN_SCOPE, PROFILE_PART
from ui.choices.pickers import Pickers
from ui.choices.url import ALL, NONE
from ui.profile import explanation, profile_tables, standing, view
from ui.profile.view import ProfileView, TableNotes
from ui.visit import INDEX, Visit
from warehouse.queries import plans as queries

_KINDS = {"targets": queries.targets, "tasks": queries.tasks, "duties": queries.duties, "baselines": queries.baselines}
_TABLES = {
    "targets": profile_tables.TARGETS,
    "tasks": profile_tables.TASKS,
    "duties": profile_tables.DUTIES,
    "baselines": profile_tables.BASELINES,
}
_MOST_LINES = 5
_WIDTH = 260
_NOTES = {"targets": "profile_targets_note", "tasks": "profile_tasks_note"}


@dataclass(frozen=True)
class PlanFilter:
    """Which rows are shown, by the printed name of a scope and of a lead agency; None lets all through.

    The agency `none` stands for tasks that name none. Only tasks have agencies.
    """

    scope: str | None
    agency: str | None

    def shown(self, kind: str, rows: Sequence[dict]) -> list[dict]:
        """The rows that pass, in the same order."""
        return [
            row
            for row in rows
            if self.scope in (None, row["scope_name"])
            and (kind != "tasks" or self.agency is None or self.agency in (row["agencies"] or (NONE,)))
        ]

    def words(self, language: str) -> str:
        """The filter in words; empty when everything is shown."""
        agency = say(language, "profile_no_agency") if self.agency == NONE else self.agency
        told = {"scope": self.scope, "agency": agency}
        return formats.listed(
            (say(language, f"profile_filter_{name}", **{name: words}) for name, words in told.items() if words),
            language,
        )


def _show_plans(view: ProfileView) -> None:
    """Draw targets, tasks, duties to report and the state before, each as a table of their own words."""
    rows = {kind: view.fetch(query) for kind, query in _KINDS.items()}
    everything = [row for kind in rows.values() for row in kind]
    if not everything:
        st.info(notes.literal(view.say("profile_no_plans", unit=view.visit.named(view.unit))))
        return
    with st.container(horizontal=True, key="plan_pages"):
        for page, icon in (("targets", "flag"), ("tasks", "task_alt")):
            label = view.say(f"profile_to_{page}")
            st.page_link(f"pages/{page}.py", label=notes.literal(label), icon=f":material/{icon}:")
    chosen = _pick(view, everything, rows["tasks"])
    for kind, all_rows in rows.items():
        if all_rows:
            _section(view, kind, all_rows, chosen)


def _pick(view: ProfileView, everything: list[dict], tasks: list[dict]) -> PlanFilter:
    language = view.language
    scopes = {code_of(row["scope_name"]): row for row in everything}
    below = [plans.scope(row, language) for row in scopes.values() if row["scope_level"] != "province"]
    if below:
        notes.quiet(view.say("profile_plans_below", scopes=formats.listed(below, language)))
    agencies = {code_of(name): name for row in tasks for name in row["agencies"] or ()}
    named_scopes = {code: plans.scope(row, language) for code, row in scopes.items()}
    named_agencies = dict(sorted(agencies.items())) | {NONE: view.say("profile_no_agency")}
    grid = Pickers(language, _WIDTH)
    scope = grid.offer(PLAN_SCOPE, Options({ALL: view.say("profile_all_scopes")} | named_scopes, ALL))
    agency = ALL
    if agencies:
        agency = grid.offer(PLAN_AGENCY, Options({ALL: view.say("profile_all_agencies")} | named_agencies, ALL))
    return PlanFilter(
        None if scope == ALL else scopes[scope]["scope_name"],
        None if agency == ALL else agencies.get(agency, NONE),
    )


def _section(view: ProfileView, kind: str, all_rows: list[dict], chosen: PlanFilter) -> None:
    rows = chosen.shown(kind, all_rows)
    st.header(notes.literal(view.say(f"profile_{kind}_heading", count=len(rows))), anchor=False)
    told = [view.say(_NOTES[kind])] if kind in _NOTES else []
    if not rows:
        notes.quiet(view.say("profile_no_rows"))
        return
    for note in told:
        notes.quiet(note)
    alt = view.say(f"profile_{kind}_table", count=len(rows))
    in_order = view.show_table(_TABLES[kind], rows, kind, alt, chosen.scope or ALL, chosen.agency or ALL)
    view.offer(
        _TABLES[kind],
        in_order,
        f"profile_file_{kind}",
        TableNotes(notes=told, cited=view.sources_behind(all_rows), filter=chosen, everything=all_rows),
        key="export" if kind == "targets" else f"export_{kind}",
    )


PARTS = {
    "standing": standing.show_standing,
    "change": explanation.show_change,
    "points": explanation.show_points,
    "targets": _show_plans,
    "sources": view.show_sources,
}


def main(language: str) -> None:
    """Draw the page in one language. Only the part that is open is computed."""
    picked = view.pick(Visit.now(language))
    if picked is None:
        return
    visit, against = picked
    if visit.unit is None and not visit.is_of_one:
        answer_head.show(answer_head.of_cohort(visit), language)
        view.offer_units(visit)
        return
    visit = replace(visit, unit=visit.unit or visit.units[0])
    head = answer_head.of_unit(visit, profile.stray_rank(visit.unit or {}, language))
    shown = view.ProfileView(visit, against, [*head.comparing, *head.told])
    # the part of the sources names them itself
    cited = [] if PROFILE_PART.requested == "sources" else shown.sources_of(lambda row: row["indicator_code"] == INDEX)
    answer_head.show(replace(head, cited=cited), language)
    part = view.part(visit)
    PARTS[part](shown)
    if part == "standing":
        standing.show_noise(shown)


frame.inside(main)
