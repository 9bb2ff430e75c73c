"""A build of synthetic communes of the 34 provinces, ranked together in two years; names repeat in several provinces,
as real ones do. In the second year a commune of one province has no figure.
"""

from pathlib import Path

from etl import building
from tests.etl.data_folder import DataFolder

COUNT = 204
COHORT, FRAMEWORK, INDEX = "communes", "synthetic_communes", "dti_commune"
WHOLE, GAP = f"{INDEX}.2025.{COHORT}", f"{INDEX}.2026.{COHORT}"
LACKING = 10  # its number


def build(root: Path, count: int = COUNT) -> Path:
    """The folder of such a build."""
    data = lay_out(root, count)
    folder = root / "warehouse"
    building.build(folder, raw_dir=data.raw, reference_dir=data.reference, loaded_dir=root / "loaded")
    return folder


def lay_out(root: Path, count: int) -> DataFolder:
    """Its data: in 2025 all communes have an index and two main indicators."""
    data = DataFolder(root)
    data.commune_index(
        FRAMEWORK,
        [
            {"indicator_code": "index", "indicator_level": "index"},
            {"indicator_code": "1", "indicator_level": "main", "parent_code": "index"},
            {"indicator_code": "2", "indicator_level": "main", "parent_code": "index"},
        ],
        value_rule="published",
    )
    communes = data.members("commune", count, called)
    data.edition(INDEX, "2025", COHORT, FRAMEWORK, count)
    data.edition(INDEX, "2026", COHORT, FRAMEWORK, count, previous_edition_code=WHOLE)
    for year in (2025, 2026):
        data.figures(str(year), INDEX, COHORT, (
            {"unit_code": code, "indicator": indicator, "value": f"0.{value_of(number, year) + step:04d}"}
            for number, code in enumerate(communes, start=1)
            for step, indicator in enumerate(("index", "1", "2"))
            if not (year == 2026 and number == LACKING)
        ))  # fmt: skip
    return data


def called(number: int) -> str:
    """The name of a commune: two of three are called like one in each other province, the third is the only one."""
    return f"Xã giả định {(number - 1) // 34 + 1}" if number % 3 else f"Xã riêng {number}"


def value_of(number: int, year: int) -> int:
    """The index of a commune in ten-thousandths: provinces differ more than the communes of one; a few are equal."""
    return 8500 - 170 * ((number - 1) % 34) - 61 * (number // 34 % 5) + (37 * number * (year - 2024)) % 53
