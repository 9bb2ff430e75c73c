"""The words of headings, `vocabulary/*.toml` beside the layouts, one file a subject, and what a heading says."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, product
from pathlib import Path

from etl.values.numbers import stripped

_SHARED = "words"  # the subject every layout uses: filler and short forms
_SUBJECTS = ("column", "indicator", "level", "field", "total", "other", "round")
FILLER, DOUBTFUL = "filler", "doubtful"
_MOST_VARIANTS = 64  # ways to spell out the short forms of one heading that are tried
_FIRST_SHORT_YEAR = 15  # no index of this kind is older
_LONGEST = 40  # words of a heading; what is longer is a sentence
_DOUBTFUL_KEYS = {"phrases", "activity", "pillar"}

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")
_OF_YEAR = re.compile(r"\bn[ăa]m\s+(?=(?:20|19)\d\d(?!\d))", re.IGNORECASE)
_POINTS = re.compile(r"\((?:đơn vị(?: tính)?\s*:?\s*)?(?:điểm|đ|points?)\)", re.IGNORECASE)
_PERCENT = re.compile(r"\((?:đơn vị(?: tính)?\s*:?\s*)?(?:%|phần trăm|tỷ lệ %|percent)\)|%", re.IGNORECASE)
_MAXIMUM = re.compile(
    r"\((?:(?:điểm\s+|thang\s+(?:điểm\s+)?)?(?:tối đa|chuẩn|max)?)\s*:?\s*(?!20\d\d\))\d[\d.,]*\s*(?:điểm|đ|points?)?\)"
    r"|/\s*\d+(?:[.,]\d+)?\s*(?:điểm|đ)?\s*$",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\(\s*(?:\d{1,2}|\*+|[ivx]{1,4}|[a-z])\s*\)|\[\s*\d{1,2}\s*\]|[*†‡¹²³⁰⁴-⁹]+", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(?<=[^\W\d])[\s'’\-/]+(\d\d)\s*$")  # "DTI 23": the last two digits of a year
_CHANGE = re.compile(r"\+\s*/\s*[-–−]|[±↑↓▲▼Δ]")  # signs that say as much as the word
_NUMBERING = re.compile(
    r"^\s*(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐa-hđ])\s*[.)\]:/-]+\s*|\d{1,2}\s+)(?=[^\W\d])"
)


@dataclass(frozen=True)
class Element:
    """One known phrase of a heading: what kind of thing it says, and which; `depth` counts from the topmost row."""

    aspect: str
    value: str
    depth: int
    size: int


@dataclass(frozen=True)
class Heading:
    """What a column's heading says: its known phrases, the words nobody knows, scale and other years it declares.

    `scale` is "points" or "percent" where a unit stands in the heading; `unknown` are words with their depth.
    """

    elements: tuple[Element, ...]
    unknown: tuple[tuple[str, int], ...]
    scale: str | None
    other_years: tuple[str, ...]
    depth: int

    def all(self, aspect: str) -> list[Element]:
        """The phrases of one aspect, the deepest first, of equally deep ones the longest."""
        found = [each for each in self.elements if each.aspect == aspect]
        return sorted(found, key=lambda each: (-each.depth, -each.size))

    def first(self, aspect: str) -> str | None:
        """What the deepest phrase of an aspect says."""
        return next((each.value for each in self.all(aspect)), None)


@dataclass(frozen=True)
class AmbiguousName:
    """A name of two indicators: its key as an activity and as a pillar."""

    activity: str
    pillar: str


@dataclass(frozen=True)
class Vocabulary:
    """The phrases of some subjects by their words, and what short forms stand for.

    A phrase that two subjects know means what the subject named first says. `names` are what a framework calls the
    indicators that are known by their codes.
    """

    phrases: Mapping[tuple[str, ...], tuple[str, str]]
    short: Mapping[str, tuple[tuple[str, ...], ...]]
    ambiguous_names: Mapping[str, AmbiguousName]
    longest: int = 1
    names: Mapping[str, str] = field(default_factory=dict)
    _kept: dict = field(default_factory=dict, repr=False, compare=False)

    def heading(self, texts: Sequence[str], year: str | None) -> Heading:
        """What the texts of a column's path say, parent first; the release's own `year` says nothing."""
        key = (tuple(texts), year)
        if key not in self._kept:
            if len(self._kept) > 4096:
                self._kept.clear()
            self._kept[key] = self._heading(texts, year)
        return self._kept[key]

    def knows(self, text: str) -> bool:
        """True if the text says anything but filler: a quick look at a cell that may head a column."""
        return any(each.aspect != FILLER for each in self.heading((text,), None).elements)

    def with_names(self, names: Mapping[str, Sequence[str]]) -> "Vocabulary":
        """The vocabulary with the names of indicators by their code; what it knows already stays."""
        named = {tuple(words_of(text)): ("indicator", code) for code, texts in names.items() for text in texts if text}
        phrases = {**named, **self.phrases}
        shown = {code: next(filter(None, texts), code) for code, texts in names.items()}
        return Vocabulary(phrases, self.short, self.ambiguous_names, max(map(len, phrases)), shown)

    def named(self, meaning: str) -> str:
        """What a column means with the name of its indicator, where a framework gives one, in place of its code."""
        indicator, colon, field_name = meaning.partition(":")
        return f"{self.names.get(indicator, indicator)}{colon}{field_name}" if colon else meaning

    def indicators(self) -> tuple[str, ...]:
        """The keys of the indicators a heading may name, in the order of their file."""
        return tuple(dict.fromkeys(value for aspect, value in self.phrases.values() if aspect == "indicator"))

    def _heading(self, texts: Sequence[str], year: str | None) -> Heading:
        words: list[tuple[str, int]] = []
        scales: list[str] = []
        years: list[str] = []
        for depth, text in enumerate(texts):
            body, scale, other = _plain(text, year)
            scales += [scale] if scale else []
            years += other
            words += [(word, depth) for word in body]
        elements, unknown = self._spelled_out(words[:_LONGEST])
        scale = scales[-1] if scales else None
        return Heading(elements, unknown, scale, tuple(dict.fromkeys(years)), len(texts) - 1)

    def _spelled_out(self, words: Sequence[tuple[str, int]]) -> tuple[tuple[Element, ...], tuple[tuple[str, int], ...]]:
        """The cover of the words by phrases, short forms spelled out in the way that leaves fewest words unknown."""
        options = [((word,), *self.short.get(word, ())) for word, _ in words]
        best: tuple[tuple[int, int, int], tuple, tuple] | None = None
        for variant in islice(product(*options), _MOST_VARIANTS):
            spelled = [(word, depth) for (_, depth), parts in zip(words, variant, strict=True) for word in parts]
            cost, elements, unknown = self._cover(spelled)
            if best is None or cost < best[0]:
                best = (cost, elements, unknown)
        return best[1:] if best else ((), ())

    def _cover(self, words: Sequence[tuple[str, int]]) -> tuple[tuple[int, int, int], tuple, tuple]:
        """Fewest unknown words, then fewest phrases (so the longest ones), then fewest filler."""
        Best = tuple[tuple[int, int, int], Element | None, int]  # noqa: N806
        count = len(words)
        best: list[Best] = [((0, 0, 0), None, count)] * (count + 1)
        for start in range(count - 1, -1, -1):
            word = words[start][0]
            is_number = word.isdigit() and len(word) < 3  # a footnote or a running number; 766 is a name
            unknown, phrases, filler = best[start + 1][0]
            choice: Best = ((unknown + (not is_number), phrases, filler), None, start + 1)
            for end in range(start + 1, min(start + self.longest, count) + 1):
                meant = self.phrases.get(tuple(each for each, _ in words[start:end]))
                if meant is None:
                    continue
                unknown, phrases, filler = best[end][0]
                cost = (unknown, phrases + 1, filler + (meant[0] == FILLER))
                if cost < choice[0]:
                    choice = (cost, Element(*meant, words[end - 1][1], end - start), end)
            best[start] = choice
        elements, left, place = [], [], 0
        while place < count:
            _, element, end = best[place]
            if element:
                elements.append(element)
            elif not words[place][0].isdigit() or len(words[place][0]) > 2:
                left.append(words[place])
            place = end
        return best[0][0], tuple(elements), tuple(left)


def read_vocabulary(folder: Path, subjects: Sequence[str]) -> Vocabulary:
    """The vocabulary of some subjects. Raises OSError, KeyError, TypeError and ValueError where it is none."""
    shared = tomllib.loads((folder / f"{_SHARED}.toml").read_text(encoding="utf-8"))
    refuse_surplus(shared, {"filler", "abbreviations"})
    phrases: dict[tuple[str, ...], tuple[str, str]] = {}
    ambiguous_names: dict[str, AmbiguousName] = {}
    for subject in subjects:
        content = tomllib.loads((folder / f"{subject}.toml").read_text(encoding="utf-8"))
        refuse_surplus(content, {*_SUBJECTS, DOUBTFUL})
        for key, each in content.get(DOUBTFUL, {}).items():
            refuse_surplus(each, _DOUBTFUL_KEYS)
            ambiguous_names[key] = AmbiguousName(each["activity"], each["pillar"])
            for text in as_texts(each["phrases"]):
                phrases.setdefault(tuple(words_of(text)), (DOUBTFUL, key))
        for aspect in _SUBJECTS:
            for value, texts in content.get(aspect, {}).items():
                for text in as_texts(texts):
                    phrases.setdefault(tuple(words_of(text)), (aspect, value))
    for text in as_texts(shared["filler"]):
        phrases.setdefault(tuple(words_of(text)), (FILLER, ""))
    short = {
        form: tuple(tuple(words_of(text)) for text in as_texts(texts))
        for form, texts in shared["abbreviations"].items()
    }
    return Vocabulary(phrases, short, ambiguous_names, max(map(len, phrases)))


def words_of(text: str) -> list[str]:
    """The words of a text without case and accents, đ as d: headings are typed with and without them."""
    return _WORD.findall(_unaccented(text))


@lru_cache(maxsize=8192)
def _plain(text: str, year: str | None) -> tuple[tuple[str, ...], str | None, tuple[str, ...]]:
    """The words of one heading text without marks, numbering and units; the scale declared; years not the release's."""
    body = " ".join(unicodedata.normalize("NFC", stripped(text)).split())
    scale = "percent" if _PERCENT.search(body) else "points" if _POINTS.search(body) else None
    body = _CHANGE.sub(" thay đổi ", body)
    for pattern in (_POINTS, _PERCENT, _MAXIMUM, _FOOTNOTE):
        body = pattern.sub(" ", body)
    years = _YEAR.findall(body)
    if short := _SHORT_YEAR.search(body):
        if _FIRST_SHORT_YEAR <= int(short[1]) <= int((year or "2099")[2:]) + 1:
            years.append(f"20{short[1]}")
        body = body[: short.start()]
    other = tuple(each for each in years if year is not None and each != year)
    body = _NUMBERING.sub("", _YEAR.sub(" ", _OF_YEAR.sub(" ", body)))
    return tuple(_split(body)), scale, other


def _split(text: str) -> Iterator[str]:
    """The words of a text; digits glued to letters (dti2024) stand apart."""
    for word in words_of(text):
        yield from re.findall(r"\d+|\D+", word)


def _unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(each for each in letters if unicodedata.category(each) != "Mn")


def heading_key(texts: Sequence[str], year: str | None) -> str:
    """What tells a column's heading from others, in words: without marks, units and the release's own year."""
    return " / ".join(" ".join(_plain(text, year)[0]) for text in texts if _plain(text, year)[0])


def as_texts(texts: str | list[str]) -> tuple[str, ...]:
    """One text or several as several. Raises TypeError for anything that is not text."""
    found = (texts,) if isinstance(texts, str) else tuple(texts)
    if not all(isinstance(text, str) for text in found):
        raise TypeError(f"not texts: {found!r}")
    return found


def refuse_surplus(content: Mapping, allowed: Set[str]) -> None:
    """Refuse keys nobody reads: a slip would otherwise change nothing, silently. Raises ValueError."""
    if surplus := content.keys() - allowed:
        raise ValueError(f"unknown keys: {', '.join(sorted(surplus))}")
