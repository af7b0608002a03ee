"""The figures of the benchmarks count what their README says they count."""

import pytest

from benchmarks.metrics import Tally, kept_lines, tally, word_f1, words

ARTICLE = [
    "Share",
    "",
    "The council met on Tuesday to vote on the bridge.",
    "It will open in May.",
    "Share",
    "Leave a Reply",
]


def test_words_are_lower_cased_runs_of_word_characters():
    assert words("Größe: 3.5 m – Don't!") == ["größe", "3", "5", "m", "don", "t"]


def test_word_f1_counts_words_as_multisets():
    assert word_f1("the bridge the bridge", "the bridge opens") == pytest.approx(2 * 2 / (4 + 3))


@pytest.mark.parametrize(("text", "gold"), [("", "The bridge opens."), ("Share", "The bridge opens."), ("", "")])
def test_word_f1_of_texts_without_a_common_word_is_zero(text, gold):
    assert word_f1(text, gold) == 0.0


def test_an_untouched_text_keeps_every_line_but_the_blank_ones():
    assert kept_lines(ARTICLE, "\n".join(ARTICLE)) == [True, False, True, True, True, True]


def test_lines_are_compared_stripped():
    assert kept_lines(["  It will open in May. "], "It will open in May.") == [True]


def test_an_article_between_two_share_lines_stays_kept_when_one_of_them_is_cut():
    assert kept_lines(ARTICLE, "\n".join(ARTICLE[:4])) == [True, False, True, True, False, False]
    assert kept_lines(ARTICLE, "\n".join(ARTICLE[2:5])) == [False, False, True, True, True, False]


def test_a_line_that_lost_some_words_is_not_kept_and_those_after_it_are():
    assert kept_lines(ARTICLE[2:4], "The council met on Tuesday.\nIt will open in May.") == [False, True]


def test_lines_out_of_order_are_not_kept():
    assert kept_lines(["It will open in May.", "Share"], "Share\nIt will open in May.") == [False, True]


def test_more_copies_in_the_output_than_in_the_text_count_once():
    assert kept_lines(["Share", "It will open in May."], "Share\nShare\nIt will open in May.") == [True, True]


def test_a_tally_counts_words_of_chrome_and_content_and_skips_unscored_lines():
    labels = [0, None, 1, 1, 0, None]
    result = tally(ARTICLE, labels, "The council met on Tuesday to vote on the bridge.\nShare")
    assert result == Tally(chrome=2, chrome_cut=1, content=15, content_cut=5)
    assert result.chrome_removed == 1 / 2
    assert result.content_lost == 1 / 3


def test_a_tally_without_labelled_lines_has_no_shares():
    assert (Tally().chrome_removed, Tally().content_lost) == (0.0, 0.0)


def test_tallies_add_up():
    total = Tally(4, 2, 100, 1)
    total.add(Tally(6, 6, 100, 0))
    assert total == Tally(10, 8, 200, 1)
