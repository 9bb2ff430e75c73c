"""Synthetic tables whose headings mix words, order, parents, marks and scales at random; each column's truth is known.

The words are written down here on their own, not taken from the vocabulary: some of them it does not know.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from etl.reading.sheets import Range, Sheet

YEAR, OTHER_YEAR = "2024", "2023"
UNITS = ("Hà Nội", "TP. Huế", "Tỉnh Lai Châu", "Điện Biên", "Sơn La", "Lạng Sơn")
MAINS = {
    "nhan_thuc_so": ("Nhận thức số", "NTS", "Nhận thức"),
    "the_che_so": ("Thể chế số", "TCS", "Thể chế"),
    "ha_tang_so": ("Hạ tầng số", "HTS", "Hạ tầng"),
    "nhan_luc_so": ("Nhân lực số", "NLS", "Nhân lực"),
    "an_toan_thong_tin_mang": ("An toàn thông tin mạng", "ATTTM", "ATTT mạng", "An toàn TTM"),
    "chinh_quyen_so": ("Hoạt động chính quyền số", "HĐ CQS", "HĐ chính quyền số", "Hoạt động CQS"),
    "kinh_te_so": ("Hoạt động kinh tế số", "HĐ KTS", "HĐ kinh tế số", "Hoạt động KTS"),
    "xa_hoi_so": ("Hoạt động xã hội số", "HĐ XHS", "HĐ xã hội số", "Hoạt động XHS"),
}
SHORT = {"chinh_quyen_so": "Chính quyền số", "kinh_te_so": "Kinh tế số", "xa_hoi_so": "Xã hội số"}
PILLARS = {
    "tru_cot_chinh_quyen_so": "Trụ cột chính quyền số",
    "tru_cot_kinh_te_so": "Trụ cột kinh tế số",
    "tru_cot_xa_hoi_so": "Trụ cột xã hội số",
}
INDEX = (
    "DTI", "Chỉ số DTI", "Bộ chỉ số dành cho cấp Tỉnh", "Chuyển đổi số cấp tỉnh (PDTI)", "Chỉ số chuyển đổi số",
    "Tổng điểm", "Chỉ số tổng hợp", "CĐS cấp tỉnh",
)  # fmt: skip
RANK = ("Xếp hạng", "Hạng", "Thứ hạng", "Vị trí", "Xếp hạng DTI", "Hạng DTI", "XH")
UNIT = (
    "Tỉnh, thành phố", "Tỉnh/TP", "Các tỉnh, thành phố trực thuộc TW", "Địa phương", "Đơn vị", "Tên tỉnh/thành phố",
    "TỈNH, THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG", "Tên đơn vị",
)  # fmt: skip
UNIT_ODD = ("Tên gọi", "Đối tượng xếp hạng", "Danh sách")
PREFIXES = ("", "", "", "Chỉ số ", "Chỉ số về ", "Chỉ số đánh giá về ", "Các chỉ số ")
ODD_WORDS = (" hiệu chỉnh", " quy đổi", " dự báo", " kịch bản 2", " sau phúc khảo")
SIDE_PARENTS = ("Điểm tự đánh giá", "Tự chấm", f"Năm {OTHER_YEAR}", "Năm trước", "Tăng/giảm so với năm trước",
                "Tỷ lệ minh chứng (%)", f"Kết quả năm {OTHER_YEAR}", "Tỉnh tự đánh giá")  # fmt: skip
SAME_PARENTS = ("Kết quả", "Chỉ số", f"Kết quả đánh giá DTI năm {YEAR}", "Giá trị các chỉ số chính", "Điểm")
ODD_PARENTS = ("Kịch bản thấp", "Số liệu của Sở", "Phương án 2")
REMARKS = ("Ghi chú", "Vùng", "Khu vực", "Dân số", "Phân loại")
READ, ASKED, REFUSED, WRONG = "read", "asked", "refused", "wrong"


@dataclass(frozen=True)
class Made:
    """A table, and by column what it holds: a meaning, or None where nothing of it may be read as a result.

    Where `may_be` names several, the heading itself leaves it open: such a column may be asked, and none guessed.
    """

    sheet: Sheet
    truth: tuple[str | None, ...]
    may_be: dict[int, frozenset[str]]


@dataclass
class _Column:
    texts: list[str]
    truth: str | None
    cells: str  # decimal, points, rank, number, unit or text
    may_be: frozenset[str] = frozenset()


def made(number: int) -> Made:
    """The table of this number, always the same."""
    random = Random(number)
    columns = [_Column([random.choice(("STT", "TT", "Số TT"))], None, "number")]
    if random.random() < 0.1:
        columns = []
    columns.append(_Column([random.choice(UNIT_ODD if random.random() < 0.06 else UNIT)], "unit_name", "unit"))
    columns += _figures(random)
    if random.random() < 0.3:
        columns.append(_Column([random.choice(REMARKS)], None, "text"))
    if random.random() < 0.2 and all(len(each.texts) == 1 for each in columns):
        random.shuffle(columns)
    return _laid_out(random, columns)


def outcome(shape, made: Made) -> str:
    """What came of a table: read whole, asked with what is right proposed, refused, or wrong."""
    open_is_right = True
    columns = {each.column: each for each in shape.columns}
    for place, truth in enumerate(made.truth):
        column = columns.get(place)
        meaning = column.meaning if column and column.is_read else None
        if meaning is not None:
            allowed = made.may_be.get(place, frozenset()) if place in made.may_be else {truth}
            if meaning not in allowed:
                return WRONG
        elif truth is not None:
            proposed = column.proposal if column and column.is_open else None
            open_is_right &= proposed == truth or proposed in made.may_be.get(place, ())
    if not shape.is_open:
        lost = [t for place, t in enumerate(made.truth) if t and not (place in columns and columns[place].is_read)]
        return WRONG if lost else READ
    return ASKED if open_is_right else REFUSED


def _figures(random: Random) -> list[_Column]:
    kind = random.random()
    unit = random.choice(("", "", "", " (điểm)", " (100 điểm)", "*", " (%)"))
    cells = "points" if unit.startswith(" (điểm") and random.random() < 0.5 else "decimal"
    mains = list(MAINS)
    if random.random() < 0.15:
        random.shuffle(mains)
    elif random.random() < 0.1:
        mains.remove(random.choice(mains))
    index = _Column([random.choice(INDEX)], "dti:value", cells)
    rank = _Column([random.choice(RANK)], "dti:rank", "rank")
    if kind < 0.12:  # value and rank below each indicator
        found = []
        for key in ["dti", *mains[:5]]:
            name = random.choice(INDEX[:2]) if key == "dti" else MAINS[key][0]
            found.append(_Column([name, random.choice(("Giá trị", "Điểm"))], f"{key}:value", "decimal"))
            found.append(_Column(["", random.choice(("Hạng", "Xếp hạng"))], f"{key}:rank", "rank"))
        return found
    if kind < 0.2:  # nothing but ranks
        parent = random.choice(("Xếp hạng", "Thứ hạng"))
        named = [_Column(["", MAINS[key][0]], f"{key}:rank", "rank") for key in mains]
        return [_Column([parent, "DTI"], "dti:rank", "rank"), *named]
    has_short = random.random() < 0.25
    found = []
    for key in mains:
        is_short = has_short and key in SHORT
        text = SHORT[key] if is_short else random.choice(MAINS[key])
        may_be = frozenset({f"{key}:value", f"tru_cot_{key}:value"}) if is_short else frozenset()
        text = random.choice(PREFIXES) + text
        if random.random() < 0.02:
            text += random.choice(ODD_WORDS)
        found.append(_Column([text + unit], f"{key}:value", cells, may_be))
    if random.random() < 0.15:
        found += [_Column([text], f"{key}:value", cells) for key, text in PILLARS.items()]
    placed = [index, rank] if random.random() < 0.6 else [rank]
    found = [*placed, *found] if random.random() < 0.5 else [*found, *placed]
    if index not in found:
        found.append(index)
    if random.random() < 0.2:  # a second block that speaks of something else
        parent = random.choice(SIDE_PARENTS)
        side = [_Column([parent, random.choice(INDEX)], None, "decimal")]
        side += [_Column(["", MAINS[key][0]], None, "decimal") for key in mains[: random.randint(1, 4)]]
        return [_Column(["", *each.texts], each.truth, each.cells, each.may_be) for each in found] + side
    return found


def _laid_out(random: Random, columns: list[_Column]) -> Made:
    depth = max(len(each.texts) for each in columns)
    grid = [[""] * len(columns) for _ in range(depth)]
    for place, column in enumerate(columns):
        # a heading of one row stands at the top, as a cell merged downwards keeps its text
        is_lone = len(column.texts) == 2 and column.texts[0] == "" and _is_lone(columns, place)
        for row, text in enumerate(column.texts[1:] if is_lone else column.texts):
            grid[row][place] = text
    merged = _merged(grid) if depth > 1 else []
    if depth == 1 and random.random() < 0.25:
        grid, merged = _split(random, grid[0], columns)
    elif depth == 1 and random.random() < 0.2:
        grid, merged = _under_parent(random, grid[0], columns)
    if merged and random.random() < 0.4:
        merged = []  # a CSV has none
    rows = [[_decorated(random, text) for text in row] for row in grid]
    above = [["KẾT QUẢ XẾP HẠNG MỨC ĐỘ CHUYỂN ĐỔI SỐ NĂM 2024"], []] if random.random() < 0.4 else []
    if above and random.random() < 0.5:
        above = above[:1]
    shift = len(above)
    below = [[f"({number})" for number in range(1, len(columns) + 1)]] if random.random() < 0.15 else []
    body = [[_cell(random, column.cells, row) for column in columns] for row in range(len(UNITS))]
    sheet = Sheet(
        "Bảng",
        tuple(map(tuple, [*above, *rows, *below, *body])),
        merged=tuple(Range(top + shift, left, bottom + shift, right) for top, left, bottom, right in merged),
    )
    truth = tuple(each.truth for each in columns)
    return Made(sheet, truth, {place: each.may_be for place, each in enumerate(columns) if each.may_be})


def _is_lone(columns: Sequence[_Column], place: int) -> bool:
    """Whether nothing to the left of a column without a parent has one that would hold to its right."""
    return not any(len(each.texts) == 2 and each.texts[0] for each in columns[:place])


def _merged(grid: list[list[str]]) -> list[tuple[int, int, int, int]]:
    """The merged cells of a header of two rows: parents over their children, single headings downwards."""
    found = []
    width = len(grid[0])
    for place in range(width):
        if grid[0][place] and not grid[1][place]:
            found.append((1, place + 1, 2, place + 1))
        elif grid[0][place]:
            last = place
            while last + 1 < width and not grid[0][last + 1] and grid[1][last + 1]:
                last += 1
            found.append((1, place + 1, 1, last + 1))
    return found


def _split(random: Random, texts: list[str], columns: list[_Column]) -> tuple[list[list[str]], list]:
    """Headings written over two rows, as the ministry's page has them."""
    upper, lower = [], []
    for text in texts:
        words = text.split(" ")
        at = random.randint(1, len(words) - 1) if len(words) > 1 else 1
        upper.append(" ".join(words[:at]))
        lower.append(" ".join(words[at:]) or ("" if random.random() < 0.5 else words[0]))
    return [upper, lower], []


def _under_parent(random: Random, texts: list[str], columns: list[_Column]) -> tuple[list[list[str]], list]:
    """A parent over all figures at the end of the table: one that says nothing, another, or one nobody knows."""
    first = next((place for place, each in enumerate(columns) if each.cells in ("decimal", "points", "rank")), 0)
    last = first
    while last + 1 < len(columns) and columns[last + 1].cells in ("decimal", "points", "rank"):
        last += 1
    chance = random.random()
    parent = random.choice(SAME_PARENTS if chance < 0.6 else SIDE_PARENTS if chance < 0.85 else ODD_PARENTS)
    is_aside = 0.6 <= chance < 0.85
    upper = ["" if first < place <= last else text for place, text in enumerate(texts)]
    upper[first] = parent
    lower = [text if first <= place <= last else "" for place, text in enumerate(texts)]
    for place in range(first, last + 1):
        if is_aside:
            columns[place].truth, columns[place].may_be = None, frozenset()
    merged = [(1, first + 1, 1, last + 1)]
    merged += [(1, place + 1, 2, place + 1) for place in range(len(texts)) if not first <= place <= last]
    return [upper, lower], merged


def _decorated(random: Random, text: str) -> str:
    """The text with marks, numbering, case, spaces and accents as offices type them."""
    if not text:
        return text
    chance = random.random()
    if chance < 0.08:
        text = text.upper()
    elif chance < 0.14:
        text = text.replace(" ", "\u00a0")
    elif chance < 0.2:
        text = text.replace(" ", "\n", 1)
    elif chance < 0.26:
        text = unicodedata.normalize("NFD", text)
    elif chance < 0.3:
        text = "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
        text = text.replace("đ", "d").replace("Đ", "D")
    elif chance < 0.35:
        text = f"  {text.replace(' ', '  ')} "
    chance = random.random()
    if chance < 0.06:
        text = f"{text} ({random.randint(1, 12)})"
    elif chance < 0.1:
        text = f"{text}*"
    elif chance < 0.14:
        text = f"{text}:"
    elif chance < 0.18:
        text = f"{text}¹"
    elif chance < 0.24:
        text = f"{random.randint(1, 9)}. {text}"
    elif chance < 0.27:
        text = f"({random.randint(1, 9)}) {text}"
    elif chance < 0.31:
        text = f"{text} năm {YEAR}"
    return text


def _cell(random: Random, kind: str, row: int) -> str:
    if kind == "unit":
        return UNITS[row]
    if kind == "number" or kind == "rank":
        return str(row + 1)
    if kind == "text":
        return random.choice(("", "Đông Nam Bộ", "A"))
    if kind == "points":
        return f"{random.randint(200, 900) / 10}".replace(".", ",")
    return f"0,{random.randint(1000, 9999)}"
