"""The instructions inside a template, in Vietnamese: what to fill in, what an empty cell means, whom to send it to."""

TITLE = "Mẫu nhập số liệu: {title}"
FACTS = {
    "framework": "Bộ chỉ số",
    "index": "Chỉ số tổng hợp",
    "year": "Năm đánh giá",
    "cohort": "Nhóm xếp hạng",
    "unit": "Đơn vị",
}
EVERY_UNIT = "Tất cả {count} đơn vị của nhóm"

HEADINGS = {
    "fill": "Điền gì, ở đâu",
    "empty": "Ô để trống",
    "decimals": "Số thập phân",
    "codes": "Mã và ô khóa",
    "statuses": "Trạng thái",
    "sums": "Cộng điểm",
    "send": "Gửi cho ai",
}

# the text under each heading, one for all kinds of template or one for each; `{sheets}` are the sheets to fill in
PARTS: dict[str, str | dict[str, str]] = {
    "fill": {
        "main_values": "Điền ở trang “{sheets}”: mỗi dòng một đơn vị, mỗi cột một chỉ số. Giá trị là điểm chia cho "
        "điểm tối đa, từ 0 đến 1, như nguồn in. Cột “Hạng” là hạng của chỉ số tổng hợp.",
        "main_points": "Điền ở trang “{sheets}”: mỗi dòng một đơn vị, mỗi cột một chỉ số, bằng điểm như nguồn in, "
        "không chia cho điểm tối đa. Cột “Hạng” là hạng của chỉ số tổng hợp.",
        "components": "Điền ở các trang “{sheets}”: mỗi dòng một đơn vị, mỗi cột một chỉ số thành phần. Điểm do cơ "
        "quan thẩm định chấm và điểm đơn vị tự chấm là hai loại điểm, mỗi loại một trang, không trộn với nhau.",
        "statuses": "Điền ở trang “{sheets}”: mỗi dòng một chỉ số thành phần của một đơn vị. Chọn trạng thái, và lý "
        "do nếu nguồn nêu.",
        "targets": "Điền ở trang “{sheets}”: mỗi dòng một mục tiêu của kế hoạch. Cột “Nguyên văn” chép đúng câu chữ "
        "của văn bản; các cột khác nói điều đó bằng số. Kế hoạch của huyện, xã: tên huyện, xã ở cột “Phạm vi”, tên "
        "tỉnh ở cột “Tỉnh, thành phố”.",
        "tasks": "Điền ở trang “{sheets}”: mỗi dòng một nhiệm vụ của kế hoạch. Nhiều cơ quan nối với nhau bằng dấu "
        "chấm phẩy. Kế hoạch của huyện, xã: tên huyện, xã ở cột “Phạm vi”, tên tỉnh ở cột “Tỉnh, thành phố”.",
        "framework": "Các trang “{sheets}” mô tả một bộ chỉ số: văn bản ban hành, cây chỉ số, trụ cột, chỉ số nối "
        "tiếp bộ trước, khóa dùng trong tệp dữ liệu. Điều đã biết được điền sẵn; bổ sung chỗ còn trống, không bỏ dòng "
        "đã có. Chỉ số tổng hợp mới thì đặt mã cho nó ở trang “Bộ chỉ số” và khai tên, chiều, thang số liệu ở trang "
        "“Chỉ số tổng hợp”.",
    },
    "empty": "Ô để trống nghĩa là chưa biết: không tạo ra số liệu nào và không phải là 0. Chỉ ghi 0 khi nguồn ghi 0. "
    "Không ghi “x”, “-”, “Không” hay chữ khác vào ô số.",
    "decimals": "Dấu thập phân theo cài đặt của máy (tiếng Việt: dấu phẩy, 0,5320). Giữ đủ chữ số như nguồn in. Không "
    "ghi công thức, dấu phần trăm hay dạng 72,33/150.",
    "codes": "Mã là văn bản: 1.10 khác 1.1, 01 khác 1. Ô mã điền sẵn đã khóa. Không đổi tên trang, không thêm, bớt hay "
    "đổi chỗ cột. Các trang được bảo vệ nhưng không đặt mật khẩu.",
    "statuses": {
        "statuses": "Đạt tối đa: điểm bằng điểm tối đa. Chưa tối đa: có điểm nhưng thấp hơn điểm tối đa. Không đạt "
        "điểm: được chấm và bằng 0. Không đánh giá: kỳ này không chấm, không tính vào tổng. Chưa biết thì để trống.",
        "components": "Trạng thái (đạt tối đa, chưa tối đa, không đạt điểm) được suy ra từ điểm thẩm định và điểm tối "
        "đa, không phải điền. Cột ghi “không đánh giá” đã khóa. Chưa rõ điểm tối đa thì vẫn điền điểm được.",
    },
    "sums": {
        "framework": "Khi đã biết đủ, điểm tối đa của các chỉ số thành phần cộng lại bằng điểm tối đa của chỉ số "
        "chính; của các chỉ số chính cộng lại bằng tổng điểm của bộ chỉ số, của nhóm và của trụ cột. Điểm chưa biết để "
        "trống, không chia đều.",
    },
    "send": "Lưu ở dạng .xlsx rồi gửi cho người phụ trách nạp số liệu của cơ quan. Người đó nạp tệp ở trang nạp số "
    "liệu, xem lỗi theo từng ô và bản xem trước; tệp còn lỗi không làm thay đổi số liệu đang dùng.",
}
