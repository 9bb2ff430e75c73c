"""What plans promise, in words: targets, deadlines, duties to report, how far all that is as of today.

Rows are dictionaries with the columns of the marts that each function names.
"""

from collections.abc import Sequence
from datetime import date

from text import formats
from text.catalogue import counted, named, say


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


def target_state(row: dict, language: str) -> str:
    """How far a target is met as of today: `đã quá hạn, chưa có số liệu`, `chưa đạt (49/63), còn thiếu 5 bậc`; `row` of
    `warehouse.queries.plans.targets_on`.
    """
    if row["reached_rank"] is None:
        return say(language, f"targets_state_{row['target_state']}")
    reached = formats.rank(row["reached_rank"], row["reached_cohort_size"])
    key = "better" if row["is_better_than_asked"] else row["target_state"]
    return say(language, f"targets_reached_{key}", reached=reached, places=row["rank_distance"])


def worth(row: dict, language: str) -> str:
    """What a target is about in points: what its indicator lost (`60 điểm`, `dưới 144,12 điểm`), or for a rank how many
    the unit lacks (`need`, with `enter`, `better` and the `year` they are of); a dash where that is not known.
    """
    if row["need"]:
        points = [row["need"][end] for end in ("enter", "better")]
        enter, better = (formats.number(amount, language, formats.POINT_DECIMALS) for amount in points)
        key = "met" if not points[0] else "one" if enter == better else "range"
        best = formats.points(row["low"] or row["high"], language)
        return say(language, f"targets_need_{key}", enter=enter, better=better, rank=best, year=row["need"]["year"])
    if row["worth"] is not None:
        return say(language, "targets_worth", points=formats.number(row["worth"], language, formats.POINT_DECIMALS))
    if row["worth_at_most"] is not None:
        most = formats.number(row["worth_at_most"], language, formats.POINT_DECIMALS)
        return say(language, "targets_worth_less", points=most)
    return formats.MISSING


def _line_of(row: dict) -> tuple:
    """What targets of several years have in common where they are one line."""
    return tuple(row[name] for name in ("scope_level", "scope_name", "index_code", "indicator_code", "measure", "kind"))


def trajectories(rows: Sequence[dict], language: str) -> dict[tuple[str, int], str]:
    """By release and row: the way that a plan lays out, from the state it starts from over its own years:
    `93% → 2025: trên 95% → 2030: 100%`. Only of what has two steps.
    """
    lines: dict[tuple, list[dict]] = {}
    for row in rows:
        if row["due_year"] is not None and row["operator"] != "words":
            lines.setdefault(_line_of(row), []).append(row)
    told: dict[tuple[str, int], str] = {}
    for found in lines.values():
        steps = [
            say(language, "targets_step", year=row["due_year"], asked=target(row, language))
            for row in sorted(found, key=lambda row: row["due_year"])
        ]
        start = next((baseline(row, language) for row in found if row["baseline"] is not None), None)
        steps = [start, *steps] if start else steps
        if len(steps) > 1:
            told |= {(row["release_code"], row["row_number"]): " → ".join(steps) for row in found}
    return told


def targets_answer(unit: str, rows: Sequence[dict], language: str) -> str:
    """`Tuyên Quang: 4/8 mục tiêu đã quá hạn, chưa có số liệu`; how many are met, where none is past due."""
    counts = {state: sum(row["target_state"] == state for row in rows) for state in ("past_due", "met")}
    key = "targets_answer_past_due" if counts["past_due"] else "targets_answer_met"
    return say(language, key, unit=unit, all=len(rows), **counts)


def targets_lead(rows: Sequence[dict], language: str) -> str:
    """What else there is of targets: met, not met, in words only, and the next year."""
    counts = {state: sum(row["target_state"] == state for row in rows) for state in ("met", "not_met", "no_data")}
    words = sum(row["operator"] == "words" for row in rows)
    ahead = sorted({row["due_year"] for row in rows if row["target_state"] == "no_data" and row["due_year"]})
    parts = [say(language, "targets_lead", words=words, **counts)]
    parts += [say(language, "targets_lead_next", year=ahead[0])] if ahead else []
    return formats.phrases(parts, language)


def ended_scopes(rows: Sequence[dict], today: date, language: str) -> list[str]:
    """That scopes of plans have ended, and where they went: `Đắk Nông (cấp tỉnh) kết thúc 01/07/2025, nay thuộc Lâm
    Đồng`. One sentence per scope.
    """
    told = {}
    for row in rows:
        if row["scope_ended_on"] is None or row["scope_ended_on"] > today:
            continue
        successor = row["successor_scope"] or (row["successor_code"] and named(row, "successor_name", language))
        told[scope(row, language)] = say(
            language,
            "plans_ended" if successor else "plans_ended_alone",
            scope=scope(row, language),
            day=formats.day(row["scope_ended_on"], language),
            successor=successor,
            source=say(language, "plans_ended_by", source=row["end_source"]) if row["end_source"] else "",
        )
    return list(told.values())


def task_state(row: dict, language: str) -> str:
    """Where a task or a duty stands as of today: `đã qua hạn, chưa ghi kết quả`, `đang làm, hạn 20/12/2026`; `row` of
    `warehouse.queries.plans.tasks_on` or `duties_on`.
    """
    state, status = row["task_state"], row.get("task_status")
    if state in ("done", "dropped"):
        return _as_of(row, say(language, f"tasks_status_{state}"), language)
    said = say(language, f"tasks_told_{state}" if status else f"tasks_state_{state}")
    return f"{_as_of(row, say(language, f'tasks_status_{status}'), language)}, {said}" if status else said


def task_mark(row: dict, language: str) -> str:
    """The same in a list: with the day that has passed or comes, and a dash for what has neither day nor status."""
    if row["task_state"] == "none" and row["task_status"] is None:
        return formats.MISSING
    said = task_state(row, language)
    return f"{formats.day(row['due_on'], language)}: {said}" if row["due_on"] is not None else said


def _as_of(row: dict, said: str, language: str) -> str:
    """A status with the day it is of, where that is told."""
    if row["status_on"] is None:
        return said
    return say(language, "tasks_status_as_of", status=said, day=formats.day(row["status_on"], language))


def tasks_answer(unit: str, rows: Sequence[dict], duties: Sequence[dict], today: date, language: str) -> str:
    """`Tuyên Quang: 81 việc trong kế hoạch; 2 việc, báo cáo đã qua hạn, chưa ghi kết quả`; where none is overdue, that
    all are history because their scopes have ended, or how many are done.
    """
    overdue = sum(row["task_state"] == "overdue" for row in [*rows, *duties])
    done = sum(row["task_state"] == "done" for row in rows)
    is_history = all(row["scope_ended_on"] is not None and row["scope_ended_on"] <= today for row in rows)
    key = "tasks_answer_overdue" if overdue else "tasks_answer_ended" if is_history and not done else "tasks_answer"
    tasks = counted(language, "plan_tasks", len(rows))
    return say(language, key, unit=unit, tasks=tasks, overdue=overdue, done=done)


def no_next_date(rows: Sequence[dict], today: date, language: str) -> str:
    """That no date is in force any more, and why: what has passed, what ended, what has a rhythm but no day. `rows` are
    tasks and duties together.
    """
    passed = sorted({row["due_on"] for row in rows if row["task_state"] == "overdue"})
    closed = [row for row in rows if row["task_state"] in ("done", "dropped")]
    gone = [
        row
        for row in rows
        if row["scope_ended_on"] is not None
        and row["scope_ended_on"] <= today
        and (row["task_state"] == "ended" or (row.get("due_day") is not None and row["due_on"] is None))
    ]
    rhythms = sum(row["task_state"] == "rhythm" and row not in gone for row in rows)
    why = []
    if passed:
        days = formats.listed((formats.day(day, language) for day in passed), language)
        why.append(say(language, "tasks_none_passed", days=days))
    if gone:
        scopes = formats.listed(dict.fromkeys(row["scope_name"] for row in gone), language)
        day = formats.day(max(row["scope_ended_on"] for row in gone), language)
        why.append(say(language, "tasks_none_ended", count=len(gone), scopes=scopes, day=day))
    if closed:
        why.append(say(language, "tasks_none_closed", count=len(closed)))
    if rhythms:
        why.append(say(language, "tasks_none_rhythm", count=rhythms))
    if not why:
        why.append(say(language, "tasks_none_printed"))
    return say(language, "tasks_none_why", none=say(language, "tasks_none"), why=formats.phrases(why, language))


def next_date(row: dict, language: str) -> str:
    """`20/12/2026 · Đơn vị chủ trì · báo cáo quý`; `row` of `warehouse.queries.plans.next_dates`."""
    what = row["what"] if row["entry_kind"] == "task" else say(language, f"tasks_report_{row['rhythm']}")
    parts = [formats.day(row["due_on"], language), row["agencies_shown"], what]
    return " · ".join(part for part in parts if part)


def agency(row: dict, language: str) -> str:
    """An agency and what it is today: `Sở Thông tin và Truyền thông (nay là Sở Khoa học và Công nghệ, từ 01/03/2025)`;
    `row` of `warehouse.queries.plans.agencies`.
    """
    if row["agency_name"] is None:
        return say(language, "profile_no_agency")
    if row["successor_agency"] is None:
        return row["agency_name"]
    return say(
        language,
        "tasks_agency_now",
        agency=row["agency_name"],
        successor=row["successor_agency"],
        day=formats.day(row["succeeded_on"], language),
    )


def stake(row: dict, language: str) -> str:
    """What the components of an agency lost together: `60`, `dưới 62,5`, `từ 143,33 đến dưới 715,15`; a dash where that
    is not known, or it leads none that lost points.
    """
    if row["at_least"] is None or row["at_most"] is None:
        return formats.MISSING
    least, most = (formats.number(row[end], language, formats.POINT_DECIMALS) for end in ("at_least", "at_most"))
    key = "exactly" if row["at_least"] == row["at_most"] else "between" if row["at_least"] else "less"
    return say(language, f"tasks_stake_{key}", least=least, most=most)


def task_link(row: dict, language: str) -> str:
    """What plans say must be done about a component: `2 việc`, `chưa có việc`, `9 việc, theo chỉ số chính`."""
    return say(
        language,
        f"tasks_link_{row['task_link']}",
        tasks=counted(language, "plan_tasks", row["task_count"]),
        main_tasks=counted(language, "plan_tasks", row["main_task_count"]),
    )
