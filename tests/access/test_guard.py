"""What stands before Streamlit's addresses, and the two addresses of our own, in one process with the test."""

import asyncio
import time

import anyio
import duckdb
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from access import audit_file, document, guard, key, log_limits, refusals, routes, sign_in
from access.key import Gate
from access.logins import TICKET_LIMIT, TICKET_SECONDS, Tickets, tickets
from access.roles import Visitor
from warehouse import audit, builds, connection

KEY = "K" * 43
UPLOAD = "/_stcore/upload_file/session/file"


async def _streamlit(scope, receive, send):
    """Whatever stands behind the guard: says that it was reached."""
    await PlainTextResponse("reached")(scope, receive, send)


def _behind(role):
    return TestClient(guard.Guard(_streamlit, lambda cookies: Visitor(role, "somebody")))


def _ours(gate=None, is_login_on=False, address="http://127.0.0.1:8501", client="10.1.1.1", faults=()):
    gate = gate or Gate(KEY)
    app = Starlette(routes=routes.routes(gate, lambda: is_login_on, gate.visitor, lambda: faults))
    return TestClient(app, address, follow_redirects=False, client=(client, 5))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "GET", "HEAD", "PATCH"])
@pytest.mark.parametrize(
    "path", [UPLOAD, f"/dti{UPLOAD}", "/_stcore/%75pload_file/session/file", "/_stcore/upload_file", f"//host{UPLOAD}"]
)
def test_an_upload_needs_an_analyst(method, path):
    assert _behind("viewer").request(method, path).status_code == 403
    assert _behind("analyst").request(method, path).status_code == 200
    assert _behind("admin").request(method, path).status_code == 200


def test_a_browser_may_ask_whether_it_could_upload():
    assert _behind("viewer").options(UPLOAD).text == "reached"


def test_a_refused_upload_is_never_passed_on():
    async def refusing(scope, receive, send):
        raise AssertionError("reached")

    client = TestClient(guard.Guard(refusing, lambda cookies: Visitor()))
    assert client.put(UPLOAD, content=b"x" * 100).status_code == 403


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/dti/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/%6Detrics"]
)
def test_inner_addresses_are_not_there_for_others(path):
    assert _behind("analyst").get(path).status_code == 404
    assert _behind("admin").get(path).text == "reached"


@pytest.mark.parametrize("path", ["/", "/ranking", "/_stcore/health", "/_stcore/host-config", "/media/x.png"])
def test_everything_else_is_everybody_s(path):
    assert _behind("viewer").get(path).text == "reached"


@pytest.mark.parametrize("path", ["//ready", "/dti//ready", "/dti/./ready", "/a/../ready"])
def test_an_address_with_an_empty_step_or_dots_for_one_is_nowhere(path):
    app = guard.Guard(_streamlit, lambda cookies: Visitor())
    sent = []

    async def send(message):
        sent.append(message)

    anyio.run(app, {"type": "http", "method": "GET", "path": path, "headers": []}, None, send)
    assert sent[0]["status"] == 404


def test_the_visitor_is_asked_by_cookies_and_nothing_else():
    shown = []
    client = TestClient(guard.Guard(_streamlit, lambda cookies: shown.append(dict(cookies)) or Visitor()))
    client.put(UPLOAD, headers={"Cookie": "a=1; b=2", "X-Forwarded-For": "127.0.0.1", "X-Role": "admin"})
    assert shown == [{"a": "1", "b": "2"}]


def test_a_refused_upload_is_in_the_audit_log(folders):
    _behind("viewer").put(UPLOAD)
    [event] = audit.events(folders)
    assert (event.who, event.role, event.action, event.subject) == ("somebody", "viewer", "refused", "upload")
    assert event.result == "refused: needs_analyst"


def test_a_flood_of_refusals_does_not_fill_the_log(folders):
    client = _behind("viewer")
    assert {client.put(UPLOAD).status_code for _ in range(refusals.LISTED + 5)} == {403}
    events = list(audit.events(folders))
    assert len(events) == refusals.LISTED
    assert events[0].result == "refused: more_not_listed"


def test_a_flood_of_one_person_hides_no_other_person(folders):
    for _ in range(refusals.LISTED + 5):
        refusals.record(Visitor("viewer", "an"), "upload", "needs_analyst")
    refusals.record(Visitor("viewer", "binh"), "upload", "needs_analyst")
    assert next(audit.events(folders)).who == "binh"


def test_visitors_without_a_name_are_counted_and_leave_no_line_among_the_acts(folders, monkeypatch):
    monkeypatch.setattr(refusals, "_start_timer", lambda: None)
    minute = iter(["2026-11-29T10:00:00+00:00"] * 100 + ["2026-11-29T10:01:00+00:00"] * 900)
    monkeypatch.setattr(refusals, "_minute", lambda: next(minute))
    for number in range(100):
        refusals.record(Visitor(), f"page {number}" * 100, "needs_admin")
    refusals.write_counts()
    refusals.record(Visitor(), "upload", "needs_analyst")
    counts = audit.refused(folders)
    assert sum(told.count for told in counts) == 101
    assert len(counts) == refusals.KINDS + 2
    assert max(len(told.subject) for told in counts) == refusals.LONGEST_SUBJECT
    assert (counts[0].minute[11:16], counts[0].subject) == ("10:01", "upload")
    assert not (folders / audit.LOG).exists()


def test_counts_of_a_minute_are_written_when_it_is_over_though_nobody_comes_any_more(folders, monkeypatch):
    monkeypatch.setattr(refusals, "WINDOW_SECONDS", -0.9)
    clock = ["2026-11-29T10:00:00+00:00"]
    monkeypatch.setattr(refusals, "_minute", lambda: clock[0])
    for _ in range(3):
        refusals.record(Visitor(), "upload", "needs_analyst")
    clock[0] = "2026-11-29T10:01:00+00:00"
    deadline = time.monotonic() + 10
    while audit.refused(folders)[0].count < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    [told] = audit.refused(folders)
    assert told.count == 3


def test_a_log_that_cannot_be_written_lets_nobody_in(folders, monkeypatch):
    (folders / "a_file").touch()
    monkeypatch.setenv("DTI_LOADED_DIR", str(folders / "a_file" / "below"))
    assert _behind("viewer").put(UPLOAD).status_code == 403


def test_the_key_becomes_a_cookie_and_leaves_the_address():
    gate = Gate(KEY)
    answer = _ours(gate).get("/start", params={"key": KEY})
    assert (answer.status_code, answer.headers["location"]) == (303, "./")
    cookie = answer.headers["set-cookie"]
    assert KEY not in cookie
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert gate.visitor(dict(answer.cookies)).role == "admin"
    assert answer.headers["cache-control"] == "no-store"


def test_over_https_the_cookie_stays_with_https(monkeypatch):
    encrypted = _ours(address="https://dti.example.vn").get("/start", params={"key": KEY})
    assert "Secure" in encrypted.headers["set-cookie"].split("; ")
    monkeypatch.setenv("DTI_PUBLIC_ADDRESS", "https://dti.example.vn/")
    assert "Secure" in _ours().get("/start", params={"key": KEY}).headers["set-cookie"].split("; ")


@pytest.mark.parametrize("asked", ["/start", "/start?key=", "/start?key=wrong", "/start?Key=" + KEY])
def test_a_wrong_key_gets_a_sentence_in_both_languages_and_a_line_in_the_log(asked, folders):
    answer = _ours().get(asked)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    vietnamese, english = answer.text.splitlines()
    assert vietnamese.startswith("Khóa không đúng hoặc đã cũ")
    assert english.startswith("The key is wrong or old")
    [told] = audit.refused(folders)
    assert (told.subject, told.why, told.count) == ("start", "wrong_key", 1)


def test_wrong_keys_are_limited_and_each_is_recorded(folders):
    gate = Gate(KEY)
    client = _ours(gate)
    answers = [client.get("/start?key=wrong").status_code for _ in range(key.PER_CLIENT + 2)]
    assert answers == [403] * key.PER_CLIENT + [429] * 2
    assert client.get("/start?key=wrong", headers={"X-Forwarded-For": "10.9.9.9"}).status_code == 429
    assert client.get("/start", params={"key": KEY}).status_code == 303
    assert len((folders / audit.REFUSED).read_bytes().splitlines()) == 2, "of a kind the first at once"
    refusals.write_counts(is_over=False)
    counts = {told.why: told.count for told in audit.refused(folders)}
    assert counts == {"wrong_key": key.PER_CLIENT, "too_many_attempts": 3}


@pytest.mark.parametrize(("gate", "is_login_on"), [(Gate(""), False), (Gate(KEY), True)])
def test_the_key_opens_nothing_without_one_or_beside_a_login(gate, is_login_on):
    answer = _ours(gate, is_login_on).get("/start", params={"key": KEY})
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("gate", "is_login_on", "needs"),
    [(Gate(KEY), False, "key"), (Gate(""), False, "nobody"), (Gate(KEY), True, "login")],
)
def test_ready_says_what_loading_needs_and_that_there_is_no_build(gate, is_login_on, needs, tmp_path, monkeypatch):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(tmp_path))
    answer = _ours(gate, is_login_on).get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"build_id": None, "loading": needs})


def test_the_name_of_the_first_page_leads_to_its_address_with_all_that_was_chosen():
    answer = _ours().get("/home?lang=en&unit=vn34.08", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "./?lang=en&unit=vn34.08")


def test_ready_says_why_a_login_gives_nobody_a_role(tmp_path, monkeypatch):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(tmp_path))
    answer = _ours(is_login_on=True, faults=["secrets_unreadable"]).get("/ready").json()
    assert (answer["loading"], answer["faults"]) == ("nobody", ["secrets_unreadable"])


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:8502"},
    ],
)
def test_no_page_of_another_address_makes_a_browser_open_the_link(headers, folders):
    gate = Gate(KEY)
    for offered in (KEY, "wrong"):
        answer = _ours(gate).get("/start", params={"key": offered}, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
        assert "address bar" in answer.text
    assert {told.why for told in audit.refused(folders)} == {"from_elsewhere"}


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "same-origin"}])
def test_the_address_bar_and_our_own_pages_open_the_link(headers):
    assert _ours().get("/start", params={"key": KEY}, headers=headers).status_code == 303


def test_whoever_asks_to_leave_has_left_before_the_answer_below_any_base_path():
    left = []

    async def answer(scope, receive, send):
        left.append("answered")
        await _streamlit(scope, receive, send)

    def leave(cookies):
        left.append(dict(cookies))

    client = TestClient(sign_in.SignIn(answer, bool, leave, bool, "_streamlit_user"))
    for path in ("/auth/logout", "/dti/auth/logout", "/auth/logout/", "/auth/log%6Fut"):
        left.clear()
        client.get(path, headers={"Cookie": "a=1"})
        assert left == [{"a": "1"}, "answered"], path
    left.clear()
    client.get("/auth/login")
    assert left == ["answered"]


def test_a_provider_that_answers_for_ever_is_away_and_signing_out_ends_the_login_all_the_same():
    left = []

    async def wait(scope, receive, send):
        await asyncio.sleep(60)

    client = TestClient(sign_in.SignIn(wait, bool, left.append, bool, "_streamlit_user", seconds=0.01))
    for base in ("", "/dti"):
        answer = client.get(f"{base}/auth/login", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, "../?sign_in=away")
        answer = client.get(f"{base}/oauth2callback?code=1&state=2", follow_redirects=False)
        assert answer.headers["location"] == "./?sign_in=away"
        cookies = {"Cookie": "_streamlit_user=1; _streamlit_user_1=2; other=3"}
        answer = client.get(f"{base}/auth/logout", headers=cookies, follow_redirects=False)
        assert (answer.headers["location"], left.pop()["other"]) == ("../", "3")
        gone = answer.headers.get_list("set-cookie")
        assert [cookie.partition("=")[0] for cookie in gone] == ["_streamlit_user", "_streamlit_user_1"]
        assert all("Max-Age=0" in cookie and f"Path={base or '/'};" in cookie for cookie in gone)


def test_a_private_file_goes_to_its_role_alone_and_is_kept_nowhere(folders):
    async def media(scope, receive, send):
        kind = guard.mime("text/csv", "analyst") if "private" in scope["path"] else "text/csv"
        await PlainTextResponse("a;b", media_type=kind)(scope, receive, send)

    def fetch(role, name, method="GET"):
        client = TestClient(guard.PrivateFiles(media, lambda cookies: Visitor(role, "somebody")))
        return client.request(method, f"/media/{name}")

    for method in ("GET", "HEAD"):
        refused = fetch("viewer", "private", method)
        assert (refused.status_code, refused.headers["cache-control"]) == (403, "no-store")
        assert "a;b" not in refused.text
    given = fetch("analyst", "private")
    assert (given.text, given.headers["cache-control"]) == ("a;b", "no-store, private")
    assert given.headers["content-type"] == "text/csv; charset=utf-8"
    public = fetch("viewer", "public")
    assert public.text == "a;b"
    assert "cache-control" not in public.headers
    assert {event.result for event in audit.events(folders)} == {"refused: needs_analyst"}


def test_the_audit_log_as_a_file_is_an_administrator_s_and_kept_nowhere(folders):
    def ask(role):
        made = audit_file.route(lambda cookies: Visitor(role, "somebody"), lambda asked: ("nhật ký.csv", [b"a", b"b"]))
        return TestClient(Starlette(routes=[made])).get("/audit-log")

    for role in ("viewer", "analyst"):
        assert (ask(role).status_code, ask(role).text) == (403, "Forbidden")
    given = ask("admin")
    assert (given.status_code, given.text, given.headers["cache-control"]) == (200, "ab", "no-store, private")
    assert given.headers["content-disposition"].startswith("attachment; filename*=utf-8''nh%E1")
    assert {event.result for event in audit.events(folders)} == {"refused: needs_admin"}


def test_ready_names_the_build_that_answers_and_is_not_when_it_stops_answering(tmp_path, monkeypatch):
    unfinished, build_id = tmp_path / "made.building", builds.new_build_id("0" * 8)
    with duckdb.connect(unfinished) as made:  # no figures in it, but the one mart that is asked for
        edition = "1 as edition_position, 'dti' as index_code, 2021 as year, 'vn63' as cohort_code, "
        edition += "2020 as previous_year, 'vn63' as previous_cohort_code"
        made.execute(f"create schema mart; create table mart.editions as select {edition}")
    builds.keep(tmp_path, unfinished, builds.Stamp(build_id, "2026-11-21T20:00:00+00:00", None, "0" * 8))
    builds.publish(tmp_path, build_id)
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(tmp_path))
    answer = _ours().get("/ready")
    assert (answer.status_code, answer.json()["build_id"]) == (200, build_id)
    connection.close_all()
    builds.database_path(tmp_path, build_id).write_bytes(b"not a database")
    answer = _ours().get("/ready")
    assert (answer.status_code, answer.json()["build_id"]) == (503, None)


def test_a_browser_with_a_right_gets_a_ticket_that_stands_for_its_cookies_once():
    client = _ours()
    assert client.get("/again", headers={"X-Again": "1"}).json() == {"ticket": ""}
    shown = dict(client.get("/start", params={"key": KEY}).cookies)
    assert client.get("/again").json() == {"ticket": ""}, "a page of another address sends no header of ours"
    answer = client.get("/again", headers={"X-Again": "1"})
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers
    ticket = answer.json()["ticket"]
    assert tickets().take(ticket) == shown
    assert tickets().take(ticket) is None


def test_tickets_grow_old_and_do_not_pile_up():
    now = 0.0
    given = Tickets(lambda: now)
    old = given.give({"a": "1"})
    now = TICKET_SECONDS
    assert given.take(old) is None
    many = [given.give({"a": str(number)}) for number in range(TICKET_LIMIT + 1)]
    assert given.take(many[0]) is None
    assert given.take(many[-1]) == {"a": str(TICKET_LIMIT)}
    assert given.take("no ticket") is None


def test_a_policy_allows_the_scripts_of_the_page_and_no_other():
    found = document.policy("<script>\n  a = 1\n</script><script src='x.js'></script>")
    directives = dict(part.split(" ", 1) for part in found.split("; "))
    assert directives["script-src"] == "'self' blob: 'sha256-nHiJsB1GRX6Ku2XBkWKVt2F3CJiowPuMwhcJv+CWmC0='"
    assert directives["default-src"] == "'self'"
    assert directives["frame-ancestors"] == "'self'"
    assert "unsafe-inline" not in directives["script-src"]


def test_every_answer_carries_the_headers():
    client = TestClient(document.SecurityHeaders(_streamlit, "default-src 'self'"))
    for path in ("/", "/ranking", UPLOAD):
        found = client.get(path).headers
        assert found["content-security-policy"] == "default-src 'self'"
        assert found["x-content-type-options"] == "nosniff"
        assert found["referrer-policy"] == "same-origin"
        assert found["x-frame-options"] == "SAMEORIGIN"


def test_what_a_browser_fetches_after_the_link_with_the_key_does_not_name_it(tmp_path, monkeypatch):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(tmp_path))  # no build, whatever this checkout has
    behind = document.SecurityHeaders(_ours().app, "default-src 'self'")
    for path, status in ((f"/start?key={KEY}", 303), ("/start?key=wrong", 403), ("/ready", 503)):
        answer = TestClient(behind, follow_redirects=False).get(path)
        assert answer.status_code == status
        assert answer.headers["referrer-policy"] == ("same-origin" if path == "/ready" else "no-referrer")


def _knock(origin):
    """A handshake that is refused, by a page of this origin."""
    given = [(b"host", b"dti.example.vn"), (b"origin", origin.encode())]
    sent = []

    async def send(message):
        sent.append(message)

    stands = guard.Guard(_streamlit, lambda cookies: Visitor())
    anyio.run(stands, {"type": "websocket", "headers": given}, None, send)
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.fixture
def minutes():
    """Let so many minutes of the log pass."""
    now = [0.0]
    once = log_limits.OncePerMinute(lambda: now[0])

    def pass_by():
        now[0] += log_limits.WINDOW_SECONDS
        once.flush()

    log_limits.log.addFilter(once)
    yield pass_by
    log_limits.log.removeFilter(once)


def test_a_refused_handshake_is_a_line_with_host_and_origin_each_pair_once_a_minute(minutes, caplog):
    for _ in range(50):
        _knock("https://dti.example.vn:8443")
    _knock("https://elsewhere.example")
    first, other = caplog.messages
    assert "connection refused: host 'dti.example.vn', origin 'https://dti.example.vn:8443'" in first
    assert "'https://elsewhere.example'" in other
    minutes()
    [counted] = caplog.messages[2:]
    assert "https://dti.example.vn:8443" in counted
    assert "(49 more like this within 60 seconds)" in counted


def test_a_flood_of_refused_handshakes_makes_neither_many_lines_nor_long_ones_nor_forged_ones(minutes, caplog):
    for number in range(500):
        _knock(f"https://{number}\nforged line {'x' * 5000}")
    assert len(caplog.messages) == log_limits.APART_LIMIT + 1
    assert all("\n" not in line and len(line) < 1000 for line in caplog.messages)
    minutes()
    [counted] = caplog.messages[log_limits.APART_LIMIT + 1 :]
    assert f"({499 - log_limits.APART_LIMIT} more like this within 60 seconds)" in counted


@pytest.mark.parametrize("path", ["/start/", "/start//", "/start/x"])
def test_no_other_spelling_of_the_link_is_answered_with_the_key_in_it(folders, path):
    answer = _ours().get(path, params={"key": KEY}, follow_redirects=False)
    assert answer.status_code == 404
    assert KEY not in f"{answer.headers}{answer.text}"


@pytest.mark.parametrize("base", ["dti", "/dti/", "a/b"])
def test_below_a_base_path_our_addresses_are_there_and_nowhere_else_and_so_is_the_cookie(base):
    gate = Gate(KEY)
    ours = routes.with_base_path(base, routes.routes(gate, lambda: False, gate.visitor, list))
    client = TestClient(Starlette(routes=ours), follow_redirects=False)
    prefix = f"/{base.strip('/')}"
    assert client.get("/ready").status_code == 404
    assert client.get(f"{prefix}/ready").json()["loading"] == "key"
    answer = client.get(f"{prefix}/start", params={"key": KEY})
    assert (answer.status_code, answer.headers["location"]) == (303, "./")
    assert f"Path={prefix}" in answer.headers["set-cookie"].split("; ")
