"""Documents as scrapers bring them home, each with what must be left of it, in the files beside this one.

`documents.json` holds what sites of many kinds leave around their articles. Those of `lost.json` lost text of the
article, and those of `left.json` kept what is none, when they were written. A case has a `label`, the lines of its
`text`, which may be a page, and those of the `clean` text. One that does not work yet says in `known_failure` what is
lost or left, and stays marked until it works.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest

import cleantext


class Case(TypedDict, total=False):
    """One document, by its lines."""

    label: str
    text: list[str]
    clean: list[str]
    known_failure: str


CASES: list[Case] = [
    case for file in sorted(Path(__file__).parent.glob("*.json")) for case in json.loads(file.read_text("utf-8"))
]
WORKING = [case for case in CASES if "known_failure" not in case]
FAILING = [case for case in CASES if "known_failure" in case]


def label(case: Case) -> str:
    return case["label"]


@pytest.mark.parametrize("case", WORKING, ids=label)
def test_what_is_left_of_a_document_is_its_article(case: Case) -> None:
    assert cleantext.clean("\n".join(case["text"])).split("\n") == case["clean"]


@pytest.mark.parametrize("case", CASES, ids=label)
def test_windows_line_ends_make_no_difference(case: Case) -> None:
    windows, unix = (cleantext.clean(end.join(case["text"])) for end in ("\r\n", "\n"))
    end = "\n" if case["text"][0].startswith("<") else "\r\n"  # The lines of a page are not those of its file.
    assert windows.split(end) == unix.split("\n")


@pytest.mark.parametrize("case", FAILING, ids=label)
def test_a_known_failure_still_fails(case: Case) -> None:
    worked = cleantext.clean("\n".join(case["text"])).split("\n") == case["clean"]
    assert not worked, "this works now: take `known_failure` out of the case"


def test_every_filter_has_a_document_that_it_cuts_from() -> None:
    cutting = {cut.filter for case in WORKING for cut in cleantext.explain("\n".join(case["text"])).removals}
    assert cutting == {filter.name for filter in cleantext.Pipeline.default()}


def test_no_label_stands_twice() -> None:
    labels = [case["label"] for case in CASES]
    assert sorted(set(labels)) == sorted(labels)
