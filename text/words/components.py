"""Words of the components page."""

VI: dict[str, str] = {
    "components_title": "Chỉ số thành phần",
    "components_help": "Chỉ số thành phần của một đơn vị trong một năm: tình trạng, điểm tối đa hoặc mức trần, lý "
    "do, cơ quan chủ trì, nguồn.",
    # statuses
    "components_status_full": "Đạt tối đa",
    "components_status_partial": "Chưa tối đa",
    "components_status_zero": "Không đạt điểm",
    "components_status_not_assessed": "Không đánh giá",
    "components_status_unknown": "Chưa rõ",
    "components_letter_full": "Đ",
    "components_letter_partial": "M",
    "components_letter_zero": "0",
    "components_letter_not_assessed": "KĐG",
    "components_letter_unknown": "—",
    "components_status_cell": "{letter} · {status}",
    # the answer
    "components_counts": "{unit} {year}{index}: {full} đạt tối đa, {partial} chưa tối đa, {zero} không đạt điểm "
    "trên {assessed}, {not_assessed} không đánh giá{unknown}.",
    "components_counts_index": " ({name})",
    "components_counts_unknown": ", {count} chưa rõ tình trạng",
    "components_shown": "Đang hiển thị {count}/{all} chỉ số thành phần: {filters}.",
    "components_reason_counts": "Lý do “{reason}” được nêu cho {count} chỉ số thành phần, trong đó {certain} chắc "
    "chắn (lý do duy nhất), {shared} chỉ là một trong các lý do của danh sách.",
    "components_count_one": "{count} chỉ số thành phần",
    "components_count_many": "{count} chỉ số thành phần",
    # pickers
    "components_pick_main": "Chỉ số chính",
    "components_pick_status": "Tình trạng",
    "components_pick_reason": "Lý do",
    "components_pick_agency": "Cơ quan chủ trì",
    "components_pick_search": "Tìm chỉ số thành phần",
    "components_pick_search_hint": "Mã hoặc tên",
    "components_pick_view": "Cách xem",
    "components_view_list": "Danh sách",
    "components_view_heat": "Bản đồ nhiệt",
    "components_view_appraisal": "Tự đánh giá và thẩm định",
    "components_all_mains": "Mọi chỉ số chính",
    "components_all_statuses": "Mọi tình trạng",
    "components_all_reasons": "Mọi lý do",
    "components_all_agencies": "Mọi cơ quan",
    "components_no_agency": "Chưa nêu cơ quan",
    "components_reason_option": "{reason} ({count})",
    # filters in words
    "components_filter_main": "chỉ số chính {main}",
    "components_filter_status": "tình trạng “{status}”",
    "components_filter_reason": "lý do “{reason}”",
    "components_filter_agency": "cơ quan chủ trì “{agency}”",
    "components_filter_search": "mã hoặc tên chứa “{text}”",
    # refusals and empty states
    "components_unknown_main": "Đường dẫn ghi chỉ số chính “{asked}”, không có trong bộ chỉ số này. Đang hiển thị "
    "mọi chỉ số chính; chọn lại ở ô “Chỉ số chính”.",
    "components_unknown_status": "Đường dẫn ghi tình trạng “{asked}”, không có trong danh mục. Đang hiển thị mọi "
    "tình trạng; chọn lại ở ô “Tình trạng”.",
    "components_unknown_reason": "Đường dẫn ghi lý do “{asked}”, không có trong danh mục. Đang hiển thị mọi lý do; "
    "chọn lại ở ô “Lý do”.",
    "components_unknown_agency": "Đường dẫn ghi cơ quan “{asked}”, không chủ trì chỉ số thành phần nào ở đây. Đang "
    "hiển thị mọi cơ quan; chọn lại ở ô “Cơ quan chủ trì”.",
    "components_unknown_view": "Đường dẫn ghi cách xem “{asked}”, không có. Đang hiển thị danh sách; chọn lại ở "
    "“Cách xem”.",
    "components_no_match": "Không có chỉ số thành phần nào khớp với bộ lọc ({filters}). Xóa chữ trong ô tìm hoặc bỏ "
    "bớt điều kiện lọc.",
    "components_choose_unit": "Chọn một đơn vị ở ô “Đơn vị của tôi” để xem các chỉ số thành phần của đơn vị đó.",
    "components_only_mains": "{unit} năm {year} mới có số liệu của chỉ số chính, chưa nạp tình trạng của chỉ số "
    "thành phần. Điểm mất theo chỉ số chính ở bảng dưới; muốn biết mất ở đâu, nạp tệp tình trạng chỉ số thành phần "
    "của năm này.",
    "components_nothing": "Bản dữ liệu này chưa có số liệu của {unit} năm {year} cho chỉ số chính và chỉ số thành "
    "phần. Chọn năm hoặc đơn vị khác, hoặc nạp tệp số liệu của năm này.",
    "components_loaded": "Đã nạp chỉ số thành phần của:",
    "components_loaded_none": "Bản dữ liệu này chưa nạp chỉ số thành phần của đơn vị nào.",
    "components_loaded_more": "và {count} nơi khác; chọn bằng các ô ở trên.",
    "components_loaded_unit": "{unit} {year} · {index} ({components})",
    # notes
    "components_doubt_needs_too_much": "Kiểm tra lại phân loại, chỉ số chính {main}: {points} điểm đều từ "
    "{components} ({codes}), nên điểm tối đa của riêng các chỉ số này cộng lại phải từ {score} trở lên.",
    "components_doubt_leaves_too_little": "Kiểm tra lại phân loại, chỉ số chính {main}: cả chỉ số chính chỉ được "
    "{points} điểm, nên {components} đạt tối đa ({codes}) có điểm tối đa cộng lại nhiều nhất là {score}.",
    "components_disputed": "Điểm và tình trạng ghi trong văn bản không khớp nhau, tình trạng lấy theo điểm: {codes}.",
    "components_bounds": "Dữ liệu chưa có điểm tối đa của từng chỉ số thành phần. “≤” là mức trần suy ra từ điểm của "
    "chỉ số chính và tình trạng, không phải điểm tối đa.",
    "components_shared_reasons": "Văn bản nêu lý do chung cho cả danh sách: chỉ lý do đứng một mình là chắc chắn; "
    "nhiều lý do cùng nêu thì mỗi lý do là một trong các lý do của danh sách, lý do nêu cho “một số” không chắc cho "
    "riêng chỉ số nào. Bộ lọc tìm theo lý do bất kỳ.",
    "components_not_assessed": "Không đánh giá (KĐG) khác với 0 điểm: không tính vào số chỉ số được chấm, không "
    "cộng vào điểm mất.",
    "components_one_column": "Mới nạp chỉ số thành phần của một đơn vị trong một năm, nên chưa có năm hay đơn vị "
    "nào để đặt cạnh.",
    "components_transcribed": "Ghi chú khi đọc văn bản ({count})",
    # list
    "components_list_title": "Chỉ số thành phần của {unit} năm {year} · {index}",
    "components_list_alt": "Bảng {title}: mã, tên, tình trạng, điểm tối đa hoặc mức trần, lý do, cơ quan chủ trì và "
    "nguồn của {count} chỉ số thành phần",
    "components_column_code": "Mã",
    "components_column_name": "Chỉ số thành phần",
    "components_column_letter": "Ký hiệu",
    "components_column_max_help": "Điểm tối đa, hoặc mức trần của nó (≤) khi chưa biết.",
    "components_column_reason": "Lý do",
    "components_column_source": "Nguồn",
    "components_max_upper": "tối đa ≤ {score}",
    "components_reason_some": "Lý do của một số chỉ số trong danh sách này: {reasons}",
    "components_reason_shared": "Một trong các lý do của danh sách này: {reasons}",
    # mains
    "components_mains_title": "Điểm mất theo chỉ số chính",
    "components_mains_alt": "Bảng điểm mất và số chỉ số thành phần theo tình trạng của {count} chỉ số chính, {title}",
    "components_column_main_score": "Điểm đạt",
    # charts
    "components_bars_title": "Tình trạng chỉ số thành phần theo chỉ số chính · {unit} {year} · {index}",
    "components_bars_alt": "Biểu đồ thanh chồng {title}: số chỉ số thành phần đạt tối đa, chưa tối đa, không đạt "
    "điểm, không đánh giá của {count} chỉ số chính; mất nhiều điểm nhất: {most}. Số liệu nằm trong bảng bên cạnh.",
    "components_bars_hover": "{main}<br>{status}: {components}",
    "components_lost": "mất {points}",
    "components_lost_unknown": "chưa biết điểm mất",
    "components_heat_title": "Bản đồ tình trạng chỉ số thành phần · {unit} {year} · {index}",
    "components_heat_alt": "Bản đồ nhiệt {title}: tình trạng của {count} chỉ số thành phần, mỗi ô một mã và một chữ "
    "(Đ, M, 0, KĐG). Số liệu nằm trong bảng phía dưới và ở cách xem “Danh sách”.",
    "components_heat_table_alt": "Bảng {title}: tình trạng của {count} chỉ số thành phần theo năm và đơn vị",
    "components_heat_hover": "{code}. {name}<br>{column}: {status}",
    "components_heat_column": "Năm {year}",
    # files
    "components_sheet": "Chỉ số thành phần",
    "components_sheet_mains": "Chỉ số chính",
    "components_sheet_heat": "Theo năm và đơn vị",
    "components_file": "chi-so-thanh-phan",
    "components_file_mains": "diem-mat",
    "components_file_heat": "tinh-trang",
    "components_field_certainty": "Mức chắc chắn của lý do",
    "components_word_certain": "chắc chắn",
    "components_word_shared": "một trong các lý do của danh sách",
}

EN: dict[str, str] = {
    "components_title": "Components",
    "components_help": "The components of one unit in one year: status, maximum or its bound, reason, lead agency, "
    "source.",
    # statuses
    "components_status_full": "Full",
    "components_status_partial": "Partial",
    "components_status_zero": "No points",
    "components_status_not_assessed": "Not assessed",
    "components_status_unknown": "Unknown",
    "components_letter_full": "F",
    "components_letter_partial": "P",
    "components_letter_zero": "0",
    "components_letter_not_assessed": "NA",
    "components_letter_unknown": "—",
    "components_status_cell": "{letter} · {status}",
    # the answer
    "components_counts": "{unit} {year}{index}: {full} full, {partial} partial, {zero} without points, of "
    "{assessed} assessed; {not_assessed} not assessed{unknown}.",
    "components_counts_index": " ({name})",
    "components_counts_unknown": ", {count} of unknown status",
    "components_shown": "Showing {count}/{all} components: {filters}.",
    "components_reason_counts": "The reason “{reason}” is given for {count} components: certain (the only reason) "
    "for {certain}, one of the reasons of a list for {shared}.",
    "components_count_one": "{count} component",
    "components_count_many": "{count} components",
    # pickers
    "components_pick_main": "Main indicator",
    "components_pick_status": "Status",
    "components_pick_reason": "Reason",
    "components_pick_agency": "Lead agency",
    "components_pick_search": "Find a component",
    "components_pick_search_hint": "Code or name",
    "components_pick_view": "View",
    "components_view_list": "List",
    "components_view_heat": "Heat map",
    "components_view_appraisal": "Self-assessed and appraised",
    "components_all_mains": "All main indicators",
    "components_all_statuses": "All statuses",
    "components_all_reasons": "All reasons",
    "components_all_agencies": "All agencies",
    "components_no_agency": "No agency named",
    "components_reason_option": "{reason} ({count})",
    # filters in words
    "components_filter_main": "main indicator {main}",
    "components_filter_status": "status “{status}”",
    "components_filter_reason": "reason “{reason}”",
    "components_filter_agency": "lead agency “{agency}”",
    "components_filter_search": "code or name contains “{text}”",
    # refusals and empty states
    "components_unknown_main": "The link asks for the main indicator “{asked}”, which this framework does not have. "
    "All main indicators are shown; choose again in “Main indicator”.",
    "components_unknown_status": "The link asks for the status “{asked}”, which does not exist. All statuses are "
    "shown; choose again in “Status”.",
    "components_unknown_reason": "The link asks for the reason “{asked}”, which does not exist. All reasons are "
    "shown; choose again in “Reason”.",
    "components_unknown_agency": "The link asks for the agency “{asked}”, which leads no component here. All "
    "agencies are shown; choose again in “Lead agency”.",
    "components_unknown_view": "The link asks for the view “{asked}”, which does not exist. The list is shown; "
    "choose again in “View”.",
    "components_no_match": "No component matches the filter ({filters}). Clear the search text or drop a condition.",
    "components_choose_unit": "Choose a unit in “My unit” to see its components.",
    "components_only_mains": "For {unit} in {year} only main indicators are loaded, no statuses of components. The "
    "points lost per main indicator are in the table below; to see where they were lost, load a file of component "
    "statuses for this year.",
    "components_nothing": "This data build has no figures of {unit} in {year} for main indicators or components. "
    "Choose another year or unit, or load a file of figures for this year.",
    "components_loaded": "Components are loaded for:",
    "components_loaded_none": "No unit's components are loaded in this data build.",
    "components_loaded_more": "and {count} others; choose them with the pickers above.",
    "components_loaded_unit": "{unit} {year} · {index} ({components})",
    # notes
    "components_doubt_needs_too_much": "Check the classification, main indicator {main}: all {points} points come "
    "from {components} ({codes}), so the maxima of these alone must add up to {score} or more.",
    "components_doubt_leaves_too_little": "Check the classification, main indicator {main}: it has only {points} "
    "points, so the maxima of {components} with full points ({codes}) add up to {score} at most.",
    "components_disputed": "Points and the status the document states disagree; the status shown follows the "
    "points: {codes}.",
    "components_bounds": "The data do not have the maximum of single components. “≤” is a bound that follows from the "
    "main indicator's points and the status; it is not the maximum.",
    "components_shared_reasons": "The document gives reasons for whole lists: only a reason that stands alone is "
    "certain; of several, each is one of the reasons of that list, and one given for “some” is certain for none. The "
    "filter matches any of them.",
    "components_not_assessed": "Not assessed (NA) is not zero: it is not counted among the assessed components and "
    "adds nothing to the points lost.",
    "components_one_column": "The components of only one unit in one year are loaded, so there is no year or unit "
    "to set beside it.",
    "components_transcribed": "Notes from reading the document ({count}, in Vietnamese)",
    # list
    "components_list_title": "Components of {unit}, {year} · {index}",
    "components_list_alt": "Table {title}: code, name, status, maximum or its bound, reason, lead agency and source "
    "of {count} components",
    "components_column_code": "Code",
    "components_column_name": "Component",
    "components_column_letter": "Sign",
    "components_column_max_help": "The maximum, or its bound (≤) while it is not known.",
    "components_column_reason": "Reason",
    "components_column_source": "Source",
    "components_max_upper": "max ≤ {score}",
    "components_reason_some": "The reason for some of this list: {reasons}",
    "components_reason_shared": "One of the reasons of this list: {reasons}",
    # mains
    "components_mains_title": "Points lost per main indicator",
    "components_mains_alt": "Table of points lost and components by status for {count} main indicators, {title}",
    "components_column_main_score": "Points",
    # charts
    "components_bars_title": "Status of components by main indicator · {unit} {year} · {index}",
    "components_bars_alt": "Stacked bars {title}: components with full, partial, no points and not assessed, for "
    "{count} main indicators; most points lost: {most}. The figures are in the table beside it.",
    "components_bars_hover": "{main}<br>{status}: {components}",
    "components_lost": "lost {points}",
    "components_lost_unknown": "points lost unknown",
    "components_heat_title": "Map of component statuses · {unit} {year} · {index}",
    "components_heat_alt": "Heat map {title}: the status of {count} components, a code and a letter (F, P, 0, NA) "
    "in each cell. The figures are in the table below and in the view “List”.",
    "components_heat_table_alt": "Table {title}: the status of {count} components by year and unit",
    "components_heat_hover": "{code}. {name}<br>{column}: {status}",
    "components_heat_column": "{year}",
    # files
    "components_sheet": "Components",
    "components_sheet_mains": "Main indicators",
    "components_sheet_heat": "By year and unit",
    "components_file": "components",
    "components_file_mains": "points-lost",
    "components_file_heat": "statuses",
    "components_field_certainty": "Certainty of the reason",
    "components_word_certain": "certain",
    "components_word_shared": "one of the reasons of the list",
}
