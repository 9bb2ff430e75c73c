"""Words about who may load: signing in and out, the loading key, refusals, and what keeps the server from starting."""

VI: dict[str, str] = {
    # the frame
    "access_sign_in": "Đăng nhập",
    "access_sign_in_with": "Đăng nhập bằng {provider}",
    "access_sign_in_away": "Chưa đăng nhập được: dịch vụ đăng nhập không trả lời, hoặc trả lời không đọc được. Các "
    "trang vẫn xem được. Chờ vài phút rồi bấm Đăng nhập; nếu vẫn vậy, báo cho người quản trị máy chủ.",
    "access_sign_in_denied": "Chưa đăng nhập: việc đăng nhập đã bị hủy hoặc không được đồng ý ở dịch vụ đăng nhập. "
    "Các trang vẫn xem được. Bấm Đăng nhập để làm lại.",
    "access_sign_in_invalid": "Chưa đăng nhập được: câu trả lời của dịch vụ đăng nhập đã dùng rồi, đã quá hạn hoặc "
    "không xác nhận được. Các trang vẫn xem được. Bấm Đăng nhập để làm lại; nếu vẫn vậy, báo cho người quản trị máy "
    "chủ.",
    "access_sign_out": "Đăng xuất",
    "access_signed_in": "Quyền {role} · {who}",
    "access_signed_in_by_key": "Quyền {role} · {name} · mở bằng đường dẫn có khóa",
    "access_nameless": "Chưa ghi tên",
    "access_name": "Tên của bạn",
    "access_name_hint": "Ví dụ: Nguyễn Văn An",
    "access_name_keep": "Giữ tên này",
    "access_name_missing": "Ghi tên bằng chữ, rồi bấm lại.",
    "access_name_why": "Bạn vào bằng đường dẫn có khóa, nên lịch sử chưa biết ai làm. Ghi tên một lần; đổi được ở nút "
    "mang tên bạn, đầu trang.",
    "access_new_key": "Đổi khóa",
    "access_new_key_help": "Khi người khác có thể đã biết đường dẫn có khóa: khóa cũ hết tác dụng, mọi người khác vào "
    "bằng khóa cũ bị đăng xuất.",
    "access_new_link": "Đường dẫn mới, thay cho đường dẫn in ra khi khởi động. Chép ngay: tải lại trang là "
    "không còn thấy.",
    "access_new_key_failed": "Chưa đổi khóa: không ghi được vào nhật ký (ổ đĩa đầy hoặc không được phép ghi).",
    "access_by_key": "{name} (khóa nạp)",
    "access_by_key_nameless": "khóa nạp {session}",
    "access_role_viewer": "xem",
    "access_role_analyst": "nạp số liệu",
    "access_role_admin": "quản trị",
    "access_login_old": "Phiên đăng nhập đã quá 12 giờ nên chỉ còn quyền xem. Đăng nhập lại để nạp số liệu.",
    "access_secrets_unreadable": "Máy chủ không đọc được tệp secrets.toml nên không biết ai có quyền gì: lúc này mọi "
    "người chỉ xem được. Người quản trị máy chủ sửa tệp; quyền có lại ngay.",
    "access_how_key": "Để nạp số liệu, mở đường dẫn có khóa mà máy chủ in ra khi khởi động.",
    "access_how_nobody": "Máy chủ này được khởi động không kèm khóa nên không ai nạp được số liệu. Khởi động bằng "
    "`python run.py` để có khóa.",
    # refusals
    "access_refused": "Việc này cần quyền {needed}; bạn đang có quyền {role}. Chưa có gì thay đổi.",
    "start_wrong_key": "Khóa không đúng hoặc đã cũ: mỗi lần khởi động máy chủ có một khóa mới, người quản trị cũng có "
    "thể đã đổi. Mở đường dẫn mới nhất.",
    "start_too_many_attempts": "Đã có quá nhiều lần thử khóa sai. Chờ một phút rồi mở lại đường dẫn.",
    "start_from_elsewhere": "Đường dẫn có khóa chỉ mở được từ thanh địa chỉ: chép đường dẫn, dán vào thanh địa chỉ của "
    "trình duyệt rồi nhấn Enter.",
    "start_closed": "Máy chủ này không nhận khóa.",
    "host_unknown": "Máy chủ này không trả lời dưới tên miền đó. Hãy mở bằng địa chỉ mà đơn vị quản trị đã thông báo.",
    "server_full": "Máy chủ đang phục vụ số người tối đa. Chờ một lát rồi mở lại trang.",
    # a right that ended while the page was open
    "again_by_key": "Quyền của cửa sổ này đã hết: đã đăng xuất ở cửa sổ khác, quá 12 giờ, người quản trị đổi khóa, "
    "hoặc máy chủ khởi động lại nên khóa đã đổi. Từ lúc đó không có gì được công bố. Những gì bạn đã nhập và các tệp "
    "đã nộp vẫn ở đây. Mở đường dẫn có khóa mới nhất ở một cửa sổ khác của trình duyệt này rồi quay lại: trang chạy "
    "tiếp.",
    "again_by_login": "Quyền của cửa sổ này đã hết: đã đăng xuất ở cửa sổ khác, quá 12 giờ, hoặc quyền đã được thu "
    "lại. Từ lúc đó không có gì được công bố. Những gì bạn đã nhập và các tệp đã nộp vẫn ở đây. Đăng nhập lại ở một "
    "cửa sổ khác của trình duyệt này rồi quay lại: trang chạy tiếp.",
    "again_sign_in": "Mở cửa sổ để đăng nhập lại",
    "again_waits": "Quyền nạp số liệu đã hết nên việc này chưa được làm; không có gì thay đổi. Cách làm tiếp ở đầu "
    "trang.",
    # what keeps the server from starting
    "fault_short_cookie_secret": "Không khởi động: đăng nhập đã bật nhưng `cookie_secret` trong mục [auth] của tệp "
    "secrets.toml ngắn hơn 32 ký tự, kẻ khác có thể giả danh. Tạo một chuỗi mới bằng: "
    'python -c "import secrets; print(secrets.token_hex(32))"',
    "fault_auth_incomplete": "Không khởi động: mục [auth] của tệp secrets.toml thiếu redirect_uri, hoặc một nhà cung "
    "cấp đăng nhập thiếu client_id, client_secret hay server_metadata_url. Ghi đủ theo docs/operations.md rồi chạy "
    "lại.",
    "fault_key_in_environment": "Không khởi động: biến môi trường DTI_LOADING_KEY chứa khóa nạp, ai cùng tài khoản máy "
    "cũng đọc được. Ghi khóa vào một tệp chỉ dịch vụ đọc được và đặt DTI_LOADING_KEY_FILE là đường dẫn tệp đó.",
    "fault_roles_unreadable": "Không khởi động: mục [roles] của tệp secrets.toml sai. Chỉ có analyst và admin, mỗi "
    'quyền là một danh sách địa chỉ thư hoặc "tên thuộc tính:giá trị". Xem docs/operations.md.',
    "fault_secrets_unreadable": "Không khởi động: có tệp secrets.toml nhưng không đọc được, nên không biết đăng nhập "
    "có bật hay không. Sửa tệp (định dạng TOML) rồi chạy lại.",
    "fault_setting": "Không khởi động: không đọc được giá trị của một biến môi trường ({detail}). Sửa theo "
    "docs/operations.md rồi chạy lại.",
}

EN: dict[str, str] = {
    # the frame
    "access_sign_in": "Sign in",
    "access_sign_in_with": "Sign in with {provider}",
    "access_sign_in_away": "Not signed in: the sign-in service does not answer, or its answer cannot be read. The "
    "pages can be read as before. Wait a few minutes, then press Sign in; if it stays so, tell whoever runs the "
    "server.",
    "access_sign_in_denied": "Not signed in: signing in was cancelled or not agreed to at the sign-in service. The "
    "pages can be read as before. Press Sign in to try again.",
    "access_sign_in_invalid": "Not signed in: the answer of the sign-in service was used already, is too old or could "
    "not be confirmed. The pages can be read as before. Press Sign in to try again; if it stays so, tell whoever runs "
    "the server.",
    "access_sign_out": "Sign out",
    "access_signed_in": "Role: {role} · {who}",
    "access_signed_in_by_key": "Role: {role} · {name} · opened by the link with the key",
    "access_nameless": "No name given",
    "access_name": "Your name",
    "access_name_hint": "For example: Nguyễn Văn An",
    "access_name_keep": "Keep this name",
    "access_name_missing": "Write a name with letters, then press again.",
    "access_name_why": "You came by the link with the key, so the history does not know who acts. Give your name once; "
    "the button with your name at the top of the page changes it.",
    "access_new_key": "Make a new key",
    "access_new_key_help": "For when others may have got the link with the key: the old key opens nothing any "
    "more, and everybody else who came by it is signed out.",
    "access_new_link": "The new link, in place of the one printed at the start. Copy it now: after a reload of the "
    "page it is not shown again.",
    "access_new_key_failed": "The key was not changed: the audit log could not be written (disk full, or not "
    "permitted).",
    "access_by_key": "{name} (loading key)",
    "access_by_key_nameless": "loading key {session}",
    "access_role_viewer": "viewer",
    "access_role_analyst": "analyst",
    "access_role_admin": "administrator",
    "access_login_old": "This sign-in is more than 12 hours old, so it may only read. Sign in again to load figures.",
    "access_secrets_unreadable": "The server cannot read its file secrets.toml, so who may do what is not known: for "
    "now everybody may only read. Whoever runs the server mends the file; the roles are back at once.",
    "access_how_key": "To load figures, open the link with the key that the server printed when it started.",
    "access_how_nobody": "This server was started without a key, so nobody can load figures. Start it with "
    "`python run.py` to get one.",
    # refusals
    "access_refused": "This needs the role {needed}; yours is {role}. Nothing was changed.",
    "start_wrong_key": "The key is wrong or old: every start of the server makes a new one, and an administrator may "
    "have made one too. Open the latest link.",
    "start_too_many_attempts": "Wrong keys were tried too often. Wait a minute, then open the link again.",
    "start_from_elsewhere": "The link with the key opens from the address bar alone: copy the link, paste it into the "
    "address bar of the browser and press Enter.",
    "start_closed": "This server takes no key.",
    "host_unknown": "This server does not answer to that name. Open it by the address its administrators have given.",
    "server_full": "The server is at its limit of visitors. Wait a little, then open the page again.",
    # a right that ended while the page was open
    "again_by_key": "The right of this window has ended: signed out in another window, more than 12 hours ago, an "
    "administrator has made a new key, or the server has started anew with another key. Nothing was published since. "
    "What you have entered and the files you have handed in are still here. Open the latest link with the key in "
    "another window of this browser, then come back: the page goes on.",
    "again_by_login": "The right of this window has ended: signed out in another window, more than 12 hours ago, or "
    "the role was taken away. Nothing was published since. What you have entered and the files you have handed in are "
    "still here. Sign in again in another window of this browser, then come back: the page goes on.",
    "again_sign_in": "Open a window to sign in again",
    "again_waits": "The right to load has ended, so this was not done; nothing has changed. The top of the page says "
    "how to go on.",
    # what keeps the server from starting
    "fault_short_cookie_secret": "Not started: login is on, but `cookie_secret` in the section [auth] of secrets.toml "
    "has fewer than 32 characters, so others could pose as anybody. Make a new one with: "
    'python -c "import secrets; print(secrets.token_hex(32))"',
    "fault_auth_incomplete": "Not started: the section [auth] of secrets.toml lacks redirect_uri, or a provider lacks "
    "client_id, client_secret or server_metadata_url. Write them as docs/operations.md says and start again.",
    "fault_key_in_environment": "Not started: the variable DTI_LOADING_KEY holds the loading key, where others under "
    "the same account can read it. Put the key into a file that the service alone can read and name that file in "
    "DTI_LOADING_KEY_FILE.",
    "fault_roles_unreadable": "Not started: the section [roles] of secrets.toml is wrong. There are only analyst and "
    'admin, each a list of mail addresses or "claim:value". See docs/operations.md.',
    "fault_secrets_unreadable": "Not started: there is a secrets.toml that cannot be read, so whether login is on is "
    "not known. Mend the file (TOML) and start again.",
    "fault_setting": "Not started: the value of an environment variable cannot be read ({detail}). Mend it as "
    "docs/operations.md says and start again.",
}
