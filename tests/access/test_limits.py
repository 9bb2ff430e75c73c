"""Limits of what visitors may take, each alone: names, addresses, connections, sessions, lines of the log."""

import asyncio
import errno
import logging
import os
import re
import socket

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from uvicorn.lifespan.on import LifespanOn

from access import connections, guard, log_limits, routes, sessions
from access.clients import Clients
from warehouse import paths


class Clock:
    """A time that the test sets."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


class Transport:
    """As much of a connection as the register of connections touches."""

    def __init__(self):
        self.is_cut = False
        self.unsent = self.written = 0

    def get_write_buffer_size(self):
        return self.unsent

    def abort(self):
        self.is_cut = True


STREAM = "ws://192.0.2.7:8501/stream"


# --- names


def _behind_hosts(listed=(), public="", names=frozenset({"dti-server"})):
    async def page(request):
        return PlainTextResponse("reached")

    async def stream(websocket):
        await websocket.accept()
        await websocket.close()

    app = Starlette(routes=[Route("/", page), WebSocketRoute("/stream", stream)])
    known = guard.KnownHosts(app, public, listed, own_names=lambda: set(names))
    return TestClient(known, "http://192.0.2.7:8501")


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8501", "LOCALHOST.", "127.0.0.1", "127.8.9.1:80", "[::1]:8501", "dti-server", "192.0.2.7"],
)
def test_localhost_and_this_machine_s_names_and_addresses_are_answered(host):
    client = _behind_hosts()
    assert client.get("/", headers={"Host": host}).text == "reached"
    with client.websocket_connect(STREAM, headers={"Host": host}):
        pass


@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "localhost.evil.test",
        "evil.test:8501",
        "192.0.2.8",
        "127.0.0.1.evil.test",
        "evil@localhost",
        "localhost/evil",
        "localhost:port",
        "localhost:99999",
        "[::1",
        "",
        "localhost, evil.test",
    ],
)
def test_another_host_is_refused_and_the_log_names_it_and_the_setting(host, caplog):
    client = _behind_hosts()
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert [line[:7] for line in answer.text.splitlines()] == ["Máy chủ", "This se"]
    assert repr(host) in caplog.text
    assert "STREAMLIT_SERVER_ALLOWED_HOSTS" in caplog.text
    with pytest.raises(WebSocketDenialResponse), client.websocket_connect(STREAM, headers={"Host": host}):
        pass


def test_the_public_address_and_the_list_of_the_settings_are_answered():
    client = _behind_hosts(["*.office.example", "dti.local"], "https://dti.example.vn:8443/dti")
    for host in ("dti.example.vn", "a.office.example", "b.a.office.example:80", "dti.local"):
        assert client.get("/", headers={"Host": host}).status_code == 200, host
    for host in ("office.example", "example.vn", "a.dti.local"):
        assert client.get("/", headers={"Host": host}).status_code == 421, host
    assert _behind_hosts(["*"]).get("/", headers={"Host": "any.test"}).status_code == 200


def test_a_host_cannot_write_lines_of_its_own_into_the_log(caplog):
    _behind_hosts().get("/", headers={"Host": b"a\xe9\x85" + b"x" * 5000})
    [line] = caplog.messages
    assert line.isascii()
    assert len(line) < 400


def test_this_machine_knows_its_names():
    assert socket.gethostname().lower() in guard.own_names()


# --- addresses


def _scope(peer, client=None, **headers):
    found = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "state": {"peer": peer}, "client": (client or peer, 1), "headers": found}


@pytest.mark.parametrize(
    ("trusted", "is_proxied", "scope", "client"),
    [
        ("", False, _scope("192.0.2.1"), "192.0.2.1"),
        ("", False, _scope("::ffff:192.0.2.1"), "192.0.2.1"),
        ("", False, _scope("2001:db8::1"), "2001:db8::/64"),
        ("", False, _scope("127.0.0.1"), ""),
        ("", True, _scope("192.0.2.1"), ""),
        ("", False, _scope("192.0.2.1", x_forwarded_for="198.51.100.1", via="1.1 proxy"), "192.0.2.1"),
        ("127.0.0.1", True, _scope("127.0.0.1", "198.51.100.1", x_forwarded_for="198.51.100.1"), "198.51.100.1"),
        ("127.0.0.1, 10.0.0.0/8", True, _scope("10.2.3.4", "198.51.100.1"), "198.51.100.1"),
        ("127.0.0.1", False, _scope("127.0.0.1"), ""),
        ("127.0.0.1", False, _scope("192.0.2.1", x_forwarded_for="198.51.100.1"), "192.0.2.1"),
    ],
)
def test_an_address_is_the_client_s_own_only_without_a_proxy_or_behind_a_trusted_one(
    trusted, is_proxied, scope, client
):
    assert Clients(trusted, is_proxied).of(scope) == client


def test_settings_that_cannot_be_read_are_named(monkeypatch):
    with pytest.raises(ValueError, match="DTI_TRUSTED_PROXIES: nginx"):
        Clients("nginx", False)
    monkeypatch.setenv("DTI_MAX_SESSIONS", "many")
    with pytest.raises(ValueError, match="DTI_MAX_SESSIONS: many"):
        paths.max_sessions()
    monkeypatch.setenv("DTI_MAX_PER_CLIENT", "0")
    with pytest.raises(ValueError, match="DTI_MAX_PER_CLIENT: 0"):
        paths.max_per_client()


def test_an_office_behind_one_address_fits_by_default(monkeypatch):
    monkeypatch.delenv("DTI_MAX_PER_CLIENT", raising=False)
    assert paths.max_per_client() >= 200


# --- connections


@pytest.fixture
def register():
    clock = Clock()
    made = connections.Connections(sessions.DescriptorBudget(4, 2, 8, 100, 120), 2, Clients("", False), clock)
    return made, clock


def _add(made, peer="127.0.0.1"):
    transport = Transport()
    made.add(transport, peer)
    return transport


def test_the_oldest_connection_without_a_request_gives_way(register):
    made, _ = register
    working, *silent = [_add(made) for _ in range(4)]
    made.set_waiting(working, False)
    new = [_add(made), _add(made)]
    assert [each.is_cut for each in (working, *silent, *new)] == [False, True, True, False, False, False]


def test_a_new_connection_is_closed_where_all_others_work(register):
    made, _ = register
    working = [_add(made) for _ in range(4)]
    for each in working:
        made.set_waiting(each, False)
    assert _add(made).is_cut
    assert not any(each.is_cut for each in working)
    made.remove(working[0])
    assert not _add(made).is_cut


def test_one_client_gives_way_to_itself_alone(register):
    made, _ = register
    other = _add(made, "192.0.2.2")
    mine = [_add(made, "192.0.2.1") for _ in range(3)]
    assert [each.is_cut for each in mine] == [True, False, False]
    assert not other.is_cut
    assert not _add(made, "192.0.2.3").is_cut


def test_nothing_waits_longer_than_the_deadline_whatever_it_sends_in_bits(register):
    made, clock = register
    silent, working = _add(made), _add(made)
    made.set_waiting(working, False)
    clock.now += connections.HEAD_SECONDS - 1
    made.set_waiting(silent, True)  # a further byte of a head
    made.sweep()
    assert not silent.is_cut
    clock.now += 1
    made.sweep()
    assert silent.is_cut
    assert not working.is_cut
    made.set_waiting(working, True)  # answered, and nothing asked since
    clock.now += connections.HEAD_SECONDS
    made.sweep()
    assert working.is_cut


def test_who_reads_nothing_of_the_answer_is_closed_and_who_reads_slowly_is_not(register):
    made, clock = register
    _, told_more, slow, slow_and_told_more = working = [_add(made) for _ in range(4)]
    for each in working:
        made.set_waiting(each, False)
        each.unsent = each.written = 70_000
    for _ in range(connections.STALLED_SECONDS + 1):
        made.sweep()
        clock.now += 1
        slow.unsent -= 1
        told_more.unsent += 500  # an answer to a ping, a page that ran again
        told_more.written += 500
        slow_and_told_more.written += 1
    made.sweep()
    assert [each.is_cut for each in working] == [True, True, False, False]


def test_who_has_read_everything_may_be_silent(register):
    made, clock = register
    transport = _add(made)
    made.set_waiting(transport, False)
    for unsent in (70_000, 0, 0, 70_000):
        transport.unsent, transport.written = unsent, 70_000
        made.sweep()
        clock.now += connections.STALLED_SECONDS - 1
    assert not transport.is_cut


def test_who_reads_nothing_gives_way_where_nothing_else_does(register):
    made, clock = register
    working = [_add(made) for _ in range(4)]
    for each in working:
        made.set_waiting(each, False)
        each.unsent = each.written = 70_000
    made.sweep()
    clock.now += connections.GIVES_WAY_SECONDS
    working[0].unsent = 60_000
    made.sweep()
    assert not _add(made).is_cut
    assert [each.is_cut for each in working] == [False, True, False, False]


def test_descriptors_are_raised_as_far_as_needed_and_leave_room_for_files(monkeypatch):
    resource = pytest.importorskip("resource")
    limits = {"now": (1024, 524288)}
    monkeypatch.setattr(resource, "getrlimit", lambda kind: limits["now"])
    monkeypatch.setattr(resource, "setrlimit", lambda kind, pair: limits.update(now=pair))
    found = sessions.descriptor_budget(500)
    assert (found.connections, found.pages) == (sessions.CONNECTIONS, 500)
    assert limits["now"][0] > 2 * sessions.CONNECTIONS + 5 * 500 + sessions.BACKLOG
    assert limits["now"][1] == 524288
    for few in (256, 1024, 4096):
        limits["now"] = (128, few)
        found = sessions.descriptor_budget(500)
        assert limits["now"] == (few, few)
        assert 2 * found.connections + 5 * found.pages + found.backlog < few
        assert 1 < found.pages <= few / 8
        assert found.connections > 10
    limits["now"] = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    assert sessions.descriptor_budget(500).connections == sessions.CONNECTIONS


def _ask_for_page(made):
    transport = _add(made)
    made.set_waiting(transport, False)
    made.set_page(transport)
    return transport, made.gives_page()


def test_pages_and_other_connections_do_not_take_each_other_s_places(register):
    made, _ = register
    pages = [_ask_for_page(made) for _ in range(2)]
    assert all(is_given for _, is_given in pages)
    refused, is_given = _ask_for_page(made)
    assert not is_given
    made.remove(refused)
    others = [_add(made) for _ in range(6)]
    assert [each.is_cut for each in others] == [True, True, False, False, False, False]
    assert not any(page.is_cut for page, _ in pages)
    made.remove(pages[0][0])
    assert _ask_for_page(made)[1]


@pytest.mark.parametrize(("used", "is_given"), [(20, True), (95, False), (sessions.MANY, False)])
def test_a_page_is_refused_while_what_pages_left_keeps_the_descriptors(register, monkeypatch, caplog, used, is_given):
    made, _ = register
    monkeypatch.setattr(connections, "descriptors_in_use", lambda: used)
    made.sweep()
    assert _ask_for_page(made)[1] is is_given
    assert ("LimitNOFILE" in caplog.text) is not is_given


def test_the_server_is_not_ready_while_it_can_open_no_file_and_says_why(monkeypatch, caplog):
    def current(directory):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), str(directory / "CURRENT"))

    monkeypatch.setattr(routes.builds, "current", current)
    assert routes.answering_build() is None
    assert "Too many open files" in caplog.text


# --- sessions


class Peer:
    """Puts the other end of a connection where the server's own protocol puts it."""

    def __init__(self, app, peer):
        self.app, self.peer = app, peer

    async def __call__(self, scope, receive, send):
        scope["state"] = {"peer": self.peer}
        await self.app(scope, receive, send)


def _sessions(total=2, per_client=10, peer="127.0.0.1"):
    """A page that sends back what it receives; what a message asks for is what it says."""

    async def echo(websocket):
        await websocket.accept()
        async for message in websocket.iter_bytes():
            await websocket.send_bytes(message)

    async def page(request):
        return PlainTextResponse("reached")

    app = Starlette(routes=[WebSocketRoute("/stream", echo), Route("/", page)])
    limited = sessions.Sessions(app, Clients("", False), total, per_client, lambda message: message.decode())
    return TestClient(Peer(limited, peer))


def test_sessions_are_capped_in_total_and_the_place_of_one_that_left_is_free():
    client = _sessions()
    with client.websocket_connect("/stream"):
        with client.websocket_connect("/stream"):
            with pytest.raises(WebSocketDenialResponse) as refused, client.websocket_connect("/stream"):
                pass
            assert refused.value.status_code == 503
            assert client.get("/").text == "reached", "who only asks takes no session"
        with client.websocket_connect("/stream"):
            pass


def test_sessions_and_requests_of_one_client_are_capped_where_its_address_is_its_own():
    client = _sessions(total=10, per_client=2, peer="192.0.2.1")
    with client.websocket_connect("/stream"), client.websocket_connect("/stream"):
        assert client.get("/").status_code == 503
        with pytest.raises(WebSocketDenialResponse), client.websocket_connect("/stream"):
            pass
    assert client.get("/").status_code == 200
    client = _sessions(total=10, per_client=2)
    with client.websocket_connect("/stream"), client.websocket_connect("/stream"):
        assert client.get("/").status_code == 200, "behind one proxy there may be many readers"


def test_messages_for_developers_are_dropped_and_others_pass():
    with _sessions().websocket_connect("/stream") as websocket:
        for kind in ("clear_cache", "set_run_on_save", "load_git_info", "debug_shutdown_runtime", "install_skills"):
            websocket.send_bytes(kind.encode())
        websocket.send_bytes(b"rerun_script")
        assert websocket.receive_bytes() == b"rerun_script"


@pytest.mark.parametrize("kind", ["text", "bytes"])
def test_what_is_no_message_of_a_page_closes_the_websocket(kind):
    with _sessions().websocket_connect("/stream") as websocket:
        websocket.send({"type": "websocket.receive", kind: "" if kind == "text" else b""})
        assert websocket.receive()["code"] == 1002


# --- the log


@pytest.fixture
def lines(caplog):
    clock = Clock()
    once = log_limits.OncePerMinute(clock)
    log = logging.getLogger("a.test.of.floods")
    log.addFilter(once)
    yield log, once, clock, caplog
    log.removeFilter(once)


def test_a_flood_is_one_line_and_a_count_after_the_minute(lines):
    log, once, clock, caplog = lines
    for number in range(1000):
        log.warning("refused %s", number)
    log.warning("something else")
    once.flush()
    assert caplog.messages == ["refused 0", "something else"]
    clock.now += log_limits.WINDOW_SECONDS
    once.flush()
    assert caplog.messages[2:] == ["refused 999 (999 more like this within 60 seconds)"]
    clock.now += log_limits.WINDOW_SECONDS
    once.flush()
    log.warning("refused %s", "again")
    assert caplog.messages[3:] == ["refused again"]


def test_faults_are_told_apart_by_where_they_arise_and_not_by_what_they_say(lines):
    log, _, _, caplog = lines
    for number in range(100):
        for arising in (lambda said: int(f"x{said}"), lambda said: {}[said]):
            try:
                arising(number)
            except (ValueError, KeyError):
                log.exception("Uncaught app execution")
    assert len(caplog.messages) == 2


def test_wordings_made_up_by_visitors_do_not_make_kinds_without_end(lines):
    log, _, _, caplog = lines
    for number in range(1000):
        log.warning(f"socket of {number}")
    for number in range(1000):
        log.warning("".join(chr(97 + int(digit)) for digit in str(number)))
    assert len(caplog.messages) <= log_limits.KIND_LIMIT + 1


class _Exhausted(socket.socket):
    """A place to listen at, of a process that may not open one more file."""

    def accept(self):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))


def test_failures_of_accept_are_one_sentence_a_minute_that_names_the_limit_and_no_trace(monkeypatch, caplog):
    clock = Clock()
    once = log_limits.OncePerMinute(clock)
    monkeypatch.setattr(connections, "OncePerMinute", lambda: once)
    monkeypatch.setattr(once, "install", lambda: log_limits.log.addFilter(once))  # loggers outlive this server
    monkeypatch.setattr(connections, "SWEEP_SECONDS", 0.01)
    monkeypatch.setattr(asyncio.constants, "ACCEPT_RETRY_DELAY", 0.01)
    limits = connections.Limits(Starlette(), Clients("", False), sessions=10, per_client=10, message_bytes=1000)
    config = uvicorn.Config(limits, log_config=None)
    records = []

    async def listen():
        config.load()
        lifespan = LifespanOn(config)
        await lifespan.startup()
        with _Exhausted() as listening:
            listening.bind(("127.0.0.1", 0))
            async with await asyncio.start_server(lambda *_: None, sock=listening):
                with socket.create_connection(listening.getsockname()):
                    await asyncio.sleep(0.3)
                    clock.now += log_limits.WINDOW_SECONDS
                    await asyncio.sleep(0.1)
                    records.extend(caplog.records)  # the next try to accept comes when this socket is closed already
        await lifespan.shutdown()

    try:
        asyncio.run(listen())
    finally:
        log_limits.log.removeFilter(once)
    first, later = (record.getMessage() for record in records if record.name == log_limits.log.name)
    assert first.startswith("no connection can be accepted: [Errno 24] Too many open files; raise the limit of open")
    assert re.search(r" \([1-9]\d* more like this within 60 seconds\)$", later)
    assert "asyncio" not in {record.name for record in records}


def test_a_small_answer_waits_for_no_receipt_of_what_was_sent_before():
    async def no_delay() -> int:
        found = asyncio.get_running_loop().create_future()

        class Accepted(asyncio.Protocol):
            def connection_made(self, transport):
                connections._send_at_once(transport)
                accepted = transport.get_extra_info("socket")
                found.set_result(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

        listening = socket.socket()  # as Streamlit makes it: it does not name its protocol
        listening.bind(("127.0.0.1", 0))
        server = await asyncio.get_running_loop().create_server(Accepted, sock=listening)
        async with server:
            with socket.create_connection(listening.getsockname()):
                return await found

    assert asyncio.run(no_delay()) != 0
