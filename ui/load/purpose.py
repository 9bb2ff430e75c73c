"""The first step of loading: which kind of figures of what, from which document, and the blank workbook for them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TypedDict

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.roles import ANALYST
from etl.deliveries.deliveries import Purpose, Source
from etl.errors import TemplateRefused
from etl.kinds.registry import FIRST_YEAR, FRAMEWORK, KINDS
from etl.kinds.template import file_name, refuse_template, write_template
from etl.periods import has_begun
from text.catalogue import named, say
from text.periods import Period, later
from ui import data, file_button, notes
from ui.choices.choice import Options, UnknownChoice, refuse
from ui.choices.declared import LOAD_COHORT, LOAD_FRAMEWORK, LOAD_KIND, LOAD_UNIT, LOAD_YEAR
from ui.choices.pickers import Pickers
from ui.choices.url import NONE
from ui.load import words as load_words
from ui.visit import Visit
from warehouse.queries import loading as queries

NEW = "new"
FIELD_WIDTH = 250


class Codes(TypedDict):
    """A choice as the loader names it."""

    kind: str
    framework_code: str
    period_code: str
    cohort_code: str
    unit_code: str | None


@dataclass(frozen=True)
class Chosen:
    """What is loaded: a framework, or figures of a period and cohort (None for a framework) under one.

    `framework` has only its code where it is a new one; `unit` is None for a whole cohort.
    """

    kind: str
    framework: dict
    period_code: str | None = None
    cohort: dict | None = None
    unit: dict | None = None

    @property
    def codes(self) -> Codes:
        """The choice as the loader names it; a framework counts for no period and no cohort."""
        return {
            "kind": self.kind,
            "framework_code": self.framework["framework_code"],
            "period_code": self.period_code or str(datetime.now(UTC).year),
            "cohort_code": self.cohort["cohort_code"] if self.cohort else "",
            "unit_code": self.unit["unit_code"] if self.unit else None,
        }

    def words(self, language: str) -> str:
        """`Chỉ số chính, thứ hạng · DTI cấp tỉnh 2025 · 34 tỉnh, thành phố (từ 01/07/2025)`."""
        kind, code = say(language, f"load_kind_{self.kind}"), self.framework["framework_code"]
        if self.cohort is None:
            return f"{kind} · {code}"
        parts = [kind, f"{named(self.framework, 'short_name', language)} {Period(self.period_code, language)}"]
        parts += [named(self.cohort, "cohort_name", language)]
        parts += [named(self.unit, "unit_name", language)] if self.unit else []
        return " · ".join(parts)

    def purpose(self, source: Source) -> Purpose:
        """As the loader takes it."""
        return Purpose(source=source, **self.codes)


def pick(visit: Visit) -> Chosen | None:
    """Draw the pickers; None, after a sentence, while the address asks for something that is not there."""
    grid, language = Pickers(visit.language, FIELD_WIDTH), visit.language
    frameworks = {row["framework_code"]: row for row in visit.fetch_of(queries.frameworks)}
    labels = {code: f"{visit.named(row, 'short_name')} · {row['decision']}" for code, row in frameworks.items()}
    try:
        kinds = {kind: visit.say(f"load_kind_{kind}") for kind in KINDS}
        kind = grid.offer(LOAD_KIND, Options(kinds, next(iter(KINDS))))
        if KINDS[kind].brings_reference:
            new = {NEW: visit.say("load_framework_new")}
            code = grid.offer(LOAD_FRAMEWORK, Options(new | labels, NEW))
            return _new_framework(language) if code == NEW else Chosen(kind, frameworks[code])
        framework = frameworks[grid.offer(LOAD_FRAMEWORK, Options(labels, next(iter(labels))))]
        declared = visit.fetch_of(queries.years)
        of_index = [row for row in declared if row["index_code"] == framework["index_code"]]
        own = [row for row in of_index if row["framework_code"] == framework["framework_code"]]
        period_code = grid.offer(LOAD_YEAR, _periods(visit, own, of_index))
        of_level = [row for row in declared if row["entity_level"] == framework["entity_level"]]
        of_period = [row["cohort_code"] for row in own if row["period_code"] == period_code]
        cohort = _pick_cohort(grid, visit, of_period, of_index or of_level)
        unit = _pick_unit(grid, visit, kind, cohort) if KINDS[kind].offers_unit else None
    except UnknownChoice as unknown:
        refuse(unknown, language)
        return None
    return Chosen(kind, framework, period_code, cohort, unit)


def _new_framework(language: str) -> Chosen | None:
    code = st.text_input(
        say(language, "load_framework_code"),
        key="load_framework_code",
        max_chars=40,
        live=True,
        placeholder="dti_2026",
        persist_state="session",
    )
    notes.quiet(say(language, "load_framework_code_help"))
    return Chosen(FRAMEWORK, {"framework_code": code.strip()}) if code.strip() else None


def _periods(visit: Visit, own: list[dict], of_index: list[dict]) -> Options:
    """The framework's own periods, and those after the newest of each kind its index has: the next year, or where it
    has none the next of its kind, unless another is chosen.

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
        for code in sorted({*known, *coming}, reverse=True)
    }
    own_years = [row["period_code"] for row in own if row["period_kind"] == "year"]
    default = max(own_years, default=str(this_year - 1))
    if of_index and coming:
        default = coming[0]
    return Options(labels, default if default in labels else next(iter(labels)))


def _pick_cohort(grid: Pickers, visit: Visit, of_period: list[str], of_index: list[dict]) -> dict:
    """The cohorts that an index ranks or could rank: those of the period first, then those of its newest ones.

    `of_index` are the editions that tell which: those of the index, or of all of its level where it has none yet.
    """
    cohorts = {row["cohort_code"]: row for row in visit.fetch_of(queries.cohorts)}
    used = [row["cohort_code"] for row in of_index]
    families = {cohorts[code]["cohort_family"] for code in used}
    family = [code for code, row in cohorts.items() if row["cohort_family"] in families]
    codes = list(dict.fromkeys([*of_period, *used, *family])) or list(cohorts)
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
            file_name=file_name(**chosen.codes),
            icon=":material/download:",
            key="load_template",
        )
        notes.quiet(visit.say("load_template_help"))
