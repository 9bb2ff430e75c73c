"""The overview in figures: up to six numbers that say the year, each with what it rests on; components by status."""

from decimal import Decimal
from typing import NamedTuple

import streamlit as st

from text import formats
from ui import export_menu, notes, picture, sources
from ui.charts import status as charts_status
from ui.table_description import Field, Row, Table
from ui.visit import Visit
from warehouse.queries import overview as queries
from warehouse.queries import sources as source_queries

MOST = 6
_WIDTH = 150


class Figure(NamedTuple):
    """A number in words: what it is, how it reads, what it rests on."""

    label: str
    value: str
    note: str


def show(visit: Visit) -> None:
    """Draw the header figures side by side, as many to a row as fit."""
    grid = st.grid("auto", min_column_width=_WIDTH)
    for figure in figures(visit):
        cell = grid.container(gap=None)
        cell.metric(notes.literal(figure.label), notes.literal(figure.value))
        with cell:
            notes.quiet(figure.note)


def figures(visit: Visit) -> list[Figure]:
    """What is known of the year, most telling first: coverage where units are missing, gaps of the own unit, ends."""
    if visit.is_of_one:
        return _of_one(visit)
    found = [*_coverage(visit), *_gaps(visit), *_mean(visit), *_ends(visit), *_moves(visit), *_range(visit)]
    return found[:MOST]


def _of_one(visit: Visit) -> list[Figure]:
    unit = visit.units[0]
    shown = [Figure(visit.say("overview_own_value"), _value(visit, unit["value"]), visit.named(unit))]
    if unit["previous_value"] is not None:
        before = visit.say("overview_own_before", year=visit.period(unit, "previous"))
        moved = visit.say("overview_own_change", year=visit.period(unit, "previous"))
        change = formats.change(unit["value_change"], visit.language, unit["value_change_decimals"])
        shown += [
            Figure(moved, change, visit.named(unit)),
            Figure(before, _value(visit, unit["previous_value"]), visit.named(unit)),
        ]
    return shown


def _coverage(visit: Visit) -> list[Figure]:
    size, summary = visit.edition["cohort_size"], visit.summary
    if summary["value_count"] == size:
        return []
    cohort = visit.named(visit.edition, "cohort_name")
    return [
        Figure(visit.say("overview_with_value"), formats.rank(summary["value_count"], size), cohort),
        Figure(visit.say("overview_with_rank"), formats.rank(summary["rank_count"], size), cohort),
    ]


def _gaps(visit: Visit) -> list[Figure]:
    if visit.unit is None:
        return []
    return [
        Figure(
            visit.say("overview_gap_leader"),
            formats.change(gap["gap"], visit.language, gap["gap_decimals"]),
            visit.say(
                "overview_gap_of",
                unit=visit.named(visit.unit),
                value=formats.value(gap["benchmark_value"], visit.language, gap["benchmark_decimals"]),
            ),
        )
        for gap in visit.fetch(queries.gaps, visit.measure_code)
        if gap["unit_code"] == visit.unit_code and gap["benchmark_kind"] == "leader"  # the mean: below the title
    ]


def _mean(visit: Visit) -> list[Figure]:
    mean, printed = visit.summary["mean_value"], visit.summary["published_mean_value"]
    if mean is None and printed is None:
        return []
    if mean is None:
        return [Figure(visit.say("overview_mean"), _value(visit, printed), visit.say("overview_mean_published"))]
    if printed is None or printed == mean:  # the strip says it
        return []
    note = visit.say("overview_mean_differs", count=visit.summary["value_count"], printed=_value(visit, printed))
    return [Figure(visit.say("overview_mean"), _value(visit, mean), note)]


def _ends(visit: Visit) -> list[Figure]:
    """The first and the last one, where the strip of values does not name them."""
    if sum(unit["value"] is not None for unit in visit.units) > 1:
        return []
    ranked = [unit for unit in visit.units if unit["rank"] is not None]
    ends = [("overview_first", [unit for unit in ranked if unit["rank"] == 1])]
    if visit.is_ranked_whole:
        ends.append(("overview_last", [unit for unit in ranked if unit["rank"] == ranked[-1]["rank"]]))
    return [Figure(visit.say(key), _standing(visit, units[0]), _names(visit, units)) for key, units in ends if units]


def _standing(visit: Visit, unit: dict) -> str:
    if unit["value"] is None:
        return formats.rank(unit["rank"], unit["cohort_size"])
    return _value(visit, unit["value"])


def _names(visit: Visit, units: list[dict]) -> str:
    return formats.listed((visit.named(unit) for unit in units), visit.language)


def _moves(visit: Visit) -> list[Figure]:
    [moves] = visit.fetch(queries.movements, visit.measure_code)
    if not moves["known_count"]:
        return []
    restated = "_restated" if visit.units[0]["comparability"] == "cohort_changed" else ""
    return [
        Figure(
            visit.say("overview_moves"),
            visit.say("overview_moves_cell", up=moves["up_count"], down=moves["down_count"]),
            visit.say(
                f"overview_moves_note{restated}",
                same=moves["same_count"],
                known=formats.rank(moves["known_count"], visit.edition["cohort_size"]),
            ),
        )
    ]


def _range(visit: Visit) -> list[Figure]:
    return [
        Figure(
            visit.say("overview_range"),
            _value(visit, spread["value_range"]),
            visit.say(
                "overview_middle",
                low=_value(visit, spread["lower_quartile_value"]),
                high=_value(visit, spread["upper_quartile_value"]),
            ),
        )
        for spread in visit.fetch(queries.spread, visit.measure_code)
    ]


def _value(visit: Visit, amount: Decimal | None) -> str:
    return formats.value(amount, visit.language, visit.edition["shown_decimals"])


_FEW = 8


def show_statuses(visit: Visit) -> None:
    """Draw the own unit's statuses, without one those of all units loaded while they are few; then whose are loaded.

    The sentences say every figure of the picture.
    """
    edition = visit.edition
    rows = visit.fetch(queries.status_shares)
    own = [row for row in rows if row["unit_code"] == visit.unit_code]
    few = rows if len(rows) <= _FEW else []
    drawn = own if visit.unit else few
    if not drawn:
        st.header(visit.say("overview_status"), anchor=False)
    if not rows:
        notes.quiet(visit.say("overview_status_none", year=visit.period(edition)))
        return
    told = [sentence for row in drawn for sentence in _sentences(visit, row)]
    if drawn:
        title = visit.say(
            "overview_shares_title", index=visit.named(edition, "short_name"), year=visit.period(edition)
        )
        foot = sources.foot(visit.fetch(source_queries.of_statuses), visit.build_id, visit.language)
        words = visit.words(title, [foot], visit.say("overview_status"))
        figure = charts_status.share_bars(drawn, words, visit.palette)
        alt = " ".join([f"{title}.", *told])
        picture.draw(figure, alt, "overview_shares")
    if visit.unit and not own:
        told.insert(0, visit.say("overview_status_own_none", unit=visit.named(visit.unit)))
    names = formats.listed((visit.named(row) for row in rows), visit.language)
    known = formats.rank(len(rows), edition["cohort_size"])
    notes.show([*told, visit.say("overview_status_coverage", known=known, units=names)])


_COUNTED = ("full", "partial", "zero", "not_assessed")


def _share(status: str) -> Field:
    """The share of a status, per cent as in the sentences."""

    def percent(row: Row, _: str) -> Decimal | None:
        share = row[f"{status}_share"]
        return None if share is None else share * 100

    title = f"overview_column_{status}_share"
    return Field(f"{status}_share", title=title, cell=percent, decimals=lambda _: 1, format="amount")


# Rows of `warehouse.queries.overview.status_shares`, as the chart has them; files alone.
_STATUSES = Table(
    "overview_status",
    screen=(),
    file=[
        "unit_code", "unit_name", "period_code", "assessed_count", *(f"{status}_count" for status in _COUNTED),
        *(_share(status) for status in _COUNTED[:3]),
    ],
)  # fmt: skip


def offer_statuses(visit: Visit) -> None:
    """Offer the figures of these statuses as files, of all units whose components are loaded."""
    rows = visit.fetch(queries.status_shares)
    if not rows:
        return
    own = [row for row in rows if row["unit_code"] == visit.unit_code]
    told = export_menu.facts(
        export_menu.Caption(visit.edition, visit.say("overview_status")),
        None,
        visit.build_id,
        visit.fetch(source_queries.of_statuses),
        [],
        visit.language,
    )
    files = visit.file_stem(visit.say("overview_status_file"))
    export_menu.offer(_STATUSES, own or rows, rows, told, files, visit.language, key="overview_status_files")


def _sentences(visit: Visit, row: dict) -> list[str]:
    shares = {
        f"{status}_share": formats.percent(row[f"{status}_share"], visit.language)
        for status in ("full", "partial", "zero")
    }
    told = [
        visit.say(
            "overview_status_sentence",
            unit=visit.named(row),
            count=row["assessed_count"],
            full=row["full_count"],
            partial=row["partial_count"],
            zero=row["zero_count"],
            **shares,
        )
    ]
    if row["not_assessed_count"]:
        told.append(visit.say("overview_status_not_assessed", count=row["not_assessed_count"]))
    return told
