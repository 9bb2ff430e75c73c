"""The command line for loading, on the real data: the verdicts of the page, and the same road to a published build."""

import json

import polars as pl
import pytest

from etl.__main__ import main
from etl.deliveries.deliveries import Purpose, Source
from etl.uploads import loading
from warehouse import paths

PURPOSE = Purpose("dti_2024", "2025", "vn34", "main_values", Source("Bảng 2025", "Bộ KH&CN", "ministry"))
OPTIONS = ["--framework", "dti_2024", "--year", "2025", "--cohort", "vn34", "--kind", "main_values"]
OPTIONS += ["--title", "Bảng 2025", "--publisher", "Bộ KH&CN", "--authority", "ministry"]
HEADER = "framework,year,system,code,province,component,value,rank,rank_of,source_url,source_note"


@pytest.fixture(scope="module")
def units() -> pl.DataFrame:
    return pl.read_csv(paths.REFERENCE_DIR / "units.csv", infer_schema=False).filter(unit_system="vn34")


pytestmark = pytest.mark.usefixtures("elsewhere")


def said(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def table(units: pl.DataFrame, first: str = "0.9000") -> str:
    """Synthetic values of the 34 provinces, in descending order."""
    values = [first, *(f"{0.8 - number / 1000:.4f}" for number in range(1, units.height))]
    names = units["unit_name_vi"].to_list()
    rows = [f"dti_2024,2025,vn34,,{name},dti,{value},,,," for name, value in zip(names, values, strict=True)]
    return "\n".join([HEADER, *rows]) + "\n"


def test_a_bare_file_gets_the_verdict_of_the_page(units, tmp_path, capsys):
    path = tmp_path / "bảng.csv"
    path.write_text(table(units, first="1.2"), encoding="utf-8")
    assert main(["check", str(path), *OPTIONS, "--json"]) == 1
    checked = loading.check([loading.Upload("bảng.csv", path.read_bytes())], PURPOSE)
    told = [(each["file"], each["cell"], each["code"]) for each in said(capsys)["problems"]]
    assert told == [(each.file, each.cell, each.code) for each in checked.problems] != []


def test_an_edition_may_be_named_by_its_code(units, tmp_path, capsys):
    path = tmp_path / "bảng.csv"
    path.write_text(table(units).replace("dti_2024,2025,", "dti_2024,2024,"), encoding="utf-8")
    named = ["--edition", "dti.2024.vn34", *OPTIONS[6:]]
    by_parts = ["--framework", "dti_2024", "--year", "2024", *OPTIONS[4:]]
    found = []
    for options in (named, by_parts):
        code = main(["check", str(path), *options, "--json"])
        found.append((code, said(capsys)["files"]))
    assert found[0] == found[1]
    assert found[0][1][0]["rows"] == 34


def test_an_edition_that_nobody_declared_needs_its_framework(units, tmp_path, capsys):
    path = tmp_path / "bảng.csv"
    path.write_text(table(units), encoding="utf-8")
    named = ["--edition", "dti.2025.vn34", *OPTIONS[6:]]
    assert main(["check", str(path), *named, "--lang", "en"]) == 2
    assert "--framework" in capsys.readouterr().out
    assert main(["check", str(path), *named, "--framework", "dti_2024"]) == 0
    for text in ("2025.vn34", "dti.2O25.vn34"):
        with pytest.raises(SystemExit):
            main(["check", str(path), *named[2:], "--edition", text])
        assert f"'{text}' is not index, period and cohort" in capsys.readouterr().err
    for option, text in (("--edition", "dti.2025-Q5.vn34"), ("--year", "2025-Q5"), ("--year", "25")):
        with pytest.raises(SystemExit):
            main(["check", str(path), *named[2:], option, text])
        assert "is no year (2025), half (2025-H1), quarter (2025-Q1)" in capsys.readouterr().err


def test_a_purpose_half_given_is_wrong_use(tmp_path, capsys):
    assert main(["check", str(tmp_path / "x.csv"), *OPTIONS[:4], "--lang", "en"]) == 2
    assert "--cohort, --kind, --title" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--unit", "--number", "--issued-on", "--address", "--section"])
def test_a_purpose_begun_with_any_option_is_wrong_use(tmp_path, capsys, option):
    given = "2025-01-01" if option == "--issued-on" else "08"
    assert main(["check", str(tmp_path / "x.csv"), option, given, "--json"]) == 2
    assert said(capsys)["lacking"][0] == "framework"


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["load", str(tmp_path / "none.csv"), *OPTIONS, "--lang", "en"]) == 1
    assert "none.csv cannot be read" in capsys.readouterr().err


def test_a_file_is_loaded_published_known_withdrawn_and_restored(units, tmp_path, capsys):
    path = tmp_path / "bảng.csv"
    path.write_text(table(units), encoding="utf-8")
    words = ["--note", "Bảng của Bộ", "--tell", "Kết quả năm 2025"]
    assert main(["load", str(path), *OPTIONS, *words, "--json"]) == 0
    [code] = [each for each in said(capsys)["changes"]["added"] if each.startswith("2025/")]
    assert main(["load", str(path), *OPTIONS, "--lang", "en"]) == 0
    assert f"Already loaded for this very purpose ({code})" in capsys.readouterr().out
    assert main(["withdraw", code, "--json"]) == 0
    assert said(capsys)["changes"]["removed"] == [code]
    assert main(["withdraw", code, "--lang", "en"]) == 1
    assert "has no release" in capsys.readouterr().err
    assert main(["rollback", "--note", "lại như cũ", "--tell", "Bảng năm 2025 đang soát lại", "--json"]) == 0
    capsys.readouterr()
    assert main(["history", "--json"]) == 0
    back, withdrawn, loaded = said(capsys)["publications"]
    assert (loaded["note"], back["note"], back["is_current"]) == ("Bảng của Bộ", "lại như cũ", True)
    assert [each["to_readers"] for each in (loaded, withdrawn, back)] == [
        "Kết quả năm 2025", "", "Bảng năm 2025 đang soát lại",
    ]  # fmt: skip
    assert back["changes"]["added"] == withdrawn["changes"]["removed"] == [code]
    assert main(["status", "--lang", "en"]) == 0
    assert "This build matches" in capsys.readouterr().out


def test_what_is_there_already_is_said_and_told_to_machines(units, tmp_path, capsys):
    first, second = tmp_path / "a" / "bảng.csv", tmp_path / "b" / "bảng.csv"
    for path, value in ((first, "0.9100"), (second, "0.9200")):
        path.parent.mkdir()
        path.write_text(table(units, first=value), encoding="utf-8")
    assert main(["load", str(first), *OPTIONS, "--json"]) == 0
    told = said(capsys)
    [code] = [each for each in told["changes"]["added"] if each.startswith("2025/")]
    replaced = [word for earlier in told["earlier"] for word in ("--replace", earlier)]
    assert main(["check", str(second), *OPTIONS, "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "Loaded before: " in shown
    assert f"--replace {code}" in shown
    assert main(["check", str(first), str(second), *OPTIONS, "--json"]) == 0
    told = said(capsys)
    assert [(each["name"], each["rows"], each["layout"], each["same_as"]) for each in told["files"]] == [
        ("bảng.csv", 0, None, code),
        ("bảng.csv", 34, "main_indicators", None),
    ]
    assert main(["load", str(second), *OPTIONS, "--lang", "en"]) == 0
    capsys.readouterr()
    assert main(["check", str(first), *OPTIONS, "--lang", "en"]) == 0
    assert "--replace" not in capsys.readouterr().out, "what is loaded already is no correction"
    third = tmp_path / "c.csv"
    third.write_text(table(units, first="0.9300"), encoding="utf-8")
    assert main(["load", str(third), *OPTIONS, "--replace", code, *replaced, "--lang", "en"]) == 0
    assert f"--replace {code}" not in capsys.readouterr().out
    assert main(["check", str(first), *OPTIONS, "--lang", "en"]) == 0
    assert f"were withdrawn and come back: {code}" in capsys.readouterr().out
    assert main(["check", str(second), *OPTIONS, "--lang", "en"]) == 0
    assert "bảng.csv: loaded already, as the release 2025/" in capsys.readouterr().out
