"""Lists of components in an issued document, by status: what came to them is written in."""

from collections.abc import Collection
from typing import Any

from docx.oxml.ns import qn

from reports.content import Content, Figure, codes_of, list_of
from reports.differences import Difference, commented, hashed
from reports.tracked_changes import Marker


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
