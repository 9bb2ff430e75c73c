"""How the cells of each kind of format read on screen, what they hold in a file, and how a workbook writes them.

A kind is what `sql/columns.csv` gives a column for its format: value, points, rank, word …
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from exports.sheet import Cell
from text import formats, time_series
from text.catalogue import named, say
from text.formats import MISSING

Kind = Literal["text", "date", "number", "change"]
Row = dict[str, Any]  # the columns of a row by name
# Of a row, the name of the column, what it is written by, and a language.
Shown = Callable[[Row, str, str, str], str]
Held = Callable[[Row, str, str, str], Cell]


@dataclass(frozen=True)
class Style:
    """How the cells of a kind of format read on screen, what they hold in a file and how a workbook writes them.

    `decimals` are those of a number, from the row and the column that says them; None for what is no number.
    """

    shown: Shown
    cell: Held
    kind: Kind = "text"
    decimals: Callable[..., int | None] | None = None
    is_signed: bool = False
    is_grouped: bool = False
    is_day: bool = False
    falls_first: bool = False


def plain(row: Row, name: str, _by: str, _language: str) -> Cell:
    """What the row holds, as it is."""
    return row.get(name)


def _text(row: Row, name: str, _by: str, _language: str) -> str:
    return row.get(name) or MISSING


def _marked(cell: str, row: Row, name: str, basis: str, mark: str, language: str) -> str:
    """A cell with the mark of its basis, which the column `<name>_basis` of the same row says."""
    if row.get(f"{name}_basis") != basis or row.get(name) is None:
        return cell
    return say(language, mark, cell=cell)


def _value(row: Row, name: str, by: str, language: str) -> str:
    shown = formats.value(row.get(name), language, row.get(by))
    return _marked(shown, row, name, "inferred", "cell_inferred", language)


def _signed(row: Row, name: str, by: str, language: str) -> str:
    shown = formats.change(row.get(name), language, row.get(by))
    return _marked(shown, row, name, "published", "cell_published", language)


def _points(row: Row, name: str, _by: str, language: str) -> str:
    return formats.number(row.get(name), language, formats.POINT_DECIMALS)


def _signed_points(row: Row, name: str, _by: str, language: str) -> str:
    return formats.change(row.get(name), language, formats.POINT_DECIMALS)


def _count(row: Row, name: str, _by: str, language: str) -> str:
    return formats.number(row.get(name), language, 0)


def _places(row: Row, name: str, _by: str, language: str) -> str:
    shown = time_series.places_moved(row.get(name), language)
    return _marked(shown, row, name, "published", "cell_published", language)


def _number(row: Row, name: str, by: str, language: str) -> str:
    return formats.number(row.get(name), language, printed_decimals(row, by))


def _amount(row: Row, name: str, _by: str, language: str) -> str:
    amount = row.get(name)
    return MISSING if amount is None else formats.points(amount, language)


def _integer(row: Row, name: str, _by: str, _language: str) -> str:
    amount = row.get(name)
    return MISSING if amount is None else str(amount)


def _word(row: Row, name: str, by: str, language: str) -> str | None:
    code = row.get(name)
    return say(language, f"{by}_{code}") if code else None


def _flag(row: Row, name: str, _by: str, language: str) -> str | None:
    holds = row.get(name)
    return None if holds is None else say(language, "word_yes" if holds else "word_no")


def _codes(row: Row, name: str, _by: str, _language: str) -> str | None:
    return "; ".join(row.get(name) or ()) or None


def _name(row: Row, name: str, _by: str, language: str) -> str | None:
    return named(row, name, language)


def _fixed(decimals: int | None) -> Callable[..., int | None]:
    return lambda row, by: decimals


def printed_decimals(row: Row, by: str) -> int:
    """As many as the figure was printed with; four where nobody says."""
    known = row.get(by)
    return formats.VALUE_DECIMALS if known is None else known


def _value_decimals(row: Row, by: str) -> int:
    """The same of a value, which is shown with four at most."""
    return min(printed_decimals(row, by), formats.VALUE_DECIMALS)


def _or_missing(written: Held) -> Shown:
    return lambda row, name, by, language: str(written(row, name, by, language) or MISSING)


STYLES = {
    "name": Style(_or_missing(_name), _name),
    "text": Style(_text, plain),
    "address": Style(_text, plain),
    "code": Style(_text, plain),
    "codes": Style(_or_missing(_codes), _codes),
    "word": Style(_or_missing(_word), _word),
    "flag": Style(_or_missing(_flag), _flag),
    "date": Style(
        lambda row, name, _, language: formats.day(row.get(name), language),
        plain,
        "date",
        is_day=True,
        falls_first=True,
    ),
    "value": Style(_value, plain, "number", printed_decimals, falls_first=True),
    "signed": Style(_signed, plain, "number", printed_decimals, is_signed=True, falls_first=True),
    "points": Style(_points, plain, "number", _fixed(formats.POINT_DECIMALS), is_grouped=True, falls_first=True),
    "signed_points": Style(
        _signed_points,
        plain,
        "number",
        _fixed(formats.POINT_DECIMALS),
        is_signed=True,
        is_grouped=True,
        falls_first=True,
    ),
    "rank": Style(lambda row, name, by, _: formats.rank(row.get(name), row.get(by)), plain, "number", _fixed(0)),
    "places": Style(_places, plain, "change", _fixed(0), is_signed=True, falls_first=True),
    "count": Style(_count, plain, "number", _fixed(0), is_grouped=True, falls_first=True),
    "integer": Style(_integer, plain, "number", _fixed(0), falls_first=True),
    "number": Style(_number, plain, "number", printed_decimals, is_grouped=True, falls_first=True),
    "amount": Style(_amount, plain, "number", _fixed(None), falls_first=True),
}
