"""Each benchmark gives all that it measures of cleantext as figures by name, from the folder of the data."""

import gzip
import json

import pytest

from benchmarks import extract, residue, speed_text
from benchmarks.data import GOLD_FIELD, LIGHT, PAGE_SETS, WHOLE_PAGE, WITHOUT_RESIDUE, load_residue

BODY = "The council voted for the bridge on Tuesday, and the town danced on it until the lamps went out."
REPLY = "Leave a Reply"
PAGE = f"<title>The bridge is open</title><h1>The bridge is open</h1><p>{BODY}</p><div class=comments>{REPLY}</div>"


def write(path, record):
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(record) + "\n")


@pytest.fixture
def data(tmp_path):
    """A folder with one page of each set, and what each extractor made of it."""
    for set_ in PAGE_SETS:
        record = {"id": "1", "file": f"{set_}-dev/1.html.gz", "with": [BODY], "without": [REPLY]}
        record |= {"wcxb": {"kind": "article"}, "waddle": {"lang": "English", "site": "town.example"}}.get(set_, {})
        if set_ in GOLD_FIELD:
            record[GOLD_FIELD[set_]] = f"The bridge is open\n\n{BODY}" if set_ in {"dragnet", "waddle"} else BODY
        write(tmp_path / f"{set_}-dev.jsonl.gz", record)
        (tmp_path / f"{set_}-dev").mkdir()
        (tmp_path / record["file"]).write_bytes(gzip.compress(PAGE.encode()))
    for set_ in GOLD_FIELD:
        for source in LIGHT + WHOLE_PAGE:
            if (set_, source) not in WITHOUT_RESIDUE:
                record = {"id": "1", "trusted": True, "lines": [[BODY, 1], ["", None], [REPLY, 0]]}
                write(tmp_path / "residue-dev" / f"{set_}.{source}.jsonl.gz", record)
    return tmp_path


def test_residue_is_read_of_the_sets_that_have_it(data):
    assert [document.set for document in load_residue(data, "newspaper4k")] == ["wcxb", "aeb"]
    assert [document.lang for document in load_residue(data, "html_text", sets=["aeb", "waddle"])] == ["", "English"]


def test_light_documents_are_measured_with_their_lines_and_flat_and_whole_pages_with_their_lines(data):
    forms = [document.form for document in residue.load(data, "all", ["aeb"], None)]
    assert forms == ["light"] * 4 + ["html_text", "bs4_text"] + ["flat"] * 4
    assert {document.form for document in residue.load(data, "light", ["aeb"], None)} == {"light"}
    assert {document.form for document in residue.load(data, "flat", ["aeb"], None)} == {"flat"}


def test_the_figures_of_residue_are_named_by_group(data):
    figures = residue.figures(data)
    groups = {name.split("/")[1] for name in figures}
    assert {"light", "flat", "bs4_text", "dragnet light", "waddle.trafilatura", "waddle html_text English"} <= groups
    assert figures["residue/light/chrome removed"] == figures["residue/light/chrome removed, macro"] == 1.0
    assert figures["residue/light/content lost"] == figures["residue/light/documents losing"] == 0


def test_the_figures_of_pages_are_named_by_group_and_length(data):
    figures = extract.figures(data)
    assert figures["extract/wcxb article/word F1"] == 1.0
    assert figures["extract/aeb/shingle F1"] == figures["extract/trafilatura/snippet F1"] == 1.0
    assert figures["extract/waddle/word F1"] < figures["extract/waddle/word F1 without titles"] == 1.0
    assert figures["extract/waddle, under 60 words/pages below 0.5"] == 0


def test_the_figure_of_speed_is_a_ratio_taken_within_each_round(data):
    assert speed_text.ratios({"C4": [2.0, 6.0], "cleantext": [4.0, 8.0]}, "cleantext") == [0.5, 0.75]
    (figure,) = speed_text.figures(data, rounds=1).items()
    assert figure[0] == "speed_text/C4 = 1"
    assert figure[1] > 0
