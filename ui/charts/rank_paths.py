"""The lines of a bump chart: one unit's ranks along the years, with holes where years do not compare."""

from collections.abc import Sequence

from text import formats
from text.catalogue import named, say
from ui.charts.frame import plain
from ui.charts.lines import Label, Look
from ui.theme import Palette


class RankPaths:
    """Traces and labels of units; `rows` of `queries.time_series.unit_years` with a rank, `years` those drawn."""

    def __init__(self, rows: Sequence[dict], years: Sequence[dict], language: str):
        self.years, self.language = years, language
        self.ranks = {(row["unit_code"], row["year"]): row for row in rows}
        self.units = {row["unit_code"]: row for row in rows}

    def path(self, code: str) -> tuple[list[int], list[int | None], list[str]]:
        """Places, ranks and hover texts along the years of one unit, with a hole at every break."""
        path: list[tuple[int, int | None, str]] = []
        for at, year in enumerate(self.years):
            if year["break_reasons"] and at:
                path.append((at, None, ""))
            row = self.ranks.get((code, year["year"]))
            path.append((at, row["rank"], self._hover(row)) if row else (at, None, ""))
        return [at for at, _, _ in path], [rank for _, rank, _ in path], [told for _, _, told in path]

    def grey(self, codes: Sequence[str], palette: Palette) -> dict:
        """All the other units as one trace of thin lines."""
        places: list[int] = []
        ranks: list[int | None] = []
        told: list[str] = []
        for code in codes:
            along, up, hovers = self.path(code)
            places += [*along, 0]
            ranks += [*up, None]
            told += [*hovers, ""]
        return {
            "type": "scatter",
            "x": places,
            "y": ranks,
            "hovertext": told,
            "hoverinfo": "text",
            "mode": "lines+markers",
            "line": {"color": palette.muted, "width": 1},
            "marker": {"color": palette.muted, "size": 5, "symbol": self._marks("circle", places)},
        }

    def line(self, code: str, look: Look, is_own: bool) -> dict:
        """One named unit; the own one has its ranks written beside its marks."""
        places, ranks, told = self.path(code)
        line = {
            "type": "scatter",
            "x": places,
            "y": ranks,
            "hovertext": told,
            "hoverinfo": "text",
            "mode": "lines+markers",
            "cliponaxis": False,
            "line": {"color": look.colour, "width": look.width},
            "marker": {
                "color": look.colour,
                "size": look.size,
                "symbol": self._marks(look.mark, places),
                "line": {"width": 2, "color": look.colour},
            },
        }
        if not is_own:
            return line
        return line | {
            "mode": "lines+markers+text",
            "text": ["" if rank is None else f"<b>{rank}</b>" for rank in ranks],
            "textposition": beside(ranks),
            "textfont": {"size": 12, "color": look.colour},
        }

    def label(self, code: str, look: Look) -> Label:
        """Name and newest rank; its year too where that is not the last one."""
        newest = max((row for row in self.ranks.values() if row["unit_code"] == code), key=lambda row: row["year"])
        key = "series_label" if newest["year"] == self.years[-1]["year"] else "series_label_earlier"
        unit = named(newest, "unit_name", self.language)
        return Label(say(self.language, key, unit=unit, rank=newest["rank"], year=newest["year"]), newest["rank"],
                     look.colour)  # fmt: skip

    def _marks(self, mark: str, places: Sequence[int]) -> list[str]:
        return [f"{mark}-open" if self.years[at]["is_restated"] else mark for at in places]

    def _hover(self, row: dict) -> str:
        return say(
            self.language,
            "series_hover_restated" if row["is_restated"] else "series_hover",
            unit=plain(named(row, "unit_name", self.language)),
            year=row["year"],
            rank=formats.rank(row["rank"], row["cohort_size"]),
        )


def beside(ranks: Sequence[int | None]) -> list[str]:
    """Where the number of each rank along a path stands: left or right of its mark, where the path does not run.

    The marks of the other units stand above and below, often without a gap.
    """
    around = zip([None, *ranks[:-1]], ranks, [*ranks[1:], None], strict=True)
    return [
        "middle left"
        if before is None or rank is None
        else "middle right"
        if after is None
        else "top left"
        if before >= rank
        else "bottom left"
        for before, rank, after in around
    ]
