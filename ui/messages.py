"""What pages send to the server over their websockets, as Streamlit's own messages."""

from google.protobuf.message import DecodeError, Message
from streamlit.proto.BackMsg_pb2 import BackMsg
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


def asked_for(message: bytes) -> str:
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
