"""What the columns of a delivered file may mean, in words: `unit_name`, or an indicator and a field, `dti:rank`."""

import re
from collections.abc import Mapping

_CODE_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|^(?:title|publisher|authority|section)$")
_INDICATORS = {
    "vi": {
        "dti": "DTI",
        "nhan_thuc_so": "Nhận thức số",
        "the_che_so": "Thể chế số",
        "ha_tang_so": "Hạ tầng số",
        "nhan_luc_so": "Nhân lực số",
        "an_toan_thong_tin_mang": "An toàn thông tin mạng",
        "chinh_quyen_so": "Hoạt động chính quyền số",
        "kinh_te_so": "Hoạt động kinh tế số",
        "xa_hoi_so": "Hoạt động xã hội số",
        "tru_cot_chinh_quyen_so": "Trụ cột chính quyền số",
        "tru_cot_kinh_te_so": "Trụ cột kinh tế số",
        "tru_cot_xa_hoi_so": "Trụ cột xã hội số",
    },
    "en": {
        "dti": "DTI",
        "nhan_thuc_so": "Digital awareness",
        "the_che_so": "Digital institutions",
        "ha_tang_so": "Digital infrastructure",
        "nhan_luc_so": "Digital human resources",
        "an_toan_thong_tin_mang": "Network information security",
        "chinh_quyen_so": "Digital government activities",
        "kinh_te_so": "Digital economy activities",
        "xa_hoi_so": "Digital society activities",
        "tru_cot_chinh_quyen_so": "Digital government pillar",
        "tru_cot_kinh_te_so": "Digital economy pillar",
        "tru_cot_xa_hoi_so": "Digital society pillar",
    },
}
_NAMES = {
    "vi": {
        "unit_name": "tên tỉnh, đơn vị",
        "unit_code": "mã tỉnh, đơn vị",
        "indicator_code": "mã chỉ số",
        "indicator_name": "tên chỉ số",
        "indicator_key": "từ khóa chỉ số",
        "figures": "cột số liệu",
        "value": "giá trị",
        "score": "điểm được đánh giá",
        "first_round_score": "điểm đánh giá lần 1",
        "self_score": "điểm tự đánh giá",
        "max_score": "điểm tối đa",
        "rank": "hạng",
        "rank_of": "số đơn vị xếp hạng",
        "places_gained": "số bậc tăng",
        "value_change": "mức thay đổi giá trị",
        "reason_text": "lý do, giải trình",
        "note": "ghi chú",
        "ignored": "không đọc",
        "edition_code": "mã kỳ đánh giá",
        "period_code": "thời kỳ",
        "year": "năm",
        "cohort_code": "nhóm xếp hạng",
        "framework_code": "bộ chỉ số",
        "index_code": "chỉ số tổng hợp",
        "source_address": "địa chỉ nguồn",
        "document_number": "số hiệu văn bản",
        "section": "mục trong văn bản",
        "title": "tên tài liệu",
        "publisher": "cơ quan ban hành",
        "authority": "loại nguồn",
        "unit_system": "hệ thống đơn vị",
        "target_unit": "đơn vị tính",
        "scope_name": "tên nơi áp dụng",
        "scope_level": "cấp của nơi áp dụng",
        "due_text": "thời hạn",
        "due_on": "ngày hết hạn",
        "due_year": "năm đến hạn",
        "due_rule": "quy tắc thời hạn",
        "due_day": "ngày đến hạn",
        "due_month": "tháng đến hạn",
        "printed_text": "câu chữ trong văn bản",
        "lead_agencies": "cơ quan chủ trì",
        "coordinating_agencies": "cơ quan phối hợp",
        "reason_codes": "lý do",
        "main_values": "chỉ số chính, thứ hạng",
    },
    "en": {
        "unit_name": "name of the province or unit",
        "unit_code": "code of the province or unit",
        "indicator_code": "code of the indicator",
        "indicator_name": "name of the indicator",
        "indicator_key": "key of the indicator",
        "figures": "columns of figures",
        "value": "value",
        "score": "appraised score",
        "first_round_score": "score of the first round",
        "self_score": "self-assessed score",
        "max_score": "maximum score",
        "rank": "rank",
        "rank_of": "units ranked",
        "places_gained": "places gained",
        "value_change": "change of value",
        "reason_text": "reason, explanation",
        "note": "note",
        "ignored": "not read",
        "edition_code": "edition code",
        "period_code": "period",
        "year": "year",
        "cohort_code": "cohort",
        "framework_code": "framework",
        "index_code": "index",
        "source_address": "source address",
        "document_number": "document number",
        "section": "section of the document",
        "title": "title of the document",
        "publisher": "publisher",
        "authority": "kind of source",
        "unit_system": "system of units",
        "target_unit": "unit of measure",
        "scope_name": "name of the place",
        "scope_level": "level of the place",
        "due_text": "deadline",
        "due_on": "day of the deadline",
        "due_year": "year of the deadline",
        "due_rule": "rule of the deadline",
        "due_day": "day it is due",
        "due_month": "month it is due",
        "printed_text": "words of the document",
        "lead_agencies": "lead agencies",
        "coordinating_agencies": "co-ordinating agencies",
        "reason_codes": "reasons",
        "main_values": "main indicators, ranks",
    },
}


def meaning(language: str, code: str, names: Mapping[str, str] | None = None) -> str:
    """The words for what a column means; an indicator nobody named here by its own code, or by `names` if given.

    A column that has no words here is called by the heading its layout gives it, which the caller passes in `names`.
    """
    indicator, colon, field = code.partition(":")
    given = names or {}
    if not colon:
        return given.get(code) or _NAMES[language].get(code, code)
    name = given.get(indicator) or _INDICATORS[language].get(indicator, indicator)
    return f"{name}: {_NAMES[language].get(field, field)}"


def spoken(language: str, text: str) -> str:
    """The text with our names for columns in words; other words stay, and names that are plain words too."""
    names = _NAMES[language]
    return _CODE_NAME.sub(lambda match: names.get(match[0], match[0]), text)
