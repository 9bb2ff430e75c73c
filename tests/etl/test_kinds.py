"""The kinds of files: each is declared once, and adding one touches six files. The test adds one by doing so."""

import io
import shutil
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from etl.deliveries.deliveries import Purpose
from etl.kinds.registry import EDITION, KINDS, Kind, contracts_by_table
from etl.kinds.template import write_template
from etl.reference import read_reference
from etl.uploads import loading
from tests.etl import satisfied_citizens
from tests.etl.installation import SOURCE, UNITS, Installation
from text import catalogue
from text import template as template_words
from warehouse import builds, paths
from warehouse.connection import close_all, query

DECLARED = Kind(satisfied_citizens.CODE, satisfied_citizens.__name__, given=EDITION, of_whole_cohort=True)
PURPOSE = Purpose("dti_2021", "2021", "vn63", "main_values", SOURCE)


@pytest.fixture
def site(tmp_path, monkeypatch) -> Installation:
    """A small installation with a further kind; each comment names one of the six files it would stand in."""
    site = Installation(tmp_path / "site").lay_out()
    layouts = shutil.copytree(paths.LAYOUTS_DIR, tmp_path / "layouts")
    site.folders = replace(site.folders, layouts=layouts)
    # etl/kinds/registry.py, which names the module of the kind
    monkeypatch.setitem(KINDS, DECLARED.code, DECLARED)
    # sql/staging/satisfaction.sql
    (site.folders.sql / "staging" / "satisfaction.sql").write_text(satisfied_citizens.TABLE, encoding="utf-8")
    # data/layouts/template_satisfaction.toml
    (layouts / "template_satisfaction.toml").write_text(satisfied_citizens.LAYOUT, encoding="utf-8")
    # text/languages/vi.toml, the words of its template
    for topic, words in satisfied_citizens.TEMPLATE.items():
        for key, word in words.items():
            monkeypatch.setitem(getattr(template_words, topic.upper()), key, word)
    # text/languages/vi.toml and en.toml
    for language, name in satisfied_citizens.NAMES.items():
        words = {**catalogue.CATALOGUES[language], f"load_kind_{DECLARED.code}": name}
        monkeypatch.setattr(catalogue, "CATALOGUES", {**catalogue.CATALOGUES, language: words})
    site.build()
    yield site
    close_all()


def filled(site: Installation, *shares: float) -> bytes:
    """The template of the kind with a share for each of the first units."""
    reference, _ = read_reference(site.folders.reference, site.folders.sql)
    book = load_workbook(io.BytesIO(write_template(DECLARED.code, "dti_2021", "2021", "vn63", reference)))
    [sheet] = [each for each in book if each.title == satisfied_citizens.SHEET]
    for row, share in enumerate(shares, start=4):
        sheet.cell(row, 3).value = share
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def check(site: Installation, *contents: bytes) -> loading.Checked:
    purpose = replace(PURPOSE, kind=DECLARED.code)
    uploads = [loading.Upload(f"hài lòng {number}.xlsx", content) for number, content in enumerate(contents)]
    return loading.check(uploads, purpose, folders=site.folders)


def test_a_further_kind_has_a_template_and_is_loaded_into_its_own_table(site):
    checked = check(site, filled(site, 0.5, 0.25, 1))
    assert checked.is_sound, checked.problems
    assert [each.layout for each in checked.verdicts] == ["template_satisfaction"]
    site.publish(loading.preview(checked, "anna", folders=site.folders))
    current = builds.current(site.folders.warehouse).build_id
    rows = query(current, "select unit_name_printed, share from staging.satisfaction", directory=site.folders.warehouse)
    shares = {name: float(share) for name, share in rows.rows()}
    assert shares == dict(zip(UNITS, (0.5, 0.25, 1), strict=True))


def test_rows_of_a_further_kind_are_judged_alone_and_across_files_as_those_of_any(site):
    [problem] = [each for each in check(site, filled(site, 0.5, 1.5, 1)).problems if each.blocks]
    assert (problem.code, problem.cell, problem.expected) == ("value_out_of_range", "C5", "0..1")
    twice = check(site, filled(site, 0.5), filled(site, 0.4))
    [problem] = twice.problems
    assert problem.code == "row_in_two_files"
    assert problem.fix[0].endswith(" · Hà Nội")


def test_every_kind_has_what_its_declaration_promises():
    for kind in KINDS.values():
        assert callable(kind.template), kind.code
        assert bool(kind.contracts) != kind.brings_reference, kind.code
        assert not kind.brings_reference or callable(kind.read_rows), kind.code
        assert template_words.SHEETS[kind.words_in_points or kind.code]
        for words in catalogue.CATALOGUES.values():
            assert f"load_kind_{kind.code}" in words


def test_every_staging_table_of_rows_has_a_contract():
    declared = {path.stem for path in (paths.SQL_DIR / "staging").glob("*.sql")}
    assert contracts_by_table().keys() == declared - {"releases"}
