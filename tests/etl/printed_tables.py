"""Real figures laid out as offices print them: title blocks, headers over several rows, group rows, signatures."""

import csv
from collections import defaultdict
from collections.abc import Sequence

from etl.reading.sheets import Sheet
from warehouse.paths import RAW_DIR, REFERENCE_DIR

MAINS = {
    "nhan_thuc_so": "Nhận thức số",
    "the_che_so": "Thể chế số",
    "ha_tang_so": "Hạ tầng số",
    "nhan_luc_so": "Nhân lực số",
    "an_toan_thong_tin_mang": "An toàn thông tin mạng",
    "chinh_quyen_so": "Hoạt động chính quyền số",
    "kinh_te_so": "Hoạt động kinh tế số",
    "xa_hoi_so": "Hoạt động xã hội số",
}
_CITIES = ("Hà Nội", "Đà Nẵng", "Cần Thơ", "Hải Phòng")


def rows_of(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ranking_rows(year: int = 2022) -> list[tuple[str, ...]]:
    """The ministry's table of a year in its long form, by rank: unit as printed, rank, index, eight main values."""
    figures: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in rows_of(RAW_DIR / str(year) / "dti_main_indicators.csv"):
        figures[row["province"]][row["component"]] = row
    ranked = sorted(figures.items(), key=lambda item: (int(item[1]["dti"]["rank"]), item[0]))
    return [
        (
            f"TP. {unit}" if unit in _CITIES else f"Tỉnh {unit}",
            known["dti"]["rank"],
            known["dti"]["value"].replace(".", ","),
            *(known[key]["value"].replace(".", ",") if key in known else "–" for key in MAINS),
        )
        for unit, known in ranked
    ]


def ministry_table(rows: Sequence[tuple[str, ...]], year: int = 2022) -> Sheet:
    """The table as it is printed: four title rows, a header in three merged rows, numbers of columns, notes."""
    head = [
        ("BỘ THÔNG TIN VÀ TRUYỀN THÔNG", *[""] * 7, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (),
        (f"KẾT QUẢ XẾP HẠNG MỨC ĐỘ CHUYỂN ĐỔI SỐ CẤP TỈNH NĂM {year}",),
        ("(Kèm theo Công văn của Bộ Thông tin và Truyền thông ngày 12 tháng 7 năm 2023)",),
        ("TT", "Tỉnh, thành phố", f"Kết quả đánh giá DTI năm {year}", *[""] * 9),
        ("", "", "Xếp hạng", "Tổng điểm", "Giá trị các chỉ số chính", *[""] * 7),
        ("", "", "", "", *(f"{number}. {name}" for number, name in enumerate(MAINS.values(), 1))),
        tuple(f"({number})" for number in range(1, 13)),
    ]
    body = [(str(number), *row) for number, row in enumerate(rows, 1)]
    below = [
        (),
        ("", "Trung bình cả nước", "", "0,5787"),
        ("Ghi chú: “–” là không công bố.",),
        ("Nơi nhận:", *[""] * 7, "TL. BỘ TRƯỞNG"),
        ("- Các tỉnh, thành phố;", *[""] * 7, "Nguyễn Văn A"),
    ]
    return Sheet("Bảng 1", tuple(head + body + below))


def component_rows() -> list[tuple[str, str, str, str]]:
    """Main indicators and components of dti_2021 in the order of the decision: level, code, name, main's maximum."""
    return [
        (row["indicator_level"], row["indicator_code"], row["indicator_name_vi"], row["max_score"])
        for row in rows_of(REFERENCE_DIR / "indicators.csv")
        if row["framework_code"] == "dti_2021" and row["indicator_level"] in ("group", "main", "component")
    ]


def made_up_points(code: str, status: str) -> tuple[str, str, str]:
    """Synthetic: maximum, own points and appraised points of a component whose status is real; maxima are not known."""
    maximum = 5 + len(code)
    appraised = {"full": str(maximum), "partial": "2,5", "zero": "0"}[status]
    return str(maximum), str(maximum), appraised
