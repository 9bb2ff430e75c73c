"""Pages of quarters and of a provisional edition say what they are. The figures are synthetic, the provinces real."""

import json
import re
from collections.abc import Iterator, Sequence

import pytest
from streamlit.testing.v1 import AppTest

from etl import building
from etl.reference import read_reference
from tests.etl.data_folder import DataFolder
from warehouse.connection import close_all

QUARTERS = {"2025-Q1": ("", "false"), "2025-Q2": ("dti.2025-Q1.vn34", "false"), "2025-Q3": ("dti.2025-Q2.vn34", "true")}
VIEWS = [
    ("overview", {}),
    ("ranking", {"view": "table"}),
    ("ranking", {"view": "years"}),
    ("ranking", {"view": "two_years"}),
    ("ranking", {"view": "map"}),
    ("profile", {"unit": "08"}),
    ("profile", {"unit": "08", "part": "change"}),
    ("comparison", {"mode": "units"}),
    ("comparison", {"mode": "years", "unit": "08"}),
    ("components", {"unit": "08"}),
    ("simulator", {"unit": "08"}),
]


def _figures(units: Sequence[str], first: int) -> Iterator[dict]:
    for place, unit in enumerate(units):
        yield {"unit_code": unit, "indicator": "index", "value": f"0.{first - 7 * place:04d}"}


def _said(page: AppTest) -> str:
    """Every word of a page: texts, tables, pictures, pickers."""
    drawn = [element.proto.spec for element in page.get("plotly_chart")]
    drawn += [element.proto.json for element in page.get("bidi_component")]
    texts = [*page.title, *page.markdown, *page.header, *page.info, *page.warning, *page.metric]
    said = [text.value for text in texts] + [option for picker in page.selectbox for option in picker.options]
    return "\n".join(said + drawn).replace("\\", "")


@pytest.fixture(scope="module")
def quarterly(tmp_path_factory):
    """The folder of a build with three quarters of a synthetic index of the provinces, the last one provisional."""
    root = tmp_path_factory.mktemp("quarters")
    data = DataFolder(root)
    reference, _ = read_reference(data.reference)
    provinces = reference["units"].filter(unit_system="vn34")["unit_code"].to_list()
    for place, (code, (previous, is_provisional)) in enumerate(QUARTERS.items()):
        data.edition("dti", code, "vn34", "dti_2024", 34, previous_edition_code=previous, is_provisional=is_provisional)
        data.figures(code, "dti", "vn34", _figures(provinces[place:] + provinces[:place], 6000 + 100 * place))
    building.build(root / "warehouse", raw_dir=data.raw, reference_dir=data.reference, loaded_dir=root / "loaded")
    yield root / "warehouse"
    close_all()


@pytest.mark.parametrize(("name", "choices"), VIEWS)
@pytest.mark.parametrize(
    ("language", "quarter", "later"), [("vi", "uý II/2025", "III/2025"), ("en", "Q2 2025", "Q3 2025")]
)
def test_a_quarter_is_never_called_a_year(open_sound, quarterly, language, quarter, later, name, choices):
    said = _said(open_sound(name, quarterly, edition="dti.2025-Q2.vn34", lang=language, **choices))
    assert quarter in said
    others = re.sub(r"(Q[1-4] |uý I+/)2025", "", said)
    assert [words for words in ("ăm 2025", "In 2025", "since 2025", "2025 ·") if words in others] == []
    elsewhere = [line for line in said.splitlines() if later in line and "(" not in line]
    assert elsewhere == [], "a provisional quarter stands among official ones in the picker alone, and says so"


@pytest.mark.parametrize(("language", "word"), [("vi", "tạm thời"), ("en", "provisional")])
def test_provisional_figures_are_said_and_hatched(open_sound, quarterly, language, word):
    page = open_sound("ranking", quarterly, edition="dti.2025-Q3.vn34", lang=language)
    assert word in page.title[0].value
    [bars] = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    patterns = [trace["marker"]["pattern"] for trace in bars["data"] if trace["type"] == "bar" and trace["y"]]
    assert patterns and all(set(pattern["shape"]) == {"/"} for pattern in patterns)
    assert word in json.dumps(bars["layout"], ensure_ascii=False)
    page = open_sound("ranking", quarterly, edition="dti.2025-Q3.vn34", lang=language, view="years")
    [paths] = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    symbols = {symbol for trace in paths["data"] for symbol in trace["marker"]["symbol"]}
    assert {symbol.endswith("-open-dot") for symbol in symbols} == {True, False}
    official = open_sound("ranking", quarterly, edition="dti.2025-Q2.vn34", lang=language)
    [bars] = [json.loads(chart.proto.spec) for chart in official.get("plotly_chart")]
    assert all(not trace["marker"].get("pattern") for trace in bars["data"] if trace["type"] == "bar")
