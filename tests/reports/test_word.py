"""The file: equal bytes, no trace of who made the template, words for who cannot see, LibreOffice opens it."""

import io
import re
import subprocess
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from reports import documents, templates
from tests.reports import reading
from text.catalogue import LANGUAGES
from warehouse import builds
from warehouse.queries.editions import Wanted


def test_the_same_build_gives_the_same_bytes(document, real):
    first = document("chapter", "dti.2021.vn63", "08")
    assert documents.made("chapter", Wanted("dti.2021.vn63"), "08", "vi") == first


def test_the_parts_carry_no_clock_and_no_author_but_the_program(document, content, real):
    made = document("chapter", "dti.2021.vn63", "08")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]
        custom = archive.read("docProps/custom.xml").decode()
    properties = docx.Document(io.BytesIO(made)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("DTI", "DTI", "")
    build = content("chapter", "dti.2021.vn63", "08").build_id
    assert build in custom and "dti.2021.vn63/vn63.08" in custom
    made_at = builds.stamp(real, build).built_time
    assert properties.created.replace(tzinfo=None) == made_at.replace(tzinfo=None, microsecond=0)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_document_is_in_its_language_throughout(document, language):
    made = reading.read(document("chapter", "dti.2021.vn63", "08", language))
    assert f'w:val="{ {"vi": "vi-VN", "en": "en-GB"}[language] }"' in made.document.styles.element.xml
    is_there = {"vi": "Các tiêu chí đạt điểm tối đa: 03", "en": "Components with full points: 03"}
    assert is_there[language] in made.text
    other = {"vi": "Components", "en": "Các tiêu chí"}
    assert other[language] not in made.text


def test_a_chapter_without_an_annex_has_no_empty_page_at_its_end(document):
    with_annex, without = (docx.Document(io.BytesIO(document("chapter", *each))) for each in (
        ("dti.2021.vn63", "08"), ("dti.2022.vn63", "22")))  # fmt: skip
    assert [section.page_width > section.page_height for section in with_annex.sections] == [False, True]
    assert [section.page_width > section.page_height for section in without.sections] == [False]


@pytest.mark.parametrize(("language", "told"), [("vi", ["0,2849", "0,5320"]), ("en", ["0.2849", "0.5320"])])
def test_values_in_a_chart_are_written_in_the_language_of_the_document_whatever_office_speaks(document, language, told):
    with zipfile.ZipFile(io.BytesIO(document("chapter", "dti.2022.vn63", "08", language))) as archive:
        values = docx.oxml.parse_xml(archive.read("word/charts/chart2.xml"))
    chart, drawing = (f"{{http://schemas.openxmlformats.org/drawingml/2006/{name}}}" for name in ("chart", "main"))
    labels = [text.text for label in values.iter(f"{chart}dLbl") for text in label.iter(f"{drawing}t")]
    assert labels == told
    [axis] = values.iter(f"{chart}valAx")
    assert axis.find(f"{chart}tickLblPos").get("val") == "none", "numbers that Office itself would write"


def test_a_chart_has_its_points_its_breaks_and_words(document):
    made = document("chapter", "dti.2024.vn34", "08")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        ranks = docx.oxml.parse_xml(archive.read("word/charts/chart1.xml"))
        assert archive.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")[:2] == b"PK"
    spaces = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    drawn = [
        [float(point.text) for point in series.findall("c:val//c:v", spaces)]
        for series in ranks.iterfind(".//c:ser", spaces)
    ]
    assert drawn == [[28.0, 19.0], [22.0]]  # a line for 2022 and 2023 restated, and 2024 apart: another framework
    assert ranks.find(".//c:valAx/c:scaling/c:orientation", spaces).get("val") == "maxMin"
    alts = [node.get("descr") for node in reading.read(made).document.element.body.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")]  # fmt: skip
    assert "2024 22/34" in alts[0] and "0,6862" in alts[1]


def test_rows_that_are_kept_together_say_so(document):
    body = docx.Document(io.BytesIO(document("chapter", "dti.2021.vn63", "08"))).element.body
    mains = body.findall(qn("w:tbl"))[0]
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in mains.findall(qn("w:tr"))]
    assert kept == [True] * 8 + [False]


@pytest.mark.parametrize(
    ("edition", "unit"), [("dti.2021.vn63", "08"), ("dti.2024.vn34", "79"), ("dti.2022.vn63", "22")]
)
def test_a_profile_is_one_page_and_a_chapter_opens(document, soffice, tmp_path, edition, unit):
    for kind in ("profile", "chapter"):
        (tmp_path / f"{kind}.docx").write_bytes(document(kind, edition, unit))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf"]
    files = [str(tmp_path / f"{kind}.docx") for kind in ("profile", "chapter")]
    subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=180)
    assert len(PdfReader(tmp_path / "profile.pdf").pages) == 1
    chapter = PdfReader(tmp_path / "chapter.pdf")
    assert len(chapter.pages) >= 2
    text = " ".join(page.extract_text() for page in chapter.pages)
    assert "1.2.2. Xếp hạng các chỉ số chính" in text and "{{" not in text and "\ue000" not in text


def text_of(document, kind: str, edition: str, unit: str) -> str:
    return reading.read(document(kind, edition, unit)).text


def test_the_worst_of_some_is_said_to_be_of_those_that_are_known(document):
    assert "Trong các chỉ số chính đã biết hạng, hạng tốt nhất" in text_of(document, "chapter", "dti.2022.vn63", "01")
    assert "Trong các chỉ số chính, hạng tốt nhất" in text_of(document, "chapter", "dti.2021.vn63", "08")
    assert "Trong các chỉ số chính đã biết điểm, mất" in text_of(document, "profile", "dti.2022.vn63", "01")
    assert "Mất nhiều điểm nhất" in text_of(document, "profile", "dti.2021.vn63", "08")


def test_pillars_are_said_to_be_computed_as_they_were(document):
    text = text_of(document, "chapter", "dti.2022.vn63", "01")
    assert "được tính lại từ chỉ số tổng hợp và điểm ba hoạt động" in text


def test_a_change_is_told_where_the_value_itself_is_not_known(document):
    text = text_of(document, "chapter", "ict_index.2020.vn63", "49")
    assert "giá trị giảm 0,0330" in text or "giá trị giảm 0,033 " in text
    assert "biểu đồ giá trị" not in text, "there is none"
    assert "biểu đồ giá trị bỏ trống" in text_of(document, "chapter", "dti.2022.vn63", "01")


@pytest.mark.parametrize("edition", ["dti.2021.vn63", "dti.2024.vn63", "dti.2024.vn34"])
def test_a_profile_across_a_change_of_framework_names_both_decisions(document, edition):
    text = text_of(document, "profile", edition, "08")
    [said] = [line for line in text.split("\n") if "chỉ để tham khảo" in line]
    assert len(set(re.findall(r"\d+/QĐ-\w+", said))) == 2


def test_an_unknown_build_is_refused_in_a_sentence(content, monkeypatch, tmp_path):
    from warehouse.errors import UnknownBuild

    said = content("chapter", "dti.2022.vn63", "22")
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(tmp_path))
    with pytest.raises(UnknownBuild):
        templates.document(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_profile_of_a_unit_without_any_figure_is_a_gap_and_what_limits_it_are_whole_sentences(content, language):
    said = content("profile", "dti.2021.vn63", "01", language)
    answered, *_ = said.blocks["profile_answer"]
    assert answered.style == "DTI Gap"
    [limits] = said.blocks["profile_limits"]
    text = said.figures.plain(limits.text)
    assert text[0].isupper() and "  " not in text
