"""The part of the page where an administrator takes, tries, keeps and takes back templates of documents."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from access.roles import ADMIN
from reports import templates
from reports.errors import OfficeTemplateRefused
from reports.target import Aim
from text.errors import sentence
from ui import access, file_button, notes, uploader
from ui.documents.making import CHAPTER, DOCX, PROFILE, content
from ui.visit import Visit
from warehouse import audit, paths
from warehouse.errors import AuditFailed

_ACTION = "template"
_TOLD = "documents.template"


def show(visit: Visit, unit: dict) -> None:
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
