"""What `python -m etl verify` finds: one sentence per finding in each language, what is wrong and what to do."""

SENTENCES = {
    "vi": {
        "no_current": "Chưa có bản hiện hành trong {subject}. Chạy `python -m etl build`.",
        "pointer_lost": "Tệp {subject} bị mất, trống hoặc không đọc được, dù có bản đang giữ. Chạy `python -m etl "
        "build` để "
        "dựng lại, hoặc `python -m etl rollback` để lấy bản công bố sau cùng; không lượt nạp nào bị mất.",
        "active_unknown": "Không đọc được {subject}, mà bản hiện hành cũng không cho biết đã dùng những lượt nạp nào. "
        "Lấy "
        "lại tệp đó từ bản sao lưu, hoặc chạy `python -m etl rollback`.",
        "without_lock": "Không ghi được {subject} nên đã kiểm tra mà không giữ khóa: việc đang dựng, nếu có, hiện ra "
        "là dở "
        "dang.",
        "current_missing": "Bản hiện hành {subject} không còn tệp. Chạy `python -m etl build` để dựng lại, hoặc "
        "`python -m etl rollback`.",
        "current_other_schema": "Bản hiện hành {subject} do phiên bản khác của chương trình dựng (lược đồ {detail}). "
        "Chạy "
        "`python -m etl build`.",
        "current_damaged": "Bản hiện hành {subject} bị hỏng ({detail}). Chạy `python -m etl build` để dựng lại; không "
        "lượt nạp nào bị mất.",
        "not_published_last": "Bản hiện hành {subject} không phải bản được công bố sau cùng ({detail}). Chạy "
        "`python -m etl publish {subject}` để giữ bản này, hoặc `publish` bản muốn dùng.",
        "build_other_schema": "Bản {subject} do phiên bản khác của chương trình dựng (lược đồ {detail}), không quay "
        "lại được. Nếu cần, "
        "dựng lại: `python -m etl build --loads-of {subject}`.",
        "build_damaged": "Bản {subject} bị hỏng ({detail}), không quay lại được. Nếu cần, dựng lại: `python -m etl "
        "build --loads-of {subject}`; nếu không, xóa hai tệp của bản đó.",
        "stamp_damaged": "Bản {subject} bị hỏng ({detail}), không quay lại được, và không biết bản đó gồm những lượt "
        "nạp "
        "nào. Lấy lại hai tệp của bản đó từ bản sao lưu, hoặc xóa đi.",
        "leftover": "{subject} còn lại từ một lần dựng bị ngắt. Tự mất ở lần khởi động sau.",
        "load_missing": "Không thấy hoặc không đọc được lượt nạp {subject} mà bản hiện hành có dùng. Lấy lại thư mục "
        "đó từ bản sao lưu trước lần dựng sau.",
        "load_lost": "Không thấy hoặc không đọc được lượt nạp {subject} đã từng công bố. Lấy lại thư mục đó từ bản "
        "sao lưu.",
        "load_changed": "Nội dung lượt nạp {subject} không còn như khi nạp. Lấy lại thư mục đó từ bản sao lưu, rồi "
        "chạy `python -m etl build`.",
        "release_differs": "Tệp {subject} trong bản {detail} khác tệp của lượt nạp. Chạy `python -m etl build "
        "--force` để dựng lại từ tệp đang có.",
        "copy_differs": "{subject} không khớp bản hiện hành. Tự khớp lại ở lần khởi động sau.",
        "publications_unreadable": "Không đọc được dòng {detail} của {subject}. Lấy lại từ bản sao lưu nếu có; các "
        "dòng khác vẫn dùng được.",
        "audit_unreadable": "{detail} dòng của {subject} không đọc được. Giữ tệp, tìm nguyên nhân (đĩa, sửa tay), lấy "
        "lại từ bản sao lưu nếu có.",
        "publication_unrecorded": "Lần công bố bản {subject} lúc {detail} không có trong nhật ký. Hỏi ai đã sửa "
        "nhật ký hoặc PUBLISHED; so với bản sao lưu.",
    },
    "en": {
        "no_current": "There is no current build in {subject}. Run `python -m etl build`.",
        "pointer_lost": "The file {subject} is missing, empty or cannot be read, although builds are kept. Run "
        "`python -m etl build` to make it anew, or `python -m etl rollback` to take the one published last; no load is "
        "lost.",
        "active_unknown": "{subject} cannot be read, nor does the current build say which loads it was made of. "
        "Restore "
        "that file from the backup, or run `python -m etl rollback`.",
        "without_lock": "{subject} cannot be written, so everything was checked without the lock: a build that goes "
        "on, if "
        "any, looks unfinished.",
        "current_missing": "The files of the current build {subject} are gone. Run `python -m etl build` to make it "
        "anew, or `python -m etl rollback`.",
        "current_other_schema": "The current build {subject} was made by another version (schema {detail}). Run "
        "`python -m etl build`.",
        "current_damaged": "The current build {subject} is damaged ({detail}). Run `python -m etl build` to make it "
        "anew; no load is lost.",
        "not_published_last": "The current build {subject} is not the one published last ({detail}). Run "
        "`python -m etl publish {subject}` to keep it, or publish the one that is wanted.",
        "build_other_schema": "The build {subject} was made by another version (schema {detail}) and cannot be gone "
        "back "
        "to. If it is needed, make it anew: `python -m etl build --loads-of {subject}`.",
        "build_damaged": "The build {subject} is damaged ({detail}) and cannot be gone back to. If it is needed, make "
        "it anew: `python -m etl build --loads-of {subject}`; if not, delete its two files.",
        "stamp_damaged": "The build {subject} is damaged ({detail}), cannot be gone back to, and does not say which "
        "loads "
        "it was made of. Restore its two files from a backup, or delete them.",
        "leftover": "{subject} was left by a build that was cut off. It goes at the next start.",
        "load_missing": "The load {subject}, which the current build is made of, is missing or cannot be read. "
        "Restore its folder from the backup before the next build.",
        "load_lost": "The load {subject}, which was published once, is missing or cannot be read. Restore its folder "
        "from the backup.",
        "load_changed": "The load {subject} is not what was loaded any more. Restore its folder from the backup, then "
        "run `python -m etl build`.",
        "release_differs": "The file {subject} in the build {detail} is not the one of its load. Run `python -m etl "
        "build --force` to build from the file that is there.",
        "copy_differs": "{subject} does not match the current build. It is brought up to it at the next start.",
        "publications_unreadable": "Of {subject}, line {detail} cannot be read. Restore it from the backup if there is "
        "one; the other lines still count.",
        "audit_unreadable": "{detail} lines of {subject} cannot be read. Keep the file, look for the cause (the disk, "
        "a hand), restore it from the backup if there is one.",
        "publication_unrecorded": "The publication of {subject} at {detail} is not in the audit log. Ask who has "
        "changed the audit log or PUBLISHED; compare with the backup.",
    },
}

_UNKNOWN = {"vi": "chưa ghi lại", "en": "not noted"}
_DAMAGE = {
    "vi": {
        "stamp": "không đọc được {subject}.json",
        "stamp_changed": "{subject}.json không còn như khi ghi",
        "size": "{subject}.duckdb không còn cỡ như khi ghi",
        "bytes": "{subject}.duckdb không còn như khi ghi",
        "answer": "không mở hoặc không đọc được {subject}.duckdb",
    },
    "en": {
        "stamp": "{subject}.json cannot be read",
        "stamp_changed": "{subject}.json is not what was written",
        "size": "{subject}.duckdb has another size than it was written with",
        "bytes": "{subject}.duckdb is not what was written",
        "answer": "{subject}.duckdb cannot be opened or read",
    },
}


def sentence(language: str, code: str, subject: str, detail: str) -> str:
    """What to tell a person about a finding, in words where `detail` is a code; raises KeyError for a new code."""
    if code.endswith("_damaged"):
        detail = _DAMAGE[language][detail].format(subject=subject)
    elif code.endswith("_other_schema"):
        detail = detail or _UNKNOWN[language]
    return SENTENCES[language][code].format(subject=subject, detail=detail)
