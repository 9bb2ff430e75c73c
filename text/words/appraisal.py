"""Words of the components page's view of what a unit gave itself against what the appraisal gave."""

VI: dict[str, str] = {
    # the answer
    "appraisal_answer_reduced": "{unit} {year}{index}: {components} bị giảm {round}, tổng {points} điểm so với tự đánh "
    "giá; nhiều nhất {most}{raised}.",
    "appraisal_answer_none_reduced": "{unit} {year}{index}: không chỉ số thành phần nào bị giảm điểm {round}, trong "
    "{components} có đủ hai điểm để so{raised}.",
    "appraisal_answer_raised": "; {components} được tăng, tổng {points} điểm",
    "appraisal_answer_no_appraised_score": "{unit} {year}{index}: {components} đã có điểm tự đánh giá, chưa có điểm "
    "thẩm định để so.",
    "appraisal_answer_no_self_score": "{unit} {year}{index}: {components} đã có điểm thẩm định, chưa có điểm tự đánh "
    "giá để so.",
    "appraisal_answer_apart": "{unit} {year}{index}: {components} có điểm tự đánh giá hoặc điểm thẩm định, chưa chỉ số "
    "nào có cả hai để so.",
    "appraisal_round_final": "khi thẩm định",
    "appraisal_round_first": "khi thẩm định vòng 1",
    # what is missing
    "appraisal_nothing": "Chưa có bảng điểm của {unit} năm {year}: bản dữ liệu này không có điểm tự đánh giá và điểm "
    "thẩm định của từng chỉ số thành phần, nên chưa so được. Người có quyền nạp số liệu nạp bảng điểm của đơn vị ở "
    "trang “{page}” (loại “{kind}”), rồi mở lại cách xem này.",
    "appraisal_next_no_appraised_score": "Khi có kết quả, nạp bảng điểm có cột điểm thẩm định (vòng 1 hoặc cuối cùng) "
    "ở trang “{page}”; phần chênh lệch sẽ hiện ở đây.",
    "appraisal_next_no_self_score": "Nạp thêm bảng điểm có cột điểm tự đánh giá ở trang “{page}”; phần chênh lệch "
    "sẽ hiện ở đây.",
    "appraisal_next_apart": "Nạp bảng điểm có cả cột điểm tự đánh giá và cột điểm thẩm định ở trang “{page}”; "
    "phần chênh lệch sẽ hiện ở đây.",
    "appraisal_missing_no_appraised_score": "chưa có điểm thẩm định",
    "appraisal_missing_no_self_score": "chưa có điểm tự đánh giá",
    "appraisal_missing_not_assessed": "không đánh giá",
    # notes
    "appraisal_uncompared": "Chưa so được {components}: {parts}. Thiếu một trong hai điểm không phải là mất điểm.",
    "appraisal_first_round": "Chưa có điểm thẩm định cuối cùng của đơn vị: so với điểm thẩm định vòng 1.",
    "appraisal_sums": "Chênh lệch = điểm thẩm định − điểm tự đánh giá. Tổng chỉ cộng các chỉ số thành phần có cả hai "
    "điểm; không lấy dòng tổng in trong bảng điểm.",
    # the list
    "appraisal_title": "Tự đánh giá và thẩm định · {unit} {year} · {index}",
    "appraisal_alt": "Bảng {title}: điểm tối đa, điểm tự đánh giá, điểm thẩm định, chênh lệch và lý do của {count} chỉ "
    "số thành phần, giảm nhiều nhất ở trên",
    "appraisal_column_appraisal_difference": "Chênh lệch",
    "appraisal_column_score": "Thẩm định",
    # totals
    "appraisal_totals_title": "Theo chỉ số chính",
    "appraisal_whole": "Tất cả",
    "appraisal_totals_alt": "Bảng {title}: tổng điểm tự đánh giá, thẩm định và chênh lệch của {count} chỉ số chính",
    # the chart
    "components_appraisal_title": "Điểm tự đánh giá và điểm thẩm định theo chỉ số chính · {unit} {year} · {index}",
    "appraisal_chart_alt": "Biểu đồ {title}: tổng điểm tự đánh giá và thẩm định của {count} chỉ số chính; giảm nhiều "
    "nhất: {most}. Số liệu nằm trong bảng bên cạnh.",
    "appraisal_mark_self": "tự đánh giá",
    "appraisal_mark_first": "vòng 1",
    "appraisal_mark_final": "thẩm định",
    "appraisal_from_to": "{self} → {appraised} ({difference})",
    "appraisal_hover": "{main}<br>Tự đánh giá {self} · thẩm định {appraised} · chênh lệch {difference}<br>Đem so "
    "{compared}/{count} chỉ số thành phần",
    # files
    "appraisal_sheet": "Tự đánh giá và thẩm định",
    "appraisal_sheet_totals": "Theo chỉ số chính",
    "components_file_appraisal": "tu-danh-gia-va-tham-dinh",
    "components_file_appraisal_totals": "tu-danh-gia-va-tham-dinh-theo-chi-so-chinh",
    "appraisal_word_final": "cuối cùng",
    "appraisal_word_first": "vòng 1",
}

EN: dict[str, str] = {
    # the answer
    "appraisal_answer_reduced": "{unit} {year}{index}: {components} reduced {round}, by {points} points in all against "
    "the self-assessment; most of all {most}{raised}.",
    "appraisal_answer_none_reduced": "{unit} {year}{index}: none reduced {round}, of {components} that have both "
    "points to compare{raised}.",
    "appraisal_answer_raised": "; {components} raised, by {points} points in all",
    "appraisal_answer_no_appraised_score": "{unit} {year}{index}: {components} with self-assessed points, none "
    "appraised yet.",
    "appraisal_answer_no_self_score": "{unit} {year}{index}: {components} with appraised points, none self-assessed.",
    "appraisal_answer_apart": "{unit} {year}{index}: {components} with self-assessed or appraised points, none with "
    "both to compare.",
    "appraisal_round_final": "by the appraisal",
    "appraisal_round_first": "by the first round of appraisal",
    # what is missing
    "appraisal_nothing": "There is no score sheet of {unit} for {year}: this data build has neither self-assessed nor "
    "appraised points of single components, so there is nothing to compare. Somebody who may load data loads the "
    "unit's score sheet on the page “{page}” (kind “{kind}”), then this view shows it.",
    "appraisal_next_no_appraised_score": "Once there are results, load a score sheet with appraised points (first "
    "round or final) on the page “{page}”; the differences will stand here.",
    "appraisal_next_no_self_score": "Load a score sheet with self-assessed points on the page “{page}” too; the "
    "differences will stand here.",
    "appraisal_next_apart": "Load a score sheet with both self-assessed and appraised points on the page “{page}”; "
    "the differences will stand here.",
    "appraisal_missing_no_appraised_score": "no appraised points",
    "appraisal_missing_no_self_score": "no self-assessed points",
    "appraisal_missing_not_assessed": "not assessed",
    # notes
    "appraisal_uncompared": "Not compared: {components}: {parts}. Where one of the two is missing, no points are lost.",
    "appraisal_first_round": "The unit has no final appraised points yet: held against the first round.",
    "appraisal_sums": "Difference = appraised − self-assessed points. Totals add up only the components that have "
    "both; total rows printed in the score sheet are not used.",
    # the list
    "appraisal_title": "Self-assessed and appraised points · {unit} {year} · {index}",
    "appraisal_alt": "Table {title}: maximum, self-assessed and appraised points, difference and reason of {count} "
    "components, most reduced first",
    "appraisal_column_appraisal_difference": "Difference",
    "appraisal_column_score": "Appraised",
    # totals
    "appraisal_totals_title": "By main indicator",
    "appraisal_whole": "All",
    "appraisal_totals_alt": "Table {title}: total self-assessed and appraised points and difference of {count} main "
    "indicators",
    # the chart
    "components_appraisal_title": "Self-assessed and appraised points by main indicator · {unit} {year} · {index}",
    "appraisal_chart_alt": "Chart {title}: total self-assessed and appraised points of {count} main indicators; most "
    "reduced: {most}. The figures are in the table beside it.",
    "appraisal_mark_self": "self-assessed",
    "appraisal_mark_first": "first round",
    "appraisal_mark_final": "appraised",
    "appraisal_from_to": "{self} → {appraised} ({difference})",
    "appraisal_hover": "{main}<br>Self-assessed {self} · appraised {appraised} · difference {difference}<br>Compared: "
    "{compared}/{count} components",
    # files
    "appraisal_sheet": "Self-assessed and appraised",
    "appraisal_sheet_totals": "By main indicator",
    "components_file_appraisal": "self-assessed-and-appraised",
    "components_file_appraisal_totals": "self-assessed-and-appraised-by-main-indicator",
    "appraisal_word_final": "final",
    "appraisal_word_first": "first round",
}
