"""Files that a click has built stay until the browser has come for them, in memory within a number of bytes.

Streamlit lets go of such a file at the second end of a page's run, whoever's: with fifty readers that is a third of a
second after the click, and a browser that comes later is told that there is no such file.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

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
