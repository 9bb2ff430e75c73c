"""What run.py says, Vietnamese above English: one pair of sentences per step and per reason to stop."""

import sys
from typing import TextIO

SENTENCES = {
    "preparing": ("Chuẩn bị môi trường .venv …", "Preparing the environment .venv …"),
    "installing": (
        "Cài {count} gói; lần đầu mất vài phút …",
        "Installing {count} packages; the first time takes a few minutes …",
    ),
    "building": ("Dựng kho số liệu …", "Building the warehouse …"),
    "prepared": ("Đã sẵn sàng để khởi động.", "Ready to be started."),
    "prepare_alone": (
        "Lệnh prepare không nhận thêm gì: python run.py prepare",
        "The command prepare takes nothing more: python run.py prepare",
    ),
    "served": (
        "Bảng điều khiển đã sẵn sàng (Ctrl-C để dừng). Địa chỉ cho mọi người xem:",
        "The dashboard is ready (Ctrl-C to stop). The address for everybody who reads:",
    ),
    "loading": (
        "Để nạp số liệu, mở đường dẫn này; đừng đưa cho người khác, ai mở cũng có quyền quản trị:",
        "To load figures, open this link; give it to nobody else, whoever opens it is an administrator:",
    ),
    "stopped": ("Đã dừng.", "Stopped."),
    "no_venv": (
        "Python này thiếu mô-đun venv. Trên Debian, Ubuntu: apt install python3-venv, rồi chạy lại.",
        "This Python lacks the venv module. On Debian or Ubuntu: apt install python3-venv, then run again.",
    ),
    "disk_full": (
        "Ổ đĩa đã đầy: {place} còn {free} MB, cài đặt cần khoảng {needed} MB. "
        "Hãy giải phóng chỗ rồi chạy lại.",
        "The disk is full: {place} has {free} MB left, an installation needs about {needed} MB. "
        "Free some space and run again.",
    ),
    "index_unreachable": (
        "Không kết nối được kho gói Python. Hãy kiểm tra mạng hoặc proxy (pip config) rồi chạy lại.",
        "The index of Python packages cannot be reached. "
        "Check the network or the proxy (pip config) and run again.",
    ),
    "no_ready_build": (
        "Có gói chưa có bản dựng sẵn cho Python {python} trên máy này (dòng ERROR ở trên). "
        "Hãy dùng Python 3.11–3.14 bản 64-bit.",
        "A package has no ready build for Python {python} on this machine (the ERROR line above). "
        "Use a 64-bit Python 3.11 to 3.14.",
    ),
    "install_failed": (
        "Cài đặt không thành công (xem thông báo ở trên). Chạy lại sẽ cài lại từ đầu.",
        "The installation failed (see the messages above). Running again starts it afresh.",
    ),
    "port_taken": (
        "Cổng {port} trên {host} đang được chương trình khác dùng. Hãy thử: python run.py --port {other}",
        "Port {port} on {host} is in use by another program. Try: python run.py --port {other}",
    ),
    "port_refused": (
        "Không mở được cổng {port} trên {host}: {detail}.",
        "Port {port} on {host} cannot be opened: {detail}.",
    ),
    "build_failed": (
        "Chưa dựng được kho số liệu (xem thông báo ở trên).",
        "The warehouse could not be built (see the messages above).",
    ),
    "earlier_build": (
        "Chưa dựng được bản số liệu mới (xem thông báo ở trên); bảng điều khiển dùng bản trước.",
        "A new build could not be made (see the messages above); the dashboard uses the one before.",
    ),
    "no_whole_build": (
        "Chưa dựng được bản số liệu mới (xem thông báo ở trên), mà bản hiện hành hỏng hoặc không dùng được; các trang "
        "nói rõ điều đó. Để quay lại một bản cũ còn nguyên vẹn: python -m etl rollback",
        "A new build could not be made (see the messages above), and the current one is damaged or cannot be used; the "
        "pages say so. To go back to an earlier one that is whole: python -m etl rollback",
    ),
    "not_permitted": (
        "Không có quyền ghi: {detail}. Hãy chép thư mục này vào nơi được phép ghi, hoặc đổi quyền, rồi chạy lại.",
        "Not allowed to write: {detail}. Copy this folder to a place you may write to, or change its permissions, "
        "and run again.",
    ),
    "no_page": (
        "Máy chủ chạy nhưng không đưa ra trang nào ở {address}/ (HTTP {status}). Hãy xem lại các biến STREAMLIT_… và "
        ".streamlit/config.toml rồi chạy lại.",
        "The server runs, but serves no page at {address}/ (HTTP {status}). Check the variables STREAMLIT_… and "
        ".streamlit/config.toml, then run again.",
    ),
    "server_ended": (
        "Máy chủ dừng trước khi phục vụ được trang (mã {code}; xem thông báo ở trên).",
        "The server ended before it could serve the page (code {code}; see the messages above).",
    ),
}


class CannotGoOn(Exception):
    """A reason to stop, by the key of its sentences; ``fields`` fill them."""

    def __init__(self, reason: str, **fields: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fields = fields


def sentences(key: str, **fields: object) -> str:
    """The two sentences of a key, one per line, filled."""
    return "\n".join(language.format(**fields) for language in SENTENCES[key])


def say(text: str, stream: TextIO | None = None) -> None:
    """Print at once, also on a console that knows no Vietnamese letters."""
    stream = stream or sys.stdout
    encoding = stream.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), file=stream, flush=True)
