"""The server's log as it is written: what a visitor sent is one line of it, and never looks like another."""

import io
import logging
import re
import sys
from pathlib import Path

import pytest

from access import log_limits

FORGED = "X\r\n2026-11-29 22:00:00 admin signed in\x0b\x1b[2J\x1b[31mRED\u202e\u2028\x85\ud800"
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e\ud800-\udfff]")


@pytest.fixture
def written():
    """The log as it is written, of libraries and of ours, with the filters of a server that runs."""
    now, kept = [0.0], io.StringIO()
    once = log_limits.OncePerMinute(lambda: now[0])
    handler = logging.StreamHandler(kept)
    names = ("streamlit.runtime.backend_operation_handler", "streamlit.runtime.scriptrunner.script_runner", "dashboard")
    for name in names:
        logging.getLogger(name).addHandler(handler)
    once.install()

    def pass_by():
        now[0] += log_limits.WINDOW_SECONDS
        once.flush()

    yield kept, once, pass_by
    for name in names:
        logging.getLogger(name).removeHandler(handler)
    for logger in (logging.root, *map(logging.getLogger, list(logging.root.manager.loggerDict))):
        logger.removeFilter(once)
        logger.removeFilter(log_limits.plain)


def _fault(said):
    try:
        raise ValueError(said) from KeyError(said)
    except ValueError:
        return sys.exc_info()


@pytest.mark.parametrize("said", [FORGED, FORGED + "A" * 950_000, "A" * 950_000 + FORGED, FORGED * 20_000])
def test_what_a_visitor_sent_is_one_short_line_of_the_log_whoever_says_it(written, said):
    kept, _, pass_by = written
    operations = logging.getLogger("streamlit.runtime.backend_operation_handler")
    for number in range(3):
        operations.warning("Rejecting backend operation request %s: session %s", said, number)
        operations.exception("Error executing deferred callable for file_id %s", said, exc_info=_fault(said))
        logging.getLogger("streamlit.runtime.scriptrunner.script_runner").warning("The fragment with id %s", said)
    logging.getLogger("dashboard").exception("page failed, incident %s", "0a1b2c3d", exc_info=_fault(said))
    pass_by()
    text = kept.getvalue()
    assert not UNSEEN.search(text)
    lines = [line for line in text.split("\n")[:-1] if not line.startswith(log_limits.TRACE_MARK)]
    assert [line[:11] for line in lines] == [
        "Rejecting b",
        "Error execu",
        "The fragmen",
        "page failed",
        *("Rejecting b", "Error execu", "The fragmen"),
    ]
    assert "page failed, incident 0a1b2c3d" in lines
    assert all(line.endswith("(2 more like this within 60 seconds)") for line in lines[4:])
    assert max(map(len, lines)) < log_limits.LINE_LETTERS + 50
    assert len(text) < 7 * log_limits.LINE_LETTERS + 2 * log_limits.TRACE_LETTERS + 500


def test_a_trace_keeps_where_it_arose_and_what_it_says_and_none_of_its_lines_is_one_of_the_log(written):
    kept, _, _ = written
    logging.getLogger("dashboard").error("page failed", exc_info=_fault(FORGED))
    first, *trace = kept.getvalue().splitlines()
    assert first == "page failed"
    assert all(line.startswith(log_limits.TRACE_MARK) for line in trace)
    assert any(Path(__file__).name in line for line in trace)
    assert any("ValueError: X" in line for line in trace)


def test_a_long_trace_is_cut_within_no_mark_of_its_lines(written):
    kept, _, _ = written
    for length in range(20):  # each moves the cut by a letter
        trace = "\n".join(["A" * length, *["B" * 10] * 900])
        logging.getLogger("dashboard").error("page failed %s", length, exc_info=_fault(trace))
    lines = [line for line in kept.getvalue().splitlines() if not line.startswith("page failed")]
    assert all(line.startswith(log_limits.TRACE_MARK) for line in lines)
    assert any(line.endswith("…") for line in lines)


def test_what_is_counted_is_not_kept_at_its_length(written):
    _, once, _ = written
    for _ in range(2):
        logging.getLogger("streamlit.runtime.scriptrunner.script_runner").warning("The fragment %s", "A" * 950_000)
    [kind] = once._kinds.values()
    assert len(kind.last.getMessage()) <= log_limits.LINE_LETTERS
    assert not kind.last.args


def test_a_fault_that_no_line_raised_is_told_like_another(written):
    kept, _, _ = written
    operations = logging.getLogger("streamlit.runtime.backend_operation_handler")
    for said in ("one", "two"):
        operations.error("a future was never asked", exc_info=ValueError(said))
    assert kept.getvalue().splitlines() == ["a future was never asked", f"{log_limits.TRACE_MARK}ValueError: one"]


def test_a_wording_that_does_not_fit_what_it_is_filled_with_is_said_as_it_is(written):
    kept, _, _ = written
    logging.getLogger("dashboard").warning("%d of %s", "one")
    assert kept.getvalue() == "%d of %s\n"


def test_what_pages_say_of_their_own_faults_is_never_folded(written):
    _, once, _ = written
    assert once in logging.getLogger("dashboard.visitors").filters
    assert once in logging.getLogger("streamlit.error_util").filters
    assert once not in logging.getLogger("dashboard").filters
