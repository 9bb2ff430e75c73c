"""What stands side by side: units of one edition, or two years of one unit; one line per indicator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from text.catalogue import LANGUAGES, say
from ui.charts.comparison import Line
from ui.visit import Visit

UNITS = "units"
YEARS = "years"
MODES = (UNITS, YEARS)
MOST_UNITS = 8
FIRST_UNITS = 3


@dataclass(frozen=True)
class Comparison:
    """A comparison as a reader chose it.

    `sides` are the names of what is compared, the first one being what differences are taken against; `missing` those
    that were chosen and have no figure at all. `unit` is None where units are compared, else the one unit; `years` are
    then rows of `queries.comparison.years`, the earlier one first.
    """

    visit: Visit
    codes: str
    sides: list[str]
    missing: list[str]
    lines: list[Line]
    unit: dict | None
    years: list[dict]

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.visit.language

    @cached_property
    def common(self) -> list[Line]:
        """The lines that can be compared."""
        return [line for line in self.lines if line.is_common]

    @property
    def is_restated(self) -> bool:
        """Whether the earlier year is restated for the units of the later one."""
        return any(row["is_restated"] for row in self.years)

    @property
    def framework_code(self) -> str:
        """The framework that names the indicators: the later year's."""
        return (self.years[-1] if self.years else self.visit.edition)["framework_code"]

    @property
    def keys(self) -> tuple[str, str, str]:
        """Index, cohort and years as codes: what the sources depend on, and with `codes` the figures."""
        index_code, _, cohort_code = self.visit.keys
        return index_code, cohort_code, self.span.replace("-", ".")

    def cited(self, sources: Sequence[dict]) -> list[dict]:
        """Those of the cohort's sources that gave figures of what is compared."""
        codes = set(self.codes.split("."))
        return [source for source in sources if codes & set(source["unit_codes"])]

    @property
    def span(self) -> str:
        """The year of the figures, or both: `2022`, `2021-2023`."""
        return "-".join(str(row["year"]) for row in self.years) or str(self.visit.edition["year"])

    @property
    def title(self) -> str:
        """What the table and the chart are called."""
        visit = self.visit
        index = visit.named(visit.edition, "short_name")
        if self.unit:
            earlier, later = (row["year"] for row in self.years)
            unit = visit.named(self.unit)
            return visit.say("comparison_title_years", unit=unit, index=index, earlier=earlier, later=later)
        cohort = visit.named(visit.edition, "cohort_name")
        return visit.say("comparison_title_units", index=index, year=self.span, cohort=cohort)

    def words(self, language: str) -> str:
        """What was chosen, as files quote it."""
        return say(language, "comparison_chosen", sides=", ".join(self.sides))

    def file_stem(self, kind: str) -> str:
        """How files of this comparison are named: `dti-vn63-2022-so-sanh-08-48`."""
        index_code, _, cohort_code = self.visit.keys
        return f"{index_code}-{cohort_code}-{self.span}-{kind}-{self.codes.replace('.', '-')}"


def lines_of(rows: Sequence[dict], measures: Sequence[dict], edition: dict) -> list[Line]:
    """The rows of a query as lines, in the order of the framework's tree; the index goes by its short name."""
    short = {f"indicator_name_{language}": edition[f"short_name_{language}"] for language in LANGUAGES}
    by_code: dict[str, list[dict]] = {}
    for row in rows:
        by_code.setdefault(row["indicator_code"], []).append(row)
    return [
        Line(measure | (short if measure["indicator_level"] == "index" else {}), by_code[code])
        for measure in measures
        if (code := measure["indicator_code"]) in by_code
    ]


def first_units(units: Iterable[str], own: str | None) -> list[str]:
    """The codes compared when nobody chose: the own unit and those that lead the cohort. `units` are best first."""
    return list(dict.fromkeys([*([own] if own else []), *units]))[:FIRST_UNITS]
