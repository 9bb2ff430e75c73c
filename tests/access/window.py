"""A browser window without a browser: the websocket that Streamlit's pages speak, so that a test can forge it."""

import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

XSRF = "_streamlit_xsrf"
SECONDS = 60


@dataclass
class Seen:
    """What one run of the page showed: its title, texts, buttons, files and fields by labels, the pages listed, ids of
    its widgets, and all that was received.
    """

    title: str = ""
    texts: list[str] = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    not_found: bool = False
    redirect: str = ""
    files: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    received: bytearray = field(default_factory=bytearray)

    def take(self, message: ForwardMsg) -> None:
        """Add what a message of the server says."""
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.pages |= {
                page.url_pathname: page.page_script_hash for page in message.navigation.app_pages if not page.is_hidden
            }
        elif kind == "page_not_found":
            self.not_found = True
        elif kind == "auth_redirect":
            self.redirect = message.auth_redirect.url
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            shown = element.WhichOneof("type")
            assert shown, "an element is of a type"
            self.ids += [getattr(getattr(element, shown), "id", "")]
            if shown == "button":
                self.buttons[element.button.label] = element.button.id
            elif shown == "download_button":
                self.files[element.download_button.label] = element.download_button.deferred_file_id
            elif shown == "text_input":
                self.fields[element.text_input.label] = element.text_input.id
            elif shown == "exception":
                self.exceptions.append(element.exception.message)
            elif shown == "code":
                self.texts.append(element.code.code_text)
            elif shown == "heading" and element.heading.tag == "h1":
                self.title = element.heading.body
            elif hasattr(getattr(element, shown), "body"):
                self.texts.append(getattr(element, shown).body)


class Window:
    """One window of the visitor whose cookies ``browser`` keeps."""

    def __init__(self, browser: httpx.Client, origin: str = "") -> None:
        self._browser = browser
        browser.get("/_stcore/health")
        address = str(browser.base_url).rstrip("/")
        self._connection = connect(
            address.replace("http", "ws", 1) + "/_stcore/stream",
            origin=Origin(origin or address),
            subprotocols=[Subprotocol("streamlit"), Subprotocol(browser.cookies[XSRF])],
            additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())},
            max_size=None,
        )
        self._socket = self._connection.__enter__()
        self.session_id = ""
        self.seen = Seen()

    def __enter__(self) -> Self:
        """The window, open."""
        return self

    def __exit__(self, kind: type | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self._connection.__exit__(kind, fault, trace)

    def run(
        self, page: str = "", script_hash: str = "", widgets: tuple[WidgetState, ...] = (), asked: str = ""
    ) -> Seen:
        """Open a page, with what its address asks, or run it again, and give what it shows."""
        message = BackMsg()
        message.rerun_script.query_string = asked
        message.rerun_script.page_name = page
        message.rerun_script.page_script_hash = script_hash
        message.rerun_script.widget_states.widgets.extend(widgets)
        return self.send(message)

    def send(self, *messages: BackMsg) -> Seen:
        """Send messages of which the last asks for a run, and give what it, or the run it asks for, shows."""
        for message in messages:
            self._socket.send(message.SerializeToString())
        self.seen = Seen()
        deadline = time.monotonic() + SECONDS
        while True:
            answer, content = self._answer(deadline)
            self.seen.received += content
            if answer.WhichOneof("type") == "new_session":
                self.session_id = answer.new_session.initialize.session_id
            elif answer.WhichOneof("type") == "script_finished":
                if answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return self.seen
                self.seen = Seen(received=self.seen.received)  # the run that follows shows the page
            self.seen.take(answer)

    def press(self, label: str, page: str = "") -> Seen:
        """Press the button with this label, as it was shown last."""
        return self.run(page, widgets=(WidgetState(id=self.seen.buttons[label], trigger_value=True),))

    def write(self, label: str, text: str, button: str, page: str = "") -> Seen:
        """Put a text into the field with this label and press the button beside it."""
        written = WidgetState(id=self.seen.fields[label], string_value=text)
        return self.run(page, widgets=(written, WidgetState(id=self.seen.buttons[button], trigger_value=True)))

    def build(self, label: str) -> str:
        """Click on the file with this label, as it was shown last: its address, or empty where it is refused."""
        message = BackMsg()
        message.backend_operation_request.request_id = "1"
        message.backend_operation_request.session_id = self.session_id
        message.backend_operation_request.deferred_file.file_id = self.seen.files[label]
        self._socket.send(message.SerializeToString())
        deadline = time.monotonic() + SECONDS
        while True:
            answer, _ = self._answer(deadline)
            if answer.WhichOneof("type") == "backend_operation_response":
                return answer.backend_operation_response.deferred_file.url

    def _answer(self, deadline: float) -> tuple[ForwardMsg, bytes]:
        """The next message of the server, and its bytes; TimeoutError where none has come by the deadline, however
        many came before.
        """
        answer, content = ForwardMsg(), self._socket.recv(max(deadline - time.monotonic(), 0), decode=False)
        answer.ParseFromString(content)
        return answer, bytes(content)

    def upload(self, content: bytes, **headers: str) -> int:
        """Hand in a file as the page's uploader would; the status of the answer."""
        answer = self._browser.put(
            f"/_stcore/upload_file/{self.session_id}/forged",
            files={"file": ("a.csv", content)},
            headers={"X-Xsrftoken": self._browser.cookies[XSRF], **headers},
        )
        return answer.status_code
