"""Which checks of printed figures are shown, and the pickers that choose them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from text.catalogue import named, say
from ui import filters, links
from ui.choices import UnknownChoice, edition_code
from ui.links import ALL
from ui.pickers import Pickers
from ui.search import folded, matches

PAGE = "reconciliation"
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
        wanted = folded(self.typed)
        return [
            row
            for row in rows
            if self.edition in (ALL, full_code(row))
            and self.verdict in (ALL, row["verdict"])
            and self.figure in (ALL, row["figure"])
            and (not wanted or matches(wanted, *_texts(row)))
        ]

    def words(self, language: str) -> str:
        """The filter in words; empty when everything is shown."""
        parts = [self.labels[code] for code in (self.edition, self.verdict, self.figure) if code != ALL]
        if self.typed.strip():
            parts.append(say(language, "filter_search", text=self.typed.strip()))
        return ", ".join(parts)


def full_code(row: dict) -> str:
    """The code of an edition among those of all indexes: `dti.2022.vn63`."""
    return f"{row['index_code']}.{edition_code(row)}"


def edition_name(row: dict, language: str) -> str:
    """An edition in words: index, year and cohort."""
    edition = say(language, "edition", year=row["year"], cohort=named(row, "cohort_name", language))
    return f"{named(row, 'short_name', language)} · {edition}"


def verdict_name(code: str, language: str) -> str:
    """What a printed figure turned out to be."""
    return say(language, f"profile_verdict_{code}")


def pick(editions: Sequence[dict], language: str) -> CheckFilter:
    """Draw the pickers and give the filter they stand for.

    A code that is not there is told, lets everything through, and stays in the address until another is chosen.
    """
    pickers = Pickers(language, PAGE)
    labels = {
        "edition": {full_code(row): edition_name(row, language) for row in editions},
        "verdict": {code: verdict_name(code, language) for code in VERDICTS},
        "figure": {code: say(language, f"profile_figure_{code}") for code in FIGURES},
    }
    chosen = {name: _offer(pickers, name, own) for name, own in labels.items()}
    typed = pickers.search()
    links.keep_on(PAGE, q=typed)
    names = {code: name for own in labels.values() for code, name in own.items()}
    return CheckFilter(**chosen, typed=typed, labels=names)


def _offer(pickers: Pickers, name: str, labels: dict[str, str]) -> str:
    labels = {ALL: say(pickers.language, f"reconciliation_all_{name}")} | labels
    asked = links.asked_among(labels, name, PAGE) or ALL
    try:
        code = pickers.offer(name, labels, partial(_known, name, asked, labels))
    except UnknownChoice as unknown:
        filters.refuse(unknown, pickers.language)
        return ALL
    links.keep_on(PAGE, **{name: code})
    return code


def _known(name: str, asked: str, codes: Collection[str]) -> str:
    if asked not in codes:
        raise UnknownChoice(f"reconciliation_unknown_{name}", asked=asked)
    return asked


def _texts(row: dict) -> list[str]:
    names = ("unit_name_vi", "unit_name_en", "indicator_name_vi", "indicator_name_en")
    return [row["indicator_code"], *(row[name] for name in names if row[name])]
