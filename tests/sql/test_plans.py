"""Targets, tasks and reporting rules as the plans print them; every quotation stands in its document."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from warehouse import paths

from .conftest import RELEASE

DOCUMENTS = {
    "tuyen_quang_187": "2022/documents/tuyen_quang_187_kh_ubnd.txt",
    "quang_nam": "2023/documents/quang_nam_2023.txt",
    "dak_nong_431": "2018/documents/dak_nong_431_kh_ubnd.txt",
    "tinh_tra": "2024/documents/tinh_tra_2024.txt",
    "minh_long": "2023/documents/minh_long_2023.txt",
}
QUOTED = [
    (file.relative_to(paths.RAW_DIR).as_posix(), column)
    for kind, column in {
        "targets": "printed_text",
        "baselines": "printed_text",
        "reporting_rules": "printed_text",
        "tasks": "action",
    }.items()
    for file in sorted(paths.RAW_DIR.glob(f"*/*_{kind}.csv"))
]


def squeezed(text: str) -> str:
    """The text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


@pytest.mark.parametrize(("file", "column"), QUOTED)
def test_every_quotation_stands_in_its_document(file, column):
    path = paths.RAW_DIR / file
    [document] = [DOCUMENTS[stem] for stem in DOCUMENTS if path.stem.startswith(stem)]
    printed = squeezed(Path(paths.RAW_DIR / document).read_text(encoding="utf-8"))
    with path.open(encoding="utf-8", newline="") as rows:
        quotations = [row[column] for row in csv.DictReader(rows)]
    assert quotations
    # words in brackets are carried over from the opening of the same sentence, to make a row readable alone
    strange = [
        text
        for text in quotations
        if not all(squeezed(part) in printed for part in re.split(r"\[[^\]]*\]", text) if part.strip(" ,;.…"))
    ]
    assert strange == []


def targets(real, document: str, *columns: str) -> list[tuple]:
    rows = real.rows(
        f"select {', '.join(columns)} from mart.targets where release_code like '%' || ? || '%' order by row_number",
        document,
    )
    return [tuple(row.values()) for row in rows]


NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def numbers(text: str) -> set[Decimal]:
    """Every number printed in a text, whichever mark its decimals have."""
    return {Decimal(number.replace(",", ".")) for number in NUMBER.findall(text)}


@pytest.mark.parametrize("mart", ["targets", "baselines"])
def test_every_number_of_a_target_stands_in_its_printed_text(real, mart):
    rows = real.rows(f"select low, high, printed_text from mart.{mart}")
    assert len(rows) == {"targets": 79, "baselines": 5}[mart]
    strange = [
        row
        for row in rows
        for number in (row["low"], row["high"])
        if number is not None and number not in numbers(row["printed_text"])
    ]
    assert strange == []


@pytest.mark.parametrize("mart", ["targets", "baselines"])
def test_every_percentage_of_a_printed_text_is_a_number_of_a_row_with_that_text(real, mart):
    held: dict[str, set[Decimal]] = {}
    for row in real.rows(f"select low, high, printed_text from mart.{mart}"):
        held.setdefault(row["printed_text"], set()).update({row["low"], row["high"]} - {None})
    printed = {
        text: {Decimal(part.replace(",", ".")) for part in re.findall(r"(\d+(?:[.,]\d+)?) ?%", text)} for text in held
    }
    assert {text: percents - held[text] for text, percents in printed.items() if percents - held[text]} == {}


def test_how_many_rows_the_plans_give_and_how_many_of_them_name_an_indicator(real):
    counted = {
        mart: {
            row["plan"]: (row["n"], row["named"])
            for row in real.rows(
                "select regexp_extract(release_code, '/(.*)_[a-z]+$', 1) as plan, count(*) as n,"
                f" count(indicator_code) as named from mart.{mart} group by plan"
            )
        }
        for mart in ("targets", "tasks", "baselines")
    }
    assert counted == {
        "targets": {
            "dak_nong_431": (17, 16),
            "tuyen_quang_187": (8, 8),
            "quang_nam": (5, 5),
            "minh_long": (20, 20),
            "tinh_tra": (29, 0),
        },
        "tasks": {
            "dak_nong_431": (73, 53),
            "tuyen_quang_187": (81, 78),
            "quang_nam": (21, 21),
            "minh_long": (60, 51),
            "tinh_tra": (60, 0),
        },
        "baselines": {"dak_nong_431": (5, 5)},
    }


@pytest.mark.parametrize("document", ["tuyen_quang", "quang_nam", "minh_long"])
def test_the_heading_that_gives_a_target_its_indicator_names_it(real, document):
    rows = real.rows(
        "select targets.note, targets.target_unit, indicators.indicator_name_vi as name from mart.targets as targets"
        " join reference.frameworks as frameworks using (index_code)"
        " join reference.indicators as indicators using (framework_code, indicator_code)"
        " where release_code like '%' || ? || '%' and framework_code in ('dti_2021', 'dti_district_quang_ngai_2023')"
        " and indicator_code <> 'index'",
        document,
    )
    assert rows
    assert [row for row in rows if row["name"].casefold() not in row["note"].casefold()] == []


def test_the_state_that_dak_nong_starts_from_stands_beside_its_two_targets(real):
    rows = targets(real, "dak_nong", "measure", "baseline", "low", "baseline_text")
    assert [row for row in rows if row[1] is not None] == [
        (
            "Tỷ lệ học sinh trong độ tuổi đi học đến trường",
            93,
            100,
            "tỷ lệ học sinh trong độ tuổi đến trường đạt 93%",
        ),
        ("Tỷ lệ người lớn biết đọc, biết viết", Decimal("94.7"), 100, "tỷ lệ người lớn biết đọc, biết viết đạt 94.7%"),
    ]
    states = real.rows("select operator, low from mart.baselines order by row_number")
    assert [tuple(row.values()) for row in states] == [
        ("equals", 100),
        ("about", Decimal("97.63")),
        ("equals", 52),
        ("equals", Decimal("94.7")),
        ("equals", 93),
    ]


def test_plans_of_districts_and_communes_are_found_by_their_province_and_get_no_code(real):
    for mart in ("targets", "tasks", "reporting_rules"):
        rows = real.rows(
            "select distinct scope_name, scope_level, unit_code, province_system, province_code"
            f" from mart.{mart} where scope_level <> 'province' order by scope_name"
        )
        assert [tuple(row.values()) for row in rows] == [
            ("Huyện Minh Long", "district", None, "vn63", "51"),
            ("Xã Tịnh Trà", "commune", None, "vn63", "51"),
        ]
    own = real.rows("select unit_code = province_code as is_own from mart.tasks where scope_level = 'province'")
    assert {row["is_own"] for row in own} == {True}


def test_the_two_closing_duties_of_minh_long_are_those_of_the_co_ordinating_bodies(real):
    rows = real.rows("select lead_agencies, coordinating_agencies, action from mart.tasks where section = '9, ý 3'")
    assert len(rows) == 2
    assert {(row["lead_agencies"], row["coordinating_agencies"]) for row in rows} == {
        ("Thủ trưởng các cơ quan và các đơn vị liên quan được giao nhiệm vụ phối hợp", None)
    }


def test_the_words_of_quang_nam_stand_beside_its_figures(real):
    rows = real.rows(
        "select indicator_code, note from staging.figures where release_code = '2022/quang_nam_figures'"
        " and note like '%words%' order by row_number"
    )
    assert [(row["indicator_code"], re.findall('mức [^"]+', row["note"])) for row in rows] == [
        ("4", ["mức rất thấp"]),
        ("5", ["mức khá"]),
        ("6", ["mức khá"]),
    ]


def agency_names(real, unit_code: str) -> set[str]:
    rows = real.rows("select distinct unnest(agencies) as name from core.agency_cells where unit_code = ?", unit_code)
    return {row["name"] for row in rows}


def test_one_agency_is_shown_under_one_name_however_its_plan_spells_it(real):
    shown = agency_names(real, "08")
    assert shown >= {
        "Sở Công Thương",
        "Ngân hàng Nhà nước Việt Nam chi nhánh Tuyên Quang",
        "Các doanh nghiệp viễn thông trên địa bàn tỉnh",
        "Trường Cao đẳng nghề kỹ nghệ tỉnh",
        "Báo Tuyên Quang Online",
        "Văn phòng Ủy ban nhân dân tỉnh",
    }
    assert len({name.casefold() for name in shown}) == len(shown)
    assert [name for name in shown | agency_names(real, "67") if "UBND" in name or "(" in name] == []
    printed = real.rows(
        "select lead_agencies, lead_agencies_shown from mart.tasks where lead_agencies = 'Sở Công thương'"
    )
    assert {tuple(row.values()) for row in printed} == {("Sở Công thương", "Sở Công Thương")}


def test_bodies_with_other_members_and_heads_of_offices_stay_apart(real):
    assert agency_names(real, "08") >= {
        "Các địa phương",
        "Ủy ban nhân dân cấp huyện",
        "Chủ tịch Ủy ban nhân dân cấp huyện",
        "Ủy ban nhân dân huyện, thành phố",
        "Các cơ quan, đơn vị",
        "Các cơ quan, đơn vị, địa phương",
    }


def test_no_name_that_an_agency_is_shown_by_is_a_spelling_of_another(reference):
    aliases = reference["reference.agency_aliases"]
    shown = dict(zip((alias.casefold() for alias in aliases["alias"]), aliases["agency_name"], strict=True))
    assert {name: shown[name.casefold()] for name in aliases["agency_name"] if name.casefold() in shown} == {
        name: name for name in aliases["agency_name"] if name.casefold() in shown
    }
    assert set(aliases.select("unit_system", "unit_code").unique().rows()) == {
        (None, None),
        *(("vn63", code) for code in ("08", "49", "51", "67")),
    }


def test_a_spelling_of_one_province_says_nothing_of_another(given):
    task = {"scope_name": "Đắk Nông", "scope_level": "province", "province_system": "vn63", "action": "Báo cáo"}
    task |= {"lead_agencies": "Trường cao đẳng nghề; Sở Công thương"}
    made = given(tasks=[task | {"province_code": code} for code in ("08", "67")])
    rows = made.rows("select province_code, agencies from mart.tasks order by province_code")
    assert [tuple(row.values()) for row in rows] == [
        ("08", ["Trường Cao đẳng nghề kỹ nghệ tỉnh", "Sở Công Thương"]),
        ("67", ["Trường cao đẳng nghề", "Sở Công Thương"]),
    ]


def test_rank_ranges_of_dak_nong(real):
    rows = targets(real, "dak_nong", "due_year", "indicator_code", "operator", "low", "high", "target_unit", "progress")
    ranks = [row[:5] for row in rows if row[5] == "rank"]
    assert ranks == [
        (2018, "1", "between", 20, 23),
        (2018, "2", "between", 50, 55),
        (2018, "3", "between", 40, 43),
        (2018, "3.2", "between", 40, 48),
        (2018, "index", "between", 40, 44),
        (2020, "index", "between", 30, 40),
    ]
    assert {row[6] for row in rows} == {"no_data"}


def test_a_target_is_held_against_the_cohort_that_its_unit_is_ranked_in(given):
    aim = {"scope_name": "Hà Nội", "scope_level": "province", "unit_system": "vn63", "unit_code": "01"}
    aim |= {"index_code": "ict_index", "indicator_code": "index", "measure": "xếp hạng", "kind": "value"}
    aim |= {"operator": "between", "low": 1, "high": 3, "target_unit": "rank", "printed_text": "hạng 1 đến 3"}
    figure = {"index_code": "ict_index", "indicator_code": "index", "unit_code": "01", "rank": 2}
    made = given(
        figures=[
            figure | {"year": 2006, "cohort_code": "vn64", "framework_code": "ict_index_2006"},
            figure | {"year": 2017, "cohort_code": "vn63", "framework_code": "ict_index_2017"},
        ],
        targets=[aim | {"due_year": year} for year in (2006, 2017, 2018)],
    )
    rows = made.rows("select due_year, reached_rank, reached_cohort_size, progress from mart.targets order by 1")
    assert [tuple(row.values()) for row in rows] == [
        (2006, 2, 64, "met"),
        (2017, 2, 63, "met"),
        (2018, None, 63, "no_data"),
    ]


def test_numbers_inside_the_plan_of_tuyen_quang(real):
    rows = targets(real, "tuyen_quang", "operator", "low", "target_unit", "due_year")
    assert [row for row in rows if row[2].startswith("percent")] == [
        ("about", 1, "percent_of_budget", 2025),
        ("equals", 100, "percent", None),
        ("more_than", 50, "percent", 2022),
        ("equals", 80, "percent", 2025),
    ]
    assert [row for row in rows if row[0] == "words"] == [
        ("words", None, "words", 2025),
        ("words", None, "words", 2030),
    ]


def test_targets_of_quang_nam(real):
    rows = targets(real, "quang_nam", "operator", "low", "target_unit")
    assert [row for row in rows if row[1] is not None] == [
        ("at_least", 50, "percent"),
        ("at_least", 50, "percent"),
        ("at_least", 10, "percent_of_grdp"),
    ]


def test_growth_of_tinh_tra_is_yearly_and_its_scope_a_commune(real):
    rows = targets(real, "tinh_tra", "kind", "operator", "low", "due_year", "scope_level", "unit_code")
    assert ("yearly_growth", "at_least", Decimal(7), 2025, "commune", None) in rows
    assert {row[3] for row in rows} == {2025, 2030}
    assert {row[1] for row in rows} >= {"more_than", "at_least", "equals", "words"}


def test_reporting_rhythms(real):
    rows = real.rows("select scope_name, rhythm, due_rule, due_day, due_month from mart.reporting_rules order by 1, 2")
    assert [tuple(row.values()) for row in rows] == [
        ("Huyện Minh Long", "quarterly", "day_20_of_last_month_of_quarter", 20, None),
        ("Huyện Minh Long", "yearly", "before_day_month", 10, 12),
        ("Tuyên Quang", "once", "before_day_month", 15, 12),
        ("Xã Tịnh Trà", "half_yearly", "not_stated", None, None),
        ("Xã Tịnh Trà", "yearly", "not_stated", None, None),
        ("Đắk Nông", "quarterly", "not_stated", None, None),
    ]


def test_tasks_of_tuyen_quang_name_lead_and_coordinating_agencies_for_each_main_indicator(real):
    rows = real.rows(
        "select indicator_code, lead_agencies, coordinating_agencies from mart.tasks"
        " where release_code like '%tuyen_quang%'"
    )
    assert {row["indicator_code"] for row in rows if row["indicator_code"]} == set("12345678")
    assert ("Văn phòng Ủy ban nhân dân tỉnh", "Sở Thông tin và Truyền thông") in {
        (row["lead_agencies"], row["coordinating_agencies"]) for row in rows
    }


@pytest.mark.parametrize(
    ("year", "cohort", "unit", "value", "rank"),
    [
        (2021, "ministries_service", "bo_tai_chinh", Decimal("0.6321"), 1),
        (2020, "ministries_service", "bo_tai_chinh", Decimal("0.4944"), 1),
        (2023, "ministries_service", "bo_ke_hoach_va_dau_tu", None, 1),
    ],
)
def test_ministries_are_ranked_as_published(real, year, cohort, unit, value, rank):
    [row] = real.rows(
        "select value, rank, rank_basis from mart.unit_ranking where index_code = 'dti_ministry' and year = ?"
        " and cohort_code = ? and unit_code = ?",
        year,
        cohort,
        unit,
    )
    assert tuple(row.values()) == (value, rank, "published")


def test_dti_2020_index_follows_from_its_three_pillars(real):
    rows = real.rows(
        "select verdict, count(*) as rows from mart.reconciliation where year = 2020"
        " and checked_against = 'weighted_pillars' group by verdict"
    )
    assert {row["verdict"]: row["rows"] for row in rows} == {"equal_at_printed_precision": 10}


LOADED = RELEASE | {"release_code": "loaded", "load_id": "20261201T000000Z"}
COMMUNE = {
    "scope_name": "Xã Tịnh Trà", "scope_level": "commune", "province_system": "vn63", "province_code": "51",
    "action": "Họp", "section": "II",
}  # fmt: skip


def test_a_task_that_is_loaded_again_is_one_task_with_the_status_stated_last(given):
    later = COMMUNE | {"release_code": "loaded", "framework_code": "dti_2021", "task_status": "done"}
    made = given(tasks=[COMMUNE, COMMUNE | {"action": "Báo cáo"}, later], releases=[RELEASE, LOADED])
    rows = made.rows("select action, release_code, first_release_code, task_status from mart.tasks order by action")
    assert [tuple(row.values()) for row in rows] == [
        ("Báo cáo", "given", "given", None), ("Họp", "loaded", "given", "done"),
    ]  # fmt: skip
    assert made.rows("select count(*) as n from mart.task_statuses") == [{"n": 1}]


def test_tasks_of_two_frameworks_about_one_code_are_two(given):
    of = [COMMUNE | {"indicator_code": "1", "framework_code": code} for code in ("dti_2021", "dti_2024")]
    assert len(given(tasks=of).rows("select * from mart.tasks")) == 2


def test_scopes_end_with_their_level_or_their_province_and_say_where_they_are_now(real):
    rows = real.rows("select scope_name, scope_ended_on::varchar as day, successor_code from core.scopes order by all")
    assert {row["day"] for row in rows} == {"2025-07-01"}
    assert {row["scope_name"]: row["successor_code"] for row in rows} == {
        "Tuyên Quang": "08", "Đắk Nông": "68", "Quảng Nam": "48", "Huyện Minh Long": "51", "Xã Tịnh Trà": "51",
    }  # fmt: skip


def test_a_province_that_was_not_merged_goes_on(given):
    task = {"scope_name": "Cao Bằng", "scope_level": "province", "action": "Họp", "province_system": "vn63"}
    made = given(tasks=[task | {"province_code": "04"}])
    [row] = made.rows("select scope_ended_on, successor_system, successor_code from core.scopes")
    assert tuple(row.values()) == (None, "vn34", "04")


def test_who_co_ordinates_leads_nothing(real):
    [row] = real.rows(
        "select agencies, coordinators from core.agency_cells where printed like 'Sở Thông tin%Sở Tài chính (phối hợp)'"
    )
    assert tuple(row.values()) == (["Sở Thông tin và Truyền thông"], ["Sở Tài chính"])
