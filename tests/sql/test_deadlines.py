"""Printed deadlines: which kind they are, and which of them have a day."""

import unicodedata
from datetime import date

import pytest

PRINTED, DERIVED = "printed", "derived"
# texts of the plans that are shipped, and of the kinds that other plans print
GRID = [
    ("trước ngày 15/12/2022", "date", date(2022, 12, 15), PRINTED),
    ("chậm nhất ngày 5/6/2026", "date", date(2026, 6, 5), PRINTED),
    ("Xong trước ngày 30 tháng 6 năm 2026", "date", date(2026, 6, 30), PRINTED),
    ("30.6.2026", "date", date(2026, 6, 30), PRINTED),
    ("từ ngày 01/01/2025 đến ngày 31/12/2025", "date", date(2025, 12, 31), PRINTED),
    ("hằng quý, đến ngày 31/12/2025", "date", date(2025, 12, 31), PRINTED),
    ("ngày 15/12/2022, chậm nhất hết năm 2022", "date", date(2022, 12, 15), PRINTED),
    ("đến hết năm 2022", "date", date(2022, 12, 31), DERIVED),
    ("cuối năm 2025", "date", date(2025, 12, 31), DERIVED),
    ("Cuối năm 2025", "date", date(2025, 12, 31), DERIVED),
    ("cuối năm 2022, 80% vào cuối năm 2025", "date", date(2025, 12, 31), DERIVED),
    ("hằng năm", "rhythm", None, None),
    ("Hàng năm", "rhythm", None, None),
    ("hàng năm và giai đoạn 2021-2025", "rhythm", None, None),
    ("hằng quý", "rhythm", None, None),
    ("Định kỳ hàng quý", "rhythm", None, None),
    ("định kỳ", "rhythm", None, None),
    ("định kỳ 06 tháng, năm", "rhythm", None, None),
    ("6 tháng một lần", "rhythm", None, None),
    ("thường xuyên", "rhythm", None, None),
    ("thường xuyên, hằng năm", "rhythm", None, None),
    ("ít nhất 01 lần/tuần", "rhythm", None, None),
    ("ít nhất 01 lần/1 tuần", "rhythm", None, None),
    ("ít nhất 20 tin, bài/năm", "rhythm", None, None),
    ("trước ngày 10/12 hằng năm", "rhythm", None, None),
    (
        "đột xuất, định kỳ hằng quý (trước ngày 20 tháng cuối quý) và hằng năm (trước ngày 10/12)",
        "rhythm",
        None,
        None,
    ),
    ("đột xuất", "on_demand", None, None),
    ("khi có yêu cầu từ đơn vị chủ trì", "on_demand", None, None),
    ("theo yêu cầu của Bộ", "on_demand", None, None),
    ("trường hợp cần thiết phải sửa đổi, bổ sung nội dung kế hoạch", "on_demand", None, None),
    ("Năm 2018", "none", None, None),
    ("đến năm 2025", "none", None, None),
    ("trước năm 2026", "none", None, None),
    ("giai đoạn 2018 - 2020", "none", None, None),
    ("trong tháng 12/2025", "none", None, None),
    ("tháng 12/năm 2025", "none", None, None),
    ("quý IV/2025", "none", None, None),
    ("6 tháng cuối năm 2025", "none", None, None),
    ("cuối năm", "none", None, None),
    ("ngày 31/02/2025", "none", None, None),
    ("trước ngày 20", "none", None, None),
    ("theo Quyết định số 1557/QĐ-UBND ngày 31/12/2022", "none", None, None),
    ("theo Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018, cuối năm 2025", "date", date(2025, 12, 31), DERIVED),
    ("", "none", None, None),
    (None, "none", None, None),
]


@pytest.mark.parametrize(("text", "kind", "day", "basis"), GRID)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_printed_deadline_is_of_one_kind_and_has_a_day_only_where_one_is_printed(empty, text, kind, day, basis, form):
    written = text and unicodedata.normalize(form, text)
    [row] = empty.rows(
        "select rule.due_kind(?) as kind, rule.due_on(?) as day, rule.due_on_basis(null, ?) as basis", *[written] * 3
    )
    assert (row["kind"], row["day"], row["basis"]) == (kind, day, basis)


@pytest.mark.parametrize(
    ("given_day", "text", "basis"),
    [
        ("2022-12-15", None, PRINTED),
        ("2022-12-15", "trước ngày 15/12/2022", PRINTED),
        ("2022-12-31", "đến hết năm 2022", DERIVED),
        ("2022-12-20", "đến hết năm 2022", PRINTED),
        (None, "hằng năm", None),
    ],
)
def test_a_given_day_is_printed_unless_it_is_the_end_of_the_year_that_the_text_names(empty, given_day, text, basis):
    assert empty.value("select rule.due_on_basis(cast(? as date), ?)", given_day, text) == basis


def counts(real, mart: str) -> dict[str, tuple[int, int]]:
    """Rows and days of a mart by kind of deadline."""
    rows = real.rows(f"select due_kind, count(*) as n, count(due_on) as days from mart.{mart} group by due_kind")
    return {row["due_kind"]: (row["n"], row["days"]) for row in rows}


def test_nearly_no_deadline_of_the_shipped_plans_has_a_day(real):
    assert counts(real, "tasks") == {"date": (1, 1), "rhythm": (34, 0), "on_demand": (2, 0), "none": (258, 0)}
    assert counts(real, "targets") == {"date": (2, 2), "rhythm": (2, 0), "none": (75, 0)}
    assert counts(real, "reporting_rules") == {"date": (1, 1), "rhythm": (5, 0)}


def test_the_days_of_the_shipped_plans_say_where_they_come_from(real):
    days = [
        tuple(row.values())
        for mart in ("reporting_rules", "targets", "tasks")
        for row in real.rows(
            f"select scope_name, due_on, due_on_basis from mart.{mart} where due_on is not null order by due_on"
        )
    ]
    assert days == [
        ("Tuyên Quang", date(2022, 12, 15), PRINTED),
        ("Tuyên Quang", date(2022, 12, 31), DERIVED),
        ("Tuyên Quang", date(2025, 12, 31), DERIVED),
        ("Tuyên Quang", date(2025, 12, 31), DERIVED),
    ]
