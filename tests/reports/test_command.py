"""The command line of documents: what it writes, what it prints, how it refuses."""

import os
import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from reports.__main__ import main
from tests.reports import reading
from warehouse import paths

CHAPTER = ["chapter", "--index", "dti", "--year", "2021", "--cohort", "vn63", "--unit", "08"]


@pytest.fixture(autouse=True)
def own_folder(real, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path / "loaded"))


def test_a_chapter_a_profile_and_a_second_run(tmp_path, capsys):
    chapter, profile, marked = (tmp_path / f"{name}.docx" for name in ("chapter", "profile", "marked"))
    assert main([*CHAPTER, "-o", str(chapter)]) == 0
    assert "58/63" in reading.read(chapter.read_bytes()).text
    assert main(["profile", "--edition", "dti.2022.vn63", "--unit", "vn63.22", "-o", str(profile)]) == 0
    assert "3/63" in reading.read(profile.read_bytes()).text
    assert main(["update", str(chapter), "-o", str(marked)]) == 0
    assert "0 số đã thay đổi" in capsys.readouterr().out


@pytest.mark.parametrize("order", [["{}", "--kind", "chapter"], ["--kind", "chapter", "{}"]])
def test_a_template_is_saved_checked_kept_and_gone_back_on(tmp_path, capsys, order):
    file = tmp_path / "template.docx"
    words = [word.format(file) for word in order]
    for action in ("save", "check", "keep"):
        assert main(["template", action, *words]) == 0, capsys.readouterr().err
    assert main(["template", "list", "--kind", "chapter"]) == 0
    [line] = capsys.readouterr().out.splitlines()[-1:]
    assert re.fullmatch(r"chapter\.vi\.0001\.docx, giữ lúc \d\d/\d\d/\d{4} \d\d:\d\d: đang dùng", line)
    assert main(["template", "back"]) == 0
    assert "chapter.vi.0002.docx" in capsys.readouterr().out
    assert main(["template", "list"]) == 0
    newest, former = capsys.readouterr().out.splitlines()
    assert newest.startswith("chapter.vi.0002.docx") and newest.endswith("đang dùng")
    assert former.startswith("chapter.vi.0001.docx") and former.endswith("mẫu trước")


def test_a_template_that_leaves_parts_out_says_which(tmp_path, capsys):
    file = tmp_path / "short.docx"
    document = docx.Document()
    for text in ("{{ mains }}", "{%p if annex %}", "Phụ lục", "{%p endif %}", "{%p for main in components %}"):
        document.add_paragraph(text)
    document.add_paragraph("{{ main.name }}")
    document.add_paragraph("{%p endfor %}")
    document.save(file)
    for action in ("check", "keep"):
        assert main(["template", action, str(file)]) == 0, capsys.readouterr().err
        told = capsys.readouterr().out.splitlines()[-1]
        assert "phụ lục phân công ({{ annex }})" in told, "asked whether there is one, never printed"
        assert "main.body" in told and "nguồn số liệu ({{ sources }})" in told
        assert "1.2.2 các chỉ số chính" not in told


def test_a_unit_is_found_by_a_name_and_an_unknown_one_is_answered_with_the_nearest(tmp_path, capsys):
    file = tmp_path / "chapter.docx"
    assert main(["profile", "--edition", "dti.2022.vn63", "--unit", "Tỉnh Tuyên Quang", "-o", str(file)]) == 0
    assert "48/63" in reading.read(file.read_bytes()).text
    assert main(["profile", "--edition", "dti.2022.vn63", "--unit", "TP. Hồ Chí Minh", "-o", str(file)]) == 0
    capsys.readouterr()
    assert main(["profile", "--edition", "dti.2022.vn63", "--unit", "Tuyen Quag", "-o", str(file)]) == 1
    told = capsys.readouterr().err
    assert told.startswith("Kỳ này không có đơn vị “Tuyen Quag”. Gần nhất: Tuyên Quang (08), ")
    # a former unit of a merged one is proposed under its name of today, and not taken for it
    assert main(["profile", "--edition", "dti.2024.vn34", "--unit", "Hà Giang", "-o", str(file)]) == 1
    assert "Tuyên Quang (08)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ([*CHAPTER[:-1], "99", "-o", "x.docx"], 1, "không có đơn vị mang mã 99"),
        (["chapter", "--edition", "dti.1999.vn63", "--unit", "08", "-o", "x.docx"], 1, "Không có kỳ “dti.1999.vn63”"),
        ([*CHAPTER, "--rank", "99", "-o", "x.docx"], 1, "“99” không phải là một hạng"),
        ([*CHAPTER, "--others", "gap:7", "-o", "x.docx"], 1, "không có hạng hay điểm nào để tính"),
        (["update", "no such file.docx", "-o", "x.docx"], 1, "Không đọc hoặc không ghi được tệp no such file.docx"),
        (["chapter"], 2, "Không hiểu câu lệnh"),
        (["template", "back"], 0, ""),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(capsys, monkeypatch, tmp_path, words, code, told):
    monkeypatch.chdir(tmp_path)
    assert main(words) == code
    said = capsys.readouterr().err
    assert told in said and "Traceback" not in said
    assert not Path("x.docx").exists()


def test_it_speaks_english_where_asked(capsys):
    assert main([*CHAPTER[:-1], "99", "--language", "en", "-o", "x.docx"]) == 1
    assert "This edition has no unit with the code 99" in capsys.readouterr().err


def test_a_reader_that_has_enough_ends_it_without_a_trace(tmp_path, real):
    environment = os.environ | {"DTI_WAREHOUSE_DIR": str(real)}
    command = [sys.executable, "-m", "reports", "template", "list"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=paths.ROOT, env=environment
    ) as started:
        started.stdout.close()
        assert b"Traceback" not in started.stderr.read()
