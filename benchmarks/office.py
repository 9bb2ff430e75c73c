"""The people of an office at one server: readers who walk over all pages and take files, an analyst who publishes."""

import random
import time
from collections.abc import Iterable
from http.cookies import SimpleCookie

import httpx
import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.typing import Subprotocol

from benchmarks.sessions import Visitor
from text.catalogue import say

EDITIONS = (
    ("dti", "2022", "vn63", ("index", "1", "8")),
    ("dti", "2023", "vn63", ("index", "2", "7")),
    ("dti", "2024", "vn63", ("index", "3", "6")),
    ("dti", "2024", "vn34", ("index", "4", "5")),
    ("dti_ministry", "2023", "ministries_service", ("index",)),
    ("ict_index", "2023", "vn63", ("index",)),
    ("chi_so_766", "2024", "vn34", ("index",)),
)
UNITS = {
    "vn63": ("01", "02", "08", "22", "24", "48", "67", "79", "96"),
    "vn34": ("01", "04", "08", "22", "48", "79", "96"),
}
PAGES = {
    "overview": ("",),
    "ranking": ("view=table", "view=years", "view=two_years", "view=map"),
    "profile": ("",),
    "comparison": ("mode=units", "mode=years"),
    "components": ("view=list", "view=heat", "view=appraisal"),
    "reconciliation": ("",),
}
FIGURES = "kind=components&framework=dti_2021&for_year=2022&for_cohort=vn63"
XSRF = "_streamlit_xsrf"


class Reader(Visitor):
    """Somebody who changes page, edition, unit and language at every change, and takes a file now and then."""

    def __init__(self, address: str, seed: int) -> None:
        """Not yet connected; what is read follows from ``seed``."""
        super().__init__(address, "overview", seed)
        self._chance = random.Random(seed)
        self._address = address
        self._session_id = ""
        self._files: list[str] = []

    async def change(self) -> None:
        """Go on to another page or filter; raises RuntimeError where the page says that it failed."""
        self._page = self._chance.choice(list(PAGES))
        self._files.clear()
        await super().change()

    def query(self) -> str:
        """What the address asks for: an edition and one of its measures and units, one view of the page."""
        index, year, cohort, measures = self._chance.choice(EDITIONS)
        asked = f"lang={self._chance.choice(('vi', 'en'))}&index={index}&year={year}&cohort={cohort}"
        asked += f"&measure={self._chance.choice(measures)}&{self._chance.choice(PAGES[self._page])}"
        if cohort in UNITS:
            asked += f"&unit={self._chance.choice(UNITS[cohort])}"
        return asked

    def take(self, answer: ForwardMsg) -> None:
        """Note the files on offer; raises RuntimeError for an error that the page tells."""
        super().take(answer)
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self._session_id = answer.new_session.initialize.session_id
            self._files.clear()  # of a run before, which the page may have begun anew
        elif kind == "delta":
            shown = answer.delta.new_element.WhichOneof("type")
            if shown == "download_button":
                self._files.append(answer.delta.new_element.download_button.deferred_file_id)
            elif shown == "alert" and answer.delta.new_element.alert.format == Alert.ERROR:
                raise RuntimeError(answer.delta.new_element.alert.body)

    async def download(self, browser: httpx.AsyncClient) -> int:
        """Let one of the files on offer be built and fetch it: its bytes, 0 where the page offers none."""
        if not self._files:
            return 0
        message = BackMsg()
        message.backend_operation_request.request_id = str(time.monotonic_ns())
        message.backend_operation_request.session_id = self._session_id
        message.backend_operation_request.deferred_file.file_id = self._chance.choice(self._files)
        answer = await self.ask(message, "backend_operation_response")
        fetched = await browser.get(answer.backend_operation_response.deferred_file.url)
        fetched.raise_for_status()
        return len(fetched.content)

    def cut(self) -> None:
        """Go without a word, as when a cable is drawn."""
        self._socket.transport.abort()


class Analyst(Reader):
    """The holder of the key at the page for loading, who hands in components and publishes them."""

    def __init__(self, address: str, browser: httpx.AsyncClient, seed: int) -> None:
        """``browser`` has opened the link with the key."""
        super().__init__(address, seed)
        self._browser = browser
        self._page = "load"
        self._ids: dict[str, str] = {}
        self._states: dict[str, WidgetState] = {}

    async def open(self) -> None:
        """Connect as the browser would, with its cookies, and draw the page for loading."""
        await self._browser.get("/_stcore/health")
        jar = SimpleCookie(dict(self._browser.cookies.items()))
        self._socket = await websockets.connect(
            self._url,
            subprotocols=[Subprotocol("streamlit"), Subprotocol(self._browser.cookies[XSRF])],
            additional_headers={"Cookie": jar.output(header="", sep=";").strip()},
            max_size=None,
            open_timeout=None,
        )
        await self._run()

    def query(self) -> str:
        """The purpose of the load."""
        return f"lang=vi&{FIGURES}"

    def take(self, answer: ForwardMsg) -> None:
        """Note the widgets by their labels, beside what a reader notes."""
        super().take(answer)
        if answer.WhichOneof("type") != "delta":
            return
        element = answer.delta.new_element
        shown = element.WhichOneof("type")
        if shown in ("button", "text_input", "file_uploader"):
            self._ids[getattr(element, shown).label] = getattr(element, shown).id
        elif shown == "checkbox":
            ticked = WidgetState(id=element.checkbox.id, bool_value=True)
            self._states[element.checkbox.id] = ticked

    async def hand_in(self, name: str, content: bytes) -> None:
        """Name a source and hand a file in, which the page then checks."""
        self._write("load_source_title", "Số liệu tự đặt")
        self._write("load_source_publisher", "Không có thật")
        await self._run()
        message = BackMsg()
        message.file_urls_request.request_id = name
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self._session_id
        [urls] = (await self.ask(message, "file_urls_response")).file_urls_response.file_urls
        sent = await self._browser.put(
            urls.upload_url, files={"file": (name, content)}, headers={"X-Xsrftoken": self._browser.cookies[XSRF]}
        )
        sent.raise_for_status()
        state = WidgetState(id=self._ids[say("vi", "load_files")])
        state.file_uploader_state_value.uploaded_file_info.add(
            name=name, size=len(content), file_id=urls.file_id, file_urls=urls
        )
        self._states[state.id] = state
        self._files.clear()
        await self._run()

    async def preview(self) -> None:
        """Let the candidate be built."""
        if say("vi", "access_name") in self._ids:
            self._write("access_name", "Người thử")
            await self._press("access_name_keep")
        await self._press("load_preview")

    async def publish(self, note: str) -> None:
        """Publish it; raises RuntimeError where the page does not say that it is done."""
        await self._run()  # with the ticks that the preview asks for
        self._write("load_note", note)
        await self._press("load_publish")
        if say("vi", "load_another") not in self._ids:
            raise RuntimeError("not published")

    def _write(self, label: str, text: str) -> None:
        widget = self._ids[say("vi", label)]
        self._states[widget] = WidgetState(id=widget, string_value=text)

    async def _press(self, label: str) -> None:
        await self._run([WidgetState(id=self._ids[say("vi", label)], trigger_value=True)])

    async def _run(self, pressed: Iterable[WidgetState] = ()) -> None:
        message = BackMsg()
        message.rerun_script.query_string = self.query()
        message.rerun_script.page_name = self._page
        message.rerun_script.widget_states.widgets.extend([*self._states.values(), *pressed])
        await self.ask(message)
