"""Files that a click has built stay for a while, within a number of bytes; the server's test is in tests/e2e."""

from streamlit.runtime.media_file_storage import MediaFileKind

from ui import streamlit_server
from ui.streamlit_server import BuiltFiles


def _built(storage, content, kind=MediaFileKind.DOWNLOADABLE):
    file_id = storage.load_and_get_id(content, "text/csv", kind, "a.csv")
    storage.delete_file(file_id)
    return file_id


def test_a_file_goes_when_its_time_is_over():
    now = [0.0]
    storage = BuiltFiles("/media", lambda: now[0])
    first = _built(storage, b"first")
    now[0] = streamlit_server.SECONDS - 1
    second = _built(storage, b"second")
    assert storage._files_by_id.keys() == {first, second}
    now[0] = streamlit_server.SECONDS + 1
    storage.load_and_get_id(b"third", "text/csv", MediaFileKind.DOWNLOADABLE)
    assert first not in storage._files_by_id
    assert second in storage._files_by_id


def test_a_file_that_is_built_again_stays():
    now = [0.0]
    storage = BuiltFiles("/media", lambda: now[0])
    again = _built(storage, b"again")
    storage.load_and_get_id(b"again", "text/csv", MediaFileKind.DOWNLOADABLE, "a.csv")
    now[0] = 2 * streamlit_server.SECONDS
    _built(storage, b"other")
    assert again in storage._files_by_id


def test_files_on_their_way_out_are_bounded_in_bytes(monkeypatch):
    monkeypatch.setattr(streamlit_server, "BYTES", 100)
    storage = BuiltFiles("/media", lambda: 0.0)
    _built(storage, b"1" * 60)
    second = _built(storage, b"2" * 60)
    assert storage._files_by_id.keys() == {second}


def test_pictures_of_a_page_go_at_once():
    storage = BuiltFiles("/media", lambda: 0.0)
    _built(storage, b"picture", MediaFileKind.MEDIA)
    assert not storage._files_by_id
