"""Words of the Vietnamese interface. The same keys stand in `text/en.py`."""

WORDS = {
    # frame
    "app_title": "Theo dõi chỉ số chuyển đổi số",
    "stacked_more": "Xem thêm {count} dòng",
    "language": "Ngôn ngữ",
    "language_vi": "Tiếng Việt",
    "language_en": "English",
    "ranking_title": "Xếp hạng",
    "ranking_help": "Bảng xếp hạng của một nhóm đơn vị theo chỉ số và năm, kèm mức tăng giảm và nguồn.",
    "footer_build": "Bản dữ liệu {build_id} · dựng lúc {built_at} (giờ Việt Nam)",
    "footer_no_build": "Chưa có bản dữ liệu nào.",
    "footer_unreadable": "Chưa đọc được bản dữ liệu hiện hành.",
    "footer_method": "Thứ hạng chỉ so được trong cùng nhóm xếp hạng và cùng bộ chỉ số. Giá trị tính lại "
    "từ các thành phần đã làm tròn có thể lệch 0,0001 so với giá trị công bố.",
    "connection_title": "Mất kết nối với máy chủ",
    "connection_body": "Trang tự nối lại khi máy chủ trả lời; những gì đang chọn vẫn còn. Nếu lâu không được, kiểm tra "
    "mạng hoặc báo người quản trị.",
    "connection_close": "Đóng",
    # refusals
    "no_build": "Chưa có dữ liệu để xem. Người quản trị chạy lệnh `python -m etl build` trong thư mục của "
    "chương trình, sau đó tải lại trang này.",
    "damaged_build": "Bản dữ liệu {build_id} bị hỏng nên chưa hiển thị được; không số liệu nào đã nạp bị mất. Người "
    "quản trị chạy `python -m etl build` để dựng lại, sau đó tải lại trang này.",
    "pointer_lost": "Có dữ liệu đang giữ nhưng tệp `CURRENT` không còn cho biết bản nào là bản hiện hành, nên chưa "
    "hiển "
    "thị được; không số liệu nào đã nạp bị mất. Người quản trị chạy `python -m etl build` để dựng lại, hoặc "
    "`python -m etl rollback` để lấy bản công bố sau cùng, rồi tải lại trang này.",
    "other_schema": "Bản dữ liệu {build_id} do một phiên bản khác của chương trình dựng nên chưa hiển thị được. Người "
    "quản trị chạy `python -m etl build` để dựng lại từ các lượt nạp của bản đó, sau đó tải lại trang này.",
    "no_editions": "Bản dữ liệu này chưa có năm nào được nạp. Nạp tệp số liệu vào `data/raw` rồi chạy "
    "`python -m etl build`.",
    "file_failed": "Không tạo được tệp này; không có gì thay đổi hay bị mất. Tải lại trang rồi thử lại. Nếu vẫn không "
    "được, hãy báo người quản trị: nhật ký của máy chủ ghi rõ lý do.",
    "file_refused": "Tệp này chưa được giao: quyền của cửa sổ này đã hết. Cách làm tiếp ở đầu trang.",
    "page_failed": "Trang này gặp lỗi và chưa hiển thị được. Thử tải lại trang; nếu vẫn lỗi, gửi cho "
    "người quản trị mã sự cố {incident}.",
    "unknown_lang": "Đường dẫn ghi ngôn ngữ “{asked}”, chưa được hỗ trợ. Trang đang dùng tiếng Việt; chọn "
    "ngôn ngữ ở góc trên.",
    "unknown_index": "Đường dẫn ghi chỉ số “{asked}”, không có trong dữ liệu. Chọn một chỉ số trong ô "
    "“Chỉ số”.",
    "unknown_year": "Đường dẫn ghi năm “{year}”: {index} chưa có số liệu năm đó. Chọn một năm trong ô "
    "“Năm và nhóm xếp hạng”.",
    "unknown_edition": "Đường dẫn ghi năm “{year}”, nhóm “{cohort}”: {index} chưa có số liệu như vậy. "
    "Chọn một năm trong ô “Năm và nhóm xếp hạng”.",
    "unknown_edition_code": "Đường dẫn ghi kỳ đánh giá “{asked}”, không có trong dữ liệu. Chọn một năm trong ô "
    "“Năm và nhóm xếp hạng”.",
    "unknown_measure": "Đường dẫn ghi mục xếp “{asked}”: năm {year} không có số liệu của mục này. "
    "Chọn trong ô “Xếp theo”.",
    "unknown_region": "Đường dẫn ghi vùng “{asked}”, không có trong nhóm này. Đang hiển thị mọi vùng; "
    "chọn lại ở ô “Vùng”.",
    "unknown_unit": "Đường dẫn ghi đơn vị “{asked}”, không thuộc nhóm {cohort}. Chọn lại ở ô “Đơn vị của "
    "tôi”.",
    "unit_left": "{unit} không còn trong nhóm {cohort}. Chọn lại ở ô “Đơn vị của tôi”.",
    "no_match": "Không có đơn vị nào khớp với bộ lọc ({filters}). Xóa chữ trong ô tìm hoặc chọn mọi vùng.",
    "no_values_chart": "Không vẽ biểu đồ: nguồn không in giá trị cho các đơn vị đang hiển thị.",
    # pickers
    "pick_index": "Chỉ số",
    "pick_edition": "Năm và nhóm xếp hạng",
    "pick_measure": "Xếp theo",
    "pick_region": "Vùng",
    "pick_unit": "Đơn vị của tôi",
    "pick_search": "Tìm đơn vị",
    "pick_search_hint": "Gõ tên, không cần dấu",
    "pick_placeholder": "Chọn…",
    "all_regions": "Mọi vùng",
    "no_unit": "Chưa chọn",
    "edition": "{year} · {cohort}",
    "edition_provisional": "{edition} (tạm thời, chưa chính thức)",
    # filters in words
    "filter_all": "không lọc",
    "filter_region": "vùng {region}",
    "filter_search": "tên chứa “{text}”",
    # levels of a measure
    "level_index": "{name}",
    "level_pillar": "{name}",
    "level_group": "nhóm chỉ số “{name}”",
    "level_main": "chỉ số chính “{name}”",
    # counted words
    "places_one": "{count} bậc",
    "places_many": "{count} bậc",
    "others_one": "{count} đơn vị khác",
    "others_many": "{count} đơn vị khác",
    # the answer
    "answer": "Năm {year}, {measure}{unit} {position}.",
    "answer_measure": "xét {measure}, ",
    "ranked": "xếp {rank}{tie}{places}",
    "tie": ", đồng hạng với {others}",
    "places_up": " (tăng {places}{basis})",
    "places_down": " (giảm {places}{basis})",
    "places_same": " (giữ nguyên hạng{basis})",
    "valued": "giá trị {value}{change}",
    "valued_points": "đạt {value}/{maximum} điểm{change}",
    "value_up": " (tăng {amount}{basis})",
    "value_down": " (giảm {amount}{basis})",
    "value_same": " (không đổi{basis})",
    "basis_published": ", theo công bố",
    "joined": "{first}, {second}",
    "ranked_no_value": "{ranked}; nguồn không in giá trị",
    "valued_no_rank": "có {valued}; {reason}",
    "no_figure": "chưa có số liệu trong bản dữ liệu này",
    "reason_cohort_incomplete": "không xếp hạng vì mới có giá trị của {count}/{size} đơn vị",
    "reason_not_ranked": "không xếp hạng vì không có đơn vị nào khác để so",
    # caveats
    "caveat_framework": "So với năm {previous_year} chỉ để tham khảo: năm {year} chấm theo {decision}, "
    "năm {previous_year} theo {previous_decision}.",
    "caveat_cohort": "Không so hạng với năm {previous_year}: nhóm xếp hạng đổi từ {previous_cohort} sang "
    "{cohort}.",
    "caveat_restated_kept": "Quy đổi ({unit} không sắp xếp nên giữ giá trị đã công bố của năm {previous_year}, xếp lại "
    "trong {size} đơn vị): {unit} xếp {previous_rank}, giá trị {previous_value}; so với mức đó: {changes}.",
    "caveat_restated": "Quy đổi (giá trị năm {previous_year} là trung bình của các đơn vị hợp thành, xếp "
    "lại trong {size} đơn vị): {unit} xếp {previous_rank}, giá trị {previous_value}; so với mức quy đổi: "
    "{changes}.",
    "caveat_first_edition": "Không có năm trước để so sánh.",
    "caveat_gap_before": "Không tính mức tăng giảm: chưa nạp số liệu của kỳ liền trước năm {year}.",
    "caveat_indicator_not_continued": "Không tính mức tăng giảm: bộ chỉ số của năm {previous_year} không "
    "có chỉ số này.",
    "caveat_figure_missing": "Không tính mức tăng giảm: năm {year} chưa có số liệu của {unit}.",
    "caveat_previous_missing": "Không tính mức tăng giảm: năm {previous_year} chưa có số liệu cùng loại của {unit}.",
    "caveat_up_down": "Giá trị tăng {change} nhưng hạng giảm {places}: nhiều đơn vị khác tăng nhanh hơn.",
    "caveat_down_up": "Giá trị giảm {change} nhưng hạng tăng {places}: nhiều đơn vị khác giảm sâu hơn.",
    "caveat_ranks_against_values": "Hạng in trái với giá trị in (kỳ này hoặc kỳ trước), nên không giải thích được mức "
    "tăng giảm hạng.",
    "caveat_precision": "Mức thay đổi lấy theo {decimals} chữ số thập phân, bằng số ít chính xác hơn "
    "trong hai năm.",
    "caveat_near_tie": "Nhóm sát nhau, cách {unit} không quá {width}: {units}. Chênh lệch nhỏ như vậy chưa đủ để nói "
    "đơn vị nào hơn.",
    "decision": "Quyết định {number}",
    "decision_unknown": "bộ chỉ số khác",
    "places_gained_words": "tăng {places}",
    "places_lost_words": "giảm {places}",
    "places_kept_words": "giữ nguyên hạng",
    "value_gained_words": "giá trị tăng {amount}",
    "value_lost_words": "giá trị giảm {amount}",
    "value_kept_words": "giá trị không đổi",
    # provenance
    "basis_rank_published": "Hạng: công bố",
    "basis_rank_computed": "Hạng: tính lại",
    "basis_value_published": "Giá trị: công bố",
    "basis_value_computed": "Giá trị: tính lại",
    "basis_value_inferred": "Giá trị: suy ra từ bảng khác, không phải công bố",
    "rule_weighted_mains": "từ điểm các chỉ số chính",
    "rule_weighted_pillars": "từ ba trụ cột",
    "rule_index_and_activities": "từ chỉ số tổng hợp và điểm ba hoạt động",
    "rule_pillar_of_mains": "từ các chỉ số chính của trụ cột",
    "rule_component_scores": "từ điểm các chỉ số thành phần",
    "rule_predecessors_mean": "trung bình các đơn vị hợp thành",
    "rule_same_unit": "đơn vị không sắp xếp, giữ số của chính mình",
    "rule_score_ratio": "điểm chia điểm tối đa",
    "rule_basis": "{basis} ({rule})",
    "source_unknown": "không ghi trong dữ liệu",
    "source_undated": "không rõ ngày",
    "authority_ministry": "cơ quan chủ quản công bố",
    "authority_plan": "văn bản của cơ quan nhà nước",
    "authority_press": "báo chí",
    "authority_inferred": "suy ra từ bảng khác, không phải công bố",
    "sources_title": "Nguồn và lưu ý",
    "series_published": "Thứ hạng lấy nguyên theo công bố, đủ {size} đơn vị.",
    "series_computed": "Thứ hạng tính lại từ giá trị của đủ {size} đơn vị; giá trị bằng nhau thì đồng hạng.",
    "series_published_partial": "Chỉ có hạng công bố của một số đơn vị ({count}/{size}); các đơn vị còn "
    "lại không được xếp hạng.",
    "series_not_ranked": "Không xếp hạng: không có đơn vị nào khác để so.",
    "series_none": "Chưa xếp hạng: có giá trị của {count}/{size} đơn vị, cần đủ cả nhóm.",
    "values_published": "Giá trị lấy theo công bố ({published} đơn vị).",
    "values_computed": "Giá trị được tính lại ({computed} đơn vị).",
    "values_inferred": "Giá trị suy ra từ bảng của nhóm xếp hạng khác, không phải công bố ({inferred} đơn vị).",
    "values_mixed": "Giá trị: {parts}.",
    "values_part_published": "{count} đơn vị lấy theo công bố",
    "values_part_computed": "{count} đơn vị tính lại",
    "values_part_inferred": "{count} đơn vị suy ra từ bảng của nhóm khác, không phải công bố",
    "inferred_note": "† Suy ra từ bảng của nhóm xếp hạng khác, không phải công bố.",
    "cell_inferred": "{cell}†",
    "mean_note": "Trung bình các đơn vị có giá trị: {mean}.",
    "mean_published": "Trung bình in trong nguồn: {mean}.",
    "missing_units": "Chưa có số liệu ({count}): {units}.",
    # table
    "table_alt": "Bảng {title}: hạng, giá trị, mức thay đổi, trụ cột và chỉ số chính của {count} đơn vị",
    "column_rank": "Hạng",
    "column_unit": "Đơn vị",
    "column_places": "Tăng giảm hạng",
    "column_value": "Giá trị",
    "column_bar": "Mức 0–1",
    "column_measure_help": "{measure}: giá trị từ 0 đến {maximum}.",
    "cell_tie": "= {rank}",
    "cell_places_up": "▲ tăng {count}",
    "cell_places_down": "▼ giảm {count}",
    "cell_places_same": "● giữ hạng",
    "cell_published": "{cell} (công bố)",
    # chart
    "chart_title": "{measure} năm {year} · {cohort}",
    "chart_alt": "Biểu đồ thanh ngang {title}: {count} đơn vị từ cao xuống thấp, cao nhất {first}, thấp "
    "nhất {last}. Số liệu nằm trong bảng phía trên.",
    "chart_hover": "{unit}<br>Giá trị {value} · hạng {rank}",
    "picture_file": "Tải hình ({kind})",
    "chart_mean": "Trung bình {mean}",
    "chart_source": "Nguồn: {sources}. Bản dữ liệu {build_id}.",
    "chart_more_sources": "{first} và {others}",
    "sources_one": "{count} nguồn khác",
    "sources_many": "{count} nguồn khác",
    # downloads
    "download": "Tải bảng",
    "download_shown": "Xuất {count} dòng đang hiển thị",
    "download_all": "Xuất tất cả {count} dòng",
    "download_xlsx": "Excel (.xlsx)",
    "download_csv_vi": "CSV cho Excel tiếng Việt",
    "download_csv_machine": "CSV cho máy đọc",
    "file_ranking": "xep-hang",
    "sheet_rows": "Xếp hạng",
    "sheet_info": "Thông tin",
    "info_item": "Mục",
    "info_content": "Nội dung",
    "info_title": "Bảng",
    "info_filters": "Bộ lọc",
    "info_framework": "Bộ chỉ số",
    "info_build": "Bản dữ liệu",
    "info_time": "Thời điểm xuất (giờ Việt Nam)",
    "info_rows": "Số dòng",
    "info_source": "Nguồn",
    "info_caveat": "Lưu ý",
    "word_published": "công bố",
    "word_computed": "tính lại",
    "word_inferred": "suy ra",
    "word_derived": "suy ra",
    "word_comparable": "so sánh được",
    "word_framework_changed": "đổi bộ chỉ số",
    "word_cohort_changed": "đổi nhóm xếp hạng",
    "word_no_previous": "không có năm trước",
    "word_yes": "có",
    "word_no": "không",
}
