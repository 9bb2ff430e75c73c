"""The tables of the targets page, on screen and in files: targets as printed beside what was read, ranks by year."""

from collections.abc import Mapping, Sequence

from text import formats, plans
from ui.table_description import Field, Row, Table

_MEASURE_WIDTH, _PRINTED_WIDTH, _WAY_WIDTH, _SHORT_WIDTH = 260, 320, 200, 120


def _text(name: str, title: str | None = None, width: int | None = None, *, far: bool = False) -> Field:
    return Field(name, title=title, shown=lambda row, _: row[name] or formats.MISSING, width=width, far=far)


def targets(rows: Sequence[Row], ways: Mapping[tuple[str, int], str]) -> Table:
    """Rows of `queries.plans.targets_on`; `ways` are the steps that a plan lays out, by release and row. On screen
    without what all `rows` share.
    """
    scope: list[Field | str] = [Field("scope_name", shown=plans.scope, width=_SHORT_WIDTH)]
    document = Field("document_number", title="profile_source", shown=_source, width=_SHORT_WIDTH, far=True)
    source: list[Field | str] = [document]
    columns: list[Field | str] = [
        _text("measure", "profile_target", _MEASURE_WIDTH),
        Field("asked", title="profile_asked", shown=plans.target, format="text", width=_SHORT_WIDTH),
        _text("printed_text", "profile_printed", _PRINTED_WIDTH),
        _text("due_text", "profile_due", _SHORT_WIDTH, far=True),
        Field(
            "target_state",
            title="targets_column_state",
            shown=plans.target_state,
            format="text",
            width=_SHORT_WIDTH,
        ),
        Field(
            "worth",
            title="targets_column_worth",
            help="targets_column_worth_help",
            shown=plans.worth,
            format="text",
        ),
        Field(
            "way",
            title="targets_column_way",
            shown=lambda row, _: ways.get((row["release_code"], row["row_number"]), formats.MISSING),
            format="text",
            width=_WAY_WIDTH,
            far=True,
        ),
        Field("indicator_code", shown=_indicator, far=True),
    ]
    screen: list[Field | str] = [
        *columns,
        *(scope if len({row["scope_name"] for row in rows}) > 1 else []),
        *(source if len({row["release_code"] for row in rows}) > 1 else []),
    ]
    codes = ["due_year", "due_on", "low", "high", "unit_code", "province_code", "section", "release_code"]
    return Table("targets_sheet", screen, [*columns, *scope, *source, *codes], leads_if_mixed="scope_name")


def history(bands: Mapping[str, Row]) -> Table:
    """Rows of `queries.plans.rank_history`, and of years that only a target is of; `bands` by period."""

    def band(row: Row, language: str) -> str:
        found = bands.get(row["period_code"])
        return found["label"] if found else formats.MISSING

    aimed = Field("band", title="targets_column_band", shown=band, format="text")
    file: list[Field | str] = ["unit_code", "indicator_code", "period_code", "rank", "cohort_size", aimed]
    return Table("targets_sheet_history", ["period_code", "rank", aimed], file)


def _indicator(row: Row, _: str) -> str:
    return row["indicator_code"] if row["indicator_code"] not in (None, "index") else formats.MISSING


def _source(row: Row, _: str) -> str:
    return row["document_number"] or row["release_title"]


def by_year(rows: Sequence[Row]) -> dict[int | None, list[Row]]:
    """The rows of each due year, in their order; None for those without."""
    found: dict[int | None, list[Row]] = {}
    for row in rows:
        found.setdefault(row["due_year"], []).append(row)
    return found
