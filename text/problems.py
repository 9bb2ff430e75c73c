"""One sentence per problem code, in each language: what is wrong with the file and what to do about it."""

import re
from string import Formatter

from text import delivery_columns

LONGEST = 300  # letters of a sentence with everything it quotes
_LONGEST_PLACE = 16
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_PLACES = {"vi": "({count} chỗ{places})", "en": "({count} places{places})"}
_FOUND_IS_OURS = frozenset({"constant_differs", "template_other_purpose"})  # they quote our names for columns
# problems that quote numbers of ours, not cells
_WITH_NUMBERS = ("totals_differ", "total_differs", "looks_like_percent", "percent_or_points")
# problems whose expected and proposed texts are meanings of columns
_NAMING_COLUMNS = frozenset({"column_open", "column_two_meanings", "column_unlike", "names_settled", "shape_unknown"})

SENTENCES = {
    "vi": {
        "folder_not_a_year": "Thư mục “{found}” không phải là một năm. Đặt tệp vào thư mục mang tên năm được đánh giá, "
        "ví dụ 2024.",
        "sidecar_missing": "Thêm {expected} bên cạnh: tệp chưa có tệp mô tả nguồn gốc.",
        "file_missing": "Thêm tệp {expected}, hoặc bỏ tệp mô tả đi kèm: không thấy tệp dữ liệu ấy.",
        "sidecar_unreadable": "Không đọc được tệp mô tả như JSON: {found}.",
        "sidecar_field": "Tệp mô tả có trường chưa đúng, “{found}”; cần {expected}.",
        "sha256_differs": "Tệp không còn là tệp mà tệp mô tả ghi: mã băm {found}, cần {expected}. Lấy lại tệp gốc "
        "từ bản sao lưu; chỉ với tệp ở ngoài thư mục các lượt nạp mà thay có chủ ý thì ghi mã băm mới.",
        "stem_repeated": "Đổi tên một tệp: hai tệp dữ liệu cùng tên “{found}” trong một thư mục nên chung một tệp mô "
        "tả.",
        "release_repeated": "Rút bản cũ trước khi nạp bản mới: bản phát hành “{found}” có ở hai nơi.",
        "year_out_of_range": "Chọn năm trong khoảng {expected}: năm được đánh giá {found} chưa bắt đầu hoặc quá xa.",
        "source_incomplete": "Ghi {expected}: nguồn của tệp còn thiếu mục này.",
        "source_character": "Gõ lại {expected}: nguồn của tệp chứa ký tự {found}, không thuộc về văn bản.",
        "shape_unknown": "Chọn ý nghĩa các cột, hoặc dùng tệp mẫu: chưa nhận ra bảng, còn thiếu {fix}. Dòng tiêu đề "
        "được thấy: “{found}”.",
        "upload_repeated": "Tệp giống hệt tệp {found} trong cùng lần nạp nên chỉ được đọc một lần.",
        "loaded_elsewhere": "Kiểm tra năm, nhóm xếp hạng và đơn vị đã chọn: tệp giống hệt bản phát hành {found} đã nạp "
        "cho mục đích khác.",
        "loaded_earlier": "Nếu tệp này là bản sửa, chọn thay tệp cũ; nếu không, cả hai được giữ và số từ nguồn tốt "
        "hơn, hoặc nạp sau, được dùng. Đã nạp trước đây: {found}.",
        "row_in_two_files": "Bỏ khỏi một trong hai tệp: {found} số liệu có cả trong tệp {expected}, ví dụ {fix}.",
        "framework_in_two_files": "Bỏ bớt một tệp: bộ chỉ số {found} đã có trong tệp {expected}, mỗi lần nạp chỉ nhận "
        "một.",
        "units_missing": "Có {found} trên {expected} đơn vị. Còn thiếu: {fix}.",
        "nothing_to_load": "Kiểm tra tệp và loại số liệu đã chọn: không có số liệu nào của năm {expected} để nạp.",
        "nothing_of_the_year": "Chọn lại năm, hoặc lấy đúng tệp: tiêu đề ghi năm {found}, không có số liệu nào của năm "
        "{expected} để nạp.",
        "no_scores": "Kiểm tra các cột điểm: không dòng nào có điểm của năm {expected}.",
        "names_shifted": "Kiểm tra cột mã và cột tên, có thể lệch dòng: {found}/{expected} tên không phải của mã bên "
        "cạnh, ví dụ ô {parts[0]} ghi “{parts[1]}”, mã ấy là “{parts[2]}”.",
        "units_over_cohort": "Chọn lại nhóm xếp hạng: tệp có {found} đơn vị, nhóm đã chọn chỉ có {expected}.",
        "mains_missing": "Bảng có {found}/{expected} chỉ số chính; không có: {fix}.",
        "totals_differ": "Kiểm tra bộ chỉ số đã chọn và các cột: {found}/{expected} tổng khác với các phần tính theo "
        "điểm tối đa, ví dụ {parts[0]}, {parts[1]}: in {parts[2]}, tính được {parts[3]}.",
        "total_differs": "Đối chiếu với tài liệu gốc, đúng như vậy thì xác nhận: khác. {parts[0]}, {parts[1]}: in "
        "{found}, tính từ các phần được {expected}.",
        "ranks_against_values": "Đối chiếu cột hạng với tài liệu gốc, đúng như vậy thì xác nhận: {parts[0]} có "
        "{found}/{expected} hạng trái với giá trị, ví dụ {parts[1]} in hạng {parts[2]}, theo giá trị là {parts[3]}.",
        "layout_unknown": "Chưa có khuôn dạng bảng “{found}”. Các khuôn dạng đang có: {fix}.",
        "layout_unreadable": "Tệp khuôn dạng bảng có chỗ không dùng được: {found}. Được phép: {fix}.",
        "extension_unknown": "Lưu tệp thành một trong các loại {expected}: loại “{found}” không đọc được.",
        "file_empty": "Tệp không có nội dung.",
        "file_too_large": "Chia nhỏ tệp hoặc bỏ bớt trang không cần: tệp nặng {found}, tối đa {expected}.",
        "content_not_extension": "Mở bằng phần mềm đã tạo ra tệp rồi lưu lại đúng loại: nội dung là loại “{found}”, "
        "không phải {expected}.",
        "encoding_not_utf8": "Lưu lại với bảng mã UTF-8 (trong Excel: “CSV UTF-8”): tệp không ở bảng mã {expected}, có "
        "vẻ là “{found}”.",
        "encoding_legacy": "Chuyển sang Unicode (UniKey: Ctrl+Shift+F6, hoặc Excel: “CSV UTF-8”) rồi nộp lại: tệp ở "
        "bảng mã {found}; đọc theo bảng mã ấy thì ra “{expected}”.",
        "delimiter_unclear": "Dùng một dấu ngăn cột ({expected}) trong cả tệp: chưa rõ dấu nào ở dòng tiêu đề "
        "“{found}”.",
        "csv_broken": "Kiểm tra dấu ngoặc kép từ dòng này trở đi: tệp CSV hỏng, {found}.",
        "ragged_row": "Kiểm tra dấu ngăn cột và dấu ngoặc kép trong dòng: dòng có {found} ô, dòng tiêu đề có "
        "{expected}.",
        "workbook_encrypted": "Bỏ mật khẩu của bảng tính rồi nộp lại.",
        "workbook_macros": "Lưu lại thành bảng tính thường (.xlsx) rồi nộp lại: bảng tính có macro ({found}) nên không "
        "đọc.",
        "workbook_links": "Kiểm tra, hoặc dán lại thành giá trị: bảng tính lấy số từ tệp khác, “{found}”, và chỉ giá "
        "trị đã lưu được đọc.",
        "workbook_inflates": "Chép phần dữ liệu sang tệp mới: bảng tính mở ra lớn bất thường ({found}, tối đa "
        "{expected}).",
        "too_many_cells": "Xóa các dòng, cột trống ở cuối bảng: tệp có {found} ô, tối đa {expected}.",
        "too_many_rows": "Xóa các dòng trống ở cuối bảng, hoặc chia nhỏ tệp: trang tính có {found} dòng, tối đa "
        "{expected}.",
        "workbook_unreadable": "Mở bằng Excel hoặc LibreOffice rồi lưu lại: không mở được bảng tính ({found}).",
        "workbook_crashed": "Chép phần dữ liệu sang tệp mới: bảng tính làm trình đọc dừng đột ngột, thường do một ô "
        "nằm rất xa.",
        "workbook_slow": "Chép phần dữ liệu sang tệp mới: đọc bảng tính quá {expected} giây nên đã dừng.",
        "cell_without_value": "Mở bằng Excel để tính lại rồi lưu, hoặc ghi giá trị vào ô: ô chứa “{found}” nhưng không "
        "có giá trị.",
        "text_legacy": "Chuyển cả bảng sang Unicode (UniKey: Ctrl+Shift+F6) rồi nộp lại: “{found}” ở bảng mã {fix}, "
        "theo Unicode là “{expected}”.",
        "character_forbidden": "Gõ lại nội dung ô: ô chứa ký tự {found}, không thuộc về văn bản.",
        "cell_too_long": "Rút gọn ô, hoặc chuyển nội dung ra tài liệu riêng: ô có {found} ký tự, tối đa {expected}.",
        "marks_piled": "Gõ lại nội dung ô: có {found} dấu chồng lên một chữ, tối đa {expected}.",
        "header_missing": "Thêm cột “{expected}”, hoặc chọn lại loại số liệu: không dòng tiêu đề nào có cột ấy.",
        "header_on_two_sheets": "Giữ lại một trang tính: dòng tiêu đề của bảng có ở nhiều trang nên không rõ đọc trang "
        "nào.",
        "header_repeated": "Chọn cột cần đọc: cột “{found}” nói cùng một điều với một cột khác.",
        "column_unclear": "Chọn ý nghĩa của cột “{found}”, hoặc chọn không đọc: tiêu đề có chữ chưa rõ.",
        "title_says_other": "Kiểm tra loại số liệu: bảng ghi “{found}”. Nếu đúng là kết quả đã công bố thì xác nhận.",
        "title_names_other_unit": "Kiểm tra đơn vị đã chọn: tệp ghi “{found}”, đang nạp cho {expected}. Nếu đúng thì "
        "xác nhận.",
        "column_open": "Chọn ý nghĩa của cột “{found}”: tiêu đề có chữ chưa rõ. Có phải là {expected} không?",
        "column_two_meanings": "Chọn ý nghĩa của cột “{found}”: tiêu đề có thể chỉ hai chỉ số. Có phải là {expected} "
        "không?",
        "column_unlike": "Chọn ý nghĩa của cột “{found}”: các ô bên dưới không giống điều tiêu đề nói. Có phải là "
        "{expected} không?",
        "column_of_other_year": "Cột “{found}” là của năm khác nên không được đọc.",
        "column_self_assessed": "Cột “{found}” là số tự đánh giá, không phải kết quả đánh giá, nên không được đọc.",
        "column_no_result": "Cột “{found}” là mức thay đổi, tỷ lệ, chỉ tiêu hoặc số tạm tính nên không được đọc.",
        "names_settled": "“{found}” được đọc là {fix}: bảng có đủ tám chỉ số chính theo thứ tự và không có trụ cột. "
        "Kiểm tra lại nếu không phải.",
        "nothing_of_results": "Kiểm tra lại năm và loại số liệu: bảng không có cột kết quả nào của năm đang nạp; cột "
        "“{found}” nói về thứ khác.",
        "column_not_in_layout": "Cột “{found}” không được đọc: tiêu đề không phải của cột nào đã biết. Kiểm tra nếu "
        "cần cột này.",
        "sheet_without_header": "Kiểm tra có cần đọc không: {found} trang tính có nội dung nhưng không có dòng tiêu đề "
        "của bảng nên không được đọc, gồm {fix}.",
        "sheet_hidden": "Kiểm tra trang tính này: trang đang bị ẩn nhưng bảng trên trang vẫn được đọc. Bỏ ẩn, hoặc xóa "
        "trang nếu thừa.",
        "rows_hidden": "Bỏ ẩn hoặc bỏ lọc để kiểm tra: {found} dòng dữ liệu đang bị ẩn nhưng vẫn được đọc (dòng "
        "{fix}). Dòng thừa thì xóa.",
        "columns_hidden": "Bỏ ẩn để kiểm tra: {found} cột của bảng đang bị ẩn nhưng vẫn được đọc (cột {fix}). Cột thừa "
        "thì xóa.",
        "value_merged": "Bỏ gộp ô {found} rồi ghi giá trị vào từng ô: ô gộp chỉ giữ một giá trị, “{expected}”, nên các "
        "ô kia coi như trống.",
        "struck_through": "Xóa những số đã bỏ: {found} ô có chữ bị gạch ngang vẫn được đọc ({fix}).",
        "values_calculated": "Kiểm tra các ô công thức: {found} ô được đọc theo kết quả lưu lần cuối, có thể đã cũ "
        "({fix}). Mở bằng Excel, tính lại rồi lưu nếu chưa chắc.",
        "marks_taken": "Đối chiếu {found} ô có dấu chú thích viết trên cao: {fix}. Dấu đã được bỏ, số và tên được đọc "
        "không kèm dấu.",
        "mark_unseen": "Lưu tệp thành .xlsx rồi nộp lại, hoặc sửa ô: “{found}” nhiều hơn {expected} chữ số thập phân "
        "như cả cột, có thể dính dấu chú thích, mà trong .xls không phân biệt được.",
        "cells_blank": "Kiểm tra {found} ô trống trong những cột đã điền gần đủ: {fix}. Nếu nguồn có số thì điền vào.",
        "numbers_without_heading": "Ghi tiêu đề cho cột {fix}: có số nhưng không có tiêu đề, nên {found} cột này không "
        "được đọc.",
        "no_rows": "Kiểm tra tệp: dưới dòng tiêu đề không có dòng dữ liệu nào.",
        "row_without_table": "Ghi loại của dòng, một trong: {fix}. Chưa rõ “{found}” là loại nào.",
        "constant_differs": "Sửa ô, hoặc chọn lại cho đúng tệp: “{found}” trái với “{expected}” đã chọn khi nạp.",
        "header_again": "Xóa dòng này nếu vẫn là một bảng, hoặc chuyển bảng khác sang trang riêng: dòng tiêu đề (dòng "
        "{found}) lặp lại.",
        "table_below": "Xóa đi, hoặc chuyển sang trang tính khác: từ đây là nội dung khác nằm dưới bảng. Dòng thuộc "
        "bảng thì phải có số.",
        "table_above_not_read": "Phía trên dòng tiêu đề có dòng số liệu; dòng ấy không được đọc.",
        "year_in_title": "Kiểm tra có đúng tệp không: tiêu đề ghi năm {found}, đang nạp cho năm {expected}.",
        "rows_without_figure": "{found} dòng không có số liệu (tiêu đề nhóm, đơn vị chưa điền, ghi chú, chữ ký) được "
        "bỏ qua: dòng {fix}.",
        "rows_left_out": "{found} dòng nhóm hoặc dòng tổng có số liệu không được nạp: dòng {fix}.",
        "separators_unclear": "Ghi đủ phần thập phân, hoặc lưu các ô là số: “{found}” đọc được thành hai số khác nhau "
        "({expected}).",
        "read_as_points": "Kiểm tra: cả bảng được đọc là điểm, không phải giá trị {expected}, vì có số lớn hơn 1 "
        "(“{found}”).",
        "looks_like_percent": "Chọn đọc là phần trăm hoặc là điểm; có vẻ là phần trăm. {parts[0]} in tổng {parts[1]}: "
        "cộng các phần như điểm được {parts[2]}, tính như phần trăm được {parts[3]}.",
        "percent_or_points": "Chọn đọc là phần trăm hoặc là điểm: không số nào quá 100 và không có tổng để thử. Ví dụ "
        "{parts[0]}, {parts[1]}: {parts[2]} là giá trị {parts[3]} nếu là điểm, {parts[4]} nếu là phần trăm.",
        "values_and_points": "Chọn đọc là điểm, giá trị hay phần trăm: bảng vừa có số lớn hơn 1 vừa có số không quá 1. "
        "Kiểm tra “{found}” (các ô {fix}); giá trị nằm trong {expected}.",
        "code_differs": "Sửa một trong hai: mã “{found}” khác mã {expected} ghi ở đầu nội dung.",
        "value_missing": "Điền cột {expected}: ô còn trống.",
        "number_unreadable": "Viết {expected}: “{found}” không đọc được thành số.",
        "number_too_precise": "“{found}” có nhiều hơn {expected} chữ số thập phân; đã làm tròn để lưu.",
        "number_too_large": "Kiểm tra dấu thập phân: “{found}” lớn quá mức lưu được ({expected}).",
        "date_unreadable": "Viết ngày theo dạng {expected}: “{found}” không đọc được.",
        "code_is_number": "Đổi cột mã sang dạng văn bản rồi gõ lại mã: “{found}” được lưu dạng số nên có thể mất chữ "
        "số (1.10 thành 1.1, 01 thành 1).",
        "choice_unknown": "Chọn một trong: {fix}. “{found}” không thuộc danh mục của cột {expected}.",
        "unit_unknown": "Sửa tên “{found}”: không có đơn vị này trong {expected}. Có phải là {fix}?",
        "unit_code_unknown": "Sửa mã “{found}”: không có đơn vị nào mang mã này trong {expected}.",
        "unit_code_differs": "Sửa mã hoặc tên: {found} không cùng một đơn vị; tên này có mã {expected}.",
        "index_unknown": "Không có chỉ số “{found}”. Các chỉ số đang có: {fix}.",
        "cohort_unknown": "Không có nhóm xếp hạng “{found}”. Các nhóm đang có: {fix}.",
        "edition_unknown": "Khai kỳ đánh giá trước khi nạp: chưa có {found}. Các năm đã khai: {fix}.",
        "edition_unclear": "Thêm cột nhóm xếp hạng: {found} có nhiều nhóm ({fix}) mà tệp không ghi nhóm nào.",
        "framework_differs": "Chọn lại bộ chỉ số: kỳ này dùng {expected}, không phải “{found}”.",
        "framework_unknown": "Không có bộ chỉ số “{found}”. Các bộ đang có: {fix}.",
        "indicator_key_unknown": "Không rõ “{found}” là chỉ số nào. Các khóa được biết: {fix}.",
        "indicator_name_unknown": "Ghi mã chỉ số vào dòng này: chưa rõ “{found}” là chỉ số nào. Gần nhất: {fix}.",
        "indicator_unknown": "Sửa mã chỉ số “{found}”: không có trong {expected}.",
        "main_name_differs": "Ghi mã chỉ số, không ghi số thứ tự: mã này là chỉ số chính “{expected}”, dòng ghi "
        "“{found}”.",
        "name_of_another": "Sửa mã hoặc tên: mã này là “{expected}”, còn “{found}” là tên của chỉ số khác.",
        "total_row": "Bỏ dòng “{found}” khỏi bảng: đây là dòng tổng hoặc trung bình, không phải một đơn vị.",
        "component_name_differs": "Kiểm tra mã: mã này là “{expected}”, dòng ghi “{found}”.",
        "year_not_folder": "Tách tệp theo năm được đánh giá: dòng ghi năm {found}, tệp thuộc năm {expected}.",
        "source_unknown": "Thêm nguồn {found} vào bảng nguồn, vì chưa biết thẩm quyền và ngày của nguồn này.",
        "source_missing": "Dòng không ghi nguồn, trong khi tệp mô tả nói nguồn ghi theo từng dòng.",
        "value_out_of_range": "Kiểm tra dấu thập phân: giá trị {found} nằm ngoài khoảng {expected}.",
        "rank_out_of_range": "Sửa hạng {found}: chỉ nhận {expected}.",
        "rank_of_differs": "Kiểm tra nhóm xếp hạng đã chọn: dòng ghi hạng trên {found} đơn vị, nhóm có {expected}.",
        "fraction_differs": "Sửa một trong hai ô: “{found}” không khớp với cột bên cạnh ({expected}).",
        "score_negative": "Sửa điểm {found}: điểm không nhỏ hơn 0.",
        "score_over_maximum": "Kiểm tra điểm {found}: lớn hơn điểm tối đa {expected}.",
        "maximum_differs": "Kiểm tra điểm tối đa {found}: bộ chỉ số ghi {expected}.",
        "row_without_figure": "Điền số hoặc bỏ dòng: dòng không có giá trị, điểm, hạng hay mức thay đổi nào.",
        "row_repeated": "Bỏ một dòng: dòng này nói lại điều dòng {expected} đã nói (cùng đơn vị, chỉ số và nguồn).",
        "row_repeated_hidden": "Bỏ ẩn dòng {found} rồi xóa nếu thừa: dòng đang bị ẩn này nói cùng một điều với dòng "
        "{expected} (cùng đơn vị, chỉ số và nguồn).",
        "more_alike": "Sau ô này còn {found} chỗ nữa mắc cùng một lỗi; chỉ liệt kê {expected} chỗ đầu.",
        "status_of_unscored": "Tình trạng “{found}” không hợp với chỉ số này; có thể là {expected}.",
        "limits_differ": "Mục tiêu “{found}” ghi sai giới hạn; loại này cần: {expected}.",
        "limits_reversed": "Giới hạn dưới {found} lớn hơn giới hạn trên; cần {expected}.",
        "day_out_of_range": "{found} nằm ngoài khoảng {expected}.",
        "reference_missing": "Thiếu bảng danh mục này.",
        "reference_columns": "Các cột của bảng danh mục là “{found}”; cần đúng “{expected}”.",
        "reference_cell": "“{found}” không đúng kiểu của cột: {expected}.",
        "reference_key_repeated": "Khóa “{found}” ({expected}) có hai lần trong bảng danh mục.",
        "reference_points_nowhere": "“{found}” không có trong bảng {expected}.",
        "name_ambiguous": "Tên “{found}” chỉ nhiều đơn vị cùng lúc: {fix}.",
        "sheet_missing": "Không thấy trang tính “{expected}”. Dùng mẫu tải từ hệ thống, không đổi tên trang.",
        "framework_not_single": "Trang này phải có đúng một dòng, là bộ chỉ số của tệp.",
        "code_unfit": "“{found}” không dùng làm mã được. Mã viết như {expected}: chữ không dấu và số, không có dấu "
        "cách.",
        "code_repeated": "Mã “{found}” đã có ở dòng {expected}. Bỏ hoặc sửa một dòng.",
        "code_out_of_order": "Mã “{found}” đứng sau “{expected}”. Thứ tự dòng là thứ tự hiển thị; xếp lại nếu không cố "
        "ý.",
        "code_not_under_parent": "Mã “{found}” không bắt đầu như mã của chỉ số cha ({expected}). Kiểm tra mã và chỉ số "
        "cha.",
        "root_unfit": "Cây chỉ số phải có đúng một chỉ số tổng hợp, mang mã {expected}; đang có: “{found}”.",
        "level_not_below": "Cấp “{found}” không thể nằm dưới {expected}. Sửa cấp hoặc chỉ số cha.",
        "indicator_of_other_level": "Chỉ số “{found}” không thuộc cấp {expected}.",
        "maximum_not_positive": "Điểm tối đa {found} phải lớn hơn 0. Chưa biết thì để trống; chỉ số không chấm điểm "
        "thì ghi 0 hoặc để trống.",
        "sum_differs": "Cộng các phần ({fix}) được {found}, cần {expected}. Kiểm tra từng phần và ô này.",
        "row_left_out": "Thiếu dòng “{found}” mà bộ chỉ số đang có. Tệp chỉ thêm và sửa, không xóa; ghi lại dòng này.",
        "index_known": "Mã “{found}” đã là của chỉ số “{expected}”. Đặt mã khác cho chỉ số mới, hoặc để trống dòng "
        "này.",
        "index_not_of_framework": "Trang này khai chỉ số “{found}”, bộ chỉ số của tệp thuộc chỉ số “{expected}”. Ghi "
        "cùng một mã ở hai trang, hoặc để trống trang này.",
        "direction_not_ranked": "Chưa xếp hạng được chỉ số có chiều “{found}”: hạng 1 luôn là số cao nhất. Chọn “Cao "
        "nhất là hạng 1”; số thấp là tốt thì chưa nạp được.",
        "template_other_purpose": "Chọn lại bộ chỉ số, năm và loại số liệu, hoặc dùng đúng mẫu: tệp là mẫu của "
        "“{found}”, không phải “{expected}”.",
    },
    "en": {
        "folder_not_a_year": "The folder “{found}” is not a year. Put the file into a folder named for the assessed "
        "year, such as 2024.",
        "sidecar_missing": "Add {expected} beside the file: it has no description of its origin.",
        "file_missing": "Add the file {expected}, or remove its description: there is no such data file.",
        "sidecar_unreadable": "The description does not read as JSON: {found}.",
        "sidecar_field": "The description has a wrong field, “{found}”; it needs {expected}.",
        "sha256_differs": "The file is not the one its description names: hash {found}, expected {expected}. Restore "
        "the original from the backup; only for a file outside the loaded folder that was replaced on purpose, write "
        "the new hash.",
        "stem_repeated": "Rename one of the files: two named “{found}” in one folder would share one description.",
        "release_repeated": "Withdraw the old release before loading the new: “{found}” stands in two places.",
        "year_out_of_range": "Choose a year in {expected}: the assessed year {found} has not begun, or is too far "
        "away.",
        "source_incomplete": "Give the {expected}: the source of the files lacks it.",
        "source_character": "Type the {expected} again: the source of the files holds the character {found}, which is "
        "no part of a text.",
        "shape_unknown": "Choose what the columns are, or use a template: the table is not known, it lacks {fix}. The "
        "header row seen: “{found}”.",
        "upload_repeated": "The file is the same as {found} of this load, byte for byte, and is read once.",
        "loaded_elsewhere": "Check the year, the cohort and the unit: the file is the release {found}, loaded for "
        "another purpose.",
        "loaded_earlier": "If this is a corrected file, replace the old one; else both are kept and the better source, "
        "or the later file, counts. Loaded before: {found}.",
        "row_in_two_files": "Take them out of one of the two files: {found} figures stand in {expected} too, such as "
        "{fix}.",
        "framework_in_two_files": "Leave one of the files out: the framework {found} is in {expected} already, and a "
        "load takes one.",
        "units_missing": "There are {found} of {expected} units. Missing: {fix}.",
        "nothing_to_load": "Check the file and the kind chosen: it has no figures of {expected} to load.",
        "nothing_of_the_year": "Choose another year, or take the right file: its headings say {found}, and it has no "
        "figures of {expected} to load.",
        "no_scores": "Check the columns of points: no row has any of {expected}.",
        "names_shifted": "Check the columns of codes and names, they may be shifted: {found} of {expected} names are "
        "not those of the codes beside them, such as cell {parts[0]}, “{parts[1]}”, whose code is “{parts[2]}”.",
        "units_over_cohort": "Choose another cohort: the files have {found} units, the cohort has only {expected}.",
        "mains_missing": "The table has {found} of {expected} main indicators; not there: {fix}.",
        "totals_differ": "Check the framework chosen and the columns: {found} of {expected} totals are not what the "
        "parts come to by the maxima, such as {parts[0]}, {parts[1]}: printed {parts[2]}, computed {parts[3]}.",
        "total_differs": "Compare with the document and accept it if it prints this: different. {parts[0]}, "
        "{parts[1]}: printed {found}, computed from the parts {expected}.",
        "ranks_against_values": "Compare the ranks with the document and accept them if it prints these: {parts[0]} "
        "has {found} of {expected} ranks against the values, such as {parts[1]}: printed {parts[2]}, by value "
        "{parts[3]}.",
        "layout_unknown": "There is no table layout “{found}”. Known layouts: {fix}.",
        "layout_unreadable": "The table layout has something that cannot be used: {found}. Allowed: {fix}.",
        "extension_unknown": "Save the file as one of {expected}: files of the kind “{found}” are not read.",
        "file_empty": "The file is empty.",
        "file_too_large": "Split the file or remove sheets that are not needed: it has {found}, at most {expected}.",
        "content_not_extension": "Open the file in the program that made it and save it as what it is: the content is "
        "“{found}”, not {expected}.",
        "encoding_not_utf8": "Save it as UTF-8 (in Excel: “CSV UTF-8”): the file is not in {expected}, it looks like "
        "“{found}”.",
        "encoding_legacy": "Convert to Unicode (UniKey: Ctrl+Shift+F6, or Excel: “CSV UTF-8”) and try again: the file "
        "is in the encoding {found}; read as that it says “{expected}”.",
        "delimiter_unclear": "Use one separator ({expected}) in the whole file: it is not clear which in the header "
        "“{found}”.",
        "csv_broken": "Check the quotation marks from this row on: the CSV file is broken, {found}.",
        "ragged_row": "Check separators and quotation marks in the row: it has {found} cells, the header {expected}.",
        "workbook_encrypted": "Remove the password of the workbook and try again.",
        "workbook_macros": "Save it as a plain workbook (.xlsx) and try again: it has macros ({found}) and was not "
        "read.",
        "workbook_links": "Check, or paste as values: the workbook takes numbers from another file, “{found}”, and "
        "only saved values are read.",
        "workbook_inflates": "Copy the data into a new file: the workbook becomes unusually large when opened "
        "({found}, at most {expected}).",
        "too_many_cells": "Delete empty rows and columns at the end of the tables: the file has {found} cells, at most "
        "{expected}.",
        "too_many_rows": "Delete empty rows at the end of the sheet, or split the file: it has {found} rows, at most "
        "{expected}.",
        "workbook_unreadable": "Open it in Excel or LibreOffice and save it again: the workbook cannot be opened "
        "({found}).",
        "workbook_crashed": "Copy the data into a new file: the workbook made the reader stop, often because of a cell "
        "very far away.",
        "workbook_slow": "Copy the data into a new file: reading the workbook took more than {expected} seconds and "
        "was stopped.",
        "cell_without_value": "Recalculate in Excel and save, or type the value: the cell holds “{found}” but no "
        "value.",
        "text_legacy": "Convert the whole table to Unicode (UniKey: Ctrl+Shift+F6) and try again: “{found}” is in the "
        "encoding {fix}, in Unicode “{expected}”.",
        "character_forbidden": "Type the cell again: it holds the character {found}, which is no part of a text.",
        "cell_too_long": "Shorten the cell, or keep the text in a document of its own: it has {found} characters, at "
        "most {expected}.",
        "marks_piled": "Type the cell again: {found} marks are piled on one letter, at most {expected} are read.",
        "header_missing": "Add the column “{expected}”, or choose another kind of figures: no header row has it.",
        "header_on_two_sheets": "Keep one of the sheets: several carry the table's header row, so it is not clear "
        "which to read.",
        "header_repeated": "Choose the column to read: “{found}” says the same as another column.",
        "column_unclear": "Choose what the column “{found}” is, or that it is not read: its heading has words that are "
        "not known.",
        "title_says_other": "Check the kind of data: the table says “{found}”. Accept it if these are published "
        "results.",
        "title_names_other_unit": "Check the unit chosen: the file says “{found}”, it is being loaded for {expected}. "
        "Accept it if that is right.",
        "column_open": "Choose what the column “{found}” is: its heading has words that are not known. Is it "
        "{expected}?",
        "column_two_meanings": "Choose what the column “{found}” is: its heading names two indicators. Is it "
        "{expected}?",
        "column_unlike": "Choose what the column “{found}” is: the cells below are not what the heading says. Is it "
        "{expected}?",
        "column_of_other_year": "The column “{found}” is of another year and was not read.",
        "column_self_assessed": "The column “{found}” holds self-assessed figures, not results, and was not read.",
        "column_no_result": "The column “{found}” holds a change, a share, a target or a draft and was not read.",
        "names_settled": "“{found}” were read as {fix}: the table has all eight main indicators in their order and no "
        "pillar. Check if that is not meant.",
        "nothing_of_results": "Check the year and the kind of data: the table has no column of results of the year "
        "being loaded; the column “{found}” speaks of something else.",
        "column_not_in_layout": "The column “{found}” was not read: its heading is that of no known column. Check if "
        "you need it.",
        "sheet_without_header": "Check whether they matter: {found} sheets have content but not the table's header row "
        "and were not read, such as {fix}.",
        "sheet_hidden": "Check this sheet: it is hidden, yet its table was read. Show it, or delete it if it is not "
        "needed.",
        "rows_hidden": "Show all rows or clear the filter to check: {found} rows of data are hidden, yet they were "
        "read (rows {fix}). Delete those that do not belong.",
        "columns_hidden": "Show all columns to check: {found} columns of the table are hidden, yet they were read "
        "(columns {fix}). Delete those that do not belong.",
        "value_merged": "Unmerge {found} and write a value into each cell: merged cells keep one value, “{expected}”, "
        "and the others count as empty.",
        "struck_through": "Delete the numbers that no longer hold: {found} cells are struck through, yet they were "
        "read ({fix}).",
        "values_calculated": "Check the formulas: {found} cells were read by the result last saved, which may be old "
        "({fix}). If in doubt, recalculate and save the workbook in Excel.",
        "marks_taken": "Compare {found} cells with a raised footnote mark: {fix}. The mark was taken off, numbers and "
        "names are read without it.",
        "mark_unseen": "Save the file as .xlsx and try again, or correct the cell: “{found}” has more than the "
        "{expected} decimals of its column. It may end in a footnote mark, which cannot be told from digits in .xls.",
        "cells_blank": "Check {found} empty cells in columns that are nearly full: {fix}. Fill in what the source has.",
        "numbers_without_heading": "Give column {fix} a heading: with numbers but no heading, {found} such columns "
        "were not read.",
        "no_rows": "Check the file: there are no rows below the header.",
        "row_without_table": "Say what kind of row it is, one of: {fix}. It is not clear what “{found}” is.",
        "constant_differs": "Correct the cell, or choose what fits the file: “{found}” contradicts “{expected}”, "
        "chosen for this load.",
        "header_again": "Delete this row if the table goes on, or move another table to a sheet of its own: the header "
        "row (row {found}) occurs again.",
        "table_below": "Delete it, or move it to another sheet: from here on something else stands below the table. A "
        "row of the table needs numbers.",
        "table_above_not_read": "There is a row of figures above the header row; it was not read.",
        "year_in_title": "Check that it is the right file: the title says {found}, the load is for {expected}.",
        "rows_without_figure": "{found} rows without figures (titles of groups, units not filled in, notes, "
        "signatures) were left out: rows {fix}.",
        "rows_left_out": "{found} rows of groups or totals with figures were not loaded: rows {fix}.",
        "separators_unclear": "Write the decimals in full, or store the cells as numbers: “{found}” reads as two "
        "different numbers ({expected}).",
        "read_as_points": "Check: the whole table was read as points, not as values {expected}, because a number is "
        "above 1 (“{found}”).",
        "looks_like_percent": "Choose per cents or points; these seem to be per cents. {parts[0]} has the total "
        "{parts[1]}: as points the parts add up to {parts[2]}, as per cents they come to {parts[3]}.",
        "percent_or_points": "Choose per cents or points: no number is above 100 and there is no total to try. Such as "
        "{parts[0]}, {parts[1]}: {parts[2]} is the value {parts[3]} if points, {parts[4]} if per cents.",
        "values_and_points": "Choose points, values or per cents: the table has numbers above 1 and numbers up to 1. "
        "Check “{found}” (cells {fix}); values lie in {expected}.",
        "code_differs": "Correct one of them: the code “{found}” differs from {expected}, with which the text begins.",
        "value_missing": "Fill in the column {expected}: the cell is empty.",
        "number_unreadable": "Write {expected}: “{found}” does not read as a number.",
        "number_too_precise": "“{found}” has more than {expected} decimals; it was rounded to be stored.",
        "number_too_large": "Check the decimal separator: “{found}” is larger than can be stored ({expected}).",
        "date_unreadable": "Write the date as {expected}: “{found}” does not read as one.",
        "code_is_number": "Format the column of codes as text and type the code again: “{found}” is stored as a number "
        "and may have lost digits (1.10 becomes 1.1, 01 becomes 1).",
        "choice_unknown": "Choose one of: {fix}. “{found}” is not in the list of column {expected}.",
        "unit_unknown": "Correct the name “{found}”: no unit of {expected} has it. Is it {fix}?",
        "unit_code_unknown": "Correct the code “{found}”: no unit of {expected} has it.",
        "unit_code_differs": "Correct the code or the name: {found} are not the same unit; this name has the code "
        "{expected}.",
        "index_unknown": "There is no index “{found}”. Known: {fix}.",
        "cohort_unknown": "There is no cohort “{found}”. Known: {fix}.",
        "edition_unknown": "Declare the edition before loading: there is no {found}. Years declared: {fix}.",
        "edition_unclear": "Add a column of cohorts: {found} has several ({fix}) and the file names none.",
        "framework_differs": "Choose another framework: this edition uses {expected}, not “{found}”.",
        "framework_unknown": "There is no framework “{found}”. Known: {fix}.",
        "indicator_key_unknown": "It is not known which indicator “{found}” is. Known keys: {fix}.",
        "indicator_name_unknown": "Write the indicator's code in this row: it is not clear which one “{found}” is. "
        "Nearest: {fix}.",
        "indicator_unknown": "Correct the indicator code “{found}”: it is not in {expected}.",
        "main_name_differs": "Write the code of the indicator, not a running number: this code is the main indicator "
        "“{expected}”, the row says “{found}”.",
        "name_of_another": "Correct the code or the name: this code is “{expected}”, “{found}” is another indicator.",
        "total_row": "Take the row “{found}” out of the table: it is a total or a mean, not a unit.",
        "component_name_differs": "Check the code: it is that of “{expected}”, the row says “{found}”.",
        "year_not_folder": "Split the file by assessed year: the row is of {found}, the file belongs to {expected}.",
        "source_unknown": "Add the source {found} to the table of sources: its authority and date are not known.",
        "source_missing": "The row names no source, although the description says that every row does.",
        "value_out_of_range": "Check the decimal separator: the value {found} lies outside {expected}.",
        "rank_out_of_range": "Correct the rank {found}: it has to lie in {expected}.",
        "rank_of_differs": "Check the cohort chosen: the row ranks among {found} units, the cohort has {expected}.",
        "fraction_differs": "Correct one of the two cells: “{found}” does not agree with the column beside it "
        "({expected}).",
        "score_negative": "Correct the score {found}: a score is never below 0.",
        "score_over_maximum": "Check the score {found}: it is above the maximum of {expected}.",
        "maximum_differs": "Check the maximum {found}: the framework says {expected}.",
        "row_without_figure": "Fill in the row or remove it: it has no value, score, rank or change.",
        "row_repeated": "Remove one of the rows: this one says again what row {expected} says (same unit, indicator "
        "and source).",
        "row_repeated_hidden": "Show row {found} and delete it if it does not belong: hidden as it is, it says the "
        "same as row {expected} (same unit, indicator and source).",
        "more_alike": "After this cell {found} more places have the same fault; only the first {expected} are listed.",
        "status_of_unscored": "The status “{found}” does not fit this indicator; possible: {expected}.",
        "limits_differ": "The target “{found}” has the wrong limits; this operator needs: {expected}.",
        "limits_reversed": "The lower limit {found} is above the upper one; needed: {expected}.",
        "day_out_of_range": "{found} lies outside {expected}.",
        "reference_missing": "This reference table is missing.",
        "reference_columns": "The reference table has the columns “{found}”; it needs exactly “{expected}”.",
        "reference_cell": "“{found}” is not of the column's type, {expected}.",
        "reference_key_repeated": "The key “{found}” ({expected}) occurs twice in the reference table.",
        "reference_points_nowhere": "“{found}” does not occur in the table {expected}.",
        "name_ambiguous": "The name “{found}” means several units at once: {fix}.",
        "sheet_missing": "There is no sheet “{expected}”. Use the template as it was downloaded; do not rename its "
        "sheets.",
        "framework_not_single": "This sheet must hold exactly one row: the framework of the file.",
        "code_unfit": "“{found}” cannot be a code. Codes are written like {expected}: plain letters and digits, no "
        "spaces.",
        "code_repeated": "The code “{found}” already stands in row {expected}. Remove or correct one of them.",
        "code_out_of_order": "The code “{found}” comes after “{expected}”. The order of rows is the order shown; "
        "change it unless it is meant.",
        "code_not_under_parent": "The code “{found}” does not begin like its parent's ({expected}). Check both.",
        "root_unfit": "The tree needs exactly one index, with the code {expected}; it has: “{found}”.",
        "level_not_below": "The level “{found}” cannot stand below {expected}. Correct the level or the parent.",
        "indicator_of_other_level": "The indicator “{found}” is not of level {expected}.",
        "maximum_not_positive": "The maximum {found} must be above 0. Leave it empty if unknown; an indicator that is "
        "not scored has 0 or nothing.",
        "sum_differs": "The parts ({fix}) add up to {found}; needed: {expected}. Check the parts and this cell.",
        "row_left_out": "The row “{found}”, which the framework has, is missing. A file adds and replaces, it cannot "
        "remove; put the row back.",
        "index_known": "The code “{found}” is that of the index “{expected}”. Give the new index another code, or "
        "leave the row empty.",
        "index_not_of_framework": "This sheet declares the index “{found}”, the framework of the file is of "
        "“{expected}”. Write one code on both sheets, or leave this one empty.",
        "direction_not_ranked": "An index with the direction “{found}” cannot be ranked yet: rank 1 is always the "
        "highest figure. Choose “Cao nhất là hạng 1”; one where less is better cannot be loaded.",
        "template_other_purpose": "Choose the framework, year and kind again, or use the right template: the file is "
        "that of “{found}”, not of “{expected}”.",
    },
}


def describe(
    language: str,
    code: str,
    found: str = "",
    expected: str = "",
    fix: tuple[str, ...] = (),
    count: int = 1,
    places: tuple[str, ...] = (),
) -> str:
    """What to tell a person about a problem: its sentence with what was found, needed and proposed.

    At most `LONGEST` letters: what is too long of the texts of a file is cut. Of `count` problems with the same cause
    it says where the first are. Raises KeyError for a code or language without words.
    """
    found, expected, fix = shown(language, code, found, expected, fix)
    sentence = SENTENCES[language][code]
    told = _places_told(language, count, places)
    texts = {"found": found, "expected": expected, "fix": ", ".join(fix) or "–"}
    asked = [name for _, name, _, _ in Formatter().parse(sentence) if name]
    texts |= {name: _part(fix, name) for name in asked if name.startswith("parts[")}
    lengths = [len(texts[name]) for name in asked]
    room = LONGEST - len(told) - len(sentence) + sum(len(name) + 2 for name in asked)
    most = _most_of_each(lengths, room)
    cut = {name: text if len(text) <= most else f"{text[: most - 1].rstrip(' ,')}…" for name, text in texts.items()}
    return _PLACEHOLDER.sub(lambda match: cut[match[1]], sentence) + told


def shown(
    language: str, code: str, found: str, expected: str, fix: tuple[str, ...] = ()
) -> tuple[str, str, tuple[str, ...]]:
    """What was found, needed and proposed as a person reads it: our names and numbers in words of the language."""
    if code in _NAMING_COLUMNS:
        expected = delivery_columns.meaning(language, expected) if expected else "–"
        fix = tuple(delivery_columns.meaning(language, each) for each in fix)
    expected, *told = (delivery_columns.spoken(language, each) for each in (expected, *fix))
    found = delivery_columns.spoken(language, found) if code in _FOUND_IS_OURS else found
    if language == "vi" and code in _WITH_NUMBERS:
        found, expected, *told = (_decimal_comma(text) for text in (found, expected, *told))
    return found, expected, tuple(told)


def _places_told(language: str, count: int, places: tuple[str, ...]) -> str:
    """` (350 chỗ: A2, A3, A4…)`; nothing for a single one."""
    if count < 2:
        return ""
    shown = ", ".join(_clipped(place, _LONGEST_PLACE) for place in places)
    more = "…" if count > len(places) else ""
    return " " + _PLACES[language].format(count=count, places=f": {shown}{more}" if shown else "")


def _part(fix: tuple[str, ...], name: str) -> str:
    """One of the texts of `fix` by its placeholder, `parts[0]`; a dash where there are not so many."""
    place = int(name.removeprefix("parts[").removesuffix("]"))
    return fix[place] if place < len(fix) else "–"


def _most_of_each(lengths: list[int], room: int) -> int:
    """How long each text may be at most for all to find room: short ones leave theirs to the long ones."""
    most = max(lengths, default=1)
    while most > 1 and sum(min(length, most) for length in lengths) > room:
        most -= 1
    return most


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _decimal_comma(text: str) -> str:
    """A number of ours as Vietnamese writes it; any other text as it is."""
    return text.replace(".", ",") if text.replace(".", "", 1).isdecimal() else text
