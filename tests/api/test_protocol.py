"""How the API answers besides its figures: tags, problems, limits, formats, who may ask, and what is tried on it."""

import csv
import io
import json
import re
from collections.abc import Iterator

import polars as pl
import pytest

from api import content, server
from api.endpoints import ENDPOINTS
from api.problems import STATUSES
from api.rates import NAMELESS, Rates
from text.catalogue import LANGUAGES, topic
from text.files import csv_field
from warehouse import builds
from warehouse.queries import listings

from .conftest import client_of, warehouse_of

RANKING = "/api/v1/rankings?edition=dti.2022.vn63&limit=5"


def problem(response) -> dict:
    """The problem document of an answer, whole as RFC 9457 wants it."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    told = response.json()
    assert {"type", "title", "status", "detail", "instance", "reason"} <= told.keys()
    assert told["status"] == response.status_code
    assert not re.search(r"\{\w+\}", told["detail"] + told["title"])
    return told


@pytest.fixture
def without_queries(monkeypatch: pytest.MonkeyPatch) -> Iterator[list]:
    """What is asked of the warehouse from now on: nothing may be."""
    asked: list = []
    monkeypatch.setattr(listings, "query", lambda *words: asked.append(words))
    yield asked
    assert asked == []


def test_who_has_an_answer_already_gets_none_and_no_query_is_made(without_queries):
    monkeyed = client_of()  # nothing is kept by it yet
    tag = answer_tag()
    for held in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        answer = monkeyed.get(RANKING, headers={"If-None-Match": held})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
        assert "content-length" not in answer.headers


def answer_tag() -> str:
    values = server.parameters.read(ENDPOINTS["rankings"].parameters, b"edition=dti.2022.vn63&limit=5")
    question = server._Question("rankings", values | {"format": "json"})
    return question.tag(builds.current_id(server.paths.warehouse_dir()))


def test_a_tag_is_of_the_question_the_format_and_the_build(api, monkeypatch):
    tags = [
        api.get(address).headers["etag"]
        for address in (
            RANKING, f"{RANKING}&format=csv", RANKING.replace("5", "6"), "/api/v1/units", "/api/v1/", "/api/v1/?lang=en"
        )
    ]  # fmt: skip
    assert len(set(tags)) == len(tags)
    assert api.get("/api/v1/rankings?limit=5&edition=dti.2022.vn63").headers["etag"] == tags[0]
    assert api.get(RANKING.replace("5", "7"), headers={"If-None-Match": tags[0]}).status_code == 200
    monkeypatch.setattr(server, "_servable", lambda *_: "another build")
    assert api.head(RANKING, headers={"If-None-Match": '"x"'}).headers.get("etag", "") not in tags


def test_an_answer_names_its_build_and_is_asked_for_anew(api, asked_warehouse):
    answer = api.get(RANKING)
    assert answer.headers["dti-build"] == answer.json()["build"] == builds.current_id(asked_warehouse)
    assert answer.headers["cache-control"] == "no-cache"
    assert "Accept" in answer.headers["vary"]


def test_with_a_login_answers_are_nobody_elses():
    asked = client_of(login=True)
    for address in (RANKING, "/api/v1/", "/api/v1/x"):
        assert asked.get(address).headers["cache-control"] == "private, no-store"


def test_whoever_may_not_see_pages_is_refused():
    class Nobody:
        def may(self, role: str) -> bool:
            assert role == "viewer"
            return False

    assert problem(client_of(visitor=Nobody()).get(RANKING, headers={"Cookie": "a=b"}))["status"] == 403


@pytest.mark.parametrize("name", [*ENDPOINTS, "", "openapi.json"])
def test_head_is_get_without_its_content(api, name):
    address, asked = f"/api/v1/{name}", dict(ENDPOINTS[name].example) if name in ENDPOINTS else {}
    plain = {"Accept-Encoding": "identity"}
    whole, head = (api.request(method, address, params=asked, headers=plain) for method in ("GET", "HEAD"))
    packed = api.get(address, params=asked)
    assert packed.headers["content-encoding"] == "gzip"
    assert (packed.content, packed.headers["etag"]) == (whole.content, whole.headers["etag"])
    assert whole.status_code == head.status_code == 200
    assert head.content == b""
    assert head.headers == whole.headers
    assert int(head.headers["content-length"]) == len(whole.content)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"])
def test_nothing_is_written_here(api, method):
    answer = api.request(method, RANKING)
    assert problem(answer)["status"] == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", [
    "/api", "/api/", "/api/v1/x", "/api/v1/units/", "/api/v1/units/08", "/api/v2/units", "/api//v1/units", "/api/v1//",
    "/api/v1/%2e%2e/%2e%2e/ready", "/api/v1/units%00", "/api/v1/_stcore/metrics",
    "/api/v1/_stcore/upload_file", "/api/v1/openapi.json/", "/api/v1/UNITS", "/api/v1/units;x=1",
    "/api/v1/" + "a" * 3000, "/api/v1/%F0%9F%92%A9", "/api/v1/<script>", "/api/v1/\\..\\x",
])  # fmt: skip
def test_what_is_not_there_is_a_problem_and_never_a_page(api, path):
    told = problem(api.get(path))
    assert (told["status"], told["reason"]) == (404, "nothing")
    assert len(json.dumps(told)) < 4000


def test_other_addresses_are_passed_on(api):
    for path in ("/", "/ranking", "/apix", "/ready"):
        assert api.get(path).text == "a page"


@pytest.mark.parametrize(
    ("accepted", "kind"),
    [
        ("", "application/json"), ("*/*", "application/json"), ("text/csv", "text/csv"), ("text/*", "text/csv"),
        ("application/json;q=0.5, text/csv", "text/csv"), ("text/csv;q=0.5, */*", "application/json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"), ("TEXT/CSV", "text/csv"),
        ("application/json;q=0, text/csv;q=0.1", "text/csv"), ("application/json;q=x, text/csv;q=0.1", "text/csv"),
    ],
)  # fmt: skip
def test_the_format_is_the_one_that_the_client_likes_best(api, accepted, kind):
    assert api.get(RANKING, headers={"Accept": accepted}).headers["content-type"].startswith(kind)


@pytest.mark.parametrize("accepted", ["text/html", "image/*", "application/json;q=0", "nonsense", ",", "a/b;q=nan"])
def test_a_format_that_there_is_not_is_refused(api, accepted):
    answer = api.get(RANKING, headers={"Accept": accepted})
    assert problem(answer)["known"] == ["application/json", "text/csv"]
    assert answer.status_code == 406
    assert api.get(f"{RANKING}&format=json", headers={"Accept": accepted}).status_code == 200


ODD = {
    "unknown": ["x=1", "Unit=08", "unit%00=08", "edition[]=dti", "=1"],
    "twice": ["limit=1&limit=2", "edition=a&edition=a"],
    "number": ["limit=0", "limit=1001", "limit=-1", "limit=1e3", "limit=", "limit=99999999999999999999", "limit=%D9%A1",
        "year=22"],
    "choice": ["format=xml", "format=", "level=Main", "level=main%00"],
    "unfit": [
        "unit=", "unit=08'--", "unit=08%20or%201=1", "unit=%F0%9F%92%A9", "unit=%FF%FE", "edition=" + "a" * 81,
        "indicator=index%0A", "after=a,b,%C4%91", "after=%00", "edition='; drop table mart.editions; --",
        "unit=%2e%2e/x", "unit=${jndi:ldap://x}", "unit=%E2%80%AE08",
    ],
    "long": ["unit=" + "a" * 20_000, "limit=1&" * 3000],
}  # fmt: skip


@pytest.mark.parametrize(("reason", "query"), [(reason, query) for reason, queries in ODD.items() for query in queries])
def test_a_parameter_that_is_not_of_its_form_is_told_by_name(api, reason, query):
    told = problem(api.get(f"/api/v1/results?{query}"))
    assert (told["status"], told["reason"]) == (400, reason)
    assert len(json.dumps(told)) < 4000


@pytest.mark.parametrize("query", ["on=2026-13-01", "on=2026-1-1", "on=today", "on=0000-01-01", "on=2026-02-30"])
def test_a_day_that_is_none_is_refused(api, query):
    assert problem(api.get(f"/api/v1/tasks?{query}"))["reason"] == "date"


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("results?unit=99", "unit"), ("results?unit=vn99.08", "unit"), ("units?region=atlantis", "region"),
        ("results?indicator=99.99", "indicator"), ("rankings?edition=dti.1999.vn63", "edition"),
        ("rankings?index=dti&year=1999", "year"), ("components?main=99", "main"), ("editions?cohort=vn65", "cohort"),
        ("need?unit=08&year=1999", "year"), ("steps?unit=08&index=gdp", "index"),
        ("rankings?index=dti&year=2022&cohort=vn34", "index, year, cohort"),
        ("results?edition=dti.2022.vn63@vn34", "edition"), ("need?unit=08&edition=dti.2022.vn63@vn34", "edition"),
        ("unit_years?edition=dti.1999.vn63@vn34", "edition"),
        ("results?edition=dti.2021.vn63&indicator=7.1", "indicator"), ("rankings?indicator=CQS.1", "indicator"),
        ("results?indicator=7.10", "indicator"), ("unit_years?cohort=vn34&indicator=7.1", "indicator"),
        ("sources?release=2022/x", "release"),
        ("targets?index=gdp", "index"), ("units?system=vn65", "system"), ("units?unit_level=planet", "unit_level"),
    ],
)  # fmt: skip
def test_a_code_that_names_nothing_is_told_with_those_there_are(api, address, parameter):
    told = problem(api.get(f"/api/v1/{address}"))
    assert (told["status"], told["parameter"]) == (404, parameter)
    assert told["known"]


def test_what_there_is_instead_is_of_what_was_asked(api):
    years = problem(api.get("/api/v1/rankings?index=dti&year=1999"))["known"]
    assert years == ["2020", "2021", "2022", "2023", "2024"], "those of this index"
    editions = problem(api.get("/api/v1/rankings?index=dti&year=2022&cohort=vn34"))
    assert (editions["reason"], editions["known"]) == ("together", ["dti.2022.vn63"])
    indicators = problem(api.get("/api/v1/results?edition=dti.2021.vn63&indicator=7.1"))
    assert indicators["reason"] == "of_edition"
    assert indicators["known"] == ["1", "2", "3", "4", "5", "6", "7", "8", "I", "II", "P1", "P2", "P3", "index"]
    assert "dti.2021.vn63" in indicators["detail"]
    assert problem(api.get("/api/v1/results?indicator=7.10"))["reason"] == "component"
    restated = problem(api.get("/api/v1/results?edition=dti.2022.vn63@vn34", headers={"Accept-Language": "en"}))
    assert (restated["reason"], "unit_years" in restated["detail"]) == ("restated", True)


def test_a_unit_that_has_no_rows_is_no_fault(api):
    assert api.get("/api/v1/components?edition=dti.2021.vn63&unit=01").json()["rows"] == []


@pytest.mark.parametrize(
    ("address", "status", "reason", "parameter"),
    [
        ("need?edition=dti.2022.vn63&unit=99", 404, "unit", "unit"), ("need?edition=x&unit=08", 404, "code", "edition"),
        ("need?edition=dti.2022.vn63&unit=vn34.08", 404, "unit", "unit"),
        ("need?edition=dti.2022.vn63", 400, "missing", "unit"),
        ("need?edition=dti.2022.vn63&unit=08&rank=99", 409, "rank", "rank"),
        ("need?unit=08&rank=5-1&year=2022", 409, "range", "rank"), ("need?unit=08&rank=first", 400, "unfit", "rank"),
        ("need?unit=08&rank=0", 400, "unfit", "rank"),
        ("simulate?edition=dti.2022.vn63&unit=08&add=99=1", 404, "code", "add"),
        ("simulate?edition=dti.2022.vn63&unit=08&set=99=1", 404, "code", "set"),
        ("simulate?edition=dti.2022.vn63&unit=08&add=8=1&add=8=2", 409, "twice", "add"),
        ("simulate?edition=dti.2022.vn63&unit=08&add=8=1&set=8=0.5", 409, "twice", "add, set"),
        ("simulate?edition=dti.2022.vn63&unit=08&add=8", 400, "unfit", "add"),
        ("simulate?edition=dti.2022.vn63&unit=08&add=8=1e9", 400, "unfit", "add"),
        ("simulate?edition=dti.2022.vn63&unit=08&set=8=2", 400, "unfit", "set"),
        ("simulate?edition=dti.2022.vn63&unit=08&set=1=0.5", 409, "set_unknown", "set"),
        ("simulate?edition=dti.2021.vn63&unit=08&gain=99.9", 404, "component", "gain"),
        ("simulate?edition=dti.2022.vn63&unit=08&others=gap:101", 400, "unfit", "others"),
        ("simulate?edition=dti.2022.vn63&unit=08&others=gap:7.12345", 400, "unfit", "others"),
        ("simulate?edition=dti.2022.vn63&unit=08&others=gap:100", 200, None, None),
        ("simulate?edition=dti.2022.vn63&unit=08&set=8=1&set=7=0.25", 200, None, None),
        ("simulate?edition=dti.2022.vn63&unit=08&set=8=-0.1", 400, "unfit", "set"),
        ("steps?edition=dti.2020.vn63&unit=08", 409, "no_value", None),
        ("simulate?unit=08&" + "&".join("add=8=1" for _ in range(31)), 400, "too_many", "add"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_worked_out_says_why_and_for_which_parameter(api, address, status, reason, parameter):
    answer = api.get(f"/api/v1/{address}")
    assert answer.status_code == status
    if status != 200:
        told = problem(answer)
        assert (told["reason"], told.get("parameter")) == (reason, parameter)


def test_a_problem_is_told_in_the_language_that_is_read(api):
    told = {
        language: api.get("/api/v1/x", headers={"Accept-Language": accepted})
        for language, accepted in (("vi", "fr, vi;q=0.5"), ("en", "en-GB,en;q=0.9"))
    }
    for language, answer in told.items():
        assert answer.headers["content-language"] == language
        assert problem(answer)["title"] == topic(language, "api_problems")["address"]
    assert api.get("/api/v1/x").headers["content-language"] == "vi"


def test_every_kind_of_problem_has_its_words():
    for language in LANGUAGES:
        words = topic(language, "api_problems")
        of_planning = {"unanswerable"}  # its sentences are those of the command
        assert {key.partition(".")[0] for key in words if "." in key} | of_planning == STATUSES.keys()
        assert STATUSES.keys() == {key for key in words if "." not in key}


def test_below_a_base_path_everything_is_there_and_nothing_beside_it():
    asked = client_of(base="/dti/")
    answer = asked.get("/dti/api/v1/rankings?limit=2")
    assert answer.json()["next"].startswith("/dti/api/v1/rankings?")
    assert asked.get(answer.json()["next"]).status_code == 200
    assert asked.get("/dti/api/v1/openapi.json").json()["servers"] == [{"url": "/dti/api/v1"}]
    assert problem(asked.get("/dti/api/v1/x"))["type"] == "/dti/api/v1/#problem-address"
    assert asked.get("/api/v1/units").text == "a page"


def test_who_asks_too_often_is_told_when_to_come_back_and_tags_are_free():
    asked = client_of(per_minute=3)
    first = asked.get(RANKING)
    held = {"If-None-Match": first.headers["etag"]}
    wrong = ("/api/v1/x", "/api/v1/units?x=1", RANKING)
    assert [asked.get(address).status_code for address in wrong] == [404, 400, 429]
    refused = asked.get(RANKING)
    assert problem(refused)["status"] == 429
    assert 0 < int(refused.headers["retry-after"]) <= 20
    assert [asked.get(RANKING, headers=held).status_code for _ in range(20)] == [304] * 20


def test_questions_come_back_with_time_and_each_client_has_its_own():
    now = [0.0]
    rates = Rates(60, lambda: now[0])
    assert [rates.seconds_to_wait("a") for _ in range(61)] == [0] * 60 + [1]
    assert rates.seconds_to_wait("b") == 0
    now[0] = 1.5
    assert [rates.seconds_to_wait("a") for _ in range(2)] == [0, 1]
    now[0] = 1000
    assert [rates.seconds_to_wait("a") for _ in range(61)] == [0] * 60 + [1]
    assert [rates.seconds_to_wait("") for _ in range(60 * NAMELESS + 1)] == [0] * 60 * NAMELESS + [1]
    assert Rates(0).seconds_to_wait("a") == 0


def test_many_clients_take_no_more_memory_than_some():
    rates = Rates(60)
    for number in range(30_000):
        rates.seconds_to_wait(str(number))
    assert len(rates._left) <= 10_000


def test_ten_thousand_questions_stay_within_the_bytes_that_may_be_kept(monkeypatch):
    kept = server.MemoryCache(50_000)
    monkeypatch.setattr(server, "MemoryCache", lambda _: kept)
    asked = client_of()
    for number in range(1, 300):
        assert asked.get(f"/api/v1/units?limit={number}").status_code == 200
        assert 0 < kept.size <= 50_000
    assert server.CACHE_BYTES == 16 * 1024**2


def test_without_a_build_the_api_says_so_and_comes_back_with_one(tmp_path, api):
    with warehouse_of(tmp_path):
        answer = api.get(RANKING)
        assert problem(answer)["status"] == 503
        assert answer.headers["retry-after"] == "30"
        assert str(tmp_path) not in answer.text
    assert api.get(RANKING).status_code == 200


def test_a_build_that_does_not_answer_is_a_problem(tmp_path, warehouse):
    build_id = builds.current_id(warehouse)
    for file in (f"{build_id}.json", "CURRENT"):
        (tmp_path / file).write_bytes((warehouse / file).read_bytes())
    whole = builds.database_path(warehouse, build_id).read_bytes()
    builds.database_path(tmp_path, build_id).write_bytes(bytes(len(whole)))
    with warehouse_of(tmp_path):
        assert problem(client_of().get(RANKING))["status"] == 503


def test_text_that_a_spreadsheet_could_run_is_text_in_a_csv():
    hostile = ["=1+1", "+84", "-x", "@sum", "\t=1", "\ufeff=1", "\u200b=cmd|x", "＝1"]
    frame = pl.DataFrame({"name": hostile, "listed": [[text, "b"] for text in hostile], "value": [-1] * len(hostile)})
    of_frame, of_facts = content.frame_csv(frame), content.facts_csv([{"name": text, "value": -1} for text in hostile])
    rows = list(csv.reader(io.StringIO(of_frame.decode(), newline="")))[1:]
    of_facts = list(csv.reader(io.StringIO(of_facts.decode(), newline="")))[1:]
    assert [[name, value] for name, _, value in rows] == of_facts
    for text, (name, listed, value) in zip(hostile, rows, strict=True):
        assert name == csv_field(text)
        assert name.startswith("'")
        assert listed.startswith("'")
        assert value == "-1"


def test_text_of_the_data_is_json_whatever_is_in_it():
    hostile = ['"', "\\", "\n\u2028", "</script>", "𐍈đ", "%s", "{}", "\x00"]
    rows = pl.DataFrame({'na"me': hostile, "listed": [[text] for text in hostile]})
    given = json.loads(content.rows_json(rows, {"next": None}))
    assert given == {"next": None, "rows": [{'na"me': text, "listed": [text]} for text in hostile]}
    assert json.loads(content.rows_json(rows.clear(), {"next": None})) == {"next": None, "rows": []}
