"""What Streamlit's server does otherwise here: what pages may ask of it, how long a built file waits for its browser.

Streamlit lets go of a file that a click has built at the second end of a page's run, whoever's: with fifty readers that
is a third of a second after the click, and a browser that comes later is told that there is no such file."""

import time
from collections import OrderedDict
from collections.abc import Callable

from google.protobuf.message import DecodeError, Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.state.common import GENERATED_ELEMENT_ID_PREFIX
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX

MOST_PARTS = 20_000  # values of widgets, rows picked in tables
MOST_FILES = 100  # handed in at once
NAMED_BY_STREAMLIT = (GENERATED_ELEMENT_ID_PREFIX, STREAMLIT_INTERNAL_KEY_PREFIX)


def _parts(message: Message) -> int:
    """How many repeated parts a message has, those within parts counted too; any number beyond the most is as good."""
    found = 0
    for field, value in message.ListFields():
        if field.is_repeated:
            found += len(value)
        if field.message_type and found <= MOST_PARTS:
            found += sum(_parts(part) for part in (value if field.is_repeated else [value]))
    return found


def message_kind(message: bytes) -> str:
    """What a message of a page asks for, by Streamlit's own name; empty where it cannot be read, or speaks of a widget
    by a name that Streamlit gives to none, at which every page of the window would fail from then on, or has more parts
    than any page sends: they take many times the memory of the message.
    """
    read = BackMsg()
    try:
        read.ParseFromString(message)
    except DecodeError:
        return ""
    if _parts(read) > MOST_PARTS or len(read.file_urls_request.file_names) > MOST_FILES:
        return ""
    if not all(state.id.startswith(NAMED_BY_STREAMLIT) for state in read.rerun_script.widget_states.widgets):
        return ""
    asked = read.WhichOneof("type") or ""
    return read.backend_operation_request.WhichOneof("payload") or "" if asked == "backend_operation_request" else asked


SECONDS = 60
BYTES = 50 * 1024**2


class BuiltFiles(MemoryMediaFileStorage):
    """Streamlit's files in memory. One that was built to be downloaded goes ``SECONDS`` after Streamlit lets go of it,
    or earlier, the oldest first, where those on their way out take more than ``BYTES`` together.

    Call under the manager's lock, as Streamlit does.
    """

    def __init__(self, media_endpoint: str, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(media_endpoint)
        self._clock = clock
        self._leaving: OrderedDict[str, float] = OrderedDict()  # until when, the earliest first

    def load_and_get_id(
        self, path_or_data: str | bytes, mimetype: str, kind: MediaFileKind, filename: str | None = None
    ) -> str:
        """Take a file in; one that was on its way out stays."""
        file_id = super().load_and_get_id(path_or_data, mimetype, kind, filename)
        self._leaving.pop(file_id, None)
        self._clear()
        return file_id

    def delete_file(self, file_id: str) -> None:
        """Let go of a file, of one to be downloaded a little later."""
        file = self._files_by_id.get(file_id)
        if file is None or file.kind != MediaFileKind.DOWNLOADABLE:
            super().delete_file(file_id)
            return
        self._leaving[file_id] = self._clock() + SECONDS
        self._clear()

    def _clear(self) -> None:
        size = sum(self._files_by_id[file_id].content_size for file_id in self._leaving)
        for file_id, until in list(self._leaving.items()):
            if size <= BYTES and until > self._clock():
                return
            size -= self._files_by_id[file_id].content_size
            del self._leaving[file_id]
            super().delete_file(file_id)
