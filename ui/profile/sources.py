"""Part of the profile: whence each figure of the unit is, and how printed and computed figures agree."""

from functools import partial

import streamlit as st

from text import formats, profile
from text.answer import measure_label
from text.catalogue import say
from ui import notes, sources, tables
from ui.profile.view import ProfileView, Told
from ui.table_description import Field, Row, Table
from warehouse.queries import profile as queries

_GRAVEST = ("different", "within_rounding_of_parts", "equal_at_printed_precision", "exact")


def show(view: ProfileView) -> None:
    """Draw one line per figure with its sources and verdicts, the figures that differ, and the sources in full."""
    checks = view.fetch(queries.verdicts)
    rows = [row for row in view.rows if row["value"] is not None or row["published_rank"] or row["rank"]]
    if not rows:
        st.info(view.say("profile_no_figures"))
        return
    view.show(lambda: _draw(view, rows, checks), "sources")
    view.offer(_table(view, checks), rows, "profile_file_sources", Told(notes=_differences(view, checks)))


def _draw(view: ProfileView, rows: list[dict], checks: list[dict]) -> None:
    tables.show(
        _table(view, checks).columns(rows, view.language),
        view.palette,
        alt=view.say("profile_sources_table", title=view.name),
        key="profile_sources_table",
    )
    different = _differences(view, checks)
    if different:
        st.header(view.say("profile_differences"), anchor=False)
        notes.show(different)
    st.header(view.say("sources_title"), anchor=False)
    notes.show([sources.linked(source, view.language) for source in view.cited])


def _differences(view: ProfileView, checks: list[dict]) -> list[str]:
    """The printed figures that differ from what they were held against."""
    names = {row["indicator_code"]: measure_label(row, view.language) for row in view.rows}
    return [
        profile.difference(
            row | {"publisher": row["publisher"] or formats.MISSING},
            names.get(row["indicator_code"], row["indicator_code"]),
            view.language,
        )
        for row in checks
        if row["verdict"] == "different"
    ]


def _table(view: ProfileView, checks: list[dict]) -> Table:
    """Value and rank as shown, as printed and as computed, with their basis, verdict and source."""
    cited = {(source["release_code"], source["source_address"]): source for source in view.cited}

    def source_of(figure: str, row: Row, language: str) -> str:
        if row[f"{figure}_basis"] == "computed":
            return say(language, f"rule_{row['value_rule']}" if figure == "value" else "profile_ranked_by_value")
        source = cited.get((row[f"{figure}_release_code"], row[f"{figure}_source_address"]))
        return sources.cited(source, language) if source else formats.MISSING

    def source(figure: str) -> Field:
        return Field(f"{figure}_source_address", shown=partial(source_of, figure))

    def verdict(figure: str) -> Field:
        shown = partial(_verdict, figure, checks)
        return Field(f"{figure}_verdict", title=f"profile_{figure}_verdict", shown=shown, format="text")

    return Table(
        "profile_sheet",
        screen=[
            Field("indicator_name", shown=measure_label),
            Field("value", shown=lambda row, language: formats.value(row["value"], language, row["value_decimals"])),
            Field("value_basis", shown=partial(_basis, "value")),
            source("value"),
            "rank",
            Field("rank_basis", shown=partial(_basis, "rank")),
            source("rank"),
            "published_value",
            "computed_value",
            verdict("value"),
            "published_rank",
            "computed_rank",
            verdict("rank"),
        ],
        keeps_first=True,
    )


def _basis(figure: str, row: Row, language: str) -> str:
    known = row[f"{figure}_basis"]
    return say(language, f"word_{known}") if known else formats.MISSING


def _verdict(figure: str, checks: list[dict], row: Row, language: str) -> str:
    """The gravest verdict on a printed figure."""
    own = [check for check in checks if check["figure"] == figure and check["indicator_code"] == row["indicator_code"]]
    if not own:
        return formats.MISSING
    return profile.verdict(min(own, key=lambda check: _GRAVEST.index(check["verdict"])), language)
