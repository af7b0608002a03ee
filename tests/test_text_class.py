"""The class of the text of a block: prose, a sentence, a teaser, a lead, a line that goes on, or a fragment."""

from __future__ import annotations

import pytest

from cleantext.text_class import MIN_PROSE_WORDS, MIN_RUN_ON_WORDS, classify

PROSE = [
    "The mayor opened the new bridge on Tuesday, after eleven years of argument.",
    "“We had stopped counting the years,” said a man on the quay where the old ferry used to leave.”",
    "Why did nobody on the council ask what the bridge would cost before they ordered it?",
    "Brücken verbinden, sagte die Bürgermeisterin, und diese hier verbinde vor allem zwei Parkplätze miteinander.",
    "市長は火曜日の朝、十一年にわたる議論の末に、川の両岸を結ぶ新しい橋の開通を宣言した。",
    "महापौर ने मंगलवार को ग्यारह साल की बहस के बाद नए पुल का उद्घाटन किया।",
    "افتتح رئيس البلدية الجسر الجديد يوم الثلاثاء بعد أحد عشر عاما من الجدل، فهل يعبره أحد؟",
]
SENTENCES = [
    "The bridge opened on Tuesday.",
    "“It was raining,” she said.",
    "Who pays for all this?",
    "Die Brücke ist offen.",
]
TEASERS = ["The mayor opened the new bridge on Tuesday, after…", "Four hundred people had come to walk across it..."]
LEADS = ["Three things went wrong:", "In the words of the captain,", "Her answer was short;"]
CONTINUED = [
    "and the mayor was there",
    ", who had crossed the river",
    "which nobody had asked for.",
    "(a)nd so it went on here)"[1:],
]
FRAGMENTS = [
    "Home",
    "Leave a Reply",
    "Share on Facebook",
    "Related Posts",
    "3 Comments",
    "© 2021 Harbour News",
    "最新ニュース",
    "***",
]


@pytest.mark.parametrize(
    ("text", "text_class"),
    [
        (text, text_class)
        for texts, text_class in (
            (PROSE, "prose"),
            (SENTENCES, "sentence"),
            (TEASERS, "teaser"),
            (LEADS, "lead"),
            (CONTINUED, "continued"),
            (FRAGMENTS, "fragment"),
        )
        for text in texts
    ],
)
def test_a_text_has_the_class(text: str, text_class: str) -> None:
    assert classify(text)[1] == text_class


def test_words_are_counted_by_the_spaces_between_them() -> None:
    assert classify("The bridge opened.")[0] == 3
    assert classify("Home")[0] == 1


def test_two_characters_are_a_word_where_no_spaces_are_written() -> None:
    assert classify("橋は火曜日に開通した。")[0] == 5.5
    assert classify("สะพานเปิดแล้ว")[0] == 6.5


def test_a_sentence_is_prose_from_twelve_words_on() -> None:
    words = ["It", *["very"] * (MIN_PROSE_WORDS - 3), "high.", "Yes."]
    assert classify(" ".join(words[:-1]))[1] == "sentence"
    assert classify(" ".join(words))[1] == "prose"


def test_a_long_line_without_a_full_stop_at_its_end_is_prose_if_sentences_end_inside_it() -> None:
    menu = " ".join(["Sport"] * MIN_RUN_ON_WORDS)
    assert classify(menu)[1] == "fragment"
    assert classify(f"The bridge is open. {menu}")[1] == "prose"


def test_a_line_in_lower_case_goes_on_only_from_three_words_on() -> None:
    assert classify("and so")[1] == "fragment"
    assert classify("and so on")[1] == "continued"


@pytest.mark.parametrize("mark", ["”", "’", ")", "]", "»", "*", '."'])
def test_marks_behind_the_full_stop_do_not_hide_it(mark: str) -> None:
    assert classify(f"The bridge opened on Tuesday.{mark}")[1] == "sentence"


@pytest.mark.parametrize("text", [".", "…", "\x00", "]]]", "...", "\ud800", "👩‍🚀"])
def test_whatever_stands_there_has_a_class(text: str) -> None:
    words, text_class = classify(text)
    assert words >= 1
    assert text_class in {"prose", "sentence", "teaser", "lead", "continued", "fragment"}
