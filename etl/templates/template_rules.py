"""What the cells of a template may hold: drop-downs out of the sheet of lists, and ranges of numbers."""

from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from text.template import LISTS, REFUSED, REFUSED_TITLE, SUGGESTED, SUGGESTED_TITLE


@dataclass(frozen=True)
class Choice:
    """A drop-down. `names` explain the texts one by one; an open one warns of other texts and lets them pass."""

    title: str
    texts: tuple[str, ...]
    names: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class Between:
    """A number, or a day, within limits (None: no upper one); `message` is a key of the words for a refusal."""

    message: str
    low: Decimal | int | None = None
    high: Decimal | int | None = None
    kind: str = "decimal"


Rule = Choice | Between


class Rules:
    """Makes the checks of one workbook, and remembers which lists they need."""

    def __init__(self) -> None:
        self.lists: dict[Choice, int] = {}  # each list and its column on the sheet of lists
        self._next = 1

    def validation(self, rule: Rule, cells: str) -> DataValidation:
        """The check of these cells, with its message in Vietnamese. Empty cells always pass."""
        if isinstance(rule, Choice):
            return DataValidation(
                "list",
                formula1=self._place(rule),
                allow_blank=True,
                sqref=cells,
                showErrorMessage=True,
                errorStyle="warning" if rule.is_open else "stop",
                errorTitle=SUGGESTED_TITLE if rule.is_open else REFUSED_TITLE,
                error=SUGGESTED if rule.is_open else REFUSED["list"],
            )
        return DataValidation(
            rule.kind,
            operator="greaterThanOrEqual" if rule.high is None else "between",
            formula1=str(rule.low),
            formula2=None if rule.high is None else str(rule.high),
            allow_blank=True,
            sqref=cells,
            showErrorMessage=True,
            errorTitle=REFUSED_TITLE,
            error=REFUSED[rule.message].format(last=rule.high, maximum=_printed(rule.high)),
        )

    def _place(self, choice: Choice) -> str:
        if choice not in self.lists:
            self.lists[choice] = self._next
            self._next += 2 + bool(choice.names)
        letter = get_column_letter(self.lists[choice])
        return f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${len(choice.texts) + 1}"


def _printed(number: Decimal | int | None) -> str:
    return "" if number is None else f"{Decimal(number).normalize():f}".replace(".", ",")
