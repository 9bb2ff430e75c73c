"""Which table is shown, what it is narrowed by and which of its columns, as the address says and the pickers choose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from text import formats
from text.catalogue import CATALOGUES, column_title, named
from text.folding import reading_order
from ui import data, notes
from ui.choices import declared, pickers, url
from ui.choices.choice import Choice, Options, UnknownChoice, refuse, resolve
from ui.choices.url import ALL
from ui.data_tables import packages
from ui.framed_tables import columns_of
from ui.reconciliation.checks import edition_name
from ui.table_description import Field
from ui.tables import sorted_by
from ui.visit import Visit
from warehouse.columns import column_catalogue
from warehouse.queries import editions as edition_queries
from warehouse.queries import marts
from warehouse.queries import tables as queries
from warehouse.queries.tables import Asked, Mart

KEY = "data"  # of the table that is drawn
ROWS = 50  # of a page of it
USUAL_TABLE = "unit_ranking"
USUAL_COLUMNS = 12
_SEPARATOR = "."
_KEYS = ("unit_code", "unit_name", "indicator_code", "indicator_name", "edition_code")
# Columns that stand back where nobody has chosen: what an edition says already, and what tells more of another column.
_SAID_BY_EDITION = {
    "index_code", "period_code", "year", "cohort_code", "framework_code", "is_provisional", "cohort_size",
}  # fmt: skip
_SIDE = (
    "_position", "_basis", "_series", "_reason", "_rule", "_decimals", "region_code", "scale_max", "_system",
    "parent_unit_code", "province_code", "row_number",
)  # fmt: skip
# What a table may be narrowed by, and the columns that say it, of which a table has one.
_FILTERS: Mapping[Choice, Sequence[str]] = {
    declared.DATA_EDITION: ("edition_code", "later_edition_code"),
    declared.DATA_UNIT: ("unit_code",),
    declared.DATA_INDICATOR: ("indicator_code", "main_code"),
    declared.DATA_STATUS: ("status", "task_status", "verdict", "points_status"),
    declared.DATA_REGION: (queries.REGION,),
    declared.DATA_LEVEL: ("indicator_level", "scope_level", "unit_level", "entity_level"),
}


@dataclass(frozen=True)
class Chosen:
    """The table that is shown, the rows that are asked of it, and its fields; `told` is each condition in words, `unit`
    the name of the one unit that the rows are of.
    """

    mart: Mart
    asked: Asked
    fields: Sequence[Field]
    told: Sequence[str]
    edition: dict | None
    unit: str = ""

    def words(self, language: str) -> str:
        """The filter in words, as files quote it; empty where there is none."""
        return formats.phrases(self.told, language)

    @property
    def columns(self) -> list[str]:
        """The columns of the warehouse that its fields read, each once."""
        read = (column for field in self.fields for column in columns_of(field, list(self.mart.columns)))
        return list(dict.fromkeys(read))


def pick(visit: Visit) -> Chosen | None:
    """Draw the pickers; None, after a sentence, where the address asks for a table that is not there, or for rows that
    the table cannot have.
    """
    tools = st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="tools")
    described = column_catalogue().by_name
    there = [name for name in data.fetch(queries.names, visit.build_id) if f"mart.{name}" in described]
    titles = {name: column_title(visit.language, f"mart.{name}") for name in there}
    by_title = dict(sorted(titles.items(), key=lambda each: reading_order(each[1])))
    name = pickers.offer(declared.DATA_TABLE, Options(by_title, USUAL_TABLE), visit.language, tools, width=260)
    if name is None:
        return None
    mart = data.fetch(queries.mart, visit.build_id, name)
    values, told = [], []
    found = {choice: column for choice, columns in _FILTERS.items() if (column := _column(mart, columns))}
    labels = {
        choice: _LABELS[choice](visit, data.fetch(queries.held, visit.build_id, mart, column))
        for choice, column in found.items()
    }
    resolved = {choice: resolve(choice, _options(choice, labels[choice], visit)) for choice in found}
    count = sum(each.code not in (None, ALL) for each in resolved.values())
    asks = visit.say("components_filters_set" if count else "components_filters", count=count)
    place = tools.popover(notes.literal(asks), icon=":material/filter_list:", key="data_filters")
    for choice, column in found.items():
        code = pickers.offer(choice, _options(choice, labels[choice], visit), visit.language, place)
        if code not in (None, ALL):
            system, _, of_system = code.partition(".") if choice is declared.DATA_UNIT else ("", "", "")
            values += [(column, of_system), (queries.SYSTEM, system)] if of_system else [(column, code)]
            told.append(visit.say("data_filter", name=visit.say(choice.label_key), words=labels[choice][code]))
    if count:
        tools.button(
            visit.say("components_clear"), type="tertiary", key="data_clear", on_click=_clear, args=(list(found),)
        )
    fields = _pick_columns(mart, visit, tools)
    packages.offer(visit, tools)
    if wrong := [choice for choice, each in resolved.items() if each.fault]:
        st.info(notes.literal(visit.say("data_wrong_filter")))  # else the whole table would be taken for a part of it
        st.button(
            visit.say("data_without_wrong"), key="data_without_wrong", type="tertiary", on_click=_clear, args=(wrong,)
        )
        return None
    editions = visit.fetch_of(edition_queries.editions)
    edition = next((row for row in editions if ("edition_code", row["edition_code"]) in values), None)
    of_unit = resolved[declared.DATA_UNIT].code if declared.DATA_UNIT in resolved else None
    unit = labels[declared.DATA_UNIT][of_unit] if of_unit not in (None, ALL) else ""
    return Chosen(mart, Asked(tuple(values), *_order(mart, visit.language)), fields, told, edition, unit)


def _column(mart: Mart, columns: Sequence[str]) -> str:
    if columns == (queries.REGION,):
        return queries.REGION if mart.knows_regions else ""
    return next((column for column in columns if column in mart.columns), "")


def _clear(choices: Sequence[Choice]) -> None:
    """Callback: the table is narrowed by nothing any more."""
    for choice in [*choices, declared.DATA_AT]:
        choice.drop()


def _order(mart: Mart, language: str) -> tuple[str, bool]:
    """The column that rows are sorted by in SQL, and whether it falls; no column where the table is not sorted, and
    where the address sorts by what is no column, which is said.
    """
    choice = declared.DATA_SORTING
    asked = url.query_param(choice.name)
    if not asked:
        return "", False
    key, falls = sorted_by(KEY)
    if not key:  # written by hand: `sort=rank`
        column, _, way = asked.rpartition(".") if asked.endswith((".up", ".down")) else (asked, "", "")
        key, falls = column, way == "down"
    known = key in mart.columns or key in column_catalogue().by_name
    own = columns_of(Field(key), list(mart.columns)) if known else []
    if not own:
        refuse(UnknownChoice(choice.unknown, asked=asked), language)
        return "", False
    return next((each for each in own if each.endswith(f"_{language}")), own[0]), falls


def every_field(mart: Mart) -> list[str]:
    """The columns of a mart as a reader chooses them: a name in several languages is one. Of an older build those that
    are described still.
    """
    known = column_catalogue().by_name
    stems = {name: name.rpartition("_")[0] for name in mart.columns if name not in known}
    names = (stems.get(name, name) for name in mart.columns)
    return list(dict.fromkeys(name for name in names if name in known))


def keys_of(names: Sequence[str]) -> list[str]:
    """Those of these columns that say of what a row is, in the order in which one reads them."""
    return [name for name in _KEYS if name in names]


def _pick_columns(mart: Mart, visit: Visit, place: object) -> list[Field]:
    every = every_field(mart)
    usual = _usual(every)
    linked = url.query_param(declared.DATA_COLUMNS.name)
    asked = linked.split(_SEPARATOR) if linked else usual
    if linked == ALL:
        asked = [*keys_of(every), *(each for each in every if each not in _KEYS)]
    chosen = [name for name in asked if name in every] or usual
    if strangers := [name for name in asked if name not in every]:
        refuse(UnknownChoice("data_unknown_columns", asked=formats.listed(strangers, visit.language)), visit.language)
    key = declared.DATA_COLUMNS.key
    st.session_state[key] = chosen
    with place.popover(visit.say(key), icon=":material/view_column:", key="data_columns"):  # type: ignore[attr-defined]
        st.multiselect(
            visit.say(key),
            every,
            format_func=lambda name: column_title(visit.language, name),
            key=key,
            on_change=_choose_columns,
            args=(key,),
        )
        with st.container(horizontal=True):
            label = visit.say("data_every_column", count=len(every))
            every_one = {declared.DATA_COLUMNS.name: ALL}
            st.button(notes.literal(label), key="data_every_column", on_click=url.update, args=(every_one,))
            if linked:
                st.button(
                    visit.say("data_usual_columns"), key="data_usual_columns", on_click=declared.DATA_COLUMNS.drop
                )
    return [Field(name) for name in chosen]


def _usual(every: Sequence[str]) -> list[str]:
    """The columns that are shown where nobody has chosen."""
    said = _SAID_BY_EDITION if "edition_code" in every else set()
    if "rank" in every:  # a rank is one of so many
        said = said - {"cohort_size"}
    first = [name for name in every if name not in said and not name.endswith(_SIDE)]
    return (first or list(every))[:USUAL_COLUMNS]


def _choose_columns(key: str) -> None:
    """Callback: the columns chosen go into the address; without any the first ones are shown again."""
    if st.session_state[key]:
        url.update({declared.DATA_COLUMNS.name: _SEPARATOR.join(st.session_state[key])})
    else:
        declared.DATA_COLUMNS.drop()


def _options(choice: Choice, labels: Mapping[str, str], visit: Visit) -> Options:
    # an older address, or one of another page, names a unit with its system: `vn63.08`
    aliases = {}
    if choice is declared.DATA_UNIT:
        addresses = {f"{row['unit_system']}.{row['unit_code']}": row["unit_code"] for row in _units(visit)}
        aliases = {address: code for address, code in addresses.items() if address not in labels}
    ordered = dict(sorted(labels.items(), key=lambda each: reading_order(each[1])))
    return Options({ALL: visit.say("data_all"), **ordered}, ALL, aliases=aliases)


def _units(visit: Visit) -> list[dict]:
    return visit.fetch_of(marts.rows, "units")


def _editions(visit: Visit, codes: Sequence[str]) -> dict[str, str]:
    known = {row["edition_code"]: row for row in visit.fetch_of(edition_queries.editions)}
    return {code: edition_name(known[code], visit.language) if code in known else code for code in codes}


def _unit_names(visit: Visit, codes: Sequence[str]) -> dict[str, str]:
    """The units by their codes; where one means several, each of them too, by its system and code."""
    units = _units(visit)
    names = _named(units, "unit_code", "unit_name", codes, visit.language)
    several = {code for code in codes if len({row["unit_name_vi"] for row in units if row["unit_code"] == code}) > 1}
    return names | {
        f"{row['unit_system']}.{row['unit_code']}": f"{visit.named(row)} ({row['unit_system']})"
        for row in units
        if row["unit_code"] in several
    }


def _indicators(visit: Visit, codes: Sequence[str]) -> dict[str, str]:
    known = visit.fetch_of(marts.rows, "measures")
    of_edition = [row for row in known if row["edition_code"] == declared.DATA_EDITION.requested]
    names = _named(of_edition or known, "indicator_code", "indicator_name", codes, visit.language)
    return {code: name if name == code else f"{code} · {name}" for code, name in names.items()}


def _regions(visit: Visit, codes: Sequence[str]) -> dict[str, str]:
    return _named(_units(visit), "region_code", "region_name", codes, visit.language)


def _named(rows: Sequence[dict], by: str, stem: str, codes: Sequence[str], language: str) -> dict[str, str]:
    """The name of each code; where it has had several, since codes came to mean other units and indicators, the first
    two of them.
    """
    names: dict[str, dict[str, None]] = {}
    for row in rows:
        if row[by] is not None:
            names.setdefault(row[by], {})[named(row, stem, language)] = None
    told = {code: list(names.get(code, {code: None})) for code in codes}
    return {code: " / ".join([*each[:2], *(["…"] if len(each) > 2 else [])]) for code, each in told.items()}


def _statuses(visit: Visit, codes: Sequence[str]) -> dict[str, str]:
    by = {
        code: f"{column_catalogue().column(column).format.by}_{code}"
        for column in _FILTERS[declared.DATA_STATUS]
        for code in codes
        if f"{column_catalogue().column(column).format.by}_{code}" in CATALOGUES[visit.language]
    }
    return {code: visit.say(by[code]) if code in by else code for code in codes}


def _levels(visit: Visit, codes: Sequence[str]) -> dict[str, str]:
    keys = {code: f"data_level_{code}" for code in codes}
    return {code: visit.say(key) if key in CATALOGUES[visit.language] else code for code, key in keys.items()}


_LABELS: Mapping[Choice, Callable[[Visit, Sequence[str]], dict[str, str]]] = {
    declared.DATA_EDITION: _editions,
    declared.DATA_UNIT: _unit_names,
    declared.DATA_INDICATOR: _indicators,
    declared.DATA_STATUS: _statuses,
    declared.DATA_REGION: _regions,
    declared.DATA_LEVEL: _levels,
}
