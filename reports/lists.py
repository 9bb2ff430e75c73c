"""What grows in an issued document: the rows of its annex, and its lists of components by status. What came to them is
written in, annex rows that went are struck.

A row that a person wrote in stays. Rows that a person added have no bookmarks of ours and are never looked at.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from docx.oxml.ns import qn

from reports.bookmarks import Bookmark
from reports.content import Content, Figure, codes_of, list_of, row_of, text_hash
from reports.differences import Difference, Outcome, commented, hashed
from reports.tracked_changes import Marker, seen_text

_LOST_NO_POINTS = ("full", "not_assessed")


class AnnexRows:
    """Rows of the annex by the address of their first cell. `marks` are the bookmarks of the document's body, `named`
    the addresses that are known by their hashes, `issued` the hashes of the figures that the document was issued with.
    """

    def __init__(
        self,
        marker: Marker,
        content: Content,
        marks: Sequence[Bookmark],
        named: Mapping[str, str],
        issued: Sequence[str],
    ) -> None:
        self._marker, self._content, self._named = marker, content, named
        self._issued: dict[str, set[str]] = {}  # the cells that each row was issued with
        for each in issued:
            if row := row_of(named.get(each, "")):
                self._issued.setdefault(row, set()).add(each)
        self._rows: dict[Any, list[Bookmark]] = {}
        self._first: dict[str, Any] = {}
        self.struck: set[str] = set()  # the hashes of the cells of rows that were struck
        self.written: list[str] = []  # those of cells that were written in
        for mark in marks:
            row = row_of(named.get(mark.address, ""))
            element = next((each for each in mark.start.iterancestors() if each.tag == qn("w:tr")), None)
            if row and element is not None:
                self._rows.setdefault(element, []).append(mark)
                self._first.setdefault(row, element)

    def strike(self, outcome: Outcome) -> set[str]:
        """Strike the rows whose components lose no points any more, and give the hashes of the cells of all rows that
        the data have no more. A row that a person wrote in stays, as does one of which nothing is known now.
        """
        now = {cells[0].address for cells in self._content.annex_rows() if cells[0]}
        addresses = {figure.address for figure in self._content.figures.all()}
        is_settled = {
            address.rpartition("/")[2]
            for address in addresses
            if list_of(address) and any(f"/{status}_" in address for status in _LOST_NO_POINTS)
        }
        gone: set[str] = set()
        for element, marks in self._rows.items():
            row = row_of(self._named[marks[0].address])
            if row in now:
                continue
            gone |= {mark.address for mark in marks}
            difference = Difference(row, " | ".join(filter(None, _cells(element))), "")
            is_kept = row.split("/")[1] not in is_settled or not self._is_as_issued(element, row, marks)
            if is_kept:
                runs = marks[0].runs
                outcome.gone_from_data.append(difference)
                self._marker.comment(runs[0], runs[-1], commented("gone", difference, self._content))
            else:
                outcome.struck.append(difference)
                self.struck |= {mark.address for mark in marks}
                self._marker.strike_row(element, commented("struck", difference, self._content))
        return gone

    def _is_as_issued(self, element: Any, row: str, marks: Sequence[Bookmark]) -> bool:
        """Whether a row holds our cells as they were issued and nothing else."""
        written = sorted(text for text in _cells(element) if text)
        return (
            written == sorted(mark.text.strip() for mark in marks)
            and all(text_hash(mark.text) == mark.issued for mark in marks)
            and self._issued.get(row, set()) <= {mark.address for mark in marks}
        )

    def complete(self, issued: Collection[str]) -> list[Difference]:
        """Write the rows that the document was not issued with, and cells that it had empty; nothing where it has no
        annex, or one of other columns.
        """
        rows = self._content.annex_rows()
        model = self._model(rows)
        if model is None:
            return []
        before = next(element for element in model.getparent() if element.tag == qn("w:tr"))
        added: list[Difference] = []
        for cells in rows:
            row = cells[0].address if cells[0] else ""
            element = self._first.get(row)
            if element is not None:
                before = element
                added += self._fill(element, cells, issued)
            elif hashed(self._content.unit, row) not in issued:
                written = [(each.text, each.bookmark(self._content.unit)) if each else None for each in cells]
                difference = Difference(row, "", " | ".join(each.text for each in cells if each))
                said = commented("added", difference, self._content)
                before = self._marker.insert_row(before, model, written, said)
                added.append(difference)
                self.written += [hashed(self._content.unit, each.address) for each in cells if each]
        return added

    def _model(self, rows: Sequence[Sequence[Figure | None]]) -> Any:
        """A row of the document whose cells are ours, one behind the other; None where there is none."""
        places = {each.address.rpartition("/")[2]: place for cells in rows for place, each in enumerate(cells) if each}
        width = len(rows[0]) if rows else 0
        return next((each for each, marks in self._rows.items() if self._fits(each, marks, places, width)), None)

    def _fits(self, element: Any, marks: Sequence[Bookmark], places: Mapping[str, int], width: int) -> bool:
        cells = element.findall(qn("w:tc"))
        if len(cells) != width:
            return False
        for mark in marks:
            column = self._named[mark.address].rpartition("/")[2]
            cell = next(each for each in mark.start.iterancestors() if each.tag in (qn("w:tc"), qn("w:tr")))
            if column in places and (cell not in cells or cells.index(cell) != places[column]):
                return False
        return True

    def _fill(self, element: Any, cells: Sequence[Figure | None], issued: Collection[str]) -> list[Difference]:
        """Write what is new of a row that stands into its empty cells; where a person wrote, it is left to them."""
        added: list[Difference] = []
        places = element.findall(qn("w:tc"))
        if len(places) != len(cells):
            return []
        for place, figure in zip(places, cells, strict=True):
            if figure and hashed(self._content.unit, figure.address) not in issued and not seen_text(place).strip():
                difference = Difference(figure.address, "", figure.text)
                said = commented("added", difference, self._content)
                self._marker.fill_cell(place, figure.text, figure.bookmark(self._content.unit), said)
                added.append(difference)
        return added


def _cells(element: Any) -> list[str]:
    return [seen_text(cell).strip() for cell in element.findall(qn("w:tc"))]


class ComponentLists:
    """A line that came to a list is written behind the line before it, the first one behind the sentence that says how
    many there are; codes in brackets behind that number. What a person has taken out stays out.
    """

    def __init__(self, marker: Marker, content: Content) -> None:
        self._marker, self._content = marker, content
        self._starts: dict[str, Any] = {}

    def stands(self, address: str, start: Any) -> None:
        """Take note of where a line, or how many there are, stands: its bookmark; `address` as that has it."""
        self._starts.setdefault(address, start)

    def complete(self, issued: Collection[str], style: str) -> list[Difference]:
        """Write what the document was not issued with; nothing where it has not the list."""
        added: list[Difference] = []
        behind: dict[str, Any] = {}
        for figure in self._content.printed():
            address = hashed(self._content.unit, figure.address)
            if (of := codes_of(figure.address)) and address not in issued:
                added += self._codes(figure, of)
            if not (count := list_of(figure.address)):
                continue
            before = behind.get(count)
            if before is None:
                before = self._paragraph(count)
            if address not in issued and before is not None:
                difference = Difference(figure.address, "", figure.text)
                said = commented("added", difference, self._content)
                name = figure.bookmark(self._content.unit)
                before = self._marker.insert_line(before, figure.text, style, name, said)
                added.append(difference)
            stands = self._paragraph(figure.address)
            behind[count] = before if stands is None else stands
        return added

    def _codes(self, figure: Figure, count: str) -> list[Difference]:
        start = self._starts.get(hashed(self._content.unit, count))
        if start is None:
            return []
        difference = Difference(figure.address, "", figure.text.strip())
        said = commented("added", difference, self._content)
        is_done = self._marker.insert_behind(start, figure.text, figure.bookmark(self._content.unit), said)
        return [difference] if is_done else []

    def _paragraph(self, address: str) -> Any:
        start = self._starts.get(hashed(self._content.unit, address))
        return None if start is None else next(each for each in start.iterancestors() if each.tag == qn("w:p"))
