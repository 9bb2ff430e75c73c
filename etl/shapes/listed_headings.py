"""What a header text means: the forms in which it may equal a known one, and the columns a layout knows by them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from etl.shapes.layouts import Layout
from etl.values.names import folded
from etl.values.numbers import stripped

_CODE = re.compile(r"index|[IVX]+|(?:[A-Z]{1,4}\.?)?\d{1,2}(?:\.\d{1,2}){0,3}")
_YEAR = re.compile(r"(?:năm\s+)?\b(20\d\d)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\(?(?:\d+(?:\.\d+)*(?:[.)]+\s*|\s+)|[IVX]+[.)]+\s*)(?=[^\W\d])")
_MAXIMUM = re.compile(r"\s*\((?:điểm\s+)?(?:tối đa)?:?\s*(?!20\d\d\))\d[\d.,]*\s*(?:điểm|đ)?\)$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def text_forms(text: str, year: str | None = None) -> tuple[str, ...]:
    """The forms in which a header text may equal a known one, the fullest first; the release's own year is left out."""
    body = " ".join(stripped(text).split())
    if year is not None:
        body = stripped(_YEAR.sub(lambda match: "" if match[1] == year else match[0], body))
    bare = _MAXIMUM.sub("", body) or body
    forms = (body, _NUMBERED.sub("", body), bare, _NUMBERED.sub("", bare))
    return tuple(dict.fromkeys(form for form in map(folded, forms) if form))


class ListedHeadings:
    """What a layout's header texts mean on one sheet."""

    def __init__(self, layout: Layout, sheet: str, year: str | None) -> None:
        self.year = year
        named = {**layout.columns, **layout.optional}
        self.names = {form: name for name, texts in named.items() for form in map(folded, texts)}
        self.required = frozenset(layout.columns)
        self.ignored = set(map(folded, layout.ignored))
        self.wide = layout.wide
        if wide := layout.wide:
            self.word = "indicator_key" if layout.key_set else "indicator_code"
            self.field, self.codes = wide.sheets.get(sheet, wide.field), wide.codes
            self.headings = {form: key for key, texts in wide.headings.items() for form in map(folded, texts)}
            self.alone = {form: key for key, texts in wide.alone.items() for form in map(folded, texts)}
            self.parents = tuple(map(folded, wide.parents))
            self.under = {form: name for name, texts in wide.under.items() for form in map(folded, texts)}
            self.single = {
                form: (name, code) for name, (code, texts) in wide.columns.items() for form in map(folded, texts)
            }

    def may_head(self, rows: Sequence[Sequence[str]]) -> bool:
        """False if these rows cannot hold the header: a quick look before the careful one."""
        texts = [text for row in rows for text in row if text]
        present = {self.names.get(form) for text in texts for form in text_forms(text, self.year)}
        return self.required <= present or (len(rows) > 1 and bool(present - {None}))

    def name_of(self, texts: Sequence[str]) -> str | None:
        """Our name for a column, from the texts of its path joined, the longest part first."""
        return next((self.names[form] for form in self._joined(texts) if form in self.names), None)

    def is_ignored(self, texts: Sequence[str]) -> bool:
        """True for a column the layout knows and does not read."""
        return any(form in self.ignored for form in self._joined(texts))

    def figure_of(self, texts: Sequence[str]) -> tuple[str, str, str, bool] | None:
        """Word, indicator, field and whether the header names the field; None if no indicator is meant."""
        if self.wide is None or self._names_other_year(texts):
            return None
        below = next((self.under[form] for form in text_forms(texts[-1], self.year) if form in self.under), None)
        if below and len(texts) > 1 and (found := self._indicator(texts[:-1])):
            return *found, below, True
        if found := self._indicator(texts):
            return *found, self.field, False
        parents = [text for text in texts[:-1] if not folded(text).startswith(self.parents)]
        forms = text_forms(" ".join([*parents, texts[-1]]), self.year)
        if single := next((self.single[form] for form in forms if form in self.single), None):
            return self.word, single[1], single[0], True
        alone = next((self.alone[form] for form in forms if form in self.alone), None)
        return (self.word, alone, self.field, False) if alone else None

    def _indicator(self, texts: Sequence[str]) -> tuple[str, str] | None:
        if self.codes and _CODE.fullmatch(texts[-1]):
            return "indicator_code", texts[-1]
        key = next((self.headings[form] for form in self._joined(texts) if form in self.headings), None)
        return (self.word, key) if key else None

    def _names_other_year(self, texts: Sequence[str]) -> bool:
        return bool(self.year) and any(year != self.year for text in texts for year in _YEAR.findall(text))

    def _joined(self, texts: Sequence[str]) -> list[str]:
        if self._names_other_year(texts):
            return []
        joined = (" ".join(texts[index:]) for index in range(len(texts)))
        return [form for text in joined for form in text_forms(text, self.year)]
