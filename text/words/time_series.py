"""Words of the charts over the years and of two years."""

VI: dict[str, str] = {
    # views of the ranking page
    "ranking_pick_view": "Cách xem",
    "ranking_view_table": "Bảng",
    "ranking_view_years": "Qua các năm",
    "ranking_view_two_years": "Hai năm",
    "ranking_view_map": "Bản đồ",
    "ranking_unknown_view": "Đường dẫn ghi cách xem “{asked}”, không có ở trang này. Đang hiển thị bảng; chọn lại ở "
    "trên.",
    "series_unknown_with": "Đường dẫn ghi năm so sánh “{asked}”: chỉ số này không có năm như vậy. Chọn lại ở ô “So "
    "với năm”.",
    "series_unknown_units": "Đường dẫn ghi thêm đơn vị “{asked}”, không thuộc nhóm {cohort}. Chọn lại ở ô “Tô màu "
    "thêm”.",
    "series_units_left": "Không còn trong nhóm {cohort}: {units}. Chọn lại ở ô “Tô màu thêm”.",
    "series_pick_with": "So với năm",
    "series_units": "Tô màu thêm",
    "series_units_hint": "Chọn đơn vị",
    "series_units_chosen": "Đang tô màu",
    "series_units_chosen_help": "Bấm vào tên để thôi tô màu.",
    "series_pick_restated": "{year} (quy đổi) · {cohort}",
    # years
    "series_restated": "quy đổi",
    "series_year_restated": "{year} (quy đổi)",
    "series_break_framework_changed": "đổi bộ chỉ số",
    "series_break_cohort_changed": "đổi nhóm xếp hạng",
    "series_break_years_missing": "chưa có {first}–{last}",
    "series_break_year_missing": "chưa có năm {first}",
    "series_cohort_break": "Năm {year} và năm {previous_year} khác nhóm xếp hạng: không so thứ hạng.",
    "series_partial": "Chỉ có hạng công bố của một số đơn vị: {years}; những đơn vị còn lại không có điểm trên hình.",
    "series_partial_year": "{year} ({count})",
    "series_partial_year_unknown": "{year} ({count} đơn vị, chưa rõ cả nhóm có bao nhiêu)",
    "series_restated_note": "Quy đổi ({years}): giá trị của đơn vị mới là trung bình của các đơn vị hợp thành, đơn "
    "vị không sắp xếp giữ giá trị đã công bố, xếp lại trong {size} đơn vị; không phải hạng công bố.",
    "series_left_out": "Chưa xếp hạng được: {years}. Không có hạng công bố và chưa đủ giá trị của cả nhóm.",
    "series_nothing": "Chưa năm nào có hạng theo chỉ số này cho các đơn vị đang hiển thị. Chọn chỉ số khác ở ô “Xếp "
    "theo”, hoặc bỏ bộ lọc.",
    "series_one_year": "Mới có một năm xếp hạng nên chưa thấy được biến động.",
    "series_lacking_rank": "Không có hạng năm {year} ({count}): {units}.",
    "series_lacking_value": "Không có giá trị năm {year} ({count}): {units}.",
    "series_sources": "Nguồn của các năm ({count})",
    # bump chart
    "series_years_title": "Thứ hạng qua các năm: {measure} · {cohort}",
    "series_label": "{unit}\u00a0{rank}",
    "series_label_earlier": "{unit} {rank}\u00a0({year})",
    "series_hover": "{unit}<br>Năm {year}: hạng {rank}",
    "series_hover_restated": "{unit}<br>Năm {year} (quy đổi): hạng {rank}",
    "series_alt": "Biểu đồ đường {title}: {count} đơn vị, từ {first} đến {last}, hạng 1 ở trên cùng. Số liệu nằm "
    "trong bảng bên cạnh.",
    "series_alt_break": "Ngắt trước năm {year}: {reason}.",
    "series_alt_own": "{unit}: {ranks}.",
    "series_alt_rank": "{year} hạng {rank}",
    "series_table_alt": "Bảng {title}: hạng từng năm của {count} đơn vị",
    "series_column_rank": "Hạng {year}",
    "series_column_rank_help": "Hạng năm {year} trên tổng số đơn vị của nhóm năm đó.",
    "series_column_value": "Giá trị {year}",
    "series_column_basis": "Cơ sở của hạng {year}",
    "series_column_framework": "Bộ chỉ số {year}",
    "series_column_size": "Số đơn vị của nhóm {year}",
    "series_file_years": "hang-qua-cac-nam",
    # two years
    "series_two_title": "{measure}, {earlier} và {later} · {cohort}",
    "series_slope_title": "Thứ hạng: {title}",
    "series_dumbbell_title": "Giá trị: {title}",
    "series_hover_ranks": "{unit}<br>{earlier_year}: hạng {earlier}<br>{later_year}: hạng {later}<br>{places}",
    "series_hover_values": "{unit}<br>{earlier_year}: {earlier}<br>{later_year}: {later}<br>{change}",
    "series_slope_alt": "Biểu đồ độ dốc {title}: hạng hai năm của {count} đơn vị. Tăng nhiều nhất: {up}. Giảm nhiều "
    "nhất: {down}. Số liệu nằm trong bảng phía dưới.",
    "series_dumbbell_alt": "Biểu đồ hai điểm {title}: giá trị hai năm của {count} đơn vị. Tăng nhiều nhất: {up}. "
    "Tăng ít nhất hoặc giảm: {down}. Số liệu nằm trong bảng phía dưới.",
    "series_no_slope": "Không vẽ thứ hạng: không đơn vị nào đang hiển thị có hạng ở cả hai năm.",
    "series_no_dumbbell": "Không vẽ giá trị: không đơn vị nào đang hiển thị có giá trị ở cả hai năm.",
    "series_two_alt": "Bảng {title}: hạng, giá trị và thay đổi của {count} đơn vị",
    "series_no_other_year": "{index} chỉ có một năm cho nhóm này nên chưa so được hai năm.",
    "series_refused": "Không so năm {year} · {cohort} với năm {other_year} · {other_cohort}: hai nhóm xếp hạng khác "
    "nhau, hạng và giá trị không cùng đơn vị.",
    "series_offer_restated": "So với {year} quy đổi theo {cohort}",
    "series_offer": "So với {year} · {cohort}",
    "series_file_two_years": "hai-nam-{earlier}-{later}",
    "series_not_continued": "Không so được hai năm này ({years}): bộ chỉ số của năm kia không có chỉ số đang chọn. "
    "Chọn chỉ số khác ở ô “Xếp theo”.",
    "series_basis_difference": "hiệu hai năm",
    "series_basis_published": "công bố",
    # map
    "series_map_none": "Nhóm này không có bản đồ: bản đồ chỉ dành cho các tỉnh, thành phố. Xem ở “Bảng”.",
    "series_map_filter": "Bản đồ luôn vẽ cả nước; đơn vị ngoài bộ lọc được làm mờ.",
    # near ties
    "ranking_column_near": "Nhóm sát nhau",
    "ranking_cell_near": "nhóm {group} {bracket}",
}

EN: dict[str, str] = {
    # views of the ranking page
    "ranking_pick_view": "View",
    "ranking_view_table": "Table",
    "ranking_view_years": "Over the years",
    "ranking_view_two_years": "Two years",
    "ranking_view_map": "Map",
    "ranking_unknown_view": "The link asks for the view “{asked}”, which this page does not have. The table is shown; "
    "choose again above.",
    "series_unknown_with": "The link asks to compare with “{asked}”: this index has no such year. Choose again in "
    "“Compare with”.",
    "series_unknown_units": "The link adds the unit “{asked}”, which is not in the cohort {cohort}. Choose again in "
    "“Colour more units”.",
    "series_units_left": "Not in the cohort {cohort}: {units}. Choose others in “Colour more units”.",
    "series_pick_with": "Compare with",
    "series_units": "Colour more units",
    "series_units_hint": "Choose a unit",
    "series_units_chosen": "Coloured now",
    "series_units_chosen_help": "Press a name to drop its colour.",
    "series_pick_restated": "{year} (restated) · {cohort}",
    # years
    "series_restated": "restated",
    "series_year_restated": "{year} (restated)",
    "series_break_framework_changed": "framework changed",
    "series_break_cohort_changed": "cohort changed",
    "series_break_years_missing": "no {first}–{last}",
    "series_break_year_missing": "no {first}",
    "series_cohort_break": "{year} and {previous_year} ranked different cohorts: their ranks do not compare.",
    "series_partial": "Only some published ranks exist: {years}; the other units have no mark there.",
    "series_partial_year": "{year} ({count})",
    "series_partial_year_unknown": "{year} ({count} units, the size of the cohort is not known)",
    "series_restated_note": "Restated ({years}): values of merged units are means of their predecessors, units that "
    "were not merged keep their published ones, ranked again among {size} units; not published ranks.",
    "series_left_out": "Not ranked: {years}. No ranks were published and not every unit has a value.",
    "series_nothing": "No year has ranks by this indicator for the units shown. Choose another indicator in “Rank "
    "by”, or clear the filter.",
    "series_one_year": "Only one year is ranked, so there is no movement to see yet.",
    "series_lacking_rank": "No rank in {year} ({count}): {units}.",
    "series_lacking_value": "No value in {year} ({count}): {units}.",
    "series_sources": "Sources of these years ({count})",
    # bump chart
    "series_years_title": "Ranks over the years: {measure} · {cohort}",
    "series_label": "{unit}\u00a0{rank}",
    "series_label_earlier": "{unit} {rank}\u00a0({year})",
    "series_hover": "{unit}<br>{year}: rank {rank}",
    "series_hover_restated": "{unit}<br>{year} (restated): rank {rank}",
    "series_alt": "Line chart {title}: {count} units, {first} to {last}, rank 1 on top. The figures are in the table "
    "beside it.",
    "series_alt_break": "Break before {year}: {reason}.",
    "series_alt_own": "{unit}: {ranks}.",
    "series_alt_rank": "{year} rank {rank}",
    "series_table_alt": "Table {title}: rank in each year of {count} units",
    "series_column_rank": "Rank {year}",
    "series_column_rank_help": "Rank in {year} out of the units of that year's cohort.",
    "series_column_value": "Value {year}",
    "series_column_basis": "Basis of the rank {year}",
    "series_column_framework": "Framework {year}",
    "series_column_size": "Units in the cohort {year}",
    "series_file_years": "ranks-over-years",
    # two years
    "series_two_title": "{measure}, {earlier} and {later} · {cohort}",
    "series_slope_title": "Ranks: {title}",
    "series_dumbbell_title": "Values: {title}",
    "series_hover_ranks": "{unit}<br>{earlier_year}: rank {earlier}<br>{later_year}: rank {later}<br>{places}",
    "series_hover_values": "{unit}<br>{earlier_year}: {earlier}<br>{later_year}: {later}<br>{change}",
    "series_slope_alt": "Slope chart {title}: ranks of {count} units in two years. Gained most: {up}. Lost most: "
    "{down}. The figures are in the table below.",
    "series_dumbbell_alt": "Dumbbell chart {title}: values of {count} units in two years. Rose most: {up}. Rose "
    "least or fell: {down}. The figures are in the table below.",
    "series_no_slope": "No ranks drawn: no unit shown has a rank in both years.",
    "series_no_dumbbell": "No values drawn: no unit shown has a value in both years.",
    "series_two_alt": "Table {title}: rank, value and change of {count} units",
    "series_no_other_year": "{index} has a single year for this cohort, so there are no two years to compare.",
    "series_refused": "{year} · {cohort} is not compared with {other_year} · {other_cohort}: the two cohorts differ, "
    "their ranks and values are not of the same units.",
    "series_offer_restated": "Compare with {year} restated for {cohort}",
    "series_offer": "Compare with {year} · {cohort}",
    "series_file_two_years": "two-years-{earlier}-{later}",
    "series_not_continued": "These two years ({years}) cannot be compared: the other year's framework lacks the "
    "indicator. Choose another one in “Rank by”.",
    "series_basis_difference": "difference of the two years",
    "series_basis_published": "published",
    # map
    "series_map_none": "This cohort has no map: only provinces and cities have one. See “Table”.",
    "series_map_filter": "The map always shows the whole country; units outside the filter are faded.",
    # near ties
    "ranking_column_near": "Near ties",
    "ranking_cell_near": "group {group} {bracket}",
}
