"""The figures of the benchmarks count what their README says they count."""

import pytest

from benchmarks.metrics import (
    Figures,
    Matches,
    Score,
    Snippets,
    Tally,
    kept_lines,
    kept_words,
    shingle_matches,
    shingle_score,
    snippets_found,
    tally,
    word_f1,
    word_score,
    words,
)

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


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("2011年度内全部", ["2011", "年", "度", "内", "全", "部"]),
        ("「iPhone」を売る・", ["iphone", "を", "売", "る"]),
        ("스마트 폰", ["스", "마", "트", "폰"]),
        ("ข่าว BBC", ["ข", "า", "ว", "bbc"]),
        ("Ειδήσεις", ["ειδήσεις"]),
    ],
)
def test_in_scripts_without_spaces_a_word_is_a_character(text, counted):
    assert words(text) == counted


def test_word_f1_counts_words_as_multisets():
    assert word_f1("the bridge the bridge", "the bridge opens") == pytest.approx(2 * 2 / (4 + 3))


@pytest.mark.parametrize(("text", "gold"), [("", "The bridge opens."), ("Share", "The bridge opens."), ("", "")])
def test_word_f1_of_texts_without_a_common_word_is_zero(text, gold):
    assert word_f1(text, gold) == 0.0


def test_word_precision_counts_what_is_right_of_the_text_and_recall_what_is_found_of_the_gold():
    assert word_score("Share: the bridge opens", "The bridge opens in May, at noon.")[:2] == (3 / 4, 3 / 7)


def test_mean_f1_is_the_mean_of_the_pages_f1_and_not_the_f1_of_the_means():
    pages = [word_score("the bridge opens", "the bridge opens"), word_score("Share", "the bridge opens")]
    assert Score.mean(pages) == Score(0.5, 0.5, 0.5)
    pages = [Score.of(1.0, 0.5), Score.of(0.5, 1.0)]
    assert Score.mean(pages) == Score(0.75, 0.75, pytest.approx(2 / 3))


def test_shingles_are_runs_of_four_words_with_their_case():
    gold = "The bridge opens in May."
    assert shingle_matches("The bridge opens, in May", gold) == Matches(1.0, 0.0, 0.0)
    assert shingle_matches("the bridge opens in May", gold) == Matches(1 / 3, 1 / 3, 1 / 3)


def test_shingles_are_counted_as_often_as_they_stand_there():
    assert shingle_matches("no no no no no no", "no no no no no") == Matches(2 / 3, 1 / 3, 0.0)


def test_a_text_of_fewer_than_four_words_is_one_shingle_and_so_is_none():
    assert shingle_matches("It opens.", "It opens!") == Matches(1.0, 0.0, 0.0)
    assert shingle_matches("", "It opens!") == Matches(0.0, 0.5, 0.5)
    assert shingle_matches("", "") == Matches(1.0, 0.0, 0.0)


def test_each_page_has_the_same_weight_in_shingle_f1_however_long_it_is():
    long = " ".join(map(str, range(1000)))
    pages = [shingle_matches(long, long), shingle_matches("Share", "It opens in May.")]
    assert shingle_score(pages) == Score(0.5, 0.5, 0.5)


def test_shingle_f1_is_the_f1_of_mean_precision_and_mean_recall():
    score = shingle_score([Matches(0.5, 0.5, 0.0), Matches(0.5, 0.0, 0.5)])
    assert score == Score(0.75, 0.75, 0.75)


def test_snippets_are_summed_over_pages_before_they_are_divided():
    pages = [
        snippets_found("The bridge opens in May.", ["The bridge", "in May"], ["Share"]),
        snippets_found("Share this", ["It is open"], ["Share", "Leave a Reply"]),
    ]
    total = Snippets.sum(pages)
    assert total == Snippets(wanted=3, wanted_found=2, unwanted=3, unwanted_found=1)
    assert total.score == Score(pytest.approx(2 / 3), pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert (total.wanted_rate, total.unwanted_rate) == (2 / 3, 1 / 3)


def test_snippets_are_found_with_their_case_and_spaces_only():
    assert snippets_found("the bridge\nopens", ["The bridge", "bridge opens"], []).wanted_found == 0


def test_pages_without_snippets_have_no_rates():
    assert Snippets.sum([]).score == Score(0.0, 0.0, 0.0)
    assert Snippets().unwanted_rate == 0.0


def test_an_untouched_text_keeps_every_line_but_the_blank_ones():
    assert kept_lines(ARTICLE, "\n".join(ARTICLE)) == [True, False, True, True, True, True]


def test_lines_are_compared_stripped():
    assert kept_lines(["  It will open in May. "], "It will open in May.") == [True]


def test_an_article_between_two_share_lines_stays_kept_when_one_of_them_is_cut():
    assert kept_lines(ARTICLE, "\n".join(ARTICLE[:4])) == [True, False, True, True, False, False]
    assert kept_lines(ARTICLE, "\n".join(ARTICLE[2:5])) == [False, False, True, True, True, False]


def test_a_line_that_lost_some_words_is_not_kept_and_those_after_it_are():
    assert kept_lines(ARTICLE[2:4], "The council met on Tuesday.\nIt will open in May.") == [False, True]


def test_of_two_lines_out_of_order_one_is_kept():
    assert sum(kept_lines(["It will open in May.", "Share"], "Share\nIt will open in May.")) == 1


def test_more_copies_in_the_output_than_in_the_text_count_once():
    assert kept_lines(["Share", "It will open in May."], "Share\nShare\nIt will open in May.") == [True, True]


def test_an_article_stays_kept_where_the_menu_above_it_was_cut_and_its_repetition_below_was_not():
    menu = ["Home", "News", "Sport", "Weather"]
    article = ["The council met on Tuesday.", "It voted.", "Share", "It will open in May."]
    left = [article[0], article[1], article[3], *menu]
    expected = [False] * 4 + [True, True, False, True] + [True] * 4
    assert kept_lines([*menu, *article, *menu], "\n".join(left)) == expected


def test_one_line_too_many_in_the_output_costs_no_line_of_the_document():
    lines = ["Share", "It voted.", "Leave a Reply", "It will open in May.", "Share"]
    output = "Leave a Reply\nShare\nIt voted.\nIt will open in May."
    assert kept_lines(lines, output) == [True, True, False, True, False]


def test_words_of_a_joined_text_are_shared_out_to_its_lines():
    lines = ["Share this", "", "The bridge is open.", "Read more about the bridge"]
    assert kept_words(lines, "The bridge is open. Read more") == [0, 0, 4, 2]
    assert kept_words(lines, "") == [0, 0, 0, 0]


def test_words_that_a_cut_stretch_and_the_article_share_are_the_articles():
    lines = ["The bridge is open.", "See all the photos of the mayor and the band", "All of the town danced."]
    assert kept_words(lines, "The bridge is open. All of the town danced.") == [4, 0, 5]


def test_a_tally_counts_words_of_chrome_and_content_and_skips_unscored_lines():
    labels = [0, None, 1, 1, 0, None]
    result = tally(ARTICLE, labels, "The council met on Tuesday to vote on the bridge.\nShare")
    assert result == Tally(chrome=2, chrome_cut=1, content=15, content_cut=5)
    assert result.chrome_removed == 1 / 2
    assert result.content_lost == 1 / 3


def test_a_line_of_which_a_part_is_cut_is_cut_but_in_a_flat_text_only_that_part_is():
    lines, labels = ["The bridge is open. Share this", "Share"], [1, 0]
    assert tally(lines, labels, "The bridge is open.") == Tally(1, 1, 6, 6)
    assert tally(lines, labels, "The bridge is open.", flat=True) == Tally(1, 1, 6, 2)


def test_a_document_counts_with_150_words_of_chrome_at_most_in_the_capped_figure():
    figures = Figures.of(0.5, 0.5, Tally(chrome=1000, chrome_cut=1000, content=100, content_cut=0))
    figures.add(Figures.of(0.5, 0.5, Tally(chrome=50, chrome_cut=0, content=100, content_cut=0)))
    assert figures.tally.chrome_removed == 1000 / 1050
    assert figures.capped == Tally(200, 150, 200, 0)


def test_the_macro_figure_is_a_mean_over_documents_with_three_words_of_chrome_or_more():
    figures = Figures()
    for chrome, cut in ((1000, 1000), (4, 1), (2, 2), (0, 0)):
        figures.add(Figures.of(0.5, 0.5, Tally(chrome, cut, 100, 0)))
    assert (figures.macro_removed, figures.macro_documents) == ((1 + 1 / 4) / 2, 2)


def test_documents_that_lose_over_five_per_cent_of_their_content_are_counted():
    figures = Figures()
    for content, cut in ((100, 6), (100, 5), (20, 20), (0, 0)):
        figures.add(Figures.of(0.5, 0.5, Tally(5, 5, content, cut)))
    assert (figures.losing, figures.content_documents) == (2, 3)


def test_a_document_that_is_not_trusted_counts_in_word_f1_alone():
    figures = Figures.of(0.5, 0.7, None)
    figures.add(Figures.of(0.7, 0.9, Tally(5, 5, 100, 50)))
    assert (figures.documents, figures.trusted, figures.losing, figures.content_documents) == (2, 1, 1, 1)
    assert (figures.f1_before, figures.f1_after) == (pytest.approx(0.6), pytest.approx(0.8))


def test_a_tally_without_labelled_lines_has_no_shares():
    assert (Tally().chrome_removed, Tally().content_lost) == (0.0, 0.0)


def test_tallies_add_up():
    total = Tally(4, 2, 100, 1)
    total.add(Tally(6, 6, 100, 0))
    assert total == Tally(10, 8, 200, 1)
