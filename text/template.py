"""Words of the workbooks that analysts fill in. Vietnamese only: the file travels between Vietnamese offices, whichever
language the page it came from speaks, and its headings are what the layouts `template_*` read.
"""

GUIDE, LISTS = "Hướng dẫn", "Danh mục"

# sheets with rows to fill in, by kind; the names are part of the shape that is read back
SHEETS = {
    "main_values": ("Số liệu",),
    "main_points": ("Điểm",),
    "components": ("Điểm thẩm định", "Điểm tự đánh giá", "Điểm thẩm định vòng 1"),
    "statuses": ("Tình trạng",),
    "targets": ("Mục tiêu",),
    "tasks": ("Nhiệm vụ",),
    "framework": ("Bộ chỉ số", "Chỉ số tổng hợp", "Chỉ tiêu", "Trụ cột", "Nối tiếp", "Khóa"),
}

TITLES = {
    "Số liệu": "Giá trị của các chỉ số chính",
    "Điểm": "Điểm của các chỉ số chính",
    "Điểm thẩm định": "Điểm thẩm định của các chỉ số thành phần",
    "Điểm tự đánh giá": "Điểm tự đánh giá của các chỉ số thành phần",
    "Điểm thẩm định vòng 1": "Điểm thẩm định vòng 1, trước khi có kết quả cuối cùng, của các chỉ số thành phần",
    "Tình trạng": "Tình trạng của các chỉ số thành phần và lý do",
    "Mục tiêu": "Mục tiêu của kế hoạch",
    "Nhiệm vụ": "Nhiệm vụ của kế hoạch",
    "Bộ chỉ số": "Bộ chỉ số: văn bản và cách tính",
    "Chỉ số tổng hợp": "Chỉ số tổng hợp mới: chỉ điền khi mã của nó chưa có trong hệ thống",
    "Chỉ tiêu": "Cây chỉ số: mỗi dòng một chỉ số, theo thứ tự của văn bản",
    "Trụ cột": "Chỉ số chính của từng trụ cột",
    "Nối tiếp": "Chỉ số nối tiếp bộ chỉ số trước",
    "Khóa": "Khóa dùng trong tệp dữ liệu thay cho mã chỉ số",
}
# what is to be filled in, by kind; `{sheets}` are the sheets to fill in
FILL = {
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
}
SUBJECT = "{title} · {index}, năm {year} · {cohort} · {decision}"
FRAMEWORK_SUBJECT = "{title} · {framework}"

# our name of a column: its heading; the layouts and the reader of framework files go by these texts
WIDE = {"unit_code": "Mã", "unit_name": "Tên đơn vị", "rank": "Hạng"}
STATUSES = {
    "unit_code": "Mã đơn vị",
    "unit_name": "Tên đơn vị",
    "indicator_code": "Mã chỉ số",
    "indicator_name": "Tên chỉ số",
    "status": "Trạng thái",
    "reason_codes": "Lý do",
    "reason_text": "Diễn giải",
    "section": "Mục trong văn bản",
    "note": "Ghi chú",
}
TARGETS = {
    "scope_name": "Phạm vi",
    "scope_level": "Cấp",
    "unit_system": "Hệ đơn vị",
    "unit_name": "Tỉnh, thành phố",
    "index_code": "Mã chỉ số tổng hợp",
    "indicator_code": "Mã chỉ số",
    "measure": "Nội dung mục tiêu",
    "kind": "Loại mục tiêu",
    "operator": "Cách so",
    "low": "Mức từ",
    "high": "Mức đến",
    "target_unit": "Đơn vị tính",
    "due_year": "Năm đến hạn",
    "due_text": "Thời hạn như in",
    "printed_text": "Nguyên văn",
    "section": "Mục trong văn bản",
    "note": "Ghi chú",
}
TASKS = {
    "scope_name": "Phạm vi",
    "scope_level": "Cấp",
    "unit_system": "Hệ đơn vị",
    "unit_name": "Tỉnh, thành phố",
    "framework_code": "Bộ chỉ số",
    "indicator_code": "Mã chỉ số",
    "action": "Nội dung nhiệm vụ",
    "lead_agencies": "Cơ quan chủ trì",
    "coordinating_agencies": "Cơ quan phối hợp",
    "due_text": "Thời hạn như in",
    "due_on": "Ngày đến hạn",
    "evidence": "Tài liệu kiểm chứng",
    "section": "Mục trong văn bản",
    "note": "Ghi chú",
}
FRAMEWORKS = {
    "framework_code": "Mã bộ chỉ số",
    "index_code": "Mã chỉ số tổng hợp",
    "entity_level": "Cấp được đánh giá",
    "decision": "Văn bản ban hành",
    "issued_on": "Ngày ban hành",
    "total_max_score": "Tổng điểm tối đa",
    "value_rule": "Cách tính giá trị",
    "source_address": "Địa chỉ nguồn",
    "note": "Ghi chú",
}
INDEXES = {
    "index_code": "Mã chỉ số tổng hợp",
    "index_name_vi": "Tên tiếng Việt",
    "index_name_en": "Tên tiếng Anh",
    "short_name_vi": "Tên ngắn tiếng Việt",
    "short_name_en": "Tên ngắn tiếng Anh",
    "direction": "Chiều xếp hạng",
    "scale": "Thang số liệu",
    "shown_decimals": "Số chữ số thập phân",
}
INDICATORS = {
    "indicator_code": "Mã chỉ số",
    "parent_code": "Mã chỉ số cha",
    "indicator_level": "Cấp chỉ số",
    "indicator_name_vi": "Tên tiếng Việt",
    "indicator_name_en": "Tên tiếng Anh",
    "max_score": "Điểm tối đa",
    "max_score_basis": "Căn cứ của điểm tối đa",
    "weight": "Trọng số",
    "is_scored": "Có chấm điểm",
    "source": "Nguồn",
    "note": "Ghi chú",
}
PILLAR_MAINS = {"pillar_code": "Mã trụ cột", "main_code": "Mã chỉ số chính", "is_own": "Riêng của trụ cột"}
INDICATOR_LINKS = {
    "from_framework_code": "Bộ chỉ số trước",
    "from_indicator_code": "Mã chỉ số ở bộ trước",
    "to_indicator_code": "Mã chỉ số ở bộ này",
    "link_kind": "Kiểu nối tiếp",
    "note": "Ghi chú",
}
INDICATOR_KEYS = {"key_set": "Bộ khóa", "indicator_key": "Khóa", "indicator_code": "Mã chỉ số"}

# what a drop-down shows for each of our codes
CHOICES = {
    "status": {
        "full": "Đạt tối đa",
        "partial": "Chưa tối đa",
        "zero": "Không đạt điểm",
        "not_assessed": "Không đánh giá",
    },
    "scope_level": {"province": "Cấp tỉnh", "district": "Cấp huyện", "commune": "Cấp xã"},
    "kind": {"level": "Mức cần đạt", "yearly_growth": "Tăng hằng năm"},
    "operator": {
        "between": "Từ … đến …",
        "at_least": "Ít nhất",
        "more_than": "Trên",
        "equals": "Bằng",
        "about": "Khoảng",
        "at_most": "Không quá",
        "words": "Bằng lời",
    },
    "target_unit": {
        "percent": "%",
        "percent_of_budget": "% ngân sách",
        "percent_of_grdp": "% tổng sản phẩm trên địa bàn",
        "rank": "Hạng",
        "count": "Số lượng",
        "items_per_year": "Số lượng mỗi năm",
        "times_per_week": "Lần mỗi tuần",
        "words": "Bằng lời",
    },
    "entity_level": {
        "province": "Cấp tỉnh",
        "ministry": "Cấp bộ",
        "district": "Cấp huyện",
        "commune": "Cấp xã",
        "nation": "Quốc gia",
    },
    "value_rule": {
        "weighted_mains": "Tổng điểm các chỉ số chính / tổng điểm tối đa",
        "weighted_pillars": "Trọng số × giá trị các trụ cột",
        "published_only": "Chỉ dùng số công bố",
    },
    "direction": {"highest": "Cao nhất là hạng 1"},
    "scale": {"share": "Giá trị từ 0 đến 1", "points": "Điểm"},
    "indicator_level": {
        "index": "Chỉ số tổng hợp",
        "pillar": "Trụ cột",
        "group": "Nhóm",
        "main": "Chỉ số chính",
        "component": "Chỉ số thành phần",
        "subcomponent": "Tiểu mục",
    },
    "max_score_basis": {"published": "Công bố", "derived": "Suy ra"},
    "is_scored": {"true": "Có", "false": "Không"},
    "is_own": {"true": "Có", "false": "Không"},
    "link_kind": {"similar": "Cùng tên, khác nội dung"},
}

# one line under the title for columns whose heading does not say enough
HINTS = {
    "rank": "Hạng của chỉ số tổng hợp, nếu nguồn in",
    "status": "Chọn trong danh sách; để trống nếu chưa biết",
    "reason_codes": "Chọn một; nhiều lý do: nối bằng dấu |",
    "reason_text": "Diễn giải như nguồn in",
    "section": "Ví dụ: II.2.1, ý 2",
    "scope_name": "Tên tỉnh, huyện hoặc xã",
    "unit_system": "Điền sẵn, không sửa",
    "unit_name": "Cấp huyện, cấp xã: tỉnh, thành phố mà phạm vi thuộc về",
    "index_code": "Chọn khi mục tiêu, hoặc đề mục chứa nó, nêu tên một chỉ số",
    "indicator_code": "Để trống nếu không gắn với chỉ số nào",
    "measure": "Tên ngắn của điều được đo",
    "low": "Số đứng một mình cũng ghi ở đây",
    "high": "Chỉ dùng với “Từ … đến …” và “Không quá”",
    "due_on": "Ngày/tháng/năm, nếu văn bản nêu rõ",
    "printed_text": "Chép đúng câu chữ của văn bản",
    "framework_code": "Chữ thường không dấu, số và dấu gạch dưới, ví dụ dti_2024",
    "issued_on": "Ngày/tháng/năm",
    "total_max_score": "Tổng điểm của các chỉ số chính được chấm",
    "parent_code": "Trống ở chỉ số tổng hợp, bắt buộc ở các dòng khác",
    "max_score": "Trống nếu chưa biết, không chia đều",
    "max_score_basis": "Công bố: đọc trong văn bản; Suy ra: tính từ số khác",
    "weight": "Chỉ dùng khi giá trị tính theo trọng số",
    "is_scored": "Không: chỉ liệt kê, không tính điểm",
    "is_own": "Có: chỉ thuộc trụ cột này; Không: chung của các trụ cột",
    "key_set": "Ví dụ: dti",
    "index_name_vi": "Tên đầy đủ, như văn bản",
    "short_name_vi": "Tên trong danh sách chọn, ví dụ DTI cấp tỉnh",
    "short_name_en": "Tên trong danh sách chọn bằng tiếng Anh",
    "direction": "Hệ thống chỉ xếp hạng từ số cao nhất; chưa xếp được chỉ số mà số thấp là tốt",
    "scale": "Điểm: tổng điểm và điểm tối đa của các chỉ số chính phải biết đủ",
    "shown_decimals": "Từ 0 đến 4, ví dụ 4 cho giá trị, 2 cho điểm",
}
# the same columns where they ask for something else
FRAMEWORK_HINTS = {
    "Bộ chỉ số": {"index_code": "Chọn chỉ số đã có; chỉ số mới thì ghi mã mới và khai ở trang “Chỉ số tổng hợp”"},
    "Chỉ số tổng hợp": {"index_code": "Chữ thường không dấu, số và dấu gạch dưới, như mã ở trang “Bộ chỉ số”"},
}

WITH_MAXIMUM = "{name} (tối đa {maximum})"
WITHOUT_MAXIMUM = "{name} (chưa rõ điểm tối đa)"
NOT_SCORED = "{name} (không đánh giá, không điền)"

# what a spreadsheet says when a cell is refused, and before one is filled
REFUSED_TITLE = "Giá trị không hợp lệ"
REFUSED = {
    "list": "Chọn một mục trong danh sách của ô, hoặc để trống. Các mục được giải thích ở trang “Danh mục”.",
    "share": "Nhập số từ 0 đến 1, ví dụ 0,5320. Chưa biết thì để trống, không ghi 0.",
    "points": "Nhập số điểm từ 0 đến {maximum}. Chưa biết thì để trống, không ghi 0.",
    "open_points": "Nhập số điểm không âm. Chưa biết thì để trống, không ghi 0.",
    "maximum": "Nhập số không âm. Chưa biết thì để trống, không ghi 0.",
    "weight": "Nhập trọng số từ 0 đến 1, ví dụ 0,4, hoặc để trống.",
    "rank": "Nhập số nguyên từ 1 đến {last}. Không có hạng thì để trống.",
    "year": "Nhập năm bằng bốn chữ số, ví dụ 2025.",
    "day": "Nhập ngày, tháng, năm, ví dụ 20/12/2025.",
    "decimals": "Nhập số nguyên từ 0 đến 4.",
    "number": "Nhập một số; phần trăm ghi 50, không ghi 50%.",
}
SUGGESTED_TITLE = "Chưa có trong danh sách"
SUGGESTED = (
    "Giá trị này không có trong danh sách của ô. Nhiều lý do nối với nhau bằng dấu |; mã chỉ số khác phải có trong bộ "
    "chỉ số, mã chỉ số tổng hợp mới phải khai ở trang của nó. Vẫn giữ?"
)

PAGE = "Trang &P/&N"
