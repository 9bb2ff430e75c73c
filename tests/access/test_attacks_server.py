"""What a visitor without any right can do to the real server: it goes on answering, and its log stays small."""

import asyncio
import contextlib
import logging
import os
import socket
import subprocess
import sys
import threading
import time

import psutil
import pytest
import uvicorn
from streamlit.proto.BackMsg_pb2 import BackMsg

from access import connections
from access.clients import Clients
from benchmarks import attacks
from tests.serving import free_port, started
from text.catalogue import say
from warehouse.paths import ROOT

READERS = 60


@pytest.fixture
def serve(tmp_path):
    """Start a server on an empty warehouse; its port, its process, and the file of its log."""

    @contextlib.contextmanager
    def start(**options):
        port, log = free_port(), tmp_path / "log"
        folders = {"DTI_WAREHOUSE_DIR": str(tmp_path), "DTI_LOADED_DIR": str(tmp_path / "loaded")}
        with started(port, log=log, **folders, **options) as process:
            yield port, process, log

    return start


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of descriptors")
def test_beside_1200_silent_connections_under_1024_descriptors_the_server_answers_and_its_log_is_small(serve):
    with serve(descriptors=attacks.DESCRIPTORS) as (port, _, log):
        with contextlib.closing(attacks.session(port)) as reader:
            silent = attacks.be_silent(port)
            begun = attacks.be_silent(port, head=b"GET / HTTP/1.1\r\nHost: local")
            assert max(silent + begun) < 20
            reader.sendall(attacks.framed(attacks.rerun(1)))
            assert attacks.told(reader), "who was there before is still served"
        said = log.read_text(encoding="utf-8")
        assert len(said) < 100_000
        assert "too many connections" in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of descriptors")
def test_pages_leave_descriptors_to_all_else_and_their_number_is_said_at_the_start(serve):
    with serve(descriptors=400) as (port, process, log):
        assert "LimitNOFILE" in log.read_text(encoding="utf-8")
        for _ in range(3):  # those that were left keep what they had
            with contextlib.ExitStack() as opened:
                with pytest.raises(OSError, match="503"):
                    for _ in range(100):
                        opened.enter_context(attacks.session(port))
                assert psutil.Process(process.pid).num_fds() < 350
                assert attacks.seconds_to_answer(port) < 20
        said = log.read_text(encoding="utf-8")
        assert "a page was refused" in said
        assert "Traceback" not in said


def test_heavy_messages_are_cut_off_before_they_fill_the_memory(serve):
    with serve() as (port, process, log):
        assert attacks.send_heavy(port, psutil.Process(process.pid), 10_000_000) < 60
        assert attacks.seconds_to_answer(port) < 20
        assert log.stat().st_size < 100_000


def test_60_readers_behind_one_proxy_are_served_and_one_client_behind_a_trusted_one_is_limited(serve):
    office = {"X-Forwarded-For": "198.51.100.7"}
    with serve(DTI_MAX_PER_CLIENT="50") as (port, *_), contextlib.ExitStack() as opened:
        for _ in range(READERS):
            opened.enter_context(attacks.session(port, **office))
        assert attacks.seconds_to_answer(port) < 20
    with serve(DTI_TRUSTED_PROXIES="127.0.0.1") as (port, *_), contextlib.ExitStack() as opened:
        for _ in range(READERS):
            opened.enter_context(attacks.session(port, **office))
    limits = {"DTI_TRUSTED_PROXIES": "127.0.0.1", "DTI_MAX_PER_CLIENT": "2", "DTI_MAX_SESSIONS": "4"}
    with serve(**limits) as (port, _, log), contextlib.ExitStack() as opened:
        for address in ("198.51.100.7", "198.51.100.8"):
            for _ in range(2):
                opened.enter_context(attacks.session(port, **{"X-Forwarded-For": address}))
            with pytest.raises(OSError, match="503"):
                attacks.session(port, **{"X-Forwarded-For": f"192.0.2.1, {address}"})
        assert attacks.seconds_to_answer(port) < 20
        said = log.read_text(encoding="utf-8")
        assert "DTI_MAX_PER_CLIENT" in said or "DTI_MAX_SESSIONS" in said


def test_what_no_page_sends_does_nothing_and_is_one_line_of_each_kind(serve):
    for_developers = [
        BackMsg(clear_cache=True),
        BackMsg(set_run_on_save=True),
        BackMsg(load_git_info=True),
        BackMsg(debug_shutdown_runtime=True),
        BackMsg(debug_disconnect_websocket=True),
        BackMsg(),
    ]
    for_developers[-1].backend_operation_request.install_skills.SetInParent()
    with serve() as (port, _, log):
        with contextlib.closing(attacks.session(port)) as forging:
            for message in for_developers * 7:
                forging.sendall(attacks.framed(message.SerializeToString()))
            forging.sendall(attacks.framed(attacks.rerun(1)))
            drawn = 0
            while drawn < 1000:  # the page is drawn, so the websocket stayed open
                part = forging.recv(1 << 20)
                assert part
                drawn += len(part)
        for content, kind in ((b"\xff\xff", 2), (b"text", 1)) * 3:
            with contextlib.closing(attacks.session(port)) as forging:
                forging.sendall(attacks.framed(content, kind))
                assert attacks.told(forging)[2:4] == (1002).to_bytes(2, "big")
        for garbage in (b"\x16\x03\x01\x02\x00\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"):
            for _ in range(100):
                with socket.create_connection(("127.0.0.1", port), timeout=10) as malformed:
                    malformed.sendall(garbage)
                    assert b" 400 " in attacks.told(malformed)
        said = log.read_text(encoding="utf-8").splitlines()
        assert sum("for developers was dropped: clear_cache" in line for line in said) == 1
        assert sum("no message of a page" in line for line in said) == 1
        assert sum("Invalid HTTP request" in line for line in said) == 1
        assert len(said) < 10, said


def test_ids_in_messages_forge_no_line_of_the_log_and_do_not_fill_it(serve):
    said = "X\r\n2026-11-29 22:00:00 admin signed in\x1b[2J\u202e" + "A" * 900_000
    operation, fragment = BackMsg(), BackMsg()
    operation.backend_operation_request.request_id = said
    operation.backend_operation_request.session_id = "another"
    operation.backend_operation_request.deferred_file.file_id = "x"
    fragment.rerun_script.fragment_id = said
    with serve() as (port, _, log):
        with contextlib.closing(attacks.session(port)) as forging:
            for message in (operation, fragment) * 3:
                forging.sendall(attacks.framed(message.SerializeToString()))
            deadline = time.monotonic() + 20
            while not {"Rejecting backend", "The fragment with"} <= {line[24:41] for line in _lines(log)}:
                assert time.monotonic() < deadline, _lines(log)
                time.sleep(0.05)
        assert not [line for line in _lines(log) if line.startswith("2026-11-29 22:00:00") or "\x1b" in line]
        assert log.stat().st_size < 5000


def _lines(log):
    return log.read_text(encoding="utf-8").splitlines()


def test_the_server_answers_to_this_machine_s_name_and_to_no_other(serve):
    with serve() as (port, _, log):
        with contextlib.closing(attacks.session(port, Host=f"{socket.gethostname()}:{port}")) as reader:
            reader.sendall(attacks.framed(attacks.rerun(1)))
            assert attacks.told(reader)
        for _ in range(100):
            with pytest.raises(OSError, match="421"):
                attacks.session(port, Host="evil.test")
        said = log.read_text(encoding="utf-8")
        assert said.count("evil.test") == 1
    with serve(STREAMLIT_SERVER_ALLOWED_HOSTS="dti.example.vn *.office.example") as (port, *_):
        for host in ("dti.example.vn", "a.office.example", "127.0.0.1"):
            attacks.session(port, Host=host).close()


def test_the_server_does_not_start_with_a_limit_it_cannot_read_and_says_which():
    command = [sys.executable, "-X", "utf8", "-m", "streamlit", "run", "serve.py", "--server.port=0"]
    environment = os.environ | {"DTI_MAX_SESSIONS": "many"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120, check=False)
    assert done.returncode == 1
    told = done.stderr.decode("utf-8")
    for language in ("vi", "en"):
        assert say(language, "fault_setting", detail="DTI_MAX_SESSIONS: many") in told
    assert "Traceback" not in told


# --- the deadline, on uvicorn alone with little patience


@pytest.fixture
def impatient(monkeypatch):
    """The port of a server that gives a connection one second for the head of a request."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 1)
    monkeypatch.setattr(connections, "STALLED_SECONDS", 1)
    monkeypatch.setattr(connections, "SWEEP_SECONDS", 0.1)
    monkeypatch.setattr(connections.OncePerMinute, "install", lambda lines: None)  # loggers outlive this server

    async def slow(scope, receive, send):
        message = await receive()
        if scope["type"] == "lifespan":
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
        elif scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            while message["type"] != "websocket.disconnect":
                message = await receive()
                if message["type"] == "websocket.disconnect":
                    logging.getLogger("dashboard").warning("the page has ended")
                if message.get("bytes") == b"much":
                    await send({"type": "websocket.send", "bytes": bytes(20_000_000)})
                elif message.get("bytes") == b"work":
                    await asyncio.sleep(0.2)
                    await send({"type": "websocket.send", "bytes": b"done"})
                elif message.get("bytes") == b"ask":
                    await send({"type": "websocket.send", "bytes": b"answer"})
        elif scope["path"] == "/large":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": bytes(50_000_000)})
        else:
            await asyncio.sleep(2)
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
            await send({"type": "http.response.body", "body": b"ok"})

    port = free_port()
    limited = connections.Limits(slow, Clients("", False), sessions=10, per_client=10, message_bytes=1000)
    config = uvicorn.Config(limited, port=port, log_config=None, ws="websockets-sansio", timeout_keep_alive=60)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield port
    server.should_exit = True
    thread.join()


def _seconds_open(opened, trickle=b""):
    """How long the server leaves a connection open, at most five seconds, while a byte comes every fifth of one."""
    began = time.monotonic()
    opened.settimeout(0.2)
    while time.monotonic() - began < 5:
        try:
            if trickle:
                opened.sendall(trickle)
            if not opened.recv(100):
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - began


@pytest.mark.parametrize("trickle", [b"", b"x"])
def test_a_request_head_has_a_deadline_that_a_trickle_does_not_move(impatient, trickle):
    with socket.create_connection(("127.0.0.1", impatient)) as opened:
        opened.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        assert 0.9 < _seconds_open(opened, trickle) < 4


def test_a_slow_answer_is_waited_for_and_then_the_deadline_holds_for_the_next_head(impatient):
    with socket.create_connection(("127.0.0.1", impatient)) as opened:
        opened.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert opened.recv(1000).startswith(b"HTTP/1.1 200")
        assert 0.5 < _seconds_open(opened, b"x") < 4


def test_who_does_not_read_the_answer_is_cut_off(impatient):
    with socket.create_connection(("127.0.0.1", impatient), timeout=10) as opened:
        opened.sendall(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(3)
        with contextlib.suppress(ConnectionResetError):
            assert len(attacks.told(opened)) < 50_000_000


def test_a_websocket_stays_open_in_silence_and_its_messages_are_small(impatient):
    with contextlib.closing(attacks.session(impatient)) as opened:
        opened.sendall(attacks.framed(b"x" * 999))
        assert _seconds_open(opened) >= 5
        opened.sendall(attacks.framed(b"x" * 1001))
        assert attacks.told(opened)[2:4] == (1009).to_bytes(2, "big")


@pytest.mark.parametrize("kind", attacks.floods())
def test_a_websocket_that_sends_frames_as_no_page_does_is_closed_at_once(impatient, caplog, kind):
    assert attacks.flood(impatient, *attacks.floods()[kind], seconds=5) < 2
    assert f"it sent more {'pings' if kind == 'pongs' else kind} than a page" in caplog.text
    assert attacks.seconds_to_answer(impatient) < 4


@pytest.mark.parametrize("ended_by", ["itself", "a flood"])
def test_a_page_that_is_gone_does_not_work_through_what_it_asked_for(impatient, caplog, ended_by):
    with contextlib.closing(attacks.session(impatient)) as opened:
        opened.sendall(attacks.framed(b"work") * 100)
        time.sleep(0.3)
        if ended_by == "a flood":
            opened.sendall(attacks.small_frame(b"", 9) * 1000)
    time.sleep(1)
    assert "the page has ended" in caplog.text
    assert "Traceback" not in caplog.text


def test_the_end_of_a_websocket_says_that_it_was_the_sender_s_fault(impatient):
    with contextlib.closing(attacks.session(impatient)) as opened:
        opened.sendall(attacks.small_frame(b"", 9) * (connections.PINGS + 1))
        assert attacks.told(opened)[-2:] == (1008).to_bytes(2, "big")


def test_a_websocket_is_read_no_faster_than_its_bytes_are_refilled(impatient, monkeypatch):
    monkeypatch.setattr(connections, "BURST_BYTES", 50_000)
    monkeypatch.setattr(connections, "BYTES_A_SECOND", 50_000)
    with contextlib.closing(attacks.session(impatient)) as opened:
        began = time.monotonic()
        for _ in range(120):
            opened.sendall(attacks.framed(b"x" * 950))
        opened.sendall(attacks.framed(b"ask"))
        opened.settimeout(20)
        assert opened.recv(100).endswith(b"answer")
        assert time.monotonic() - began > 1


def test_a_page_whose_messages_nobody_reads_is_cut_off_although_more_are_made(impatient):
    with contextlib.closing(attacks.session(impatient)) as opened:
        opened.sendall(attacks.framed(b"much"))
        for _ in range(20):  # an answer to each
            time.sleep(0.1)
            with contextlib.suppress(OSError):
                opened.sendall(attacks.small_frame(b"", 9))
        with contextlib.suppress(ConnectionResetError):
            assert len(attacks.told(opened)) < 20_000_000


@pytest.mark.parametrize("further", ["Content-Length: 5", "\r\n".join(["A: b"] * 200), f"A: {'b' * 9000}"])
def test_a_handshake_that_is_none_is_answered_and_its_connection_ends(impatient, further):
    with socket.create_connection(("127.0.0.1", impatient), timeout=10) as opened:
        asked = "GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket"
        opened.sendall(f"{asked}\r\n{further}\r\n\r\n".encode())
        assert opened.recv(1000).startswith(b"HTTP/1.1 400")
        assert _seconds_open(opened) < 1
