"""The instructions inside a template, in Vietnamese: what to fill in, what an empty cell means, whom to send it to."""

from text.template import FILL

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
    "fill": FILL,
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
