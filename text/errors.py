"""One sentence per typed error, in each language: what is wrong, where, and what to do.

Keyed by the name of the error's class; the placeholders are the fields of that class.
"""

SENTENCES = {
    "vi": {
        "NoBuild": "Chưa có bản dữ liệu nào trong {directory}. Chạy `python run.py`, hoặc `python -m etl build`.",
        "UnknownBuild": "Không có bản dữ liệu {build_id}. Các bản đang giữ: {known}.",
        "NothingToRollBackTo.none": "Không còn bản dữ liệu nào cũ hơn bản hiện hành {current} để quay lại.",
        "NothingToRollBackTo.other_schema": "Các bản cũ hơn đang giữ đều do phiên bản khác của chương trình dựng nên "
        "không quay lại được: {passed}. Dựng lại một bản từ các lượt nạp của bản đó: "
        "`python -m etl build --loads-of …`.",
        "NothingToRollBackTo.damaged": "Các bản cũ hơn đang giữ đều hỏng hoặc do phiên bản khác của chương trình dựng "
        "nên "
        "không quay lại được: {passed}. Chạy `python -m etl build` để dựng lại.",
        "PointerLost": "{why} Chạy `python -m etl build` để dựng lại, hoặc `python -m etl rollback` để lấy bản công bố "
        "sau cùng.",
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
        "DamagedBuild": "{why} Chạy `python -m etl build` để dựng lại, hoặc `python -m etl rollback` để quay lại bản "
        "trước.",
        "OtherSchema": "{why} Không dùng và không quay lại bản đó được. Dựng lại từ các lượt nạp của bản đó: "
        "`python -m etl build --loads-of {build_id}`.",
        "AuditFailed.no_space": "Đĩa đã đầy nên không ghi được nhật ký; việc này vì thế chưa được làm. Giải phóng "
        "dung lượng rồi làm lại. ({detail})",
        "AuditFailed.not_permitted": "Không có quyền ghi nhật ký; việc này vì thế chưa được làm. Kiểm tra quyền của "
        "thư "
        "mục rồi làm lại. ({detail})",
        "AuditFailed.engine": "Không ghi được nhật ký; việc này vì thế chưa được làm. Làm lại sau ít phút. ({detail})",
        "FileNotRead": "Không đọc được tệp {path}: {detail}.",
        "AlreadyLoaded": "Tệp này đã được nạp cho đúng mục đích này rồi ({release_codes}); không có gì thay đổi.",
        "BaseMoved": "Trong lúc đó đã có bản khác được công bố ({current_id}), nên những thay đổi đã xem trước không "
        "còn đúng. Chưa có gì được công bố; xem trước lại rồi công bố.",
        "LoadMissing": "Không thấy hoặc không đọc được lượt nạp {load_id} trong {directory}, mà bản dữ liệu hiện hành "
        "có dùng. Lấy lại thư mục đó từ bản sao lưu rồi chạy lại.",
        "ActiveUnknown": "Không biết những lượt nạp nào đang có hiệu lực: không đọc được tệp của bản hiện hành lẫn "
        "{path}. Lấy lại {path} từ bản sao lưu rồi chạy lại; hoặc chạy `python -m etl rollback`, hoặc "
        "`python -m etl build --loads-of …` với một bản đang giữ.",
        "CopyDiffers": "active.json không khớp bản hiện hành {build_id} và được sửa theo bản đó. Chỉ có trong "
        "active.json: {there_alone}; chỉ có trong bản hiện hành: {in_it_alone}.",
        "UnknownRelease": "Không có bản phát hành {release_codes} trong bản dữ liệu hiện hành.",
        "MappingNotUsable": "Sửa lại cách chọn cột: bảng không có cột hoặc ý nghĩa {unknown}; ý nghĩa chọn cho hai "
        "cột: {repeated}.",
        "NotAccepted": "Tệp có điểm phải xác nhận trước khi nạp nên chưa dựng gì; bản hiện hành giữ nguyên. Xem các "
        "điểm "
        "dưới đây; nếu vẫn nạp thì thêm `--accept-review`.",
        "LoadRefused": "Dữ liệu có lỗi nên không dựng bản mới; bản hiện hành giữ nguyên. Sửa các lỗi chặn "
        "dưới đây rồi "
        "chạy lại.",
        "FolderMissing": "Không thấy thư mục {path}. Kiểm tra đường dẫn, hoặc lấy lại thư mục từ mã nguồn.",
        "DeclarationBroken": "Tệp {path} khai báo cột sai quy ước: {detail}.",
        "FileNotWritten": "Không ghi được tệp {path}. Chọn chỗ khác, hoặc đóng tệp nếu đang mở. ({detail})",
        "TemplateRefused.framework_unknown": "Không có bộ chỉ số {found}. Các bộ đang có: {known}.",
        "TemplateRefused.framework_code_unfit": "Mã bộ chỉ số “{found}” không dùng được. Dùng chữ thường không dấu, số "
        "và dấu gạch dưới, ví dụ {known}.",
        "TemplateRefused.cohort_unknown": "Không có nhóm xếp hạng {found}. Các nhóm đang có: {known}.",
        "TemplateRefused.unit_unknown": "Nhóm xếp hạng này không có đơn vị mang mã {found}. Các mã: {known}.",
        "TemplateRefused.year_too_early": "Không làm mẫu cho năm {found}; sớm nhất là {known}.",
        "TemplateRefused.year_too_late": "Không làm mẫu cho năm {found}: chỉ nạp được năm đã bắt đầu, muộn nhất "
        "là {known}.",
        "TemplateRefused.other_framework": "Kỳ này dùng bộ chỉ số {known}, không phải {found}.",
        "TemplateRefused.without_components": "Bộ chỉ số {found} chưa có chỉ số thành phần nào. Nạp bộ chỉ số bằng mẫu "
        "“{known}” trước.",
    },
    "en": {
        "NoBuild": "There is no build in {directory} yet. Run `python run.py`, or `python -m etl build`.",
        "UnknownBuild": "There is no build {build_id}. Builds that are kept: {known}.",
        "NothingToRollBackTo.none": "No build older than the current one, {current}, has been kept.",
        "NothingToRollBackTo.other_schema": "All older builds that are kept were made by another version of the "
        "program "
        "and cannot be gone back to: {passed}. Make one anew from its loads: `python -m etl build --loads-of …`.",
        "NothingToRollBackTo.damaged": "All older builds that are kept are damaged, or were made by another version of "
        "the program, and cannot be gone back to: {passed}. Run `python -m etl build` to make one anew.",
        "PointerLost": "{why} Run `python -m etl build` to make it anew, or `python -m etl rollback` to take the one "
        "published last.",
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
        "DamagedBuild": "{why} Run `python -m etl build` to make it anew, or `python -m etl rollback` to go back to "
        "the "
        "one before.",
        "OtherSchema": "{why} It is neither shown nor gone back to. Make it anew from its loads: "
        "`python -m etl build --loads-of {build_id}`.",
        "AuditFailed.no_space": "The disk is full, so the audit log could not be written and nothing was done. Free "
        "some space and do this again. ({detail})",
        "AuditFailed.not_permitted": "The audit log may not be written to, so nothing was done. Check the folder's "
        "permissions and do this again. ({detail})",
        "AuditFailed.engine": "The audit log could not be written, so nothing was done. Try again in a few minutes. "
        "({detail})",
        "FileNotRead": "The file {path} cannot be read: {detail}.",
        "AlreadyLoaded": "This file is already loaded for this very purpose ({release_codes}); nothing has changed.",
        "BaseMoved": "Another build, {current_id}, was published in the meantime, so what the preview showed is no "
        "longer what would happen. Nothing was published; make the preview again, then publish.",
        "LoadMissing": "The load {load_id}, which the current build is made of, is missing from {directory} or cannot "
        "be read. Restore that folder from the backup and run this again.",
        "ActiveUnknown": "Which loads are active is not known: neither the stamp of the current build nor {path} can "
        "be "
        "read. Restore {path} from the backup and run this again; or run `python -m etl rollback`, or "
        "`python -m etl build --loads-of …` with a build that is kept.",
        "CopyDiffers": "active.json does not match the current build {build_id} and is brought up to it. Only in "
        "active.json: {there_alone}; only in the current build: {in_it_alone}.",
        "UnknownRelease": "The current build has no release {release_codes}.",
        "MappingNotUsable": "Correct what the columns are: the table has no column or meaning {unknown}; a meaning "
        "given to two columns: {repeated}.",
        "NotAccepted": "The files have points that must be accepted before they are loaded, so nothing was built; the "
        "current build stays. Look at the points below; to load the files all the same, add `--accept-review`.",
        "LoadRefused": "The data have faults, so nothing was built; the current build stays. Mend the "
        "blocking ones "
        "below and run this again.",
        "FolderMissing": "There is no folder {path}. Check the path, or restore the folder from the "
        "source code.",
        "DeclarationBroken": "The file {path} declares its columns in a way that cannot be read: {detail}.",
        "FileNotWritten": "The file {path} cannot be written. Choose another place, or close it if it is open. "
        "({detail})",
        "TemplateRefused.framework_unknown": "There is no framework {found}. Known: {known}.",
        "TemplateRefused.framework_code_unfit": "The framework code “{found}” cannot be used. Use small letters a to "
        "z, digits and underscores, such as {known}.",
        "TemplateRefused.cohort_unknown": "There is no cohort {found}. Known: {known}.",
        "TemplateRefused.unit_unknown": "This cohort has no unit with the code {found}. Codes: {known}.",
        "TemplateRefused.year_too_early": "No template is made for {found}; the earliest year is {known}.",
        "TemplateRefused.year_too_late": "No template is made for {found}: only a year that has begun can be loaded, "
        "the latest is {known}.",
        "TemplateRefused.other_framework": "This edition uses the framework {known}, not {found}.",
        "TemplateRefused.without_components": "The framework {found} has no components yet. Load them first, with the "
        "template of kind “{known}”.",
    },
}

# what is wrong with a build that readers cannot use, without what to do about it
WHY = {
    "vi": {
        "DamagedBuild.stamp": "Bản dữ liệu {build_id} bị hỏng: không đọc được tệp {build_id}.json.",
        "DamagedBuild.stamp_changed": "Bản dữ liệu {build_id} bị hỏng: tệp {build_id}.json không còn như khi ghi.",
        "DamagedBuild.size": "Bản dữ liệu {build_id} bị hỏng: tệp {build_id}.duckdb không còn cỡ như khi ghi.",
        "DamagedBuild.bytes": "Bản dữ liệu {build_id} bị hỏng: tệp {build_id}.duckdb không còn như khi ghi.",
        "DamagedBuild.answer": "Bản dữ liệu {build_id} bị hỏng: không mở hoặc không đọc được tệp {build_id}.duckdb.",
        "OtherSchema": "Bản dữ liệu {build_id} do phiên bản khác của chương trình dựng, với lược đồ {schema}; chương "
        "trình này đọc lược đồ {expected}.",
        "OtherSchema.unknown": "Bản dữ liệu {build_id} do một phiên bản cũ của chương trình dựng, khi lược đồ chưa "
        "được "
        "ghi lại.",
        "PointerLost.nothing": "Có bản dữ liệu đang giữ, nhưng tệp CURRENT bị mất, trống hoặc không đọc được nên không "
        "biết bản nào là bản hiện hành.",
        "PointerLost.gone": "Tệp CURRENT ghi bản dữ liệu {named}, mà bản này không còn được giữ.",
    },
    "en": {
        "DamagedBuild.stamp": "The build {build_id} is damaged: the file {build_id}.json cannot be read.",
        "DamagedBuild.stamp_changed": "The build {build_id} is damaged: the file {build_id}.json is not what was "
        "written.",
        "DamagedBuild.size": "The build {build_id} is damaged: the file {build_id}.duckdb has another size than it was "
        "written with.",
        "DamagedBuild.bytes": "The build {build_id} is damaged: the file {build_id}.duckdb is not what was written.",
        "DamagedBuild.answer": "The build {build_id} is damaged: the file {build_id}.duckdb cannot be opened or read.",
        "OtherSchema": "The build {build_id} was made by another version of the program, with the schema {schema}; "
        "this "
        "one reads the schema {expected}.",
        "OtherSchema.unknown": "The build {build_id} was made by an earlier version of the program, which did not note "
        "its schema.",
        "PointerLost.nothing": "Builds are kept, but the file CURRENT is missing, empty or cannot be read, so that "
        "none "
        "is known as the current one.",
        "PointerLost.gone": "The file CURRENT names the build {named}, which is not kept.",
    },
}


def why(language: str, name: str, fields: dict[str, object]) -> str:
    """What is wrong with a build, as `sentence` says it, without what to do: for a start that mends it itself."""
    kind = fields.get("fault") or fields.get("reason") or ("" if fields.get("schema") else "unknown")
    return WHY[language][f"{name}.{kind}" if kind else name].format(**fields)


def sentence(language: str, name: str, fields: dict[str, object]) -> str:
    """What to tell a person about the error of class ``name`` with these ``fields``; a dash for an empty list.

    Raises KeyError for a new class.
    """
    key = f"{name}.{fields['reason']}" if "reason" in fields and name != "PointerLost" else name
    words = {
        field: ", ".join(map(str, value)) or "–" if isinstance(value, list | tuple | dict) else value
        for field, value in fields.items()
    }
    text = SENTENCES[language][key]
    return text.format(why=why(language, name, fields), **words) if "{why}" in text else text.format(**words)
