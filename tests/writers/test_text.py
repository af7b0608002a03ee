"""Writing what is left: which white space stays around a cut, and which goes with it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from cleantext.document import Removal
from cleantext.writers.text import kept_spans

Spans = list[tuple[int, int]]


def cut(text: str, *gone: str) -> str:
    """Return what is left of `text` without the first of each string in `gone`, and check that spans are in order."""
    spans = [(start := text.index(piece), start + len(piece)) for piece in gone]
    return cut_spans(text, spans)


def cut_spans(text: str, spans: Spans) -> str:
    removals = [Removal(start, end, "share", "share/share-this", text[start:end]) for start, end in spans]
    kept = kept_spans(text, removals)
    assert kept == sorted(kept)
    assert all(left[1] <= right[0] for left, right in pairwise(kept))
    assert all(start < end for start, end in kept)
    return "".join(text[start:end] for start, end in kept)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("One.\nShare\nTwo.", "One.\nTwo."),
        ("One.\n\nShare\n\nTwo.", "One.\n\nTwo."),
        ("One.\n\nShare\nTwo.", "One.\n\nTwo."),
        ("One.\nShare\n\nTwo.", "One.\n\nTwo."),
        ("One.\n\n\n\nShare\nTwo.", "One.\n\n\n\nTwo."),
        ("One.\nShare\n\n\nTwo.", "One.\n\n\nTwo."),
        ("One.\r\n\r\nShare\r\nTwo.", "One.\r\n\r\nTwo."),
        ("One.\r\nShare\r\n\r\nTwo.", "One.\r\n\r\nTwo."),
    ],
)
def test_the_larger_break_around_a_line_stays(text: str, left: str) -> None:
    assert cut(text, "Share") == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("One.\n\n  Share\n\n  Two.", "One.\n\n  Two."),
        ("One.\n\n\tShare\n    Two.", "One.\n\n    Two."),
        ("One.\nShare\n\n\tTwo.", "One.\n\n\tTwo."),
        ("Share\n\n    Two.", "    Two."),
    ],
)
def test_a_kept_line_keeps_its_own_indent(text: str, left: str) -> None:
    assert cut(text, "Share") == left


@pytest.mark.parametrize("text", ["Share\nTwo.", "Share\n\n\nTwo.", "\n\nShare\r\n\r\nTwo.", "  Share  \n \nTwo."])
def test_nothing_blank_is_left_of_a_cut_at_the_beginning(text: str) -> None:
    assert cut(text, "Share") == "Two."


@pytest.mark.parametrize(
    "text", ["One.\nShare", "One.\n\n\nShare\n", "One.\r\n\r\nShare\r\n\r\n", "One. \n Share  \n "]
)
def test_nothing_blank_is_left_of_a_cut_at_the_end(text: str) -> None:
    assert cut(text, "Share") == "One."


@pytest.mark.parametrize("text", ["Share", "\nShare\n", "  Share  ", "\r\n\tShare\r\n"])
def test_nothing_is_left_where_everything_goes(text: str) -> None:
    assert cut(text, "Share") == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It is open. Share! So walk.", "It is open. So walk."),
        ("It is open.  Share!\tSo walk.", "It is open.  So walk."),
        ("It is open.Share! So walk.", "It is open. So walk."),
        ("It is open. Share!", "It is open."),
        ("Share! It is open.", "It is open."),
        ("It is open. Share!\nSo walk.", "It is open.\nSo walk."),
        ("It is open.\nShare! So walk.", "It is open.\nSo walk."),
        ("It is open.\n\n  Share! So walk.", "It is open.\n\nSo walk."),
    ],
)
def test_a_part_of_a_line_goes_with_the_space_on_one_of_its_sides(text: str, left: str) -> None:
    assert cut(text, "Share!") == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("One.\n\nShare\n\nTweet\n\nTwo.", "One.\n\nTwo."),
        ("One.\n\nShare\nTweet\nTwo.", "One.\n\nTwo."),
        ("One.\n\nShareTweet\n\nTwo.", "One.\n\nTwo."),
        ("One. Share Tweet Two.", "One. Two."),
        ("Share\nTweet\nTwo.", "Two."),
        ("One.\nShare\nTweet", "One."),
    ],
)
def test_neighbouring_cuts_close_up_as_one(text: str, left: str) -> None:
    assert cut(text, "Share", "Tweet") == left
    assert cut(text, "Tweet", "Share") == left


def test_cuts_with_something_between_them_close_up_each() -> None:
    assert cut("One.\nShare\n\nTwo.\n\nTweet\nThree.", "Share", "Tweet") == "One.\n\nTwo.\n\nThree."


@pytest.mark.parametrize(
    "spans", [[(5, 10), (5, 10)], [(5, 10), (6, 9)], [(5, 8), (7, 10)], [(7, 10), (5, 8)], [(5, 7), (7, 10), (5, 5)]]
)
def test_overlapping_cuts_are_one(spans: Spans) -> None:
    assert cut_spans("One.\nShare\n\nTwo.", spans) == "One.\n\nTwo."


@pytest.mark.parametrize("text", ["", "\n\n", "One.\n\n\n\nTwo.  \n", "  One."])
def test_a_text_without_cuts_stays_as_it_is(text: str) -> None:
    assert cut_spans(text, []) == text


def test_an_empty_cut_is_none() -> None:
    assert cut_spans("One.\n\n\nTwo.", [(5, 5)]) == "One.\n\n\nTwo."


def test_blank_lines_far_from_a_cut_stay() -> None:
    assert cut("\n\nOne.\n\n\n\nTwo.\nShare\n\n\nThree.\n\n", "Share") == "\n\nOne.\n\n\n\nTwo.\n\n\nThree.\n\n"


def test_characters_of_any_plane_keep_their_places() -> None:
    assert cut("Über 🌉.\n\nShare\n\n橋。", "Share") == "Über 🌉.\n\n橋。"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("One. Share\nShare Two.", "One.\nTwo."),
        ("One. Share\n\n  Share Two.\nThree.", "One.\n\nTwo.\nThree."),
        ("One. Share\nShare\nTwo.", "One.\nTwo."),
        ("One. Share\nShare\n\nShare Two.", "One.\n\nTwo."),
        ("Share\nShare Two.", "Two."),
        ("One. Share\nShare", "One."),
    ],
)
def test_the_end_of_a_line_and_the_beginning_of_the_next_go_and_leave_two_lines(text: str, left: str) -> None:
    places = [match.span() for match in re.finditer("Share", text)]
    assert cut_spans(text, places) == left
