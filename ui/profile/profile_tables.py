"""The tables of the profile, on screen and in files: the twins of its charts, and what plans promise."""

from collections.abc import Callable

from text import formats, plans
from text.answer import cell_value, measure_label
from ui.charts.main_indicators import most_points
from ui.charts.waterfall import signed, step_name
from ui.table_description import Field, Row, Table, called_as

_STEP_DECIMALS = 6
_MEASURE_WIDTH, _PRINTED_WIDTH = 300, 460
_ACTION_WIDTH, _AGENCY_WIDTH, _DUE_WIDTH = 460, 240, 220


def _spread(name: str, written: Callable = formats.value) -> Field:
    """A figure of the cohort on the scale of the row; shown where the spread of the cohort is known."""

    def shown(row: Row, language: str) -> str:
        return written(row[name], language, None if row["scale_max"] == 1 else row["value_decimals"])

    return Field(name, shown=shown, needs=("min_value",))


def _share(row: Row, language: str) -> str:
    """The value of a main indicator as its points out of its maximum."""
    return cell_value({**row, "value_decimals": None}, language)


def _main_label(row: Row, language: str) -> str:
    return measure_label({**row, "indicator_level": "main"}, language)


def _step(row: Row, language: str) -> str:
    return signed(row["contribution"], language, _STEP_DECIMALS)


# Rows of `ui.profile.figures`: indicators beside what they are held against, and the spread of the cohort.
STANDING = Table(
    "profile_sheet",
    screen=[
        Field("indicator_name", shown=measure_label),
        "value",
        Field("against_value", title="profile_mark", format="value:against_decimals"),
        Field("against_gap", title="profile_gap", format="signed:against_gap_decimals"),
        "rank",
        _spread("min_value"),
        _spread("lower_quartile_value"),
        _spread("median_value", formats.median),
        _spread("upper_quartile_value"),
        _spread("max_value"),
    ],
    keeps_first=True,
)

# Rows of `mart.value_waterfall`: the steps of a change of value, exact.
STEPS = Table(
    "profile_sheet",
    screen=[Field("step_code", title="profile_step", shown=step_name), Field("contribution", shown=_step)],
)

_LOST: list[Field | str] = [
    Field("indicator_name", shown=_main_label),
    "lost_score",
    Field("max_score", shown=most_points),
    Field("score", title="profile_score"),
    Field("value", shown=_share),
    *(Field(name, needs=("full_count",)) for name in ("full_count", "partial_count")),
    Field("zero_count", title="profile_zero", needs=("full_count",)),
]
# Rows of `warehouse.queries.profile.lost_points`: points lost, reached and to be had, per main indicator. The numbers
# of a file cannot have a star: it says of each maximum whether it is published or derived.
LOST = Table("profile_sheet", screen=_LOST, file=[*_LOST, "max_score_basis"], keeps_first=True)

# Rows of `mart.predecessors`: the units that one was merged from, with their own rank and value.
PREDECESSORS = Table(
    "profile_sheet",
    screen=[
        Field("predecessor_name", title=called_as("unit_name")),
        Field("rank", format="rank:predecessor_cohort_size"),
        "value",
    ],
)


def _text(name: str, title: str | None = None, width: int | None = None) -> Field:
    """A text of a plan; a dash, in files too, where the plan says nothing."""
    return Field(name, title=title, shown=lambda row, _: row[name] or formats.MISSING, width=width)


def _source(row: Row, _: str) -> str:
    return row["document_number"] or row["release_title"]


_SCOPE = Field("scope_name", shown=plans.scope)
_SOURCE = Field("document_number", title="profile_source", shown=_source)
_PRINTED = _text("printed_text", "profile_printed", _PRINTED_WIDTH)
_INDICATOR = _text("indicator_code")

# Rows of the marts of plans, each with the document that says so. The scope leads where plans of several are together.
TARGETS = Table(
    "profile_sheet",
    screen=[
        _text("measure", "profile_target", _MEASURE_WIDTH),
        Field("asked", title="profile_asked", shown=plans.target, format="text"),
        Field("baseline", title="profile_baseline", shown=plans.baseline, format="text", needs=("baseline",)),
        Field("due_text", title="profile_due", shown=plans.deadline, width=_DUE_WIDTH),
        Field("progress", title="profile_progress", shown=plans.progress),
        _PRINTED,
        _INDICATOR,
        _SCOPE,
        _SOURCE,
    ],
    leads_if_mixed="scope_name",
)
TASKS = Table(
    "profile_sheet",
    screen=[
        _text("action", width=_ACTION_WIDTH),
        _text("lead_agencies_shown", "profile_lead", _AGENCY_WIDTH),
        _text("coordinating_agencies_shown", width=_AGENCY_WIDTH),
        Field("due_text", title="profile_due", shown=plans.deadline, width=_DUE_WIDTH),
        _INDICATOR,
        _SCOPE,
        _SOURCE,
    ],
    leads_if_mixed="scope_name",
)
DUTIES = Table(
    "profile_sheet",
    screen=[
        Field("rhythm", title="profile_duty", shown=plans.duty),
        _text("reporter_shown", width=_AGENCY_WIDTH),
        _text("receiver_shown", width=_AGENCY_WIDTH),
        _PRINTED,
        _SCOPE,
        _SOURCE,
    ],
    leads_if_mixed="scope_name",
)
BASELINES = Table(
    "profile_sheet",
    screen=[
        _text("measure", "profile_state", _MEASURE_WIDTH),
        Field("asked", title="profile_asked", shown=plans.state, format="text"),
        _PRINTED,
        _INDICATOR,
        _SCOPE,
        _SOURCE,
    ],
    leads_if_mixed="scope_name",
)
