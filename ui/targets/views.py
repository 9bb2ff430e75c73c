"""What the targets page shows: the list by due year, and ranks over the years beside the ranges aimed at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exports.names import span, stem
from text import formats, plans
from text.catalogue import counted, say
from ui import export_menu, notes, picture, sources, tables
from ui.charts.frame import Words
from ui.charts.trend import trend
from ui.choices.list_tools import ListFilter
from ui.table_description import Field, Row, Table
from ui.tables import Group
from ui.targets.choices import TargetList
from ui.visit import INDEX, Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import plans as queries

_LONGEST_FILTER = 300
_OF_AN_EDITION = ("worth", "worth_at_most", "need")  # what a target is held against of the edition looked at


@dataclass(frozen=True)
class Shown:
    """The targets listed, those that the filter lets through, and the line of tools."""

    listed: TargetList
    chosen: ListFilter
    tools: DeltaGenerator

    @property
    def visit(self) -> Visit:
        """What the reader sees under."""
        return self.listed.visit

    @cached_property
    def rows(self) -> list[dict]:
        """The targets shown."""
        return self.chosen.shown(self.listed.rows)

    @property
    def caveats(self) -> list[str]:
        """What a reader of the targets must know."""
        return notes_of(self.listed)

    def offer(
        self, table: Table, rows: Sequence[dict], everything: Sequence[dict], kind: str, place: DeltaGenerator | None
    ) -> None:
        """Draw the menu of files of one table, named by the years in which its targets are due. Its edition is told
        where points that indicators lost in it stand beside a target.
        """
        visit = self.visit
        is_held = any(row[name] is not None for row in everything for name in _OF_AN_EDITION)
        edition = visit.edition if is_held else None
        about = export_menu.Caption(edition, visit.say("targets_list_title", unit=self.listed.name))
        chosen = self.chosen if everything is self.listed.rows else None
        facts = export_menu.facts(about, chosen, visit.build_id, self.listed.cited, self.caveats, visit.language)
        years = span(str(row["due_year"]) for row in everything if row["due_year"] is not None)
        whose = [self.listed.name] if visit.unit else []
        file = visit.file_stem(visit.say(f"targets_{kind}"), *whose, period=years)
        export_menu.offer(table, rows, everything, facts, file, visit.language, f"export_targets_{kind}", place=place)


def notes_of(listed: TargetList) -> list[str]:
    """What is true of all targets, and which scopes have ended."""
    visit = listed.visit
    return [
        visit.say("targets_note"),
        visit.say("targets_today", day=formats.day(visit.today, visit.language)),
        *plans.ended_scopes(listed.rows, visit.today, visit.language),
    ]


def list_of(shown: Shown) -> None:
    """Draw the list under the heads of its due years, and the menu of its files."""
    visit, language = shown.visit, shown.visit.language
    words = notes.short(shown.chosen.words(language), _LONGEST_FILTER)
    table = targets_table(shown.rows, plans.trajectories(shown.listed.rows, language))
    if not shown.rows:
        st.info(notes.literal(visit.say("targets_no_match", filters=words)))
        return
    if words:
        told = visit.say("targets_shown", filters=words, count=len(shown.rows), all=len(shown.listed.rows))
        notes.quiet(told)
    heads = []
    for year, rows in by_year(shown.rows).items():
        title = visit.say("targets_no_year") if year is None else visit.say("targets_group_year", year=year)
        past = sum(row["target_state"] == "past_due" for row in rows)
        side = counted(language, "plan_targets", len(rows))
        if past:
            side = visit.say("targets_group_past", targets=side, past=past)
        heads.append(Group(len(rows), title, side))
    shown.offer(table, shown.rows, shown.listed.rows, "file", shown.tools)
    seen = visit.seen(visit.today.isoformat(), *shown.chosen.codes)
    alt = visit.say("targets_table", count=len(shown.rows))
    tables.show(table, shown.rows, language, alt=alt, key="targets", groups=heads, seen=seen)


def successors(rows: Sequence[dict], visit: Visit, page: str) -> None:
    """Link to the page of the province of today of the unit's scopes that have ended, if that is another one."""
    if visit.unit is None:
        return
    ended = {
        (row["successor_system"], row["successor_code"]): row
        for row in rows
        if row["scope_ended_on"] and row["scope_ended_on"] <= visit.today and row["successor_code"]
    }
    for (system, code), row in ended.items():
        if system == visit.edition["unit_system"]:
            continue
        editions = visit.fetch_of(edition_queries.editions)
        editions.sort(key=lambda each: each["index_code"] != visit.edition["index_code"])
        edition = next((each for each in editions if each["unit_system"] == system), None)
        if edition:
            address = {"lang": visit.language, "edition": edition["edition_code"], "unit": f"{system}.{code}"}
            label = visit.say(
                "targets_to_successor",
                unit=visit.named(row, "successor_name"),
                cohort=visit.named(edition, "cohort_name"),
            )
            st.page_link(f"pages/{page}.py", label=notes.literal(label), query_params=address, icon=":material/east:")


def rank_charts(shown: Shown, of_index: bool) -> None:
    """Draw the ranks over the years of each unit that has a range of ranks for a target: by the index, or by the
    indicators below it, side by side.
    """
    lines: dict[tuple, list[dict]] = {}
    for row in shown.listed.rows:
        if row["target_unit"] == "rank" and row["unit_code"] and row["due_year"] and row["index_code"]:
            key = (row["unit_system"], row["unit_code"], row["index_code"], row["indicator_code"] or INDEX)
            lines.setdefault(key, []).append(row)
    wanted = [key for key in lines if (key[3] == INDEX) == of_index]
    if wanted and of_index:
        for key in wanted:
            _rank_chart(shown, key, lines[key])
    elif wanted:
        grid = st.grid(2, min_column_width=340, gap="medium")
        for key in wanted:
            with grid.cell().container():
                _rank_chart(shown, key, lines[key])


def _rank_chart(shown: Shown, key: tuple[str, str, str, str], targets: list[dict]) -> None:
    visit, language = shown.visit, shown.visit.language
    history = visit.fetch_of(queries.rank_history, *key)
    bands = [_band(row, language) for row in targets]
    rows = _years(history, bands)
    unit, index = targets[0]["scope_name"], _index_name(visit, key, targets[0])
    title = visit.say("targets_chart_title", unit=unit, index=index)
    told = formats.phrases((band["sentence"] for band in bands), language)
    ranks = [f"{row['period_code']} {formats.rank(row['rank'], row['cohort_size'])}" for row in rows if row["rank"]]
    known = formats.phrases(ranks, language) or visit.say("targets_history_no_rank")
    name = "_".join(key)

    def draw() -> None:
        foot = sources.foot(shown.listed.cited, visit.build_id, language)
        words = Words(
            title,
            [foot],
            language,
            heading=visit.say("targets_chart_heading", unit=unit, index=index, bands=told),
            reading=visit.say("targets_chart_reading"),
        )
        alt = visit.say("targets_chart_alt", title=title, years=known, bands=told)
        picture.draw(trend(rows, "", words, visit.palette, bands), alt, f"targets_{name}")

    visit.show(draw, "targets_ranks", name, visit.today.isoformat())
    table = history_table({band["period_code"]: band for band in bands})
    rows = [row | {"unit_code": key[1], "indicator_code": key[3]} for row in rows]
    about = export_menu.Caption(None, title)
    facts = export_menu.facts(about, None, visit.build_id, shown.listed.cited, shown.caveats, language)
    years = span(row["period_code"] for row in rows)
    file = stem(visit.say("targets_file_history"), f"{key[2]}-{key[3]}", years, key[0], unit)
    export_menu.offer(table, rows, rows, facts, file, language, f"export_{name}")


def _band(row: dict, language: str) -> dict:
    low, high = (row["low"] or row["high"], row["high"] or row["low"])
    ends = {"low": formats.points(low, language), "high": formats.points(high, language)}
    told = plans.target_state(row, language)
    return {
        "period_code": str(row["due_year"]),
        "low": low,
        "high": high,
        "label": say(language, "targets_chart_label", **ends) if low != high else ends["high"],
        "told": say(language, f"profile_progress_{row['progress']}"),
        "sentence": say(
            language,
            "targets_chart_band" if low != high else "targets_chart_rank",
            year=row["due_year"],
            state=told,
            **ends,
        ),
    }


def _years(history: Sequence[dict], bands: Sequence[dict]) -> list[dict]:
    """The years from the first known rank or target to the last, those that have no edition too."""
    wanted = {band["period_code"] for band in bands} | {row["period_code"] for row in history if row["rank"]}
    known = {row["period_code"]: row for row in history}
    unknown = {
        "edition_code": "", "is_provisional": False, "is_restated": False, "break_reasons": ["years_missing"],
        "rank": None, "cohort_size": None, "value": None, "value_decimals": None,
    }  # fmt: skip
    first, last = int(min(wanted)), int(max(wanted))
    return [known.get(str(year), unknown | {"period_code": str(year)}) for year in range(first, last + 1)]


def _index_name(visit: Visit, key: tuple[str, str, str, str], row: dict) -> str:
    """What is ranked: the short name of the index, or what the target measures below it."""
    if key[3] != INDEX:
        return row["measure"]
    editions = visit.fetch_of(edition_queries.editions)
    return next((visit.named(each, "short_name") for each in editions if each["index_code"] == key[2]), row["measure"])


_MEASURE_WIDTH, _PRINTED_WIDTH, _WAY_WIDTH, _SHORT_WIDTH = 260, 320, 200, 120


def _text(name: str, title: str | None = None, width: int | None = None, *, far: bool = False) -> Field:
    return Field(name, title=title, shown=lambda row, _: row[name] or formats.MISSING, width=width, far=far)


def targets_table(rows: Sequence[Row], ways: Mapping[tuple[str, int], str]) -> Table:
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


def history_table(bands: Mapping[str, Row]) -> Table:
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
