"""The baselines keep and drop the lines that their papers say."""

import pytest

from benchmarks.baselines import METHODS, best_stretch, c4, justext, refinedweb

PARAGRAPH = (
    "The council met on Tuesday to vote on the bridge that has been closed since the flood of last spring, and most of "
    "those who spoke were in favour of the plan that the engineers had put before them in March."
)


@pytest.mark.parametrize(
    "line",
    [
        PARAGRAPH,
        "Who will pay for it?",
        "“We have waited for this for years.”",
    ],
)
def test_c4_keeps_sentences(line):
    assert c4(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "It opens in May.",
        "Read more about the bridge in our special issue",
        "The engineers had put before them a plan...",
        "Please enable JavaScript to see the comments below.",
        "By signing up you accept our Privacy Policy.",
    ],
)
def test_c4_drops_short_lines_unfinished_lines_and_notices(line):
    assert c4(line) == ""


def test_c4_drops_only_the_lines_that_a_notice_stands_in():
    assert c4(f"{PARAGRAPH}\nRead our Privacy Policy before you sign up.\n{PARAGRAPH}") == f"{PARAGRAPH}\n{PARAGRAPH}"


@pytest.mark.parametrize(
    "line", ["SHARE THIS STORY NOW", "2019 / 11", "3 likes", "Comments (12)", "Advertisement", "Bridges – Read more..."]
)
def test_refinedweb_drops_counters_capitals_and_single_words(line):
    assert refinedweb(line) == ""


@pytest.mark.parametrize("line", [PARAGRAPH, "Leave a Reply", "Share this story", "12 bridges were closed"])
def test_refinedweb_keeps_other_lines(line):
    assert refinedweb(line) == line


def test_the_best_stretch_leaves_short_lines_at_both_ends_and_keeps_those_within():
    text = f"Home\nNews\n\n{PARAGRAPH}\n\nThe vote\n{PARAGRAPH}\nShare\nLeave a Reply"
    assert best_stretch(text) == f"{PARAGRAPH}\n\nThe vote\n{PARAGRAPH}"


def test_the_best_stretch_of_a_menu_is_empty():
    assert best_stretch("Home\nNews\nContact us") == ""


def test_justext_keeps_prose_and_drops_menus():
    pytest.importorskip("justext")
    menu = "Home\nNews\nContact us\nAbout\nJobs"
    assert justext(f"{menu}\n{PARAGRAPH}\n{PARAGRAPH}") == f"{PARAGRAPH}\n{PARAGRAPH}"


@pytest.mark.parametrize("name", [name for name in METHODS if name not in {"cleantext", "jusText"}])
def test_every_baseline_takes_the_empty_text(name):
    assert METHODS[name]("") == ""
