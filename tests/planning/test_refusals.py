"""What cannot be answered is a sentence in either language and an exit code, never a trace."""

import json
import subprocess
import sys

import pytest

from planning.__main__ import main
from text.catalogue import LANGUAGES, topic
from warehouse import paths

IN_2022, IN_2021 = ("--edition", "dti.2022.vn63"), ("--edition", "dti.2021.vn63")
OWN = (*IN_2022, "--unit", "08")

REFUSED = [
    (("simulate", *OWN, "--add", "8=31,8"), "number"),
    (("simulate", *OWN, "--add", "8=5%"), "number"),
    (("simulate", *OWN, "--add", "8=1e2"), "number"),
    (("simulate", *OWN, "--add", "8=nan"), "number"),
    (("simulate", *OWN, "--add", "8=0.000000001"), "decimals"),
    (("simulate", *OWN, "--add", "8"), "edit"),
    (("simulate", *OWN, "--add", "=3"), "edit"),
    (("simulate", *OWN, "--add", "9=3"), "code"),
    (("simulate", *OWN, "--add", "8=3", "8=4"), "twice"),
    (("simulate", *OWN, "--add", "8=3", "--set", "8=0.5"), "twice"),
    (("simulate", *OWN, "--set", "8=1.5"), "set_range"),
    (("simulate", *OWN, "--set", "1=0.5"), "set_unknown"),
    (("simulate", *OWN, "--set", "index=0.5"), "code"),
    (("simulate", *OWN, "--others", "forecast"), "others"),
    (("simulate", *OWN, "--others", "gap"), "others"),
    (("simulate", *OWN, "--others", "gap:101"), "gap"),
    (("simulate", *OWN, "--gain", "8.1"), "component"),
    (("need", *OWN, "--rank", "0"), "rank"),
    (("need", *OWN, "--rank", "64"), "rank"),
    (("need", *OWN, "--rank", "1.5"), "rank"),
    (("need", *OWN, "--rank", "1-2-3"), "rank"),
    (("need", *OWN, "--rank", "44-40"), "range"),
    (("need", *IN_2022, "--unit", "99"), "unit"),
    (("need", *IN_2022, "--unit", "vn34.08"), "unit"),
    (("need", "--edition", "dti.1999.vn63", "--unit", "08"), "edition"),
    (("need", "--index", "dti", "--year", "1999", "--cohort", "vn63", "--unit", "08"), "edition"),
    (("need", *IN_2021, "--unit", "01"), "no_value"),
    (("need", "--edition", "ict_index.2006.vn64", "--unit", "01"), "no_total"),
    (("simulate", *IN_2021, "--unit", "08", "--others", "last"), "not_complete"),
    (("simulate", "--edition", "chi_so_766.2022.vn34", "--unit", "19", "--others", "last"), "no_change"),
    (("reach", *IN_2021, "--unit", "46"), "no_mains"),
    (("reach", *IN_2021, "--unit", "08", "--rank", "50"), "no_best"),
    (("reach", *IN_2021, "--unit", "08", "--level", "component"), "no_components"),
    (("simulate", *IN_2021, "--unit", "08", "--gain", "8.1"), "no_components"),
    (("stakes", *OWN), "no_components"),
    (("stakes", *IN_2021, "--unit", "08", "--agency", "Sở Lạ"), "filter"),
    (("reach", *OWN, "--weights", "no such file.csv"), "file"),
    (("peers", *OWN, "--share", "0"), "share"),
    (("peers", *OWN, "--group", "01,01"), "twice"),
    (("peers", *OWN, "--group", "01,08"), "unit"),
    (("peers", *IN_2021, "--unit", "08"), "not_complete"),
    (("noise", *OWN, "--draws", "0"), "whole"),
    (("noise", *IN_2021, "--unit", "08"), "not_complete"),
    (("need", *IN_2022), "usage"),
    (("forecast", *OWN), "usage"),
    ((), "usage"),
]


@pytest.mark.parametrize(("place", "words", "reason"), [(place, *each) for place, each in enumerate(REFUSED)])
def test_what_cannot_be_answered_is_a_sentence_in_the_language_asked_for(build_id, capsys, place, words, reason):
    """The languages take turns; that both have every sentence with the same fields is held by the catalogue."""
    language = LANGUAGES[place % len(LANGUAGES)]
    code = main([*words, "--json", "--language", language])
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert answer["reason"] == reason
    assert code == (2 if reason == "usage" else 1)
    assert answer["message"] == err.strip()
    beginning = topic(language, "errors")[f"{answer['error']}.{reason}"].partition("{")[0]
    assert err.startswith(beginning)
    assert "{" not in err


WEIGHTS = {
    "weights": ["code;fixed;per_point\n8;1;1\n", "code,fixed\n8,1\n", "code,fixed,per_point\n8,1\n", ""],
    "weight": ["code,fixed,per_point\n8,-1,1\n", "code,fixed,per_point\n8,1001,1\n",
               "code,fixed,per_point\n8,1,0.0001\n"],
    "twice": ["code,fixed,per_point\n8,1,1\n8,1,1\n"],
    "number": ["code,fixed,per_point\n8,x,1\n"],
    "weights_missing": ["code,fixed,per_point\n8,1,1\n"],
}  # fmt: skip


@pytest.mark.parametrize(("reason", "content"), [(reason, each) for reason in WEIGHTS for each in WEIGHTS[reason]])
def test_a_table_of_efforts_that_cannot_be_used_is_refused(build_id, tmp_path, capsys, reason, content):
    file = tmp_path / "weights.csv"
    file.write_text(content, encoding="utf-8")
    assert main(["reach", *OWN, "--weights", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["reason"] == reason


def test_every_sentence_of_a_refusal_belongs_to_one_that_is_tried():
    told = {key.partition(".")[2] for key in topic("vi", "errors") if key.startswith(("Planning", "NothingToPlan"))}
    assert told == {reason for _, reason in REFUSED} | WEIGHTS.keys()


def test_the_command_answers_as_a_program_of_its_own(build_id, capsys):
    words = ["simulate", "--index", "dti", "--year", "2022", "--cohort", "vn63", "--unit", "vn63.08", "--add", "8=31.8"]
    done = subprocess.run(
        [sys.executable, "-m", "planning", *words, "--json"], cwd=paths.ROOT, capture_output=True, check=True
    )
    assert main([*words, "--json"]) == 0
    assert done.stdout.decode("utf-8") == capsys.readouterr().out
    answer = json.loads(done.stdout)
    assert (answer["value"], answer["rank"], len(answer["passed"])) == (0.5638, 40, 8)
    refused = subprocess.run(
        [sys.executable, "-m", "planning", *words, "--others", "gap:7%"],
        cwd=paths.ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr.decode("utf-8")
    assert "7%" in refused.stderr.decode("utf-8")
