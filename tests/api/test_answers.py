"""What the API answers is what the marts say, all of it, once, in both formats."""

import csv
import datetime
import io
import json
import subprocess
import sys
import zipfile
from decimal import Decimal

import pytest

from api.endpoints import ENDPOINTS
from exports import package
from warehouse import builds, packages
from warehouse.paths import ROOT

# Each listing with the mart it is of and the key that tells its rows apart, written down here once more.
MARTS = {
    "editions": ("editions", ["edition_code"]),
    "units": ("units", ["unit_system", "unit_code"]),
    "results": ("unit_ranking", ["edition_code", "unit_code", "indicator_code"]),
    "components": ("component_status", ["edition_code", "unit_code", "indicator_code"]),
    "targets": ("targets", ["release_code", "row_number"]),
    "tasks": ("tasks", ["release_code", "row_number"]),
    "reconciliation": ("reconciliation", ["release_code", "row_number", "figure", "checked_against"]),
    "sources": ("sources", ["release_code", "source_address"]),
}
PLANS = ("need", "steps", "simulate")


def exact(response) -> dict:
    """The answer, its decimals as they are written."""
    assert response.status_code == 200, response.text
    return json.loads(response.text, parse_float=Decimal)


def every_page(api, name: str, **asked) -> list[dict]:
    """All rows of a listing, page by page, by the addresses that the answers give."""
    address, rows = f"/api/v1/{name}", []
    response = api.get(address, params=asked)
    while True:
        answer = exact(response)
        rows += answer["rows"]
        assert response.headers.get("link") == (f'<{answer["next"]}>; rel="next"' if answer["next"] else None)
        if not answer["next"]:
            return rows
        response = api.get(answer["next"])


def as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else value


def test_every_endpoint_that_lists_is_held_against_a_mart():
    listed = {*MARTS, "rankings", "indicators", "unit_years"}
    assert {name for name, endpoint in ENDPOINTS.items() if endpoint.mart} == listed
    assert ENDPOINTS.keys() == {*listed, *PLANS, "packages"}


@pytest.mark.parametrize("name", MARTS)
def test_a_listing_has_every_row_of_its_mart_once_with_the_same_figures(api, sql, name):
    mart, key = MARTS[name]
    given = {tuple(row[part] for part in key): row for row in every_page(api, name, limit=1000)}
    kept = {tuple(row[part] for part in key): row for row in sql(f"select * from mart.{mart}")}
    assert given.keys() == kept.keys()
    for found, row in given.items():
        shared = row.keys() & kept[found].keys()
        assert len(shared) > 8
        assert {each: row[each] for each in shared} == {each: as_json(kept[found][each]) for each in shared}


@pytest.mark.parametrize("name", [*MARTS, "indicators"])
def test_reading_on_gives_every_row_once_in_one_order(api, name):
    _, key = MARTS.get(name) or ("", ["edition_code", "indicator_code"])
    whole = [tuple(row[part] for part in key) for row in every_page(api, name, limit=1000)]
    some = {"edition": "dti.2022.vn63"} if name == "results" else {}
    if some:
        whole = [each for each in whole if each[0] == some["edition"]]
    by_steps = [tuple(row[part] for part in key) for row in every_page(api, name, limit=37, **some)]
    assert by_steps == whole
    assert len(set(by_steps)) == len(by_steps)


def test_a_ranking_is_the_one_of_the_mart_by_rank(api, sql):
    for edition, indicator in (("dti.2022.vn63", "index"), ("dti.2021.vn63", "index"), ("dti.2022.vn63", "7")):
        given = every_page(api, "rankings", edition=edition, indicator=indicator, limit=10)
        kept = sql(
            """select unit_code, rank, value, rank_basis, value_basis, rank_reason from mart.unit_ranking
            where edition_code = ? and indicator_code = ? order by rank nulls last, unit_code""",
            edition, indicator,
        )  # fmt: skip
        assert [{name: row[name] for name in kept[0]} for row in given] == kept


def test_the_indicators_of_an_edition_are_the_tree_of_its_framework_with_what_is_known(api, sql):
    given = every_page(api, "indicators", edition="dti.2022.vn63", limit=50)
    kept = sql(
        """select indicators.* from mart.indicators join mart.editions using (framework_code)
        where edition_code = 'dti.2022.vn63' order by tree_position"""
    )
    assert [{name: row[name] for name in kept[0]} for row in given] == kept
    counts = sql("select indicator_code, value_count from mart.measures where edition_code = 'dti.2022.vn63'")
    assert {row["indicator_code"]: row["value_count"] for row in given if row["value_count"]} == {
        row["indicator_code"]: row["value_count"] for row in counts if row["value_count"]
    }
    [levels] = {tuple(row["indicator_level"] for row in every_page(api, "indicators", level="pillar"))}
    assert set(levels) == {"pillar"}


def test_the_index_of_tuyen_quang_is_the_published_one(api):
    [row] = exact(api.get("/api/v1/results?edition=dti.2021.vn63&unit=08&indicator=index"))["rows"]
    assert (row["value"], row["rank"], row["value_basis"]) == (Decimal("0.2849"), 58, "published")
    assert (row["unit_name_vi"], row["unit_name_en"]) == ("Tuyên Quang", "Tuyen Quang")
    assert '"value":0.2849,' in api.get("/api/v1/results?edition=dti.2021.vn63&unit=08&indicator=index").text


def test_what_is_not_known_is_null_beside_its_reason(api):
    for row in every_page(api, "results", limit=1000):
        assert (row["value"] is None) == (row["value_reason"] is not None)
        assert (row["rank"] is None) == (row["rank_reason"] is not None)
        assert (row["places_gained"] is None) <= (row["places_gained_reason"] is not None)
        assert (row["value_change"] is None) <= (row["value_change_reason"] is not None)
        assert (row["value"] is None) == (row["value_basis"] is None)
    for row in every_page(api, "components"):
        assert (row["score"] is None) == (row["score_reason"] is not None)


@pytest.mark.parametrize(
    "asked", [{"edition": "dti.2022.vn63"}, {"index": "dti", "year": "2022", "cohort": "vn63"},
              {"index": "dti", "year": "2022"}, {"year": "2022", "cohort": "vn63", "index": "dti", "edition": ""}],
)  # fmt: skip
def test_an_edition_is_named_by_its_code_or_by_its_parts(api, asked):
    asked = {name: value for name, value in asked.items() if value}
    for name in ("rankings", "results", "indicators"):
        rows = exact(api.get(f"/api/v1/{name}", params=asked))["rows"]
        assert {row["edition_code"] for row in rows} == {"dti.2022.vn63"}
    assert exact(api.get("/api/v1/need", params={"unit": "08", **asked}))["edition"] == "dti.2022.vn63"


def test_without_an_edition_a_ranking_is_of_the_one_that_pages_show_first_and_reading_on_stays_in_it(api, sql):
    [latest] = sql("select edition_code from mart.editions where is_latest and index_code = 'dti'")
    answer = exact(api.get("/api/v1/rankings?limit=3"))
    assert {row["edition_code"] for row in answer["rows"]} == {latest["edition_code"]}
    assert f"edition={latest['edition_code']}" in answer["next"]


NARROWED = {
    ("editions", "system", "vn34"): "unit_system = 'vn34'",
    ("units", "unit", "vn63.08"): "unit_system = 'vn63' and unit_code = '08'",
    ("units", "unit", "08"): "unit_code = '08'",
    ("units", "region", "tay_nguyen"): "region_code = 'tay_nguyen'",
    ("units", "unit_level", "ministry"): "unit_level = 'ministry'",
    ("results", "year", "2024"): "year = 2024",
    ("results", "cohort", "vn34"): "cohort_code = 'vn34'",
    ("results", "indicator", "7"): "indicator_code = '7'",
    ("results", "level", "index"): "indicator_level = 'index'",
    ("components", "main", "7"): "main_code = '7'",
    ("components", "status", "partial"): "status = 'partial'",
    ("targets", "unit", "vn34.08"): "successor_system = 'vn34' and successor_code = '08'",
    ("targets", "unit", "vn63.08"): "province_system = 'vn63' and province_code = '08'",
    ("targets", "scope_level", "commune"): "scope_level = 'commune'",
    ("targets", "index", "dti"): "index_code = 'dti'",
    ("targets", "due_year", "2025"): "due_year = 2025",
    ("tasks", "indicator", "7"): "indicator_code = '7'",
    ("tasks", "scope_level", "district"): "scope_level = 'district'",
    ("reconciliation", "verdict", "different"): "verdict = 'different'",
    ("reconciliation", "figure", "mean"): "figure = 'mean'",
    ("reconciliation", "index", "ict_index"): "index_code = 'ict_index'",
    ("sources", "edition", "dti.2022.vn63"): """release_code in
        (select release_code from mart.figure_sources where edition_code = 'dti.2022.vn63')""",
}


@pytest.mark.parametrize(("name", "parameter", "value"), NARROWED)
def test_a_parameter_narrows_a_listing_to_the_rows_that_are_meant(api, sql, name, parameter, value):
    mart, _ = MARTS[name]
    [kept] = sql(f"select count(*) as count from mart.{mart} where {NARROWED[name, parameter, value]}")
    assert len(every_page(api, name, **{parameter: value}, limit=1000)) == kept["count"] > 0


def test_every_parameter_that_narrows_is_tried():
    tried = {parameter for _, parameter, _ in NARROWED} | {"edition", "release", "on"}
    narrowing = {each.name for name in MARTS for each in ENDPOINTS[name].parameters}
    assert narrowing - tried == {"after", "limit", "format"}


def test_the_state_of_targets_and_tasks_is_said_as_of_a_day_and_of_no_day_otherwise(api):
    for name, state in (("targets", "target_state"), ("tasks", "task_state")):
        assert {row[state] for row in every_page(api, name)} == {None}
        early, late = ({row[state] for row in every_page(api, name, on=day)} for day in ("2010-01-01", "2090-01-01"))
        passed = {"past_due", "overdue"}
        assert None not in early | late
        assert late & passed
        assert not early & passed


def test_a_release_is_found_by_its_code(api, sql):
    [some] = sql("select min(release_code) as code from mart.sources")
    rows = every_page(api, "sources", release=some["code"])
    assert {row["release_code"] for row in rows} == {some["code"]}


@pytest.mark.parametrize("name", [name for name in ENDPOINTS if name not in PLANS])
def test_a_csv_says_the_same_as_json(api, name):
    asked = dict(ENDPOINTS[name].example) | {"limit": "40"}
    rows = exact(api.get(f"/api/v1/{name}", params=asked))["rows"]
    answer = api.get(f"/api/v1/{name}", params=asked, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text == api.get(f"/api/v1/{name}", params=asked | {"format": "csv"}).text
    table = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert len(table) == len(rows) > 0
    for line, row in zip(table, rows, strict=True):
        assert line == {column: written(value) for column, value in row.items()}


def written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, list) else str(value).removeprefix("'")


PLANNED = {
    "need": (["--rank", "40"], {"rank": "40"}),
    "steps": ([], {}),
    "simulate": (["--add", "8=31.8", "6=-2", "--others", "gap:7"], {"add": ["8=31.8", "6=-2"], "others": "gap:7"}),
}


@pytest.mark.parametrize("name", PLANNED)
def test_a_plan_is_the_one_of_the_command_with_names_in_both_languages(api, name):
    words, asked = PLANNED[name]
    given = api.get(f"/api/v1/{name}", params={"edition": "dti.2022.vn63", "unit": "vn63.08", **asked}).json()
    command = [sys.executable, "-m", "planning", name, "--edition", "dti.2022.vn63", "--unit", "08", "--json"]
    for language in ("vi", "en"):
        told = subprocess.run(
            [*command, "--language", language, *words], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert in_language(given, language) == json.loads(told.stdout)


def in_language(given: object, language: str) -> object:
    """The same with the name of one language alone, as the command gives it."""
    if isinstance(given, list):
        return [in_language(each, language) for each in given]
    if not isinstance(given, dict):
        return given
    names = {"name_vi", "name_en"}
    plain = {name: in_language(value, language) for name, value in given.items() if name not in names}
    return plain | ({"name": given[f"name_{language}"] or given["name_vi"]} if names & given.keys() else {})


def test_the_table_of_a_plan_has_its_rows(api):
    asked = {"edition": "dti.2022.vn63", "unit": "08", "format": "csv"}
    steps = list(csv.DictReader(io.StringIO(api.get("/api/v1/steps", params=asked).text)))
    assert {"points": "31.8", "value": "0.5638", "rank": "40", "level_with": "72"}.items() <= steps[8].items()
    assert {"level_with_name_vi": "Tây Ninh", "level_with_name_en": "Tay Ninh"}.items() <= steps[8].items()
    [need] = csv.DictReader(io.StringIO(api.get("/api/v1/need", params=asked | {"rank": "40-44"}).text))
    assert (need["points"], need["name_vi"], need["name_en"]) == ("15.8", "Tuyên Quang", "Tuyen Quang")
    assert (need["passed"], need["passed_name_en"]) == ("14; 62; 44; 66", "Son La; Kon Tum; Quang Binh; Dak Lak")
    assert (need["range"], need["better_points"], need["better_level_with"]) == ("40; 44", "31.8", "72")
    levels = list(csv.DictReader(io.StringIO(api.get("/api/v1/simulate", params=asked | {"add": "8=31.8"}).text)))
    assert {row["code"]: row["points"] for row in levels if row["points"] not in ("", "0")} == {
        "index": "31.8", "8": "31.8"
    }  # fmt: skip
    assert (levels[0]["value"], levels[0]["rank"], levels[0]["unit"]) == ("0.5638", "40", "08")


@pytest.mark.parametrize("name", PLANS)
def test_the_table_of_a_plan_says_all_that_its_json_says(api, name):
    asked = {"edition": "dti.2022.vn63", "unit": "08", "others": "last"}
    asked |= {"need": {"rank": "40-44"}, "steps": {}, "simulate": {"add": "8=1000"}}[name]
    table = api.get(f"/api/v1/{name}", params=asked | {"format": "csv"}).text
    given = api.get(f"/api/v1/{name}", params=asked).json()
    of_unit = {"build", "edition", "unit", "name_vi", "name_en", "cohort_size", "total", "value_before", "rank_before"}
    if name == "steps":  # what all rows would repeat is in the question
        given = {key: value for key, value in given.items() if key not in of_unit}
    assert [text for text in texts_in(given) if text not in table] == []


def texts_in(given: object) -> list[str]:
    if isinstance(given, dict):
        return [text for value in given.values() for text in texts_in(value)]
    if isinstance(given, list):
        return [text for value in given for text in texts_in(value)]
    return [] if given is None else [given if isinstance(given, str) else json.dumps(given)]


def test_a_restated_edition_is_asked_by_its_code_or_as_a_year_of_the_series_that_it_stands_in(api, sql):
    restated = every_page(api, "unit_years", edition="dti.2022.vn63@vn34", indicator="index")
    assert len(restated) == 34
    assert {(row["cohort_code"], row["is_restated"]) for row in restated} == {("vn34", True)}
    of_series = every_page(api, "unit_years", index="dti", cohort="vn34", year="2022", indicator="index")
    assert of_series == restated
    [one] = every_page(api, "unit_years", edition="dti.2022.vn63@vn34", indicator="index", unit="vn34.08")
    assert one in restated


def test_the_years_of_a_cohort_are_those_of_the_mart_each_under_the_names_of_its_own_framework(api, sql):
    given = every_page(api, "unit_years", limit=1000)
    kept = sql(
        """select distinct index_code, cohort_code, edition_code, unit_code, edition_indicator_code as indicator_code,
            rank, value, value_basis, is_restated from mart.unit_years order by all"""
    )
    assert len(given) == len(kept) > 1000
    assert sorted(map(repr, ({name: row[name] for name in kept[0]} for row in given))) == sorted(map(repr, kept))


def test_packages_are_those_of_the_builds_that_were_published_and_are_given_whole(api, asked_warehouse):
    build_id = builds.current_id(asked_warehouse)
    before = api.get("/api/v1/packages")
    [row] = before.json()["rows"]
    assert (row["build_id"], row["is_current"], row["package_bytes"]) == (build_id, True, None)
    assert row["package_bytes_reason"] == "not_made"
    assert row["built_at"] == builds.current(asked_warehouse).built_time.isoformat()
    for asked in ({"format": "zip"}, {"format": "zip", "build": build_id}, {"format": "zip", "as_of": "2090-01-01"}):
        answer = api.get("/api/v1/packages", params=asked)
        assert answer.headers["content-type"] == "application/zip"
        assert answer.headers["content-disposition"] == f'inline; filename="dti_{build_id}.zip"'
        with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
            assert json.loads(package.read("datapackage.json"))["resources"]
        assert answer.content == packages.path(asked_warehouse, build_id).read_bytes()
    after = api.get("/api/v1/packages", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200, "it is made by now, and its size is known"
    assert after.json()["rows"] == [row | {"package_bytes": len(answer.content), "package_bytes_reason": None}]
    assert api.get("/api/v1/packages", headers={"Accept": "application/zip"}).content == answer.content


def test_packages_of_many_builds_are_read_on_by_their_ids(api, asked_warehouse, monkeypatch):
    there = [f"2026110{day}T000000000Z-0000000{day}" for day in (5, 4, 3, 2, 1)]
    monkeypatch.setattr(package, "available", lambda _: there)
    monkeypatch.setattr(package, "when", lambda *_: datetime.datetime(2026, 11, 30, tzinfo=datetime.UTC))
    assert [row["build_id"] for row in every_page(api, "packages", limit=2)] == there
    assert [row["build_id"] for row in every_page(api, "packages", build=there[3])] == [there[3]]


def test_a_package_that_there_is_not_is_told(api):
    for asked in ("build=20200101T000000000Z-00000000", "as_of=2001-01-01", "build=x&format=zip"):
        answer = api.get(f"/api/v1/packages?{asked}")
        assert (answer.status_code, answer.json()["reason"]) == (404, "code")
        if "as_of" in asked:  # the days on which one became current
            [day] = answer.json()["known"]
            assert api.get(f"/api/v1/packages?as_of={day}").status_code == 200


@pytest.mark.parametrize("more", ["year=2021", "index=ict_index", "cohort=vn34", "year=2021&cohort=vn63"])
def test_an_edition_and_parts_that_contradict_it_are_no_answer(api, more):
    answer = api.get(f"/api/v1/rankings?edition=dti.2022.vn63&{more}")
    assert answer.status_code == 404
    assert "dti.2022.vn63" in answer.json()["detail"]
    assert api.get("/api/v1/rankings?edition=dti.2022.vn63&year=2022&index=dti&cohort=vn63").status_code == 200
