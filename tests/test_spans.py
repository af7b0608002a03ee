"""The spans that are kept: which white space stays around a cut, and where what is left stood in the original."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from cleantext.spans import Span, Spans, kept_spans

Cuts = list[tuple[int, int]]


def cut(text: str, *gone: str) -> str:
    """Return what is left of `text` without the first of each string in `gone`, and check that spans are in order."""
    spans = [(start := text.index(piece), start + len(piece)) for piece in gone]
    return cut_spans(text, spans)


def cut_spans(text: str, spans: Cuts) -> str:
    kept = kept_spans(text, spans)
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
def test_overlapping_cuts_are_one(spans: Cuts) -> None:
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


TEXT = "One.\n\nShare\n\nTwo. Tweet\n\nThree."


def spans_without(*gone: str) -> Spans:
    """Return the spans of `TEXT` without strings, cut one after the other, as rounds of cleaning do."""
    spans = Spans.whole(TEXT)
    for piece in gone:
        start = spans.text.index(piece)
        spans = spans.without([(start, start + len(piece))])
    return spans


def test_all_of_a_text_is_one_span_and_nothing_of_nothing() -> None:
    assert list(Spans.whole(TEXT)) == [Span(0, len(TEXT))]
    assert list(Spans.whole("")) == []


@pytest.mark.parametrize("gone", [(), ("Share",), ("Share", " Tweet"), ("Two. Tweet", "Share"), ("One.", "Three.")])
def test_the_spans_are_those_of_the_original_that_make_the_text(gone: tuple[str, ...]) -> None:
    spans = spans_without(*gone)
    assert spans.original == TEXT
    assert "".join(TEXT[start:end] for start, end in spans) == spans.text
    assert not any(piece in spans.text for piece in gone)


def test_cuts_one_after_the_other_are_the_same_as_cuts_at_once() -> None:
    places = [(TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in ("Share", " Tweet")]
    assert list(spans_without("Share", " Tweet")) == list(Spans.whole(TEXT).without(places))


def test_spans_that_touch_are_one() -> None:
    assert list(Spans.whole(TEXT).without([]).without([])) == [Span(0, len(TEXT))]


def test_a_part_of_what_is_left_is_located_in_the_original() -> None:
    spans = spans_without("Share")
    start = spans.text.index("Two")
    (found,) = spans.locate(start, start + 3)
    assert TEXT[found.start : found.end] == "Two"


def test_a_part_around_a_cut_is_located_in_several_spans() -> None:
    spans = spans_without("Share")
    located = [TEXT[start:end] for start, end in spans.locate(0, len(spans.text))]
    assert "".join(located) == spans.text
    assert len(located) > 1


@pytest.mark.parametrize("word", ["One.", "Two.", "Three."])
def test_an_offset_of_the_original_is_found_in_what_is_left(word: str) -> None:
    spans = spans_without("Share", " Tweet")
    assert spans.text.startswith(word, spans.offset(TEXT.index(word)))
    assert spans.text[: spans.offset(TEXT.index(word) + len(word))].endswith(word)


def test_an_offset_of_what_was_cut_is_where_the_text_before_it_ends() -> None:
    spans = spans_without("Two. Tweet")
    inside = TEXT.index("Tweet")
    assert "Three." not in spans.text[: spans.offset(inside)]
    assert spans.text[spans.offset(inside) :].endswith("Three.")
    assert spans_without("One.").offset(2) == 0


def test_a_gap_stands_between_spans_and_in_none_of_them() -> None:
    spans = Spans("Ebb|Flow", [(0, 3), (4, 8)], gap=" / ")
    assert spans.text == "Ebb / Flow"
    assert [tuple(span) for span in spans.locate(0, 10)] == [(0, 3), (4, 8)]
    assert list(spans.locate(3, 6)) == []
    assert spans.offset(4) == 6
