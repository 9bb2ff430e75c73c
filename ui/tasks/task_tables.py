"""The tables of the tasks page, on screen and in files, and the heads that its list stands under."""

from collections.abc import Mapping, Sequence
from datetime import date

from text import formats, plans
from text.catalogue import counted, named, say
from text.components import main_label
from text.folding import reading_order
from ui.table_description import Field, Row, Table
from ui.tables import Group
from ui.tasks.choices import STATES, TaskList

_ACTION_WIDTH, _AGENCY_WIDTH, _DUE_WIDTH, _EVIDENCE_WIDTH = 380, 200, 150, 240


def _text(name: str, title: str | None = None, width: int | None = None, *, far: bool = False) -> Field:
    return Field(name, title=title, width=width, far=far)


def _source(row: Row, _: str) -> str:
    return row["document_number"] or row["release_title"]


def _main(row: Row, language: str) -> str:
    return f"{row['main_code']}. {named(row, 'main_name', language)}"


def _indicator(row: Row, _: str) -> str:
    return row["indicator_code"] or formats.MISSING


_SCOPE = Field("scope_name", shown=plans.scope, width=120)
_SOURCE = Field("document_number", title="profile_source", shown=_source, width=120, far=True)
_STATE = Field("task_state", title="tasks_column_state", shown=plans.task_state, format="text", width=_DUE_WIDTH)
_ACTION = _text("action", width=_ACTION_WIDTH)
_LEAD = _text("lead_agencies_shown", "profile_lead", _AGENCY_WIDTH)
_CODES = ("unit_code", "province_code", "section", "release_code", "row_number")


def tasks(rows: Sequence[Row], view: str) -> Table:
    """Rows of `queries.plans.tasks_on`, each with what it is about, who leads, by when, and how far it is. On screen
    without what the heads of the `view` say, and without what all `rows` share.
    """
    lead: list[Field | str] = [] if view == "agency" else [_LEAD]
    indicator = Field("indicator_code", shown=_indicator, far=True)
    of_main: list[Field | str] = [] if view in ("main", "evidence") else [indicator]
    scope: list[Field | str] = [_SCOPE] if len({row["scope_name"] for row in rows}) > 1 else []
    source: list[Field | str] = [_SOURCE] if len({row["release_code"] for row in rows}) > 1 else []
    beside = _text("coordinating_agencies_shown", width=_AGENCY_WIDTH, far=True)
    evidence = _text("evidence", width=_EVIDENCE_WIDTH)
    screen: list[Field | str] = [
        _ACTION,
        *lead,
        *([evidence] if view == "evidence" else [beside]),
        _text("due_text", "profile_due", _DUE_WIDTH),
        Field("task_state", title="tasks_column_state", shown=plans.task_mark, format="text", width=_DUE_WIDTH),
        "component_codes",
        *([] if view == "evidence" else [evidence]),
        *of_main,
        *scope,
        *source,
    ]
    file: list[Field | str] = [
        _ACTION,
        _LEAD,
        beside,
        Field("due_text", title="profile_due", shown=plans.deadline),
        _STATE,
        "component_codes",
        evidence,
        Field("indicator_code", shown=_indicator),
        _SCOPE,
        _SOURCE,
        *("due_on", "due_last_on", "task_status", "status_on"),
        *_CODES,
    ]
    return Table("tasks_sheet", screen, file, leads_if_mixed="scope_name")


def duties() -> Table:
    """Rows of `queries.plans.duties_on`."""
    columns: list[Field | str] = [
        Field("rhythm", title="profile_duty", shown=plans.duty),
        _text("reporter_shown", width=_AGENCY_WIDTH),
        _text("receiver_shown", width=_AGENCY_WIDTH),
        _STATE,
        _text("printed_text", "profile_printed", _ACTION_WIDTH),
        _SCOPE,
        _SOURCE,
    ]
    return Table("tasks_sheet_duties", columns, [*columns, *_CODES], leads_if_mixed="scope_name")


def agencies(listed: TaskList) -> Table:
    """Rows of `queries.plans.agencies`: components at zero and partial first, then the points they hold, then tasks."""
    visit = listed.visit
    columns: list[Field | str] = [
        Field("agency_name", shown=plans.agency, width=420),
        "zero_count",
        "partial_count",
        Field(
            "at_most",
            title="tasks_column_stake",
            help="tasks_column_stake_help",
            shown=plans.stake,
            format="points",
        ),
        "task_count",
    ]
    file: list[Field | str] = [
        Field("agency_name", shown=lambda row, language: row["agency_name"] or say(language, "profile_no_agency")),
        "successor_agency",
        "succeeded_on",
        "zero_count",
        "partial_count",
        Field("at_least", title="tasks_column_at_least", format="points"),
        Field("at_most", title="tasks_column_at_most", format="points"),
        "task_count",
        Field("unit_code", of=lambda _: visit.unit or {}),
        Field("unit_name", of=lambda _: visit.unit or {}),
        Field("period_code", of=lambda _: visit.edition),
    ]
    narrow = ("agency_name", "zero_count", "at_most")
    return Table("tasks_sheet_agencies", columns, file, keeps_first=True, narrow=narrow)


def without_task(listed: TaskList) -> Table:
    """Rows of `queries.plans.without_task`: zeros and what the plan says must be done about them."""
    visit = listed.visit
    columns: list[Field | str] = [
        Field("indicator_code", title="components_column_code"),
        Field("indicator_name", title="components_column_name", width=440),
        Field("task_link", title="tasks_column_link", shown=plans.task_link),
        _text("lead_agency_shown", "profile_lead", 260),
        Field("main_name", shown=_main),
    ]
    file: list[Field | str] = [
        *columns,
        "max_score_upper",
        Field("unit_code", of=lambda _: visit.unit or {}),
        Field("unit_name", of=lambda _: visit.unit or {}),
        Field("period_code", of=lambda _: visit.edition),
    ]
    narrow = ("indicator_code", "indicator_name")
    return Table("tasks_sheet_without", columns, file, keeps_first="indicator_code", narrow=narrow)


def statuses() -> Table:
    """Rows of `queries.plans.task_statuses`: what was recorded, by which file."""
    columns: list[Field | str] = [
        _ACTION,
        _LEAD,
        "task_status",
        "status_on",
        Field("release_title", title="profile_source", shown=lambda row, _: row["release_title"], format="text"),
        _SCOPE,
    ]
    return Table("tasks_sheet_statuses", columns, [*columns, "province_code", "release_code", "row_number", "load_id"])


def grouped(listed: TaskList, rows: Sequence[Row], view: str) -> tuple[list[Row], list[Group]]:
    """The rows in the order of a view, and the head over each group: whose they are and how many. What several agencies
    lead stands once, under all of them.
    """
    language = listed.visit.language
    found: dict[tuple, list[Row]] = {}
    for row in rows:
        found.setdefault(_key(row, view), []).append(row)
    order = sorted(found, key=lambda key: _place(key, found[key], view))
    heads, in_order = [], []
    for key in order:
        inside = found[key]
        inside = sorted(inside, key=lambda row: (row["task_state"] != "overdue", row["due_on"] or date.max))
        in_order += inside
        side = counted(language, "plan_tasks", len(inside))
        heads.append(Group(len(inside), _title(listed, inside[0], view), side, _notes(listed, inside[0], view)))
    return in_order, heads


def _key(row: Row, view: str) -> tuple:
    if view == "agency":
        return (row["province_code"], row["lead_agencies_shown"])
    if view == "date":
        return (row["task_state"],)
    return (row["framework_code"], row["indicator_code"])


def _place(key: tuple, rows: Sequence[Row], view: str) -> tuple:
    """Overdue first, then by how many; what has none last."""
    if view == "date":
        return (STATES.index(key[0]),)
    if view == "agency":
        return (key[1] is None, all(row["task_state"] != "overdue" for row in rows), -len(rows), key[1] or "")
    return (key[1] is None, reading_order(key[1] or ""), key[0] or "")


def _title(listed: TaskList, row: Row, view: str) -> str:
    language = listed.visit.language
    if view == "agency":
        return row["lead_agencies_shown"] or say(language, "profile_no_agency")
    if view == "date":
        return say(language, f"tasks_tab_{row['task_state']}")
    return main_label(row, language) if row["indicator_code"] else say(language, "tasks_no_main")


def _notes(listed: TaskList, row: Row, view: str) -> list[str]:
    """What an agency is today."""
    if view != "agency":
        return []
    known: Mapping = listed.successors
    found = [known.get((row["province_system"], row["province_code"], name)) for name in row["agencies"] or ()]
    return [plans.agency(each, listed.visit.language) for each in found if each]
