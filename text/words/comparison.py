"""Words of the comparison page."""

VI: dict[str, str] = {
    "comparison_title": "So sánh",
    "comparison_help": "So tối đa tám đơn vị trong một năm, hoặc một đơn vị trong hai năm, theo các chỉ số chung.",
    # pickers
    "comparison_pick_mode": "Cách so sánh",
    "comparison_mode_units": "Nhiều đơn vị",
    "comparison_mode_years": "Hai năm của một đơn vị",
    "comparison_units": "Đơn vị so sánh",
    "comparison_units_hint": "Thêm đơn vị",
    "comparison_units_chosen": "Đang so sánh",
    "comparison_units_chosen_help": "Bấm vào tên để bỏ đơn vị ra.",
    "comparison_units_help": "Chọn tối đa {most} đơn vị. Chênh lệch tính so với đơn vị đứng đầu danh sách chọn.",
    "pick_with": "So với năm",
    # refusals
    "comparison_unknown_mode": "Đường dẫn ghi cách so sánh “{asked}”, không có. Đang mở cách mặc định; chọn lại ở các "
    "nút phía trên.",
    "comparison_unknown_units": "Đường dẫn ghi đơn vị “{asked}”, không thuộc nhóm xếp hạng này. Chọn lại ở ô “Đơn "
    "vị so sánh”.",
    "comparison_unknown_with": "Đường dẫn ghi năm so sánh “{asked}”: không có số liệu so được với năm đang chọn. "
    "Chọn lại ở ô “So với năm”.",
    "comparison_units_left": "Không còn trong nhóm {cohort}: {units}. Chọn thêm ở ô “Đơn vị so sánh”.",
    "comparison_too_many": "Đã chọn {count} đơn vị; trang này so tối đa {most}. Bỏ bớt ở ô “Đơn vị so sánh”, hoặc "
    "xem cả nhóm ở trang “Xếp hạng”.",
    "comparison_none_chosen": "Chưa chọn đơn vị nào. Chọn từ hai đến {most} đơn vị ở ô “Đơn vị so sánh”.",
    "comparison_no_other_year": "{index} mới có số liệu năm {year} nên chưa so được hai năm. Chọn “Nhiều đơn vị”, "
    "hoặc một chỉ số "
    "khác.",
    "comparison_add": "Chọn thêm đơn vị ở ô “Đơn vị so sánh” để so.",
    "comparison_only_unit": "Nhóm này chỉ có một đơn vị; chọn “Hai năm của một đơn vị” để so theo thời gian.",
    "comparison_no_line": "Không có chỉ số nào mà mọi đơn vị đã chọn đều có số liệu. Bỏ bớt đơn vị, hoặc chọn năm "
    "khác.",
    "comparison_no_line_years": "Không có chỉ số nào có số liệu ở cả hai năm. Chọn năm khác ở ô “So với năm”.",
    # the answer
    "comparison_lines_one": "{count} chỉ số chung",
    "comparison_lines_many": "{count} chỉ số chung",
    "comparison_answer": "Năm {year}, trên {lines} của {units} đơn vị: {bests}.",
    "comparison_best": "{unit} dẫn đầu ở {count}",
    "comparison_equal": "các đơn vị bằng nhau",
    "comparison_alone": "Năm {year}, mới có một đơn vị để xem: {unit}.",
    "comparison_nothing": "Năm {year} chưa so được: {units}.",
    "comparison_nobody": "Năm {year} chưa có số liệu của các đơn vị đã chọn.",
    "comparison_answer_years": "{unit}: {standings}{changes}.",
    "comparison_changes": " ({changes})",
    "comparison_changes_restated": " (so với mức quy đổi: {changes})",
    "comparison_nothing_years": "{unit} chưa có số liệu của cả hai năm: {years}.",
    "comparison_standing": "năm {year} {position}",
    "comparison_ranked": "xếp {rank}",
    "comparison_no_figure": "chưa có số liệu",
    # caveats
    "comparison_restated": "Năm {year} là số quy đổi: giá trị của đơn vị mới là trung bình của các đơn vị hợp thành, "
    "đơn vị không sắp xếp giữ giá trị đã công bố; hạng xếp lại trong {size} đơn vị.",
    "comparison_pillars": "Các trụ cột dùng chung chỉ số chính nên chồng lên nhau: so từng trụ cột, không cộng và "
    "không lấy trung bình.",
    "comparison_precision": "Chênh lệch giữa hai giá trị in khác số chữ số thập phân lấy theo số ít hơn.",
    "comparison_up_down": "Giá trị tăng nhưng hạng giảm: {indicators}.",
    "comparison_down_up": "Giá trị giảm nhưng hạng tăng: {indicators}.",
    "comparison_left_out": "Không so {count} chỉ số vì có bên thiếu số liệu: {indicators}.",
    "comparison_bases_published": "Giá trị trong bảng đều lấy theo công bố.",
    "comparison_bases_computed": "Giá trị trong bảng đều được tính lại.",
    "comparison_bases_inferred": "Giá trị trong bảng đều được suy ra từ bảng khác, không phải công bố.",
    "comparison_bases_mixed": "Giá trị trong bảng: {parts}.",
    "comparison_bases_part_published": "{count} lấy theo công bố",
    "comparison_bases_part_computed": "{count} tính lại",
    "comparison_bases_part_inferred": "{count} suy ra",
    "comparison_unchosen": "Chưa chọn đơn vị ở ô “Đơn vị của tôi”: đang xem đơn vị có hạng cao nhất đã biết.",
    "comparison_signs": "★ dẫn đầu trong các đơn vị đang so · ≈ sát nhau, chênh quá ít để nói bên nào hơn · chênh "
    "lệch tính so với {first}.",
    "comparison_signs_ranks": "★ dẫn đầu trong các đơn vị đang so.",
    "comparison_missing_years": "Chưa có số liệu ({count}): {units}.",
    # title and table
    "comparison_title_units": "{index} năm {year} · {cohort} · so sánh các đơn vị",
    "comparison_title_years": "{unit} · {index} · năm {earlier} và năm {later}",
    "comparison_chosen": "so sánh {sides}",
    "comparison_side_year": "{year}",
    "comparison_side_restated": "{year} (quy đổi)",
    "comparison_table_alt": "Bảng {title}: {count} chỉ số, so {sides}",
    "comparison_column_best": "★ Dẫn đầu",
    "comparison_column_value": "{side}",
    "comparison_column_rank": "Hạng {side}",
    "comparison_column_difference": "{side} − {first}",
    "comparison_column_difference_help": "Giá trị cao hơn (+) hay thấp hơn (−) {first}.",
    "comparison_cell_best": "★ {cell}",
    "comparison_cell_near": "≈ {cell}",
    "comparison_cell_equal": "bằng nhau",
    # chart
    "comparison_chart_alt": "Biểu đồ chấm {title}. {rows}. Số liệu nằm trong bảng phía trên.",
    "comparison_hover": "{side}<br>{figure} · hạng {rank}",
    "comparison_undrawn": "Không có trong biểu đồ (nguồn không in đủ {kind}): {indicators}.",
    "comparison_rank_tick": "hạng {rank}",
    "comparison_kind_value": "giá trị",
    "comparison_kind_rank": "hạng",
    # files
    "comparison_file": "so-sanh",
    "comparison_sheet": "So sánh",
    "comparison_field_common": "Chỉ số chung",
    "comparison_field_of_side": "{side}: {field}",
    "comparison_field_difference": "Chênh so với đơn vị đầu",
}

EN: dict[str, str] = {
    "comparison_title": "Comparison",
    "comparison_help": "Up to eight units of one year, or one unit in two years, by the indicators they share.",
    # pickers
    "comparison_pick_mode": "What to compare",
    "comparison_mode_units": "Several units",
    "comparison_mode_years": "Two years of one unit",
    "comparison_units": "Units to compare",
    "comparison_units_hint": "Add a unit",
    "comparison_units_chosen": "Compared now",
    "comparison_units_chosen_help": "Press a name to take the unit out.",
    "comparison_units_help": "Choose up to {most} units. Differences are taken against the first one chosen.",
    "pick_with": "Against year",
    # refusals
    "comparison_unknown_mode": "The link asks to compare “{asked}”, which does not exist. The usual comparison is "
    "shown; choose with the buttons above.",
    "comparison_unknown_units": "The link asks for the units “{asked}”, which are not in this cohort. Choose again "
    "in “Units to compare”.",
    "comparison_unknown_with": "The link compares with “{asked}”: there are no such figures to hold against the "
    "chosen year. Choose again in “Against year”.",
    "comparison_units_left": "Not in the cohort {cohort}: {units}. Choose others in “Units to compare”.",
    "comparison_too_many": "{count} units are chosen; this page compares at most {most}. Take some out of “Units to "
    "compare”, or see the whole cohort on the page “Ranking”.",
    "comparison_none_chosen": "No unit is chosen. Choose two to {most} units in “Units to compare”.",
    "comparison_no_other_year": "{index} has figures for {year} only, so there are no two years to compare. Choose "
    "“Several units”, or another index.",
    "comparison_add": "Choose more units in “Units to compare”.",
    "comparison_only_unit": "This cohort has one unit only; choose “Two years of one unit” to compare over time.",
    "comparison_no_line": "There is no indicator with figures for every unit chosen. Take a unit out, or choose "
    "another year.",
    "comparison_no_line_years": "There is no indicator with figures in both years. Choose another one in “Against "
    "year”.",
    # the answer
    "comparison_lines_one": "{count} indicator",
    "comparison_lines_many": "{count} indicators",
    "comparison_answer": "In {year}, on {lines} shared by {units} units: {bests}.",
    "comparison_best": "{unit} leads on {count}",
    "comparison_equal": "all are equal",
    "comparison_alone": "In {year}, there is one unit to look at: {unit}.",
    "comparison_nothing": "In {year}, these cannot be compared: {units}.",
    "comparison_nobody": "{year} has no figures for the units chosen.",
    "comparison_answer_years": "{unit}: {standings}{changes}.",
    "comparison_changes": " ({changes})",
    "comparison_changes_restated": " (against the restated level: {changes})",
    "comparison_nothing_years": "{unit} does not have figures for both years: {years}.",
    "comparison_standing": "{year} {position}",
    "comparison_ranked": "ranked {rank}",
    "comparison_no_figure": "no figures",
    # caveats
    "comparison_restated": "{year} is restated: values of merged units are means of their predecessors, units that "
    "were not merged keep their published ones; ranked again among {size}.",
    "comparison_pillars": "The pillars share main indicators, so they overlap: compare each by itself, never add or "
    "average them.",
    "comparison_precision": "The difference of two values printed with unlike decimals is given at the fewer ones.",
    "comparison_up_down": "The value rose yet the rank fell: {indicators}.",
    "comparison_down_up": "The value fell yet the rank rose: {indicators}.",
    "comparison_left_out": "{count} indicators are left out because a side has no figure: {indicators}.",
    "comparison_bases_published": "All values in the table are as published.",
    "comparison_bases_computed": "All values in the table are computed.",
    "comparison_bases_inferred": "All values in the table are inferred from another table, not published.",
    "comparison_bases_mixed": "Values in the table: {parts}.",
    "comparison_bases_part_published": "{count} as published",
    "comparison_bases_part_computed": "{count} computed",
    "comparison_bases_part_inferred": "{count} inferred",
    "comparison_unchosen": "No unit is chosen in “My unit”: the one with the best known rank is shown.",
    "comparison_signs": "★ leading among the units compared · ≈ a near tie, too small to say who is better · "
    "differences are against {first}.",
    "comparison_signs_ranks": "★ leading among the units compared.",
    "comparison_missing_years": "No figures yet ({count}): {units}.",
    # title and table
    "comparison_title_units": "{index}, {year} · {cohort} · units compared",
    "comparison_title_years": "{unit} · {index} · {earlier} and {later}",
    "comparison_chosen": "comparing {sides}",
    "comparison_side_year": "{year}",
    "comparison_side_restated": "{year} (restated)",
    "comparison_table_alt": "Table {title}: {count} indicators, comparing {sides}",
    "comparison_column_best": "★ Leading",
    "comparison_column_value": "{side}",
    "comparison_column_rank": "Rank of {side}",
    "comparison_column_difference": "{side} − {first}",
    "comparison_column_difference_help": "How much higher (+) or lower (−) than {first}.",
    "comparison_cell_best": "★ {cell}",
    "comparison_cell_near": "≈ {cell}",
    "comparison_cell_equal": "all equal",
    # chart
    "comparison_chart_alt": "Dot plot {title}. {rows}. The figures are in the table above.",
    "comparison_hover": "{side}<br>{figure} · rank {rank}",
    "comparison_undrawn": "Not in the chart (the sources do not print every {kind}): {indicators}.",
    "comparison_rank_tick": "rank {rank}",
    "comparison_kind_value": "value",
    "comparison_kind_rank": "rank",
    # files
    "comparison_file": "comparison",
    "comparison_sheet": "Comparison",
    "comparison_field_common": "Shared indicator",
    "comparison_field_of_side": "{side}: {field}",
    "comparison_field_difference": "Difference from the first unit",
}
