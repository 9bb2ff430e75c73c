"""The page of documents in Word, run whole on the real build: what it says, what its buttons give, who may do what."""

import io

import docx
import pytest

from access.roles import Visitor
from reports import documents, templates
from reports.built_in_template import built_in
from tests.reports import reading
from text.catalogue import say
from warehouse import audit, paths
from warehouse.queries.editions import Wanted

from .conftest import sentence_of, texts_of

TUYEN_QUANG = {"edition": "dti.2021.vn63", "unit": "vn63.08", "lang": "vi"}
OF_2022 = {"edition": "dti.2022.vn63", "unit": "vn63.08", "lang": "vi"}


def as_admin(monkeypatch) -> None:
    admin = Visitor("admin", "admin@example.vn")
    monkeypatch.setattr("ui.access.visitor", lambda: admin)
    monkeypatch.setattr("ui.access.login.visitor_of", lambda _: admin)


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path))
    return tmp_path


def test_without_a_unit_the_page_asks_for_one(open_sound):
    page = open_sound("documents", edition="dti.2021.vn63", lang="vi")
    assert sentence_of(page) == say("vi", "documents_unit_title")
    assert not page.get("download_button")


def test_the_page_says_what_the_chapter_lacks_and_gives_chapter_and_profile(open_sound, offered):
    page = open_sound("documents", **TUYEN_QUANG)
    assert sentence_of(page).startswith("Chương phân tích của Tuyên Quang, năm 2021. 166 con số")
    said = texts_of(page)
    assert "chưa có giá trị năm 2020" in said and "Chưa có cơ quan chủ trì" in said
    name, make = offered["documents_chapter"]
    assert name == "chuong-phan-tich_dti_2021_vn63_tuyen-quang.docx"
    assert "58/63" in reading.read(make()).text
    name, make = offered["documents_profile"]
    assert name == "ho-so-mot-trang_dti_2021_vn63_tuyen-quang.docx"
    assert "0,2849" in reading.read(make()).text


def test_a_rank_and_a_scenario_of_the_address_go_into_the_chapter(open_sound, offered):
    open_sound("documents", **OF_2022, to="40")
    text = reading.read(offered["documents_chapter"][1]()).section("1.4.")
    assert "Để đạt hạng 40/63, Tuyên Quang cần thêm 31,8 điểm trên 1.000 điểm, tức giá trị 0,5638" in text
    open_sound("documents", **OF_2022, add="8:31.8", others="gap:7")
    text = reading.read(offered["documents_chapter"][1]()).section("1.4.")
    assert "8 | Hoạt động xã hội số | +31,80 | 0,3073 | 0,5193" in text
    assert "thu hẹp 7% khoảng cách" in text


@pytest.mark.parametrize("asked", [{"to": "99"}, {"to": "hạng 4"}, {"add": "99:1"}, {"gain": "1.1"}, {"others": "x"}])
def test_a_target_that_cannot_be_understood_is_said_and_left_out(open_sound, offered, asked):
    page = open_sound("documents", **OF_2022, **asked)
    is_alone = asked.keys() == {"others"}  # how others move says nothing without a target
    assert bool(page.warning) != is_alone
    assert reading.read(offered["documents_chapter"][1]()).section("1.4.") is None


def test_typing_a_rank_puts_it_into_the_address(open_sound):
    page = open_sound("documents", **OF_2022)
    page.text_input[0].set_value("40-44").run()
    assert page.query_params["to"] == "40-44"
    page.text_input[0].set_value("").run()
    assert "to" not in page.query_params


def test_a_reader_hands_nothing_in_and_sees_no_templates(open_sound):
    page = open_sound("documents", **TUYEN_QUANG)
    assert not page.get("file_uploader")
    assert say("vi", "documents_templates") not in [header.value for header in page.header]


def test_an_analyst_brings_an_issued_document_up_to_date(open_sound, offered, monkeypatch):
    anna = Visitor("analyst", "anna@example.vn")
    monkeypatch.setattr("ui.access.visitor", lambda: anna)
    monkeypatch.setattr("ui.access.login.visitor_of", lambda _: anna)
    page = open_sound("documents", **OF_2022)
    issued = documents.made("profile", Wanted("dti.2021.vn63"), "08", "vi")
    page.file_uploader[0].upload("ho-so.docx", issued).run()
    page.checkbox[0].check().run()
    page.button(key="documents_update_do").click().run()
    said = texts_of(page).replace("\\", "")
    assert "Tuyên Quang, DTI cấp tỉnh 2022: " in said
    assert "hạng · Chỉ số chuyển đổi số cấp tỉnh (DTI): 58/63 → 48/63" in said
    assert "now/index" not in said
    name, make = offered["documents_updated"]
    assert name == "ho-so_cap-nhat.docx"
    assert "48/63" in reading.read(make()).text


def test_what_is_no_document_of_ours_is_said(open_page, monkeypatch):
    monkeypatch.setattr("ui.access.visitor", lambda: Visitor("analyst", "anna@example.vn"))
    stream = io.BytesIO()
    docx.Document().save(stream)
    page = open_page("documents", **TUYEN_QUANG)
    page.file_uploader[0].upload("a.docx", stream.getvalue()).run()
    page.button(key="documents_update_do").click().run()
    assert [error.value for error in page.error] == [say_error("ReportRefused.not_ours")]


def say_error(key: str) -> str:
    from text.catalogue import topic
    from ui import notes

    return notes.literal(topic("vi", "errors")[key])


def test_an_administrator_tries_keeps_and_takes_back_a_template(open_sound, offered, monkeypatch, own_folder):
    as_admin(monkeypatch)
    page = open_sound("documents", **OF_2022)
    own = docx.Document(io.BytesIO(built_in("chapter", "vi")))
    own.paragraphs[0].insert_paragraph_before("SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    stream = io.BytesIO()
    own.save(stream)
    page.file_uploader[1].upload("mau.docx", stream.getvalue()).run()
    trial = reading.read(offered["documents_template_try"][1]())
    assert trial.text.startswith("SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    assert templates.kept("chapter", "vi") == []
    page.button(key="documents_template_keep").click().run()
    assert [each.number for each in templates.kept("chapter", "vi")] == [1]
    assert reading.read(offered["documents_chapter"][1]()).text.startswith("SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    page.button(key="documents_template_back").click().run()
    assert not reading.read(offered["documents_chapter"][1]()).text.startswith("SỞ KHOA HỌC")
    events = audit.page(paths.loaded_dir(), 10, 1.0).events
    assert [(event.action, event.subject, event.who) for event in events] == [
        ("template", "chapter.vi", "admin@example.vn")
    ] * 2


def test_a_bad_template_is_refused_in_a_sentence(open_page, monkeypatch, own_folder):
    as_admin(monkeypatch)
    page = open_page("documents", **OF_2022)
    bad = docx.Document()
    bad.add_paragraph("{{ mains }}{{ password }}")
    stream = io.BytesIO()
    bad.save(stream)
    page.file_uploader[1].upload("mau.docx", stream.getvalue()).run()
    [error] = page.error
    assert "password" in error.value
    assert not [button for button in page.button if button.key == "documents_template_keep"]
    assert templates.kept("chapter", "vi") == []
