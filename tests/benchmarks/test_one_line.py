"""The texts of the one-line benchmark are articles with chrome around them, scored by what is left of both."""

from benchmarks.one_line import Joined, measure, summary

ARTICLE = "The council voted on Monday to close the tram line for the whole summer, which nobody had expected."


def test_a_text_is_right_where_exactly_the_article_is_left():
    outcome = measure(Joined("1", "en", "", ARTICLE, " Leave a Reply Cancel reply", ""))
    assert (outcome.exact, outcome.lost, outcome.left) == (True, 0, 0)


def test_what_is_left_of_the_chrome_is_counted():
    outcome = measure(Joined("1", "en", "", ARTICLE, " Nobody knows these words", ""))
    assert (outcome.exact, outcome.lost, outcome.left) == (False, 0, len("Nobodyknowsthesewords"))


def test_what_is_lost_of_the_article_is_counted():
    outcome = measure(Joined("1", "en", "", f"{ARTICLE} Leave a Reply", " Cancel reply", ""))
    assert outcome.lost == len("LeaveaReply")
    assert summary([outcome])["article lost"] == outcome.lost / outcome.article
