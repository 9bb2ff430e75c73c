"""The documentation of the API: what it says is so, its commands run, it needs nothing from elsewhere."""

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from api import openapi
from api.endpoints import ENDPOINTS
from api.problems import STATUSES
from tests.serving import serving
from text.catalogue import LANGUAGES, topic

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def site(warehouse: Path) -> Iterator[str]:
    """A server with a base path, as an office that shares a host has one."""
    with serving(base="/dti", DTI_WAREHOUSE_DIR=str(warehouse)) as address:
        yield f"{address}/api/v1/"


def commands(page: str) -> list[str]:
    return [unescape(found) for found in re.findall(r"<code>(curl .+?)</code>", page)]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed on this machine")
def test_every_command_of_the_page_runs_and_finds_something(site):
    page = subprocess.run(["curl", "-sS", site], capture_output=True, text=True, check=True).stdout
    found = commands(page)
    assert [re.search(r"/dti/api/v1/(\w+)\?", command)[1] for command in found] == list(ENDPOINTS)
    for command in found:
        done = subprocess.run([*shlex.split(command), "--fail"], capture_output=True, text=True)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        answer = json.loads(done.stdout)
        assert answer.get("rows", answer.get("unit")), command


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed on this machine")
@pytest.mark.parametrize("path", ["../../ready", "..", "./x", "//units", "%2e%2e/ready", "_stcore/upload_file/x/y"])
def test_the_server_answers_odd_paths_below_the_api_with_a_problem(site, path):
    for method in ("GET", "PUT"):
        asked = ["curl", "-sS", "--path-as-is", "-X", method, "-w", "\n%{http_code} %{content_type}", f"{site}{path}"]
        *body, said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
        assert said == "404 application/problem+json", (method, body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_every_parameter_field_and_problem(api, language):
    answer = api.get("/api/v1/", params={"lang": language})
    page = unescape(answer.text)
    assert answer.headers["content-language"] == language
    assert f'<html lang="{language}">' in page
    described = api.get("/api/v1/openapi.json", params={"lang": language}).json()
    for name, endpoint in ENDPOINTS.items():
        section = re.search(rf'<section aria-labelledby="{name}">.*?</section>', page, re.DOTALL)[0]
        operation = described["paths"][f"/{name}"]["get"]
        assert [each["name"] for each in operation["parameters"]] == [each.name for each in endpoint.parameters]
        for each in operation["parameters"]:
            assert f"<code>{each['name']}</code>" in section
            assert each["description"] in section
    assert all(f'id="problem-{kind}"' in page for kind in STATUSES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_an_answer_is_described_in_words(api, language):
    described = api.get("/api/v1/openapi.json", params={"lang": language}).json()
    for path in described["paths"].values():
        body = path["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        row = body.get("properties", {}).get("rows", {}).get("items", body)
        untold = [name for name, schema in row.get("properties", {}).items() if not schema.get("description")]
        assert untold == []


def test_the_words_of_parameters_and_fields_are_those_that_there_are(api):
    parameters = {each.name for endpoint in ENDPOINTS.values() for each in endpoint.parameters}
    assert topic("vi", "api_parameters").keys() == parameters | {"lang"}
    assert topic("vi", "api_endpoints").keys() <= ENDPOINTS.keys()
    given = set()
    for name, endpoint in ENDPOINTS.items():
        answer = api.get(f"/api/v1/{name}", params=dict(endpoint.example)).json()
        given |= answer["rows"][0].keys() if endpoint.is_listing else answer.keys()
    named_here = topic("vi", "api_fields").keys()
    assert named_here <= given
    untold = {name for name in given - named_here if not openapi.field_title(name, "vi")}
    assert untold == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_page_comes_from_elsewhere(api, language):
    page = api.get("/api/v1/", params={"lang": language}).text
    addresses = re.findall(r'(?:href|src|action)="([^"]+)"', page) + re.findall(r"url\(([^)]+)\)", page)
    assert addresses
    assert [each for each in addresses if not each.startswith(("#", "?", "/", "data:,"))] == []
    assert "<script" not in page


def test_a_host_in_the_address_is_text_in_the_page(api):
    page = api.get("/api/v1/", headers={"host": "x'><script>alert(1)</script>"}).text
    assert "<script" not in page
    assert all(len(shlex.split(command)) == 3 for command in commands(page))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_for_everybody_and_fits_its_window(chromium, site, language, scheme):
    with chromium.new_context(color_scheme=scheme, viewport={"width": 390, "height": 844}) as context:
        asked, page = [], context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: asked.append(message.text))
        page.goto(f"{site}?lang={language}")
        for fold in page.locator("summary").all():
            fold.click()
        page.evaluate(Axe().axe_script)
        found = page.evaluate("options => axe.run(options)", RULES)["violations"]
        assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == []
        for width in (320, 390, 1366):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert asked == [f"{site}?lang={language}"]
