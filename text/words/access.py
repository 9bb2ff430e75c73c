"""Words about who may load: signing in and out, the loading key, refusals, and what keeps the server from starting."""

VI: dict[str, str] = {
    # the frame
    "access_sign_in": "Đăng nhập",
    "access_sign_in_with": "Đăng nhập bằng {provider}",
    "access_sign_out": "Đăng xuất",
    "access_signed_in": "Quyền {role} · {who}",
    "access_signed_in_by_key": "Quyền {role} · mở bằng đường dẫn có khóa",
    "access_role_viewer": "xem",
    "access_role_analyst": "nạp số liệu",
    "access_role_admin": "quản trị",
    "access_login_old": "Phiên đăng nhập đã quá 12 giờ nên chỉ còn quyền xem. Đăng nhập lại để nạp số liệu.",
    "access_how_key": "Để nạp số liệu, mở đường dẫn có khóa mà máy chủ in ra khi khởi động.",
    "access_how_nobody": "Máy chủ này được khởi động không kèm khóa nên không ai nạp được số liệu. Khởi động bằng "
    "`python run.py` để có khóa.",
    # refusals
    "access_refused": "Việc này cần quyền {needed}; bạn đang có quyền {role}. Chưa có gì thay đổi.",
    "start_wrong_key": "Khóa không đúng hoặc đã cũ: mỗi lần khởi động máy chủ có một khóa mới. Mở đường dẫn mà lần "
    "khởi động gần nhất in ra.",
    "start_too_many_attempts": "Đã có quá nhiều lần thử khóa sai. Chờ một phút rồi mở lại đường dẫn.",
    "start_closed": "Máy chủ này không nhận khóa.",
    # what keeps the server from starting
    "fault_short_cookie_secret": "Không khởi động: đăng nhập đã bật nhưng `cookie_secret` trong mục [auth] của tệp "
    "secrets.toml ngắn hơn 32 ký tự, kẻ khác có thể giả danh. Tạo một chuỗi mới bằng: "
    'python -c "import secrets; print(secrets.token_hex(32))"',
    "fault_roles_unreadable": "Không khởi động: mục [roles] của tệp secrets.toml sai. Chỉ có analyst và admin, mỗi "
    'quyền là một danh sách địa chỉ thư hoặc "tên thuộc tính:giá trị". Xem docs/operations.md.',
    "fault_secrets_unreadable": "Không khởi động: có tệp secrets.toml nhưng không đọc được, nên không biết đăng nhập "
    "có bật hay không. Sửa tệp (định dạng TOML) rồi chạy lại.",
}

EN: dict[str, str] = {
    # the frame
    "access_sign_in": "Sign in",
    "access_sign_in_with": "Sign in with {provider}",
    "access_sign_out": "Sign out",
    "access_signed_in": "Role: {role} · {who}",
    "access_signed_in_by_key": "Role: {role} · opened by the link with the key",
    "access_role_viewer": "viewer",
    "access_role_analyst": "analyst",
    "access_role_admin": "administrator",
    "access_login_old": "This sign-in is more than 12 hours old, so it may only read. Sign in again to load figures.",
    "access_how_key": "To load figures, open the link with the key that the server printed when it started.",
    "access_how_nobody": "This server was started without a key, so nobody can load figures. Start it with "
    "`python run.py` to get one.",
    # refusals
    "access_refused": "This needs the role {needed}; yours is {role}. Nothing was changed.",
    "start_wrong_key": "The key is wrong or old: every start of the server makes a new one. Open the link that the "
    "latest start printed.",
    "start_too_many_attempts": "Wrong keys were tried too often. Wait a minute, then open the link again.",
    "start_closed": "This server takes no key.",
    # what keeps the server from starting
    "fault_short_cookie_secret": "Not started: login is on, but `cookie_secret` in the section [auth] of secrets.toml "
    "has fewer than 32 characters, so others could pose as anybody. Make a new one with: "
    'python -c "import secrets; print(secrets.token_hex(32))"',
    "fault_roles_unreadable": "Not started: the section [roles] of secrets.toml is wrong. There are only analyst and "
    'admin, each a list of mail addresses or "claim:value". See docs/operations.md.',
    "fault_secrets_unreadable": "Not started: there is a secrets.toml that cannot be read, so whether login is on is "
    "not known. Mend the file (TOML) and start again.",
}
