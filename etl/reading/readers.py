"""A data file's cells as text, exactly as published. What kind of file it is, its content decides."""

from pathlib import Path

from etl.problems import Problem
from etl.reading import workbook_limits as limits
from etl.reading.cell_texts import text_problems, without_raised_marks
from etl.reading.content import TEXT, kind_of
from etl.reading.delimited import read_delimited
from etl.reading.sheets import Sheet
from etl.reading.workbooks import Progress, read_workbook, silent

KINDS = (".csv", ".xlsx", ".ods", ".xls")
# an encrypted .xlsx is an OLE container, and a broken zip file may be of any kind: the reading process names them
_TOLD_LATER = {(".xls", ".xlsx"), (".zip", ".xlsx"), (".zip", ".ods")}


def read_cells(
    path: Path, file: str | None = None, progress: Progress = silent
) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a file, none if they cannot be read, and what is to be said about it.

    With a blocking problem the sheets are only there to be shown. `file` names the file in problems, by default its
    own name; `progress` hears of the rows of a workbook.
    """
    file = file or path.name
    extension = path.suffix.lower()
    if extension not in KINDS:
        expected = ", ".join(KINDS)
        return [], [Problem(file, code="extension_unknown", found=extension or "?", expected=expected)]
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        found, expected = f"{size / 2**20:.1f} MB", f"{limits.FILE_BYTES // 2**20} MB"
        return [], [Problem(file, code="file_too_large", found=found, expected=expected)]
    if size == 0:
        return [], [Problem(file, code="file_empty")]
    kind = kind_of(path)
    if kind != extension and (kind, extension) not in _TOLD_LATER:
        return [], [Problem(file, code="content_not_extension", found=kind, expected=extension)]
    sheets, problems = read_delimited(path, file) if kind == TEXT else read_workbook(path, file, progress)
    faults = text_problems(sheets, file)
    # letters of old encodings look like footnote marks: where there are some, nothing is taken from the texts
    return sheets if faults else [without_raised_marks(sheet) for sheet in sheets], [*problems, *faults]
