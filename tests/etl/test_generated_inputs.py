"""Generated tables and damaged files: none raises, and what is accepted is what the cells say, read a second way."""

import csv
import io
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as some

from etl.contracts.contracts import apply_contracts
from etl.kinds.registry import contracts_by_table
from etl.reading.data_file import read_cells
from etl.reading.sheets import Sheet
from etl.releases import Release
from etl.shapes.row_mapping import map_rows
from etl.staging import Rules, frames_of, read_frames, read_rules
from tests.etl.bad_files import VALUES, as_csv, as_xlsx, good_xlsx, rows
from tests.etl.conftest import TINY_REFERENCE
from tests.etl.installation import table
from warehouse.paths import LAYOUTS_DIR, SQL_DIR

FEW, MANY = 12, 80  # a workbook costs a process, a text file none
MODEST = settings(
    max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
UNIT_CODES = {"hà nội": "01", "thành phố hà nội": "01", "thủ đô": "01", "tuyên quang": "08", "bắc giang": "24"}
INDICATORS = {"dti": "index", "nhan_thuc_so": "1"}

NUMBERS = some.one_of(
    some.decimals(0, 1, places=4).map(str),
    some.decimals(-2, 2, places=3).map(str),
    some.integers(-1, 2000).map(str),
    some.sampled_from(
        ["", "0,5", "1.234", "1,234.5", "50%", "80,2 %", "–", "x", "NaN", "1e-3", "0.5.", " 0.5\u00a0", "٠.٥"]
    ),
    some.text(max_size=4),
)
RANKS = some.one_of(
    some.integers(-1, 70).map(str), some.sampled_from(["", "5/63", "5/62", "3.0", "3.5", "I", "5 / 63"])
)
NAMES = some.one_of(some.sampled_from(["Hà Nội", *UNIT_CODES, "Tuyên Quan", "", "TUYÊN QUANG"]), some.text(max_size=6))
CELLS = {
    "framework": some.sampled_from(["dti_2021", "dti_2024", ""]),
    "year": some.sampled_from(["2021", "2021", "2021", "2024", "2021.0", "", "x"]),
    "system": some.sampled_from(["vn63", "vn63", "vn34", "", "vn99"]),
    "code": some.sampled_from(["", "", "01", "08", "1", "99"]),
    "province": NAMES,
    "component": some.sampled_from(["dti", "nhan_thuc_so", "the_che_so", ""]),
    "value": NUMBERS,
    "rank": RANKS,
    "rank_of": some.sampled_from(["", "63", "62", "x"]),
    "source_url": some.sampled_from(["", "", "https://a.vn/1", "https://b.vn"]),
    "source_note": some.text(max_size=5),
}
HEADER = tuple(rows()[0])


@cache
def rules() -> Rules:
    found, problems = read_rules(TINY_REFERENCE, LAYOUTS_DIR, SQL_DIR)
    assert problems == []
    return found


def release(path: Path) -> Release:
    said = dict.fromkeys(("title", "publisher", "original_file", "licence", "sha256"), "x")
    return Release("2021/given", path, path, "2021", authority="ministry", layout="main_indicators", **said)


@some.composite
def tables(draw: some.DrawFn) -> tuple[tuple[str, ...], ...]:
    """A table in the ministry's long form: columns in any order, good rows and perhaps some of any cells."""
    names = tuple(draw(some.permutations(HEADER)))
    good = some.fixed_dictionaries(
        {
            **CELLS,
            "framework": some.sampled_from(["dti_2021", ""]),
            "year": some.just("2021"),
            "system": some.sampled_from(["vn63", ""]),
            "code": some.just(""),
            "province": some.sampled_from([*UNIT_CODES]),
            "component": some.sampled_from([*INDICATORS]),
            "value": some.decimals(0, 1, places=4).map(str),
            "rank": some.integers(1, 63).map(str),
            "rank_of": some.sampled_from(["", "63"]),
            "source_url": some.sampled_from(["", "https://a.vn/1"]),
            "source_note": some.just(""),
        }
    )
    lines = [*draw(some.lists(good, max_size=3)), *draw(some.lists(some.fixed_dictionaries(CELLS), max_size=2))]
    return (names, *(tuple(line[name] for name in names) for line in lines))


def what_the_cells_say(given_rows: list[tuple[str, ...]]) -> list[dict[str, object]]:
    """The oracle: figures of a table whose cells are all in order, read without any code of the program."""
    (_, header), *lines = ((number, line) for number, line in enumerate(given_rows, start=1) if any(line))
    figures = []
    for number, line in lines:
        cells = {name: text.strip() for name, text in zip(header, line, strict=False)}
        if not any(cells.values()):
            continue
        place, _, size = cells["rank"].replace(" ", "").partition("/")
        figures.append(
            {
                "row_number": number,
                "unit_code": UNIT_CODES[cells["province"].casefold()] if cells["province"] else cells["code"],
                "indicator_code": INDICATORS[cells["component"]],
                "value": _value(cells["value"]),
                "rank": int(Decimal(place)) if place else None,
                "rank_of": int(cells["rank_of"] or size or 0) or None,
            }
        )
    return figures


def _value(text: str) -> Decimal | None:
    """A decimal with a point, as its digits stand there; a percentage is divided by hundred."""
    if not text:
        return None
    number = re.fullmatch(r"([+-]?)([0-9]+(?:\.[0-9]+)?)\s*(%?)", text.replace("\u2212", "-"))
    assert number, f"accepted as a number: {text!r}"
    return Decimal(number[1] + number[2]).scaleb(-2 if number[3] else 0)


def assert_read_as_it_stands(frames: dict[str, pl.DataFrame], given_rows: list[tuple[str, ...]]) -> None:
    expected = what_the_cells_say(given_rows)
    assert frames["figures"].select(list(expected[0])).to_dicts() == expected


@MODEST
@given(given_rows=tables())
def test_an_accepted_table_says_what_its_cells_say(given_rows):
    frames, problems = frames_of([Sheet("", given_rows)], release(Path("given.csv")), rules())
    assert bool(frames) != any(problem.blocks for problem in problems)
    event(f"accepted: {bool(frames)}")
    if frames:
        assert_read_as_it_stands(frames, given_rows)


@MODEST
@given(given_rows=tables(), numeric=some.frozensets(some.tuples(some.integers(2, 5), some.integers(1, len(HEADER)))))
def test_reading_rows_together_finds_what_reading_each_alone_finds(given_rows, numeric):
    sheet, its = [Sheet("", given_rows, numeric)], release(Path("given.csv"))
    known = rules()
    layout = known.layouts["main_indicators"]
    mapped, _ = map_rows(sheet, layout, "given.csv")
    together, problems = apply_contracts(mapped, layout, its, known.codebook, known.tables, contracts_by_table())
    alone = [apply_contracts([row], layout, its, known.codebook, known.tables, contracts_by_table()) for row in mapped]
    assert {each for each in problems if each.code != "row_repeated"} == {each for _, found in alone for each in found}
    if mapped:
        assert together["figures"].equals(pl.concat([frames["figures"] for frames, _ in alone]))


@settings(MODEST, max_examples=FEW)
@given(given_rows=tables())
def test_a_workbook_of_texts_is_read_as_the_same_table_in_a_text_file(tmp_path, given_rows):
    printable = [["".join(filter(str.isprintable, text)) for text in row] for row in given_rows]
    book, text = tmp_path / "given.xlsx", tmp_path / "given.csv"
    book.write_bytes(as_xlsx([[f"{cell}" for cell in row] for row in printable]))
    text.write_bytes(as_csv(printable))
    frames, problems = read_frames(release(book), rules())
    others, faults = read_frames(release(text), rules())
    said = {(each.code, each.cell, each.found) for each in problems}
    assert said == {(each.code, each.cell, each.found) for each in faults}
    assert frames.keys() == others.keys()
    assert all(frames[name].equals(others[name]) for name in frames)


@some.composite
def damages(draw: some.DrawFn, size: int) -> list[tuple[int, int, bytes]]:
    """Places of a file with how much is cut out there and what is put in."""
    at = some.integers(0, size)
    length = some.one_of(some.integers(0, 2), some.integers(0, 40))
    new = some.one_of(some.sampled_from([b"", b"1", b"0", b".", b"-", b" ", b'"', b"\n"]), some.binary(max_size=6))
    return draw(some.lists(some.tuples(at, length, new), min_size=1, max_size=3))


def damaged(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, new in changes:
        content = content[:place] + new + content[place + length :]
    return content


@settings(MODEST, max_examples=2 * MANY)
@given(changes=damages(len(table(*VALUES))))
def test_a_damaged_text_file_is_refused_or_read_as_it_stands(tmp_path, changes):
    path = tmp_path / "given.csv"
    path.write_bytes(damaged(table(*VALUES), changes))
    frames, problems = read_frames(release(path), rules())
    assert bool(frames) != any(problem.blocks for problem in problems)
    event(f"accepted: {bool(frames)}")
    if frames:
        text = path.read_bytes().decode("utf-8-sig")
        assert_read_as_it_stands(frames, list(csv.reader(io.StringIO(text, newline=""))))


@settings(MODEST, max_examples=FEW)
@given(changes=damages(len(good_xlsx())))
def test_a_damaged_workbook_is_refused_or_gives_its_own_figures(tmp_path, changes):
    path = tmp_path / "given.xlsx"
    path.write_bytes(damaged(good_xlsx(), changes))
    frames, problems = read_frames(release(path), rules())
    assert bool(frames) != any(problem.blocks for problem in problems)
    if frames:
        assert frames["figures"]["value"].to_list() == [Decimal(f"{value:.4f}") for value in VALUES]


@MODEST
@given(content=some.binary(max_size=200), extension=some.sampled_from([".csv"]))
def test_bytes_of_any_kind_are_read_or_named(tmp_path, content, extension):
    path = tmp_path / f"given{extension}"
    path.write_bytes(content)
    sheets, problems = read_cells(path)
    assert sheets or any(problem.blocks for problem in problems)
