"""Figures of one unit as sentences and cells take them: written in a language, each with its address."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from reports.content import Figures, MarkedPeriod, Paragraph, cleaned, note
from reports.facts import Facts, Row
from text import caveats, components, formats
from text.answer import cell_value, is_restated_change
from text.catalogue import counted, named, say
from text.formats import MISSING
from text.periods import Period


@dataclass(frozen=True)
class Telling:
    """Says the facts about one unit. An address is relative to the document's edition: `now/8/value`,
    `before/index/rank`, so that the same sentence about a later edition has the same addresses.
    """

    facts: Facts
    language: str
    figures: Figures = field(default_factory=Figures)

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue."""
        return say(self.language, key, **values)

    def mark(self, text: str, address: str) -> str:
        """A figure of an address."""
        return self.figures.mark(text, address)

    def whole(self, name: str, text: str) -> str:
        """A sentence that stands or falls with the data, as one figure: a later run replaces it or says it is gone."""
        return self.mark(self.figures.plain(text), f"sentence/{name}")

    def gap(self, key: str, **values: object) -> Paragraph:
        """A paragraph that names what is missing, why, and what fills it."""
        return Paragraph(self.whole(key, self.say(key, **values)), "DTI Gap")

    def note(self, name: str, text: str) -> Paragraph:
        """What a reader must know before using the figures above."""
        return note(self.whole(name, text))

    def named(self, row: Row, stem: str = "indicator_name") -> str:
        """The name of what a row is about."""
        return cleaned(named(row, stem, self.language))

    def cohort(self, edition: Row, when: str = "now") -> str:
        """The name of the units ranked together, which says from when to when there are so many."""
        return self.mark(self.named(edition, "cohort_name"), f"{when}/cohort_name")

    @property
    def unit(self) -> str:
        """The name of the unit."""
        return self.named(self.facts.unit, "unit_name")

    @property
    def index(self) -> str:
        """The short name of the index: `DTI cấp tỉnh`."""
        return self.named(self.facts.edition, "short_name")

    @property
    def about(self) -> str:
        """What a document is about: `Tuyên Quang, DTI cấp tỉnh 2021`."""
        return self.say("report_about", unit=self.unit, index=self.index, year=self.year.period)

    @property
    def year(self) -> MarkedPeriod:
        """The period of the edition."""
        edition = self.facts.edition
        return self.figures.period(Period(edition["period_code"], self.language, False, edition["is_provisional"]))

    @property
    def year_before(self) -> MarkedPeriod:
        """The period that changes are measured against, called restated where it is."""
        unit = self.facts.unit
        return self.figures.period(
            Period(unit["previous_period_code"], self.language, is_restated_change(unit)), "before"
        )

    @property
    def year_before_as_published(self) -> MarkedPeriod:
        """The same period, whatever was done with its figures."""
        return self.figures.period(Period(self.facts.unit["previous_period_code"], self.language), "published_before")

    def decision(self, number: str | None) -> str:
        """The decision of a framework."""
        return caveats.decision(number, self.language)

    def value(self, row: Row, when: str = "now") -> str:
        """The value of a row of figures as a cell has it, with a dagger where it is inferred."""
        text = cell_value(row, self.language) if row["value"] is not None else MISSING
        return self.mark(text, f"{when}/{row['indicator_code']}/value")

    def rank(self, row: Row, when: str = "now") -> str:
        """The rank of a row of figures: `58/63`."""
        text = formats.rank(row["rank"], row["cohort_size"])
        return self.mark(text, f"{when}/{row['indicator_code']}/rank")

    def value_before(self, row: Row) -> str:
        """The value of the period before; the restated one where there is no other."""
        amount, decimals = row["previous_value"], row["previous_value_decimals"]
        if amount is None:
            amount, decimals = row["restated_previous_value"], None
        return self.mark(formats.value(amount, self.language, decimals), f"before/{row['indicator_code']}/value")

    def rank_before(self, row: Row) -> str:
        """The rank of the period before, in its own cohort; the restated one where there is no other."""
        place, size = row["previous_rank"], self.size_before
        if place is None:
            place, size = row["restated_previous_rank"], row["cohort_size"]
        return self.mark(formats.rank(place, size), f"before/{row['indicator_code']}/rank")

    @property
    def size_before(self) -> int | None:
        """How many units the cohort of the edition before has."""
        before = self.facts.editions.get(self.facts.edition["previous_edition_code"] or "")
        return before["cohort_size"] if before else None

    def places(self, row: Row) -> str:
        """`14 bậc`, however they moved; a dash where that is not known."""
        moved = places_moved(row)
        text = MISSING if moved is None else counted(self.language, "places", abs(moved))
        return self.mark(text, f"now/{row['indicator_code']}/places_gained")

    def places_cell(self, row: Row) -> str:
        """`+10`, `−14`, `0` places gained."""
        moved = places_moved(row)
        text = MISSING if moved is None else formats.change(Decimal(moved), self.language, 0)
        return self.mark(text, f"now/{row['indicator_code']}/places_gained_signed")

    def change(self, row: Row) -> str:
        """By how much the value changed, without a sign; a dash where that is not known."""
        amount, decimals = row["value_change"], row["value_change_decimals"]
        if amount is None:
            amount, decimals = row["restated_value_change"], None
        text = MISSING if amount is None else formats.value(abs(amount), self.language, decimals)
        return self.mark(text, f"now/{row['indicator_code']}/value_change")

    def points(self, amount: Decimal | None, address: str) -> str:
        """Points with two decimals."""
        return self.mark(components.points(amount, self.language), address)

    def count(self, number: int, address: str) -> str:
        """A count in a sentence."""
        return self.mark(formats.number(number, self.language, 0), address)

    def listed(self, parts: Iterable[str]) -> str:
        """One after the other."""
        return formats.listed(parts, self.language)


def places_moved(row: Row) -> int | None:
    """Places gained against the period before; those against the restated one where there are no others."""
    gained = row["places_gained"]
    return row["restated_places_gained"] if gained is None else gained
