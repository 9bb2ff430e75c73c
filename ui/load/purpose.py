"""The first step of loading: which kind of figures, or which framework or system of units, from which document, and the
blank workbook for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TypedDict

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.roles import ANALYST
from etl.deliveries.deliveries import Purpose, Source
from etl.errors import TemplateRefused
from etl.kinds.registry import FIRST_YEAR, FRAMEWORK, KINDS, Kind
from etl.kinds.template import refuse_template, write_template
from etl.periods import has_begun
from exports.names import stem
from text.catalogue import named, say
from text.periods import Period, later, parts
from ui import data, file_button, notes
from ui.choices.choice import Options, UnknownChoice, refuse
from ui.choices.declared import LOAD_COHORT, LOAD_FRAMEWORK, LOAD_KIND, LOAD_SYSTEM, LOAD_UNIT, LOAD_YEAR
from ui.choices.pickers import Pickers
from ui.choices.url import NONE
from ui.load import words as load_words
from ui.visit import Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import loading as queries

NEW = "new"
FIELD_WIDTH = 250


class Codes(TypedDict):
    """A choice as templates name it."""

    kind: str
    code: str
    period_code: str
    cohort_code: str
    unit_code: str | None


@dataclass(frozen=True)
class Chosen:
    """What is loaded: a framework or a system of units, or figures of a period and cohort under a framework.

    `code` is that of the framework or the system of units; the rest is there for figures alone, and `unit` only for
    those of one unit.
    """

    kind: str
    code: str
    framework: dict = field(default_factory=dict)
    period_code: str | None = None
    cohort: dict | None = None
    unit: dict | None = None

    @property
    def codes(self) -> Codes:
        """The choice as templates name it; a framework and a system of units count for no period and no cohort."""
        return {
            "kind": self.kind,
            "code": self.code,
            "period_code": self.period_code or str(datetime.now(UTC).year),
            "cohort_code": self.cohort["cohort_code"] if self.cohort else "",
            "unit_code": self.unit["unit_code"] if self.unit else None,
        }

    def words(self, language: str) -> str:
        """`Chỉ số chính, thứ hạng · DTI cấp tỉnh 2025 · 34 tỉnh, thành phố (từ 01/07/2025)`."""
        kind = say(language, f"load_kind_{self.kind}")
        if self.cohort is None:
            return f"{kind} · {self.code}"
        parts = [kind, f"{named(self.framework, 'short_name', language)} {Period(self.period_code, language)}"]
        parts += [named(self.cohort, "cohort_name", language)]
        parts += [named(self.unit, "unit_name", language)] if self.unit else []
        return " · ".join(parts)

    def template_name(self, language: str) -> str:
        """How the template is named: `mau-chi-so-chinh-thu-hang_dti-2024_2025_vn34.xlsx`."""
        what = f"{say(language, 'load_template_file')} {say(language, f'load_kind_{self.kind}')}"
        cohort_code = self.cohort["cohort_code"] if self.cohort else ""
        unit = named(self.unit, "unit_name", language) if self.unit else ""
        return f"{stem(what, self.code, self.period_code or '', cohort_code, unit)}.xlsx"

    def purpose(self, source: Source) -> Purpose:
        """As the loader takes it."""
        codes = self.codes
        return Purpose(
            **{"framework_code": "", KINDS[self.kind].code_column: codes["code"]},
            period_code=codes["period_code"],
            cohort_code=codes["cohort_code"],
            kind=self.kind,
            source=source,
            unit_code=codes["unit_code"],
        )


def pick(visit: Visit) -> Chosen | None:
    """Draw the pickers; None, after a sentence, while the address asks for something that is not there."""
    grid, language = Pickers(visit.language, FIELD_WIDTH), visit.language
    frameworks = {row["framework_code"]: row for row in visit.fetch_of(queries.frameworks)}
    labels = {code: f"{visit.named(row, 'short_name')} · {row['decision']}" for code, row in frameworks.items()}
    try:
        kinds = {kind: visit.say(f"load_kind_{kind}") for kind in KINDS}
        kind = grid.offer(LOAD_KIND, Options(kinds, next(iter(KINDS))))
        if KINDS[kind].brings_reference:
            return _pick_reference(grid, visit, KINDS[kind], labels)
        framework = frameworks[grid.offer(LOAD_FRAMEWORK, Options(labels, next(iter(labels))))]
        declared = visit.fetch_of(queries.years)
        of_index = [row for row in declared if row["index_code"] == framework["index_code"]]
        own = [row for row in of_index if row["framework_code"] == framework["framework_code"]]
        period_code = grid.offer(LOAD_YEAR, _periods(visit, own, of_index))
        of_period = [row["cohort_code"] for row in own if row["period_code"] == period_code]
        level = framework["entity_level"]
        of_level = [row for row in declared if row["entity_level"] == level]
        cohort = _pick_cohort(grid, visit, of_period, of_index or of_level, level)
        unit = _pick_unit(grid, visit, kind, cohort) if KINDS[kind].offers_unit else None
    except UnknownChoice as unknown:
        refuse(unknown, language)
        return None
    return Chosen(kind, framework["framework_code"], framework, period_code, cohort, unit)


def _pick_reference(grid: Pickers, visit: Visit, kind: Kind, frameworks: Mapping[str, str]) -> Chosen | None:
    """The framework or the system of units that a file describes; one nobody knows gets its code here."""
    if kind.code == FRAMEWORK:
        choice, known, words = LOAD_FRAMEWORK, frameworks, "load_framework"
    else:
        choice, known, words = LOAD_SYSTEM, _systems(visit), "load_system"
    code = grid.offer(choice, Options({NEW: visit.say(f"{words}_new"), **known}, NEW))
    if code != NEW:
        return Chosen(kind.code, code)
    typed = st.text_input(
        visit.say(f"{words}_code"),
        key=f"{words}_code",
        max_chars=40,
        live=True,
        placeholder=kind.code_example,
        persist_state="session",
    )
    notes.quiet(visit.say(f"{words}_code_help"))
    return Chosen(kind.code, typed.strip()) if typed.strip() else None


def _systems(visit: Visit) -> dict[str, str]:
    """The systems of units by their codes, each called by its first cohort as well, that of all its units if it has."""
    return {
        row["unit_system"]: f"{row['unit_system']} · {visit.named(row, 'cohort_name')}"
        if row["cohort_name_vi"]
        else row["unit_system"]
        for row in visit.fetch_of(queries.unit_systems)
    }


def _periods(visit: Visit, own: list[dict], of_index: list[dict]) -> Options:
    """The framework's own periods, and those after the newest of each kind its index has: the next year, or where it
    has none the next of its kind, unless another is chosen. Then those that are declared and no years: with one of
    them an index of quarters can begin.

    An index without any year may begin with every year there can be.
    """
    this_year = datetime.now(UTC).year
    newest: dict[str, str] = {}
    for row in sorted(of_index, key=lambda row: row["period_code"]):
        newest[row["period_kind"]] = row["period_code"]
    kinds = sorted(newest, key=lambda kind: (kind != "year", kind))
    last = [newest[kind] for kind in kinds] + ([] if "year" in newest else [str(FIRST_YEAR - 1)])
    coming = [code for each in last for code in later(each, this_year) if has_begun(code)]
    known = {row["period_code"] for row in own}
    labels = {
        code: str(Period(code, visit.language))
        if code in known
        else visit.say("load_year_new", year=Period(code, visit.language))
        for code in sorted({*known, *coming, *_declared(visit)}, reverse=True)
    }
    own_years = [row["period_code"] for row in own if row["period_kind"] == "year"]
    default = max(own_years, default=str(this_year - 1))
    if of_index and coming:
        default = coming[0]
    return Options(labels, default if default in labels else next(iter(labels)))


def _declared(visit: Visit) -> list[str]:
    codes = [row["period_code"] for row in visit.fetch_of(edition_queries.periods)]
    return [code for code in codes if parts(code).kind != "year" and has_begun(code)]


def _pick_cohort(grid: Pickers, visit: Visit, of_period: list[str], of_index: list[dict], level: str) -> dict:
    """The cohorts that an index ranks or could rank: those of the period first, then those of its newest ones, last
    those whose units stand at the level of the framework.

    `of_index` are the editions that tell which: those of the index, or of all of its level where it has none yet.
    """
    cohorts = {row["cohort_code"]: row for row in visit.fetch_of(queries.cohorts)}
    used = [row["cohort_code"] for row in of_index]
    families = {cohorts[code]["cohort_family"] for code in used}
    family = [code for code, row in cohorts.items() if row["cohort_family"] in families]
    at_level = [code for code, row in cohorts.items() if level in (row["unit_levels"] or ())]
    codes = list(dict.fromkeys([*of_period, *used, *family, *at_level])) or list(cohorts)
    labels = {code: visit.named(cohorts[code], "cohort_name") for code in codes}
    return cohorts[grid.offer(LOAD_COHORT, Options(labels, codes[0]))]


def _pick_unit(grid: Pickers, visit: Visit, kind: str, cohort: dict) -> dict | None:
    """The unit whose figures come alone, None for those of many; one chosen for another cohort goes by its name."""
    units = {row["unit_code"]: row for row in visit.fetch_of(queries.units, cohort["unit_system"])}
    labels = {NONE: visit.say("load_unit_all" if KINDS[kind].of_whole_cohort else "load_unit_in_file")}
    labels |= {code: visit.named(row) for code, row in units.items()}
    names = {code: row["unit_name_vi"] for code, row in units.items()}
    return units.get(grid.offer(LOAD_UNIT, Options(labels, NONE, names)))


AUTHORITIES = ("ministry", "plan", "press")
PAUSE = "0.6s"  # a field is read so long after the last key
_LONGEST = 400


def ask_source(language: str, turn: int) -> Source | None:
    """Draw the fields of a source; None, after a sentence, while its title, publisher or address will not do.

    They are kept for one load, `turn`: the next one is rarely of the same document.
    """
    grid = st.grid("auto", min_column_width=FIELD_WIDTH)
    title = _text(grid, "title", turn, language)
    publisher = _text(grid, "publisher", turn, language)
    authority = grid.selectbox(
        say(language, "load_source_authority"),
        AUTHORITIES,
        format_func=lambda code: say(language, f"authority_{code}"),
        placeholder=say(language, "pick_placeholder"),
        key=f"load_source_authority_{turn}",
        persist_state="session",
    )
    number = _text(grid, "number", turn, language)
    issued_on = grid.date_input(
        say(language, "load_source_date"),
        value=None,
        format="DD/MM/YYYY",
        key=f"load_source_date_{turn}",
        persist_state="session",
    )
    address = _text(grid, "address", turn, language)
    if not title or not publisher:
        notes.quiet(say(language, "load_source_missing"))
        return None
    if address and not address.startswith(("http://", "https://")):
        st.warning(notes.literal(say(language, "load_source_address_odd", address=notes.short(address))))
        return None
    return Source(title, publisher, authority, number or None, issued_on, address or None)


def _text(grid: DeltaGenerator, name: str, turn: int, language: str) -> str:
    label = say(language, f"load_source_{name}")
    return grid.text_input(
        notes.literal(label), key=f"load_source_{name}_{turn}", max_chars=_LONGEST, live=PAUSE, persist_state="session"
    ).strip()


def offer_template(visit: Visit, chosen: Chosen) -> None:
    """Draw the button that gives the blank template, or say why there is none for this choice."""
    reference = {name: data.fetch(queries.reference, visit.build_id, name) for name in queries.REFERENCE}
    try:
        refuse_template(**chosen.codes, reference=reference)
    except TemplateRefused as refusal:
        st.info(notes.literal(load_words.refusal(refusal, visit.language)))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        file_button.draw(
            visit.say("load_template"),
            partial(write_template, **chosen.codes, reference=reference),
            file_button.XLSX,
            ANALYST,
            file_name=chosen.template_name(visit.language),
            icon=":material/download:",
            key="load_template",
        )
        is_reference = KINDS[chosen.kind].brings_reference
        notes.quiet(visit.say("load_template_help_reference" if is_reference else "load_template_help"))
