"""Which checks of printed figures are shown, and the pickers that choose them."""

from collections.abc import Sequence
from dataclasses import dataclass

from text import formats
from text.catalogue import every_name, named, say
from text.folding import matches, search_key
from ui.choices import context, declared
from ui.choices.choice import Options
from ui.choices.pickers import Pickers
from ui.choices.url import ALL
from ui.visit import Visit

VERDICTS = ("different", "within_rounding_of_parts", "equal_at_printed_precision", "exact")
FIGURES = ("value", "rank", "mean", "places_gained", "value_change")


@dataclass(frozen=True)
class CheckFilter:
    """Which checks are shown: codes of an edition (`dti.2022.vn63`), a verdict and a kind of figure, or `all`; text.

    `labels` are the names of all codes.
    """

    edition: str
    verdict: str
    figure: str
    typed: str
    labels: dict[str, str]

    @property
    def codes(self) -> tuple[str, str, str, str]:
        """The choices as scalars, to key a cache."""
        return self.edition, self.verdict, self.figure, self.typed

    def shown(self, rows: Sequence[dict]) -> list[dict]:
        """The checks that pass every condition, in the same order; text is looked for in unit and indicator."""
        wanted = search_key(self.typed)
        return [
            row
            for row in rows
            if self.edition in (ALL, row["edition_code"])
            and self.verdict in (ALL, row["verdict"])
            and self.figure in (ALL, row["figure"])
            and (not wanted or matches(wanted, *_texts(row)))
        ]

    def words(self, language: str) -> str:
        """The filter in words; empty when everything is shown."""
        parts = [self.labels[code] for code in (self.edition, self.verdict, self.figure) if code != ALL]
        if self.typed.strip():
            parts.append(say(language, "filter_search", text=self.typed.strip()))
        return formats.listed(parts, language)


def edition_name(row: dict, language: str) -> str:
    """An edition in words, among those of all indexes: index, year and cohort."""
    return f"{named(row, 'short_name', language)} · {context.edition_name(row, language)}"


def verdict_name(code: str, language: str) -> str:
    """What a printed figure turned out to be."""
    return say(language, f"profile_verdict_{code}")


def pick(editions: Sequence[dict], visit: Visit) -> CheckFilter:
    """Draw the pickers and give the filter they stand for.

    A code that is not there is told, lets everything through, and stays in the address until another is chosen.
    """
    grid = Pickers(visit.language)
    labels: dict[str, str] = {}
    own = {
        declared.CHECK_EDITION: {row["edition_code"]: edition_name(row, visit.language) for row in editions},
        declared.CHECK_VERDICT: {code: verdict_name(code, visit.language) for code in VERDICTS},
        declared.CHECK_FIGURE: {code: visit.say(f"profile_figure_{code}") for code in FIGURES},
    }
    chosen = {}
    for choice, names in own.items():
        everything = {ALL: visit.say(f"reconciliation_all_{choice.name}")}
        chosen[choice.name] = grid.offer(choice, Options(everything | names, ALL))
        labels |= names
    return CheckFilter(**chosen, typed=grid.search(declared.CHECK_SEARCH), labels=labels)


def _texts(row: dict) -> list[str]:
    return [row["indicator_code"], *every_name(row, "unit_name"), *every_name(row, "indicator_name")]
