"""Words of the reconciliation page."""

VI: dict[str, str] = {
    "reconciliation_title": "Đối chiếu",
    "reconciliation_help": "Mỗi số in trong văn bản đặt cạnh số tính được hoặc nguồn tốt hơn, với kết luận và lý do.",
    "reconciliation_answer": "Đã đối chiếu {check} số in trong các nguồn: {exact} khớp từng chữ số, "
    "{equal_at_printed_precision} khớp ở độ chính xác được in, {within_rounding_of_parts} trong sai số làm tròn của "
    "các thành phần, {different} khác.",
    "reconciliation_all_explained": "Mọi khác biệt đều đã có lý do.",
    "reconciliation_some_unexplained": "Còn {count} khác biệt chưa có lý do.",
    "reconciliation_method": "Số in không bao giờ bị sửa: mọi số của mọi nguồn đều được giữ, số của nguồn tốt hơn được "
    "dùng. Lý do của từng khác biệt đã biết ở cột “Lý do”.",
    "reconciliation_nothing": "Bản dữ liệu này chưa có số nào đối chiếu được. Cần ít nhất hai nguồn cho cùng một số, "
    "hoặc đủ chỉ số chính để tính.",
    "reconciliation_no_match": "Không có số nào khớp bộ lọc ({filters}). Hãy bỏ bớt điều kiện.",
    "reconciliation_count_one": "{count} số được đối chiếu",
    "reconciliation_count_many": "{count} số được đối chiếu",
    "reconciliation_alt": "Bảng đối chiếu, {title}: số in, số đối chiếu, chênh lệch, kết luận, lý do và nguồn",
    "reconciliation_counts_title": "Kết luận theo kỳ đánh giá",
    "reconciliation_counts_alt": "Bảng {title}: số lần đối chiếu theo kết luận của {count} kỳ đánh giá",
    "reconciliation_unexplained": "Chưa có lý do: cần người xem xét",
    "reconciliation_cohort": "Cả nhóm đơn vị",
    # pickers
    "reconciliation_pick_edition": "Kỳ đánh giá",
    "reconciliation_pick_verdict": "Kết luận",
    "reconciliation_pick_figure": "Loại số",
    "reconciliation_pick_search": "Tìm đơn vị, chỉ số",
    "reconciliation_pick_search_hint": "Tên hoặc mã",
    "reconciliation_all_edition": "Mọi kỳ",
    "reconciliation_all_verdict": "Mọi kết luận",
    "reconciliation_all_figure": "Mọi loại số",
    "reconciliation_unknown_edition": "Đường dẫn ghi kỳ đánh giá “{asked}”, không có trong dữ liệu. Trang hiện mọi kỳ; "
    "hãy chọn lại ở “Kỳ đánh giá”.",
    "reconciliation_unknown_verdict": "Đường dẫn ghi kết luận “{asked}”, không có. Trang hiện mọi kết luận; hãy chọn "
    "lại ở “Kết luận”.",
    "reconciliation_unknown_figure": "Đường dẫn ghi loại số “{asked}”, không có. Trang hiện mọi loại số; hãy chọn lại "
    "ở “Loại số”.",
    # columns
    "reconciliation_column_edition": "Kỳ đánh giá",
    "reconciliation_column_code": "Mã chỉ số",
    "reconciliation_column_reason": "Lý do",
    "reconciliation_column_source": "Nguồn in số",
    "reconciliation_column_check": "Số lần đối chiếu",
    "reconciliation_column_unexplained": "Chưa có lý do",
    # files
    "reconciliation_sheet": "Đối chiếu",
    "reconciliation_sheet_counts": "Theo kỳ đánh giá",
    "reconciliation_file": "doi-chieu",
    "reconciliation_file_counts": "doi-chieu-theo-ky",
}

EN: dict[str, str] = {
    "reconciliation_title": "Reconciliation",
    "reconciliation_help": "Every printed figure beside the computed one or a better source, with verdict and reason.",
    "reconciliation_answer": "{check} printed figures were checked: {exact} are the same digit for digit, "
    "{equal_at_printed_precision} are equal at the printed precision, {within_rounding_of_parts} lie within the "
    "rounding of their parts, {different} differ.",
    "reconciliation_all_explained": "Every difference has its reason.",
    "reconciliation_some_unexplained": "Differences without a reason yet: {count}.",
    "reconciliation_method": "A printed figure is never corrected: every figure of every source is kept, that of the "
    "better source is used. The reason of each known difference is in the column “Reason”.",
    "reconciliation_nothing": "This data build has no figure that can be checked. It takes two sources of one figure, "
    "or all the main indicators a figure is computed from.",
    "reconciliation_no_match": "No figure matches the filter ({filters}). Drop a condition.",
    "reconciliation_count_one": "{count} figure checked",
    "reconciliation_count_many": "{count} figures checked",
    "reconciliation_alt": "Table of reconciliation, {title}: printed, held against, difference, verdict, reason and "
    "source",
    "reconciliation_counts_title": "Verdicts by edition",
    "reconciliation_counts_alt": "Table {title}: checks by verdict for {count} editions",
    "reconciliation_unexplained": "No reason known: a person should look",
    "reconciliation_cohort": "The whole cohort",
    # pickers
    "reconciliation_pick_edition": "Edition",
    "reconciliation_pick_verdict": "Verdict",
    "reconciliation_pick_figure": "Kind of figure",
    "reconciliation_pick_search": "Find unit or indicator",
    "reconciliation_pick_search_hint": "Name or code",
    "reconciliation_all_edition": "All editions",
    "reconciliation_all_verdict": "All verdicts",
    "reconciliation_all_figure": "All kinds",
    "reconciliation_unknown_edition": "The link asks for the edition “{asked}”, which the data do not have. All "
    "editions are shown; choose again in “Edition”.",
    "reconciliation_unknown_verdict": "The link asks for the verdict “{asked}”, which does not exist. All verdicts "
    "are shown; choose again in “Verdict”.",
    "reconciliation_unknown_figure": "The link asks for the kind of figure “{asked}”, which does not exist. All kinds "
    "are shown; choose again in “Kind of figure”.",
    # columns
    "reconciliation_column_edition": "Edition",
    "reconciliation_column_code": "Code of the indicator",
    "reconciliation_column_reason": "Reason",
    "reconciliation_column_source": "Printed in",
    "reconciliation_column_check": "Checks",
    "reconciliation_column_unexplained": "Without a reason",
    # files
    "reconciliation_sheet": "Reconciliation",
    "reconciliation_sheet_counts": "By edition",
    "reconciliation_file": "reconciliation",
    "reconciliation_file_counts": "reconciliation-by-edition",
}
