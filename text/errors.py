"""One sentence per typed error, in each language: what is wrong, where, and what to do.

Keyed by the name of the error's class; the placeholders are the fields of that class.
"""

SENTENCES = {
    "vi": {
        "NoBuild": "Chưa có bản dữ liệu nào trong {directory}. Chạy `python run.py`, hoặc `python -m etl build`.",
        "UnknownBuild": "Không có bản dữ liệu {build_id}. Các bản đang giữ: {known}.",
        "NothingToRollBackTo": "Không còn bản dữ liệu nào cũ hơn bản hiện hành {current} để quay lại.",
        "BuilderBusy": "Một tiến trình khác đang dựng hoặc công bố dữ liệu trong {directory}. Chờ tiến "
        "trình đó xong rồi "
        "chạy lại, hoặc thêm `--wait 60` để chờ.",
        "ChecksFailed": "Bản dữ liệu mới không qua được kiểm tra nên không được công bố; bản hiện hành "
        "giữ nguyên. Kiểm "
        "tra không đạt: {rows}.",
        "BuildFailed.no_space": "Đĩa đã đầy nên không dựng được bản dữ liệu; bản hiện hành giữ nguyên. "
        "Giải phóng dung "
        "lượng rồi chạy lại. ({detail})",
        "BuildFailed.not_permitted": "Không có quyền ghi vào thư mục dữ liệu; bản hiện hành giữ nguyên. "
        "Kiểm tra quyền "
        "của thư mục rồi chạy lại. ({detail})",
        "BuildFailed.engine": "Không dựng được bản dữ liệu; bản hiện hành giữ nguyên. Gửi thông báo này "
        "cho người phát "
        "triển: {detail}",
        "SqlFileFault": "Tệp SQL {file} sai quy ước: {fault}.",
        "DamagedBuild": "Không đọc được bản dữ liệu {build_id}. Chạy `python -m etl rollback` để quay lại "
        "bản trước, hoặc "
        "`python -m etl build --force` để dựng lại. ({detail})",
        "LoadRefused": "Dữ liệu có lỗi nên không dựng bản mới; bản hiện hành giữ nguyên. Sửa các lỗi chặn "
        "dưới đây rồi "
        "chạy lại.",
        "FolderMissing": "Không thấy thư mục {path}. Kiểm tra đường dẫn, hoặc lấy lại thư mục từ mã nguồn.",
        "DeclarationBroken": "Tệp {path} khai báo cột sai quy ước: {detail}.",
    },
    "en": {
        "NoBuild": "There is no build in {directory} yet. Run `python run.py`, or `python -m etl build`.",
        "UnknownBuild": "There is no build {build_id}. Builds that are kept: {known}.",
        "NothingToRollBackTo": "No build older than the current one, {current}, has been kept.",
        "BuilderBusy": "Another process is building or publishing in {directory}. Run this again when it "
        "has finished, or "
        "add `--wait 60` to wait for it.",
        "ChecksFailed": "The new build did not pass its checks and was not published; the current one "
        "stays. Failed "
        "checks: {rows}.",
        "BuildFailed.no_space": "The disk is full, so the build could not be written; the current one "
        "stays. Free some "
        "space and run this again. ({detail})",
        "BuildFailed.not_permitted": "The data folder cannot be written to; the current build stays. "
        "Check the folder's "
        "permissions and run this again. ({detail})",
        "BuildFailed.engine": "The build could not be made; the current one stays. Send this message to "
        "the developers: "
        "{detail}",
        "SqlFileFault": "The SQL file {file} breaks a rule of the house: {fault}.",
        "DamagedBuild": "The build {build_id} cannot be read. Run `python -m etl rollback` to go back to "
        "the one before, "
        "or `python -m etl build --force` to make it anew. ({detail})",
        "LoadRefused": "The data have faults, so nothing was built; the current build stays. Mend the "
        "blocking ones "
        "below and run this again.",
        "FolderMissing": "There is no folder {path}. Check the path, or restore the folder from the "
        "source code.",
        "DeclarationBroken": "The file {path} declares its columns in a way that cannot be read: {detail}.",
    },
}


def sentence(language: str, name: str, fields: dict[str, object]) -> str:
    """What to tell a person about the error of class ``name`` with these ``fields``. Raises KeyError for "
    "a new class."""
    key = f"{name}.{fields['reason']}" if "reason" in fields else name
    words = {
        field: ", ".join(map(str, value)) if isinstance(value, list | tuple | dict) else value
        for field, value in fields.items()
    }
    return SENTENCES[language][key].format(**words)
