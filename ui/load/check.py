"""Files handed in to be loaded, kept over a new start of the server, and what their check found."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from access import upload_copies
from access.roles import ANALYST
from etl.deliveries.deliveries import Purpose
from etl.problems import Problem, causes
from etl.uploads import loading
from etl.uploads.loading import Checked, FileVerdict, Upload
from etl.uploads.marked_copy import Wording, marked_file
from exports.names import stem
from text import formats
from text.catalogue import counted, say
from ui import access, export_menu, file_button, notes, resume, tables, uploader
from ui.load import flow as load_flow
from ui.load import releases, words
from ui.load.flow import Flow
from ui.table_description import Field, Table

KINDS = ("xlsx", "xls", "ods", "csv")
MOST_FILES = 20
_KEPT = "load.kept"

def ask_files(language: str, turn: int) -> list[Upload]:
    """Draw the uploader and give the files handed in; a new `turn` begins with none. At most `MOST_FILES` count.

    What an analyst hands in is kept for them (`access.upload_copies`): a window that outlives its server goes on with
    it, and says so of files that are not there any more.
    """
    key = f"load_files_{turn}"
    label = say(language, "load_files")
    files = st.file_uploader(notes.literal(label), type=KINDS, accept_multiple_files=True, key=key)
    notes.quiet(say(language, "load_files_help", most=MOST_FILES))
    uploader.speak(key, label, language)
    named = st.session_state[key]  # with those that were handed in to this server's predecessor
    if len(named) > MOST_FILES:
        st.warning(notes.literal(say(language, "load_too_many", count=len(named), most=MOST_FILES)))
        return []
    if not access.visitor().may(ANALYST):
        return [Upload(file.name, file.getvalue()) for file in files]
    return _uploads(named, language)


def forget_files() -> None:
    """Remove what is kept of this window's files, once they are published."""
    for file_id, holders in st.session_state.pop(_KEPT, {}).items():
        upload_copies.drop(holders, file_id)


def _uploads(named: list, language: str) -> list[Upload]:
    """The files of these that there are. What is named no longer was taken out of the list, and is not kept either."""
    holders, kept = access.holders(), st.session_state.setdefault(_KEPT, {})
    for file_id in kept.keys() - {file.file_id for file in named}:
        upload_copies.drop(kept.pop(file_id), file_id)
    uploads = []
    for file in named:
        found: tuple[str, bytes] | None
        if hasattr(file, "getvalue"):
            found = file.name, file.getvalue()
            if kept.get(file.file_id, holders) != holders:
                upload_copies.drop(kept[file.file_id], file.file_id)  # it would stay under a cookie that is gone
            if holders:
                upload_copies.keep(holders[0], file.file_id, *found)
        else:
            found = upload_copies.take(holders, file.file_id)
        if found:
            kept[file.file_id] = holders
            uploads.append(Upload(*found))
    if len(uploads) < len(named):
        st.warning(notes.literal(counted(language, "load_lost", len(named) - len(uploads))), icon=":material/warning:")
    return uploads


def told_rows(checked: Checked, language: str) -> str:
    """`Đơn vị: 13 mới, 0 sửa; nhóm xếp hạng: 1 mới, 0 sửa`, of what goes to reference tables; empty for figures."""
    told = []
    for table, counts in checked.reference_rows.items():
        added, changed = (formats.number(count, language, 0) for count in counts)
        name = say(language, f"load_table_{table}")
        told.append(say(language, "load_changed_rows", table=name, added=added, changed=changed))
    return formats.phrases(told, language)


SHOWN_PROBLEMS = 500
_SHOWN_APART = "shape_unknown"  # with what was seen and the pickers that map it, below
_COLUMNS = ("severity", "file", "sheet", "cell", "found", "expected", "advice")
_WIDTHS = {"found": 160, "expected": 160, "advice": 320, "verdict": 240, "layout": 200}


def _texts(*names: str) -> list[Field]:
    """Columns of words of our own; what a file gives is shown as it stands there."""
    return [
        Field(name, title=f"load_column_{name}", help=_no_help, format="text", width=_WIDTHS.get(name))
        for name in names
    ]


def _no_help(_: str) -> str:
    return ""


# Rows of `words.problem_row`, and of `FileVerdict`, each in words.
_PROBLEMS = Table("load_problems_sheet", _texts("severity", "file", "sheet", "cell", "advice", "found", "expected"))
_FILES = Table("load_files_sheet", _texts("file", "verdict", "layout", "amount"))


def check(flow: Flow, uploads: Sequence[Upload], purpose: Purpose, language: str) -> Checked | None:
    """What the files hold, read once for the same files and purpose; None, after a sentence, where that fails."""
    if not flow.is_for(purpose, uploads):
        with st.status(say(language, "load_checking"), expanded=True) as status:
            progress = load_flow.progress(status, language)
            do = partial(loading.check, uploads, purpose, flow.mapping, progress, scale=flow.scale)
            flow.checked = load_flow.try_as_analyst(flow.attempt, language, do)
        if flow.checked is None:
            if flow.attempt.refused:
                st.error(notes.literal(flow.attempt.refused))
                flow.mapping = None  # so that the next run reads the files as they are
            resume.waits(language)
            return None
        st.rerun()
    return flow.checked


def show(checked: Checked, uploads: Sequence[Upload], language: str) -> None:
    """Draw what came of each file, the list of problems, and the files with them marked."""
    st.markdown(notes.bold(_answer(checked, language)))
    _draw_files(checked.verdicts, language)
    problems = [problem for problem in checked.problems if problem.code != _SHOWN_APART]
    if problems:
        draw_problems(problems, language, names_files=len(checked.verdicts) > 1)
    with st.container(horizontal=True):
        for place, (verdict, upload) in enumerate(zip(checked.verdicts, uploads, strict=True)):
            if any(problem.code != _SHOWN_APART for problem in verdict.problems):
                _offer_marked(verdict, upload, language, f"load_marked_{place}")


def draw_problems(
    problems: Sequence[Problem], language: str, key: str = "load_problems", *, names_files: bool = True
) -> None:
    """Draw the list of problems, one for each cause: blocking ones, those to accept, notes; of very many the first."""
    ordered = causes(releases.by_name(problems, language))
    rows = [dict(zip(_COLUMNS, words.problem_row(cause, language), strict=True)) for cause in ordered]
    screen = [column for column in _PROBLEMS.screen if names_files or column not in _texts("file")]
    alt = say(language, "load_problems_alt", count=min(len(rows), SHOWN_PROBLEMS))
    in_order = tables.show(replace(_PROBLEMS, screen=screen), rows[:SHOWN_PROBLEMS], language, alt=alt, key=key)
    if len(rows) > SHOWN_PROBLEMS:
        notes.quiet(say(language, "load_problems_more", shown=SHOWN_PROBLEMS, count=len(rows)))
    _offer(_PROBLEMS, in_order, rows, "load_problems_file", language, f"{key}_files")


def _offer(table: Table, shown: list[dict], rows: list[dict], name: str, language: str, key: str) -> None:
    facts = [(say(language, "info_title"), table.heading(language))]
    export_menu.offer(table, shown, rows, facts, stem(say(language, name)), language, key, ANALYST)


def _answer(checked: Checked, language: str) -> str:
    if checked.is_known:
        return say(language, "load_known")
    if not checked.problems:
        return say(language, "load_all_sound")
    return words.problem_counts(checked.problems, language)


def _draw_files(verdicts: Sequence[FileVerdict], language: str) -> None:
    known = releases.names(language) if any(verdict.same_as for verdict in verdicts) else {}
    rows = [
        {
            "file": verdict.name,
            "verdict": words.verdict(verdict, known, language),
            "layout": words.layout(verdict.layout, language),
            "amount": words.amount(verdict, language),
        }
        for verdict in verdicts
    ]
    alt = say(language, "load_files_alt", count=len(rows))
    in_order = tables.show(_FILES, rows, language, alt=alt, key="load_verdicts")
    _offer(_FILES, in_order, rows, "load_files_file", language, "load_verdicts_files")


def _marked(upload: Upload, verdict: FileVerdict, wording: Wording, language: str) -> bytes:
    return marked_file(upload.name, upload.content, releases.by_name(verdict.problems, language), wording)


def _offer_marked(verdict: FileVerdict, upload: Upload, language: str, key: str) -> None:
    titles = tuple(say(language, f"load_column_{name}") for name in _COLUMNS)
    wording = Wording(
        say(language, "load_marked_sheet"),
        titles,
        partial(words.problem_row, language=language),
        say(language, "load_marked_left_out"),
    )
    file_button.draw(
        say(language, "load_marked", file=notes.short(verdict.name)),
        partial(_marked, upload, verdict, wording, language),
        file_button.XLSX,
        ANALYST,
        file_name=words.marked_name(verdict.name, language),
        icon=":material/rule:",
        key=key,
    )
