"""One sentence per problem code, in each language: what is wrong with the file and what to do about it."""

from text import columns

# problems that quote numbers of ours, not cells
_WITH_NUMBERS = ("totals_differ", "total_differs", "looks_like_percent", "percent_or_points")
# problems whose expected and proposed texts are meanings of columns
_NAMING_COLUMNS = frozenset({"column_open", "column_two_meanings", "column_unlike", "names_settled", "shape_unknown"})

SENTENCES = {
    "vi": {
        "folder_not_a_year": "Thư mục “{found}” không phải là một năm. Đặt tệp vào thư mục mang tên năm được "
        "đánh giá, ví dụ 2024.",
        "sidecar_missing": "Tệp không có tệp mô tả nguồn gốc. Thêm {expected} bên cạnh.",
        "file_missing": "Không thấy tệp dữ liệu {expected}. Thêm tệp hoặc bỏ tệp mô tả đi kèm.",
        "sidecar_unreadable": "Không đọc được tệp mô tả như JSON: {found}.",
        "sidecar_field": "Tệp mô tả có trường chưa đúng, “{found}”; cần {expected}.",
        "sha256_differs": "Tệp không còn là tệp mà tệp mô tả ghi: mã băm {found}, cần {expected}. Lấy lại "
        "tệp gốc, hoặc ghi mã băm mới nếu thay tệp có chủ ý.",
        "stem_repeated": "Hai tệp dữ liệu cùng tên “{found}” trong một thư mục nên chung một tệp mô tả. Đổi "
        "tên một tệp.",
        "release_repeated": "Bản phát hành “{found}” có ở hai nơi. Rút bản cũ trước khi nạp bản mới.",
        "year_out_of_range": "Năm được đánh giá {found} nằm ngoài khoảng {expected}: chỉ nạp được năm đã bắt đầu.",
        "source_incomplete": "Nguồn của tệp chưa ghi {expected}.",
        "shape_unknown": "Chọn ý nghĩa các cột, hoặc dùng tệp mẫu: chưa nhận ra bảng, còn thiếu {fix}. Dòng tiêu đề "
        "được thấy: “{found}”.",
        "upload_repeated": "Tệp giống hệt tệp {found} trong cùng lần nạp nên chỉ được đọc một lần.",
        "loaded_elsewhere": "Tệp giống hệt bản phát hành {found} đã nạp cho mục đích khác. Kiểm tra năm, nhóm xếp hạng "
        "và đơn vị đã chọn.",
        "loaded_earlier": "Đã có tệp nạp cho cùng mục đích: {found}. Cả hai đều được giữ; nơi hai tệp có cùng số liệu "
        "thì dùng nguồn tốt hơn, cùng nguồn thì dùng tệp nạp sau. Nếu tệp này là bản sửa, thay tệp cũ.",
        "row_in_two_files": "{found} số liệu có cả trong tệp {expected}, ví dụ: {fix}. Bỏ khỏi một trong hai tệp.",
        "framework_in_two_files": "Bộ chỉ số {found} đã có trong tệp {expected}. Mỗi lần nạp chỉ nhận một tệp của "
        "một bộ chỉ số; bỏ bớt một tệp.",
        "units_missing": "Có {found} trên {expected} đơn vị. Còn thiếu: {fix}.",
        "nothing_to_load": "Kiểm tra tệp và loại số liệu đã chọn: không có số liệu nào của năm {expected} để nạp.",
        "nothing_of_the_year": "Chọn lại năm, hoặc lấy đúng tệp: tiêu đề ghi năm {found}, không có số liệu nào của năm "
        "{expected} để nạp.",
        "no_scores": "Kiểm tra các cột điểm: không dòng nào có điểm của năm {expected}.",
        "names_shifted": "Kiểm tra cột mã và cột tên, có thể lệch dòng: {found}/{expected} tên không phải của mã bên "
        "cạnh, ví dụ ô {parts[0]} ghi “{parts[1]}”, mã ấy là “{parts[2]}”.",
        "units_over_cohort": "Chọn lại nhóm xếp hạng: tệp có {found} đơn vị, nhóm đã chọn chỉ có {expected}.",
        "mains_missing": "Bảng có {found}/{expected} chỉ số chính; không có: {fix}.",
        "totals_differ": "{found}/{expected} dòng có tổng khác với các phần cộng theo điểm tối đa của bộ chỉ số, ví dụ "
        "{parts[0]} của {parts[1]}: in {parts[2]}, tính được {parts[3]}. Kiểm tra bộ chỉ số đã chọn và các cột.",
        "total_differs": "{parts[0]}, {parts[1]}: khác. Tệp in {found}, tính từ các phần được {expected}. Đối chiếu "
        "với "
        "tài liệu gốc; nếu tài liệu in đúng như vậy thì xác nhận.",
        "ranks_against_values": "{parts[0]}: {found}/{expected} hạng in trái với giá trị, ví dụ {parts[1]} in hạng "
        "{parts[2]}, theo giá trị là {parts[3]}. Đối chiếu cột hạng với tài liệu gốc; nếu đúng như vậy thì xác nhận.",
        "layout_unknown": "Chưa có khuôn dạng bảng “{found}”. Các khuôn dạng đang có: {fix}.",
        "layout_unreadable": "Tệp khuôn dạng bảng có chỗ không dùng được: {found}. Được phép: {fix}.",
        "extension_unknown": "Không đọc loại tệp “{found}”. Dùng một trong các loại: {expected}.",
        "file_empty": "Tệp không có nội dung.",
        "file_too_large": "Tệp nặng {found}, tối đa là {expected}. Chia nhỏ tệp hoặc bỏ bớt trang không cần.",
        "content_not_extension": "Nội dung tệp là loại “{found}”, không phải {expected}. Mở bằng phần mềm đã "
        "tạo ra nó và lưu lại đúng loại.",
        "encoding_not_utf8": "Tệp không ở bảng mã {expected} (có vẻ là “{found}”). Lưu lại với bảng mã "
        "UTF-8, trong Excel: “CSV UTF-8”.",
        "encoding_legacy": "Tệp ở bảng mã {found}, không phải UTF-8; đọc theo bảng mã ấy thì ra “{expected}”. Chuyển "
        "sang Unicode (UniKey: Ctrl+Shift+F6, hoặc Excel: “CSV UTF-8”) rồi nộp lại; hệ thống không tự đoán thay.",
        "delimiter_unclear": "Không rõ dấu ngăn cột của dòng tiêu đề “{found}”. Dùng đúng một trong các dấu "
        "phẩy, chấm phẩy, tab ({expected}).",
        "csv_broken": "Tệp CSV hỏng từ dòng này: {found}. Kiểm tra dấu ngoặc kép.",
        "ragged_row": "Dòng có {found} ô, dòng tiêu đề có {expected}. Kiểm tra dấu ngăn cột và dấu ngoặc "
        "kép trong dòng.",
        "workbook_encrypted": "Bảng tính đặt mật khẩu. Bỏ mật khẩu rồi nộp lại.",
        "workbook_macros": "Bảng tính có macro ({found}) nên không đọc. Lưu lại thành bảng tính thường (.xlsx) rồi "
        "nộp lại.",
        "workbook_links": "Bảng tính lấy giá trị từ tệp khác, “{found}”; ở đây chỉ đọc giá trị đã lưu, có thể đã cũ. "
        "Kiểm tra, hoặc dán lại thành giá trị.",
        "workbook_inflates": "Bảng tính khi mở ra lớn bất thường ({found}, tối đa {expected}) nên không đọc. "
        "Chép phần dữ liệu sang tệp mới.",
        "too_many_cells": "Tệp có {found} ô, tối đa {expected}. Xóa các dòng, cột trống ở cuối bảng.",
        "too_many_rows": "Trang tính có {found} dòng, tối đa {expected}. Xóa các dòng trống ở cuối bảng, hoặc chia "
        "nhỏ tệp.",
        "workbook_unreadable": "Không mở được bảng tính ({found}). Mở bằng Excel hoặc LibreOffice rồi lưu "
        "lại.",
        "workbook_crashed": "Bảng tính làm trình đọc dừng đột ngột; thường do một ô nằm rất xa "
        "phần dữ liệu. Chép phần dữ liệu sang tệp mới.",
        "workbook_slow": "Đọc bảng tính quá {expected} giây nên đã dừng. Chép phần dữ liệu sang tệp mới.",
        "cell_without_value": "Ô chứa “{found}” nhưng không có giá trị. Mở bằng Excel để tính lại rồi lưu, "
        "hoặc ghi giá trị vào ô.",
        "text_legacy": "“{found}” là chữ ở bảng mã khác, {fix}; theo Unicode là “{expected}”. Chuyển cả bảng sang "
        "Unicode (UniKey: Ctrl+Shift+F6) rồi nộp lại.",
        "character_forbidden": "Ô chứa ký tự {found}, không thuộc về văn bản. Gõ lại nội dung ô.",
        "cell_too_long": "Ô có {found} ký tự, tối đa {expected}. Rút gọn, hoặc chuyển nội dung ra tài liệu riêng.",
        "marks_piled": "Ô có {found} dấu chồng lên một chữ, tối đa {expected}. Gõ lại nội dung ô.",
        "header_missing": "Không thấy cột “{expected}” ở dòng tiêu đề nào. Thêm cột, hoặc chọn khuôn dạng "
        "bảng khác.",
        "header_on_two_sheets": "Dòng tiêu đề của bảng có ở nhiều trang tính nên không rõ đọc trang nào. "
        "Giữ lại một trang.",
        "header_repeated": "Cột “{found}” có hai lần. Bỏ hoặc đổi tên một cột.",
        "column_open": "Chọn ý nghĩa của cột “{found}”: tiêu đề có chữ chưa rõ. Có phải là {expected} không?",
        "column_two_meanings": "Chọn ý nghĩa của cột “{found}”: tiêu đề có thể chỉ hai chỉ số. Có phải là {expected} "
        "không?",
        "column_unlike": "Chọn ý nghĩa của cột “{found}”: các ô bên dưới không giống điều tiêu đề nói. Có phải là "
        "{expected} không?",
        "column_of_other_year": "Cột “{found}” là của năm khác nên không được đọc.",
        "column_self_assessed": "Cột “{found}” là số tự đánh giá, không phải kết quả đánh giá, nên không được đọc.",
        "column_no_result": "Cột “{found}” là mức thay đổi hoặc tỷ lệ nên không được đọc.",
        "names_settled": "“{found}” được đọc là {fix}: bảng có đủ tám chỉ số chính theo thứ tự và không có trụ cột. "
        "Kiểm tra lại nếu không phải.",
        "nothing_of_results": "Kiểm tra lại năm và loại số liệu: bảng không có cột kết quả nào của năm đang nạp; cột "
        "“{found}” nói về thứ khác.",
        "column_not_in_layout": "Cột “{found}” không có trong khuôn dạng bảng nên không được đọc.",
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
        "no_rows": "Dưới dòng tiêu đề không có dòng dữ liệu nào.",
        "row_without_table": "Không rõ dòng thuộc loại nào: “{found}”. Các loại được biết: {fix}.",
        "constant_differs": "“{found}” trái với “{expected}” đã chọn khi nạp. Sửa ô, hoặc chọn lại cho đúng tệp.",
        "header_again": "Dòng tiêu đề (dòng {found}) lặp lại ở đây. Nếu vẫn là một bảng thì xóa dòng lặp; nếu là bảng "
        "khác thì chuyển sang trang tính khác.",
        "table_below": "Từ đây là nội dung khác nằm dưới bảng. Xóa đi hoặc chuyển sang trang tính khác; nếu dòng thuộc "
        "bảng thì ghi số vào các cột số liệu.",
        "table_above_not_read": "Phía trên dòng tiêu đề có dòng số liệu; dòng ấy không được đọc.",
        "year_in_title": "Tiêu đề ghi năm {found}, trong khi nạp cho năm {expected}. Kiểm tra có đúng tệp không.",
        "rows_without_figure": "{found} dòng không có số liệu (tiêu đề nhóm, đơn vị chưa điền, ghi chú, chữ ký) được "
        "bỏ "
        "qua: {fix}.",
        "rows_left_out": "{found} dòng nhóm hoặc dòng tổng có số liệu không được nạp, theo khuôn dạng bảng: {fix}.",
        "separators_unclear": "“{found}” đọc được thành hai số khác nhau ({expected}) và không ô nào khác cho biết dấu "
        "thập phân. Ghi đủ phần thập phân, hoặc lưu các ô là số.",
        "read_as_points": "Có số lớn hơn 1 (“{found}”) nên cả bảng được đọc là điểm, không phải giá trị {expected}. "
        "Kiểm "
        "tra.",
        "looks_like_percent": "Chọn đọc là phần trăm hoặc là điểm; có vẻ là phần trăm. {parts[0]} in tổng {parts[1]}: "
        "cộng các phần như điểm được {parts[2]}, tính như phần trăm được {parts[3]}.",
        "percent_or_points": "Chọn đọc là phần trăm hoặc là điểm: không số nào quá 100 và không có tổng để thử. Ví dụ "
        "{parts[0]}, {parts[1]}: {parts[2]} là giá trị {parts[3]} nếu là điểm, {parts[4]} nếu là phần trăm.",
        "values_and_points": "Bảng vừa có số lớn hơn 1 vừa có số không quá 1 nên không rõ là điểm hay giá trị "
        "{expected}. Kiểm tra “{found}” (các ô {fix}); nếu đúng là điểm thì ghi “Điểm” dưới tên từng chỉ số ở dòng "
        "tiêu đề.",
        "code_differs": "Mã “{found}” khác mã {expected} ghi ở đầu nội dung. Sửa một trong hai.",
        "value_missing": "Thiếu giá trị của cột {expected}.",
        "number_unreadable": "“{found}” không đọc được thành số. Viết như {expected} (khuôn dạng bảng {fix}).",
        "number_too_precise": "“{found}” có nhiều hơn {expected} chữ số thập phân; đã làm tròn để lưu.",
        "number_too_large": "“{found}” lớn quá mức lưu được ({expected}). Kiểm tra dấu thập phân.",
        "date_unreadable": "“{found}” không phải là ngày theo dạng {expected}.",
        "code_is_number": "Ô mã “{found}” được lưu dạng số nên có thể đã mất chữ số (1.10 thành 1.1, 01 "
        "thành 1). Đổi cột sang dạng văn bản và gõ lại mã.",
        "choice_unknown": "“{found}” không thuộc danh mục của cột {expected}. Chọn một trong: {fix}.",
        "unit_unknown": "Không có đơn vị nào tên “{found}” trong {expected}. Gần nhất: {fix}. Sửa tên, hoặc "
        "thêm cách viết này vào bảng tên khác.",
        "unit_code_unknown": "Không có đơn vị mang mã “{found}” trong {expected}.",
        "unit_code_differs": "Mã và tên không cùng một đơn vị: {found}; tên này có mã {expected}.",
        "index_unknown": "Không có chỉ số “{found}”. Các chỉ số đang có: {fix}.",
        "cohort_unknown": "Không có nhóm xếp hạng “{found}”. Các nhóm đang có: {fix}.",
        "edition_unknown": "Chưa khai kỳ đánh giá {found} trong bảng năm. Các năm đã khai: {fix}.",
        "edition_unclear": "{found} có nhiều nhóm xếp hạng ({fix}) mà tệp không ghi nhóm nào. Thêm cột hoặc "
        "giá trị nhóm xếp hạng.",
        "framework_differs": "Tệp ghi bộ chỉ số “{found}”, nhưng kỳ này dùng {expected}.",
        "framework_unknown": "Không có bộ chỉ số “{found}”. Các bộ đang có: {fix}.",
        "indicator_key_unknown": "Không rõ “{found}” là chỉ số nào. Các khóa được biết: {fix}.",
        "indicator_name_unknown": "Ghi mã chỉ số vào dòng này: chưa rõ “{found}” là chỉ số nào. Gần nhất: {fix}.",
        "indicator_unknown": "Không có chỉ số “{found}” trong {expected}.",
        "main_name_differs": "Mã này là chỉ số chính “{expected}”, nhưng dòng ghi “{found}”. Ghi mã chỉ số, không "
        "ghi số "
        "thứ tự.",
        "name_of_another": "Sửa mã hoặc tên: mã này là “{expected}”, còn “{found}” là tên của chỉ số khác.",
        "total_row": "Bỏ dòng “{found}” khỏi bảng: đây là dòng tổng hoặc trung bình, không phải một đơn vị.",
        "component_name_differs": "Mã này là “{expected}”, nhưng dòng ghi “{found}”. Kiểm tra mã.",
        "year_not_folder": "Dòng ghi năm {found} nhưng tệp thuộc năm {expected}. Tách tệp theo năm được đánh giá.",
        "source_unknown": "Nguồn {found} chưa có trong bảng nguồn nên chưa biết thẩm quyền và ngày. Thêm "
        "nguồn vào bảng.",
        "source_missing": "Dòng không ghi nguồn, trong khi tệp mô tả nói nguồn ghi theo từng dòng.",
        "value_out_of_range": "Giá trị {found} nằm ngoài khoảng {expected}. Kiểm tra dấu thập phân.",
        "rank_out_of_range": "Hạng {found} nằm ngoài khoảng {expected}.",
        "rank_of_differs": "Dòng ghi hạng trên {found} đơn vị, nhóm xếp hạng của kỳ này có {expected}.",
        "fraction_differs": "“{found}” không khớp với cột bên cạnh ({expected}).",
        "score_negative": "Điểm {found} nhỏ hơn 0.",
        "score_over_maximum": "Điểm {found} lớn hơn điểm tối đa {expected}.",
        "maximum_differs": "Điểm tối đa {found} khác với bộ chỉ số ({expected}).",
        "row_without_figure": "Dòng không có giá trị, điểm, hạng hay mức thay đổi nào.",
        "row_repeated": "Dòng nói lại điều dòng {expected} đã nói (cùng đơn vị, chỉ số và nguồn). Bỏ một "
        "dòng.",
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
        "template_other_purpose": "Tệp là mẫu của “{found}”, không phải “{expected}”. Chọn lại bộ chỉ số, năm và loại "
        "số liệu, hoặc dùng đúng mẫu.",
    },
    "en": {
        "folder_not_a_year": "The folder “{found}” is not a year. Put the file into a folder named for the "
        "assessed year, such as 2024.",
        "sidecar_missing": "The file has no description of its origin. Add {expected} beside it.",
        "file_missing": "There is no data file {expected}. Add it, or remove its description.",
        "sidecar_unreadable": "The description does not read as JSON: {found}.",
        "sidecar_field": "The description has a wrong field, “{found}”; it needs {expected}.",
        "sha256_differs": "The file is not the one its description names: hash {found}, expected {expected}. "
        "Restore the original, or write the new hash if the file was replaced on purpose.",
        "stem_repeated": "Two data files named “{found}” in one folder would share one description. Rename "
        "one of them.",
        "release_repeated": "The release “{found}” stands in two places. Withdraw the old one before loading the new.",
        "year_out_of_range": "The assessed year {found} is outside {expected}: only a year that has begun can be "
        "loaded.",
        "source_incomplete": "The source of the files lacks its {expected}.",
        "shape_unknown": "Choose what the columns are, or use a template: the table is not known, it lacks {fix}. The "
        "header row seen: “{found}”.",
        "upload_repeated": "The file is the same as {found} of this load, byte for byte, and is read once.",
        "loaded_elsewhere": "The file is the same, byte for byte, as the release {found}, loaded for another purpose. "
        "Check the year, the cohort and the unit.",
        "loaded_earlier": "Already loaded for the same purpose: {found}. Both are kept; where both have the same "
        "figure the better source counts, of equal ones the file loaded last. If this is a corrected file, replace the "
        "earlier one.",
        "row_in_two_files": "{found} figures also stand in the file {expected}, such as: {fix}. Leave them out of one.",
        "framework_in_two_files": "The framework {found} also stands in the file {expected}. A load takes one file of "
        "a framework; leave one of them out.",
        "units_missing": "There are {found} of {expected} units. Missing: {fix}.",
        "nothing_to_load": "Check the file and the kind chosen: it has no figures of {expected} to load.",
        "nothing_of_the_year": "Choose another year, or take the right file: its headings say {found}, and it has no "
        "figures of {expected} to load.",
        "no_scores": "Check the columns of points: no row has any of {expected}.",
        "names_shifted": "Check the columns of codes and names, they may be shifted: {found} of {expected} names are "
        "not "
        "those of the codes beside them, such as cell {parts[0]}, “{parts[1]}”, whose code is “{parts[2]}”.",
        "units_over_cohort": "Choose another cohort: the files have {found} units, the cohort has only {expected}.",
        "mains_missing": "The table has {found} of {expected} main indicators; not there: {fix}.",
        "totals_differ": "{found} of {expected} rows have a total that is not what the parts come to by the "
        "framework's "
        "maxima, such as {parts[0]} of {parts[1]}: printed {parts[2]}, computed {parts[3]}. Check the framework chosen "
        "and the columns.",
        "total_differs": "{parts[0]}, {parts[1]}: different. The file prints {found}, the parts come to {expected}. "
        "Compare with the document; if it prints this, accept it.",
        "ranks_against_values": "{parts[0]}: {found} of {expected} printed ranks contradict the values, such as "
        "{parts[1]}: printed {parts[2]}, by value {parts[3]}. Compare the ranks with the document; if it prints them, "
        "accept them.",
        "layout_unknown": "There is no table layout “{found}”. Known layouts: {fix}.",
        "layout_unreadable": "The table layout has something that cannot be used: {found}. Allowed: {fix}.",
        "extension_unknown": "Files of type “{found}” are not read. Use one of: {expected}.",
        "file_empty": "The file is empty.",
        "file_too_large": "The file has {found}, at most {expected} are read. Split it or leave out sheets.",
        "content_not_extension": "The file's content is of type “{found}”, not {expected}. Open it with the "
        "program that made it and save it as the right type.",
        "encoding_not_utf8": "The file is not encoded as {expected} (it looks like “{found}”). Save it as "
        "UTF-8; in Excel: “CSV UTF-8”.",
        "encoding_legacy": "The file is encoded as {found}, not as UTF-8; read that way it says “{expected}”. Convert "
        "it to Unicode (UniKey: Ctrl+Shift+F6, or Excel: “CSV UTF-8”) and try again; nothing is guessed for you.",
        "delimiter_unclear": "It is not clear what separates the columns of the header “{found}”. Use "
        "exactly one of: {expected}.",
        "csv_broken": "The CSV is broken from this row on: {found}. Check its quotation marks.",
        "ragged_row": "The row has {found} fields, the header {expected}. Check separators and quotation "
        "marks in it.",
        "workbook_encrypted": "The workbook has a password. Remove it and try again.",
        "workbook_macros": "The workbook has macros ({found}) and was not read. Save it as a plain workbook (.xlsx) "
        "and try again.",
        "workbook_links": "The workbook takes values from another file, “{found}”; only the values saved here are "
        "read and they may be old. Check them, or paste them as values.",
        "workbook_inflates": "The workbook becomes unusually large when opened ({found}, at most {expected}) "
        "and was not read. Copy the data into a new file.",
        "too_many_cells": "The file has {found} cells, at most {expected} are read. Delete empty rows and "
        "columns at the end of its tables.",
        "too_many_rows": "The sheet has {found} rows, at most {expected} are read. Delete empty rows at its end, or "
        "split the file.",
        "workbook_unreadable": "The workbook cannot be opened ({found}). Open it in Excel or LibreOffice and "
        "save it again.",
        "workbook_crashed": "The workbook made the reader stop at once, often because of a cell "
        "very far from the data. Copy the data into a new file.",
        "workbook_slow": "Reading the workbook took more than {expected} seconds and was stopped. Copy the "
        "data into a new file.",
        "cell_without_value": "The cell holds “{found}” but no value. Recalculate and save the workbook in "
        "Excel, or type the value.",
        "text_legacy": "“{found}” is written in another encoding, {fix}; in Unicode it is “{expected}”. Convert the "
        "whole table to Unicode (UniKey: Ctrl+Shift+F6) and try again.",
        "character_forbidden": "The cell holds the character {found}, which is no part of a text. Type "
        "the cell again.",
        "cell_too_long": "The cell has {found} characters, at most {expected} are read. Shorten it, or keep the text "
        "in a document of its own.",
        "marks_piled": "The cell has {found} marks piled on one letter, at most {expected} are read. Type "
        "the cell again.",
        "header_missing": "No header row has the column “{expected}”. Add the column, or choose another "
        "table layout.",
        "header_on_two_sheets": "Several sheets carry the table's header row, so it is not clear which to "
        "read. Keep one of them.",
        "header_repeated": "The column “{found}” occurs twice. Remove or rename one.",
        "column_open": "Choose what the column “{found}” is: its heading has words that are not known. Is it "
        "{expected}?",
        "column_two_meanings": "Choose what the column “{found}” is: its heading names two indicators. Is it "
        "{expected}?",
        "column_unlike": "Choose what the column “{found}” is: the cells below are not what the heading says. Is it "
        "{expected}?",
        "column_of_other_year": "The column “{found}” is of another year and was not read.",
        "column_self_assessed": "The column “{found}” holds self-assessed figures, not results, and was not read.",
        "column_no_result": "The column “{found}” holds a change or a share and was not read.",
        "names_settled": "“{found}” were read as {fix}: the table has all eight main indicators in their order and no "
        "pillar. Check if that is not meant.",
        "nothing_of_results": "Check the year and the kind of data: the table has no column of results of the year "
        "being loaded; the column “{found}” speaks of something else.",
        "column_not_in_layout": "The column “{found}” is not part of the table layout and was not read.",
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
        "no_rows": "There are no rows below the header.",
        "row_without_table": "It is not clear what kind of row this is: “{found}”. Known kinds: {fix}.",
        "constant_differs": "“{found}” contradicts “{expected}”, chosen for this load. Correct the cell, or choose "
        "what "
        "fits the file.",
        "header_again": "The header row (row {found}) occurs again here. If it is still the same table, delete the "
        "repeated row; if another one, move it to a sheet of its own.",
        "table_below": "From here on something else stands below the table. Delete it or move it to another sheet; if "
        "the row belongs to the table, give it numbers in the columns of figures.",
        "table_above_not_read": "There is a row of figures above the header row; it was not read.",
        "year_in_title": "The title says {found}, but the load is for {expected}. Check that it is the right file.",
        "rows_without_figure": "{found} rows without figures (titles of groups, units not filled in, notes, "
        "signatures) "
        "were left out: {fix}.",
        "rows_left_out": "{found} rows of groups or totals with figures were not loaded, as the table layout says: "
        "{fix}.",
        "separators_unclear": "“{found}” reads as two different numbers ({expected}) and no other cell tells the "
        "decimal "
        "separator. Write the decimals in full, or store the cells as numbers.",
        "read_as_points": "A number is above 1 (“{found}”), so the whole table was read as points, not as values "
        "{expected}. Check it.",
        "looks_like_percent": "Choose per cents or points; these seem to be per cents. {parts[0]} has the total "
        "{parts[1]}: as points the parts add up to {parts[2]}, as per cents they come to {parts[3]}.",
        "percent_or_points": "Choose per cents or points: no number is above 100 and there is no total to try. Such as "
        "{parts[0]}, {parts[1]}: {parts[2]} is the value {parts[3]} if points, {parts[4]} if per cents.",
        "values_and_points": "The table has numbers above 1 and numbers up to 1, so it is not clear whether they are "
        "points or values {expected}. Check “{found}” (cells {fix}); if they are points, write “Điểm” below the name "
        "of each indicator in the header.",
        "code_differs": "The code “{found}” differs from {expected}, with which the text begins. Correct one of them.",
        "value_missing": "A value is missing in column {expected}.",
        "number_unreadable": "“{found}” does not read as a number. Write it like {expected} (table layout {fix}).",
        "number_too_precise": "“{found}” has more than {expected} decimals; it was rounded to be stored.",
        "number_too_large": "“{found}” is larger than can be stored ({expected}). Check the decimal "
        "separator.",
        "date_unreadable": "“{found}” is not a date written as {expected}.",
        "code_is_number": "The code “{found}” is stored as a number and may have lost digits (1.10 becomes "
        "1.1, 01 becomes 1). Format the column as text and type the code again.",
        "choice_unknown": "“{found}” is not in the list of column {expected}. Choose one of: {fix}.",
        "unit_unknown": "No unit of {expected} is named “{found}”. Nearest: {fix}. Correct the name, or add "
        "this spelling to the aliases.",
        "unit_code_unknown": "No unit of {expected} has the code “{found}”.",
        "unit_code_differs": "Code and name are not the same unit: {found}; this name has the code "
        "{expected}.",
        "index_unknown": "There is no index “{found}”. Known: {fix}.",
        "cohort_unknown": "There is no cohort “{found}”. Known: {fix}.",
        "edition_unknown": "The edition {found} is not in the table of years. Years declared: {fix}.",
        "edition_unclear": "{found} has several cohorts ({fix}) and the file names none. Add a column or "
        "constant for the cohort.",
        "framework_differs": "The file names the framework “{found}”, but this edition uses {expected}.",
        "framework_unknown": "There is no framework “{found}”. Known: {fix}.",
        "indicator_key_unknown": "It is not known which indicator “{found}” is. Known keys: {fix}.",
        "indicator_name_unknown": "Write the indicator's code in this row: it is not clear which one “{found}” is. "
        "Nearest: {fix}.",
        "indicator_unknown": "There is no indicator “{found}” in {expected}.",
        "main_name_differs": "This code is the main indicator “{expected}”, but the row says “{found}”. Write the "
        "code of "
        "the indicator, not a running number.",
        "name_of_another": "Correct the code or the name: this code is “{expected}”, “{found}” is another indicator.",
        "total_row": "Take the row “{found}” out of the table: it is a total or a mean, not a unit.",
        "component_name_differs": "This code is “{expected}”, but the row says “{found}”. Check the code.",
        "year_not_folder": "The row is of {found}, but the file belongs to {expected}. Split it by assessed year.",
        "source_unknown": "The source {found} is not in the table of sources, so its authority and date are "
        "not known. Add it there.",
        "source_missing": "The row names no source, although the description says that every row does.",
        "value_out_of_range": "The value {found} lies outside {expected}. Check the decimal separator.",
        "rank_out_of_range": "The rank {found} lies outside {expected}.",
        "rank_of_differs": "The row ranks among {found} units, the cohort of this edition has {expected}.",
        "fraction_differs": "“{found}” does not agree with the column beside it ({expected}).",
        "score_negative": "The score {found} is below 0.",
        "score_over_maximum": "The score {found} is above the maximum of {expected}.",
        "maximum_differs": "The maximum {found} is not that of the framework ({expected}).",
        "row_without_figure": "The row has no value, score, rank or change.",
        "row_repeated": "The row says again what row {expected} says (same unit, indicator and source). "
        "Remove one.",
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
        "template_other_purpose": "The file is the template of “{found}”, not of “{expected}”. Choose its framework, "
        "year and kind, or use the right template.",
    },
}


class _Parts(tuple):
    """The texts of `fix` one by one; a sentence that asks for more than there are gets a dash."""

    __slots__ = ()

    def __getitem__(self, place: int) -> str:
        return super().__getitem__(place) if place < len(self) else "–"


def describe(language: str, code: str, found: str = "", expected: str = "", fix: tuple[str, ...] = ()) -> str:
    """What to tell a person about a problem: its sentence with what was found, needed and proposed.

    Raises KeyError for a code or language without words.
    """
    if code in _NAMING_COLUMNS:
        expected = columns.meaning(language, expected) if expected else "–"
        fix = tuple(columns.meaning(language, each) for each in fix)
    if language == "vi" and code in _WITH_NUMBERS:
        found, expected, *fix = (_decimal_comma(text) for text in (found, expected, *fix))
    parts = _Parts(fix)
    return SENTENCES[language][code].format(found=found, expected=expected, fix=", ".join(fix) or "–", parts=parts)


def _decimal_comma(text: str) -> str:
    """A number of ours as Vietnamese writes it; any other text as it is."""
    return text.replace(".", ",") if text.replace(".", "", 1).isdecimal() else text
