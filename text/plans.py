"""What plans promise, in words: targets, deadlines, duties to report.

Rows are dictionaries with the columns of the marts that each function names.
"""

from text import formats
from text.catalogue import say


def target(row: dict, language: str) -> str:
    """What a target asks for: `hạng 40–44`, `trên 50%`; `row` of `mart.targets`."""
    if row["operator"] == "words":
        return say(language, "profile_target_words")
    return say(language, f"profile_in_{row['target_unit']}", asked=_amount(row, language, row["kind"]))


def state(row: dict, language: str) -> str:
    """What a plan says of the state before it: `khoảng 97,63%`; `row` of `mart.baselines`."""
    return say(language, f"profile_in_{row['target_unit']}", asked=_amount(row, language))


def _amount(row: dict, language: str, kind: str = "level") -> str:
    low, high = (None if row[end] is None else formats.points(row[end], language) for end in ("low", "high"))
    asked = say(language, f"profile_target_{row['operator']}", low=low or high, high=high or low)
    return say(language, "profile_target_yearly", asked=asked) if kind == "yearly_growth" else asked


def baseline(row: dict, language: str) -> str:
    """The state that a plan says it starts from: `93%`; `row` of `mart.targets`."""
    if row["baseline"] is None:
        return formats.MISSING
    return say(language, f"profile_in_{row['target_unit']}", asked=formats.points(row["baseline"], language))


def deadline(row: dict, language: str) -> str:
    """A deadline as printed, and what kind it is; `row` of `mart.targets` or `mart.tasks`."""
    if row["due_kind"] == "date":
        kind = say(language, f"profile_due_{row['due_on_basis']}", day=formats.day(row["due_on"], language))
    else:
        kind = say(language, f"profile_due_{row['due_kind']}")
    if row["due_text"]:
        return say(language, "profile_due_words", printed=row["due_text"], kind=kind)
    return formats.MISSING if row["due_kind"] == "none" else kind


def duty(row: dict, language: str) -> str:
    """How often and by when a report is due: `hằng năm, trước ngày 10/12`; `row` of `mart.reporting_rules`."""
    if row["due_on"] is not None:
        by = say(language, "profile_duty_before", day=formats.day(row["due_on"], language))
    elif row["due_day"] is not None and row["due_month"] is not None:
        by = say(language, "profile_duty_before", day=f"{row['due_day']}/{row['due_month']}")
    elif row["due_day"] is not None:
        by = say(language, "profile_duty_of_quarter", day=row["due_day"])
    else:
        by = say(language, "profile_due_none")
    return say(language, "profile_duty_words", rhythm=say(language, f"profile_rhythm_{row['rhythm']}"), by=by)


def scope(row: dict, language: str) -> str:
    """Whom a row of a plan speaks for, with its level: `Huyện Minh Long (cấp huyện)`."""
    level = say(language, f"profile_level_{row['scope_level']}")
    return say(language, "profile_scope_words", scope=row["scope_name"], level=level)


def progress(row: dict, language: str) -> str:
    """`đạt (38/63)`, `chưa đạt (38/63)` or `chưa có số liệu`; `row` of `mart.targets`."""
    word = say(language, f"profile_progress_{row['progress']}")
    if row["reached_rank"] is None:
        return word
    return f"{word} ({formats.rank(row['reached_rank'], row['reached_cohort_size'])})"
