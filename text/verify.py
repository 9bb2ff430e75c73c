"""What `python -m etl verify` finds: one sentence per finding in each language, what is wrong and what to do."""

SENTENCES = {
    "vi": {
        "no_current": "Chưa có bản hiện hành trong {subject}. Chạy `python -m etl build`.",
        "current_missing": "Bản hiện hành {subject} không còn tệp. Chạy `python -m etl build` để dựng lại, hoặc "
        "`python -m etl rollback`.",
        "current_other_schema": "Bản hiện hành {subject} có lược đồ {detail} của phiên bản khác. Chạy "
        "`python -m etl build`.",
        "current_damaged": "Bản hiện hành {subject} bị hỏng ({detail}). Chạy `python -m etl build` để dựng lại; không "
        "lượt nạp nào bị mất.",
        "not_published_last": "Bản hiện hành {subject} không phải bản được công bố sau cùng ({detail}). Chạy "
        "`python -m etl publish {subject}` để giữ bản này, hoặc `publish` bản muốn dùng.",
        "build_other_schema": "Bản {subject} có lược đồ {detail} của phiên bản khác, không quay lại được. Nếu cần, "
        "dựng lại: `python -m etl build --loads-of {subject}`.",
        "build_damaged": "Bản {subject} bị hỏng ({detail}), không quay lại được. Nếu cần, dựng lại: `python -m etl "
        "build --loads-of {subject}`; nếu không, xóa hai tệp của bản đó.",
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
        "publications_unreadable": "{detail} dòng của {subject} không đọc được. Lấy lại từ bản sao lưu nếu có; các "
        "dòng khác vẫn dùng được.",
        "audit_unreadable": "{detail} dòng của {subject} không đọc được. Giữ tệp, tìm nguyên nhân (đĩa, sửa tay), lấy "
        "lại từ bản sao lưu nếu có.",
        "publication_unrecorded": "Lần công bố bản {subject} lúc {detail} không có trong nhật ký. Hỏi ai đã sửa "
        "nhật ký hoặc PUBLISHED; so với bản sao lưu.",
    },
    "en": {
        "no_current": "There is no current build in {subject}. Run `python -m etl build`.",
        "current_missing": "The files of the current build {subject} are gone. Run `python -m etl build` to make it "
        "anew, or `python -m etl rollback`.",
        "current_other_schema": "The current build {subject} has the schema {detail} of another version. Run "
        "`python -m etl build`.",
        "current_damaged": "The current build {subject} is damaged ({detail}). Run `python -m etl build` to make it "
        "anew; no load is lost.",
        "not_published_last": "The current build {subject} is not the one published last ({detail}). Run "
        "`python -m etl publish {subject}` to keep it, or publish the one that is wanted.",
        "build_other_schema": "The build {subject} has the schema {detail} of another version and cannot be gone back "
        "to. If it is needed, make it anew: `python -m etl build --loads-of {subject}`.",
        "build_damaged": "The build {subject} is damaged ({detail}) and cannot be gone back to. If it is needed, make "
        "it anew: `python -m etl build --loads-of {subject}`; if not, delete its two files.",
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
        "publications_unreadable": "{detail} lines of {subject} cannot be read. Restore it from the backup if there is "
        "one; the other lines still count.",
        "audit_unreadable": "{detail} lines of {subject} cannot be read. Keep the file, look for the cause (the disk, "
        "a hand), restore it from the backup if there is one.",
        "publication_unrecorded": "The publication of {subject} at {detail} is not in the audit log. Ask who has "
        "changed the audit log or PUBLISHED; compare with the backup.",
    },
}
