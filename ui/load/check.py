"""The second step of loading: files read, every problem at once, and the files given back with them marked."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from access.roles import ANALYST
from etl.deliveries.deliveries import Purpose
from etl.problems import Problem, causes
from etl.uploads import loading
from etl.uploads.loading import Checked, FileVerdict, Upload
from etl.uploads.marked_copy import Wording, marked_file
from text.catalogue import say
from ui import file_button, notes, resume, stacked_table
from ui.load import flow as load_flow
from ui.load import releases, words
from ui.load.flow import Flow
from ui.stacked_table import Kind, Part

SHOWN_PROBLEMS = 500
_SHOWN_APART = "shape_unknown"  # with what was seen and the pickers that map it, below
_COLUMNS = ("severity", "file", "sheet", "cell", "found", "expected", "advice")
_SHOWN: dict[str, Kind] = {
    "severity": "head", "file": "head", "sheet": "head", "cell": "head",
    "advice": "body", "found": "side", "expected": "side",
}  # fmt: skip


def check(flow: Flow, uploads: Sequence[Upload], purpose: Purpose, language: str) -> Checked | None:
    """What the files hold, read once for the same files and purpose; None, after a sentence, where that fails."""
    if not flow.is_for(purpose, uploads):
        with st.status(say(language, "load_checking"), expanded=True) as status:
            progress = load_flow.progress(status, language)
            flow.checked = load_flow.attempt(
                flow.act, language, partial(loading.check, uploads, purpose, flow.mapping, progress, scale=flow.scale)
            )
        if flow.checked is None:
            if flow.act.refused:
                st.error(notes.literal(flow.act.refused))
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
    shown = ordered[:SHOWN_PROBLEMS]
    rows = [dict(zip(_COLUMNS, words.problem_row(cause, language), strict=True)) for cause in shown]
    is_needless = {"file": not names_files, "sheet": not any(row["sheet"] for row in rows)}
    parts = [
        Part(say(language, f"load_column_{name}"), [row[name] for row in rows], kind)
        for name, kind in _SHOWN.items()
        if not is_needless.get(name)
    ]
    stacked_table.show(parts, language, alt=say(language, "load_problems_alt", count=len(rows)), key=key)
    if len(ordered) > len(rows):
        notes.quiet(say(language, "load_problems_more", shown=len(rows), count=len(ordered)))


def _answer(checked: Checked, language: str) -> str:
    if checked.is_known:
        return say(language, "load_known")
    if not checked.problems:
        return say(language, "load_all_sound")
    return words.problem_counts(checked.problems, language)


def _draw_files(verdicts: Sequence[FileVerdict], language: str) -> None:
    known = releases.names(language) if any(verdict.same_as for verdict in verdicts) else {}
    parts: dict[str, tuple[Kind, list[str]]] = {
        "file": ("head", [verdict.name for verdict in verdicts]),
        "verdict": ("body", [words.verdict(verdict, known, language) for verdict in verdicts]),
        "layout": ("side", [words.layout(verdict.layout, language) for verdict in verdicts]),
        "amount": ("side", [words.amount(verdict, language) for verdict in verdicts]),
    }
    shown = [Part(say(language, f"load_column_{name}"), cells, kind) for name, (kind, cells) in parts.items()]
    stacked_table.show(shown, language, alt=say(language, "load_files_alt", count=len(verdicts)), key="load_verdicts")


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
