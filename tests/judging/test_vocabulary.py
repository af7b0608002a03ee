"""What names say that an element is: words of classes and ids, in any spelling, and what they do not say."""

from __future__ import annotations

import pytest

from cleantext import Rule
from cleantext.document import Element
from cleantext.judging.rules import default_rules
from cleantext.judging.vocabulary import Vocabulary

RELATED = Rule("related-links/box", match="element", names=("related", "related posts", "mc4wp", "box"))
SIDEBAR = Rule("sidebar/column", match="element", tags=("aside",), roles=("complementary",), names=("column",))
FORUM = Rule("main-content/discussion", match="element", means="discussion", names=("forum", "topic list"))
VOCABULARY = Vocabulary([RELATED, SIDEBAR, FORUM, Rule("share/line", phrases={"en": ("Share",)})])


def element(names: str = "", tag: str = "div", role: str = "") -> Element:
    return Element(tag, names, role, -1, 0, 1)


def rule_of(names: str = "", tag: str = "div", role: str = "") -> str:
    rule = VOCABULARY.match(element(names, tag, role))
    return rule.id if rule else ""


@pytest.mark.parametrize(
    "names",
    [
        "related",
        "Related",
        "RELATED",
        "c-related",
        "related_articles",
        "articleRelated",
        "relatedPosts",
        "RelatedPosts__grid--x1",
        "block__related--wide",
        "css-1x2y3z-Related",
        "related2",
        "post-12 related",
        "mc4wp",
        "widget_mc4wp_form",
        "MC4WP-form",
        "wp-block/related",
        "is-style-dark related",
    ],
)
def test_a_name_is_found_in_any_spelling_and_among_others(names: str) -> None:
    assert rule_of(names) == "related-links/box"


@pytest.mark.parametrize(
    "names",
    [
        "",
        "unrelated",
        "relatedness",
        "post-12",
        "a7related",
        "related3px",
        "3xrelated",
        "0f7abox",
        "no-related",
        "has-related",
        "hasRelated",
        "has-post-related",
        "without_any_related",
        "is-related",
        "hide-related",
        "category-related",
        "tag-related",
        "product_tag-related",
        "product_cat-related-posts",
        "format_related",
        "how-the-two-wars-are-related-to-trade",
        "embed-related",
        "md:[&_.related]:hidden",
        "w-[related]",
        "bg-(related)",
        "mc4wpx",
        "xmc4wp",
        "mc4",
    ],
)
def test_a_name_is_not_found_in_other_words_nor_where_it_says_something_else(names: str) -> None:
    assert rule_of(names) == ""


def test_longer_names_say_more_than_shorter_ones() -> None:
    other = Rule("share/posts", match="element", names=("posts",))
    vocabulary = Vocabulary([other, RELATED])
    assert vocabulary.match(element("posts-of-related")) is other
    assert vocabulary.match(element("my-related-posts")) is RELATED


def test_the_first_of_several_names_is_the_one() -> None:
    assert rule_of("column related") == "sidebar/column"
    assert rule_of("related column") == "related-links/box"


def test_a_category_counts_as_a_whole() -> None:
    vocabulary = Vocabulary([Rule("post-metadata/tags", match="element", names=("tag list", "category"))])
    assert vocabulary.match(element("tag-list")) is not None
    assert vocabulary.match(element("category")) is not None
    assert vocabulary.match(element("category-list")) is None


def test_a_role_says_more_than_names_and_names_say_more_than_a_tag() -> None:
    assert rule_of("related", "aside", "complementary") == "sidebar/column"
    assert rule_of("related", "aside", "note") == "related-links/box"
    assert rule_of("main-text", "aside") == "sidebar/column"
    assert rule_of("main-text", "section") == ""


def test_forums_are_found_apart_from_chrome() -> None:
    assert rule_of("forum") == ""
    assert VOCABULARY.is_discussion(element("forum-12"))
    assert VOCABULARY.is_discussion(element("wide topicList"))
    assert not VOCABULARY.is_discussion(element("related no-forum"))
    assert not VOCABULARY.is_discussion(element())


def test_rules_on_lines_say_nothing_of_elements() -> None:
    assert rule_of("share") == ""


def test_the_rules_of_the_package_are_compiled_once() -> None:
    assert default_rules().names is default_rules().names
    found = default_rules().names.match(element("entry-footer"))
    assert found is not None
    assert found.id == "post-metadata/element"


@pytest.mark.parametrize("names", ["x" * 50_000, "a-" * 50_000, "related" * 10_000, "aB" * 50_000, "a1" * 50_000])
def test_endless_names_are_no_names(names: str) -> None:
    assert rule_of(names) == ""


@pytest.mark.parametrize("name", ["a{}1b", "Aa{}1b", "{}1", "1{}1b"])
def test_a_name_of_a_hundred_thousand_letters_is_no_work(name: str) -> None:
    """It would take minutes if the search for words began anew at each letter, and went to the end."""
    for letters in ("a" * 100_000, "A" * 100_000, "a1" * 50_000, "aA" * 50_000):
        assert rule_of(name.format(letters)) == ""
