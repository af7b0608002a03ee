"""What two outputs of a document have not in common, and which rule that is due to."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Pipeline
from cleantext.reports.comparison import UNKNOWN, Output, compare

ARTICLE = "The mayor opened the new bridge on Tuesday, after eleven years of argument about who should pay for it."
TEXT = f"Home\nNews\nSport\n\n{ARTICLE} Share this article with your friends.\n\nShare this article\n\nLeave a Reply\n"


def written(pipeline: Pipeline, text: str = TEXT) -> Output:
    found = orjson.loads(pipeline.clean(text, to="json"))
    return Output(found["text"], found["removals"])


EVERYTHING = written(Pipeline.default())
WITHOUT_SHARE = written(Pipeline.default().without("share"))


def test_what_only_the_older_output_has_is_newly_cut_by_the_rule_that_the_newer_names() -> None:
    found = compare("bridge.txt", WITHOUT_SHARE, EVERYTHING)
    assert {(change.kind, change.rule) for change in found.changes} == {("newly cut", "share/share-this")}
    assert found.changes[-1].lines == ["Share this article"]


def test_what_only_the_newer_output_has_is_newly_kept_from_the_rule_that_the_older_names() -> None:
    found = compare("bridge.txt", EVERYTHING, WITHOUT_SHARE)
    assert {(change.kind, change.rule) for change in found.changes} == {("newly kept", "share/share-this")}


def test_a_sentence_of_a_line_is_a_change_and_the_rest_of_the_line_is_none() -> None:
    old, new = Output(f"{ARTICLE} Share it with your friends.\n\nNoon."), Output(f"{ARTICLE}\n\nNoon.")
    [change] = compare("bridge.txt", old, new).changes
    assert change.text == "Share it with your friends."
    assert (change.rule, change.line) == (UNKNOWN, 1)


def test_a_change_says_on_which_line_it_begins() -> None:
    old = Output(f"Noon.\n\nShare this\n\n{ARTICLE}\n\n3 Comments")
    assert [change.line for change in compare("a.txt", old, Output(f"Noon.\n\n{ARTICLE}")).changes] == [3, 7]


def test_white_space_alone_is_no_change() -> None:
    assert compare("a.txt", Output(f"{ARTICLE}\n\nNoon.\n"), Output(f"{ARTICLE}\nNoon.")).changes == ()


def test_a_document_of_which_the_newer_run_left_nothing_is_emptied() -> None:
    assert compare("a.txt", Output(ARTICLE), Output("")).is_emptied
    assert not compare("a.txt", Output(""), Output("")).is_emptied


LINES = st.lists(st.sampled_from(["Share this", "Noon.", "", ARTICLE, "3 Comments", "Noon. Share this"]), max_size=12)


@given(LINES, LINES)
def test_what_is_in_both_and_in_one_is_that_one_but_for_white_space(old: list[str], new: list[str]) -> None:
    found = compare("a.txt", Output("\n".join(old)), Output("\n".join(new)))
    for kind, lines in (("newly cut", old), ("newly kept", new)):
        said = "".join(text for text, change in found.parts if change is None or change.kind == kind)
        assert "".join(said.split()) == "".join("".join(lines).split())


@given(LINES)
def test_an_output_has_no_changes_from_itself(lines: list[str]) -> None:
    assert compare("a.txt", Output("\n".join(lines)), Output("\n".join(lines))).changes == ()


@pytest.mark.parametrize("count", [1_900, 5_000])
def test_long_documents_are_compared_in_time(count: int) -> None:
    lines = [f"{ARTICLE} ({number})" for number in range(count)]
    found = compare("a.txt", Output("\n".join(["Home", *lines, "Share this"])), Output("\n".join(["", *lines[::-1]])))
    assert found.changes


def test_the_view_of_a_comparison_marks_its_changes() -> None:
    view = compare("a.txt", WITHOUT_SHARE, EVERYTHING).view
    assert {note.kind for note in view.notes} == {"newly cut"}
    struck = [text for text, *seen in view.runs if seen]
    assert sum(map(len, struck)) == view.cut == sum(use.characters for use in view.uses)
