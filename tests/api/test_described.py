"""What the API says of itself as OpenAPI holds for whatever is asked of it, by the schema-driven tester.

The tester makes questions up of the description, right ones and wrong ones. A third of the questions here have codes
that exist, which it could not guess. They are the same in every run; the API sets no limit of questions.
`python -m benchmarks api` asks a running server many more.
"""

import copy
from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from .conftest import PEER, client_of

KNOWN = {
    "edition": ["dti.2021.vn63", "dti.2022.vn63", "dti.2024.vn34", "dti_ministry.2023.ministries_other"],
    "index": ["dti", "ict_index"], "cohort": ["vn63", "vn34"], "unit": ["08", "vn63.08", "01", "vn34.31", "bo_noi_vu"],
    "system": ["vn63", "vn34"], "indicator": ["index", "7", "P1"], "region": ["tay_nguyen"], "main": ["7"],
    "rank": ["1", "40", "30-40", "63", "64"], "others": ["still", "last", "gap:7", "points:10", "gap:100"],
    "add": ["8=31.8", "6=-2", "index=10", "7=100000"], "set": ["6=0.9", "8=1"], "gain": ["7.10", "1.1"],
    "build": ["20200101T000000000Z-00000000"], "release": ["2022/dti_main_indicators"],
}  # fmt: skip


def with_known_codes(described: dict) -> dict:
    """The description with codes that exist as the choices of its parameters."""
    described = copy.deepcopy(described)
    for path in described["paths"].values():
        for parameter in path["get"]["parameters"]:
            if choices := KNOWN.get(parameter["name"]):
                schema = parameter["schema"]
                of_one = schema["items"] if schema["type"] == "array" else schema
                of_one.clear()
                of_one |= {"type": "integer" if isinstance(choices[0], int) else "string", "enum": choices}
    return described


@pytest.fixture(scope="module")
def asked():
    return client_of()


def described(asked, is_known: bool):
    document = asked.get("/api/v1/openapi.json?lang=en").json()
    schema = schemathesis.openapi.from_dict(with_known_codes(document) if is_known else document)


    async def with_peer(scope, receive, send):
        await asked.app({**scope, "state": {"peer": PEER}}, receive, send)

    schema.app = with_peer
    return schema


CASES_OF_EACH = 15
same = settings(
    max_examples=CASES_OF_EACH, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


RIGHT, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE


@pytest.mark.parametrize(
    ("is_known", "mode"), [(False, RIGHT), (False, WRONG), (True, RIGHT)],
    ids=["right in form", "wrong in form", "with codes that exist"],
)  # fmt: skip
def test_whatever_is_asked_is_answered_as_described(asked, is_known, mode):
    statuses = Counter()
    for found in described(asked, is_known).get_all_operations():
        operation = found.ok()

        @same
        @given(operation.as_strategy(generation_mode=mode))
        def ask(case):
            response = case.call_and_validate()
            statuses[response.status_code] += 1

        ask()
    assert sum(statuses.values()) >= 190, statuses
    assert mode == WRONG or statuses.keys() <= {200, 404, 409}, statuses
    assert not is_known or statuses[200] > 100, statuses
