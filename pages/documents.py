"""Documents: the chapter of a plan and the profile on one page in Word, an issued one brought up to date, templates."""

import hashlib
from collections.abc import Callable
from functools import partial

import streamlit as st

from access.roles import ADMIN, ANALYST
from reports import documents, templates
from reports.errors import OfficeTemplateRefused, ReportError
from reports.second_run import Outcome
from reports.target import Aim
from text.errors import sentence
from ui import access, answer_head, file_button, frame, notes, uploader
from ui.choices import context, declared, url
from ui.documents import making
from ui.documents.making import CHAPTER, DOCX, PROFILE, content
from ui.visit import Visit
from warehouse import audit, paths
from warehouse.errors import AuditFailed
from warehouse.queries.editions import Wanted


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
    _show_update(visit)
    _show_templates(visit, visit.unit)


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


_DONE = "documents.updated"
_LONGEST = 4000
_OPEN = 12  # lines that need no fold


def _show_update(visit: Visit) -> None:
    """Draw the field for the issued document, and what was found in it; only analysts may hand files in."""
    st.header(visit.say("documents_update"), anchor=False)
    notes.quiet(visit.say("documents_update_help"))
    if not access.visitor().may(ANALYST):
        notes.quiet(notes.Markup(visit.say("documents_update_role")))  # it names the command as one
        return
    label = visit.say("documents_update_file")
    file = st.file_uploader(notes.literal(label), type=("docx",), key="documents_issued")
    uploader.speak("documents_issued", label, visit.language)
    if file is None:
        return
    issued = file.getvalue()
    is_for_shown = st.checkbox(
        notes.literal(visit.say("documents_update_edition", edition=visit.title())), key="documents_update_edition"
    )
    asked = (hashlib.sha256(issued).hexdigest(), visit.build_id, visit.edition_code if is_for_shown else "")
    st.button(
        visit.say("documents_update_do"), type="primary", key="documents_update_do",
        on_click=_update, args=(issued, asked),
    )  # fmt: skip
    done = st.session_state.get(_DONE)
    if done and done[0] == asked:
        _show_outcome(visit, file.name, done[1])


def _update(issued: bytes, asked: tuple[str, str, str]) -> None:
    """Callback: what the second run gave, or why it was refused, stands for the run that follows."""
    access.require(ANALYST)
    st.session_state[_DONE] = asked, _updated(issued, asked[2])


def _updated(issued: bytes, edition_code: str) -> tuple[bytes, Outcome] | ReportError:
    try:
        return documents.updated(issued, Wanted(edition_code) if edition_code else None)
    except ReportError as refused:
        return refused


def _show_outcome(visit: Visit, name: str, done: tuple[bytes, Outcome] | ReportError) -> None:
    if isinstance(done, ReportError):
        told = sentence(visit.language, type(done).__name__, vars(done))
        st.error(notes.literal(notes.short(told, _LONGEST)), icon=":material/error:")
        return
    document, outcome = done
    parts = documents.sections(outcome, visit.language)
    first = next((part for part in parts if part.lines), None)
    for place, part in enumerate(parts):
        if not part.lines:
            notes.quiet(part.title)
            continue
        is_open = part is first or len(part.lines) <= _OPEN
        with st.expander(notes.literal(part.title), expanded=is_open, key=f"documents_found_{place}"):
            notes.show([notes.short(line, _LONGEST) for line in part.lines])
    stem = name.removesuffix(".docx")
    file_button.draw(
        visit.say("documents_update_take"), lambda: document, DOCX, ANALYST,
        file_name=f"{stem}_{visit.say('documents_file_updated')}.docx", key="documents_updated",
        icon=":material/download:",
    )  # fmt: skip


_ACTION = "template"
_TOLD = "documents.template"


def _show_templates(visit: Visit, unit: dict) -> None:
    """Draw the templates in use and the field for another one; nothing for whoever is no administrator."""
    if not access.visitor().may(ADMIN):
        return
    st.header(visit.say("documents_templates"), anchor=False)
    notes.quiet(visit.say("documents_templates_help"))
    kinds = {kind: visit.say(f"documents_{kind}") for kind in (CHAPTER, PROFILE)}
    kind = st.segmented_control(
        visit.say("documents_template_kind"), list(kinds), format_func=lambda code: notes.literal(kinds[code]),
        default=CHAPTER, required=True, key="documents_template_kind",
    )  # fmt: skip
    if told := st.session_state.pop(_TOLD, None):
        st.success(notes.literal(told), icon=":material/check:")
    _show_kept(visit, kind)
    label = visit.say("documents_template_file")
    key = f"documents_template_{kind}"
    file = st.file_uploader(notes.literal(label), type=("docx",), key=key)
    uploader.speak(key, label, visit.language)
    if file is not None:
        _try(visit, unit, kind, file.getvalue())


def _show_kept(visit: Visit, kind: str) -> None:
    kept = templates.kept(kind, visit.language)
    if not kept:
        st.markdown(notes.literal(visit.say("documents_template_built_in")))
    else:
        st.markdown(notes.listed(templates.lines(kind, visit.language)))
    with st.container(horizontal=True):
        file_button.draw(
            visit.say("documents_template_take"), lambda: templates.current(kind, visit.language)[0], DOCX, ADMIN,
            file_name=f"{kind}.{visit.language}.docx", key="documents_template_take", icon=":material/download:",
        )  # fmt: skip
        if kept:
            for name, act, icon in (("back", templates.go_back, "undo"), ("own", templates.use_own, "restart_alt")):
                st.button(
                    visit.say(f"documents_template_{name}"), icon=f":material/{icon}:",
                    key=f"documents_template_{name}",
                    on_click=partial(_act, visit, partial(act, kind, visit.language), kind),
                )  # fmt: skip


def _try(visit: Visit, unit: dict, kind: str, template: bytes) -> None:
    """Judge a template, give a document by it to look at, and keep it only then."""
    try:
        left_out = templates.require_usable(template, kind)
    except OfficeTemplateRefused as refused:
        told = sentence(visit.language, type(refused).__name__, vars(refused))
        st.error(notes.literal(told), icon=":material/error:")
        return
    notes.quiet(visit.say("documents_template_usable"))
    if left_out:
        st.warning(notes.literal(templates.told_left_out(left_out, visit.language)))
    with st.container(horizontal=True):
        file_button.draw(
            visit.say("documents_template_try"),
            lambda: templates.document(content(visit, unit, kind, Aim()), template), DOCX, ADMIN,
            file_name=f"{visit.say('documents_file_trial')}.docx", key="documents_template_try",
            icon=":material/visibility:",
        )  # fmt: skip
        st.button(
            visit.say("documents_template_keep"), icon=":material/save:", type="primary", key="documents_template_keep",
            on_click=partial(_act, visit, partial(templates.keep, template, kind, visit.language), kind),
        )  # fmt: skip


def _act(visit: Visit, act: Callable, kind: str) -> None:
    """Callback: record the act, do it, and say so in the run that follows."""
    access.require(ADMIN)
    asking = access.visitor()
    try:
        audit.record(paths.loaded_dir(), _ACTION, asking.who, asking.role, f"{kind}.{visit.language}")
        kept = act()
    except AuditFailed as failed:
        st.session_state[_TOLD] = sentence(visit.language, "AuditFailed", vars(failed))
        return
    st.session_state[_TOLD] = visit.say("report_template_kept", name=kept.path.name)


frame.inside(main)
