"""One profile as it is shown: its choices, rows and sources, and how its parts are drawn, cited, offered as files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exports.names import span
from planning import peers
from planning.errors import NothingToPlan
from text import citations, formats, profile
from text.answer import measure_label
from text.catalogue import say
from ui import export_menu, notes, picture, sources, tables
from ui.charts.frame import Figure, Words
from ui.choices import context, declared, pickers, within
from ui.choices.choice import Options
from ui.table_description import Field, Row, Table
from ui.theme import Palette
from ui.visit import Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import profile as queries
from warehouse.queries import sources as source_queries

COUNTRY, REGION, LEADER = ("country", "region", "leader")
CHOSEN = "chosen"
GROUPS = (peers.ABOVE, peers.NEAR, CHOSEN)  # of other units, whose plain mean is held against
PARTS = ("standing", "change", "points", "targets", "sources")


def pick(visit: Visit) -> tuple[Visit, str] | None:
    """Draw the pickers: the visit, and the code of what its unit is held against, empty where nobody chose a unit or,
    after a sentence, the address asks for one that is not there.

    None, after a sentence, when the address asks for an edition that is not there.
    """
    begun = context.begin(visit)
    if begun is None:
        return None
    visit, grid = begun
    visit = within.pick(context.pick_unit(visit, grid), grid, is_of_unit=True)
    against = _pick_against(visit, grid) if visit.unit or visit.is_of_one else ""
    context.settle(visit, grid)
    return visit, against


_MOST_LINKS = 100


def offer_units(visit: Visit) -> None:
    """Draw a link to the profile of every unit, best first; the first ones where there are very many."""
    grid = st.grid("auto", min_column_width=200)
    for unit in visit.units_within[:_MOST_LINKS]:
        rank = formats.rank(unit["rank"], unit["cohort_size"]) if unit["rank"] else ""
        grid.cell().page_link(
            "pages/profile.py",
            label=notes.literal(" · ".join(filter(None, (visit.named(unit), rank)))),
            query_params={
                "lang": visit.language,
                "edition": visit.edition_code,
                "unit": visit.unit_param(unit),
            },
        )


def _pick_against(visit: Visit, grid: pickers.Pickers) -> str:
    """The mark chosen; the country's where none was, or one that is not there, or the unit itself."""
    own = visit.unit_code or ""
    options = Options(
        against_labels(visit),
        COUNTRY,
        names={row["unit_code"]: row["unit_name_vi"] for row in visit.units_within},
        aliases={own: COUNTRY},
        quoted={"cohort": visit.named(visit.edition, "cohort_name")},
    )
    return grid.offer(declared.PROFILE_AGAINST, options)


def against_labels(visit: Visit) -> dict[str, str]:
    """Everything that the unit can be held against, by code: means, the highest value, every other unit."""
    unit = visit.unit or visit.units[0]
    has_regions = unit["region_code"] is not None
    labels = {COUNTRY: visit.say("profile_country" if has_regions else "profile_cohort")}
    if has_regions:
        labels[REGION] = visit.say("profile_region", region=visit.named(unit, "region_name"))
    labels[LEADER] = visit.say("profile_leader")
    labels |= {kind: visit.say(f"profile_group_{kind}", count=size) for kind, size in _group_sizes(visit).items()}
    others = sorted(visit.units_within, key=lambda row: row["unit_code"])
    return labels | {row["unit_code"]: visit.named(row) for row in others if row["unit_code"] != unit["unit_code"]}


def _group_sizes(visit: Visit) -> dict[str, int]:
    """How many units each group of others has: those just above and the nearest where all values are known, and those
    that were chosen. Fewer than five are none.
    """
    unit = visit.unit or visit.units[0]
    values = [row["value"] for row in visit.units]
    sizes = {CHOSEN: len(_chosen(visit))}
    if None not in values:
        sizes = {
            peers.ABOVE: min(sum(value > unit["value"] for value in values), peers.SIZE),
            peers.NEAR: min(len(values) - 1, peers.SIZE),
        } | sizes
    return {kind: size for kind, size in sizes.items() if size >= peers.FEWEST}


def _chosen(visit: Visit) -> tuple[str, ...]:
    """The codes of the reader's own group, without the unit itself and what is not of this cohort."""
    others = {row["unit_code"] for row in visit.units} - {(visit.unit or visit.units[0])["unit_code"]}
    return peers.distinct((declared.PEERS.requested or "").split("."), others)


def _group(visit: Visit, kind: str) -> str:
    """The codes of a group, joined by commas; empty for what is none."""
    if kind not in _group_sizes(visit):
        return ""
    try:
        held = visit.standings((visit.unit or visit.units[0])["unit_code"])
    except NothingToPlan:  # an index without points
        return ""
    codes = ",".join(_chosen(visit)) if kind == CHOSEN else kind
    return ",".join(unit.code for unit in peers.group(held, codes))


def part(visit: Visit) -> str:
    """Draw the switch between the parts of the page, and return the code of the one that is open."""
    labels = {code: visit.say(f"profile_part_{code}") for code in PARTS}
    return pickers.switch(declared.PROFILE_PART, Options(labels, PARTS[0]), visit.language)


_HALF_WIDTH = 340


def two_columns() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two containers beside each other, below each other where a picture would get too narrow to read."""
    grid = st.grid(2, min_column_width=_HALF_WIDTH, gap="medium")
    return grid.cell(), grid.cell()


def source_keys(source: dict) -> set[tuple[str, str | None]]:
    """The pairs of release and address by which figures name a source."""
    return {(release, source["source_address"]) for release in source["release_codes"]}


_WHOSE = ("unit_code", "unit_name", "period_code")


@dataclass(frozen=True)
class TableNotes:
    """What a file says of its own table: title, notes, sources where they are not those of this year of the unit.

    `is_against` where what the unit is held against matters; `filter` and `everything` where the table shows only some
    of its rows.
    """

    title: str = ""
    notes: Sequence[str] = ()
    cited: list[dict] | None = None
    is_against: bool = False
    filter: export_menu.Filtered | None = None
    everything: list[dict] | None = None


@dataclass(frozen=True)
class ProfileView:
    """The profile of the visit's unit: the code of what it is held against, and what to know before reading it."""

    visit: Visit
    against: str
    caveats: list[str]

    @property
    def unit(self) -> dict:
        """The unit, a row of `mart.unit_ranking`."""
        return self.visit.unit or self.visit.units[0]

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.visit.language

    @property
    def palette(self) -> Palette:
        """The colours of the visitor's scheme."""
        return self.visit.palette

    @cached_property
    def rows(self) -> list[dict]:
        """The unit's figures beside what it is held against: one row per indicator above the components, in the order
        of the tree, with its name and the columns of `warehouse.queries.profile.standing`.
        """
        figures = self.figures_of(queries.standing, self.against, _group(self.visit, self.against))
        own = {row["indicator_code"]: row for row in figures}
        return [row | own[row["indicator_code"]] for row in self.visit.fetch(edition_queries.measures)]

    @property
    def mains(self) -> list[dict]:
        """The unit's main indicators."""
        return [row for row in self.rows if row["indicator_level"] == "main"]

    @property
    def name(self) -> str:
        """Unit, index, year and cohort in words."""
        edition = self.visit.edition
        return self.visit.say(
            "profile_of",
            unit=self.visit.named(self.unit),
            index=self.visit.named(edition, "short_name"),
            year=self.visit.period(edition),
            cohort=self.visit.named(edition, "cohort_name"),
        )

    @property
    def mark(self) -> str:
        """The name of what the unit is held against."""
        return against_labels(self.visit)[self.against]

    @property
    def mark_within(self) -> str:
        """The same within a sentence: no capital but that of the name of a unit."""
        is_unit = self.against not in (COUNTRY, REGION, LEADER, *GROUPS)
        return self.mark if is_unit else self.mark[:1].lower() + self.mark[1:]

    def words(self, language: str) -> str:
        """What the unit is held against, as files say it."""
        return say(language, "profile_against", against=self.mark)

    @cached_property
    def cited(self) -> list[dict]:
        """The sources of this year's figures."""
        return self.sources_of(lambda origin: origin["edition_code"] == self.visit.edition_code)

    def sources_of(self, is_used: Callable[[dict], bool]) -> list[dict]:
        """The sources of those figures of the unit that `is_used` lets through, best first.

        It gets rows of `warehouse.queries.sources.origins`: edition, indicator and source of each of its figures.
        """
        return self.sources_behind([origin for origin in self.figures_of(source_queries.origins) if is_used(origin)])

    def sources_behind(self, rows: Sequence[dict]) -> list[dict]:
        """The sources that rows name by release and address, best first."""
        used = {(row["release_code"], row["source_address"]) for row in rows}
        known = self.visit.fetch_of(source_queries.of_all)
        return [source for source in known if used & source_keys(source)]

    def figures_of(self, query: Callable[..., pl.DataFrame], *more: str) -> list[dict]:
        """This unit's rows of a query that is asked once for all that lie where it lies."""
        together = self.visit.frame(query, self.unit["parent_unit_code"] or "", *more)
        return together.filter(pl.col("unit_code") == self.unit["unit_code"]).to_dicts()

    def fetch(self, query: Callable[..., pl.DataFrame]) -> list[dict]:
        """Rows about this unit in this year."""
        return self.visit.fetch(query, self.unit["unit_code"])

    def say(self, key: str, **values: object) -> str:
        """Words in the reader's language."""
        return self.visit.say(key, **values)

    def title(self, key: str) -> str:
        """The title of a figure or of its table."""
        return self.say(
            key,
            profile=self.name,
            unit=self.visit.named(self.unit),
            index=self.visit.named(self.visit.edition, "short_name"),
        )

    def picture_words(
        self,
        title_key: str,
        heading: str,
        reading: str = "",
        notes: Sequence[str] = (),
        cited: Sequence[dict] | None = None,
    ) -> Words:
        """What a figure says beside its marks; `cited` where it shows more than this year of this unit."""
        foot = sources.foot(cited or self.cited, self.visit.build_id, self.language)
        return self.visit.words(self.title(title_key), [*notes, foot], heading, reading)

    def show_table(
        self,
        table: Table,
        rows: Sequence[dict],
        name: str,
        alt: str,
        *more: str,
        is_own: Callable[[dict], bool] | None = None,
    ) -> list[dict]:
        """Draw a table of this reading and of `more`, and return its rows in the order of the reader."""
        key, seen = f"profile_{name}_table", self.visit.seen(self.against, *more)
        return tables.show(table, rows, self.language, alt=alt, key=key, is_own=is_own, seen=seen)

    def show(self, draw: Callable[[], None], name: str) -> None:
        """Draw a part whose pictures and tables follow from this reading alone; drawn once, then shown again."""
        self.visit.show(draw, f"profile_{name}", self.against)

    def picture(self, figure: Figure, alt: str, key: str) -> None:
        """Show a chart."""
        picture.draw(figure, alt, f"profile_{key}")

    def offer(
        self,
        table: Table,
        rows: list[dict],
        kind_key: str,
        about: TableNotes,
        key: str = "export",
        *,
        place: DeltaGenerator | None = None,
    ) -> None:
        """Offer a table as files, with whose rows they are beside each; `key` tells the menus of a part with several
        tables apart, and `place` is where it stands if not below.
        """
        caption = export_menu.Caption(self.visit.edition, about.title or self.name)
        chosen = about.filter or (self if about.is_against else None)
        cited = self.cited if about.cited is None else about.cited
        told = [*about.notes, *self.caveats]
        facts = export_menu.facts(caption, chosen, self.visit.build_id, cited, told, self.language)
        everything = rows if about.everything is None else about.everything
        whose = {name: code for name, code in self.unit.items() if name.startswith(_WHOSE)}
        rows, everything = [whose | row for row in rows], [whose | row for row in everything]
        kind = f"{self.say('profile_file')}-{self.say(kind_key)}"
        stem = self.visit.file_stem(kind, self.visit.named(self.unit), period=span(row["period_code"] for row in rows))
        export_menu.offer(table, rows, everything, facts, stem, self.language, key, place=place)


_GRAVEST = ("different", "within_rounding_of_parts", "equal_at_printed_precision", "exact")


def show_sources(view: ProfileView) -> None:
    """Draw one line per figure with its sources and verdicts, the figures that differ, and the sources in full."""
    checks = view.fetch(queries.verdicts)
    rows = [row for row in view.rows if row["value"] is not None or row["published_rank"] or row["rank"]]
    if not rows:
        st.info(view.say("profile_no_figures"))
        return
    table, different = _table(view, checks), _differences(view, checks)
    in_order = view.show_table(table, rows, "sources", view.say("profile_sources_table", title=view.name))
    view.offer(table, in_order, "profile_file_sources", TableNotes(notes=different, everything=rows))
    if different:
        st.header(view.say("profile_differences"), anchor=False)
        notes.show(different)
    st.header(view.say("sources_title"), anchor=False)
    notes.show(sources.each_linked(view.cited, view.language))


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
    cited = {key: source for source in view.cited for key in source_keys(source)}

    def source_of(figure: str, row: Row, language: str) -> str:
        if row[f"{figure}_basis"] == "computed":
            return say(language, f"rule_{row['value_rule']}" if figure == "value" else "profile_ranked_by_value")
        source = cited.get((row[f"{figure}_release_code"], row[f"{figure}_source_address"]))
        return citations.cited(source, language) if source else formats.MISSING

    def source(figure: str) -> Field:
        return Field(f"{figure}_source_address", shown=partial(source_of, figure))

    def verdict(figure: str) -> Field:
        shown = partial(_verdict, figure, checks)
        return Field(f"{figure}_verdict", title=f"profile_{figure}_verdict", shown=shown, format="text")

    indicator = Field("indicator_name", shown=measure_label)
    value = [
        Field("value", shown=lambda row, language: formats.value(row["value"], language, row["value_decimals"])),
        Field("value_basis", shown=partial(_basis, "value")),
        source("value"),
    ]
    rank = [Field("rank_basis", shown=partial(_basis, "rank")), source("rank")]
    verdicts: list[Field | str] = [
        "published_value", "computed_value", verdict("value"), "published_rank", "computed_rank", verdict("rank"),
    ]  # fmt: skip
    return Table(
        "profile_sheet",
        screen=[indicator, *value, "rank", *rank, *verdicts],
        file=["indicator_code", indicator, *_WHOSE, *value, "rank", "cohort_size", *rank, *verdicts],
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
