"""Numbers, ranks and dates as each language writes them. A missing figure is a dash, never 0 or blank."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from string import Formatter

from text.catalogue import formats_of

MISSING = "—"
MINUS = "−"
VALUE_DECIMALS = 4
POINT_DECIMALS = 2

VIET_NAM = timezone(timedelta(hours=7))


def number(amount: Decimal | int | None, language: str, decimals: int = VALUE_DECIMALS) -> str:
    """`0,2849` or `0.2849`, thousands grouped, with exactly `decimals` decimals and a real minus sign."""
    if amount is None:
        return MISSING
    rounded = Decimal(amount).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    written = formats_of(language)
    whole, _, rest = f"{abs(rounded):,.{decimals}f}".partition(".")
    digits = whole.replace(",", written.thousands_separator) + (written.decimal_separator + rest if rest else "")
    return MINUS + digits if rounded < 0 else digits


def value(amount: Decimal | None, language: str, decimals: int | None = None) -> str:
    """A value, 0..1 or points, at the precision it was printed with (`decimals`), four decimals unless known."""
    return number(amount, language, VALUE_DECIMALS if decimals is None else min(decimals, VALUE_DECIMALS))


def points(amount: Decimal, language: str) -> str:
    """An amount without trailing zeros: `100`, `22,5`, `0,002`."""
    return number(amount, language, max(0, -int(amount.normalize().as_tuple().exponent)))


def median(amount: Decimal | None, language: str, decimals: int | None = None) -> str:
    """A median, with one decimal more where the mean of two values needs it: `0,70625`, `0,7118`."""
    return number(amount, language, median_decimals(amount, VALUE_DECIMALS if decimals is None else decimals))


def median_decimals(amount: Decimal | None, usual: int) -> int:
    """How many decimals a median needs: the `usual` ones, or one more."""
    return usual if amount is None or amount == round(amount, usual) else usual + 1


def change(amount: Decimal | None, language: str, decimals: int | None = None) -> str:
    """A signed change: `+0,0135`, `−0,0135`, `0,0000`."""
    shown = value(amount, language, decimals)
    return f"+{shown}" if amount is not None and amount > 0 else shown


def percent(share: Decimal | None, language: str, decimals: int = 1) -> str:
    """A share 0..1 as a percentage: `32,7%`."""
    if share is None:
        return MISSING
    return formats_of(language).percent.format(number=number(Decimal(share) * 100, language, decimals))


def rank(place: int | None, cohort_size: int | None) -> str:
    """`58/63`; the place alone when the size of the cohort is not known."""
    if place is None:
        return MISSING
    return f"{place}/{cohort_size}" if cohort_size else str(place)


def day(moment: date | None, language: str) -> str:
    """`20/05/2022` or `20 May 2022`."""
    if moment is None:
        return MISSING
    name = month(moment.month, language)
    return formats_of(language).day.format(day=moment.day, month=moment.month, month_name=name, year=moment.year)


def workbook_day(language: str) -> str:
    """How a workbook writes a day as `day` does: `dd/mm/yyyy`, `d mmm yyyy`."""
    marks = {"day": "d", "month": "m", "month_name": "mmm", "year": "yyyy"}
    parts = Formatter().parse(formats_of(language).day)
    return "".join(
        (f'"{between}"' if between.strip(" /.-") else between) + marks.get(name or "", "") * int(digits or 1)
        for between, name, digits, _ in parts
    )


def workbook_number(decimals: int, is_signed: bool = False, is_grouped: bool = False) -> str:
    """How a workbook writes a number with that many decimals: `0.0000`, `+0.0000;-0.0000;0.0000`, `#,##0.00`.

    The marks are those of whoever opens it.
    """
    pattern = "#,##0" if is_grouped else "0"
    pattern += "." + "0" * decimals if decimals else ""
    return f"+{pattern};-{pattern};{pattern}" if is_signed else pattern


def month(number: int, language: str) -> str:
    """The name of a month; its number where the language has no names."""
    return formats_of(language).months.split()[number - 1]


def minute(moment: datetime, language: str) -> str:
    """Day and time of day in Viet Nam, whatever clock the server runs on; a naive moment is UTC."""
    local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(VIET_NAM)
    return f"{day(local.date(), language)} {local:%H:%M}"


def listed(parts: Iterable[str], language: str) -> str:
    """Names or figures one after the other: `Hà Nội, Huế`; empty for none."""
    return formats_of(language).list_separator.join(parts)


def phrases(parts: Iterable[str], language: str) -> str:
    """Phrases that may have commas of their own, one after the other; empty for none."""
    return formats_of(language).phrase_separator.join(parts)
