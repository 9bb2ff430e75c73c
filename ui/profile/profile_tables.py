"""The tables of the profile, on screen and in files: the twins of its charts, and what plans promise."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from functools import partial

from text import caveats, formats, plans
from text.answer import cell_value, measure_label, rank_cell
from text.catalogue import say
from ui.charts.main_indicators import most_points
from ui.charts.waterfall import signed, step_name
from ui.table_description import Field, Row, Spine, Table, called_as

_STEP_DECIMALS = 6
_MEASURE_WIDTH, _PRINTED_WIDTH = 300, 460
_ACTION_WIDTH, _AGENCY_WIDTH, _DUE_WIDTH = 460, 240, 220


def _spread(name: str) -> Field:
    """A figure of the cohort on the scale of the row; shown where the spread of the cohort is known."""

    def decimals(row: Row) -> int:
        is_usual = row["scale_max"] == 1 or row["value_decimals"] is None
        usual = formats.VALUE_DECIMALS if is_usual else row["value_decimals"]
        return formats.median_decimals(row[name], usual) if name == "median_value" else usual

    def shown(row: Row, language: str) -> str:
        return formats.number(row[name], language, decimals(row))

    return Field(name, shown=shown, decimals=decimals, needs=("min_value",))


def _share(row: Row, language: str) -> str:
    """The value of a main indicator as its points out of its maximum."""
    return cell_value({**row, "value_decimals": None}, language)


def _main_label(row: Row, language: str) -> str:
    return measure_label({**row, "indicator_level": "main"}, language)


def _step(row: Row, language: str) -> str:
    return signed(row["contribution"], language, _STEP_DECIMALS)


def _code_of_step(row: Row, _: str) -> str | None:
    return row["step_code"] if row["step_kind"] == "main" else None


# Whose rows they are, in files; `ui.profile.view.ProfileView.offer` knows it of rows that do not say it.
UNIT = ("unit_code", "unit_name", "period_code")
_INDICATOR_NAME = Field("indicator_name", shown=measure_label)
_RANK = Field("rank", shown=rank_cell)
_GAP = Field("against_gap", title="profile_gap", help="profile_gap_help", format="signed:against_gap_decimals")
_MARK = Field("against_value", title="profile_mark", help="profile_mark_help", format="value:against_decimals")
_AGAINST = (
    "value",
    _MARK,
    _GAP,
    "rank",
)
_SPREAD = (
    _spread("min_value"),
    _spread("lower_quartile_value"),
    _spread("median_value"),
    _spread("upper_quartile_value"),
    _spread("max_value"),
)
_SCALE_STEP = Decimal("0.2")
_SPANS = ("min_value", "lower_quartile_value", "upper_quartile_value", "max_value", "against_value", "value")


def standing(is_restated: bool) -> Table:
    """Rows of `ui.profile.view.ProfileView`: indicators with rank, change and value, beside what they are held against,
    in the spread of the cohort. Where the change is against the restated earlier year, its title says so.
    """
    prefix = "restated_" if is_restated else ""
    moved = Field(f"{prefix}places_gained", title=None if is_restated else "column_places")
    return Table(
        "profile_sheet",
        screen=[
            _INDICATOR_NAME,
            _RANK,
            replace(moved, needs=(f"{prefix}places_gained",)),
            "value",
            replace(_MARK, far=True),
            _GAP,
            Field("spread", title="profile_spread", shown=_spread_in_words, format="text", width=420, spine=_spine),
        ],
        file=["indicator_code", _INDICATOR_NAME, *UNIT, *_AGAINST, "cohort_size", moved, *_SPREAD],
        keeps_first=True,
        narrow=("indicator_name", "rank", f"{prefix}places_gained", "value", "spread"),
    )


def _shares(row: Row) -> list[float | None]:
    return [None if row[name] is None else float(row[name] / row["scale_max"]) for name in _SPANS]


def _spine(rows: Sequence[Row], language: str) -> Spine:
    """A scale around everything that is known, from one round tick to another."""
    known = [row[name] / row["scale_max"] for row in rows for name in _SPANS if row[name] is not None]
    low = min(known, default=Decimal(0)) // _SCALE_STEP * _SCALE_STEP
    high = (max(known, default=Decimal(1)) / _SCALE_STEP).to_integral_value(ROUND_CEILING) * _SCALE_STEP
    high = max(high, low + _SCALE_STEP)  # also where all values are one
    steps = int((high - low) / _SCALE_STEP)
    ticks = [low + step * _SCALE_STEP for step in range(steps + 1)]
    return Spine(float(low), float(high), [(float(at), formats.number(at, language, 1)) for at in ticks], _shares)


def _spread_in_words(row: Row, language: str) -> str:
    if row["min_value"] is None:
        return formats.MISSING
    spread = {part.name: part.shown(row, language) for part in _SPREAD if part.shown}
    return say(language, "profile_spread_told", **spread)


def changes(is_restated: bool) -> Table:
    """Rows of `ui.profile.view.ProfileView`: rank and value of the earlier year, restated where `is_restated`, and of
    this one, what changed, and the points lost.
    """
    prefix = "restated_" if is_restated else ""
    earlier = "restated_previous" if is_restated else "previous"
    places = Field(f"{prefix}places_gained", title=None if is_restated else "column_places")
    change = Field(f"{prefix}value_change")
    before = [
        Field(f"{earlier}_rank", title=partial(_before, "rank", is_restated)),
        Field(
            f"{earlier}_value",
            title=partial(_before, "value", is_restated),
            format=f"value:{'value_decimals' if is_restated else 'previous_value_decimals'}",
        ),
    ]
    screen: list[Field | str] = [_INDICATOR_NAME, before[0], _RANK, places, before[1], "value", change]
    screen.append(Field("lost_score", needs=("lost_score",)))
    size = [] if is_restated else ["previous_cohort_size"]
    return Table(
        "profile_sheet_changes",
        screen=screen,
        file=["indicator_code", _INDICATOR_NAME, *UNIT, "rank", "cohort_size", before[0], *size, *screen[3:]],
        keeps_first=True,
        narrow=("indicator_name", f"{earlier}_rank", "rank", f"{prefix}places_gained"),
    )


def _before(figure: str, is_restated: bool, language: str) -> str:
    return say(language, f"profile_before_{figure}{'_restated' if is_restated else ''}")

_STEP = Field("step_code", title="profile_step", shown=step_name)
_CONTRIBUTION = Field("contribution", shown=_step, decimals=lambda _: _STEP_DECIMALS)
# Rows of `mart.value_waterfall`: the steps of a change of value, exact. The code is that of a step which is an
# indicator.
STEPS = Table(
    "profile_sheet",
    screen=[_STEP, _CONTRIBUTION],
    file=[Field("indicator_code", cell=_code_of_step), _STEP, *UNIT, _CONTRIBUTION],
    keeps_first=True,
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
LOST = Table(
    "profile_sheet",
    screen=_LOST,
    file=["indicator_code", _LOST[0], *UNIT, *_LOST[1:], "max_score_basis"],
    keeps_first=True,
)

# Rows of `mart.predecessors`: the units that one was merged from, with their own rank and value.
_PREDECESSOR = Field("predecessor_name", title=called_as("unit_name"))
_PREDECESSOR_RANK = Field("rank", format="rank:predecessor_cohort_size")
PREDECESSORS = Table(
    "profile_sheet_predecessors",
    screen=[_PREDECESSOR, _PREDECESSOR_RANK, "value"],
    file=[
        Field("predecessor_code", title=called_as("unit_code")),
        _PREDECESSOR,
        Field("predecessor_cohort_code", title=called_as("cohort_code")),
        "period_code",
        "indicator_code",
        _PREDECESSOR_RANK,
        Field("predecessor_cohort_size", title=called_as("cohort_size")),
        "rank_basis",
        "value",
        "value_basis",
        Field("unit_code", title="profile_column_merged_code"),
        Field("unit_name", title="profile_column_merged"),
    ],
    keeps_first=True,
)


def _decision(row: Row, language: str) -> str:
    return caveats.decision(row["decision"], language)


# Rows of `ui.profile.standing.line`: rank and value of the index over the years, as the chart has them; files alone.
YEARS = Table(
    "profile_sheet_years",
    screen=(),
    file=[
        "period_code", "unit_code", "unit_name", "indicator_code", Field("cohort_code"),
        "rank", "cohort_size", "rank_basis", "value", "value_basis", "is_restated", Field("decision", cell=_decision),
    ],
)  # fmt: skip
# The row of `mart.rank_change_split` with the size of its cohort, as the chart has it; files alone.
SPLIT = Table(
    "profile_sheet_split",
    screen=(),
    file=[
        *UNIT, "indicator_code", "previous_rank", "previous_cohort_size", "rank_alone", "rank", "cohort_size",
        "own_places_gained",
        "others_places_gained", "places_gained",
    ],
)  # fmt: skip


def _text(name: str, title: str | None = None, width: int | None = None) -> Field:
    """A text of a plan; a dash where the plan says nothing."""
    return Field(name, title=title, width=width)


def _source(row: Row, _: str) -> str:
    return row["document_number"] or row["release_title"]


_SCOPE = Field("scope_name", shown=plans.scope)
_SOURCE = Field("document_number", title="profile_source", shown=_source)
_PRINTED = _text("printed_text", "profile_printed", _PRINTED_WIDTH)
_INDICATOR = Field(
    "indicator_code",
    shown=lambda row, _: row["indicator_code"] if row["indicator_code"] not in (None, "index") else formats.MISSING,
)
_CODES = ("unit_code", "province_code")  # of the scope and the province it lies in, in files

# Rows of the marts of plans, each with the document that says so. The scope leads where plans of several are together.
_TARGETS = [
    _text("measure", "profile_target", _MEASURE_WIDTH),
    Field("asked", title="profile_asked", shown=plans.target, format="text"),
    Field("baseline", title="profile_baseline", shown=plans.baseline, format="text", needs=("baseline",)),
    Field("due_text", title="profile_due", shown=plans.deadline, width=_DUE_WIDTH),
    Field("progress", title="profile_progress", shown=plans.progress),
    _PRINTED,
    _INDICATOR,
    _SCOPE,
    _SOURCE,
]
TARGETS = Table("profile_sheet", _TARGETS, [*_TARGETS, *_CODES], leads_if_mixed="scope_name")
_TASKS = [
    _text("action", width=_ACTION_WIDTH),
    _text("lead_agencies_shown", "profile_lead", _AGENCY_WIDTH),
    _text("coordinating_agencies_shown", width=_AGENCY_WIDTH),
    Field("due_text", title="profile_due", shown=plans.deadline, width=_DUE_WIDTH),
    _INDICATOR,
    _SCOPE,
    _SOURCE,
]
TASKS = Table("profile_sheet", _TASKS, [*_TASKS, *_CODES], leads_if_mixed="scope_name")
_DUTIES = [
    Field("rhythm", title="profile_duty", shown=plans.duty),
    _text("reporter_shown", width=_AGENCY_WIDTH),
    _text("receiver_shown", width=_AGENCY_WIDTH),
    _PRINTED,
    _SCOPE,
    _SOURCE,
]
DUTIES = Table("profile_sheet", _DUTIES, [*_DUTIES, *_CODES], leads_if_mixed="scope_name")
_BASELINES = [
    _text("measure", "profile_state", _MEASURE_WIDTH),
    Field("asked", title="profile_asked", shown=plans.state, format="text"),
    _PRINTED,
    _INDICATOR,
    _SCOPE,
    _SOURCE,
]
BASELINES = Table("profile_sheet", _BASELINES, [*_BASELINES, *_CODES], leads_if_mixed="scope_name")
