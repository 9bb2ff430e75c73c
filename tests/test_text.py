"""Both languages say the same things, and figures read as each language writes them."""

import re
import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from text import formats
from text.answer import answer, answer_of_all, lead, provenance
from text.catalogue import CATALOGUES, COLUMNS_CSV, FOLDER, LANGUAGES, PLURALS, LanguageFault, read, say
from text.caveats import comparison, near_ties, series
from text.periods import Period
from text.profile import odd_movements, why_not_explained
from warehouse.columns import column_catalogue

VIETNAMESE, ENGLISH = (CATALOGUES[language] for language in ("vi", "en"))
EDITION = {
    "index_code": "dti",
    "short_name_vi": "DTI cấp tỉnh",
    "short_name_en": "Provincial DTI",
    "cohort_name_vi": "63 tỉnh, thành phố",
    "cohort_name_en": "63 provinces",
    "decision": "Quyết định 922/QĐ-BTTTT",
    "previous_decision": "Quyết định 1726/QĐ-BTTTT",
}
INDEX = {"indicator_level": "index", "indicator_name_vi": "DTI", "indicator_name_en": "DTI"}
MAIN = {"indicator_level": "main", "indicator_name_vi": "Nhận thức số", "indicator_name_en": "Digital awareness"}
SUMMARY = {"value_count": 5, "rank_count": 3}
ROW = {
    "period_code": "2022",
    "unit_name_vi": "Tuyên Quang",
    "unit_name_en": "Tuyen Quang",
    "rank": 48,
    "cohort_size": 63,
    "tie_count": 1,
    "rank_fifth": 4,
    "rank_series": "published",
    "rank_basis": "published",
    "rank_reason": None,
    "places_gained": 10,
    "places_gained_basis": "difference",
    "scale_max": Decimal(1),
    "value": Decimal("0.5320"),
    "value_decimals": 4,
    "value_basis": "published",
    "value_rule": None,
    "value_change": Decimal("0.2471"),
    "value_change_basis": "difference",
    "value_change_decimals": 4,
    "near_tie_group": 1,
    "previous_period_code": "2021",
    "change_missing_reason": None,
    "places_gained_reason": None,
    "value_change_reason": None,
    "comparability_reasons": [],
    "restated_previous_rank": None,
    "restated_previous_value": None,
    "restated_previous_basis": None,
    "restated_places_gained": None,
    "restated_value_change": None,
    "is_score_up_rank_down": False,
    "ranks_against_values": False,
    "is_score_down_rank_up": False,
}


def test_every_text_of_every_language_says_something():
    """That all have the same keys and placeholders is held by `read` (below)."""
    for language in read(FOLDER).values():
        for texts in (language.words, *language.topics.values()):
            assert all(text.strip() for text in texts.values())


CHANGED = {
    "a key is missing": ('tie = ", tied with {others}"\n', "", "words.tie"),
    "a key is new": ("[words.table]", '[words.table]\nuntied = "no"', "words.untied"),
    "a key stands in two topics": ("[words.table]", '[words.table]\ntie = ", tied with {others}"', "table.tie"),
    "a placeholder is missing": (", tied with {others}", ", tied", "words.tie needs the placeholders ['others']"),
    "a placeholder is new": (", tied with {others}", ", tied with {others} of {size}", "words.tie"),
    "a form is missing": ('places.one = "{count} place"\n', "", "words.counted.places.one is missing"),
    "a form is unknown": ("places.one", "places.two", "words.counted.places.one is missing"),
    "a form is one too many": ("places.one", 'places.few = "few"\nplaces.one', "words.counted.places.few is no form"),
    "a counted noun is a text": ('others.one = "{count} other"\nothers.many', "others", "words.others.many is missing"),
    "a plural rule is unknown": ('plural = "one"', 'plural = "two"', "formats.plural is “two”, not one of none, one"),
    "a format is missing": ('decimal_separator = "."\n', "", "formats.decimal_separator is missing"),
    "a format is unknown": ('decimal_separator', 'point = "."\ndecimal_separator', "formats.point is unknown"),
    "a day is not of this program": ("{month_name} {year}", "{weekday} {year}", "formats.day"),
    "a month is missing": ("Jan Feb Mar", "Jan Feb", "formats.months"),
    "a text is empty": ('tie = ", tied with {others}"', 'tie = " "', "words.tie is no text"),
    "a text is none": ('tie = ", tied with {others}"', "tie = 1", "words.tie is no text"),
    "a topic is missing": ("[findings_damage]", "[findings_hurt]", "findings_damage.stamp is missing"),
    "a mark is missing": ('tie = ", tied with {others}"', 'tie = ", tied with {others}', "cannot be read"),
}


@pytest.mark.parametrize("change", CHANGED)
def test_a_file_of_a_language_is_refused_by_its_name_and_key_where(change, tmp_path):
    shutil.copy(FOLDER / "vi.toml", tmp_path)
    before, after, told = CHANGED[change]
    english = (FOLDER / "en.toml").read_text(encoding="utf-8")
    assert english.count(before) == 1
    (tmp_path / "lo.toml").write_text(english.replace(before, after), encoding="utf-8")
    with pytest.raises(LanguageFault) as refused:
        read(tmp_path)
    assert str(tmp_path / "lo.toml") in str(refused.value)
    assert told in str(refused.value)


def test_help_of_a_column_in_one_language_alone_is_refused(tmp_path):
    help_in_english = "Appraised − self-assessed points; negative means reduced."
    columns = COLUMNS_CSV.read_text(encoding="utf-8")
    assert columns.count(help_in_english) == 1
    (tmp_path / "columns.csv").write_text(columns.replace(help_in_english, ""), encoding="utf-8")
    with pytest.raises(LanguageFault, match=r"en\.toml: column_help\.appraisal_difference is missing"):
        read(FOLDER, tmp_path / "columns.csv")


def test_without_the_file_of_the_default_language_nothing_is_read(tmp_path):
    shutil.copy(FOLDER / "en.toml", tmp_path)
    with pytest.raises(LanguageFault, match=r"vi\.toml"):
        read(tmp_path)


def test_no_sentence_stands_in_the_wrong_language():
    same_on_purpose = {"download_xlsx", "components_letter_unknown"}
    same = {
        key
        for key in VIETNAMESE
        if VIETNAMESE[key] == ENGLISH[key]
        and re.search(r"[^\W\d_]", re.sub(r"\{[\w:]+\}|</?\w+>", "", VIETNAMESE[key]))
    }
    assert same <= same_on_purpose
    english = re.compile(r"\b(the|and|of|not|rank|value|year|source|unit)\b", re.IGNORECASE)
    assert not [key for key, words in VIETNAMESE.items() if english.search(re.sub(r"\{[\w:]+\}", "", words))]


def test_every_key_that_the_program_names_exists_and_every_key_is_used():
    root = Path(__file__).resolve().parent.parent
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (root / "app.py", root / "serve.py", *(root / "pages").glob("*.py"), *(root / "ui").rglob("*.py"),
                     *(root / "access").glob("*.py"), *(root / "text").glob("*.py"), *(root / "reports").glob("*.py"),
                     *(root / "exports").glob("*.py"))
    )  # fmt: skip
    literal = set(re.findall(r'say\(\s*(?:\w|\.)+,\s*"(\w+)"', code))
    assert literal
    assert literal <= VIETNAMESE.keys()
    beginnings = [stem for stem in re.findall(r'f"(\w+?_?)\{', code) if len(stem) > 3]
    beginnings += [f"{each.format.by}_" for each in column_catalogue().columns if each.format.kind == "word"]
    endings = re.findall(r'f"\{\w+\}(_\w+)"', code)
    unused = [
        key
        for key in VIETNAMESE
        if f'"{key}"' not in code and f"'{key}'" not in code and not any(key.startswith(stem) for stem in beginnings)
        and not any(key.endswith(stem) for stem in endings)
        and f'"{key.partition(".")[0]}"' not in code and not re.search(r"^[a-z]+_pick_", key)
    ]  # fmt: skip
    assert unused == []


@pytest.mark.parametrize(
    ("words", "vietnamese", "english"),
    [
        (lambda to: formats.value(Decimal("0.2849"), to), "0,2849", "0.2849"),
        (lambda to: formats.value(Decimal("0.3300"), to, 2), "0,33", "0.33"),
        (lambda to: formats.value(Decimal("0"), to), "0,0000", "0.0000"),
        (lambda to: formats.value(None, to), "—", "—"),
        (lambda to: formats.change(Decimal("0.0135"), to), "+0,0135", "+0.0135"),
        (lambda to: formats.change(Decimal("-0.0121"), to), "−0,0121", "−0.0121"),
        (lambda to: formats.change(Decimal("0.0000"), to), "0,0000", "0.0000"),
        (lambda to: formats.change(None, to), "—", "—"),
        (lambda to: formats.rank(58, 63), "58/63", "58/63"),
        (lambda to: formats.rank(3, None), "3", "3"),
        (lambda to: formats.rank(None, 63), "—", "—"),
        (lambda to: formats.percent(Decimal("0.327"), to), "32,7%", "32.7%"),
        (lambda to: formats.number(Decimal("1234.5"), to, 1), "1.234,5", "1,234.5"),
        (lambda to: formats.number(-14, to, 0), "−14", "−14"),
        (lambda to: formats.day(date(2022, 5, 20), to), "20/05/2022", "20 May 2022"),
        (lambda to: formats.day(None, to), "—", "—"),
        (lambda to: formats.minute(datetime(2026, 11, 21, 20, 5, tzinfo=UTC), to),
         "22/11/2026 03:05", "22 Nov 2026 03:05"),
    ],
)  # fmt: skip
def test_figures_read_as_each_language_writes_them(words, vietnamese, english):
    assert words("vi") == vietnamese
    assert words("en") == english


COUNTS = (0, 1, 2, 5, 11, 12, 21, 22, 25, 111)


@pytest.mark.parametrize(
    ("plural", "forms"),
    [
        ("none", "many many many many many many many many many many"),
        ("one", "many one many many many many many many many many"),
        ("zero_one", "one one many many many many many many many many"),
        ("few", "many one few many many many one few many many"),
    ],
)
def test_a_counted_noun_takes_the_form_of_its_number(plural, forms):
    known, form_of = PLURALS[plural]
    assert " ".join(form_of(count) for count in COUNTS) == forms
    assert set(forms.split()) == set(known)


def _say(language="vi", measure=INDEX, **changed) -> str:
    row = ROW | {"rank_fifth": None} | changed  # what its fifth is called is another test
    title = answer(row, EDITION, measure, SUMMARY, language)
    return ". ".join(filter(None, (title, lead(row, None, language))))


def test_the_answer_is_the_sentence_leaders_asked_for():
    assert _say() == "Năm 2022, Tuyên Quang xếp 48/63, tăng 10 bậc so với 2021. Giá trị 0,5320, tăng 0,2471"
    assert _say("en") == "In 2022, Tuyen Quang ranks 48/63, up 10 places from 2021. Value 0.5320, up 0.2471"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"places_gained": -14}, ", giảm 14 bậc so với 2021"),
        ({"places_gained": 0}, ", giữ nguyên hạng so với 2021"),
        ({"places_gained": -44, "places_gained_basis": "published"}, ", giảm 44 bậc so với 2021, theo công bố"),
        ({"value_change": Decimal("-0.0100")}, "0,5320, giảm 0,0100"),
        ({"value_change": Decimal("0.21"), "value_change_decimals": 2}, "0,5320, tăng 0,21"),
        ({"value_change": Decimal("0.0000")}, "0,5320, không đổi"),
        ({"tie_count": 2}, "xếp 48/63, đồng hạng với 1 đơn vị khác, tăng"),
        ({"tie_count": 2, "rank_series": "published_partial"}, "xếp 48/63, đồng hạng với ít nhất 1 đơn vị khác, tăng"),
        ({"value": None, "value_change": None}, "tăng 10 bậc so với 2021; nguồn không in giá trị"),
        ({"rank": None, "rank_reason": "cohort_incomplete"},
         "có giá trị 0,5320, tăng 0,2471; không xếp hạng vì mới có giá trị của 5/63 đơn vị"),
        ({"rank": None, "rank_reason": "not_ranked"}, "không xếp hạng vì không có đơn vị nào khác để so"),
        ({"rank": None, "value": None}, "Tuyên Quang chưa có số liệu trong bản dữ liệu này"),
    ],
)  # fmt: skip
def test_the_answer_says_what_is_known_and_why_the_rest_is_not(changed, words):
    assert words in _say(**changed)
    assert "None" not in _say(**changed)
    assert "None" not in _say("en", **changed)


def test_against_a_restated_year_the_change_is_said_and_that_it_is_one():
    merged = {"places_gained": None, "value_change": None, "restated_places_gained": -3,
              "restated_value_change": Decimal("0.0122"), "rank": 22, "cohort_size": 34}  # fmt: skip
    assert _say(**merged) == (
        "Năm 2022, Tuyên Quang xếp 22/34, giảm 3 bậc so với 2021 (quy đổi). Giá trị 0,5320, tăng 0,0122"
    )


@pytest.mark.parametrize(
    ("gap", "words"),
    [("0.0123", "cao hơn trung bình 63 đơn vị 0,0123"), ("-0.0467", "thấp hơn trung bình 63 đơn vị 0,0467"),
     ("0.0000", "bằng trung bình 63 đơn vị")],
)  # fmt: skip
def test_the_line_below_the_answer_holds_the_value_against_the_mean(gap, words):
    told = lead(ROW, {"gap": Decimal(gap), "gap_decimals": 4}, "vi")
    assert told == f"Giá trị 0,5320, tăng 0,2471 · {words} · phần năm thứ tư"


@pytest.mark.parametrize(("fifth", "words"), [(1, "phần năm dẫn đầu"), (3, "phần năm ở giữa"), (5, "phần năm cuối")])
def test_the_line_below_the_answer_ends_with_the_fifth_that_the_rank_stands_in(fifth, words):
    assert lead(ROW | {"rank_fifth": fifth}, None, "vi").endswith(f" · {words}")
    assert "phần năm" not in lead(ROW | {"rank_fifth": fifth, "cohort_size": 8}, None, "vi")


def test_without_an_own_unit_the_answer_is_who_leads_or_how_many_ranks_are_known():
    leader = ROW | {"rank": 1, "unit_name_vi": "Đà Nẵng"}
    edition, whole, some = EDITION | {"cohort_size": 63}, SUMMARY | {"rank_count": 63}, SUMMARY | {"rank_count": 9}
    assert answer_of_all([leader], edition, INDEX, whole, "vi") == "Năm 2022, Đà Nẵng dẫn đầu 63 đơn vị"
    told = answer_of_all([leader], edition, INDEX, some, "vi")
    assert told == "Năm 2022, Đà Nẵng dẫn đầu; mới biết hạng của 9/63 đơn vị"
    told = answer_of_all([leader], EDITION | {"cohort_size": None}, INDEX, some, "vi")
    assert told == "Năm 2022, Đà Nẵng dẫn đầu; mới biết hạng của 9 đơn vị", "nobody says how many there are"
    known = answer_of_all([ROW], EDITION | {"cohort_size": 63}, INDEX, SUMMARY | {"rank_count": 5}, "vi")
    assert known == "Năm 2022, mới biết hạng của 5/63 đơn vị"


def test_a_measure_below_the_index_is_named_with_its_level():
    assert _say(measure=MAIN).startswith("Năm 2022, xét chỉ số chính “Nhận thức số”, Tuyên Quang")


def test_one_place_is_singular_in_english():
    assert ", up 1 place from 2021" in _say("en", places_gained=1)


def test_a_computed_value_says_from_what():
    computed = ROW | {"value_basis": "computed", "value_rule": "predecessors_mean"}
    assert provenance(computed, "vi") == "Hạng: công bố · Giá trị: tính lại (trung bình các đơn vị hợp thành)"


def _caveats(**changed) -> list[str]:
    return comparison(ROW | changed, EDITION, EDITION, "vi")


def test_a_change_across_frameworks_names_both_decisions():
    [note] = _caveats(comparability_reasons=["framework_changed"])
    assert "Quyết định 922/QĐ-BTTTT" in note
    assert "Quyết định 1726/QĐ-BTTTT" in note


def test_a_unit_that_was_not_merged_keeps_its_value_and_is_no_mean():
    _, restated = _caveats(
        comparability_reasons=["cohort_changed"],
        cohort_size=34,
        restated_previous_rank=2,
        restated_previous_value=Decimal("0.7710"),
        restated_previous_basis="published",
    )
    assert "Tuyên Quang không sắp xếp nên giữ giá trị đã công bố" in restated
    assert "trung bình" not in restated


def test_an_index_in_points_is_answered_in_points():
    points = {"value": Decimal("89.03"), "value_decimals": 2, "scale_max": Decimal(100), "value_change": None}
    assert _say(**points).endswith("Đạt 89,03/100 điểm")
    assert "89.03/100 points" in _say("en", **points)


def test_across_cohorts_the_restated_change_is_offered_and_marked():
    cohort, restated = _caveats(
        comparability_reasons=["cohort_changed"],
        cohort_size=34,
        restated_previous_rank=19,
        restated_previous_value=Decimal("0.6740"),
        restated_previous_basis="computed",
        restated_places_gained=-3,
        restated_value_change=Decimal("0.0122"),
    )
    assert cohort.startswith("Không so hạng với năm 2021")
    assert restated.startswith("Quy đổi")
    assert "19/34" in restated
    assert "giảm 3 bậc, giá trị tăng 0,0122" in restated


def test_score_up_rank_down_is_one_sentence_and_so_is_the_reverse():
    [up] = _caveats(is_score_up_rank_down=True, places_gained=-14, value_change=Decimal("0.0135"))
    [down] = _caveats(is_score_down_rank_up=True, places_gained=3, value_change=Decimal("-0.0688"))
    assert "tăng 0,0135 nhưng hạng giảm 14 bậc" in up
    assert "giảm 0,0688 nhưng hạng tăng 3 bậc" in down


def test_a_rank_against_its_value_is_said_and_never_explained():
    moved = {"is_score_up_rank_down": True, "places_gained": -14, "value_change": Decimal("0.1")}
    told = _caveats(ranks_against_values=True, **moved)
    assert told == [say("vi", "caveat_ranks_against_values")]
    assert "nhanh hơn" not in told[0]
    unit = ROW | {"ranks_against_values": True, "comparability": "comparable"}
    assert "trái với giá trị" in why_not_explained(unit, {}, "vi", False, True)[0]


@pytest.mark.parametrize(
    "reason", ["first_edition", "gap_before", "indicator_not_continued", "figure_missing", "previous_missing"]
)
def test_a_missing_change_gives_its_reason(reason):
    assert _caveats(change_missing_reason=reason, places_gained=None, value_change=None) == [
        say("vi", f"caveat_{reason}", year=Period("2022", "vi"), previous_year=Period("2021", "vi"), unit="Tuyên Quang")
    ]


@pytest.mark.parametrize(
    ("change", "reason", "told"),
    [
        ("places_gained", "rank_missing", "mức tăng giảm hạng: năm 2022 Tuyên Quang không có hạng"),
        ("places_gained", "previous_rank_missing", "mức tăng giảm hạng: năm 2021 Tuyên Quang không có hạng"),
        ("value_change", "value_missing", "mức tăng giảm giá trị: năm 2022 chưa có giá trị của Tuyên Quang"),
        ("value_change", "previous_value_missing", "giá trị: năm 2021 chưa có giá trị của Tuyên Quang"),
    ],
)
def test_one_of_the_two_changes_that_is_missing_gives_its_reason(change, reason, told):
    [note] = _caveats(**{change: None, f"{change}_reason": reason})
    assert told in note


def test_where_nobody_is_ranked_no_change_of_rank_is_missed():
    assert _caveats(rank=None, rank_reason="not_ranked", places_gained=None, places_gained_reason="rank_missing") == []


def test_a_coarser_precision_is_marked():
    [note] = _caveats(value_change_decimals=2)
    assert "2 chữ số thập phân" in note


def test_a_previous_value_has_the_decimals_it_was_printed_with():
    row = ROW | MAIN | {"indicator_code": "1", "is_score_up_rank_down": True, "previous_rank": 40}
    [note] = odd_movements([row | {"previous_value": Decimal("0.5000"), "previous_value_decimals": 1}], "vi")
    assert "0,5 → 0,5320" in note


def test_near_ties_are_listed_with_their_values_and_a_lone_unit_is_not():
    near = {
        "near_unit_name_vi": "Đắk Lắk",
        "near_unit_name_en": "Dak Lak",
        "value": Decimal("0.5331"),
        "value_decimals": 4,
        "near_tie_width": Decimal("0.0020"),
    }
    [note] = near_ties([near], ROW, "vi")
    assert "cách Tuyên Quang không quá 0,002: Đắk Lắk 0,5331." in note
    [coarse] = near_ties([near | {"value": Decimal("0.5300"), "value_decimals": 2}], ROW, "vi")
    assert "Đắk Lắk 0,53." in coarse
    assert near_ties([], ROW, "vi") == []


@pytest.mark.parametrize("kind", ["published", "computed", "published_partial", "none"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_rank_series_is_explained(kind, language):
    notes = series([ROW | {"rank_series": kind}], SUMMARY, language)
    assert notes[0] == say(language, f"series_{kind}", size=63, count=3 if kind == "published_partial" else 5)


def test_an_unknown_key_is_a_fault_and_not_a_text():
    with pytest.raises(KeyError):
        say("vi", "no_such_key")
    assert set(CATALOGUES) == set(LANGUAGES)
