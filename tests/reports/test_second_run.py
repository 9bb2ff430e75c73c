"""The second run: what changed in the data is marked, what a person wrote stays, what is gone is listed."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn

from reports import documents, facts, templates
from reports.errors import ReportRefused
from reports.target import Aim, read_aim
from tests.reports import reading
from tests.reports.reviewing import accepted, comments, edited, tracked
from text import formats
from warehouse import builds, paths
from warehouse.connection import query
from warehouse.queries.editions import Wanted

EDITION, UNIT = "dti.2021.vn63", "08"
# As an earlier build might have had it (made up here): the index, six of the eight main indicators.
BEFORE = {
    ("index", "value"): Decimal("0.2850"), ("index", "rank"): 57, ("1", "value"): Decimal("0.3751"),
    ("2", "rank"): 43, ("3", "value"): Decimal("0.4290"), ("5", "value"): Decimal("0.1666"),
}  # fmt: skip


@pytest.fixture(scope="module")
def issued(real):
    """A chapter issued when six figures were others."""
    known = facts.of_words(Wanted(EDITION), UNIT)
    rows = [
        row | {figure: value for (code, figure), value in BEFORE.items() if code == row["indicator_code"]}
        for row in known.rows
    ]
    return templates.document(documents.content("chapter", replace(known, rows=rows), "vi"))


def marks(content: bytes) -> set[str]:
    """The names of our bookmarks without the number of a repetition, whatever else is wrong with the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return set(re.findall(r'w:name="(dti_[0-9a-f]{12}_[0-9a-f]{6})', archive.read("word/document.xml").decode()))


def test_an_unchanged_document_is_left_as_it_is(document):
    made = document("chapter", EDITION, UNIT)
    after, outcome = documents.updated(made)
    assert (outcome.changed, outcome.by_hand, outcome.deleted, outcome.new) == ([], [], [], [])
    assert outcome.same == len(reading.bookmarks(made))
    assert tracked(after, "w:ins") == [] and comments(after) == []


def test_what_changed_is_marked_and_nothing_else(issued, document):
    after, outcome = documents.updated(issued)
    changed = {(each.address, each.found, each.now) for each in outcome.changed}
    assert {("now/index/value", "0,2850", "0,2849"), ("now/index/rank", "57/63", "58/63")} <= changed
    addresses = {address for address, _, _ in changed}
    assert addresses == {f"now/{code}/{figure}" for code, figure in BEFORE}
    assert outcome.by_hand == [] and outcome.deleted == []
    assert len(tracked(after, "w:del")) == len(tracked(after, "w:ins")) == len(outcome.changed)
    said = comments(after)
    assert len(said) == len(outcome.changed) + len(outcome.in_charts)
    told = f"giá trị · 1. Nhận thức số; {EDITION}/vn63.08/now/1/value: 0,3751 → 0,3750 (bản dữ liệu "
    assert any(text.startswith(told) for text in said)
    # With its changes accepted it reads as one that is issued now, but for its build.
    accepted = reading.read(after).table_with("Chỉ số")
    assert accepted == reading.read(document("chapter", EDITION, UNIT)).table_with("Chỉ số")


def test_a_figure_changed_by_hand_stays_and_is_told_apart(issued):
    def by_hand(opened):
        for piece in opened.element.body.iter(qn("w:t")):
            if piece.text == "0,3751":
                piece.text = "0,38"

    after, outcome = documents.updated(edited(issued, by_hand))
    assert [(each.address, each.found, each.now) for each in outcome.by_hand] == [("now/1/value", "0,38", "0,3750")]
    assert "now/1/value" not in {each.address for each in outcome.changed}
    assert "0,38" in reading.read(after).text


def test_what_was_deleted_is_listed(issued):
    def without_a_row(opened):
        [row] = [row for row in opened.tables[0].rows if "Hạ tầng số" in row.cells[1].text]
        row._tr.getparent().remove(row._tr)

    _, outcome = documents.updated(edited(issued, without_a_row))
    assert set(outcome.deleted) == {"now/3/value", "now/3/rank"}


def test_a_persons_own_sentences_and_changes_survive(issued):
    def own(opened):
        opened.paragraphs[1].insert_paragraph_before("Đoạn văn phòng viết thêm, 0,2850 không có địa chỉ.")

    after, _ = documents.updated(edited(issued, own))
    assert "Đoạn văn phòng viết thêm, 0,2850 không có địa chỉ." in reading.read(after).text


def test_a_later_edition_of_the_same_framework_and_cohort_updates_last_years_plan(document):
    after, outcome = documents.updated(document("profile", EDITION, UNIT), Wanted("dti.2022.vn63"))
    changed = {each.address: (each.found, each.now) for each in outcome.changed}
    assert changed["now/index/rank"] == ("58/63", "48/63")
    assert changed["now/index/value"] == ("0,2849", "0,5320")
    assert changed["now/8/value"] == ("0,0392", "0,3073")
    assert any(each.address.startswith("now/zero_count") for each in outcome.gone_from_data)
    assert "48/63" in reading.read(after).text


@pytest.mark.parametrize(
    ("asked", "reason"),
    [("dti.2020.vn63", "framework"), ("dti.2024.vn63", "framework"), ("ict_index.2018.vn63", "framework")],
)
def test_another_framework_is_refused(document, asked, reason):
    with pytest.raises(ReportRefused) as refused:
        documents.updated(document("chapter", EDITION, UNIT), Wanted(asked))
    assert refused.value.reason == reason


def test_another_cohort_is_refused(document):
    with pytest.raises(ReportRefused) as refused:
        documents.updated(document("chapter", "dti.2024.vn63", UNIT), Wanted("dti.2024.vn34"))
    assert refused.value.reason == "cohort"


@pytest.mark.parametrize(("content", "reason"), [(b"", "unreadable"), (b"PK\x03\x04 no zip", "unreadable")])
def test_what_is_no_document_is_refused(real, content, reason):
    with pytest.raises(ReportRefused) as refused:
        documents.updated(content)
    assert refused.value.reason == reason


def test_a_document_of_somebody_else_is_refused(real):
    stream = io.BytesIO()
    docx.Document().save(stream)
    with pytest.raises(ReportRefused) as refused:
        documents.updated(stream.getvalue())
    assert refused.value.reason == "not_ours"


@pytest.mark.parametrize("kinds", [("docx",), ("odt", "docx")], ids=["docx", "odt"])
def test_it_survives_a_round_trip_through_libreoffice(issued, soffice, tmp_path, kinds):
    _, direct = documents.updated(issued)
    round_trip = reading.through_libreoffice(tmp_path, issued, *kinds)
    after, outcome = documents.updated(round_trip)
    assert marks(round_trip) == marks(issued)
    assert {each.address for each in outcome.changed} == {each.address for each in direct.changed}
    assert outcome.by_hand == [] and outcome.deleted == []
    assert tracked(after, "w:ins")


def test_what_a_later_year_turns_round_is_said_the_other_way(document):
    after, outcome = documents.updated(document("chapter", EDITION, UNIT), Wanted("dti.2022.vn63"))
    text = reading.read(accepted(after)).text
    fresh = reading.read(document("chapter", "dti.2022.vn63", UNIT)).text
    said = next(line for line in fresh.split("\n") if line.startswith("DTI cấp tỉnh năm 2022"))
    assert said in text  # the one word that no figure of 2022 stands for is struck
    assert "now/index/value_change_basis" in {each.address for each in outcome.gone_from_data}
    best = next(line for line in fresh.split("\n") if line.startswith("Trong các chỉ số chính"))
    assert best in text
    odd = "sentence/limit_odd_move"
    assert odd in {each.address for each in outcome.gone_from_data}
    assert {each.address for each in outcome.in_charts} == {"chart/rank/last_period", "chart/value/last_period"}
    assert "2020 – 2021" in text  # the pictures are those of 2021, and their captions say so


def test_no_figure_of_the_issued_year_stands_under_the_later_one(document):
    """All changes accepted, a sentence or table whose figures are gone keeps its year, one with some has dashes."""
    after, _ = documents.updated(document("chapter", EDITION, UNIT), Wanted("dti.2022.vn63"))
    read = reading.read(accepted(after))
    lines = read.text.split("\n")
    [counts] = [line for line in lines if line.startswith("Trong 95 tiêu chí được đánh giá")]
    assert "năm 2021" in counts
    assert any(line.startswith("Bảng 3.") and line.endswith("năm 2021") for line in lines)
    assert "Các tiêu chí chưa đạt điểm tối đa của Tuyên Quang, năm 2021" in lines
    mains = lines[lines.index("Bảng 1. Giá trị và hạng các chỉ số chính của Tuyên Quang, năm 2022") + 2 :][:8]
    known = {row["indicator_code"]: row for row in _mains_of("dti.2022.vn63")}
    for line in mains:
        code, _, value, rank = line.split(" | ")
        row = known[code]
        assert value == formats.value(row["value"], "vi", row["value_decimals"])
        assert rank == formats.rank(row["rank"], 63)
    assert not [line for line in lines if "năm 2020" in line and "năm 2022" in line]
    assert "Giá trị tăng 0,0135 nhưng hạng giảm" not in read.text
    sources = lines[lines.index("Nguồn số liệu") :]
    fresh = reading.read(document("chapter", "dti.2022.vn63", UNIT)).text.split("\n")
    assert [line for line in sources if "https://" in line] == [line for line in fresh if "https://" in line]


def test_a_profile_of_a_later_year_names_the_sources_of_that_year(document):
    after, _ = documents.updated(document("profile", EDITION, UNIT), Wanted("dti.2022.vn63"))
    said = [line for line in reading.read(accepted(after)).text.split("\n") if line.startswith("Nguồn: ")]
    fresh = reading.read(document("profile", "dti.2022.vn63", UNIT)).text.split("\n")
    assert said == [line for line in fresh if line.startswith("Nguồn: ")] != []


def _mains_of(edition):
    build_id = builds.current_id(paths.warehouse_dir())
    asked = "select * from mart.unit_ranking where edition_code = $e and unit_code = $u and indicator_level = 'main'"
    return query(build_id, asked, {"e": edition, "u": UNIT.rpartition(".")[2]}).to_dicts()


def test_what_is_new_is_told_with_its_words(document):
    _, outcome = documents.updated(document("chapter", EDITION, UNIT), Wanted("dti.2022.vn63"))
    new = {each.address: each.now for each in outcome.new}
    assert new["now/P1/rank"].endswith("/63")
    assert new["sentence/main_note_no_value"].startswith("Dấu — ở cột giá trị")
    assert any("→ " + new["now/P1/rank"] in line for line in documents.lines(outcome, "vi"))


def test_a_gap_that_holds_no_more_is_marked_and_none_gets_another_year(document):
    after, outcome = documents.updated(document("chapter", EDITION, "04"), Wanted("dti.2022.vn63"))
    assert "sentence/no_answer" in {each.address for each in outcome.gone_from_data}
    assert "chưa có hạng và giá trị DTI cấp tỉnh năm 2022" not in reading.read(accepted(after)).text


def test_a_document_goes_from_year_to_year(document):
    second, _ = documents.updated(document("profile", EDITION, UNIT), Wanted("dti.2022.vn63"))
    _, outcome = documents.updated(accepted(second))
    assert (outcome.changed, outcome.by_hand) == ([], [])  # it is a document of 2022 now
    third, outcome = documents.updated(accepted(second), Wanted("dti.2023.vn63"))
    changed = {each.address: (each.found, each.now) for each in outcome.changed}
    assert changed["now/index/rank"] == ("48/63", "38/63")
    assert outcome.by_hand == []
    with pytest.raises(ReportRefused) as refused:
        documents.updated(accepted(third), Wanted("dti.2022.vn63"))
    assert refused.value.reason == "earlier"


def test_a_chapter_with_a_target_is_held_against_the_same_target(real):
    aim = Aim(rank="40-44", add=("8=31.8",), others="gap:7")
    made = documents.made("chapter", Wanted("dti.2022.vn63"), UNIT, "vi", aim)
    _, outcome = documents.updated(made)
    assert (outcome.changed, outcome.gone_from_data, outcome.deleted, outcome.new) == ([], [], [], [])


@pytest.mark.parametrize(
    "written", ["", "{", "[]", '{"rank": 1}', '{"rank": null, "add": [1], "set": [], "gain": [], "others": ""}']
)
def test_a_target_that_a_stranger_wrote_is_none(written):
    assert read_aim(written) is None


def test_a_space_behind_a_figure_is_no_other_figure(issued):
    def space(opened):
        for piece in opened.element.body.iter(qn("w:t")):
            if piece.text == "0,3751":
                piece.text = "0,3751 "

    _, outcome = documents.updated(edited(issued, space))
    assert outcome.by_hand == []


def test_a_figure_in_a_header_is_marked_without_a_comment(real, monkeypatch, tmp_path, soffice):
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path / "loaded"))
    template = docx.Document()
    template.add_paragraph("{{ mains }}")
    template.sections[0].header.paragraphs[0].text = "Hạng {{ rank }}"
    stream = io.BytesIO()
    template.save(stream)
    made = documents.made("chapter", Wanted("dti.2022.vn63"), UNIT, "vi", template=stream.getvalue())
    after, _ = documents.updated(made, Wanted("dti.2023.vn63"))
    header = docx.Document(io.BytesIO(after)).sections[0].header._element
    assert [reading.text_of(node) for node in header.iter(qn("w:ins"))] == ["38/63"]
    assert next(header.iter(qn("w:commentRangeStart")), None) is None
    assert len(reading.through_libreoffice(tmp_path, after, "pdf")) > 1000
