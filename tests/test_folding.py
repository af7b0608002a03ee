"""Folding: lines that say the same fold to the same, and no offset changes."""

from __future__ import annotations

import sys

import pytest

from cleantext.folding import fold, key, numbers


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Leave a Reply", "leave a reply"),
        ("Don’t miss", "don't miss"),
        ("“The bridge”", '"the bridge"'),
        ("READ\u00a0MORE\u202f—\u2009here", "read more - here"),
        ("12 Comments", "00 comments"),
        ("١٢ تعليقات", "00 تعلیقات"),
        ("コメント（３）", "コメント(0)"),
        ("𝟏𝟐 Comments", "00 comments"),
        ("名前＊", "名前*"),
        ("Ещё", "еще"),
        ("İletişim", "iletişim"),
        ("a\tb", "a b"),
        ("Loading…", "loading."),
    ],
)
def test_case_quotes_dashes_spaces_digits_and_wide_marks_have_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_no_character_changes_the_length_of_a_text() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(fold(everything)) == len(everything)


def test_every_character_is_folded_alone_as_it_is_among_others() -> None:
    some = [chr(code) for code in range(0x3100)]
    assert [char for char in some if len(fold(char)) != 1] == []


def test_folding_what_is_folded_changes_nothing() -> None:
    text = "“Ещё 12 COMMENTS” — İstanbul…"
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "line",
    [
        "Comments",
        "» Comments «",
        "• Comments:",
        "COMMENTS…",
        "* Comments *",
        "[Comments]",
        "— comments —",
        "✉ Comments",
        "“Comments”",
    ],
)
def test_the_edges_of_a_line_say_nothing(line: str) -> None:
    assert key(fold(line)).strip('"') == "comments"


@pytest.mark.parametrize("line", ["Share  this\u00a0\u00a0post", "Share this post", "share\tthis   post "])
def test_runs_of_spaces_are_one_space(line: str) -> None:
    assert key(fold(line)) == "share this post"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("7 comments", "# comments"),
        ("1,204 views", "# views"),
        ("12.5k shares", "# shares"),
        ("1 204 vues", "# vues"),
        ("3M followers", "# followers"),
        ("12 kilometres", "# kilometres"),
        ("page 2 of 17", "page # of #"),
        ("12h ago", "#h ago"),
        ("2024年12月31日", "#年#月#日"),
        ("12件のコメント", "#件のコメント"),
        ("12km", "#km"),
    ],
)
def test_every_number_is_one_mark(text: str, said: str) -> None:
    assert numbers(fold(text)) == said


def test_a_line_without_anything_to_say_has_no_key() -> None:
    assert key(fold(" *** — … ")) == ""
