"""The benchmark of learning finds what a page lost, and tells chrome from what the gold text has."""

from benchmarks.learn import TEMPLATES, Gold, lost, planted

GOLD = Gold("Winter ferry\nThe ferry will run all winter, the council decided on Tuesday.")


def test_a_line_of_words_that_stand_in_the_gold_in_order_is_content():
    assert GOLD.has("The ferry will run all winter, and more is to be read tomorrow.")
    assert not GOLD.has("Tuesday on decided council the winter all run will ferry the paper said again and again.")


def test_a_short_line_is_content_where_the_gold_has_it_as_a_line():
    assert GOLD.has("» Winter ferry")
    assert not GOLD.has("The ferry")


def test_a_line_is_lost_as_often_as_it_is_missing():
    assert list(lost("Noon\nNoon\nNoon", "Noon")) == ["Noon", "Noon"]


def test_planted_pages_hold_the_template_around_an_article():
    for template in TEMPLATES:
        for lines, labels in planted(template, 0):
            of_template = [line for line, label in zip(lines, labels, strict=True) if label]
            assert of_template[: len(template.head)] == list(template.head)
            assert of_template[-len(template.tail) :] == list(template.tail)
            assert not all(labels)
